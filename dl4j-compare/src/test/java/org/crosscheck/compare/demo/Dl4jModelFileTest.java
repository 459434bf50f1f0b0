package org.crosscheck.compare.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crosscheck.compare.demo.dl4j.Dl4jLearner;
import org.crosscheck.compare.demo.dl4j.Dl4jModelFile;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.demo.learn.TrainingImages;
import org.crosscheck.compare.dl4j.Bridge;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Tensor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a run leaves for users of DL4J. */
class Dl4jModelFileTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Model.class)
    void dl4jLoadsWhatWasTrainedAndComputesTheSameBits(Model model) throws Exception {
        Settings settings = DemoCases.settings(model, List.of("dl4j"), 1, 20, false);
        Dataset data = DemoCases.digits(40, 10);
        NamedTensors average = DemoCases.run(settings, data, 1)
                .checkpoint()
                .states()
                .get("dl4j")
                .average();
        Path file = folder.resolve(Dl4jModelFile.NAME);
        Files.write(file, Dl4jModelFile.toBytes(model, average));

        MultiLayerNetwork loaded = MultiLayerNetwork.load(file.toFile(), false);
        double[][] x = TrainingImages.of(model, data.test()).range(0, 10).x();
        Tensor rows = Tensor.matrix(x);
        INDArray features =
                Bridge.toNd4j(model == Model.MLP ? rows : new Tensor(new int[] {10, 1, 32, 32}, rows.values()));
        assertThat(Bridge.toTensor(loaded.output(features, false)).rows())
                .isDeepEqualTo(Dl4jLearner.probabilities(model, average, x));
        assertThat(Bridge.denseWeights(loaded.getOutputLayer().getParam("W")))
                .isEqualTo(average.get(model == Model.MLP ? "W2" : "W"));
        assertThat(Bridge.toVector(loaded.getOutputLayer().getParam("b")))
                .isEqualTo(average.get(model == Model.MLP ? "b2" : "b"));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aRunOfDl4jLeavesIt(Model model) throws Exception {
        DemoCases.report(model, folder);
        MultiLayerNetwork loaded =
                MultiLayerNetwork.load(folder.resolve(Dl4jModelFile.NAME).toFile(), false);
        assertThat(loaded.getnLayers()).isEqualTo(model == Model.MLP ? 2 : 4);
    }
}
