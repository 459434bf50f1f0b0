package org.crosscheck.compare.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.WindowAxis;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The layouts, proved by index codes: every weight is a different integer, so that each output tells which weight made it.
 * All sums are of small integers and exact.
 */
class BridgeTest {

    private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();
    private static final Geometry CONVOLUTION =
            new Geometry(2, 3, new WindowAxis(4, 2, 1, 0, 1), new WindowAxis(6, 3, 1, 0, 1));

    private static MultiLayerNetwork dense(int in, int out) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(in)
                        .nOut(out)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        network.init();
        network.initGradientsView();
        return network;
    }

    private static Tensor unit(int position, int... shape) {
        return TestCases.with(Tensor.zeros(shape), position, 1);
    }

    @Test
    void aDenseLayerWithUnitInputShowsAColumnOfW() {
        Tensor w = TestCases.coded(1, 4, 3);
        Tensor b = TestCases.coded(1000, 4);
        Layer layer = dense(3, 4).getLayer(0);
        Bridge.setDense(layer, w, b);
        for (int i = 0; i < 3; i++) {
            INDArray out = layer.activate(Bridge.toNd4j(unit(i, 1, 3)), false, NONE);
            for (int j = 0; j < 4; j++) {
                assertThat(out.getDouble(0, j)).as("W[%d][%d] + b[%d]", j, i, j).isEqualTo(w.at(j, i) + b.at(j));
            }
        }
        assertThat(Bridge.denseWeights(layer.getParam("W"))).isEqualTo(w);
        assertThat(Bridge.toVector(layer.getParam("b"))).isEqualTo(b);
    }

    @Test
    void theGradientOfADenseLayerHasTheHomeworksLayout() {
        Layer layer = dense(3, 4).getLayer(0);
        Tensor w = TestCases.coded(1, 4, 3);
        Bridge.setDense(layer, w, TestCases.coded(1000, 4));
        Tensor x = Tensor.matrix(new double[][] {{1, 10, 100}, {0, 0, 0}});
        Tensor delta = Tensor.matrix(new double[][] {{2, 3, 5, 7}, {1e6, 2e6, 3e6, 4e6}});
        layer.activate(Bridge.toNd4j(x), true, NONE);
        Pair<Gradient, INDArray> back = layer.backpropGradient(Bridge.toNd4j(delta), NONE);
        Tensor gradW = Bridge.denseWeights(back.getFirst().getGradientFor("W"));
        Tensor gradB = Bridge.toVector(back.getFirst().getGradientFor("b"));
        Tensor gradX = Bridge.toTensor(back.getSecond());
        assertThat(gradW.shape()).containsExactly(4, 3);
        for (int j = 0; j < 4; j++) {
            assertThat(gradB.at(j)).isEqualTo(delta.at(0, j) + delta.at(1, j));
            for (int i = 0; i < 3; i++) {
                assertThat(gradW.at(j, i)).as("gradW[%d][%d]", j, i).isEqualTo(delta.at(0, j) * x.at(0, i));
            }
        }
        for (int i = 0; i < 3; i++) {
            double sum = 0;
            for (int j = 0; j < 4; j++) {
                sum += delta.at(0, j) * w.at(j, i);
            }
            assertThat(gradX.at(0, i)).isEqualTo(sum);
        }
    }

    /** h^s is a unit vector: sin(pi / 2) = 1 and sin(0) = 0; the error of the sine is far below the code's step, 1. */
    @Test
    void bothLayersOfTheMlpShowTheirWeights() {
        Tensor w2 = TestCases.coded(1, 3, 4);
        Tensor b2 = TestCases.coded(100, 3);
        Tensor w1 = Tensor.zeros(4, 5);
        for (int j = 0; j < 4; j++) {
            w1.values()[j * 5 + j] = Math.PI / 2;
        }
        Tensor identity = Tensor.zeros(5, 5);
        for (int i = 0; i < 5; i++) {
            identity.values()[i * 6] = 1;
        }
        NamedTensors given = NamedTensors.NONE
                .with("X", identity)
                .with("y", Tensor.vector(new double[] {1, 2, 3, 1, 2}))
                .with("W1", w1)
                .with("b1", Tensor.zeros(4))
                .with("W2", w2)
                .with("b2", b2);
        Tensor coded = TestCases.coded(1, 4, 5);
        Tensor ha = Dl4jMlp.solveExploded(given.with("W1", coded).with("b1", TestCases.coded(500, 4)))
                .get("ha");
        Tensor oa = Dl4jMlp.solveExploded(given).get("oa");
        for (int e = 0; e < 5; e++) {
            for (int j = 0; j < 4; j++) {
                assertThat(ha.at(e, j)).as("W1[%d][%d] + b1", j, e).isEqualTo(coded.at(j, e) + 500 + j);
            }
            for (int k = 0; k < 3; k++) {
                double weight = e < 4 ? w2.at(k, e) : 0;
                assertThat(Math.rint(oa.at(e, k))).as("W2[%d][%d] + b2", k, e).isEqualTo(weight + b2.at(k));
            }
        }
        assertThat(Bridge.denseWeights(Dl4jMlp.network(given, 0, 0).getLayer(1).getParam("W")))
                .isEqualTo(w2);
    }

    @Test
    void aConvolutionOfAUnitImageShowsItsKernel() {
        Tensor w = TestCases.coded(1, CONVOLUTION.weightShape());
        Tensor b = TestCases.coded(1000, 3);
        Layer layer = Dl4jLayers.network(CONVOLUTION, ConvolutionMode.Strict).getLayer(0);
        Bridge.setConvolution(layer, w, b);
        for (int pixel = 0; pixel < 2 * 4 * 6; pixel++) {
            Tensor image = unit(pixel, 1, 2, 4, 6);
            int[] at = image.index(pixel);
            Tensor out = Bridge.toTensor(layer.activate(Bridge.toNd4j(image), false, NONE));
            assertThat(out.shape()).containsExactly(1, 3, 3, 4);
            for (int position = 0; position < out.values().length; position++) {
                int[] o = out.index(position);
                int u = at[2] - o[2];
                int v = at[3] - o[3];
                boolean meets = 0 <= u && u < 2 && 0 <= v && v < 3;
                assertThat(out.values()[position])
                        .as("pixel %d, output %d", pixel, position)
                        .isEqualTo(b.at(o[1]) + (meets ? w.at(o[1], at[1], u, v) : 0));
            }
        }
    }

    @Test
    void theGradientOfAConvolutionHasTheHomeworksLayout() {
        Tensor w = TestCases.coded(1, CONVOLUTION.weightShape());
        Layer layer = Dl4jLayers.network(CONVOLUTION, ConvolutionMode.Strict).getLayer(0);
        Bridge.setConvolution(layer, w, TestCases.coded(1000, 3));
        Tensor image = TestCases.coded(1, 1, 2, 4, 6);
        for (int position = 0; position < 3 * 3 * 4; position++) {
            Tensor upstream = unit(position, 1, 3, 3, 4);
            int[] o = upstream.index(position);
            layer.activate(Bridge.toNd4j(image), true, NONE);
            Pair<Gradient, INDArray> back = layer.backpropGradient(Bridge.toNd4j(upstream), NONE);
            Tensor gradW = Bridge.toTensor(back.getFirst().getGradientFor("W"));
            assertThat(Bridge.toVector(back.getFirst().getGradientFor("b"))).isEqualTo(unit(o[1], 3));
            assertThat(gradW.shape()).isEqualTo(w.shape());
            for (int weight = 0; weight < gradW.values().length; weight++) {
                int[] t = gradW.index(weight);
                double pixel = image.at(0, t[1], o[2] + t[2], o[3] + t[3]);
                assertThat(gradW.values()[weight]).isEqualTo(t[0] == o[1] ? pixel : 0);
            }
        }
    }

    @Test
    void anArrayOfAnyOrderIsReadRowByRow() {
        Tensor tensor = TestCases.coded(1, 2, 3, 4);
        INDArray c = Bridge.toNd4j(tensor);
        assertThat(c.dataType()).isEqualTo(DataType.DOUBLE);
        assertThat(c.getDouble(1, 2, 3)).isEqualTo(24);
        assertThat(Bridge.toTensor(c)).isEqualTo(tensor);
        assertThat(c.dup('f').ordering()).isEqualTo('f');
        assertThat(Bridge.toTensor(c.dup('f'))).isEqualTo(tensor);
        INDArray rows = Bridge.toNd4j(TestCases.coded(1, 2, 3));
        assertThat(Bridge.toTensor(rows.transpose())).isEqualTo(Tensor.matrix(new double[][] {{1, 4}, {2, 5}, {3, 6}}));
        assertThat(Bridge.toTensor(rows.getColumns(1, 2))).isEqualTo(Tensor.matrix(new double[][] {{2, 3}, {5, 6}}));
    }

    @Test
    void aCopySharesNothing() {
        Tensor tensor = TestCases.coded(1, 2, 3);
        INDArray array = Bridge.toNd4j(tensor);
        Tensor back = Bridge.toTensor(array);
        array.muli(-1);
        assertThat(tensor.values()[0]).isEqualTo(1);
        assertThat(back.values()[0]).isEqualTo(1);
    }

    @Test
    void aScalarKeepsItsShape() {
        assertThat(Bridge.toTensor(Bridge.toNd4j(Tensor.scalar(7)))).isEqualTo(Tensor.scalar(7));
    }

    @Test
    void rowsAndColumnsBecomeVectors() {
        INDArray row = Bridge.toNd4j(TestCases.coded(1, 1, 3));
        assertThat(Bridge.toVector(row)).isEqualTo(TestCases.coded(1, 3));
        assertThat(Bridge.toVector(row.transpose())).isEqualTo(TestCases.coded(1, 3));
    }

    @Test
    void whatIsNotDoubleIsRefused() {
        INDArray single = Nd4j.zeros(DataType.FLOAT, 2, 3);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Bridge.toTensor(single))
                .withMessageContaining("FLOAT")
                .withMessageContaining("DOUBLE");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> Bridge.denseWeights(single));
    }

    @Test
    void weightsOfAnotherShapeAreRefused() {
        Layer layer = dense(3, 4).getLayer(0);
        Tensor b = Tensor.zeros(4);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Bridge.setDense(layer, Tensor.zeros(3, 4), b))
                .withMessageContaining("W has shape [3, 4], not [4, 3]");
    }

    @Test
    void classesFromOneOnBecomeOnehotRows() {
        assertThat(Bridge.toTensor(Bridge.onehot(new int[] {3, 1, 2, 3}, 3)))
                .isEqualTo(Tensor.matrix(new double[][] {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}}));
        assertThat(Bridge.toTensor(Bridge.onehot(new int[] {1, 1}, 1)))
                .isEqualTo(Tensor.matrix(new double[][] {{1}, {1}}));
    }
}
