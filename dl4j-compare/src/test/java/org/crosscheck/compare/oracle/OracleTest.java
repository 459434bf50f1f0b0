package org.crosscheck.compare.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.numbers.core.DD;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.ReferenceEngine;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The judge judged: its 106 bits against 70 decimal digits. */
class OracleTest {

    private static final Field<BigDecimal> DECIMALS = new Decimals();

    /** What is promised: 100 bits. */
    private static final BigDecimal PROMISED =
            BigDecimal.ONE.divide(BigDecimal.valueOf(2).pow(100), Decimals.DIGITS);

    /** Below this a pair of doubles has no room for a second half: 2^-1074. */
    private static final BigDecimal SMALLEST = new BigDecimal(Double.MIN_VALUE);

    @Test
    void everyQuantityOfTheMlpAndTheFunctionsIsAccurateThroughTheWholeChain() {
        Case given = TestCases.small(60);
        List<String> compared = new ArrayList<>();
        Map<String, Elements<DD>> pairs = Oracle.elements(given.values(), Oracle.FIELD);
        Map<String, Elements<BigDecimal>> decimals = Oracle.elements(given.values(), DECIMALS);
        Field<Magnitude> field = new Magnitude.Numbers();
        Map<String, Elements<Magnitude>> magnitudes = Oracle.elements(given.values(), field);
        for (Step step : Chain.STEPS) {
            boolean cnn = Quantities.find(step.quantity()).orElseThrow().group() == Quantities.Group.CNN;
            if (!cnn && Oracle.extend(pairs, step, Oracle.FIELD, given.sizes())) {
                Oracle.extend(decimals, step, DECIMALS, given.sizes());
                Oracle.extend(magnitudes, step, field, given.sizes());
                for (int i = 0; i < pairs.get(step.quantity()).size(); i++) {
                    String name = step.quantity() + " " + i;
                    assertAccurate(
                            name,
                            pairs.get(step.quantity()).at().apply(i),
                            decimals.get(step.quantity()).at().apply(i),
                            magnitudes.get(step.quantity()).at().apply(i).magnitude());
                }
                compared.add(step.quantity());
            }
        }
        assertThat(compared).hasSize(22);
    }

    static Stream<Step> convolutionSteps() {
        return Chain.STEPS.stream()
                .filter(step -> Quantities.find(step.quantity()).orElseThrow().group() == Quantities.Group.CNN);
    }

    /** Each step from random numbers; of the elements, which are many and long sums, every 37th. */
    @ParameterizedTest
    @MethodSource("convolutionSteps")
    void everyStepOfTheCnnIsAccurate(Step step) {
        SplittableRandom random = new SplittableRandom(61);
        NamedTensors inputs = NamedTensors.NONE;
        for (String key : step.inputs()) {
            int[] shape = Quantities.shape(Quantities.find(key).orElseThrow(), Map.of("images", 1));
            inputs = inputs.with(key, TestCases.tensor(random, shape));
        }
        Field<Magnitude> field = new Magnitude.Numbers();
        var pairs = new Formulas<>(Oracle.FIELD).formula(step.quantity(), Oracle.elements(inputs, Oracle.FIELD));
        var decimals = new Formulas<>(DECIMALS).formula(step.quantity(), Oracle.elements(inputs, DECIMALS));
        var magnitudes = new Formulas<>(field).formula(step.quantity(), Oracle.elements(inputs, field));
        int size = new Elements<>(
                        Quantities.shape(Quantities.find(step.quantity()).orElseThrow(), Map.of("images", 1)), pairs)
                .size();
        IntStream.range(0, size)
                .filter(i -> size < 100 || i % 37 == 0)
                .forEach(i -> assertAccurate(
                        step.quantity() + " " + i,
                        pairs.apply(i),
                        decimals.apply(i),
                        magnitudes.apply(i).magnitude()));
    }

    static Stream<Case> saturatedCases() {
        return Stream.of(1e4, -1e4, 745.0, -745.0)
                .map(logit -> TestCases.of(
                        "logits " + logit,
                        NamedTensors.NONE
                                .with("X", Tensor.matrix(new double[][] {{0.3}, {1e3}}))
                                .with("y", Tensor.vector(new double[] {1, 2}))
                                .with("W1", Tensor.matrix(new double[][] {{1e3}, {0.1}}))
                                .with("b1", Tensor.vector(new double[] {Math.PI, -0.2}))
                                .with("W2", Tensor.matrix(new double[][] {{0.1, 0.2}, {-0.3, 0.4}, {1, 2}}))
                                .with("b2", Tensor.vector(new double[] {logit, 0, 1}))));
    }

    /** The answers as the engine gives them, rounded once: an ulp; below the normal numbers nothing is promised. */
    @ParameterizedTest
    @MethodSource("saturatedCases")
    void theRoundedAnswersAreThoseOfSeventyDigitsWhateverTheLogits(Case given) {
        NamedTensors pairs = new Oracle().solve(given);
        NamedTensors decimals = Oracle.solve(DECIMALS, given);
        assertThat(pairs.keys()).isEqualTo(decimals.keys()).hasSize(14);
        for (String key : pairs.keys()) {
            for (int i = 0; i < pairs.vector(key).length; i++) {
                double exact = decimals.vector(key)[i];
                assertThat(Math.abs(pairs.vector(key)[i] - exact))
                        .as("%s %d of %s", key, i, given.name())
                        .isLessThanOrEqualTo(Math.ulp(exact) + Double.MIN_NORMAL);
            }
        }
    }

    /** What local checks use: one step, or one element of it, from an engine's own doubles. */
    @Test
    void aReplayedStepAndAReplayedElementAreTheSame() {
        Case given = TestCases.small(62);
        NamedTensors inputs = given.values().with(new ReferenceEngine().solve(given));
        for (String key : List.of("ha", "os", "L", "grad_W1", "grad_x", "q1l", "q1m_softmax")) {
            Step step = Chain.step(key, ReferenceEngine.ARITHMETIC);
            Tensor replayed = Oracle.replay(step, inputs, given.sizes());
            for (int i = 0; i < replayed.values().length; i++) {
                assertThat(Oracle.element(step, inputs, i)).isEqualTo(replayed.values()[i]);
            }
        }
    }

    static Stream<Double> angles() {
        SplittableRandom random = new SplittableRandom(63);
        DoubleStream anywhere = random.doubles(40, -1000, 1000);
        DoubleStream multiplesOfPi =
                IntStream.of(1, 2, 3, 7, 100, 355, 100_000, 318_309_886).mapToDouble(k -> k * Math.PI);
        DoubleStream halves = IntStream.of(1, 3, 5, 11, 99_999).mapToDouble(k -> k * (Math.PI / 2));
        DoubleStream extreme = DoubleStream.of(
                1e15,
                -1e15,
                1e15 + 0.125,
                0x1p52,
                1e22,
                6381956970095103.0 * 0x1p797,
                1e-8,
                1e-300,
                -1e-320,
                Double.MIN_VALUE,
                Double.MIN_NORMAL,
                0.0);
        return Stream.of(anywhere, multiplesOfPi, halves, extreme).flatMap(DoubleStream::boxed);
    }

    @ParameterizedTest
    @MethodSource("angles")
    void sineAndCosineAreAccurate(double x) {
        assertFunction("sin " + x, x, Field::sin, Field::sin);
        assertFunction("cos " + x, x, Field::cos, Field::cos);
    }

    static Stream<Double> exponents() {
        SplittableRandom random = new SplittableRandom(64);
        DoubleStream extreme = DoubleStream.of(
                -745.2, -745.1, -744.5, -740, -709, -708.3, -700, 709.7, 1e-17, -1e-17, 1e-300, Double.MIN_VALUE, 0);
        return Stream.of(random.doubles(40, -100, 100), extreme).flatMap(DoubleStream::boxed);
    }

    @ParameterizedTest
    @MethodSource("exponents")
    void theExponentialIsAccurateDownToItsUnderflow(double x) {
        assertFunction("exp " + x, x, Field::exp, Field::exp);
    }

    static Stream<Double> positive() {
        SplittableRandom random = new SplittableRandom(65);
        DoubleStream beside1 =
                DoubleStream.of(1, Math.nextUp(1.0), Math.nextDown(1.0), 1 + 0x1p-40, 1 - 0x1p-30, 1.001, 0.999);
        DoubleStream extreme =
                DoubleStream.of(Double.MIN_VALUE, Double.MIN_NORMAL, 1e-300, 1e300, Double.MAX_VALUE, 2, 10);
        return Stream.of(random.doubles(40, 0, 100), beside1, extreme).flatMap(DoubleStream::boxed);
    }

    @ParameterizedTest
    @MethodSource("positive")
    void theLogarithmIsAccurateNear1AndAtTheEnds(double x) {
        assertFunction("log " + x, x, Field::log, Field::log);
    }

    /** A sum of exponentials may be 1 and a second half far below it. */
    @Test
    void theLogarithmSeesTheSecondHalfOfAPair() {
        for (double tail : new double[] {0x1p-53, -0x1p-54, 1e-20, 1e-30}) {
            DD found = Oracle.FIELD.log(DD.ONE.add(tail));
            BigDecimal exact = DECIMALS.log(BigDecimal.ONE.add(new BigDecimal(tail)));
            // What is asked for is an error small against 1, the magnitude that the logarithm came from.
            assertAccurate("log(1 + " + tail + ")", found, exact, 1);
        }
    }

    @Test
    void whatHasNoValueIsNoNumberAndNoException() {
        for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(Oracle.FIELD.sin(DD.of(none)).hi()).isNaN();
            assertThat(Oracle.FIELD.cos(DD.of(none)).hi()).isNaN();
        }
        assertThat(Oracle.FIELD.exp(DD.of(Double.NaN)).hi()).isNaN();
        assertThat(Oracle.FIELD.exp(DD.of(Double.POSITIVE_INFINITY)).hi()).isInfinite();
        assertThat(Oracle.FIELD.exp(DD.of(Double.NEGATIVE_INFINITY)).hi()).isZero();
        assertThat(Oracle.FIELD.log(DD.of(Double.NaN)).hi()).isNaN();
        assertThat(Oracle.FIELD.log(DD.of(-1)).hi()).isNaN();
        assertThat(Oracle.FIELD.log(DD.of(Double.POSITIVE_INFINITY)).hi()).isInfinite();
        assertThat(Oracle.FIELD.log(DD.ZERO).hi()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @FunctionalInterface
    private interface Operation<T> {
        T apply(Field<T> field, T x);
    }

    private static void assertFunction(String name, double x, Operation<DD> pair, Operation<BigDecimal> decimal) {
        BigDecimal exact = decimal.apply(DECIMALS, new BigDecimal(x));
        assertAccurate(name, pair.apply(Oracle.FIELD, DD.of(x)), exact, 0);
    }

    /** |found - exact| <= 2^-100 max(|exact|, magnitude) + 2^-1074. */
    private static void assertAccurate(String name, DD found, BigDecimal exact, double magnitude) {
        BigDecimal error = found.bigDecimalValue().subtract(exact).abs();
        BigDecimal scale = exact.abs().max(new BigDecimal(magnitude));
        BigDecimal allowed = PROMISED.multiply(scale).add(SMALLEST);
        assertThat(error.round(new MathContext(3))).as(name).isLessThanOrEqualTo(allowed);
    }
}
