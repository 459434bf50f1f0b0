package org.crosscheck.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.datasets.formats.IdxTest;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets made here, in the form of well-known ones: images of 2 x 3 that are dark but for one pixel. */
class ImageSetTest {

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    private ImageSet read(Path place) throws IOException {
        return ImageSet.read(place, notes::add);
    }

    /** Image i has its bright pixel, i + 1, at i modulo 6. */
    private static byte[] pixels(int n) {
        byte[] pixels = new byte[n * ROWS * COLUMNS];
        for (int i = 0; i < n; i++) {
            pixels[i * ROWS * COLUMNS + i % 6] = (byte) (i % 100 + 1);
        }
        return pixels;
    }

    private static byte[] images(int n) {
        ByteBuffer file = ByteBuffer.allocate(16 + n * ROWS * COLUMNS);
        file.putInt(0x0803).putInt(n).putInt(ROWS).putInt(COLUMNS);
        return file.put(pixels(n)).array();
    }

    private static byte[] labels(int... labels) {
        ByteBuffer file = ByteBuffer.allocate(8 + labels.length).putInt(0x0801).putInt(labels.length);
        IntStream.of(labels).forEach(label -> file.put((byte) label));
        return file.array();
    }

    /** Two images of each label to train on, one to test. */
    private static void write(Path folder, String prefix, String test, int from, int to) throws IOException {
        Files.createDirectories(folder);
        int[] once = IntStream.rangeClosed(from, to).toArray();
        int[] twice = IntStream.concat(IntStream.of(once), IntStream.of(once)).toArray();
        Files.write(folder.resolve(prefix + "train-images-idx3-ubyte"), images(twice.length));
        Files.write(folder.resolve(prefix + "train-labels-idx1-ubyte.gz"), IdxTest.gzip(labels(twice)));
        Files.write(folder.resolve(prefix + test + "-images-idx3-ubyte"), images(once.length));
        Files.write(folder.resolve(prefix + test + "-labels-idx1-ubyte"), labels(once));
    }

    private void assertRefused(Path place, Reason reason, String... parts) {
        assertThatThrownBy(() -> read(place))
                .isInstanceOfSatisfying(
                        FormatException.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason))
                .message()
                .contains(parts);
    }

    @Test
    void mnistIsReadAsItIs() throws IOException {
        write(folder, "", "t10k", 0, 9);
        ImageSet set = read(folder);
        assertThat(set.train()).isEqualTo(Digits.ofFolder(folder, Digits.Split.TRAIN));
        assertThat(set.test()).isEqualTo(Digits.ofFolder(folder, Digits.Split.TEST));
        assertThat(set.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(notes).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "emnist-letters, 1, 26, ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "emnist-balanced, 0, 46, 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt",
        "emnist-byclass, 0, 61, 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "emnist-digits, 0, 9, 0123456789",
    })
    void emnistIsSetUprightAndItsClassesAreNamed(String name, int first, int last, String classes) throws IOException {
        write(folder, name + "-", "test", first, last);
        ImageSet set = read(folder);
        assertThat(set.classes()).containsExactly(each(classes));
        assertThat(set.train().label(0)).isZero();
        assertThat(set.test().label(last - first)).isEqualTo(last - first);
        // Stored as 2 rows of 3; the image itself has 3 rows of 2.
        assertThat(set.train()).hasToString("Digits[" + 2 * (last - first + 1) + " of 3 x 2]");
        assertThat(set.train().pixels()).startsWith(1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0);
        assertThat(notes).singleElement().asString().contains("EMNIST", "transposed", "upright");
    }

    private static String[] each(String classes) {
        return classes.chars().mapToObj(Character::toString).toArray(String[]::new);
    }

    /** Whoever renames EMNIST's files gets them upright too: no other set has as many images. */
    @Test
    void renamedEmnistIsKnownByItsCount() throws IOException {
        write(folder, "", "t10k", 1, 26);
        int[] many = IntStream.range(0, 88_800).map(i -> 1 + i % 26).toArray();
        Files.write(folder.resolve("train-images-idx3-ubyte"), images(many.length));
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), labels(many));
        assertThat(read(folder).train()).hasToString("Digits[88800 of 3 x 2]");
        assertThat(notes).singleElement().asString().contains("EMNIST", "upright");
    }

    @Test
    void ofSeveralSetsInAFolderOneIsNamed() throws IOException {
        write(folder, "emnist-letters-", "test", 1, 26);
        write(folder, "emnist-digits-", "test", 0, 9);
        assertRefused(folder, Reason.FILE_AMBIGUOUS, "emnist-digits, ", "emnist-letters");
        assertThat(read(folder.resolve("emnist-letters")).classes()).hasSize(26);
        assertThat(read(folder.resolve("emnist-digits")).classes()).hasSize(10);
        assertRefused(folder.resolve("emnist-mnist"), Reason.FILE_MISSING, "emnist-mnist");
    }

    @Test
    void torchvisionsFoldersAreLookedThrough() throws IOException {
        Path raw = folder.resolve("MNIST").resolve("raw");
        write(raw, "", "t10k", 0, 9);
        // It keeps the archives beside what it has unpacked.
        Files.write(raw.resolve("train-images-idx3-ubyte.gz"), IdxTest.gzip(images(20)));
        assertThat(read(folder).train().n()).isEqualTo(20);
        assertThat(notes).singleElement().asString().contains("the set is in", "raw");
        write(folder.resolve("FashionMNIST").resolve("raw"), "", "t10k", 0, 9);
        assertRefused(folder, Reason.FILE_AMBIGUOUS, "FashionMNIST", "MNIST");
        assertThat(read(raw).classes()).hasSize(10);
    }

    @Test
    void qmnistsLabelsAreTheFirstOfEightColumns() throws IOException {
        write(folder, "qmnist-", "test", 0, 9);
        for (String split : new String[] {"train", "test"}) {
            int n = split.equals("train") ? 20 : 10;
            ByteBuffer file =
                    ByteBuffer.allocate(12 + n * 32).putInt(0x0C02).putInt(n).putInt(8);
            for (int i = 0; i < n; i++) {
                file.putInt((i + 3) % 10).putInt(1000 + i).position(file.position() + 24);
            }
            Files.write(folder.resolve("qmnist-" + split + "-labels-idx2-int.gz"), IdxTest.gzip(file.array()));
        }
        Files.delete(folder.resolve("qmnist-train-labels-idx1-ubyte.gz"));
        Files.delete(folder.resolve("qmnist-test-labels-idx1-ubyte"));
        ImageSet set = read(folder);
        assertThat(set.train().numbers()).startsWith(3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3);
        assertThat(set.classes()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theArchiveOfKerasIsReadByItsNameOrItsFolder(boolean byFolder) throws IOException {
        Path file = folder.resolve("mnist.npz");
        Npz.write(file, keras());
        ImageSet set = read(byFolder ? folder : file);
        assertThat(set.train().pixels()).isEqualTo(pixels(20));
        assertThat(set.test().numbers()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    private static Map<String, NpyArray> keras() {
        byte[] twenty = new byte[20];
        double[] ten = new double[10];
        IntStream.range(0, 20).forEach(i -> twenty[i] = (byte) (i % 10));
        IntStream.range(0, 10).forEach(i -> ten[i] = i);
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("x_train", NpyArray.uint8(new int[] {20, ROWS, COLUMNS}, pixels(20)));
        arrays.put("y_train", NpyArray.uint8(new int[] {20}, twenty));
        arrays.put("x_test", NpyArray.uint8(new int[] {10, ROWS, COLUMNS}, pixels(10)));
        arrays.put("y_test", new NpyArray(NpyArray.Type.INT64, new int[] {10}, ten));
        return arrays;
    }

    @ParameterizedTest
    @CsvSource({
        "x_test, FILE_MISSING, 'x_test'",
        "y_train, FILE_MISSING, 'y_train'",
        "wide, NPY_SHAPE, images of UINT8",
        "flat, NPY_SHAPE, images of UINT8",
        "halves, NPY_SHAPE, integers",
        "few, DIGITS_COUNTS, 20 labels",
        "label, DIGITS_LABEL, none of 10",
        "negative, DIGITS_LABEL, found -1",
    })
    void whatIsWrongWithAnArchiveIsNamed(String what, Reason reason, String part) throws IOException {
        Map<String, NpyArray> arrays = keras();
        switch (what) {
            case "wide" -> arrays.put("x_train", NpyArray.float64(new int[] {20, 2, 3}, new double[120]));
            case "flat" -> arrays.put("x_train", NpyArray.uint8(new int[] {20, 6}, pixels(20)));
            case "halves" -> arrays.put("y_train", NpyArray.float64(new int[] {20}, new double[20]));
            case "few" -> arrays.put("y_train", NpyArray.uint8(new int[] {19}, new byte[19]));
            case "label" -> {
                byte[] labels = arrays.get("y_train").bytes();
                labels[7] = 77;
                arrays.put("y_train", NpyArray.uint8(new int[] {20}, labels));
            }
            case "negative" -> {
                double[] labels = arrays.get("y_train").values();
                labels[7] = -1;
                arrays.put("y_train", new NpyArray(NpyArray.Type.INT8, new int[] {20}, labels));
            }
            default -> arrays.remove(what);
        }
        Npz.write(folder.resolve("mnist.npz"), arrays);
        assertRefused(folder, reason, "mnist.npz", part);
    }

    @ParameterizedTest
    @CsvSource({"kmnist, 10", "k49, 49"})
    void kuzushijisFourArchivesAreRead(String name, int classes) throws IOException {
        for (String split : new String[] {"train", "test"}) {
            int n = split.equals("train") ? 2 * classes : classes;
            byte[] labels = new byte[n];
            IntStream.range(0, n).forEach(i -> labels[i] = (byte) (i % classes));
            NpyArray images = NpyArray.uint8(new int[] {n, ROWS, COLUMNS}, pixels(n));
            Npz.write(folder.resolve(name + "-" + split + "-imgs.npz"), Map.of("arr_0", images));
            NpyArray array = NpyArray.uint8(new int[] {n}, labels);
            Npz.write(folder.resolve(name + "-" + split + "-labels.npz"), Map.of("arr_0", array));
        }
        ImageSet set = read(folder);
        assertThat(set.classes()).hasSize(classes).last().isEqualTo("" + (classes - 1));
        assertThat(set.train().n()).isEqualTo(2 * classes);
        Files.delete(folder.resolve(name + "-test-labels.npz"));
        assertRefused(folder, Reason.FILE_MISSING, name + "-test-labels.npz");
    }

    @Test
    void aSetHasAsManyClassesAsItsLabels() throws IOException {
        write(folder, "", "t10k", 0, 16);
        assertThat(read(folder).classes()).hasSize(17).last().isEqualTo("16");
        write(folder, "", "t10k", 0, 1);
        assertThat(read(folder).classes()).containsExactly("0", "1");
        write(folder, "", "t10k", 1, 12);
        ImageSet fromOne = read(folder);
        assertThat(fromOne.classes()).hasSize(12).startsWith("1");
        assertThat(fromOne.train().label(0)).isZero();
    }

    /** Ten training images cannot hold every figure, but a 133 among them is a 5 with a flipped bit. */
    @Test
    void aLabelThatNoOthersLeadUpToIsDamage() throws IOException {
        write(folder, "", "t10k", 0, 9);
        int[] labels = {0, 1, 1, 3, 4, 5, 6, 8, 9, 9, 0, 1, 1, 3, 4, 5, 6, 8, 9, 9};
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), labels(labels));
        assertThat(read(folder).classes()).hasSize(10);
        labels[5] = 133;
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), labels(labels));
        assertRefused(folder, Reason.DIGITS_LABEL, "label 133");
        write(folder, "emnist-letters-", "test", 0, 26);
        assertRefused(folder.resolve("emnist-letters"), Reason.DIGITS_LABEL, "1 to 26", "found 0");
    }

    @Test
    void aPageSavedAsTheArchiveIsCalledThat() throws IOException {
        write(folder, "", "t10k", 0, 9);
        Files.delete(folder.resolve("train-images-idx3-ubyte"));
        byte[] page = "<!DOCTYPE HTML><title>404</title>".getBytes(StandardCharsets.US_ASCII);
        Files.write(folder.resolve("train-images-idx3-ubyte.gz"), page);
        assertRefused(folder, Reason.IDX_MAGIC, "train-images-idx3-ubyte.gz", "an HTML page");
    }

    @Test
    void manyFoldersOfPngFilesAreAsManyClasses() throws IOException {
        for (int k = 0; k < 26; k++) {
            Path label = Files.createDirectories(folder.resolve("" + (char) ('a' + k)));
            for (int i = 0; i < 6; i++) {
                BufferedImage image = new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_BYTE_GRAY);
                image.getRaster().setSample(1, 1, 0, 9 * k);
                ImageIO.write(image, "png", label.resolve(i + ".png").toFile());
            }
        }
        ImageSet set = read(folder);
        assertThat(set.classes()).hasSize(26).startsWith("a", "b").endsWith("z");
        assertThat(set.test().n()).isEqualTo(26);
        assertThat(set.test().label(25)).isEqualTo(25);
    }

    @Test
    void aSetOnPaperIsTakenAsItsNegativeAndSaidToBe() throws IOException {
        write(folder, "", "t10k", 0, 9);
        ImageSet dark = read(folder);
        for (String split : new String[] {"train", "t10k"}) {
            Path images = folder.resolve(split + "-images-idx3-ubyte");
            byte[] file = Files.readAllBytes(images);
            for (int i = 16; i < file.length; i++) {
                file[i] = (byte) ~file[i];
            }
            Files.write(images, file);
        }
        assertThat(notes).isEmpty();
        assertThat(read(folder)).isEqualTo(dark);
        assertThat(notes).singleElement().asString().contains("light ground", "negatives");
    }

    @Test
    void anEmptyFolderIsToldWhatIsMissing() {
        assertRefused(folder, Reason.FILE_MISSING, "train-images-idx3-ubyte");
        assertRefused(folder.resolve("none"), Reason.FILE_MISSING, "none", "no such folder");
    }
}
