package org.crosscheck.compare.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Derivatives by finite differences, of every kind: one finding, with how they were taken. */
class FiniteDifferencesTest {

    private static final Case GIVEN = TestCases.small(50);
    private static final NamedTensors RIGHT = Student.right(GIVEN, 1);
    private static final Marker MARKER = new Marker(GIVEN, Rubric.standard());

    /** What is differentiated by each array: R of the parameters, L of its row, S of the network of part 3. */
    private static final Map<String, List<String>> BY = new TreeMap<>(Map.of(
            "parameters", List.of("W1", "b1", "W2", "b2"),
            "rows", List.of("oa", "hs", "ha", "X"),
            "cnn", List.of("conv1_W", "conv1_b", "conv3_b")));

    /** Between f(x + ahead h) and f(x - behind h). */
    private record Way(double h, int ahead, int behind) {
        static Way of(String kind, double h) {
            return new Way(h, kind.equals("backward") ? 0 : 1, kind.equals("forward") ? 0 : 1);
        }

        double of(DoubleUnaryOperator moved) {
            return (moved.applyAsDouble(ahead * h) - moved.applyAsDouble(-behind * h)) / ((ahead + behind) * h);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "forward, 1e-2, 1e-2",
        "forward, 1e-4, 1e-4",
        "forward, 1e-6, 1e-6",
        "forward, 1e-8, 1e-8",
        "central, 1e-2, 1e-2",
        "central, 1e-3, 1e-3",
        "central, 1e-5, 1e-5",
        "central, 1e-6, 1e-6",
        "forward, 3e-5, 3e-5",
        "central, 3e-5, 3e-5",
        "central, 2e-4, 2e-4",
        "forward, 0x1p-10, 2^-10",
        "central, 0x1p-20, 2^-20",
        "central, 0x1.965fea53d6e3dp-18, cbrt(eps) = 6.06e-6",
        "forward, 1.23e-3, 0.00123",
        "central, 0.0371, 0.0371",
        "backward, 1e-3, 1e-3"
    })
    void eachKindIsOneFindingWithItsStep(String kind, double step, String text) {
        for (String what : List.of("parameters", "rows")) {
            NamedTensors differences = differences(what, Way.of(kind, step));
            isOneFinding(RIGHT.with(differences), differences.keys(), kind + " differences, step " + text);
        }
    }

    @ParameterizedTest
    @CsvSource({"central, 1e-5, 1e-5", "forward, 3e-5, 3e-5", "central, 0x1p-12, 2^-12", "forward, 1e-8, 1e-8"})
    void soAreThoseOfFunctionsAndAllTogether(String kind, double step, String text) {
        Way way = Way.of(kind, step);
        NamedTensors functions = functions(way);
        isOneFinding(RIGHT.with(functions), functions.keys(), kind + " differences, step " + text);
        NamedTensors all = functions.with(differences("parameters", way)).with(differences("rows", way));
        isOneFinding(RIGHT.with(all), all.keys(), kind + " differences, step " + text);
    }

    /** So short a step leaves few bits: those of the parameters are all numbers of float32. Ways of equal width look alike. */
    @ParameterizedTest
    @CsvSource({
        "parameters, forward, 0x1p-26, 'forward differences, step sqrt(eps) = 2^-26'",
        "parameters, backward, 0x1p-26, 'forward differences, step sqrt(eps) = 2^-26'",
        "parameters, central, 0x1p-26, 'central differences, step sqrt(eps) = 2^-26'",
        "parameters, forward, 0x1p-27, 'forward differences, step 2^-27'",
        "parameters, forward, 0x1p-25, 'central differences, step sqrt(eps) = 2^-26'",
        "rows, forward, 0x1p-26, 'forward differences, step sqrt(eps) = 2^-26'"
    })
    void stepsAsShortAsTheRootOfTheUnitRoundoffAreRecognised(String what, String kind, double step, String text) {
        NamedTensors differences = differences(what, Way.of(kind, step));
        isOneFinding(RIGHT.with(differences), differences.keys(), text);
    }

    /** Of 8 examples, so that a mean has as few bits as its sum. */
    @Test
    void gradientsAloneInFloat32AreNoDifferences() {
        List<String> keys = List.of("grad_W2", "grad_b2", "grad_W1", "grad_b1");
        for (long seed = 1; seed <= 10; seed++) {
            Case given = TestCases.mlp(seed, 6, 5, 3, 8);
            NamedTensors right = Student.right(given, seed);
            NamedTensors saved = right;
            NamedTensors computed = right;
            for (String key : keys) {
                saved = saved.with(key, TestCases.map(right.get(key), x -> (float) x));
                computed = computed.with(key, inFloat32(key, given.values().with(right)));
            }
            Marker marker = new Marker(given, Rubric.standard());
            for (String key : keys) {
                for (NamedTensors answers :
                        List.of(saved, computed, right.with(key, saved.get(key)), right.with(key, computed.get(key)))) {
                    assertThat(marker.mark(Student.submission(answers)).items())
                            .as("case %d, %s", seed, key)
                            .allMatch(mark -> mark.outcome() == Outcome.AGREE);
                }
            }
        }
    }

    private static Tensor inFloat32(String key, NamedTensors known) {
        double[][] delta = known.rows(key.endsWith("2") ? "grad_oa" : "grad_ha");
        double[][] rows = known.rows(key.equals("grad_W2") ? "hs" : "X");
        Tensor mean = Tensor.zeros(known.get(key).shape());
        int width = mean.values().length / mean.shape()[0];
        for (int i = 0; i < mean.values().length; i++) {
            float sum = 0;
            for (int e = 0; e < delta.length; e++) {
                float factor = key.contains("W") ? (float) rows[e][i % width] : 1;
                sum += (float) delta[e][i / width] * factor;
            }
            mean.values()[i] = sum / delta.length;
        }
        return mean;
    }

    /** S is linear: no step shows in its differences but by rounding. */
    @ParameterizedTest
    @CsvSource({"forward, 1e-6", "central, 1e-5", "central, 0x1p-20"})
    void thoseOfTheConvolutionsAreRecognisedByTheirRounding(String kind, double step) {
        NamedTensors differences = differences("cnn", Way.of(kind, step));
        isOneFinding(RIGHT.with(differences), differences.keys(), "finite differences");
    }

    private static void isOneFinding(NamedTensors answers, Iterable<String> keys, String text) {
        Marks marks = MARKER.mark(Student.submission(answers));
        assertThat(marks.entered()).as(text).hasSize(1);
        assertThat(marks.entered().get(0).findings()).singleElement().satisfies(finding -> assertThat(finding.found())
                .isEqualTo("Computed by " + text + "."));
        for (String key : keys) {
            Mark mark = marks.items().stream()
                    .filter(item -> item.key().equals(key))
                    .findFirst()
                    .orElseThrow();
            assertThat(mark.points()).as(mark.toString()).isEqualTo(mark.most() / 2);
        }
    }

    @ParameterizedTest
    @CsvSource({"forward, 3", "central, 2"})
    void aStepThatHidesMistakesEarnsNothing(String kind, double step) {
        Marks marks = MARKER.mark(Student.submission(RIGHT.with(differences("parameters", Way.of(kind, step)))));
        Mark first = marks.entered().get(0);
        assertThat(first.points()).isZero();
    }

    /** A forward difference of max(t, 0) at 0 is 1, too: the mistake is named, not the differences that would hide it. */
    @Test
    void aKnownMistakeIsNamedBeforeDifferencesThatAreTooCoarse() {
        Tensor slopes = TestCases.map(GIVEN.values().get("t"), t -> t >= 0 ? 1 : 0);
        Marks marks = MARKER.mark(Student.submission(RIGHT.with("q1a", slopes)));
        assertThat(marks.entered()).singleElement().satisfies(mark -> assertThat(mark.findings())
                .extracting(finding -> finding.id())
                .containsExactly("q1a.one-at-0"));
    }

    /** The gradients by what is differentiated by. */
    private static NamedTensors differences(String what, Way way) {
        NamedTensors known = GIVEN.values().with(Chain.solve(GIVEN.values()));
        NamedTensors gradients = NamedTensors.NONE;
        for (String key : BY.get(what)) {
            Tensor gradient = Tensor.zeros(known.get(key).shape());
            int width = known.get(key).values().length / known.get(key).shape()[0];
            for (int i = 0; i < gradient.values().length; i++) {
                int element = i;
                gradient.values()[i] = way.of(h -> {
                    NamedTensors moved = moved(known, key, element, h);
                    return switch (what) {
                        case "parameters" -> moved.vector("R")[0];
                        case "rows" -> moved.vector("L")[element / width];
                        default -> dot(moved.vector("upstream"), moved.vector("conv3"));
                    };
                });
            }
            gradients = gradients.with("grad_" + key.replace("X", "x"), gradient);
        }
        return gradients;
    }

    /** With one number of an array moved, and what follows from it computed again. */
    private static NamedTensors moved(NamedTensors known, String key, int element, double h) {
        NamedTensors moved = known.with(key, TestCases.with(known.get(key), element, known.vector(key)[element] + h));
        for (Step step : Chain.STEPS) {
            boolean follows = step.inputs().stream()
                    .anyMatch(
                            input -> input.equals(key) || Chain.downstream(key).contains(input));
            if (follows
                    && !step.quantity().startsWith("grad")
                    && !step.quantity().equals(key)) {
                moved = moved.with(step.quantity(), step.replay().apply(moved));
            }
        }
        return moved;
    }

    private static NamedTensors functions(Way way) {
        double[] t = GIVEN.values().vector("t");
        double[] x = GIVEN.values().vector("x");
        double[] v = GIVEN.values().vector("v");
        Tensor jacobian = Tensor.zeros(x.length, x.length);
        for (int i = 0; i < jacobian.values().length; i++) {
            int row = i / x.length;
            int column = i % x.length;
            jacobian.values()[i] = way.of(h -> Softmax.softmax(moved(x, column, h))[row]);
        }
        return NamedTensors.NONE
                .with("q1b", TestCases.map(Tensor.vector(t), z -> way.of(h -> Functions.sigmoid(z + h))))
                .with("q1g", vector(x.length, i -> way.of(h -> dot(moved(x, i, h), moved(x, i, h)))))
                .with("q1l", jacobian)
                .with("q1m_softmax", vector(x.length, i -> way.of(h -> dot(v, Softmax.softmax(moved(x, i, h))))));
    }

    private static double[] moved(double[] x, int element, double h) {
        double[] moved = x.clone();
        moved[element] += h;
        return moved;
    }

    private static Tensor vector(int size, IntToDoubleFunction of) {
        return Tensor.vector(IntStream.range(0, size).mapToDouble(of).toArray());
    }

    private static double dot(double[] a, double[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
        }
        return dot;
    }
}
