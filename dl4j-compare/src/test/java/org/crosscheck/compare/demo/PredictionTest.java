package org.crosscheck.compare.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.ReferenceLearner;
import org.crosscheck.compare.demo.learn.Scores;
import org.crosscheck.compare.demo.learn.TrainingImages;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.Digits;
import org.crosscheck.datasets.Mnist;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;
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

    @Test
    void anImageOfAnotherSizeIsRefused() throws Exception {
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
