package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Question 2d: the loss from the logits, saturated either way. */
class NegativeLogLikelihoodTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    static LongStream seeds() {
        return LongStream.range(1, 101);
    }

    /**
     * L = ln(1 + sum e^-d_j) + d_y for the distances d_j to the largest logit: each d_j is off by u d_j, which its
     * exponential makes relative, exp and log1p by two u each, their sum over n - 1 classes has n - 2 roundings, and
     * the last addition one.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void lossIsThatOfExactArithmetic(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] oa = Cases.vector(random, 1 + (int) seed % 8, Math.scalb(1.0, (int) seed % 9));
        int y = 1 + random.nextInt(oa.length);
        BigDecimal others = BigDecimal.ZERO;
        BigDecimal max = new BigDecimal(oa[Softmax.argmax(oa)]);
        double spread = 0;
        for (int j = 0; j < oa.length; j++) {
            BigDecimal d = new BigDecimal(oa[j]).subtract(max);
            others = j == Softmax.argmax(oa) ? others : others.add(Exact.exp(d));
            spread = Math.max(spread, d.abs().doubleValue());
        }
        double log = Exact.log1p(others).doubleValue();
        double dy = max.subtract(new BigDecimal(oa[y - 1])).doubleValue();
        double relative = RoundingBounds.U * spread + 2 * RoundingBounds.ELEMENTARY + RoundingBounds.gamma(oa.length);
        double bound = relative * log + 2 * RoundingBounds.U * dy + RoundingBounds.U * (log + dy);
        RoundingBounds.within(
                "L", Softmax.negativeLogLikelihood(oa, y), log + dy, bound + RoundingBounds.U * (log + dy));
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 40, 100, 700})
    void lossNearZeroKeepsItsRelativeAccuracy(double margin) { // ln(1 + e^-margin); -ln(S_y) is 0 from 37 on
        double exact = Exact.log1p(Exact.exp(-margin)).doubleValue();
        double actual = Softmax.negativeLogLikelihood(new double[] {-margin, 0}, 2);
        RoundingBounds.within("L", actual, exact, (2 * RoundingBounds.ELEMENTARY + RoundingBounds.U) * exact);
    }

    @Test
    void lossAtMarginFortyIsTheKnownNumber() {
        double known = 4.248354255291589e-18; // e^-40 - e^-80 / 2 + ... = 4.2483542552915889863e-18
        double actual = Softmax.negativeLogLikelihood(new double[] {40, 0}, 1);
        RoundingBounds.within("L", actual, known, (2 * RoundingBounds.ELEMENTARY + RoundingBounds.U) * known);
    }

    @Test
    void saturatedLossIsTheMargin() {
        assertThat(Softmax.negativeLogLikelihood(new double[] {1e4, 0}, 2)).isEqualTo(1e4);
        assertThat(Softmax.negativeLogLikelihood(new double[] {1e4, 0}, 1)).isZero();
        assertThat(Softmax.negativeLogLikelihood(new double[] {1e4, -1e4, 0}, 2))
                .isEqualTo(2e4);
        assertThat(Softmax.negativeLogLikelihood(new double[] {0, 1e300}, 1)).isEqualTo(1e300);
    }

    @Test
    void equalLogitsLoseTheLogarithmOfTheirNumber() {
        double ln4 = 1.3862943611198906; // 1.38629436111989061883
        double actual = Softmax.negativeLogLikelihood(new double[] {5, 5, 5, 5}, 3);
        RoundingBounds.within("ln 4", actual, ln4, (RoundingBounds.ELEMENTARY + RoundingBounds.U) * ln4);
    }

    @Test
    void aSingleClassLosesNothing() {
        assertThat(Softmax.negativeLogLikelihood(new double[] {-3}, 1)).isZero();
    }

    @Test
    void aClassOfProbabilityZeroLosesInfinity() {
        assertThat(Softmax.negativeLogLikelihood(new double[] {-INF, 0}, 1)).isEqualTo(INF);
        assertThat(Softmax.negativeLogLikelihood(new double[] {-INF, 0}, 2)).isZero();
    }

    @Test
    void infinityOrNanAnywhereGivesNanForEveryClass() {
        double[][] logits = {{INF, 0, 1}, {0, INF, INF}, {Double.NaN, 0, 1}, {1, 0, Double.NaN}, {-INF, -INF, -INF}};
        for (double[] oa : logits) {
            for (int y = 1; y <= oa.length; y++) {
                assertThat(Softmax.negativeLogLikelihood(oa, y))
                        .as("%s, class %d", oa, y)
                        .isNaN();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void classOutsideOneToMIsRefused(int y) {
        assertThatThrownBy(() -> Softmax.negativeLogLikelihood(new double[] {1, 2}, y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class y = %s is not in 1..2", y);
    }
}
