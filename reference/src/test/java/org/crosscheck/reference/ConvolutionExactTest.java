package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.crosscheck.reference.matrix.ConvolutionMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The convolutions on integers, where no double rounds: the two forms, a third one written apart, and the gradients by
 * changing one number at a time must be equal, not close. S = sum(g out) is linear in each of x, w and b, so its
 * derivative is S after adding 1 minus S before.
 */
class ConvolutionExactTest {

    @ParameterizedTest
    @MethodSource("org.crosscheck.reference.ConvolutionCase#grid")
    void forwardIsThatOfSlidingTheDilatedKernelOverThePaddedImage(ConvolutionCase conv) {
        Geometry geometry = conv.geometry();
        Tensor expected = SlidConvolution.forward(geometry, conv.images(), conv.weights(), conv.bias());
        same("detailed", ConvolutionDetailed.forward(geometry, conv.images(), conv.weights(), conv.bias()), expected);
        same("matrix", ConvolutionMatrix.forward(geometry, conv.images(), conv.weights(), conv.bias()), expected);
    }

    @ParameterizedTest
    @MethodSource("org.crosscheck.reference.ConvolutionCase#grid")
    void gradWeightsIsWhatOneMoreInEachWeightChanges(ConvolutionCase conv) {
        Tensor weights = conv.weights();
        Tensor expected = Tensor.zeros(weights.shape());
        for (int t = 0; t < weights.values().length; t++) {
            Tensor changed = Cases.plusAt(weights, t, 1);
            expected.values()[t] = s(conv, conv.images(), changed, conv.bias()) - s(conv);
        }
        same("detailed", ConvolutionDetailed.gradWeights(conv.geometry(), conv.images(), conv.gradOutput()), expected);
        same("matrix", ConvolutionMatrix.gradWeights(conv.geometry(), conv.images(), conv.gradOutput()), expected);
    }

    @ParameterizedTest
    @MethodSource("org.crosscheck.reference.ConvolutionCase#grid")
    void gradBiasIsWhatOneMoreInEachBiasChanges(ConvolutionCase conv) {
        double[] expected = new double[conv.geometry().filters()];
        for (int f = 0; f < expected.length; f++) {
            double[] changed = conv.bias();
            changed[f]++;
            expected[f] = s(conv, conv.images(), conv.weights(), changed) - s(conv);
        }
        assertThat(ConvolutionDetailed.gradBias(conv.geometry(), conv.gradOutput()))
                .containsExactly(expected);
        assertThat(ConvolutionMatrix.gradBias(conv.geometry(), conv.gradOutput()))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @MethodSource("org.crosscheck.reference.ConvolutionCase#grid")
    void gradImagesIsWhatOneMoreInEachPixelChanges(ConvolutionCase conv) {
        Tensor images = conv.images();
        Tensor expected = Tensor.zeros(images.shape());
        for (int i = 0; i < images.values().length; i++) {
            Tensor changed = Cases.plusAt(images, i, 1);
            expected.values()[i] = s(conv, changed, conv.weights(), conv.bias()) - s(conv);
        }
        same("detailed", ConvolutionDetailed.gradImages(conv.geometry(), conv.weights(), conv.gradOutput()), expected);
        same("matrix", ConvolutionMatrix.gradImages(conv.geometry(), conv.weights(), conv.gradOutput()), expected);
    }

    /** Without biases &lt;g, out&gt; = &lt;gradW, w&gt; = &lt;gradX, x&gt;, as out is linear in w and in x. */
    @ParameterizedTest
    @MethodSource("org.crosscheck.reference.ConvolutionCase#grid")
    void forwardAndGradientsAreTransposesOfEachOther(ConvolutionCase conv) {
        Geometry geometry = conv.geometry();
        double s = s(conv, conv.images(), conv.weights(), new double[geometry.filters()]);
        double[] g = conv.gradOutput().values();
        Tensor out = ConvolutionMatrix.forward(geometry, conv.images(), conv.weights(), new double[geometry.filters()]);
        Tensor gradW = ConvolutionMatrix.gradWeights(geometry, conv.images(), conv.gradOutput());
        Tensor gradX = ConvolutionMatrix.gradImages(geometry, conv.weights(), conv.gradOutput());
        assertThat(Cases.dot(g, out.values())).isEqualTo(s);
        assertThat(Cases.dot(gradW.values(), conv.weights().values())).isEqualTo(s);
        assertThat(Cases.dot(gradX.values(), conv.images().values())).isEqualTo(s);
    }

    @ParameterizedTest
    @MethodSource("org.crosscheck.reference.ConvolutionCase#grid")
    void argumentsAreNotModified(ConvolutionCase conv) {
        Tensor images = conv.images();
        Tensor weights = conv.weights();
        double[] bias = conv.bias();
        Tensor gradOutput = conv.gradOutput();
        ConvolutionDetailed.forward(conv.geometry(), images, weights, bias);
        ConvolutionDetailed.gradWeights(conv.geometry(), images, gradOutput);
        ConvolutionDetailed.gradImages(conv.geometry(), weights, gradOutput);
        ConvolutionMatrix.forward(conv.geometry(), images, weights, bias);
        ConvolutionMatrix.gradWeights(conv.geometry(), images, gradOutput);
        ConvolutionMatrix.gradImages(conv.geometry(), weights, gradOutput);
        assertThat(images).isEqualTo(conv.images());
        assertThat(weights).isEqualTo(conv.weights());
        assertThat(bias).isEqualTo(conv.bias());
        assertThat(gradOutput).isEqualTo(conv.gradOutput());
    }

    private static double s(ConvolutionCase conv) {
        return s(conv, conv.images(), conv.weights(), conv.bias());
    }

    private static double s(ConvolutionCase conv, Tensor images, Tensor weights, double[] bias) {
        Tensor out = ConvolutionDetailed.forward(conv.geometry(), images, weights, bias);
        return Cases.dot(conv.gradOutput().values(), out.values());
    }

    /** Equal numbers: adding +0 makes -0 and 0 the same. */
    static void same(String what, Tensor actual, Tensor expected) {
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        Bits.same(what, plusZero(actual.values()), plusZero(expected.values()));
    }

    private static double[] plusZero(double[] values) {
        return Arrays.stream(values).map(value -> value + 0.0).toArray();
    }
}
