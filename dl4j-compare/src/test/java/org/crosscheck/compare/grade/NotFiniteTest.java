package org.crosscheck.compare.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;

/** NaN and infinities never pass; where they come from is said, once. */
class NotFiniteTest {

    /** Logits of some hundreds and thousands: exponentials overflow, others underflow. */
    private static final Case LARGE = large();

    private static final Marker MARKER = new Marker(LARGE, Rubric.standard());

    private static Case large() {
        NamedTensors given = TestCases.mlp(50, 6, 5, 3, 7).values();
        return TestCases.of("large", given.with("W2", TestCases.map(given.get("W2"), w -> 1000 * w)));
    }

    /** The chain with some arrays as somebody computed them, each later step computed rightly from what is there. */
    private static NamedTensors chain(Case given, Map<String, Tensor> fixed) {
        NamedTensors known = given.values();
        for (Step step : Chain.STEPS) {
            if (fixed.containsKey(step.quantity())) {
                known = known.with(step.quantity(), fixed.get(step.quantity()));
            } else if (known.hasAll(step.inputs()) && !known.has(step.quantity())) {
                known = known.with(step.quantity(), step.replay().apply(known));
            }
        }
        return known.without(given.values().keys());
    }

    /** exp(o^a - shift) over its row's sum. */
    private static Tensor softmax(NamedTensors right, double shift) {
        Tensor oa = right.get("oa");
        int m = oa.shape()[1];
        Tensor os = TestCases.map(oa, z -> Math.exp(z - shift));
        double[] sums = IntStream.range(0, oa.shape()[0])
                .mapToDouble(row -> IntStream.range(0, m)
                        .mapToDouble(k -> os.values()[row * m + k])
                        .sum())
                .toArray();
        for (int i = 0; i < os.values().length; i++) {
            os.values()[i] /= sums[i / m];
        }
        return os;
    }

    /** -log o^s_y. */
    private static Tensor loss(Tensor os, Case given) {
        int m = os.shape()[1];
        double[] y = given.values().vector("y");
        return Tensor.vector(IntStream.range(0, y.length)
                .mapToDouble(e -> -Math.log(os.values()[e * m + (int) y[e] - 1]))
                .toArray());
    }

    private static void hasOneCause(Case given, NamedTensors answers, String id) {
        Marks marks = new Marker(given, Rubric.standard()).mark(Student.submission(answers));
        assertThat(marks.entered()).as(marks.items().toString()).singleElement().satisfies(mark -> assertThat(
                        mark.findings())
                .extracting(Finding::id)
                .containsExactly(id));
        assertThat(marks.items())
                .filteredOn(mark -> mark.outcome() == Outcome.NOT_FINITE)
                .isNotEmpty()
                .allSatisfy(mark -> assertThat(mark.points()).isZero());
    }

    private static NamedTensors answers(double shift) {
        Tensor os = softmax(Chain.solve(LARGE.values()), shift);
        return chain(LARGE, Map.of("os", os, "L", loss(os, LARGE)));
    }

    @Test
    void aSoftmaxThatOverflowsIsNamedOnce() {
        hasOneCause(LARGE, answers(0), "os.overflow");
    }

    @Test
    void theMaximumOfTheWholeBatchIsNamedWhereRowsUnderflow() {
        double max = max(Chain.solve(LARGE.values()).vector("oa"));
        hasOneCause(LARGE, answers(max), "os.batch-maximum");
    }

    /** In an ordinary case it is the softmax: nothing is to be said. */
    @Test
    void theMaximumOfTheWholeBatchIsRightWhereNothingUnderflows() {
        Case given = TestCases.mlp(50, 6, 5, 3, 7);
        NamedTensors right = Chain.solve(given.values());
        Tensor os = softmax(right, max(right.vector("oa")));
        Marks marks = new Marker(given, Rubric.standard())
                .mark(Student.submission(chain(given, Map.of("os", os, "L", loss(os, given)))));
        assertThat(marks.agrees()).as(marks.items().toString()).isTrue();
    }

    @Test
    void theLogarithmOfAProbabilityThatUnderflowsIsNamed() {
        NamedTensors right = Chain.solve(LARGE.values());
        hasOneCause(LARGE, chain(LARGE, Map.of("L", loss(right.get("os"), LARGE))), "L.log-of-zero");
    }

    @Test
    void theLossOfExponentialsThatOverflowIsNamed() {
        NamedTensors right = Chain.solve(LARGE.values());
        double[][] oa = right.rows("oa");
        double[] y = LARGE.values().vector("y");
        Tensor loss = Tensor.vector(IntStream.range(0, y.length)
                .mapToDouble(e -> Math.log(IntStream.range(0, 3)
                                .mapToDouble(k -> Math.exp(oa[e][k]))
                                .sum())
                        - oa[e][(int) y[e] - 1])
                .toArray());
        hasOneCause(LARGE, chain(LARGE, Map.of("L", loss)), "L.overflow");
    }

    /** The logarithm of a negative number: the loss is no second error. */
    @Test
    void whatFollowsFromWrongNumbersIsNoSecondError() {
        Case given = TestCases.mlp(50, 6, 5, 3, 7);
        NamedTensors right = Chain.solve(given.values());
        double[][] oa = right.rows("oa");
        Tensor os = Tensor.zeros(7, 3);
        for (int i = 0; i < 21; i++) {
            os.values()[i] = oa[i / 3][i % 3] / (oa[i / 3][0] + oa[i / 3][1] + oa[i / 3][2]);
        }
        hasOneCause(given, chain(given, Map.of("os", os, "L", loss(os, given))), "os.no-exponential");
    }

    @Test
    void nanOfAnotherPatternIsNotExplained() {
        NamedTensors right = Chain.solve(LARGE.values());
        DoubleUnaryOperator first = x -> x == right.vector("os")[0] ? Double.NaN : x;
        Marks marks = MARKER.mark(Student.submission(right.with("os", TestCases.map(right.get("os"), first))));
        assertThat(marks.entered()).singleElement().satisfies(mark -> {
            assertThat(mark.outcome()).isEqualTo(Outcome.NOT_FINITE);
            assertThat(mark.findings()).isEmpty();
        });
    }

    private static double max(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .max()
                .orElseThrow();
    }
}
