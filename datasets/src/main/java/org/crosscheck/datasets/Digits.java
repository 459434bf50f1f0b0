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
 * Labelled grey images of one size: MNIST, or a set in its format (Fashion-MNIST, KMNIST, EMNIST digits).
 *
 * <p>Labels are 0 to 9. The homework counts its classes from 1: adding 1 is left to the caller.
 *
 * @param n the number of images
 * @param pixels unsigned bytes, (n, rows, columns), 0 background to 255 ink. The array is not copied.
 * @param labels (n), each 0 to 9. The array is not copied.
 */
public record Digits(int n, int rows, int columns, byte[] pixels, byte[] labels) {

    /** The number of classes. */
    public static final int CLASSES = 10;

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
            if (label < 0 || label >= CLASSES) {
                throw new IllegalArgumentException("label " + (label & 0xff) + " is not 0 to 9");
            }
        }
    }

    /**
     * Reads one split of a folder with the usual file names: {@code train-images-idx3-ubyte} and
     * {@code train-labels-idx1-ubyte}, {@code t10k-...} (or {@code test-...}) for the test split; with {@code .idx3}
     * in place of {@code -idx3}, with a prefix such as {@code emnist-digits-}, with or without {@code .gz}.
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
            return ofFiles(find(all, place, split, "images", 3), find(all, place, split, "labels", 1));
        }
    }

    /** Reads images and their labels, each raw or gzip-compressed. */
    public static Digits ofFiles(Path images, Path labels) throws IOException {
        return of(Idx.read(images), images.toString(), Idx.read(labels), labels.toString());
    }

    static Digits of(Idx images, String imagesName, Idx labels, String labelsName) throws FormatException {
        requireRank(images, 3, imagesName);
        requireRank(labels, 1, labelsName);
        int n = images.sizes()[0];
        if (labels.sizes()[0] != n) {
            throw Source.file(labelsName)
                    .error(4, Reason.DIGITS_COUNTS, n + " labels, as many as images", "" + labels.sizes()[0]);
        }
        for (int i = 0; i < n; i++) {
            int label = labels.values()[i] & 0xff;
            if (label >= CLASSES) {
                throw Source.file(labelsName).error("label " + i, Reason.DIGITS_LABEL, "0 to 9", "" + label);
            }
        }
        return new Digits(n, images.sizes()[1], images.sizes()[2], images.values(), labels.values());
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

    /** The label of image i, 0 to 9. */
    public int label(int i) {
        return labels[i];
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

    private static void requireRank(Idx idx, int rank, String name) throws FormatException {
        if (idx.sizes().length != rank) {
            throw Source.file(name).error(3, Reason.IDX_DIMENSIONS, rank + " dimensions", "" + idx.sizes().length);
        }
    }

    /** The images or the labels of a split among files; {@code place} is where they are, for messages. */
    public static Path find(List<Path> files, String place, Split split, String what, int rank) throws FormatException {
        String names = "(.*-)?(" + split.names + ")-" + what + "[-.]idx" + rank + "-ubyte(\\.gz)?";
        List<Path> found = files.stream()
                .filter(file -> file.getFileName().toString().matches(names))
                .toList();
        if (found.size() != 1) {
            String usual = split.names.replaceAll("[|].*", "") + "-" + what + "-idx" + rank + "-ubyte[.gz]";
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
