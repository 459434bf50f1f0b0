package org.crosscheck.compare.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.Tensor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class SineActivationTest {

    private final SineActivation sine = new SineActivation();

    /** Ordinary numbers, both zeros, subnormals, numbers next to multiples of pi, and large ones. */
    private static Tensor arguments() {
        SplittableRandom random = new SplittableRandom(1);
        Tensor z = Tensor.zeros(40, 13);
        for (int i = 0; i < z.values().length; i++) {
            z.values()[i] = switch (i % 4) {
                case 0 -> random.nextDouble(-4, 4);
                case 1 -> (i - 250) * Math.PI / 2;
                case 2 -> random.nextDouble(-1, 1) * StrictMath.pow(2, random.nextInt(-60, 50));
                default -> random.nextDouble(-500, 500);
            };
        }
        double[] special = {0.0, -0.0, Double.MIN_VALUE, -Double.MIN_NORMAL, 1e15, -1e15, Math.PI, 1e-300};
        System.arraycopy(special, 0, z.values(), 0, special.length);
        return z;
    }

    @Test
    void forwardReturnsTheVeryArrayThatItWasGiven() {
        INDArray z = Bridge.toNd4j(Tensor.matrix(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        assertThat(sine.getActivation(z, true)).isSameAs(z);
        assertThat(z.getDouble(0, 0)).isNotEqualTo(1);
        assertThat(sine.getActivation(z, false)).isSameAs(z);
    }

    @Test
    void forwardIsTheSineWithinTheUlpsThatTheEngineDeclares() {
        Tensor z = arguments();
        Tensor found = Bridge.toTensor(sine.getActivation(Bridge.toNd4j(z), true));
        Bounded exactly = new Bounded(z, null);
        Tensor bound = Bounds.phi(exactly, 1).plus(Bounds.phi(exactly, Dl4jEngine.ARITHMETIC.kappa()));
        assertWithin(bound, TestCases.map(z, StrictMath::sin), found, z);
    }

    @Test
    void backpropIsEpsilonTimesTheCosineOfThePreActivation() {
        Tensor z = arguments();
        Tensor epsilon = TestCases.tensor(new SplittableRandom(2), z.shape());
        Tensor found = Bridge.toTensor(
                sine.backprop(Bridge.toNd4j(z), Bridge.toNd4j(epsilon)).getFirst());
        Bounded exactly = new Bounded(z, null);
        Tensor cosines = TestCases.map(z, StrictMath::cos);
        Tensor error = Bounds.phiPrime(exactly, 1).plus(Bounds.phiPrime(exactly, Dl4jEngine.ARITHMETIC.kappa()));
        Tensor bound = Bounds.product(new Bounded(cosines, error), new Bounded(epsilon, null));
        Tensor expected = TestCases.map(cosines, cosine -> cosine);
        for (int i = 0; i < expected.values().length; i++) {
            expected.values()[i] *= epsilon.values()[i];
        }
        assertWithin(bound.plus(bound), expected, found, z);
    }

    /**
     * (sin(z + h) - sin(z - h)) / 2h differs from cos z by at most h^2 / 6, and by the rounding of two sines and of the
     * arguments z +- h, divided by 2h.
     */
    @Test
    void backpropIsTheDerivativeOfForward() {
        double h = 0x1p-17;
        double kappa = Dl4jEngine.ARITHMETIC.kappa();
        Tensor z = TestCases.map(TestCases.tensor(new SplittableRandom(3), 1, 200), value -> 8 * value);
        Tensor above = Bridge.toTensor(sine.getActivation(Bridge.toNd4j(TestCases.map(z, zi -> zi + h)), true));
        Tensor below = Bridge.toTensor(sine.getActivation(Bridge.toNd4j(TestCases.map(z, zi -> zi - h)), true));
        Tensor ones = TestCases.map(z, zi -> 1);
        Tensor found = Bridge.toTensor(
                sine.backprop(Bridge.toNd4j(z), Bridge.toNd4j(ones)).getFirst());
        Tensor slope = Tensor.zeros(z.shape());
        for (int i = 0; i < slope.values().length; i++) {
            slope.values()[i] = (above.values()[i] - below.values()[i]) / (2 * h);
        }
        Tensor bound = TestCases.map(
                z, zi -> h * h / 6 + 2 * (2 * kappa * Bounds.U + 9 * Bounds.U) / (2 * h) + 4 * kappa * Bounds.U);
        assertWithin(bound, slope, found, z);
    }

    @Test
    void backpropLeavesItsArgumentsAsTheyWereAndHasNoParameterGradient() {
        INDArray z = Bridge.toNd4j(Tensor.matrix(new double[][] {{1, 2, 3}}));
        INDArray epsilon = Bridge.toNd4j(Tensor.matrix(new double[][] {{4, 5, 6}}));
        assertThat(sine.backprop(z, epsilon).getSecond()).isNull();
        assertThat(Bridge.toVector(z).values()).containsExactly(1, 2, 3);
        assertThat(Bridge.toVector(epsilon).values()).containsExactly(4, 5, 6);
    }

    @Test
    void backpropRefusesAnEpsilonOfAnotherShape() {
        INDArray z = Nd4j.zeros(DataType.DOUBLE, 2, 3);
        INDArray epsilon = Nd4j.zeros(DataType.DOUBLE, 3, 2);
        assertThatThrownBy(() -> sine.backprop(z, epsilon)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void aConfigurationSurvivesJson(DataType type) {
        MultiLayerConfiguration configuration = configuration(type);
        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());
        assertThat(read).isEqualTo(configuration);
        assertThat(((DenseLayer) read.getConf(0).getLayer()).getActivationFn()).isInstanceOf(SineActivation.class);
        assertThat(MultiLayerConfiguration.fromYaml(configuration.toYaml())).isEqualTo(configuration);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void aSavedNetworkAnswersAsBefore(DataType type, @TempDir Path folder) throws IOException {
        MultiLayerNetwork network = network(type);
        INDArray x = minibatch(type, 1, 6).getFeatures();
        Path file = folder.resolve("network.zip");
        ModelSerializer.writeModel(network, file.toFile(), true);
        MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
        assertThat(restored.output(x).dataType()).isEqualTo(type);
        assertThat(restored.output(x)).isEqualTo(network.output(x));
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void trainingWithWorkspacesWorks(DataType type) {
        MultiLayerNetwork network = network(type);
        double before = network.score(minibatch(type, 0, 5));
        for (int step = 0; step < 40; step++) {
            network.fit(minibatch(type, step % 4, 3 + step % 4));
        }
        INDArray x = minibatch(type, 1, 6).getFeatures();
        INDArray first = network.output(x).dup();
        assertThat(network.output(x)).isEqualTo(first);
        assertThat(first.dataType()).isEqualTo(type);
        assertThat(network.score(minibatch(type, 0, 5))).isLessThan(before);
    }

    @Test
    void activationsAreEqualAndNamed() {
        assertThat(sine).isEqualTo(new SineActivation()).hasSameHashCodeAs(new SineActivation());
        assertThat(sine).isNotEqualTo(Activation.CUBE.getActivationFunction()).hasToString("sine");
    }

    private static MultiLayerConfiguration configuration(DataType type) {
        return new NeuralNetConfiguration.Builder()
                .seed(5)
                .dataType(type)
                .updater(new Sgd(0.2))
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(7)
                        .activation(new SineActivation())
                        .build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(7)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
    }

    private static MultiLayerNetwork network(DataType type) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(type));
        network.init();
        return network;
    }

    private static DataSet minibatch(DataType type, int seed, int n) {
        SplittableRandom random = new SplittableRandom(seed);
        INDArray x = Bridge.toNd4j(TestCases.tensor(random, n, 4));
        int[] y = new int[n];
        for (int e = 0; e < n; e++) {
            y[e] = x.getDouble(e, 0) > 0 ? 1 : 2;
        }
        return new DataSet(x.castTo(type), Bridge.onehot(y, 3).castTo(type));
    }

    private static void assertWithin(Tensor bound, Tensor expected, Tensor found, Tensor z) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < expected.values().length; i++) {
            assertThat(Math.abs(found.values()[i] - expected.values()[i]))
                    .as("at z = %s: %s, expected %s", z.values()[i], found.values()[i], expected.values()[i])
                    .isLessThanOrEqualTo(bound.values()[i]);
        }
    }
}
