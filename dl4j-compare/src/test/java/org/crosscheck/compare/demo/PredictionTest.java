package org.crosscheck.compare.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.ReferenceLearner;
import org.crosscheck.compare.demo.learn.Scores;
import org.crosscheck.compare.demo.learn.TrainingImages;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.Digits;
import org.crosscheck.datasets.Mnist;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;
import org.crosscheck.datasets.formats.Png;
import org.crosscheck.reference.training.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PredictionTest {

    @TempDir
    private Path folder;

    /** The committed weights, as they are: trained once with the defaults. */
    @ParameterizedTest
    @CsvSource({"MLP, 0.016", "CNN, 0.0095"})
    void theBuiltInModelsAreAsGoodAsTheClassics(Model model, double most) throws Exception {
        ModelFile file = ModelFile.builtin(model);
        try (Trainer trainer = ReferenceLearner.trainer(model, file.weights(), 2)) {
            Scores scores = ReferenceLearner.evaluate(trainer, TrainingImages.of(model, Mnist.test()));
            assertThat(scores.error()).isLessThanOrEqualTo(most);
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void bothEnginesKnowADigitAndAgree(Model model) throws Exception {
        ModelFile file = ModelFile.builtin(model);
        Digits digits = Mnist.test();
        for (int i = 0; i < 5; i++) {
            Path image = Files.write(folder.resolve(i + ".png"), DatasetTest.png(digits, i));
            Prediction prediction = Prediction.of(file, image, note -> {});
            assertThat(prediction.label()).isEqualTo(digits.label(i));
            assertThat(prediction.agreement().agrees()).isTrue();
            assertThat(prediction.dl4j()[digits.label(i)]).isGreaterThan(0.5);
        }
    }

    @Test
    void aNegativeIsInvertedAndSaidToBe() throws Exception {
        Digits digits = Mnist.test().slice(0, 1);
        byte[] negative = digits.pixels().clone();
        for (int i = 0; i < negative.length; i++) {
            negative[i] = (byte) (255 - (negative[i] & 0xff));
        }
        Path dark = Files.write(folder.resolve("a.png"), DatasetTest.png(digits, 0));
        Path light = Files.write(
                folder.resolve("b.png"), DatasetTest.png(new Digits(1, 28, 28, negative, digits.labels()), 0));
        ModelFile file = ModelFile.builtin(Model.MLP);
        List<String> notes = new ArrayList<>();
        assertThat(Prediction.of(file, light, notes::add).reference())
                .isEqualTo(Prediction.of(file, dark, notes::add).reference());
        assertThat(notes).singleElement().asString().contains("b.png", "light background");
    }

    private final List<String> notes = new ArrayList<>();

    private byte[] fitted(BufferedImage image) throws Exception {
        Path file = Files.write(folder.resolve("drawn.png"), Pictures.png(image));
        return Drawing.fitted(Png.read(file), ModelFile.builtin(Model.MLP), file, notes::add);
    }

    /** A digit of MNIST, each pixel a square, on a sheet somewhere. */
    private static BufferedImage drawn(Digits digits, int i, int side, int sheet, int left, int top, boolean paper) {
        int type = paper ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_ARGB;
        BufferedImage image = new BufferedImage(sheet, sheet * 3 / 4, type);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int c = Math.floorDiv(x - left, side);
                int r = Math.floorDiv(y - top, side);
                boolean inside = 0 <= c && c < digits.columns() && 0 <= r && r < digits.rows();
                int ink = inside ? digits.pixels()[i * digits.size() + r * digits.columns() + c] & 0xff : 0;
                if (paper) {
                    image.getRaster().setSample(x, y, 0, 250 - ink * 240 / 255); // nor is paper quite white
                } else {
                    image.setRGB(x, y, ink << 24); // black, the more opaque the more ink
                }
            }
        }
        return image;
    }

    /** Scaled down by a whole number a digit is itself again, pixel for pixel, wherever it was drawn. */
    @Test
    void aLargeDrawingIsBroughtToTheSizeAndPlaceOfTheTraining() throws Exception {
        Digits digits = Mnist.test();
        for (int i = 0; i < 20; i++) {
            byte[] expected = digits.slice(i, i + 1).pixels();
            for (byte[] found : List.of(
                    fitted(drawn(digits, i, 10, 500, 10 * i - 40, 5 * i - 20, true)),
                    fitted(drawn(digits, i, 10, 500, 100, 40, false)),
                    fitted(drawn(digits, i, 1, 200, 150, 100, true)))) {
                for (int at = 0; at < expected.length; at++) {
                    int difference = Math.abs((expected[at] & 0xff) - (found[at] & 0xff));
                    assertThat(difference).as("digit %d, pixel %d", i, at).isLessThanOrEqualTo(27);
                }
            }
        }
        assertThat(notes)
                .anyMatch(note -> note.contains("light background, so the image is inverted"))
                .anyMatch(note -> note.matches(".*500 x 375; its ink, \\d+ x 200, scaled to \\d+ x 20, its centre.*"));
    }

    @Test
    void mnistsOwnDigitsAreTakenAsTheyAre() throws Exception {
        Digits digits = Mnist.test();
        ModelFile model = ModelFile.builtin(Model.CNN);
        for (int i = 0; i < 300; i++) {
            Path file = Files.write(folder.resolve("a.png"), DatasetTest.png(digits, i));
            assertThat(Drawing.fitted(Png.read(file), model, file, notes::add))
                    .as("digit %d", i)
                    .isEqualTo(digits.slice(i, i + 1).pixels());
        }
        assertThat(notes).isEmpty();
        assertThat(digits.inkBox()).containsExactly(20, 20);
        assertThat(model.box()).containsExactly(20, 20);
    }

    /** Of the very size of the training, but small and in a corner. */
    @Test
    void aSmallDrawingOfTheRightSizeIsScaledAndCentredToo() throws Exception {
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        for (int r = 1; r < 11; r++) {
            image.getRaster().setSample(2, r, 0, 255);
        }
        byte[] found = fitted(image);
        assertThat(notes).singleElement().asString().contains("28 x 28; its ink, 1 x 10, scaled to 2 x 20");
        assertThat(IntStream.range(0, 784).filter(i -> found[i] != 0))
                .hasSize(40)
                .contains(5 * 28 + 14, 24 * 28 + 15)
                .allMatch(i -> i / 28 >= 5 && i / 28 < 25);
    }

    @Test
    void aNetworkTrainedOnImagesWithoutMarginLeavesThoseOfItsSizeAlone() throws Exception {
        ModelFile mnist = ModelFile.builtin(Model.MLP);
        int[] all = {28, 28};
        ModelFile model = new ModelFile(Model.MLP, 28, 28, all, mnist.classes(), mnist.weights());
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(2, 3, 0, 200);
        Path file = Files.write(folder.resolve("a.png"), Pictures.png(image));
        byte[] found = Drawing.fitted(Png.read(file), model, file, notes::add);
        assertThat(found[3 * 28 + 2]).isEqualTo((byte) 200);
        assertThat(notes).isEmpty();
    }

    @Test
    void aModelOfLettersKnowsTheirNames() throws Exception {
        List<String> letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                .chars()
                .mapToObj(Character::toString)
                .toList();
        int[] box = {20, 24};
        NamedTensors weights = Model.CNN.start(1, 1024, 0, 26, 1);
        ModelFile written = new ModelFile(Model.CNN, 28, 28, box, letters, weights);
        Path file = Files.write(folder.resolve("model.npz"), written.toBytes());
        ModelFile read = ModelFile.read(file);
        assertThat(read.classes()).isEqualTo(letters);
        assertThat(read.box()).containsExactly(20, 24);
        Path image = Files.write(folder.resolve("0.png"), DatasetTest.png(Mnist.test(), 0));
        Prediction prediction = Prediction.of(read, image, note -> {});
        assertThat(prediction.reference()).hasSize(26);
        assertThat(prediction.agreement().agrees()).isTrue();
    }

    @Test
    void aBlankPictureOfAnotherSizeIsRefused() throws Exception {
        Path image = Files.write(
                folder.resolve("a.png"), DatasetTest.png(new Digits(1, 20, 30, new byte[600], new byte[1]), 0));
        assertThatThrownBy(() -> Prediction.of(ModelFile.builtin(Model.CNN), image, note -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("28 x 28")
                .hasMessageContaining("30 x 20");
    }

    @Test
    void aModelFileWithAWrongShapeNumberOrSizeIsRefused() throws Exception {
        ModelFile good = ModelFile.builtin(Model.CNN);
        Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(good.toBytes(), "m"));
        refused(arrays, "b", NpyArray.float64(new int[] {9}, new double[9]), "shape (10,)");
        refused(arrays, "b", NpyArray.float64(new int[] {10}, 0, 0, 0, Double.NaN, 0, 0, 0, 0, 0, 0), "finite");
        refused(arrays, "size", NpyArray.int64(new int[] {2}, 28, -1), "1 to 1024");
        refused(arrays, "size", NpyArray.int64(new int[] {2}, 33, 28), "at most 32 x 32");
        refused(arrays, "W1", NpyArray.float64(new int[0], 1), "W1");
        refused(arrays, "conv1_W", null, "no such array");
        refused(arrays, "box", NpyArray.int64(new int[] {2}, 20, 29), "1 to 28");
        refused(arrays, "classes", NpyArray.uint8(new int[] {3}, new byte[] {'a', '\n', 'b'}), "2 names");
        refused(arrays, "classes", NpyArray.float64(new int[] {1}, 1), "10 names");
    }

    private void refused(Map<String, NpyArray> arrays, String key, NpyArray bad, String part) throws Exception {
        Map<String, NpyArray> changed = new LinkedHashMap<>(arrays);
        changed.put(key, bad);
        changed.values().removeIf(java.util.Objects::isNull);
        Path file = folder.resolve("bad.npz");
        Npz.write(file, changed);
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(part);
    }
}
