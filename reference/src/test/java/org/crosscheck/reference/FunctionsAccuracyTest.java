package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scalar functions against 40-digit arithmetic, over the whole range in which exp is neither 0 nor infinite. The
 * derivatives are checked here too: the exact ones are quotients of exponentials, not products of sigmoids.
 *
 * <p>The allowed error counts the roundings on the way, exp and log1p with two each (1 ulp is at most 2 u), tanh with
 * five: sigmoid exp, 1 + e, the quotient; sigmoidPrime two sigmoids, whose errors in e enter with (1 - e) / (1 + e) at
 * most 1, and their product; softplus exp, log1p, the sum. The largest errors over 10^5 arguments drawn as here were
 * 2.8 u, 4.6 u, 2.6 u and 2.0 u (softplus).
 */
class FunctionsAccuracyTest {

    private static final long SEED = 20240314;
    private static final int ARGUMENTS = 4000;

    static Stream<Arguments> functions() {
        return Stream.of(
                row("sigmoid", Functions::sigmoid, Exact::sigmoid, 4, 1),
                row("sigmoidPrime", Functions::sigmoidPrime, Exact::sigmoidPrime, 7, 2),
                row("tanh", Functions::tanh, Exact::tanh, 5, 0),
                row("softplus", Functions::softplus, Exact::softplus, 5, 1),
                row("logSigmoid", Functions::logSigmoid, x -> Exact.softplus(-x).negate(), 5, 1));
    }

    private static Arguments row(
            String name, DoubleUnaryOperator f, DoubleFunction<BigDecimal> exact, int roundings, int underflows) {
        return Arguments.of(name, roundings, underflows, f, exact);
    }

    @ParameterizedTest(name = "{0} within {1} u and {2} eta")
    @MethodSource("functions")
    void errorIsWithinItsRoundings(
            String name, int roundings, int underflows, DoubleUnaryOperator f, DoubleFunction<BigDecimal> exact) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < ARGUMENTS; i++) {
            double x = i % 2 == 0 ? random.nextDouble(-750, 750) : random.nextDouble(-4, 4);
            BigDecimal value = exact.apply(x);
            double error =
                    value.subtract(new BigDecimal(f.applyAsDouble(x))).abs().doubleValue();
            double allowed = roundings * RoundingBounds.U * value.abs().doubleValue() + underflows * RoundingBounds.ETA;
            RoundingBounds.within(name + "(" + x + ") error, seed " + SEED, error, 0, allowed);
        }
    }

    @Test
    void exactExponentialAndLogarithmGiveKnownDigits() {
        MathContext digits = new MathContext(30);
        assertThat(Exact.exp(1).round(digits)).isEqualByComparingTo("2.71828182845904523536028747135");
        assertThat(Exact.exp(-40).round(digits)).isEqualByComparingTo("4.24835425529158899532923478286E-18");
        assertThat(Exact.log1p(BigDecimal.ONE).round(digits)).isEqualByComparingTo("0.693147180559945309417232121458");
        assertThat(Exact.log1p(new BigDecimal("1e-16")).round(digits))
                .isEqualByComparingTo("9.99999999999999950000000000000E-17");
    }
}
