package org.crosscheck.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.crosscheck.datasets.Digits.Split;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.datasets.formats.IdxTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {

    @TempDir
    private Path folder;

    /** Writes two images of 2 x 3 and the labels 0 and 1. */
    static void write(Path folder, String images, String labels) throws IOException {
        Files.write(folder.resolve(images), IdxTest.idx(8, 12, 2, 2, 3));
        Files.write(folder.resolve(labels), IdxTest.gzip(IdxTest.idx(8, 2, 2)));
    }

    @ParameterizedTest
    @CsvSource({
        "train-images-idx3-ubyte, train-labels-idx1-ubyte, TRAIN",
        "t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz, TEST",
        "train-images.idx3-ubyte, train-labels.idx1-ubyte, TRAIN",
        "t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte.gz, TEST",
        "emnist-digits-train-images-idx3-ubyte.gz, emnist-digits-train-labels-idx1-ubyte.gz, TRAIN",
        "emnist-digits-test-images-idx3-ubyte, emnist-digits-test-labels-idx1-ubyte, TEST"
    })
    void findsTheUsualNames(String images, String labels, Split split) throws IOException {
        write(folder, images, labels);
        Digits digits = Digits.ofFolder(folder, split);
        assertThat(digits).hasToString("Digits[2 of 2 x 3]");
        assertThat(digits.label(1)).isEqualTo(1);
        assertThat(digits.image(1)).containsExactly(6 / 255.0, 7 / 255.0, 8 / 255.0, 9 / 255.0, 10 / 255.0, 11 / 255.0);
    }

    @Test
    void namesTheFileThatIsMissing() throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), IdxTest.idx(8, 12, 2, 2, 3));
        assertRefused(Reason.FILE_MISSING, Split.TRAIN, "train-labels-idx1-ubyte");
        assertRefused(Reason.FILE_MISSING, Split.TEST, "t10k-images-idx3-ubyte");
    }

    @Test
    void refusesTwoFilesForOne() throws IOException {
        write(folder, "train-images-idx3-ubyte", "train-labels-idx1-ubyte");
        write(folder, "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz");
        assertRefused(Reason.FILE_AMBIGUOUS, Split.TRAIN, "train-images-idx3-ubyte", "2 such files");
    }

    @Test
    void refusesCountsThatDiffer() throws IOException {
        write(folder, "train-images-idx3-ubyte", "train-labels-idx1-ubyte");
        Files.write(folder.resolve("train-labels-idx1-ubyte"), IdxTest.idx(8, 3, 3));
        assertRefused(Reason.DIGITS_COUNTS, Split.TRAIN, "train-labels-idx1-ubyte", "expected 2", "found 3");
    }

    @Test
    void refusesALabelOutOfRange() throws IOException {
        write(folder, "train-images-idx3-ubyte", "train-labels-idx1-ubyte");
        Files.write(folder.resolve("train-images-idx3-ubyte"), IdxTest.idx(8, 11, 11, 1, 1));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), IdxTest.idx(8, 11, 11));
        assertRefused(Reason.DIGITS_LABEL, Split.TRAIN, "label 10", "expected 0 to 9, found 10");
    }

    @Test
    void refusesLabelsWhereImagesBelong() throws IOException {
        write(folder, "train-labels-idx1-ubyte", "train-images-idx3-ubyte");
        assertRefused(Reason.IDX_DIMENSIONS, Split.TRAIN, "train-images-idx3-ubyte", "expected 3 dimensions, found 1");
    }

    @Test
    void namesAFolderThatIsMissing() {
        folder = folder.resolve("none");
        assertRefused(Reason.FILE_MISSING, Split.TRAIN, "none");
    }

    private void assertRefused(Reason reason, Split split, String... parts) {
        assertThatThrownBy(() -> Digits.ofFolder(folder, split))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .message()
                .contains(parts);
    }

    @Test
    void aSliceIsACopyOfSomeImages() throws IOException {
        write(folder, "train-images-idx3-ubyte", "train-labels-idx1-ubyte");
        Digits digits = Digits.ofFolder(folder, Split.TRAIN);
        Digits second = digits.slice(1, 2);
        assertThat(second.n()).isOne();
        assertThat(second.label(0)).isOne();
        assertThat(second.image(0)).isEqualTo(digits.image(1));
        assertThat(digits.slice(0, 2)).isEqualTo(digits).isNotEqualTo(second);
        second.pixels()[0] = 77;
        assertThat(digits.pixels()[6]).isEqualTo((byte) 6);
    }

    @Test
    void imagesAreScaledFrom255() {
        Digits digits = new Digits(1, 1, 3, new byte[] {0, (byte) 255, (byte) 128}, new byte[] {9});
        assertThat(digits.image(0)).containsExactly(0, 1, 128 / 255.0);
        double[] batch = {7, 7, 7, 7, 7};
        digits.copyImage(0, batch, 1);
        assertThat(batch).containsExactly(7, 0, 1, 128 / 255.0, 7);
    }

    @Test
    void whatDoesNotFitTogetherIsNoDigits() {
        assertThatThrownBy(() -> new Digits(1, 2, 2, new byte[3], new byte[1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Digits(1, 2, 2, new byte[4], new byte[2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Digits(1, 1, 1, new byte[1], new byte[] {-1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label 255");
        assertThat(new Digits(1, 1, 1, new byte[1], new byte[] {-2}).label(0)).isEqualTo(254);
    }

    @ParameterizedTest
    @CsvSource({
        "train-images-idx3, ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "train-labels-idx1, 65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        "t10k-images-idx3, 0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "t10k-labels-idx1, ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
    })
    void theEmbeddedFilesAreMnist(String name, String sha256) throws IOException, NoSuchAlgorithmException {
        try (InputStream in = Mnist.class.getResourceAsStream("mnist/" + name + "-ubyte.gz");
                InputStream raw = new GZIPInputStream(in)) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(raw.readAllBytes());
            assertThat(HexFormat.of().formatHex(digest)).isEqualTo(sha256);
        }
    }

    @Test
    void mnistHasItsWellKnownFirstDigits() {
        Digits train = Mnist.train();
        Digits test = Mnist.test();
        assertThat(train).hasToString("Digits[60000 of 28 x 28]");
        assertThat(test).hasToString("Digits[10000 of 28 x 28]");
        assertThat(train.labels()).startsWith(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
        assertThat(test.labels()).startsWith(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
        assertThat(test.image(0)[7 * 28 + 6]).isEqualTo(84 / 255.0);
        int[] counts = new int[10];
        for (byte label : test.labels()) {
            counts[label]++;
        }
        assertThat(counts).containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    }
}
