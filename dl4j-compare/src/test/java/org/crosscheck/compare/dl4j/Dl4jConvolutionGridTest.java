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
import org.crosscheck.reference.ConvolutionDetailed;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.WindowAxis;
import org.crosscheck.reference.matrix.ConvolutionMatrix;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's convolution against the reference over a seeded grid of windows, forward and backward. Truncate is DL4J's
 * name for a division whose rest is dropped, which is what the reference's geometry does.
 */
class Dl4jConvolutionGridTest {

    private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();
    private static final Bounded NOTHING = new Bounded(Tensor.scalar(0), null);

    private record Sample(Geometry geometry, Tensor x, Tensor w, Tensor b, Tensor upstream) {

        static Sample of(Geometry geometry, int images, SplittableRandom random) {
            return new Sample(
                    geometry,
                    TestCases.tensor(random, geometry.inputShape(images)),
                    TestCases.tensor(random, geometry.weightShape()),
                    TestCases.tensor(random, geometry.filters()),
                    TestCases.tensor(random, geometry.outputShape(images)));
        }
    }

    @TestFactory
    Stream<DynamicTest> everyWindowOfTheGrid() {
        List<DynamicTest> tests = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(20);
        for (int kernel = 1; kernel <= 3; kernel++) {
            for (int stride = 1; stride <= 3; stride++) {
                for (int padding = 0; padding <= 2; padding++) {
                    for (int dilation = 1; dilation <= 3; dilation++) {
                        int span = (kernel - 1) * dilation + 1;
                        int height = Math.max(span, 4 + random.nextInt(4));
                        int width = height + 1 + random.nextInt(3);
                        Geometry geometry = Geometry.square(
                                1 + random.nextInt(3),
                                height,
                                width,
                                1 + random.nextInt(4),
                                kernel,
                                stride,
                                padding,
                                dilation);
                        Sample sample = Sample.of(geometry, 1 + random.nextInt(3), random);
                        tests.add(dynamicTest(geometry.toString(), () -> agrees(sample)));
                    }
                }
            }
        }
        return tests.stream();
    }

    /** Height and width have windows of their own, so that an exchanged pair shows. */
    @TestFactory
    Stream<DynamicTest> windowsThatAreNotSquare() {
        SplittableRandom random = new SplittableRandom(21);
        return Stream.generate(() -> new Geometry(2, 3, axis(random, 9), axis(random, 11)))
                .limit(40)
                .map(geometry -> Sample.of(geometry, 2, random))
                .map(sample -> dynamicTest(sample.geometry.toString(), () -> agrees(sample)));
    }

    @Test
    void theGridHasDivisionsWithARest() {
        Geometry geometry = Geometry.square(2, 6, 7, 3, 2, 3, 0, 1);
        assertThat(geometry.rows().exact()).isFalse();
        agrees(Sample.of(geometry, 2, new SplittableRandom(22)));
    }

    private static WindowAxis axis(SplittableRandom random, int input) {
        return new WindowAxis(
                input, 1 + random.nextInt(3), 1 + random.nextInt(3), random.nextInt(3), 1 + random.nextInt(3));
    }

    private static void agrees(Sample sample) {
        Geometry geometry = sample.geometry;
        Layer layer = Dl4jLayers.network(geometry, ConvolutionMode.Truncate).getLayer(0);
        Bridge.setConvolution(layer, sample.w, sample.b);
        Tensor out = Bridge.toTensor(layer.activate(Bridge.toNd4j(sample.x), true, NONE));
        Pair<Gradient, INDArray> back = layer.backpropGradient(Bridge.toNd4j(sample.upstream), NONE);
        Tensor gradW = Bridge.toTensor(back.getFirst().getGradientFor("W"));
        Tensor gradB = Bridge.toVector(back.getFirst().getGradientFor("b"));
        Tensor gradX = Bridge.toTensor(back.getSecond());

        Bounded x = new Bounded(sample.x, null);
        Bounded w = new Bounded(sample.w, null);
        Bounded b = new Bounded(sample.b, null);
        Bounded up = new Bounded(sample.upstream, null);
        double taps = (double) geometry.weights() / geometry.filters();
        double positions = (double) sample.upstream.values().length / geometry.filters();
        double windows = (double) geometry.weights() / geometry.channels();

        Tensor forward = ConvolutionMatrix.forward(geometry, sample.x, sample.w, sample.b.values());
        Bounds.Multilinear step = (xs, ws, bs) -> ConvolutionDetailed.forward(geometry, xs, ws, bs.values());
        same("forward", forward, out, Bounds.linear(step, x, w, b, taps + 1));
        same(
                "forward, forms",
                ConvolutionDetailed.forward(geometry, sample.x, sample.w, sample.b.values()),
                out,
                Bounds.linear(step, x, w, b, taps + 1));
        same(
                "gradW",
                ConvolutionMatrix.gradWeights(geometry, sample.x, sample.upstream),
                gradW,
                Bounds.linear(
                        (xs, gs, none) -> ConvolutionDetailed.gradWeights(geometry, xs, gs),
                        x,
                        up,
                        NOTHING,
                        positions));
        same(
                "gradB",
                Tensor.vector(ConvolutionMatrix.gradBias(geometry, sample.upstream)),
                gradB,
                Bounds.linear(
                        (gs, none, nothing) -> Tensor.vector(ConvolutionDetailed.gradBias(geometry, gs)),
                        up,
                        NOTHING,
                        NOTHING,
                        positions));
        same(
                "gradX",
                ConvolutionMatrix.gradImages(geometry, sample.w, sample.upstream),
                gradX,
                Bounds.linear(
                        (ws, gs, none) -> ConvolutionDetailed.gradImages(geometry, ws, gs), w, up, NOTHING, windows));
    }

    private static void same(String quantity, Tensor reference, Tensor dl4j, Tensor bound) {
        Agreement agreement = Agreement.compare(reference, dl4j, bound.plus(bound));
        assertThat(agreement.agrees()).as("%s: %s", quantity, agreement).isTrue();
    }
}
