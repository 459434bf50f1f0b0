package org.crosscheck.compare.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.Digits;
import org.crosscheck.datasets.formats.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {

    @TempDir
    private Path folder;

    @Test
    void theFourIdxFilesAreRead() throws Exception {
        Dataset expected = DemoCases.digits(30, 12);
        Dataset read = Dataset.load(DemoCases.idxFolder(folder, 30, 12).toString(), Model.CNN, note -> {});
        assertThat(read.train()).isEqualTo(expected.train());
        assertThat(read.test()).isEqualTo(expected.test());
    }

    /** What was done to the images is told, and kept for the run's files. */
    @Test
    void whatIsDoneToTheImagesIsKept() throws Exception {
        Path below = Files.createDirectories(folder.resolve("MNIST/raw"));
        DemoCases.idxFolder(below, 30, 12);
        List<String> told = new ArrayList<>();
        Dataset read = Dataset.load(folder.toString(), Model.MLP, told::add);
        assertThat(told).singleElement().asString().contains("MNIST/raw");
        assertThat(read.notes()).isEqualTo(told);
        assertThat(read.heldOut().notes()).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train-images-idx3-ubyte",
                "train-labels-idx1-ubyte",
                "t10k-images-idx3-ubyte",
                "t10k-labels-idx1-ubyte"
            })
    void aMissingOrEmptyFileIsNamed(String file) throws IOException {
        DemoCases.idxFolder(folder, 30, 12);
        Files.write(folder.resolve(file), new byte[0]);
        assertThatThrownBy(() -> Dataset.load(folder.toString(), Model.MLP, note -> {}))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(file);
        Files.delete(folder.resolve(file));
        assertThatThrownBy(() -> Dataset.load(folder.toString(), Model.MLP, note -> {}))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(file);
    }

    @Test
    void aMissingFolderIsNamed() {
        String missing = folder.resolve("none").toString();
        assertThatThrownBy(() -> Dataset.load(missing, Model.MLP, note -> {}))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(missing);
    }

    @Test
    void aFolderOfPngFilesForEachLabelIsSplitByEverySixth() throws Exception {
        Digits digits = DemoCases.digits(24, 1).train();
        pngs(folder, digits, "");
        Dataset read = Dataset.load(folder.toString(), Model.MLP, note -> {});
        assertThat(read.test().n()).isEqualTo(4);
        assertThat(read.train().n()).isEqualTo(20);
        assertThat(read.classes()).isSorted().allMatch(name -> name.matches("digit [0-9]"));
        // Sorted by label, then by name: each image still has its own label.
        for (int i = 0; i < read.train().n(); i++) {
            String name = read.classes().get(read.train().label(i));
            assertThat(find(digits, read.train().image(i))).isEqualTo(name);
        }
    }

    @Test
    void aFolderWithTrainAndTestIsTakenAsItIs() throws Exception {
        pngs(folder.resolve("train"), DemoCases.digits(24, 1).train(), "");
        pngs(folder.resolve("test"), DemoCases.digits(24, 1).train().slice(0, 5), "");
        Dataset read = Dataset.load(folder.toString(), Model.MLP, note -> {});
        assertThat(read.train().n()).isEqualTo(24);
        assertThat(read.test().n()).isEqualTo(5);
        for (int i = 0; i < 5; i++) {
            String name = read.classes().get(read.test().label(i));
            assertThat(find(DemoCases.digits(24, 1).train(), read.test().image(i)))
                    .isEqualTo(name);
        }
    }

    @Test
    void anotherClassInTheTestFolderOrADamagedImageIsNamed() throws Exception {
        Digits digits = DemoCases.digits(24, 1).train();
        pngs(folder.resolve("train"), digits, "");
        pngs(folder.resolve("test"), digits.slice(0, 2), "another ");
        assertThatThrownBy(() -> Dataset.load(folder.toString(), Model.MLP, note -> {}))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("another digit");
        Path one = folder.resolve("train").resolve("digit 7").resolve("0.png");
        Files.write(one, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> Dataset.load(folder.toString(), Model.MLP, note -> {}))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(one.toString());
    }

    @Test
    void imagesTooLargeForTheCnnAreRefused() throws Exception {
        Digits large = new Digits(12, 40, 40, new byte[12 * 1600], new byte[12]);
        pngs(folder, large, "");
        assertThat(Dataset.load(folder.toString(), Model.MLP, note -> {})
                        .train()
                        .n())
                .isEqualTo(10);
        assertThatThrownBy(() -> Dataset.load(folder.toString(), Model.CNN, note -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at most 32 x 32")
                .hasMessageContaining("40 x 40");
    }

    private static String find(Digits digits, double[] image) {
        for (int i = 0; i < digits.n(); i++) {
            if (java.util.Arrays.equals(digits.image(i), image)) {
                return "digit " + digits.label(i);
            }
        }
        return "no such image";
    }

    private static void pngs(Path folder, Digits digits, String prefix) throws IOException {
        for (int i = 0; i < digits.n(); i++) {
            Path label = Files.createDirectories(folder.resolve(prefix + "digit " + digits.label(i)));
            Files.write(label.resolve(i + ".png"), png(digits, i));
        }
    }

    /** White ink on black, as MNIST has it. */
    static byte[] png(Digits digits, int i) {
        java.awt.image.BufferedImage image = new java.awt.image.BufferedImage(
                digits.columns(), digits.rows(), java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
        for (int at = 0; at < digits.size(); at++) {
            int pixel = digits.pixels()[i * digits.size() + at] & 0xff;
            image.getRaster().setSample(at % digits.columns(), at / digits.columns(), 0, pixel);
        }
        return Pictures.png(image);
    }
}
