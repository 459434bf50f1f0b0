package org.crosscheck.compare.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Carried forward: points for what a student's own inputs show, and for nothing else. */
class CarriedForwardTest {

    private static final Case GIVEN = TestCases.mlp(50, 6, 5, 3, 7);
    private static final NamedTensors RIGHT = Student.right(GIVEN, 1);
    private static final Marker MARKER = new Marker(GIVEN, Rubric.standard());

    private static Marks mark(NamedTensors answers) {
        return MARKER.mark(Student.submission(answers));
    }

    private static Mark item(Marks marks, String key) {
        return marks.items().stream()
                .filter(mark -> mark.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> entered(Marks marks) {
        return marks.entered().stream()
                .flatMap(mark -> mark.findings().stream())
                .map(Finding::id)
                .toList();
    }

    /** The chain from arrays that are fixed, each step computed rightly from what is there. */
    private static NamedTensors chain(Map<String, Tensor> fixed) {
        NamedTensors known = GIVEN.values();
        for (Step step : Chain.STEPS) {
            if (fixed.containsKey(step.quantity())) {
                known = known.with(step.quantity(), fixed.get(step.quantity()));
            } else if (known.hasAll(step.inputs())) {
                known = known.with(step.quantity(), step.replay().apply(known));
            }
        }
        return known.without(GIVEN.values().keys());
    }

    /** Which items must not earn anything, by what was handed in for a whole array. */
    static Stream<Arguments> trivialChains() {
        return Stream.of(
                Arguments.of("ha = 0", "ha", (DoubleUnaryOperator) x -> 0, List.of("ha", "hs", "grad_ha", "oa")),
                Arguments.of("hs = 0", "hs", (DoubleUnaryOperator) x -> 0, List.of("hs", "oa", "grad_W2")),
                Arguments.of("oa = 0", "oa", (DoubleUnaryOperator) x -> 0, List.of("oa", "os", "L", "R")),
                Arguments.of("oa = 5", "oa", (DoubleUnaryOperator) x -> 5, List.of("oa", "os", "L", "R")),
                Arguments.of("os = 1/m", "os", (DoubleUnaryOperator) x -> 1 / 3.0, List.of("os", "L", "R")),
                Arguments.of("L = 1", "L", (DoubleUnaryOperator) x -> 1, List.of("L", "R")),
                Arguments.of("L = 0", "L", (DoubleUnaryOperator) x -> 0, List.of("L", "R")),
                Arguments.of(
                        "grad_oa = 0",
                        "grad_oa",
                        (DoubleUnaryOperator) x -> 0,
                        List.of("grad_oa", "grad_W2", "grad_b2", "grad_hs", "grad_ha", "grad_W1", "grad_b1", "grad_x")),
                Arguments.of("grad_oa = 1", "grad_oa", (DoubleUnaryOperator) x -> 1, List.of("grad_oa", "grad_b2")),
                Arguments.of(
                        "grad_hs = 0",
                        "grad_hs",
                        (DoubleUnaryOperator) x -> 0,
                        List.of("grad_hs", "grad_ha", "grad_x")),
                Arguments.of("grad_ha = 1", "grad_ha", (DoubleUnaryOperator) x -> 1, List.of("grad_ha", "grad_b1")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trivialChains")
    void whatTrivialArraysWouldHideEarnsNothing(String name, String key, DoubleUnaryOperator f, List<String> nothing) {
        Map<String, Tensor> fixed = new LinkedHashMap<>(Map.of(key, TestCases.map(RIGHT.get(key), f)));
        if (key.equals("os")) { // whose logarithm it is, not taken from the logits
            fixed.put("L", TestCases.map(RIGHT.get("L"), x -> Math.log(3)));
        }
        Marks marks = mark(chain(fixed));
        for (String item : nothing) {
            assertThat(item(marks, item).points())
                    .as(item(marks, item).toString())
                    .isZero();
        }
        assertThat(entered(marks).stream().filter(id -> !id.startsWith(key + ".")))
                .as("shadows")
                .isEmpty();
    }

    @Test
    void aRefusalSaysWhyAndIsNoSecondError() {
        Marks marks = mark(chain(Map.of("ha", Tensor.zeros(7, 5))));
        Mark hs = item(marks, "hs");
        assertThat(hs.outcome()).isEqualTo(Outcome.UNSHOWN);
        assertThat(hs.note()).contains("follows from your own ha", "identity", "earns nothing");
        assertThat(hs.root()).isEqualTo("ha");
        assertThat(item(marks, "grad_ha").note()).contains("no-cosine");
        assertThat(marks.entered()).extracting(Mark::key).containsExactly("ha");
    }

    /** One row for all examples: which of them is taken, or their mean, cannot be seen; what is computed row by row can. */
    @Test
    void oneRepeatedRowShowsStepsWithinARowAlone() {
        Tensor ha = Tensor.zeros(7, 5);
        for (int i = 0; i < 35; i++) {
            ha.values()[i] = RIGHT.vector("ha")[i % 5];
        }
        Tensor loss = TestCases.map(RIGHT.get("L"), x -> 0.7);
        Marks marks = mark(chain(Map.of("ha", ha, "L", loss)));
        assertThat(item(marks, "hs").outcome()).isEqualTo(Outcome.CARRIED);
        assertThat(item(marks, "R").points()).isZero();
    }

    @Test
    void aWrongArrayThatHidesNothingIsCarriedForwardAsBefore() {
        for (String id :
                List.of("grad_oa.no-onehot", "grad_ha.no-cosine", "hs.identity", "hs.rectifier", "oa.no-bias")) {
            Marks marks = mark(Student.wrong(GIVEN, 3, KnownMistakes.find(id).orElseThrow()));
            assertThat(marks.items())
                    .as(id)
                    .filteredOn(mark -> !id.startsWith(mark.key() + "."))
                    .extracting(Mark::outcome)
                    .containsOnly(Outcome.AGREE, Outcome.CARRIED);
        }
    }

    private static Tensor onehot() {
        Tensor onehot = Tensor.zeros(7, 3);
        for (int e = 0; e < 7; e++) {
            onehot.values()[e * 3 + (int) GIVEN.values().vector("y")[e] - 1] = 1;
        }
        return onehot;
    }

    /** o^s = onehot(y), with which everything behind it is 0. */
    @Test
    void probabilitiesThatAreTheClassesEarnNothingForZeros() {
        Marks marks = mark(chain(Map.of("os", onehot(), "L", Tensor.zeros(7))));
        for (String item : List.of(
                "os", "L", "R", "grad_oa", "grad_W2", "grad_b2", "grad_hs", "grad_ha", "grad_W1", "grad_b1",
                "grad_x")) {
            assertThat(item(marks, item).points())
                    .as(item(marks, item).toString())
                    .isZero();
        }
    }

    /** The sine of nearly 0 is nearly the same number. */
    @ParameterizedTest
    @CsvSource({"1e-9", "1e-12"})
    void whereTheSineIsTheIdentityItShowsNothingAndNothingIsOverwritten(double size) {
        Marks marks = mark(chain(Map.of("ha", TestCases.map(RIGHT.get("ha"), x -> size * x))));
        assertThat(item(marks, "hs").points() + item(marks, "grad_ha").points()).isZero();
        assertThat(entered(marks)).noneMatch(id -> id.contains("overwritten"));
        assertThat(marks.entered()).extracting(Mark::key).containsExactly("ha");
    }

    /** A single number that is not 0, and the classes in place of other rows, are inputs that show little. */
    @Test
    void oneNumberThatIsNot0ShowsNothingOfTheActivation() {
        Marks marks = mark(chain(Map.of("ha", TestCases.with(Tensor.zeros(7, 5), 0, 0.3))));
        assertThat(item(marks, "hs").points() + item(marks, "grad_ha").points()).isZero();
    }

    /** Whoever takes the loss from probabilities that sum to 1 adds up no exponentials, and need not show it. */
    @Test
    void aLossFromOwnProbabilitiesIsCarriedForward() {
        NamedTensors negative =
                Student.wrong(GIVEN, 1, KnownMistakes.find("os.negative").orElseThrow());
        Tensor loss = Tensor.zeros(7);
        for (int e = 0; e < 7; e++) {
            loss.values()[e] =
                    -Math.log(negative.rows("os")[e][(int) GIVEN.values().vector("y")[e] - 1]);
        }
        Marks marks = mark(chain(Map.of("os", negative.get("os"), "L", loss)));
        assertThat(entered(marks)).containsExactly("os.negative");
        assertThat(item(marks, "L").outcome()).as(item(marks, "L").note()).isEqualTo(Outcome.CARRIED);
    }
}
