package org.crosscheck.compare.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.PoolingDetailed;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.WindowAxis;
import org.crosscheck.reference.matrix.PoolingMatrix;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;

/** DL4J's average pooling against the reference, windows that overlap and windows that leave gaps included. */
class Dl4jPoolingTest {

    private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();
    private static final Bounded NOTHING = new Bounded(Tensor.scalar(0), null);

    @TestFactory
    Stream<DynamicTest> withoutPadding() {
        return grid(0, false);
    }

    /** The reference divides by the whole window, padding included: DL4J's avgPoolIncludePadInDivisor. */
    @TestFactory
    Stream<DynamicTest> withPaddingCountedInTheDivisor() {
        return grid(1, true);
    }

    /** DL4J's default: the mean of the pixels under the window, the padding not counted. */
    @Test
    void byDefaultDl4jDividesByThePixelsUnderTheWindow() {
        Tensor x = TestCases.coded(1, 1, 1, 2, 3);
        Layer layer = layer(new WindowAxis(2, 2, 1, 1, 1), new WindowAxis(3, 2, 1, 1, 1), false);
        Tensor found = Bridge.toTensor(layer.activate(Bridge.toNd4j(x), false, NONE));
        assertThat(found.shape()).containsExactly(1, 1, 3, 4);
        assertThat(found.at(0, 0, 0, 0)).isEqualTo(1);
        assertThat(found.at(0, 0, 0, 1)).isEqualTo(1.5);
        assertThat(found.at(0, 0, 1, 1)).isEqualTo(3);
    }

    private static Stream<DynamicTest> grid(int padding, boolean countPadding) {
        List<DynamicTest> tests = new ArrayList<>();
        for (int kernel = 2; kernel <= 3; kernel++) {
            for (int stride = 1; stride <= 4; stride++) {
                WindowAxis rows = new WindowAxis(7, kernel, stride, padding, 1);
                WindowAxis columns = new WindowAxis(10, kernel + 1, stride, padding, 1);
                tests.add(dynamicTest(rows + " " + columns, () -> agrees(rows, columns, countPadding)));
            }
        }
        return tests.stream();
    }

    private static void agrees(WindowAxis rows, WindowAxis columns, boolean countPadding) {
        SplittableRandom random = new SplittableRandom(23);
        Tensor x = TestCases.tensor(random, 2, 3, rows.input(), columns.input());
        Tensor upstream = TestCases.tensor(random, 2, 3, rows.output(), columns.output());
        Layer layer = layer(rows, columns, countPadding);
        Tensor out = Bridge.toTensor(layer.activate(Bridge.toNd4j(x), true, NONE));
        Tensor gradX = Bridge.toTensor(
                layer.backpropGradient(Bridge.toNd4j(upstream), NONE).getSecond());
        // A pixel is under at most as many windows as a window has cells; one more rounding is the division.
        double roundings = rows.kernel() * columns.kernel() + 1.0;
        Tensor forward = Bounds.linear(
                (xs, w, b) -> PoolingDetailed.forward(rows, columns, xs),
                new Bounded(x, null),
                NOTHING,
                NOTHING,
                roundings);
        Tensor backward = Bounds.linear(
                (gs, w, b) -> PoolingDetailed.gradImages(rows, columns, gs),
                new Bounded(upstream, null),
                NOTHING,
                NOTHING,
                roundings);
        same(PoolingMatrix.forward(rows, columns, x), out, forward);
        same(PoolingMatrix.gradImages(rows, columns, upstream), gradX, backward);
    }

    private static void same(Tensor reference, Tensor dl4j, Tensor bound) {
        Agreement agreement = Agreement.compare(reference, dl4j, bound.plus(bound));
        assertThat(agreement.agrees()).as(agreement.toString()).isTrue();
    }

    private static Layer layer(WindowAxis rows, WindowAxis columns, boolean countPadding) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .convolutionMode(ConvolutionMode.Truncate)
                .list()
                .layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
                        .kernelSize(rows.kernel(), columns.kernel())
                        .stride(rows.stride(), columns.stride())
                        .padding(rows.padding(), columns.padding())
                        .avgPoolIncludePadInDivisor(countPadding)
                        .build())
                .setInputType(InputType.convolutional(rows.input(), columns.input(), 3))
                .build());
        network.init();
        return network.getLayer(0);
    }
}
