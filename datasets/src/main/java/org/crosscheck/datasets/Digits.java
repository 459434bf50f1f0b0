package org.crosscheck.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.datasets.formats.Idx;
import org.crosscheck.datasets.formats.Source;

/**
 * Labelled grey images of one size: MNIST, or a set like it.
 *
 * <p>Labels count from 0, in MNIST to 9. The homework counts its classes from 1: adding 1 is the caller's.
 *
 * @param n the number of images
 * @param pixels unsigned bytes, (n, rows, columns), 0 background to 255 ink. The array is not copied.
 * @param labels (n), unsigned bytes, each 0 to 254. The array is not copied.
 */
public record Digits(int n, int rows, int columns, byte[] pixels, byte[] labels) {

    /** The number of MNIST's classes. */
    public static final int CLASSES = 10;

    /** More classes than any set has whose labels are bytes. */
    static final int MOST_CLASSES = 255;

    private static final int FAINT = 25;

    /** Which half of a data set: 60000 and 10000 images in MNIST. */
    public enum Split {
        TRAIN("train"),
        TEST("t10k|test");

        private final String names; // as in the names of files, the usual name first

        Split(String names) {
            this.names = names;
        }
    }

    public Digits {
        if (n < 0 || rows < 1 || columns < 1 || pixels.length != (long) n * rows * columns || labels.length != n) {
            throw new IllegalArgumentException(n + " images of " + rows + " x " + columns + " and " + labels.length
                    + " labels do not fit " + pixels.length + " pixels");
        }
        for (byte label : labels) {
            if ((label & 0xff) >= MOST_CLASSES) {
                throw new IllegalArgumentException("label " + (label & 0xff) + " is not 0 to " + (MOST_CLASSES - 1));
            }
        }
    }

    /**
     * Reads one split of a folder with the usual file names: {@code train-images-idx3-ubyte} and
     * {@code train-labels-idx1-ubyte}, {@code t10k-...} (or {@code test-...}) for the test split; with {@code .idx3}
     * in place of {@code -idx3}, with a prefix such as {@code emnist-digits-}, with or without {@code .gz}. Images are taken
     * as they are stored; {@link ImageSet} knows what is special to some sets.
     *
     * @throws FormatException naming the folder and the file that is missing or there twice, or whatever is wrong with
     *     one of the two
     */
    public static Digits ofFolder(Path folder, Split split) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw Source.file(folder.toString())
                    .error("folder", Reason.FILE_MISSING, "a folder of IDX files", "no such folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            String place = folder.toString();
            return ofFiles(find(all, place, split, "images"), find(all, place, split, "labels"));
        }
    }

    /** Reads images and their labels, each raw or gzip-compressed. */
    public static Digits ofFiles(Path images, Path labels) throws IOException {
        return ofFiles(images, labels, CLASSES);
    }

    static Digits ofFiles(Path images, Path labels, int classes) throws IOException {
        return of(Idx.read(images), images.toString(), Idx.read(labels), labels.toString(), classes);
    }

    static Digits of(Idx images, String imagesName, Idx labels, String labelsName) throws FormatException {
        return of(images, imagesName, labels, labelsName, CLASSES);
    }

    /** As many classes as that at most. Of labels in two dimensions, as QMNIST's, the first column says the class. */
    static Digits of(Idx images, String imagesName, Idx labels, String labelsName, int classes) throws FormatException {
        if (images.sizes().length != 3) {
            String found = "" + images.sizes().length;
            throw Source.file(imagesName).error(3, Reason.IDX_DIMENSIONS, "3 dimensions", found);
        }
        if (labels.sizes().length > 2) {
            throw Source.file(labelsName).error(3, Reason.IDX_DIMENSIONS, "1 dimension, or 2 of integers", "3");
        }
        int columns = labels.sizes().length == 2 ? labels.sizes()[1] : 1;
        int[] numbers = new int[labels.sizes()[0]];
        Arrays.setAll(numbers, i -> labels.get(i * columns));
        return of(images.sizes(), images.values(), numbers, classes, Source.file(labelsName));
    }

    /** Images of sizes (n, rows, columns) and their labels; {@code source} is where those come from. */
    static Digits of(int[] sizes, byte[] pixels, int[] labels, int classes, Source source) throws FormatException {
        if (labels.length != sizes[0]) {
            throw source.error(4, Reason.DIGITS_COUNTS, sizes[0] + " labels, as many as images", "" + labels.length);
        }
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw source.error("label " + i, Reason.DIGITS_LABEL, "0 to " + (classes - 1), "" + labels[i]);
            }
            bytes[i] = (byte) labels[i];
        }
        return new Digits(sizes[0], sizes[1], sizes[2], pixels, bytes);
    }

    /** The number of values of one image, d in the homework. */
    public int size() {
        return rows * columns;
    }

    /** Image i as doubles in [0, 1], row after row: each pixel / 255. */
    public double[] image(int i) {
        double[] image = new double[size()];
        copyImage(i, image, 0);
        return image;
    }

    /** As {@link #image}, into {@code into} from {@code offset} on, for batches. */
    public void copyImage(int i, double[] into, int offset) {
        int from = i * size();
        for (int j = 0; j < size(); j++) {
            into[offset + j] = (pixels[from + j] & 0xff) / 255.0;
        }
    }

    /** The label of image i, from 0 on. */
    public int label(int i) {
        return labels[i] & 0xff;
    }

    /** The largest label; -1 where there is none. */
    int largestLabel() {
        return IntStream.of(numbers()).max().orElse(-1);
    }

    /** The labels of all images. */
    int[] numbers() {
        return IntStream.range(0, n).map(this::label).toArray();
    }

    /** The same images, their labels counted from 0 where they are counted from {@code first}. */
    Digits labelledFrom(int first) {
        byte[] moved = new byte[n];
        for (int i = 0; i < n; i++) {
            moved[i] = (byte) (label(i) - first);
        }
        return first == 0 ? this : new Digits(n, rows, columns, pixels, moved);
    }

    /** Each image mirrored at its diagonal: rows become columns. */
    Digits transposed() {
        byte[] turned = new byte[pixels.length];
        for (int at = 0; at < pixels.length; at++) {
            int image = at / size();
            int row = at % size() / columns;
            turned[image * size() + at % columns * rows + row] = pixels[at];
        }
        return new Digits(n, columns, rows, turned, labels);
    }

    /**
     * The height and width of the smallest box that holds the ink of any image: 20 x 20 in MNIST. What is fainter than a
     * tenth of black counts as ground.
     */
    public int[] inkBox() {
        int[] box = {1, 1};
        for (int i = 0; i < n; i++) {
            int top = rows;
            int bottom = -1;
            int left = columns;
            int right = -1;
            for (int at = 0; at < size(); at++) {
                if ((pixels[i * size() + at] & 0xff) > FAINT) {
                    top = Math.min(top, at / columns);
                    bottom = at / columns;
                    left = Math.min(left, at % columns);
                    right = Math.max(right, at % columns);
                }
            }
            box[0] = Math.max(box[0], bottom - top + 1);
            box[1] = Math.max(box[1], right - left + 1);
        }
        return box;
    }

    /** Each image as its negative. */
    Digits negative() {
        byte[] negative = new byte[pixels.length];
        for (int at = 0; at < pixels.length; at++) {
            negative[at] = (byte) ~pixels[at];
        }
        return new Digits(n, rows, columns, negative, labels);
    }

    /** A copy of the images from {@code from} up to but not including {@code to}. */
    public Digits slice(int from, int to) {
        byte[] part = Arrays.copyOfRange(pixels, from * size(), to * size());
        return new Digits(to - from, rows, columns, part, Arrays.copyOfRange(labels, from, to));
    }

    /** A copy of the images with these indices, in this order. */
    public Digits only(IntStream which) {
        int[] chosen = which.toArray();
        byte[] part = new byte[chosen.length * size()];
        byte[] partLabels = new byte[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(pixels, chosen[i] * size(), part, i * size(), size());
            partLabels[i] = labels[chosen[i]];
        }
        return new Digits(chosen.length, rows, columns, part, partLabels);
    }

    /** Equal in sizes, pixels and labels. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Digits that
                && rows == that.rows
                && columns == that.columns
                && Arrays.equals(pixels, that.pixels)
                && Arrays.equals(labels, that.labels);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(pixels) + Arrays.hashCode(labels);
    }

    @Override
    public String toString() {
        return "Digits[" + n + " of " + rows + " x " + columns + "]";
    }

    /** The images or the labels of a split among files; {@code place} is where they are, for messages. */
    public static Path find(List<Path> files, String place, Split split, String what) throws FormatException {
        boolean images = what.equals("images");
        String kind = images ? "idx3-ubyte" : "idx(1-ubyte|2-int)";
        List<Path> found = files.stream()
                .filter(file -> file.getFileName()
                        .toString()
                        .matches("(.*-)?(" + split.names + ")-" + what + "[-.]" + kind + "(\\.gz)?"))
                .toList();
        if (found.size() != 1) {
            String usual =
                    split.names.replaceAll("[|].*", "") + "-" + what + (images ? "-idx3" : "-idx1") + "-ubyte[.gz]";
            String several = found.size() + " such files";
            throw Source.file(place)
                    .error(
                            "folder",
                            found.isEmpty() ? Reason.FILE_MISSING : Reason.FILE_AMBIGUOUS,
                            "one file " + usual,
                            found.isEmpty() ? "none" : several);
        }
        return found.get(0);
    }
}
