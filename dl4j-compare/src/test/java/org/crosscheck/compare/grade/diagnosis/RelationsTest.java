package org.crosscheck.compare.grade.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.Gradebook;
import org.crosscheck.compare.grade.Marker;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.Student;
import org.crosscheck.compare.grade.gradescope.Gradescope;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.grade.mistakes.Mistake;
import org.crosscheck.compare.grade.mistakes.Rearrange;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.matrix.MlpMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RelationsTest {

    private static final Case GIVEN = TestCases.small(50);
    private static final NamedTensors RIGHT = Student.right(GIVEN, 1);
    private static final Marker MARKER = new Marker(GIVEN, Rubric.standard());

    static Stream<Arguments> relations() {
        return Stream.of(
                relation("ha", "ha.~times -1", times(-1)),
                relation("ha", "ha.~times n", times(7)),
                relation("ha", "ha.~times 1/n", times(1 / 7.0)),
                relation("hs", "hs.~times -1/n", times(-1 / 7.0)),
                relation("oa", "oa.~times dh", times(4)),
                relation("conv1", "conv1.~times images", times(2)),
                relation("grad_images", "grad_images.~times 1/4", times(0.25)),
                relation("grad_W1", "grad_W1.~factor", times(0.123)),
                relation("ha", "ha.~shift", x -> TestCases.map(x, value -> value + 0.375)),
                relation("L", "L.~shift", x -> TestCases.map(x, value -> value - 2)),
                relation("ha", "ha.~order of examples", x -> Rearrange.reversed(x, 0)),
                relation("grad_oa", "grad_oa.~order of classes", x -> Rearrange.reversed(x, 1)),
                relation("grad_W1", "grad_W1.~order of hidden units", x -> Rearrange.reversed(x, 0)),
                relation("conv3", "conv3.~order of slices along axis 1", x -> Rearrange.reversed(x, 1)),
                relation("grad_W1", "grad_W1.~transposed", Rearrange::transposed),
                relation("ha", "ha.~transposed", Rearrange::transposed),
                relation("conv1", "conv1.~axes", x -> Rearrange.permuted(x, 0, 2, 3, 1)),
                relation("conv3", "conv3.~axes", x -> Rearrange.permuted(x, 0, 1, 3, 2)),
                relation("grad_oa", "grad_oa.~row-missing", x -> Rearrange.withoutRow(x, 3)),
                relation("R", "R.~reshaped", x -> Rearrange.reshaped(x, 1, 1)),
                relation("L", "L.~reshaped", x -> Rearrange.reshaped(x, 7, 1)),
                relation("grad_x", "grad_x.~averaged", x -> columns(x, 1 / 7.0)),
                relation("grad_x", "grad_x.~summed", x -> columns(x, 1)),
                relation("R", "R.~sample-missing", x -> Tensor.scalar(MlpMatrix.risk(less(RIGHT.vector("L"), 2)))),
                relation("grad_W1", "grad_W1.~sample-missing", x -> withoutExample(4)),
                relation("grad_W1", "grad_W1.~sample-missing", x -> times(6 / 7.0)
                        .apply(withoutExample(0))));
    }

    private static Arguments relation(String key, String id, UnaryOperator<Tensor> relation) {
        return Arguments.of(key, id, relation);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("relations")
    void aRelationToTheRightArrayIsFound(String key, String id, UnaryOperator<Tensor> relation) {
        assertThat(findings(RIGHT.with(key, relation.apply(RIGHT.get(key))), key))
                .containsExactly(id);
    }

    @Test
    void exchangedKeysAreFoundInBoth() {
        NamedTensors exchanged = RIGHT.with("ha", RIGHT.get("grad_ha")).with("grad_ha", RIGHT.get("ha"));
        assertThat(findings(exchanged, "ha")).containsExactly("ha.~exchanged");
        assertThat(findings(exchanged, "grad_ha")).containsExactly("grad_ha.~exchanged");
    }

    /** A single number is any other times a constant: that explains nothing. */
    @Test
    void aConstantNeedsWitnesses() {
        assertThat(findings(RIGHT.with("R", Tensor.scalar(0.123)), "R")).isEmpty();
    }

    @Test
    void whatNoRelationExplainsIsLeftUnexplained() {
        Tensor moved = TestCases.with(RIGHT.get("ha"), 3, RIGHT.get("ha").values()[3] + 1e-3);
        assertThat(findings(RIGHT.with("ha", moved), "ha")).isEmpty();
        Tensor almost = TestCases.with(
                times(7).apply(RIGHT.get("ha")), 3, 7 * RIGHT.get("ha").values()[3] + 1e-9);
        assertThat(findings(RIGHT.with("ha", almost), "ha")).isEmpty();
    }

    /** The mistake was made in an array that was not handed in. */
    @Test
    void aMistakeInAMissingArrayIsFoundFurtherOn() {
        NamedTensors wrong =
                Student.wrong(GIVEN, 4, KnownMistakes.find("ha.no-bias").orElseThrow());
        assertThat(findings(wrong.only(List.of("L")), "L")).startsWith("ha.no-bias");
    }

    @Test
    void noTextHoldsANumberOfTheReference() {
        for (Mistake mistake : KnownMistakes.ALL) {
            NamedTensors wrong = Student.wrong(GIVEN, 5, mistake);
            Marks marks = wrong == null ? null : MARKER.mark(Student.submission(wrong));
            String text = marks == null
                    ? ""
                    : new String(Gradescope.toBytes(marks), java.nio.charset.StandardCharsets.UTF_8)
                            + Gradebook.feedback(marks);
            for (double right : RIGHT.vector(mistake.quantity())) {
                boolean telling = right != Math.rint(right) || Math.abs(right) > 100;
                String digits = String.format(java.util.Locale.ROOT, "%.3g", Math.abs(right));
                assertThat(telling && text.contains(digits) && digits.length() > 4)
                        .as("%s shows %s", mistake.id(), right)
                        .isFalse();
            }
        }
    }

    @Test
    void everyMistakeHasItsWordsAndNoTwoTheSameName() {
        assertThat(KnownMistakes.ALL).hasSizeGreaterThan(150);
        assertThat(KnownMistakes.ALL.stream().map(Mistake::id)).doesNotHaveDuplicates();
        assertThat(KnownMistakes.ALL).allSatisfy(mistake -> {
            assertThat(mistake.found()).as(mistake.id()).endsWith(".").hasSizeGreaterThan(14);
            assertThat(mistake.check()).as(mistake.id()).endsWith(".").hasSizeGreaterThan(14);
        });
    }

    private static List<String> findings(NamedTensors answers, String key) {
        return MARKER.mark(Student.submission(answers)).items().stream()
                .filter(mark -> mark.key().equals(key))
                .flatMap(mark -> mark.findings().stream())
                .map(Finding::id)
                .toList();
    }

    private static UnaryOperator<Tensor> times(double factor) {
        return x -> TestCases.map(x, value -> factor * value);
    }

    private static Tensor columns(Tensor x, double factor) {
        double[] sums = new double[x.shape()[1]];
        for (double[] row : x.rows()) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] += row[j];
            }
        }
        return Tensor.vector(sums).map(sum -> factor * sum);
    }

    private static double[] less(double[] values, int example) {
        return Rearrange.withoutRow(Tensor.vector(Arrays.copyOf(values, values.length)), example)
                .values();
    }

    private static Tensor withoutExample(int example) {
        return Tensor.matrix(MlpMatrix.gradW1(
                Rearrange.withoutRow(RIGHT.get("grad_ha"), example).rows(),
                Rearrange.withoutRow(GIVEN.values().get("X"), example).rows()));
    }
}
