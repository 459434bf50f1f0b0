package org.crosscheck.compare.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any case: the smallest and large networks, and numbers at the ends of what a double can hold. */
class EdgeCasesTest {

    static Stream<Case> cases() {
        return Stream.of(
                TestCases.mlp(90, 1, 1, 1, 1),
                TestCases.mlp(91, 1, 1, 1, 6),
                TestCases.mlp(92, 1, 1, 2, 1),
                TestCases.mlp(93, 1, 5, 3, 4),
                TestCases.mlp(94, 5, 1, 3, 4),
                TestCases.mlp(95, 5, 4, 1, 3),
                TestCases.mlp(96, 5, 4, 3, 1),
                TestCases.mlp(97, 20, 1000, 3, 2),
                TestCases.mlp(98, 3, 4, 1000, 2),
                TestCases.mlp(99, 1000, 3, 4, 2),
                TestCases.mlp(100, 3, 4, 3, 500),
                changed(101, "inputs of 1e3", "X", value -> 1e3 * value),
                changed(102, "hidden weights of 1e3", "W1", value -> 1e3 * value),
                changed(103, "output weights of 1e3", "W2", value -> 1e3 * value),
                changed(104, "inputs of 1e-300", "X", value -> 1e-300 * value),
                changed(105, "subnormal inputs", "X", value -> 1e-310 * value),
                changed(106, "subnormal output weights", "W2", value -> 1e-310 * value),
                changed(107, "zero hidden weights", "W1", value -> 0),
                changed(108, "minus zero inputs", "X", value -> -0.0),
                changed(109, "zero output weights", "W2", value -> 0),
                changed(110, "the same class everywhere", "y", value -> 1),
                withLogits(111, "saturated logits", 1e4, -1e4, 0),
                withLogits(112, "saturated logits, the class below", -1e4, 1e4, 1e4),
                withLogits(113, "equal logits", 5, 5, 5),
                withLogits(114, "logits of 1e4 and 1", 1e4, 1e4 + 1, 1e4 - 1),
                functions("t at the ends", 800, -800, 745.1, -745.2, 709.7, -709.8, 0.0, -0.0),
                functions("t beyond", 1e15, -1e15, 1e300, -1e300, Double.MAX_VALUE, -Double.MAX_VALUE),
                functions("subnormal t", Double.MIN_VALUE, -Double.MIN_VALUE, 1e-310, -1e-310, Double.MIN_NORMAL),
                functions("one t", 0.5),
                logits("one x", 0.5),
                logits("saturated x", 1e4, -1e4, 0),
                logits("equal x", 7, 7, 7, 7),
                logits("subnormal x", Double.MIN_VALUE, -0.0, 0.0),
                logits("x of 1e3", 1e3, -1e3, 999));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyQuestionHoldsOnAnyCase(Case given) {
        Evidence evidence = new Evidence(given);
        List<String> alarms = new ArrayList<>();
        int checks = 0;
        for (Question question : Catalogue.QUESTIONS) {
            for (Check check : question.checks()) {
                boolean independent = check.needs() == Quantities.Group.SHAPES;
                if (independent || !given.has(check.needs())) {
                    continue;
                }
                checks++;
                Agreement found = Verification.outcome(check, evidence);
                if (found.verdict() == Verdict.DISAGREE || found.verdict() == Verdict.ERROR) {
                    alarms.add(question.id() + " " + check.name() + ": " + found);
                }
                // Where no bound is finite or small enough the verdict says why.
                assertThat(found.agrees() || found.reason() != null).isTrue();
            }
        }
        assertThat(alarms).isEmpty();
        assertThat(checks).isPositive();
    }

    /** On these nothing is even ill-conditioned, in the checks that gate. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 6, 11, 21})
    void ordinaryExtremesAgreeStepByStep(int index) {
        Case given = cases().toList().get(index);
        Evidence evidence = new Evidence(given);
        assertThat(Catalogue.QUESTIONS.stream()
                        .flatMap(question -> question.checks().stream())
                        .filter(check -> check.kind() == Kind.LOCAL && check.needs() == Quantities.Group.MLP)
                        // DL4J takes -log of a probability that may be 0: infinite, and so ill-conditioned.
                        .filter(check -> !(check.right().equals("dl4j")
                                && List.of("L", "R").contains(check.quantity())))
                        .map(check -> Verification.outcome(check, evidence)))
                .isNotEmpty()
                .allSatisfy(found ->
                        assertThat(found.verdict()).as(found.toString()).isEqualTo(Verdict.AGREE));
    }

    static Stream<Arguments> rowsBelow() {
        return Stream.of(
                Arguments.of("one class, one example", new double[] {-746}, 1),
                Arguments.of("one class, one example", new double[] {-1e4}, 1),
                Arguments.of("two examples", new double[] {-746, -747}, 2),
                Arguments.of("three classes", new double[] {-1e4, -1e4 - 1, -1e4 - 2}, 3),
                Arguments.of("digits are lost before", new double[] {-740, -741}, 2));
    }

    /**
     * A finding, and no false alarm: ND4J 1.0.0-M2.1 shifts the logits of a softmax by max(0, max z), so a row far below
     * 0 loses its digits to underflow and is 0 / 0 below -745. The other three witnesses hold, and the judge says who is
     * wrong. When this test fails after an upgrade, ND4J has been repaired: take SoftmaxDefect out.
     */
    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("rowsBelow")
    void dl4jsSoftmaxOfARowFarBelowZeroIsWrongAndFoundGuilty(String name, double[] logits, int n) {
        Case given = withBias(TestCases.mlp(115, 2, 2, logits.length, n), logits);
        Evidence evidence = new Evidence(given);
        for (String witness : List.of("detailed", "samediff")) {
            assertThat(FirstFailure.of(evidence, witness)).as(witness).isEmpty();
        }
        assertThat(StepChecks.local(evidence, "os", "oracle", "reference").verdict())
                .isEqualTo(Verdict.AGREE);
        Agreement found = StepChecks.local(evidence, "os", "reference", "dl4j");
        assertThat(found.verdict()).isEqualTo(Verdict.DISAGREE);
        assertThat(found.guilty()).isEqualTo("right");
        assertThat(FirstFailure.of(evidence, "dl4j").orElseThrow().quantity()).isEqualTo("os");
    }

    /** Nor is it softened to a row that underflows beside a larger logit: there DL4J is right. */
    @Test
    void dl4jsSoftmaxOfARowThatIsNotAllFarBelowZeroIsRight() {
        Case given = withBias(TestCases.mlp(116, 2, 2, 3, 2), 0.5, -1e4, -1e4);
        assertThat(StepChecks.local(new Evidence(given), "os", "reference", "dl4j")
                        .verdict())
                .isEqualTo(Verdict.AGREE);
    }

    private static Case changed(long seed, String name, String key, DoubleUnaryOperator change) {
        NamedTensors values = TestCases.mlp(seed, 4, 3, 3, 5).values();
        return TestCases.of(name, values.with(key, TestCases.map(values.get(key), change)));
    }

    private static Case withLogits(long seed, String name, double... logits) {
        Case given = TestCases.mlp(seed, 4, 5, logits.length, 6);
        Tensor none = TestCases.map(given.values().get("W2"), value -> 1e-3 * value);
        return TestCases.of(name, withBias(given, logits).values().with("W2", none));
    }

    private static Case withBias(Case given, double... b2) {
        return TestCases.of(
                "logits about " + Arrays.toString(b2), given.values().with("b2", Tensor.vector(b2)));
    }

    private static Case functions(String name, double... t) {
        SplittableRandom random = new SplittableRandom(117);
        return TestCases.of(
                name,
                NamedTensors.NONE
                        .with("t", Tensor.vector(t))
                        .with("x", TestCases.tensor(random, 4))
                        .with("v", TestCases.tensor(random, 4)));
    }

    private static Case logits(String name, double... x) {
        return TestCases.of(
                name,
                NamedTensors.NONE
                        .with("t", Tensor.vector(new double[] {0.5}))
                        .with("x", Tensor.vector(x))
                        .with("v", TestCases.tensor(new SplittableRandom(118), x.length)));
    }
}
