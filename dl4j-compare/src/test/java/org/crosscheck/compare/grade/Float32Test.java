package org.crosscheck.compare.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.mistakes.Rearrange;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Honest work in float32, every operation rounded to it, is right by the bounds with u = 2^-24. */
class Float32Test {

    static Case[] cases() {
        Case[] cases = new Case[40];
        SplittableRandom random = new SplittableRandom(17);
        for (int i = 0; i < cases.length; i++) {
            int d = i % 8 == 0 ? 784 : random.nextInt(2, 40);
            cases[i] = TestCases.mlp(i, d, random.nextInt(2, 60), random.nextInt(2, 11), random.nextInt(2, 9));
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void honestWorkAgrees(Case given) {
        Marks marks = new Marker(given, Rubric.standard()).mark(Student.submission(solve(given), "float32"));
        assertThat(marks.items())
                .filteredOn(mark -> mark.outcome() != Outcome.MISSING)
                .hasSize(14)
                .allSatisfy(
                        mark -> assertThat(mark.outcome()).as(mark.toString()).isEqualTo(Outcome.AGREE));
    }

    /** The MLP as NumPy has it in float32, loss from the probabilities. */
    private static NamedTensors solve(Case given) {
        float[][] x = floats(given.values().rows("X"));
        float[][] w1 = floats(given.values().rows("W1"));
        float[][] w2 = floats(given.values().rows("W2"));
        int[] y = given.values().integers("y");
        int n = x.length;
        float[][] ha = affine(x, w1, given.values().vector("b1"));
        float[][] hs = map(ha, StrictMath::sin);
        float[][] oa = affine(hs, w2, given.values().vector("b2"));
        float[][] os = map(oa, StrictMath::exp);
        float[] loss = new float[n];
        float risk = 0;
        float[][] gradOa = new float[n][];
        for (int e = 0; e < n; e++) {
            float sum = 0;
            for (float p : os[e]) {
                sum += p;
            }
            for (int k = 0; k < os[e].length; k++) {
                os[e][k] /= sum;
            }
            loss[e] = -(float) StrictMath.log(os[e][y[e] - 1]);
            risk += loss[e];
            gradOa[e] = os[e].clone();
            gradOa[e][y[e] - 1] -= 1;
        }
        float[][] gradHs = times(gradOa, w2);
        float[][] gradHa = map(ha, StrictMath::cos);
        for (int e = 0; e < n; e++) {
            for (int j = 0; j < gradHa[e].length; j++) {
                gradHa[e][j] *= gradHs[e][j];
            }
        }
        Map<String, Tensor> answers = new LinkedHashMap<>();
        answers.put("ha", matrix(ha));
        answers.put("hs", matrix(hs));
        answers.put("oa", matrix(oa));
        answers.put("os", matrix(os));
        answers.put("L", row(new float[][] {loss}));
        answers.put("R", Tensor.scalar(risk / n));
        answers.put("grad_oa", matrix(gradOa));
        answers.put("grad_W2", matrix(meanOfOuter(gradOa, hs)));
        answers.put("grad_b2", row(meanOfOuter(ones(n), gradOa)));
        answers.put("grad_hs", matrix(gradHs));
        answers.put("grad_ha", matrix(gradHa));
        answers.put("grad_W1", matrix(meanOfOuter(gradHa, x)));
        answers.put("grad_b1", row(meanOfOuter(ones(n), gradHa)));
        answers.put("grad_x", matrix(times(gradHa, w1)));
        return new NamedTensors(answers);
    }

    private static float[][] affine(float[][] x, float[][] w, double[] b) {
        float[][] out = new float[x.length][w.length];
        for (int e = 0; e < x.length; e++) {
            for (int j = 0; j < w.length; j++) {
                for (int i = 0; i < w[j].length; i++) {
                    out[e][j] += w[j][i] * x[e][i];
                }
                out[e][j] += (float) b[j];
            }
        }
        return out;
    }

    private static float[][] times(float[][] a, float[][] b) {
        float[][] out = new float[a.length][b[0].length];
        for (int e = 0; e < a.length; e++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[k].length; j++) {
                    out[e][j] += a[e][k] * b[k][j];
                }
            }
        }
        return out;
    }

    /** a (n, m) and b (n, k) to the mean of their outer products (m, k). */
    private static float[][] meanOfOuter(float[][] a, float[][] b) {
        float[][] out = new float[a[0].length][b[0].length];
        for (int k = 0; k < out.length; k++) {
            for (int j = 0; j < out[k].length; j++) {
                for (int e = 0; e < a.length; e++) {
                    out[k][j] += a[e][k] * b[e][j];
                }
                out[k][j] /= a.length;
            }
        }
        return out;
    }

    private static float[][] map(float[][] x, DoubleUnaryOperator f) {
        float[][] out = new float[x.length][x[0].length];
        for (int e = 0; e < x.length; e++) {
            for (int j = 0; j < x[e].length; j++) {
                out[e][j] = (float) f.applyAsDouble(x[e][j]);
            }
        }
        return out;
    }

    private static float[][] ones(int n) {
        float[][] ones = new float[n][1];
        for (float[] one : ones) {
            one[0] = 1;
        }
        return ones;
    }

    private static float[][] floats(double[][] x) {
        float[][] out = new float[x.length][x[0].length];
        for (int e = 0; e < x.length; e++) {
            for (int i = 0; i < x[e].length; i++) {
                out[e][i] = (float) x[e][i];
            }
        }
        return out;
    }

    private static Tensor matrix(float[][] x) {
        Tensor tensor = Tensor.zeros(x.length, x[0].length);
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = x[i / x[0].length][i % x[0].length];
        }
        return tensor;
    }

    private static Tensor row(float[][] x) {
        return Rearrange.reshaped(matrix(x), x[0].length);
    }
}
