package org.crosscheck.datasets;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.crosscheck.datasets.formats.Bytes;
import org.crosscheck.datasets.formats.Idx;

/**
 * The complete MNIST database (Yann LeCun and Corinna Cortes, CC BY-SA 3.0), embedded: 28 x 28 images of the digits 0
 * to 9. It is read through {@link Idx} like any other file; nothing is downloaded.
 */
public final class Mnist {

    private Mnist() {}

    /** The 60000 training images (about half a second; 47 MB of heap, and twice that for a moment). */
    public static Digits train() {
        return load("train");
    }

    /** The 10000 test images (tens of milliseconds, 8 MB of heap). */
    public static Digits test() {
        return load("t10k");
    }

    private static Digits load(String split) {
        String images = split + "-images-idx3-ubyte.gz";
        String labels = split + "-labels-idx1-ubyte.gz";
        try {
            return Digits.of(resource(images), images, resource(labels), labels);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded MNIST is damaged", e);
        }
    }

    private static Idx resource(String name) throws IOException {
        try (InputStream in = Mnist.class.getResourceAsStream("mnist/" + name)) {
            if (in == null) {
                throw new FileNotFoundException("resource mnist/" + name);
            }
            return Idx.read(Bytes.ofStream(in, name), name);
        }
    }
}
