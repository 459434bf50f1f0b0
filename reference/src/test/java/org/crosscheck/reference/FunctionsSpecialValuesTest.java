package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bits that the scalar functions return at zeros, infinities, NaN and where exp overflows or underflows. */
class FunctionsSpecialValuesTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double LN_2 = 0x1.62e42fefa39efp-1; // the double nearest to 0.693147180559945309417

    static Stream<Arguments> table() {
        return Stream.of(
                row("sigmoid", Functions::sigmoid, 0, 0.5, 0.5, 1),
                row("sigmoidPrime", Functions::sigmoidPrime, 0, 0.25, 0.25, 0),
                row("tanh", Functions::tanh, -1, -0.0, 0, 1),
                row("softplus", Functions::softplus, 0, LN_2, LN_2, INF),
                row("logSigmoid", Functions::logSigmoid, -INF, -LN_2, -LN_2, -0.0),
                row("sign", Functions::sign, -1, 0, 0, 1),
                row("heaviside", Functions::heaviside, 0, 0.5, 0.5, 1),
                row("rectifier", Functions::rectifier, 0, 0, 0, INF),
                row("rectifierPrime", Functions::rectifierPrime, 0, 0, 0, 1));
    }

    private static Arguments row(
            String name, DoubleUnaryOperator f, double atMinusInf, double atMinus0, double at0, double atInf) {
        return Arguments.of(name, f, new double[] {atMinusInf, atMinus0, at0, atInf, Double.NaN});
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void valuesAtMinusInfinityMinusZeroZeroInfinityAndNan(String name, DoubleUnaryOperator f, double[] expected) {
        double[] actual = {
            f.applyAsDouble(-INF),
            f.applyAsDouble(-0.0),
            f.applyAsDouble(0),
            f.applyAsDouble(INF),
            f.applyAsDouble(Double.NaN)
        };
        Bits.same(name, actual, expected);
    }

    @Test
    void softplusIsExactWhereTheExponentialIsBelowHalfAnUlpOrUnderflows() {
        assertThat(Functions.softplus(800)).isEqualTo(800);
        assertThat(Functions.softplus(Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
        assertThat(Functions.softplus(-800)).isZero(); // e^-800 = 3.7e-348, below half of 2^-1074
        assertThat(Functions.softplus(-745)).isEqualTo(Double.MIN_VALUE); // e^-745 = 5.0e-324
        assertThat(Functions.logSigmoid(-800)).isEqualTo(-800);
        assertThat(Functions.logSigmoid(800)).isZero();
    }

    @Test
    void sigmoidUnderflowsOnlyWhereItsValueDoes() {
        assertThat(Functions.sigmoid(-800)).isZero(); // 3.7e-348
        assertThat(Functions.sigmoid(-746)).isZero(); // 1.04e-324, less than half of 2^-1074 = 4.94e-324
        assertThat(Functions.sigmoid(-745)).isEqualTo(Double.MIN_VALUE); // 5.01e-324
        RoundingBounds.within("sigma(-709)", Functions.sigmoid(-709), 1.216780750623423e-308, Math.ulp(1.2e-308));
        RoundingBounds.within("sigma(-37)", Functions.sigmoid(-37), 8.533047625744065e-17, Math.ulp(8.5e-17));
    }

    @Test
    void sigmoidReachesOneWhereTheExponentialIsLostBesideOne() {
        assertThat(Functions.sigmoid(36)).isEqualTo(Math.nextDown(Math.nextDown(1.0))); // 1 - 2.32e-16, ulp 1.11e-16
        assertThat(Functions.sigmoid(37)).isEqualTo(1); // 1 - 8.5e-17; 1 + e^-37 rounds to 1
        assertThat(Functions.sigmoid(745)).isEqualTo(1);
        assertThat(Functions.sigmoidPrime(745)).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void derivativesAreOneSidedValuesNextToTheKinksAtZero() {
        double least = Double.MIN_VALUE;
        assertThat(Functions.rectifier(least)).isEqualTo(least);
        assertThat(Functions.rectifier(-least)).isZero();
        assertThat(Functions.rectifierPrime(least)).isEqualTo(1);
        assertThat(Functions.rectifierPrime(-least)).isZero();
        assertThat(Functions.sign(least)).isEqualTo(1);
        assertThat(Functions.sign(-least)).isEqualTo(-1);
        assertThat(Functions.heaviside(least)).isEqualTo(1);
        assertThat(Functions.heaviside(-least)).isZero();
    }

    @Test
    void indicatorIsOneWhereTheConditionHoldsAndElseZero() {
        assertThat(Functions.indicator(true)).isEqualTo(1);
        assertThat(Functions.indicator(false)).isZero();
    }
}
