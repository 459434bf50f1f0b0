package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.apache.commons.numbers.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Questions 1b to 1h and the sigmoid half of 1m as equations. Errors of one function: {@link FunctionsAccuracyTest}. */
class FunctionsIdentitiesTest {

    private static final double SIGMOID = 4 * RoundingBounds.U;
    private static final double SOFTPLUS = 5 * RoundingBounds.U;

    /** Every power of two from the smallest double to the largest, times 1 and 1.37, of both signs, and 0. */
    static DoubleStream wholeRange() {
        DoubleStream positive = DoubleStream.iterate(Double.MIN_VALUE, x -> x < Double.MAX_VALUE / 2, x -> 2 * x)
                .flatMap(x -> DoubleStream.of(x, 1.37 * x));
        double[] grid = positive.toArray();
        return DoubleStream.concat(
                DoubleStream.concat(DoubleStream.of(grid), DoubleStream.of(grid).map(x -> -x)),
                DoubleStream.of(0, 709, -709, 745, -745, 37, -37, Double.MAX_VALUE, -Double.MAX_VALUE));
    }

    @Test
    void sigmoidIsHalfOfTanhOfHalfXPlusOne() { // 1c
        wholeRange().forEach(x -> {
            double t = StrictMath.tanh(x / 2);
            double bound = (RoundingBounds.TANH * Math.abs(t) + RoundingBounds.U * (1 + t)) / 2 // tanh, then the sum
                    + SIGMOID * Functions.sigmoid(x)
                    + RoundingBounds.ETA;
            RoundingBounds.within("sigma(" + x + ")", Functions.sigmoid(x), (t + 1) / 2, bound);
        });
    }

    @Test
    void logSigmoidIsTheLogarithmOfSigmoidUntilThatUnderflows() { // 1d
        wholeRange().filter(x -> Functions.sigmoid(x) > RoundingBounds.ETA).forEach(x -> {
            double sigma = Functions.sigmoid(x);
            double log = StrictMath.log(sigma);
            double relative = SIGMOID + RoundingBounds.ETA / sigma; // of sigma, so absolute of its logarithm
            double bound = -Math.log1p(-relative) + (RoundingBounds.ELEMENTARY + SOFTPLUS) * Math.abs(log);
            RoundingBounds.within("ln sigma(" + x + ")", Functions.logSigmoid(x), log, bound);
        });
    }

    @Test
    void softplusOfXMinusSoftplusOfMinusXIsX() { // 1e
        wholeRange().forEach(x -> {
            double plus = Functions.softplus(x);
            double minus = Functions.softplus(-x);
            double bound = SOFTPLUS * plus + SOFTPLUS * minus + RoundingBounds.U * Math.abs(x) + 2 * RoundingBounds.ETA;
            RoundingBounds.within("softplus(" + x + ") - softplus(-x)", plus - minus, x, bound);
        });
    }

    @Test
    void sigmoidOfXAndOfMinusXSumToOne() {
        wholeRange().forEach(x -> {
            double sum = Functions.sigmoid(x) + Functions.sigmoid(-x);
            RoundingBounds.within(
                    "sigma(" + x + ") + sigma(-x)", sum, 1, SIGMOID + RoundingBounds.U + RoundingBounds.ETA);
        });
    }

    @Test
    void signTimesXIsTheAbsoluteValueAndRectifierTheirMean() { // 1f
        wholeRange().forEach(x -> {
            assertThat(Functions.sign(x) * x).as("sign(%s) x", x).isEqualTo(Math.abs(x));
            assertThat(2 * Functions.rectifier(x)).as("2 rect(%s)", x).isEqualTo(x + Math.abs(x));
            assertThat(Functions.rectifierPrime(x) * x).as("rect'(%s) x", x).isEqualTo(Functions.rectifier(x));
            assertThat(2 * Functions.heaviside(x) - 1).as("2 H(%s) - 1", x).isEqualTo(Functions.sign(x));
        });
    }

    /**
     * A second witness for 1b: the imaginary part of f(x + i h) is h f'(x) to all digits, as h^2
     * vanishes. Its roundings: exp with its factor sin h (3), 1 + e (1), and the quotient or logarithm, a product, a
     * sum of two squares, a division and the scaling around them (8).
     */
    @ParameterizedTest
    @MethodSource("moderate")
    void sigmoidPrimeIsThatOfTheComplexStep(double x) {
        double h = 0x1p-600;
        Complex e = Complex.ofCartesian(-x, -h).exp(); // e^-z
        Complex one = Complex.ONE;
        double sigma = one.divide(one.add(e)).getImaginary() / h;
        double witness = RoundingBounds.gamma(12);
        RoundingBounds.within("sigma'", Functions.sigmoidPrime(x), sigma, (witness + 7 * RoundingBounds.U) * sigma);
    }

    static DoubleStream moderate() {
        return DoubleStream.of(-100, -36.5, -3.25, -1, -0x1p-30, 0, 0.125, 1, 2.75, 20, 36.5, 100);
    }

    @Test
    void squaredNormAndItsGradientOfAKnownVector() { // 1g
        double[] x = {3, -4, 0, 12};
        assertThat(Functions.squaredNorm2(x)).isEqualTo(169);
        assertThat(Functions.gradSquaredNorm2(x)).containsExactly(6, -8, 0, 24);
        assertThat(x).containsExactly(3, -4, 0, 12);
    }

    @Test
    void gradientOfTheSquaredNormIsItsExactCentralDifferenceOnIntegers() {
        double[] x = {3, -4, 0, 12};
        for (int i = 0; i < x.length; i++) {
            double[] plus = x.clone();
            double[] minus = x.clone();
            plus[i]++;
            minus[i]--; // ((x+1)^2 - (x-1)^2) / 2 = 2x
            double difference = (Functions.squaredNorm2(plus) - Functions.squaredNorm2(minus)) / 2;
            assertThat(Functions.gradSquaredNorm2(x)[i]).isEqualTo(difference);
        }
    }

    @Test
    void norm1AndItsGradientOfAKnownVector() { // 1h; the subgradient at 0 is 0
        double[] x = {3, -4, 0, 12};
        assertThat(Functions.norm1(x)).isEqualTo(19);
        assertThat(Functions.gradNorm1(x)).containsExactly(1, -1, 0, 1);
    }

    @Test
    void normsPropagateNanAndInfinity() {
        assertThat(Functions.norm1(new double[] {1, Double.NaN})).isNaN();
        assertThat(Functions.squaredNorm2(new double[] {1, Double.NaN})).isNaN();
        assertThat(Functions.gradNorm1(new double[] {Double.NaN})[0]).isNaN();
        assertThat(Functions.norm1(new double[] {Double.NEGATIVE_INFINITY})).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Functions.norm1(new double[0])).isZero();
    }

    @Test
    void diagHasTheVectorOnItsDiagonalAndPlusZeroElsewhere() {
        double[][] diag = Functions.diag(new double[] {2, Double.NaN, -0.0});
        Bits.same("diag", diag, new double[][] {{2, 0, 0}, {0, Double.NaN, 0}, {0, 0, -0.0}});
    }

    @Test
    void sigmoidVectorJacobianIsTheTransposedJacobianTimesV() { // 1m
        SplittableRandom random = new SplittableRandom(11);
        double[] x = Cases.vector(random, 7, 30);
        double[] v = Cases.vector(random, 7, 5);
        double[][] jacobian = Functions.sigmoidJacobian(x);
        double[] product = Functions.sigmoidVectorJacobian(x, v);
        for (int j = 0; j < x.length; j++) {
            double full = Cases.dot(RoundingBounds.column(jacobian, j), v); // all but one product are exact zeros
            assertThat(product[j]).isEqualTo(full);
            assertThat(jacobian[j][j]).isEqualTo(Functions.sigmoidPrime(x[j]));
        }
    }

    @Test
    void sigmoidVectorJacobianRefusesDifferentLengths() {
        assertThatThrownBy(() -> Functions.sigmoidVectorJacobian(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x has 2 elements and v has 3");
    }
}
