package org.crosscheck.datasets.datavec;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.crosscheck.datasets.Digits;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A DataVec reader of MNIST's files: initialize it with a split of the folder, or of only the image and the label file.
 *
 * <p>Of the files, the two with the usual names of this half of the data set are read; see {@link Digits#ofFolder}.
 */
public final class IdxRecordReader extends ImageRecordReader {

    private static final long serialVersionUID = 1L;

    private final Digits.Split split;

    /** Flat features of type DOUBLE. */
    public IdxRecordReader(Digits.Split split) {
        this(split, Layout.FLAT, DataType.DOUBLE);
    }

    public IdxRecordReader(Digits.Split split, Layout layout, DataType type) {
        super(layout, type);
        this.split = split;
    }

    @Override
    Images load(List<Path> files, String place) throws IOException {
        Path images = Digits.find(files, place, split, "images");
        Path labels = Digits.find(files, place, split, "labels");
        Digits digits = Digits.ofFiles(images, labels);
        int[] classes = new int[digits.n()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = digits.label(i);
        }
        List<String> names =
                IntStream.range(0, Digits.CLASSES).mapToObj(String::valueOf).toList();
        return new Images(digits.rows(), digits.columns(), digits.pixels(), classes, names, List.of(images.toUri()));
    }

    /** Not supported: an image and its label are in two files. */
    @Override
    public List<Writable> record(URI uri, DataInputStream in) {
        throw new UnsupportedOperationException("an image and its label are in two files: " + uri);
    }
}
