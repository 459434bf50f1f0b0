package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The softmax itself: known answers, the ends of the range, 1i, 1j, and onehot and argmax beside it. */
class SoftmaxTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    static LongStream seeds() {
        return LongStream.range(1, 41);
    }

    @Test
    void elementsOfLogarithmsOfIntegersAreTheirShares() {
        double[] x = {Math.log(2), Math.log(5), Math.log(1)}; // e^x = 2, 5, 1
        double input = 2 * RoundingBounds.ELEMENTARY * Math.log(5); // the rounding of the logarithms themselves
        double[] expected = {0.25, 0.625, 0.125};
        RoundingBounds.within(
                "S(ln 2, ln 5, ln 1)",
                Softmax.softmax(x),
                expected,
                (RoundingBounds.softmaxRelative(x) + input) * 0.625);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void elementsAreThoseOfExactArithmeticAndSumToOne(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = Cases.vector(random, 1 + (int) seed % 9, Math.scalb(1.0, (int) seed % 10));
        double[] s = Softmax.softmax(x);
        BigDecimal sum = BigDecimal.ZERO;
        for (double xi : x) {
            sum = sum.add(Exact.exp(xi));
        }
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            double exact = Exact.exp(x[i]).divide(sum, Exact.DIGITS).doubleValue();
            RoundingBounds.within(
                    "S_" + i,
                    s[i],
                    exact,
                    (RoundingBounds.softmaxRelative(x) + RoundingBounds.U) * exact + 2 * RoundingBounds.ETA);
            assertThat(s[i]).isNotNegative();
            total += s[i];
        }
        RoundingBounds.within("sum of S", total, 1, RoundingBounds.softmaxRelative(x) + RoundingBounds.gamma(x.length));
    }

    @Test
    void largeLogitsNeitherOverflowNorLoseTheLargest() {
        assertThat(Softmax.softmax(new double[] {1e4, -1e4})).containsExactly(1, 0);
        assertThat(Softmax.softmax(new double[] {-1e4, -1e4})).containsExactly(0.5, 0.5);
        assertThat(Softmax.softmax(new double[] {-Double.MAX_VALUE, Double.MAX_VALUE}))
                .containsExactly(0, 1);
        assertThat(Softmax.softmax(new double[] {1e4, 1e4, 0, 1e4, 1e4})).containsExactly(.25, .25, 0, .25, .25);
        assertThat(Softmax.softmax(new double[] {0, -745})[1]).isEqualTo(Double.MIN_VALUE); // e^-745 = 5.0e-324
    }

    @Test
    void equalElementsShareOneEquallyAndASingleOneHasAll() {
        assertThat(Softmax.softmax(new double[] {7, 7, 7})).containsExactly(1 / 3.0, 1 / 3.0, 1 / 3.0);
        assertThat(Softmax.softmax(new double[] {0.0, -0.0})).containsExactly(0.5, 0.5);
        assertThat(Softmax.softmax(new double[] {-123.456})).containsExactly(1);
    }

    @Test
    void minusInfinityHasProbabilityZero() {
        assertThat(Softmax.softmax(new double[] {-INF, 3, -INF, 3})).containsExactly(0, 0.5, 0, 0.5);
    }

    @Test
    void infinityOrNanOrNothingButMinusInfinityGivesNan() {
        double[][] inputs = {{1, INF, 2}, {INF, INF}, {Double.NaN, 1}, {1, Double.NaN}, {-INF, -INF}, {-INF}, {INF}};
        for (double[] x : inputs) {
            assertThat(Softmax.softmax(x)).as("%s", x).containsOnly(Double.NaN);
        }
    }

    @Test
    void scalingChangesTheSoftmax() { // 1i: e^(2 ln 2) / (e^(2 ln 2) + 1) = 4/5, not 2/3
        double[] x = {Math.log(2), 0};
        double[] scaled = {2 * x[0], 0};
        double input = 2 * RoundingBounds.ELEMENTARY;
        RoundingBounds.within("S", Softmax.softmax(x)[0], 2 / 3.0, RoundingBounds.softmaxRelative(x) + input);
        RoundingBounds.within(
                "S_2", Softmax.softmax(scaled)[0], 4 / 5.0, RoundingBounds.softmaxRelative(scaled) + input);
    }

    @Test
    void scalingChangesNothingByOneOrIfAllElementsAreEqual() { // the exceptions to 1i
        double[] x = {3, -1, 0.5};
        assertThat(Softmax.softmax(x)).isNotEqualTo(Softmax.softmax(new double[] {0, 0, 0})); // c = 0: uniform
        assertThat(Softmax.softmax(new double[] {5, 5})).isEqualTo(Softmax.softmax(new double[] {0, 0}));
        assertThat(Softmax.softmax(new double[] {5, 5})).isEqualTo(Softmax.softmax(new double[] {35, 35}));
    }

    @Test
    void translationByAnIntegerOfIntegersChangesNoBit() { // 1j, x + c being exact
        double[] x = {3, -7, 11, 0};
        for (double c : new double[] {1, -4, 1e6, -0x1p40}) {
            double[] translated = {3 + c, -7 + c, 11 + c, 0 + c};
            assertThat(Softmax.softmax(translated)).as("c = %s", c).isEqualTo(Softmax.softmax(x));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void translationChangesTheSoftmaxByNoMoreThanItsRounding(long seed) { // 1j
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = Cases.vector(random, 5, 10);
        double c = random.nextDouble(-100, 100);
        double[] translated = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            translated[i] = x[i] + c;
        }
        double input = 2 * RoundingBounds.U * 110; // x_i + c and max + c are off by u |x_i + c|
        double bound = 2 * RoundingBounds.softmaxRelative(x) + input;
        RoundingBounds.within("S(x + c)", Softmax.softmax(translated), Softmax.softmax(x), bound);
    }

    @Test
    void onehotCountsClassesFromOne() {
        assertThat(Softmax.onehot(3, 1)).containsExactly(1, 0, 0);
        assertThat(Softmax.onehot(3, 3)).containsExactly(0, 0, 1);
        assertThatThrownBy(() -> Softmax.onehot(3, 0)).hasMessage("class y = 0 is not in 1..3");
        assertThatThrownBy(() -> Softmax.onehot(3, 4)).hasMessage("class y = 4 is not in 1..3");
    }

    @Test
    void argmaxIsTheFirstLargestOrTheFirstNan() {
        assertThat(Softmax.argmax(new double[] {1, 3, 2, 3})).isEqualTo(1);
        assertThat(Softmax.argmax(new double[] {-0.0, 0.0})).isZero();
        assertThat(Softmax.argmax(new double[] {5, Double.NaN, 9, Double.NaN})).isEqualTo(1);
        assertThat(Softmax.argmax(new double[] {Double.NaN, INF})).isZero();
        assertThat(Softmax.argmax(new double[] {-INF, -INF})).isZero();
    }

    @Test
    void emptyVectorIsRefused() {
        assertThatThrownBy(() -> Softmax.softmax(new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("softmax of an empty vector");
    }
}
