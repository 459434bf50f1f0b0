package org.crosscheck.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.datasets.formats.Source;

/**
 * A training set and a test set of images of one size, with as many classes as they have.
 *
 * @param train labels are indices into {@code classes}
 * @param classes the names of the classes, in order
 */
public record ImageSet(Digits train, Digits test, List<String> classes) {

    /** Of a set that is not divided, every image of this number tests. */
    private static final int EVERY = 6;

    /** Mean brightness of the border, of 255, from which images count as dark ink on light ground. */
    public static final int LIGHT = 128;

    /** The embedded MNIST. */
    public static ImageSet mnist() {
        return new ImageSet(
                Mnist.train(),
                Mnist.test(),
                IntStream.range(0, Digits.CLASSES).mapToObj(String::valueOf).toList());
    }

    /**
     * Reads the set in a place, in whichever of these forms it is there:
     *
     * <ul>
     *   <li>the four IDX files of MNIST, Fashion-MNIST, KMNIST, QMNIST or EMNIST, raw or by gzip, in the folder or anywhere
     *       below it, as torchvision leaves them; where a folder has several sets, {@code FOLDER/emnist-letters} names one;
     *   <li>{@code .npz} files: one as Keras has it, {@code x_train}, {@code y_train}, {@code x_test}, {@code y_test}, or
     *       the four of Kuzushiji-MNIST and Kuzushiji-49;
     *   <li>PNG files in a folder for each class, below {@code train} and {@code test}; or without these two, and then
     *       every sixth image tests.
     * </ul>
     *
     * <p>EMNIST stores its images transposed: they are set upright. Labels may count from 1, as those of EMNIST letters do.
     * Images with a light border, dark ink on paper, are taken as their negatives.
     *
     * @param note is told of each of these, and where the set was found
     * @throws FormatException naming the file or folder that is missing, ambiguous or wrong
     */
    public static ImageSet read(Path place, Consumer<String> note) throws IOException {
        Path train = place.resolve("train");
        Path test = place.resolve("test");
        ImageSet set;
        if (PngFolder.looksLikeOne(train) && Files.isDirectory(test)) {
            PngFolder images = PngFolder.read(train);
            Digits tests = PngFolder.read(test, images.names()).digits();
            set = new ImageSet(images.digits(), tests, images.names());
        } else if (PngFolder.looksLikeOne(place)) {
            PngFolder images = PngFolder.read(place);
            set = new ImageSet(
                    images.digits().only(every(images.digits().n(), false)),
                    images.digits().only(every(images.digits().n(), true)),
                    images.names());
        } else {
            set = SetFiles.find(place, note).read(note);
        }
        return set.border() >= LIGHT ? set.negative(place, note) : set;
    }

    private static IntStream every(int n, boolean sixth) {
        return IntStream.range(0, n).filter(i -> i % EVERY == EVERY - 1 == sixth);
    }

    /**
     * A set whose classes are its labels: those from 0, or from 1 if no image has a 0, to the largest. Up to 9, as in MNIST,
     * some may be missing; beyond that a label that no training image leads up to is taken for damage.
     */
    static ImageSet ofLabels(Digits train, Digits test, Source source) throws FormatException {
        BitSet there = new BitSet();
        IntStream.range(0, train.n()).map(train::label).forEach(there::set);
        int missing = there.nextClearBit(there.get(0) ? 0 : 1);
        int largest = Math.max(train.largestLabel(), test.largestLabel());
        if (largest >= Digits.CLASSES && missing <= largest) {
            String expected = "a training image of every label up to the largest";
            throw source.error(
                    "labels", Reason.DIGITS_LABEL, expected, "label " + largest + ", and none of " + missing);
        }
        boolean zero = there.get(0) || IntStream.range(0, test.n()).anyMatch(i -> test.label(i) == 0);
        int first = zero ? 0 : 1;
        List<String> names = new ArrayList<>();
        IntStream.rangeClosed(first, largest).mapToObj(String::valueOf).forEach(names::add);
        return new ImageSet(train.labelledFrom(first), test.labelledFrom(first), List.copyOf(names));
    }

    /** Mean brightness of the outermost pixels of the training images. */
    private double border() {
        long sum = 0;
        long count = 0;
        for (int r = 0; r < train.rows(); r++) {
            int step = r == 0 || r == train.rows() - 1 ? 1 : Math.max(1, train.columns() - 1);
            for (int c = 0; c < train.columns(); c += step) {
                for (int at = r * train.columns() + c; at < train.pixels().length; at += train.size()) {
                    sum += train.pixels()[at] & 0xff;
                    count++;
                }
            }
        }
        return (double) sum / Math.max(1, count);
    }

    private ImageSet negative(Path place, Consumer<String> note) {
        note.accept("note: " + place + ": images on a light ground, taken as their negatives");
        return new ImageSet(train.negative(), test.negative(), classes);
    }
}
