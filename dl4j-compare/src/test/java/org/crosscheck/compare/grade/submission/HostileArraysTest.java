package org.crosscheck.compare.grade.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.Mark;
import org.crosscheck.compare.grade.Marker;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Outcome;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.Student;
import org.crosscheck.compare.grade.gradescope.Gradescope;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrays are handed in, marking ends, with points between none and all, and what is wrong never agrees. */
class HostileArraysTest {

    private static final Case GIVEN = TestCases.small(50);
    private static final NamedTensors RIGHT = Student.right(GIVEN, 1);
    private static final Marker MARKER = new Marker(GIVEN, Rubric.standard());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void markingEndsWithSanePoints(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int submission = 0; submission < 3; submission++) {
            NamedTensors answers = NamedTensors.NONE;
            for (String key : RIGHT.keys()) {
                answers = answers.with(key, hostile(random, RIGHT.get(key)));
            }
            String dtype = random.nextBoolean() ? "float64" : "float32";
            Marks marks = MARKER.mark(Student.submission(answers, dtype));
            assertThat(marks.score()).isBetween(0.0, marks.most());
            for (Mark mark : marks.items()) {
                boolean same = answers.get(mark.key()).equals(RIGHT.get(mark.key()));
                boolean zeroInPlaceOfZero = mark.key().matches("q.*");
                assertThat(mark.outcome() != Outcome.AGREE || same || zeroInPlaceOfZero)
                        .as("seed %d: %s", seed, mark)
                        .isTrue();
            }
            assertThat(Gradescope.toBytes(marks)).isNotEmpty();
        }
    }

    private static Tensor hostile(SplittableRandom random, Tensor right) {
        return switch (random.nextInt(9)) {
            case 0 -> TestCases.map(right, x -> 0);
            case 1 -> TestCases.map(right, x -> 1e308);
            case 2 -> TestCases.map(right, x -> random.nextBoolean() ? 1e300 : -1e-300);
            case 3 -> TestCases.map(right, x -> Double.MIN_VALUE);
            case 4 -> TestCases.map(right, x -> -x * 1e200);
            case 5 -> TestCases.with(right, random.nextInt(right.values().length), -1e155);
            case 6 -> TestCases.map(right, x -> random.nextDouble(-2, 2));
            case 7 -> Tensor.vector(right.values().clone());
            default -> right;
        };
    }
}
