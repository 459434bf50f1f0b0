package org.crosscheck.compare.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.gradescope.Gradescope;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.grade.mistakes.Mistake;
import org.crosscheck.compare.grade.mistakes.Rearrange;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.grade.submission.SubmittedArray;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Slips that run through a whole submission: each is one finding with its price, and what it brings about is none. */
class RealSubmissionsTest {

    private static final Case GIVEN = TestCases.mlp(50, 6, 5, 3, 7);
    private static final NamedTensors RIGHT = Student.right(GIVEN, 1);
    private static final Marker MARKER = new Marker(GIVEN, Rubric.standard());
    private static final List<String> ROWS = List.of("ha", "hs", "oa", "os", "grad_oa", "grad_hs", "grad_ha", "grad_x");

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

    private static NamedTensors map(NamedTensors values, DoubleUnaryOperator f) {
        NamedTensors mapped = values;
        for (String key : values.keys()) {
            boolean shapes = key.startsWith("q3");
            mapped = shapes ? mapped : mapped.with(key, TestCases.map(values.get(key), f));
        }
        return mapped;
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

    // ---------------------------------------------------------------- precision

    private static double decimals(double x, int places) {
        return Math.rint(x * Math.pow(10, places)) / Math.pow(10, places);
    }

    private static double bits(double x, int bits) {
        double ulp = Math.scalb(1.0, Math.getExponent(x) + 1 - bits);
        return x == 0 ? 0 : Math.rint(x / ulp) * ulp;
    }

    static Stream<Arguments> roundings() {
        return Stream.of(
                Arguments.of("4 decimals", (DoubleUnaryOperator) x -> decimals(x, 4)),
                Arguments.of("3 decimals", (DoubleUnaryOperator) x -> decimals(x, 3)),
                Arguments.of("8 decimals", (DoubleUnaryOperator) x -> decimals(x, 8)),
                Arguments.of("cut off after 5 decimals", (DoubleUnaryOperator) x -> (double) (long) (x * 1e5) / 1e5),
                Arguments.of("5 significant digits", (DoubleUnaryOperator)
                        x -> new BigDecimal(x).round(new MathContext(5)).doubleValue()),
                Arguments.of("11 bits (float16)", (DoubleUnaryOperator) x -> bits(x, 11)),
                Arguments.of("8 bits (bfloat16)", (DoubleUnaryOperator) x -> bits(x, 8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("roundings")
    void whatWasRoundedWhenSavedIsOneFinding(String text, DoubleUnaryOperator rounding) {
        Marks marks = mark(map(RIGHT, rounding));
        assertThat(entered(marks)).as(marks.items().toString()).containsExactly("ha.~precision");
        assertThat(item(marks, "ha").findings().get(0).found()).contains(text);
        assertThat(marks.items())
                .allSatisfy(
                        mark -> assertThat(mark.outcome()).as(mark.toString()).isIn(Outcome.AGREE, Outcome.ROUNDED));
        assertThat(item(marks, "grad_W1").points())
                .isEqualTo(item(marks, "grad_W1").most() / 2);
    }

    @Test
    void float16ArraysAreRoundedAndNotTimesAConstant() {
        Marks marks = MARKER.mark(Student.submission(map(RIGHT, x -> bits(x, 11)), "float16"));
        assertThat(entered(marks)).containsExactly("ha.~precision");
    }

    @Test
    void toFewDigitsThatWouldHideMistakesEarnNothing() {
        Marks marks = mark(map(RIGHT, x -> Math.rint(x)));
        assertThat(marks.items())
                .filteredOn(mark -> !mark.key().startsWith("q3") && mark.outcome() == Outcome.ROUNDED)
                .isEmpty();
    }

    /** A mistake is one also in few digits. */
    @Test
    void aMistakeInFewDigitsIsNamedAndCarriedForward() {
        NamedTensors wrong =
                Student.wrong(GIVEN, 3, KnownMistakes.find("ha.no-bias").orElseThrow());
        Marks marks = mark(map(wrong, x -> decimals(x, 6)));
        assertThat(item(marks, "ha").findings()).extracting(Finding::id).containsExactly("ha.no-bias");
        assertThat(item(marks, "hs").outcome()).isEqualTo(Outcome.CARRIED);
        assertThat(item(marks, "hs").points()).isEqualTo(item(marks, "hs").most() / 2);
        assertThat(item(marks, "grad_oa").outcome()).isEqualTo(Outcome.CARRIED);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1e-5, 1e-6})
    void noiseIsNoRelation(double size) {
        SplittableRandom random = new SplittableRandom(4);
        for (String dtype : List.of("float64", "float32")) {
            NamedTensors noisy = map(RIGHT, x -> x * (1 + size * random.nextDouble(-1, 1)));
            NamedTensors saved = dtype.equals("float32") ? map(noisy, x -> (float) x) : noisy;
            Marks marks = MARKER.mark(Student.submission(saved, dtype));
            assertThat(marks.items().stream()
                            .flatMap(mark -> mark.findings().stream())
                            .map(Finding::id))
                    .as(dtype)
                    .allMatch(id -> id.equals("ha.~precision"));
            if (dtype.equals("float64")) {
                assertThat(item(marks, "ha").note()).contains(" of 35 elements, the most at [");
            }
        }
    }

    @Test
    void aFloat32ItemThatAgreesShowsTheBoundItWasJudgedBy() {
        Marks marks = MARKER.mark(Student.submission(map(RIGHT, x -> (float) x), "float32"));
        assertThat(marks.items())
                .filteredOn(mark -> !mark.key().startsWith("q3"))
                .allSatisfy(mark ->
                        assertThat(mark.difference()).as(mark.toString()).isLessThanOrEqualTo(mark.bound() + 1e-300));
    }

    // ---------------------------------------------------------------- conventions

    private static NamedTensors in(List<String> keys, java.util.function.UnaryOperator<Tensor> layout) {
        NamedTensors other = RIGHT;
        for (String key : keys) {
            other = other.with(key, layout.apply(RIGHT.get(key)));
        }
        return other;
    }

    private static Tensor perExample(String delta, String rows) {
        double[][] d = RIGHT.rows(delta);
        double[][] x = rows == null ? null : rows.equals("X") ? GIVEN.values().rows("X") : RIGHT.rows(rows);
        int width = x == null ? 1 : x[0].length;
        Tensor all = x == null ? Tensor.zeros(7, d[0].length) : Tensor.zeros(7, d[0].length, width);
        for (int i = 0; i < all.values().length; i++) {
            int e = i / (d[0].length * width);
            all.values()[i] = d[e][i / width % d[0].length] * (x == null ? 1 : x[e][i % width]);
        }
        return all;
    }

    private static final NamedTensors SUMS =
            in(List.of("R", "grad_W1", "grad_W2", "grad_b1", "grad_b2"), x -> TestCases.map(x, v -> 7 * v));

    private static final NamedTensors EACH = RIGHT.with("grad_W2", perExample("grad_oa", "hs"))
            .with("grad_b2", perExample("grad_oa", null))
            .with("grad_W1", perExample("grad_ha", "X"))
            .with("grad_b1", perExample("grad_ha", null));

    static Stream<Arguments> conventions() {
        return Stream.of(
                Arguments.of("ha.~examples-in-columns", in(ROWS, Rearrange::transposed), ROWS),
                Arguments.of(
                        "grad_W2.~weights-in-out",
                        in(List.of("grad_W1", "grad_W2"), Rearrange::transposed),
                        List.of("grad_W1", "grad_W2")),
                Arguments.of(
                        "grad_b2.~reshaped",
                        in(List.of("grad_b1", "grad_b2"), b -> Rearrange.reshaped(b, 1, b.values().length)),
                        List.of("grad_b1", "grad_b2")),
                Arguments.of(
                        "L.~reshaped",
                        in(List.of("L"), b -> Rearrange.reshaped(b, 7, 1)).with("R", Tensor.vector(RIGHT.vector("R"))),
                        List.of("L", "R")),
                Arguments.of("R.~sums", SUMS, List.of("R", "grad_W1", "grad_W2", "grad_b1", "grad_b2")),
                Arguments.of("grad_W2.~per-example", EACH, List.of("grad_W1", "grad_W2", "grad_b1", "grad_b2")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conventions")
    void aConventionIsOneFindingWithThePriceOfTheRubric(String id, NamedTensors answers, List<String> keys) {
        Marks marks = mark(answers);
        assertThat(entered(marks)).containsExactly(id);
        for (Mark mark : marks.items()) {
            double share = keys.contains(mark.key()) ? 0.5 : 1;
            assertThat(mark.points()).as(mark.toString()).isEqualTo(share * mark.most(), within(1e-12));
        }
        Rubric full = new Rubric(1, 1, 1, true, Rubric.standard().questions());
        assertThat(new Marker(GIVEN, full).mark(Student.submission(answers)).score())
                .isEqualTo(new Marker(GIVEN, full).most(), within(1e-9));
    }

    static Stream<Arguments> severalConventions() {
        NamedTensors both = SUMS.with("grad_W1", Rearrange.transposed(SUMS.get("grad_W1")))
                .with("grad_W2", Rearrange.transposed(SUMS.get("grad_W2")));
        NamedTensors biases = SUMS.with("grad_b1", Rearrange.reshaped(SUMS.get("grad_b1"), 5, 1))
                .with("grad_b2", Rearrange.reshaped(SUMS.get("grad_b2"), 3, 1));
        NamedTensors each = RIGHT.with("grad_W2", Rearrange.permuted(perExample("grad_oa", "hs"), 0, 2, 1))
                .with("grad_W1", Rearrange.permuted(perExample("grad_ha", "X"), 0, 2, 1));
        return Stream.of(
                Arguments.of(both, List.of("R.~sums", "grad_W2.~weights-in-out")),
                Arguments.of(biases, List.of("R.~sums", "grad_b2.~reshaped")),
                Arguments.of(each, List.of("grad_W2.~per-example", "grad_W2.~weights-in-out")));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("severalConventions")
    void severalConventionsInOneArrayAreOneFindingEachAndHaveThePriceOfOne(NamedTensors answers, List<String> ids) {
        Marks marks = mark(answers);
        assertThat(entered(marks)).containsExactlyElementsOf(ids);
        assertThat(item(marks, "grad_W2").points())
                .isEqualTo(item(marks, "grad_W2").most() / 2);
        for (Mark mark : marks.items()) {
            assertThat(mark.points()).as(mark.toString()).isIn(mark.most() / 2, mark.most());
        }
    }

    static Stream<Arguments> roundedConventions() {
        List<Arguments> all = new java.util.ArrayList<>();
        NamedTensors layout = in(List.of("grad_W1", "grad_W2"), Rearrange::transposed);
        Map<String, DoubleUnaryOperator> roundings = Map.of(
                "4 decimals", x -> decimals(x, 4), "6 decimals", x -> decimals(x, 6), "11 bits", x -> bits(x, 11));
        roundings.forEach((text, rounding) -> {
            all.add(Arguments.of(
                    "sums", text, List.of("R", "grad_W2", "grad_b2", "grad_W1", "grad_b1"), map(SUMS, rounding)));
            all.add(Arguments.of(
                    "per-example", text, List.of("grad_W2", "grad_b2", "grad_W1", "grad_b1"), map(EACH, rounding)));
            all.add(Arguments.of("weights-in-out", text, List.of("grad_W2", "grad_W1"), map(layout, rounding)));
        });
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("roundedConventions")
    void whatIsRoundedInAnotherConventionHasBothPrices(
            String convention, String rounding, List<String> keys, NamedTensors answers) {
        Marks marks = mark(answers);
        List<String> found = marks.items().stream()
                .flatMap(mark -> mark.findings().stream())
                .map(Finding::id)
                .toList();
        assertThat(found).hasSize(2).contains("ha.~precision").anyMatch(id -> id.endsWith("~" + convention));
        for (Mark mark : marks.items()) {
            double share = keys.contains(mark.key()) ? 0.25 : mark.key().startsWith("q3") ? 1 : 0.5;
            assertThat(mark.points()).as(mark.toString()).isEqualTo(share * mark.most());
        }
    }

    /** A convention is no excuse for an error of the size of the rounding's bound or more. */
    @ParameterizedTest
    @ValueSource(strings = {"SUMS", "EACH"})
    void anErrorInARoundedConventionIsOne(String convention) {
        NamedTensors wrong = convention.equals("SUMS") ? SUMS : EACH;
        Tensor off = wrong.get("grad_W1");
        off = new Tensor(off.shape(), off.values().clone());
        off.values()[3] += 0.01;
        Mark mark = item(mark(map(wrong.with("grad_W1", off), x -> decimals(x, 4))), "grad_W1");
        assertThat(mark.points()).as(mark.toString()).isZero();
    }

    @Test
    void decimalsInFloat32AreDecimals() {
        Marks marks = MARKER.mark(Student.submission(map(RIGHT, x -> (float) decimals(x, 4)), "float32"));
        assertThat(entered(marks)).containsExactly("ha.~precision");
        assertThat(item(marks, "ha").findings().get(0).found()).contains("4 decimals");
        assertThat(marks.items())
                .allSatisfy(
                        mark -> assertThat(mark.outcome()).as(mark.toString()).isIn(Outcome.AGREE, Outcome.ROUNDED));
    }

    @Test
    void aMistakeInAnotherConventionIsNamedAndCarriedForward() {
        NamedTensors wrong =
                Student.wrong(GIVEN, 3, KnownMistakes.find("grad_ha.no-cosine").orElseThrow());
        for (String key : ROWS) {
            wrong = wrong.with(key, Rearrange.transposed(wrong.get(key)));
        }
        Marks marks = mark(wrong);
        assertThat(item(marks, "grad_ha").findings()).extracting(Finding::id).contains("grad_ha.no-cosine");
        assertThat(item(marks, "grad_ha").points()).isZero();
        assertThat(item(marks, "grad_W1").outcome()).isEqualTo(Outcome.CARRIED);
        assertThat(item(marks, "grad_x").outcome()).isEqualTo(Outcome.CARRIED);
    }

    @Test
    void oneSumAmongMeansIsAMistakeAndNoConvention() {
        NamedTensors one = RIGHT.with("grad_W1", TestCases.map(RIGHT.get("grad_W1"), x -> 7 * x));
        assertThat(item(mark(one), "grad_W1").findings())
                .extracting(Finding::id)
                .containsExactly("grad_W1.sum");
        assertThat(item(mark(one), "grad_W1").points()).isZero();
    }

    // ---------------------------------------------------------------- other causes

    @ParameterizedTest
    @CsvSource({
        "softplus, softplus",
        "leaky-0.01, leaky-0.01",
        "leaky-0.2, leaky-0.2",
        "tanh, tanh",
        "identity, no-cosine",
        "rectifier, rectifier",
        "sigmoid, sigmoid",
        "elu, elu"
    })
    void anotherActivationIsNamedOnceAndOnlyTheInstructorIsToldOfAll(String name, String slope) {
        Mistake hs = KnownMistakes.find("hs." + name).orElseThrow();
        Mistake gradHa = KnownMistakes.find("grad_ha." + slope).orElseThrow();
        Tensor activated = Student.wrong(GIVEN, 2, hs).get("hs");
        NamedTensors forward = chain(Map.of("hs", activated));
        Tensor wrong = gradHa.formula()
                .apply(Student.source(GIVEN.values().with(forward)))
                .value();
        Marks marks = mark(chain(Map.of("hs", activated, "grad_ha", wrong)));
        assertThat(entered(marks)).containsExactly("hs." + name);
        assertThat(item(marks, "hs").points() + item(marks, "grad_ha").points()).isZero();
        assertThat(item(marks, "grad_W1").outcome()).isEqualTo(Outcome.CARRIED);
        assertThat(marks.remarks())
                .as(marks.items().toString())
                .singleElement()
                .asString()
                .contains("another activation", name);
        String told = new String(Gradescope.toBytes(marks), java.nio.charset.StandardCharsets.UTF_8)
                + Gradebook.feedback(marks);
        assertThat(told).doesNotContain("All answers fit");
    }

    @Test
    void arraysOverwrittenInPlaceAreNamedAsThat() {
        Marks marks = mark(RIGHT.with("ha", RIGHT.get("hs")).with("grad_hs", RIGHT.get("grad_ha")));
        assertThat(entered(marks)).containsExactly("ha.~overwritten", "grad_hs.~overwritten");
        assertThat(item(marks, "hs").outcome()).isEqualTo(Outcome.AGREE);
    }

    @Test
    void aShuffledBatchIsFollowedThrough() {
        int[] order = {3, 0, 6, 1, 5, 2, 4};
        NamedTensors given = GIVEN.values();
        for (String key : List.of("X", "y")) {
            given = given.with(key, ordered(given.get(key), order));
        }
        Marks marks = mark(Student.right(TestCases.of("shuffled", given), 5));
        assertThat(entered(marks)).containsExactly("ha.~order of examples");
        for (Mark mark : marks.items()) {
            assertThat(mark.outcome())
                    .as(mark.toString())
                    .isIn(
                            mark.key().equals("ha")
                                    ? List.of(Outcome.DISAGREE)
                                    : List.of(Outcome.AGREE, Outcome.CARRIED));
        }
    }

    private static Tensor ordered(Tensor x, int[] order) {
        int width = x.values().length / order.length;
        double[] values = IntStream.of(order)
                .boxed()
                .flatMapToDouble(row -> Arrays.stream(x.values(), row * width, (row + 1) * width))
                .toArray();
        return new Tensor(x.shape(), values);
    }

    @Test
    void theAnswersOfAnotherCaseAreAskedForOnce() {
        Marks marks = mark(Student.right(TestCases.mlp(51, 6, 5, 3, 7), 1));
        assertThat(marks.notes()).containsExactly("Everything differs: are these the answers to another case?");
        NamedTensors oneWrong = RIGHT.with("ha", TestCases.map(RIGHT.get("ha"), x -> x + 1e-3 * x * x));
        assertThat(mark(oneWrong).notes()).isEmpty();
    }

    static Stream<Arguments> constants() {
        Tensor w = GIVEN.values().get("W1");
        Tensor g = RIGHT.get("grad_W1");
        double squares = Stream.of("W1", "W2")
                .flatMapToDouble(key -> Arrays.stream(GIVEN.values().vector(key)))
                .map(x -> x * x)
                .sum();
        return Stream.of(
                Arguments.of(
                        "L",
                        "L.~log-epsilon",
                        TestCases.map(RIGHT.get("L"), l -> -Math.log(Math.exp(-l) + 1e-9)),
                        "1e-9"),
                Arguments.of(
                        "L",
                        "L.~log-epsilon",
                        TestCases.map(RIGHT.get("L"), l -> -Math.log(Math.exp(-l) + 1e-6)),
                        "1e-6"),
                Arguments.of("grad_W1", "grad_W1.~weight-decay", sum(g, w, 0.01), "0.01"),
                Arguments.of("grad_W1", "grad_W1.~l1-term", sum(g, TestCases.map(w, Math::signum), 0.001), "0.001"),
                Arguments.of("grad_W1", "grad_W1.~after-step", sum(w, g, -0.1), "0.1"),
                Arguments.of(
                        "grad_W1", "grad_W1.~penalty-value", TestCases.map(g, x -> x + 0.005 * squares), "0.005 times"),
                Arguments.of("R", "R.~penalty-value", TestCases.map(RIGHT.get("R"), x -> x + 1e-4 * squares), "0.0001"),
                Arguments.of("grad_W1", "grad_W1.~times n/32", TestCases.map(g, x -> x * 7 / 32), "n/32"),
                Arguments.of("grad_W1", "grad_W1.~factor", TestCases.map(g, x -> -0.3 * x), "-0.3"),
                Arguments.of("grad_ha", "grad_ha.tanh-squared", null, "tanh"),
                Arguments.of("os", "os.over-batch-shifted", null, "shift"));
    }

    private static Tensor sum(Tensor a, Tensor b, double c) {
        Tensor sum = Tensor.zeros(a.shape());
        for (int i = 0; i < sum.values().length; i++) {
            sum.values()[i] = a.values()[i] + c * b.values()[i];
        }
        return sum;
    }

    @ParameterizedTest(name = "{1} {3}")
    @MethodSource("constants")
    void aConstantOfSomebodysChoiceIsRecovered(String key, String id, Tensor wrong, String says) {
        NamedTensors answers =
                wrong == null ? Student.wrong(GIVEN, 3, KnownMistakes.find(id).orElseThrow()) : RIGHT.with(key, wrong);
        Mark mark = item(mark(answers), key);
        assertThat(mark.findings()).extracting(Finding::id).containsExactly(id);
        assertThat(mark.findings().get(0).found()).contains(says);
    }

    // ---------------------------------------------------------------- names

    @Test
    void aNameThatIsNearlyAKeyIsTakenWhereTheArrayIsRight() {
        Map<String, SubmittedArray> readings = new LinkedHashMap<>();
        Map<String, SubmittedArray.Array> near = new LinkedHashMap<>();
        near.put("dW1", new SubmittedArray.Array(RIGHT.get("grad_W1"), "float64"));
        near.put("loss", new SubmittedArray.Array(RIGHT.get("L"), "float64"));
        near.put("h_a", new SubmittedArray.Array(RIGHT.get("hs"), "float64"));
        List<String> unknown = List.copyOf(near.keySet());
        Submission submission = new Submission("s", readings, near, unknown, List.of(), null);
        Marks marks = MARKER.mark(submission);
        assertThat(item(marks, "grad_W1").outcome()).isEqualTo(Outcome.AGREE);
        assertThat(item(marks, "L").outcome()).isEqualTo(Outcome.AGREE);
        assertThat(item(marks, "ha").outcome()).isEqualTo(Outcome.MISSING);
        assertThat(marks.unknown()).containsExactly("h_a");
        assertThat(marks.notes()).hasSize(3).contains("'h_a' is not a key: did you mean ha?");
        Rubric strict = new Rubric(1, 0.5, 0.5, false, Rubric.standard().questions());
        assertThat(new Marker(GIVEN, strict).mark(submission).score()).isZero();
        Set<String> suggested =
                Set.copyOf(new Marker(GIVEN, strict).mark(submission).notes());
        assertThat(suggested)
                .contains("'dW1' is not a key: did you mean grad_W1?", "'loss' is not a key: did you mean L or R?");
    }
}
