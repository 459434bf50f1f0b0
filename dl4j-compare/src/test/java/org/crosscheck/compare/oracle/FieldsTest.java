package org.crosscheck.compare.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.numbers.core.DD;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.ReferenceEngine;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The other kinds of number: derivatives against known ones, counts by hand, the text of a trace by hand. */
class FieldsTest {

    private static final Dual.Numbers<DD> DUAL = new Dual.Numbers<>(Oracle.FIELD);

    private static final Dual<DD> X = new Dual<>(DD.of(0.75), DD.ONE);

    private static final Dual<DD> THREE = DUAL.of(3);

    static Stream<Arguments> derivatives() {
        double x = 0.75;
        return Stream.of(
                derivative("x + 3", n -> DUAL.add(n, THREE), 1),
                derivative("x - 3", n -> DUAL.subtract(n, THREE), 1),
                derivative("3 - x", n -> DUAL.subtract(THREE, n), -1),
                derivative("x x", n -> DUAL.multiply(n, n), 2 * x),
                derivative("3 x", n -> DUAL.multiply(THREE, n), 3),
                derivative("x / 3", n -> DUAL.divide(n, THREE), 1 / 3.0),
                derivative("3 / x", n -> DUAL.divide(THREE, n), -3 / (x * x)),
                derivative("x / x", n -> DUAL.divide(n, n), 0),
                derivative("sin x", DUAL::sin, StrictMath.cos(x)),
                derivative("cos x", DUAL::cos, -StrictMath.sin(x)),
                derivative("exp x", DUAL::exp, StrictMath.exp(x)),
                derivative("log x", DUAL::log, 1 / x),
                derivative("sin(x x)", n -> DUAL.sin(DUAL.multiply(n, n)), 2 * x * StrictMath.cos(x * x)),
                derivative("log(sin x)", n -> DUAL.log(DUAL.sin(n)), StrictMath.cos(x) / StrictMath.sin(x)),
                derivative("exp(1 / x)", n -> DUAL.exp(DUAL.divide(DUAL.of(1), n)), -StrictMath.exp(1 / x) / (x * x)),
                derivative("a constant", n -> DUAL.sin(THREE), 0));
    }

    private static Arguments derivative(String name, UnaryOperator<Dual<DD>> function, double known) {
        return Arguments.of(name, function, known);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("derivatives")
    void dualNumbersDeriveByTheChainRule(String name, UnaryOperator<Dual<DD>> function, double known) {
        double found = Oracle.FIELD.toDouble(function.apply(X).derivative());
        assertThat(found).as(name).isCloseTo(known, within(4 * Math.ulp(known)));
    }

    /** S(x) at two equal logits is (1/2, 1/2), its Jacobian (1/4, -1/4; -1/4, 1/4). */
    @Test
    void theDirectionalDerivativeOfASoftmaxIsItsJacobiansColumn() {
        Tensor x = Tensor.vector(new double[] {2, 2});
        Tensor along = Tensor.vector(new double[] {1, 0});
        assertThat(Directional.ofFunction("softmax", x, along, 2).values()).containsExactly(0.25, -0.25);
    }

    /** sigma'(x_i) v_i: n products. Through the Jacobian: n^2 products and n (n - 1) sums. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 2, 6", "5, 5, 45", "64, 64, 8128"})
    void theOperationsOfTheSigmoidsProductAreCounted(int n, int direct, int throughJacobian) {
        assertThat(Counting.product("q1m_sigmoid", n)).isEqualTo(direct);
        assertThat(Counting.throughJacobian("q1m_sigmoid", n)).isEqualTo(throughJacobian);
    }

    /**
     * S_i (v_i - sum_j S_j v_j): n products and n - 1 sums, then n differences and n products. Through the Jacobian: a
     * product and a difference for each of n^2 elements, then n^2 products and n (n - 1) sums.
     */
    @ParameterizedTest
    @CsvSource({"1, 3, 3", "2, 7, 14", "5, 19, 95", "64, 255, 16320"})
    void theOperationsOfTheSoftmaxsProductAreCounted(int n, int direct, int throughJacobian) {
        assertThat(Counting.product("q1m_softmax", n)).isEqualTo(direct);
        assertThat(Counting.throughJacobian("q1m_softmax", n)).isEqualTo(throughJacobian);
    }

    @Test
    void aTraceNamesEachTermAndItsValue() {
        NamedTensors inputs = NamedTensors.NONE
                .with("grad_ha", Tensor.matrix(new double[][] {{1, 2, 3}, {4, 5, 6}}))
                .with("X", Tensor.matrix(new double[][] {{0.5, -1}, {0.25, 2}}));
        Trace trace = trace("grad_W1", inputs, 5);
        assertThat(trace.text()).isEqualTo("(a sum of 2 terms) / 2");
        assertThat(trace.divisor()).isEqualTo(2);
        assertThat(trace.value()).isEqualTo((3 * -1 + 6 * 2) / 2.0);
        assertThat(trace.terms())
                .extracting(Trace::text)
                .containsExactly("grad_ha[0, 2] X[0, 1]", "grad_ha[1, 2] X[1, 1]");
        assertThat(trace.terms()).extracting(Trace::value).containsExactly(-3.0, 12.0);
    }

    @Test
    void aTraceOfAProductHasNoTerms() {
        NamedTensors inputs = NamedTensors.NONE
                .with("grad_hs", Tensor.matrix(new double[][] {{2, 3}}))
                .with("ha", Tensor.matrix(new double[][] {{0, 1}}));
        Trace trace = trace("grad_ha", inputs, 1);
        assertThat(trace.text()).isEqualTo("grad_hs[0, 1] cos(ha[0, 1])");
        assertThat(trace.terms()).isEmpty();
        assertThat(trace.value()).isEqualTo(3 * StrictMath.cos(1));
    }

    @Test
    void aTraceOfABiasedSumBeginsWithTheBias() {
        NamedTensors inputs = NamedTensors.NONE
                .with("X", Tensor.matrix(new double[][] {{7, 8}}))
                .with("W1", Tensor.matrix(new double[][] {{1, 2}, {3, 4}}))
                .with("b1", Tensor.vector(new double[] {0.5, 0.25}));
        Trace trace = trace("ha", inputs, 1);
        assertThat(trace.terms())
                .extracting(Trace::text)
                .containsExactly("b1[1]", "W1[1, 0] X[0, 0]", "W1[1, 1] X[0, 1]");
        assertThat(trace.value()).isEqualTo(0.25 + 21 + 32);
    }

    @Test
    void aTraceSaysWhatIsSubtracted() {
        NamedTensors inputs = NamedTensors.NONE
                .with("os", Tensor.matrix(new double[][] {{0.25, 0.75}}))
                .with("y", Tensor.vector(new double[] {2}));
        assertThat(trace("grad_oa", inputs, 1).text()).isEqualTo("(os[0, 1] - 1)");
        assertThat(trace("grad_oa", inputs, 0).text()).isEqualTo("(os[0, 0] - 0)");
    }

    /** Whatever kind of number carries it, a formula's value is the same. */
    @Test
    void allKindsOfNumberGiveTheSameValue() {
        NamedTensors inputs = NamedTensors.NONE
                .with("oa", Tensor.matrix(new double[][] {{1, -2, 0.5}}))
                .with("y", Tensor.vector(new double[] {2}));
        double pair = Oracle.element(Chain.step("L", ReferenceEngine.ARITHMETIC), inputs, 0);
        Map<String, Elements<Dual<DD>>> duals = Oracle.elements(inputs, DUAL);
        double dual = DUAL.toDouble(new Formulas<>(DUAL).formula("L", duals).apply(0));
        assertThat(dual).isEqualTo(pair);
        assertThat(trace("L", inputs, 0).value()).isCloseTo(pair, within(4 * Math.ulp(pair)));
    }

    private static Trace trace(String quantity, NamedTensors inputs, int position) {
        Step step = Chain.step(quantity, ReferenceEngine.ARITHMETIC);
        return Trace.of(step, inputs, position);
    }
}
