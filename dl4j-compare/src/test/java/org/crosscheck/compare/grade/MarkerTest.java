package org.crosscheck.compare.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.HonestBounds;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.grade.mistakes.Mistake;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.grade.submission.SubmittedArray;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.steps.DetailedEngine;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerTest {

    private static final Case GIVEN = TestCases.small(50);
    private static final NamedTensors RIGHT = Student.right(GIVEN, 1);
    private static final Marker MARKER = new Marker(GIVEN, Rubric.standard());

    private static Mark item(Marks marks, String key) {
        return marks.items().stream()
                .filter(mark -> mark.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static Marks mark(NamedTensors answers) {
        return MARKER.mark(Student.submission(answers));
    }

    private static NamedTensors with(String key, Tensor tensor) {
        return RIGHT.with(key, tensor);
    }

    private static Tensor twice(Tensor tensor) {
        return TestCases.map(tensor, x -> 2 * x);
    }

    @Test
    void rightAnswersGetAllPointsOfTheHomework() {
        Marks marks = mark(RIGHT);
        assertThat(marks.items())
                .allSatisfy(
                        mark -> assertThat(mark.outcome()).as(mark.toString()).isEqualTo(Outcome.AGREE));
        assertThat(marks.score()).isEqualTo(marks.most(), within(1e-9)).isEqualTo(49, within(1e-9));
        assertThat(marks.agrees()).isTrue();
        assertThat(marks.entered()).isEmpty();
    }

    @Test
    void theElementWiseFormIsRightToo() {
        NamedTensors detailed = new DetailedEngine().solve(GIVEN);
        assertThat(mark(RIGHT.with(detailed)).agrees()).isTrue();
    }

    @Test
    void aMissingArrayCostsItsOwnPointsAlone() {
        Marks marks = mark(RIGHT.without(Set.of("hs")));
        assertThat(item(marks, "hs").outcome()).isEqualTo(Outcome.MISSING);
        assertThat(marks.score()).isEqualTo(48, within(1e-9));
        assertThat(marks.agrees()).isFalse();
    }

    @Test
    void anotherShapeIsNeverBroadcast() {
        Marks marks = mark(with("R", Tensor.vector(RIGHT.vector("R"))));
        assertThat(item(marks, "R").outcome()).isEqualTo(Outcome.WRONG_SHAPE);
        assertThat(item(marks, "R").note()).contains("(1,)", "()");
        assertThat(item(marks, "R").findings()).extracting(Finding::id).containsExactly("R.~reshaped");
        assertThat(item(marks, "R").points())
                .as("the rubric's price of a convention")
                .isEqualTo(0.25);
        Tensor wrong = Tensor.vector(new double[] {7});
        assertThat(item(mark(with("R", wrong)), "R").points()).isZero();
        Tensor row = Tensor.vector(RIGHT.get("ha").rows()[0]);
        assertThat(item(mark(with("ha", row)), "ha").points()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteNeverPasses(double value) {
        Marks marks = mark(with("oa", TestCases.with(RIGHT.get("oa"), 4, value)));
        assertThat(item(marks, "oa").outcome()).isEqualTo(Outcome.NOT_FINITE);
        assertThat(item(marks, "oa").note()).contains("[1, 1]", "1 of 21");
        assertThat(item(marks, "os").outcome()).isEqualTo(Outcome.AGREE);
    }

    @Test
    void anUnreadableArrayCostsItsOwnPointsAndSaysWhy() {
        Map<String, SubmittedArray> readings =
                new HashMap<>(Student.submission(RIGHT).readings());
        readings.put("ha", new SubmittedArray.Unreadable("npy.object-dtype", "ha.npy: offset 10: expected numbers"));
        Marks marks = MARKER.mark(new Submission("x", readings, List.of(), null));
        assertThat(item(marks, "ha").outcome()).isEqualTo(Outcome.UNREADABLE);
        assertThat(item(marks, "ha").note()).contains("expected numbers");
        assertThat(marks.score()).isEqualTo(48, within(1e-9));
    }

    @Test
    void anUnreadableSubmissionGetsNothingAndSaysWhy() {
        SubmittedArray.Unreadable problem = new SubmittedArray.Unreadable("npz.end-record", "x.npz: no zip");
        Marks marks = MARKER.mark(new Submission("x", Map.of(), List.of(), problem));
        assertThat(marks.score()).isZero();
        assertThat(marks.problem()).isEqualTo("x.npz: no zip");
        assertThat(marks.items()).allSatisfy(mark -> assertThat(mark.outcome()).isEqualTo(Outcome.UNREADABLE));
    }

    @Test
    void oneUlpTimesAMillionInOneElementIsWrong() {
        for (String key : List.of("ha", "oa", "os", "L", "grad_oa", "grad_W2", "conv1", "grad_images")) {
            Tensor right = RIGHT.get(key);
            Tensor moved = TestCases.with(right, 1, right.values()[1] * (1 + 1e-9) + 1e-9);
            assertThat(item(mark(with(key, moved)), key).outcome()).as(key).isEqualTo(Outcome.DISAGREE);
        }
    }

    @Test
    void anErrorIsCarriedForwardAndEntersInOnePlace() {
        NamedTensors wrong =
                Student.wrong(GIVEN, 2, KnownMistakes.find("ha.no-bias").orElseThrow());
        Marks marks = mark(wrong);
        assertThat(marks.entered()).extracting(Mark::key).containsExactly("ha");
        for (String key : List.of("hs", "oa", "os", "L", "R", "grad_oa", "grad_W2", "grad_ha", "grad_W1", "grad_x")) {
            assertThat(item(marks, key).outcome()).as(key).isEqualTo(Outcome.CARRIED);
            assertThat(item(marks, key).root()).as(key).isEqualTo("ha");
        }
        assertThat(marks.score()).isEqualTo(48, within(1e-9));
    }

    @Test
    void theShareOfWhatIsCarriedForwardIsTheRubrics() {
        Rubric half = new Rubric(0.5, Rubric.standard().questions());
        NamedTensors wrong =
                Student.wrong(GIVEN, 2, KnownMistakes.find("grad_ha.no-cosine").orElseThrow());
        Marks marks = new Marker(GIVEN, half).mark(Student.submission(wrong));
        assertThat(item(marks, "grad_ha").points()).isZero();
        assertThat(item(marks, "grad_x").points()).isEqualTo(0.5);
        assertThat(marks.score()).isEqualTo(49 - 4 - 2.5, within(1e-9));
    }

    @Test
    void anErrorIsCarriedThroughArraysThatWereNotHandedIn() {
        NamedTensors wrong =
                Student.wrong(GIVEN, 2, KnownMistakes.find("ha.no-bias").orElseThrow());
        Marks marks = mark(wrong.without(Set.of("hs", "oa")));
        assertThat(item(marks, "os").outcome()).isEqualTo(Outcome.CARRIED);
        assertThat(item(marks, "os").root()).isEqualTo("ha");
    }

    @Test
    void aSecondErrorIsFoundBehindTheFirst() {
        NamedTensors wrong =
                Student.wrong(GIVEN, 2, KnownMistakes.find("ha.no-bias").orElseThrow());
        NamedTensors known = GIVEN.values().with(wrong);
        Mistake second = KnownMistakes.find("grad_ha.minus-sine").orElseThrow();
        Tensor gradHa = second.formula().apply(Student.source(known)).value();
        Step gradB1 = HonestBounds.steps("grad_b1").get(0);
        NamedTensors twice =
                wrong.with("grad_ha", gradHa).with("grad_b1", gradB1.replay().apply(known.with("grad_ha", gradHa)));
        Marks marks = mark(twice);
        assertThat(marks.entered()).extracting(Mark::key).startsWith("ha", "grad_ha");
        assertThat(item(marks, "grad_ha").findings()).extracting(Finding::id).containsExactly(second.id());
        assertThat(item(marks, "grad_b1").root()).isEqualTo("grad_ha");
    }

    @Test
    void theLossMayBeTakenFromTheStudentsOwnWrongProbabilities() {
        Tensor os = TestCases.map(RIGHT.get("os"), p -> p / 2);
        Tensor loss = TestCases.map(RIGHT.get("L"), l -> l + StrictMath.log(2));
        Marks marks = mark(with("os", os).with("L", loss));
        assertThat(item(marks, "L").outcome()).isEqualTo(Outcome.CARRIED);
        assertThat(item(marks, "L").root()).isEqualTo("os");
    }

    /** The gradient from a softmax of its own of the wrong logits, not from the probabilities handed in. */
    @Test
    void whatWasComputedTwiceIsCarriedFromBeforeBoth() {
        NamedTensors wrong =
                Student.wrong(GIVEN, 2, KnownMistakes.find("oa.no-bias").orElseThrow());
        Marks marks = mark(wrong.with("os", TestCases.map(wrong.get("os"), p -> p * 0.75)));
        assertThat(marks.entered()).extracting(Mark::key).containsExactly("oa", "os");
        assertThat(item(marks, "grad_oa").outcome()).isEqualTo(Outcome.CARRIED);
        assertThat(item(marks, "grad_oa").root()).isEqualTo("oa");
    }

    /**
     * With each class once, the softmax over the batch has o^s - onehot cancel over the examples: grad_b2 is 0 but for
     * rounding, which is computed correctly from a grad_oa that is anything but 0.
     */
    @Test
    void whatCancelsToZeroIsCarriedForward() {
        Case four = TestCases.mlp(5, 3, 7, 4, 4);
        Case each = TestCases.of("each class once", four.values().with("y", Tensor.vector(new double[] {1, 2, 3, 4})));
        Mistake overBatch = KnownMistakes.ALL.stream()
                .filter(mistake -> mistake.id().equals("os.over-batch"))
                .findFirst()
                .orElseThrow();
        NamedTensors wrong = Student.wrong(each, 1, overBatch);
        Marks marks = new Marker(each, Rubric.standard()).mark(Student.submission(wrong));
        assertThat(Math.abs(wrong.vector("grad_b2")[0])).isLessThan(1e-15);
        assertThat(item(marks, "os").findings()).extracting(Finding::id).first().isEqualTo("os.over-batch");
        assertThat(item(marks, "grad_b2").outcome()).isEqualTo(Outcome.CARRIED);
        assertThat(item(marks, "grad_b2").root()).isEqualTo("os");
    }

    /** Zeros follow from zeros, but nobody had to compute them. */
    @Test
    void zerosEarnNothing() {
        NamedTensors zeros = RIGHT;
        for (String key : RIGHT.keys()) {
            zeros = zeros.with(key, TestCases.map(RIGHT.get(key), x -> 0));
        }
        assertThat(mark(zeros).score()).isZero();
    }

    /** A bound grows with the numbers that it is computed from; that must not cover what is wrong. */
    @Test
    void hugeArraysCannotBuyAgreement() {
        Tensor huge = TestCases.map(RIGHT.get("hs"), x -> 1e300);
        Tensor anything = TestCases.map(RIGHT.get("oa"), x -> 1);
        Marks marks = mark(with("hs", huge).with("oa", anything));
        assertThat(item(marks, "oa").outcome()).isEqualTo(Outcome.DISAGREE);
        assertThat(item(marks, "oa").points()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"float32", "float64"})
    void float32WorkIsRecognisedInAnyTypeAndJudgedByFloat32Bounds(String dtype) {
        NamedTensors single = RIGHT;
        for (String key : RIGHT.keys()) {
            single = single.with(key, TestCases.map(RIGHT.get(key), x -> (float) x));
        }
        Marks marks = MARKER.mark(Student.submission(single, dtype));
        assertThat(marks.items())
                .allSatisfy(
                        mark -> assertThat(mark.outcome()).as(mark.toString()).isEqualTo(Outcome.AGREE));
        assertThat(item(marks, "ha").precision()).isEqualTo(Precision.SINGLE);
        assertThat(item(marks, "ha").note()).contains("float32");
    }

    @Test
    void aMistakeInFloat32IsAMistake() {
        Mistake mistake = KnownMistakes.find("grad_ha.no-cosine").orElseThrow();
        NamedTensors wrong = Student.wrong(GIVEN, 3, mistake);
        NamedTensors single = wrong;
        for (String key : wrong.keys()) {
            single = single.with(key, TestCases.map(wrong.get(key), x -> (float) x));
        }
        Marks marks = MARKER.mark(Student.submission(single, "float32"));
        assertThat(item(marks, "grad_ha").outcome()).isEqualTo(Outcome.DISAGREE);
        assertThat(item(marks, "grad_ha").findings()).extracting(Finding::id).containsExactly(mistake.id());
        assertThat(item(marks, "grad_W1").outcome()).isEqualTo(Outcome.CARRIED);
    }

    @Test
    void float64WorkThatIsOffAsFloat32WouldBeIsWrong() {
        Tensor moved = TestCases.map(RIGHT.get("ha"), x -> x * (1 + 1e-8));
        assertThat(item(mark(with("ha", moved)), "ha").outcome()).isEqualTo(Outcome.DISAGREE);
    }

    @ParameterizedTest
    @CsvSource({
        "q3c, 14, 10, 0, 1, AGREE",
        "q3c, 9, 11, 0, 1, AGREE", // exact
        "q3c, 8, 11, 0, 1, AGREE", // floor
        "q3c, 14, 10, 1, 1, DISAGREE", // another padding than asked
        "q3c, 14, 8, 0, 1, DISAGREE",
        "q3c, 14.5, 10, 0, 1, DISAGREE",
        "q3c, 0, 0, 0, 1, DISAGREE",
        "q3c, 1e9, 1, 0, 1, DISAGREE",
        "q3d, 8, 10, 1, 2, AGREE",
        "q3e, 16, 10, 1, 1, AGREE",
        "q3e, 16, 10, 1, 0, DISAGREE"
    })
    void everyConfigurationThatReachesTheSizeIsRight(
            String key, double k, double s, double p, double d, Outcome outcome) {
        Marks marks = mark(with(key, Tensor.vector(new double[] {k, s, p, d})));
        assertThat(item(marks, key).outcome()).isEqualTo(outcome);
    }

    @Test
    void itemsThatTheCaseHasNoArraysForAreNotAskedFor() {
        Case mlp = TestCases.mlp(3, 5, 4, 3, 7);
        Marks marks = new Marker(mlp, Rubric.standard()).mark(Student.submission(Student.right(mlp, 1)));
        assertThat(marks.items())
                .extracting(Mark::key)
                .doesNotContain("q1a", "conv1")
                .contains("q3a");
        assertThat(marks.score()).isEqualTo(marks.most());
    }

    @Test
    void anItemOnWhichTheCaseIsIllConditionedDoesNotCount() {
        NamedTensors values = GIVEN.values()
                .with("W2", TestCases.map(GIVEN.values().get("W2"), w -> 1e12 * w))
                .with("b2", TestCases.map(GIVEN.values().get("b2"), b -> 0));
        Case steep = TestCases.of("steep", values);
        Marker marker = new Marker(steep, Rubric.standard());
        assertThat(marker.warnings()).anySatisfy(warning -> assertThat(warning).startsWith("os does not count"));
        Marks marks = marker.mark(Student.submission(twiceAll(Student.right(steep, 1))));
        assertThat(item(marks, "os").most()).isZero();
    }

    private static NamedTensors twiceAll(NamedTensors values) {
        NamedTensors twice = values;
        for (String key : values.keys()) {
            twice = twice.with(key, twice(values.get(key)));
        }
        return twice;
    }
}
