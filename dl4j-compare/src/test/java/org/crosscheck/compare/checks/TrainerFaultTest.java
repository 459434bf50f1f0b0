package org.crosscheck.compare.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.TrainerEngine;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.kernels.Kernels;
import org.crosscheck.reference.kernels.LaneConvolution;
import org.crosscheck.reference.kernels.Nonzeros;
import org.crosscheck.reference.kernels.Sines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults planted in the kernels that the trainers compute with. Each is caught at just the quantities that follow from what
 * the kernel gives: those of the MLP by their own names, those of the CNN with sine with a prefix.
 */
class TrainerFaultTest {

    private static final Case GIVEN = TestCases.small(50);

    private static final Map<String, NamedTensors> HONEST = new ConcurrentHashMap<>();

    /** Large beside the bounds of the whole pass, small beside everything else. */
    private static final double SLIP = 1e-5;

    private static final String ALL_OF_TRAINING = "L R grad_W1 grad_b1 grad_W2 grad_b2";
    private static final String CONVOLUTIONS =
            "sine_grad_conv1_W sine_grad_conv1_b sine_grad_conv3_W sine_grad_conv3_b";
    private static final String ALL_WITH_SINE = "sine_L sine_R sine_grad_W sine_grad_b " + CONVOLUTIONS;

    private static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("sine in training", sines(true, false, false), ALL_OF_TRAINING + " " + ALL_WITH_SINE),
                Arguments.of("cosine", sines(false, true, false), "grad_W1 grad_b1 " + CONVOLUTIONS),
                Arguments.of("sine of a forward pass alone", sines(false, false, true), "os sine_os"),
                Arguments.of("X W(1)^T", nonzeros(true), "os " + ALL_OF_TRAINING),
                Arguments.of("gradient of W(1)", nonzeros(false), "grad_W1"),
                Arguments.of("o^a, last term", dots(), "os sine_os " + ALL_OF_TRAINING + " " + ALL_WITH_SINE),
                // The last class of what goes back, and the last example: the second image is not in the last lane.
                Arguments.of("sums of rows, last term", rows(), "grad_W1 grad_b1 grad_W2 " + CONVOLUTIONS),
                Arguments.of("product with the cosine", multiply(), "grad_W1 grad_b1 " + CONVOLUTIONS),
                Arguments.of("conv1", convolution(1, "forward"), "sine_os " + ALL_WITH_SINE),
                Arguments.of("conv3", convolution(6, "forward"), "sine_os " + ALL_WITH_SINE),
                Arguments.of("gradient of conv1_W", convolution(1, "weights"), "sine_grad_conv1_W"),
                Arguments.of("gradient of conv3_W", convolution(6, "weights"), "sine_grad_conv3_W"),
                Arguments.of("gradient of conv1_b", convolution(1, "bias"), "sine_grad_conv1_b"),
                Arguments.of("gradient of conv3_b", convolution(6, "bias"), "sine_grad_conv3_b"),
                Arguments.of("gradient of pool2", convolution(6, "input"), "sine_grad_conv1_W sine_grad_conv1_b"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultInAKernelIsCaughtWhereItIs(String kernel, Kernels kernels, String caught) {
        assertThat(caught(kernels)).containsExactlyInAnyOrder(caught.split(" "));
    }

    @Test
    void nothingIsCaughtWhereNothingIsPlanted() {
        assertThat(caught(new Kernels() {})).isEmpty();
    }

    /** Every array that the trainer answers with is checked, in the question that the homework asks for it. */
    @Test
    void everyAnswerOfTheTrainerIsChecked() {
        Set<String> checked = Catalogue.QUESTIONS.stream()
                .flatMap(question -> question.checks().stream())
                .filter(check -> check.right().equals("trainer") && check.kind() == Check.Kind.CHAINED)
                .map(Check::quantity)
                .collect(Collectors.toSet());
        assertThat(checked)
                .containsExactlyInAnyOrderElementsOf(
                        new TrainerEngine().solve(GIVEN).keys());
    }

    private static Set<String> caught(Kernels kernels) {
        Evidence evidence = new Evidence(GIVEN, name -> {
            Engine honest = Engines.of(name);
            return name.equals("trainer")
                    ? new TrainerEngine(kernels)
                    : TestCases.engine(honest, any -> HONEST.computeIfAbsent(name, ignored -> honest.solve(GIVEN)));
        });
        Set<String> caught = new TreeSet<>();
        for (Question question : Catalogue.QUESTIONS) {
            for (Check check : question.checks()) {
                if (check.right().equals("trainer")) {
                    Agreement found = Verification.outcome(check, evidence);
                    assertThat(found.verdict()).as(check.name()).isIn(Verdict.AGREE, Verdict.DISAGREE);
                    if (!found.agrees()) {
                        caught.add(check.quantity());
                        assertThat(found.guilty()).as(check.name()).isEqualTo("right");
                    }
                }
            }
        }
        return caught;
    }

    private static Kernels sines(boolean sin, boolean cos, boolean alone) {
        return new Kernels() {
            @Override
            public Sines sines() {
                return new Sines() {
                    @Override
                    public void sin(double[][] z, int begin, int end, double[][] to, int n) {
                        super.sin(z, begin, end, to, n);
                        spoil(to, begin, end, alone);
                    }

                    @Override
                    public void sinCos(double[][] z, int begin, int end, double[][] sinTo, double[][] cosTo, int n) {
                        super.sinCos(z, begin, end, sinTo, cosTo, n);
                        spoil(sinTo, begin, end, sin);
                        spoil(cosTo, begin, end, cos);
                    }
                };
            }
        };
    }

    private static Kernels nonzeros(boolean times) {
        return new Kernels() {
            @Override
            public Nonzeros nonzeros() {
                return new Nonzeros() {
                    @Override
                    public void times(double[][] c, int e0, int e1, double[][] rows, int columns, boolean skip) {
                        super.times(c, e0, e1, rows, columns, skip);
                        spoil(c, e0, e1, times);
                    }

                    @Override
                    public void transposedTimes(double[][] c, int k0, int k1, double[][] g, int columns, boolean skip) {
                        super.transposedTimes(c, k0, k1, g, columns, skip);
                        spoil(c, k0, k1, !times);
                    }
                };
            }
        };
    }

    private static Kernels dots() {
        return new Kernels() {
            @Override
            public void addDots(
                    double[][] c, double[][] a, int begin, int end, double[][] b, int taps, int from, int to) {
                super.addDots(c, a, begin, end, b, taps, from, to - 1);
            }
        };
    }

    private static Kernels rows() {
        return new Kernels() {
            @Override
            public void addRows(
                    double[][] c, int begin, int end, double[][] s, double[][] d, int taps, int from, int to) {
                super.addRows(c, begin, end, s, d, taps - 1, from, to);
            }
        };
    }

    private static Kernels multiply() {
        return new Kernels() {
            @Override
            public void multiply(double[] c, double[] d, int n) {
                double first = c[0];
                super.multiply(c, d, n);
                c[0] = first;
            }
        };
    }

    /** A fault in one of the two convolutions, told apart by their channels. */
    private static Kernels convolution(int channels, String where) {
        return new Kernels() {
            @Override
            public LaneConvolution convolution(Geometry geometry, int lanes) {
                boolean here = geometry.channels() == channels;
                return new LaneConvolution(geometry, lanes) {
                    @Override
                    public void forward(int i, double[][] w, double[] b, double[][] out) {
                        super.forward(i, w, b, out);
                        spoil(out, i * b.length, (i + 1) * b.length, here && where.equals("forward"));
                    }

                    @Override
                    public void addGradWeights(int i, double[][] gradOut, double[][] gradW) {
                        super.addGradWeights(i, gradOut, gradW);
                        spoil(gradW, 0, gradW.length, here && where.equals("weights"));
                    }

                    @Override
                    public void addGradBias(double[] gradB) {
                        super.addGradBias(gradB);
                        spoil(new double[][] {gradB}, 0, 1, here && where.equals("bias"));
                    }

                    @Override
                    public void gradInput(double[][] gradOut, double[][] gradX) {
                        super.gradInput(gradOut, gradX);
                        spoil(gradX, 0, gradX.length, here && where.equals("input"));
                    }
                };
            }
        };
    }

    private static void spoil(double[][] rows, int begin, int end, boolean really) {
        for (int row = begin; row < end && really; row++) {
            for (int j = 0; j < rows[row].length; j++) {
                rows[row][j] *= 1 + SLIP;
            }
        }
    }
}
