package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.crosscheck.reference.matrix.ConvolutionMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The two forms of the convolution on numbers that round. */
class ConvolutionRoundingTest {

    /** The bound of each element comes from the same operation on the absolute values. */
    @ParameterizedTest
    @MethodSource("org.crosscheck.reference.ConvolutionCase#grid")
    void formsAgreeOnNumbersThatRound(ConvolutionCase conv) {
        Geometry geometry = conv.geometry();
        SplittableRandom random = new SplittableRandom(conv.seed());
        Tensor x = Cases.tensor(random, geometry.inputShape(conv.n()));
        Tensor w = Cases.tensor(random, geometry.weightShape());
        double[] b = Cases.vector(random, geometry.filters(), 1);
        Tensor g = Cases.tensor(random, geometry.outputShape(conv.n()));
        Tensor absX = Cases.map(x, Math::abs);
        Tensor absW = Cases.map(w, Math::abs);
        Tensor absG = Cases.map(g, Math::abs);
        double[] absB = Cases.map(Tensor.vector(b), Math::abs).values();
        int taps = (int) geometry.weights() / geometry.filters();
        int positions = g.values().length / geometry.filters();

        within(
                "forward",
                taps + 1,
                List.of(
                        ConvolutionMatrix.forward(geometry, x, w, b),
                        ConvolutionDetailed.forward(geometry, x, w, b),
                        ConvolutionDetailed.forward(geometry, absX, absW, absB)));
        within(
                "gradWeights",
                positions,
                List.of(
                        ConvolutionMatrix.gradWeights(geometry, x, g),
                        ConvolutionDetailed.gradWeights(geometry, x, g),
                        ConvolutionDetailed.gradWeights(geometry, absX, absG)));
        within(
                "gradBias",
                positions,
                List.of(
                        Tensor.vector(ConvolutionMatrix.gradBias(geometry, g)),
                        Tensor.vector(ConvolutionDetailed.gradBias(geometry, g)),
                        Tensor.vector(ConvolutionDetailed.gradBias(geometry, absG))));
        within(
                "gradImages",
                geometry.filters() * taps,
                List.of(
                        ConvolutionMatrix.gradImages(geometry, w, g),
                        ConvolutionDetailed.gradImages(geometry, w, g),
                        ConvolutionDetailed.gradImages(geometry, absW, absG)));
    }

    /** One element after the other: actual, expected and the sum of the magnitudes of its terms. */
    static void within(String what, int terms, List<Tensor> actualExpectedMagnitude) {
        double[] actual = actualExpectedMagnitude.get(0).values();
        double[] expected = actualExpectedMagnitude.get(1).values();
        double[] magnitude = actualExpectedMagnitude.get(2).values();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            RoundingBounds.within(what + " " + i, actual[i], expected[i], RoundingBounds.sums(terms, magnitude[i]));
        }
    }
}
