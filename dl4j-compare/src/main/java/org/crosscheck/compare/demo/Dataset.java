package org.crosscheck.compare.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.IntStream;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.Digits;
import org.crosscheck.datasets.Digits.Split;
import org.crosscheck.datasets.Mnist;
import org.crosscheck.datasets.datavec.PngFolder;

/**
 * A training set and a test set of images of one size.
 *
 * @param classes the names of the classes, in order
 */
public record Dataset(Digits train, Digits test, List<String> classes) {

    private static final Path FASHION = Path.of("/usr/share/datasets/fashion-mnist");
    private static final List<String> FIGURES =
            IntStream.range(0, Digits.CLASSES).mapToObj(String::valueOf).toList();

    /**
     * One image in this many of the training set is held out: to choose settings by, or to test if there is no test
     * set.
     */
    private static final int HELD_OUT = 6;

    /**
     * Loads "mnist" (embedded), "fashion" (where Debian's dataset-fashion-mnist puts it), or a folder: with the four
     * IDX files of MNIST; or with a folder of PNG files for each class below {@code train} and {@code test}; or with
     * just these folders of classes, of which every sixth image is then used for testing.
     *
     * @throws org.crosscheck.datasets.formats.FormatException naming the file that is missing or wrong
     * @throws InputException if the two sets do not fit each other or the model
     */
    public static Dataset load(String name, Model model) throws IOException, InputException {
        Dataset loaded = load(name);
        Digits train = loaded.train;
        Digits test = loaded.test;
        if (train.rows() != test.rows() || train.columns() != test.columns()) {
            throw new InputException(name, "test images", size(train) + ", like the training images", size(test));
        }
        int[] most = model.padded(train.rows(), train.columns());
        if (train.rows() > most[0] || train.columns() > most[1]) {
            throw new InputException(name, "images", "at most " + most[1] + " x " + most[0], size(train));
        }
        if (train.n() < HELD_OUT) {
            throw new InputException(name, "training set", "at least " + HELD_OUT + " images", "" + train.n());
        }
        return loaded;
    }

    private static Dataset load(String name) throws IOException {
        if (name.equals("mnist")) {
            return new Dataset(Mnist.train(), Mnist.test(), FIGURES);
        }
        Path folder = name.equals("fashion") ? FASHION : Path.of(name);
        Path train = folder.resolve("train");
        Path test = folder.resolve("test");
        if (Files.isDirectory(train) && Files.isDirectory(test)) {
            PngFolder images = PngFolder.read(train);
            return new Dataset(
                    images.digits(), PngFolder.read(test, images.names()).digits(), images.names());
        }
        if (PngFolder.looksLikeOne(folder)) {
            PngFolder images = PngFolder.read(folder);
            Digits all = images.digits();
            int[] numbers = IntStream.range(0, all.n()).toArray();
            return new Dataset(
                    all.only(IntStream.of(numbers).filter(i -> i % HELD_OUT != HELD_OUT - 1)),
                    all.only(IntStream.of(numbers).filter(i -> i % HELD_OUT == HELD_OUT - 1)),
                    images.names());
        }
        return new Dataset(Digits.ofFolder(folder, Split.TRAIN), Digits.ofFolder(folder, Split.TEST), FIGURES);
    }

    /** The same without its test set: the last sixth of the training set (10,000 of MNIST's 60,000) tests instead. */
    public Dataset heldOut() {
        int kept = train.n() - train.n() / HELD_OUT;
        return new Dataset(train.slice(0, kept), train.slice(kept, train.n()), classes);
    }

    /** SHA-256 of sizes, pixels and labels of both sets: a run must continue with the same data that it began with. */
    String sha256() {
        MessageDigest digest = Checkpoint.digest();
        for (Digits set : List.of(train, test)) {
            digest.update(ByteBuffer.allocate(3 * Integer.BYTES)
                    .putInt(set.n())
                    .putInt(set.rows())
                    .putInt(set.columns())
                    .array());
            digest.update(set.pixels());
            digest.update(set.labels());
        }
        return Checkpoint.hex(digest.digest());
    }

    private static String size(Digits digits) {
        return digits.columns() + " x " + digits.rows();
    }
}
