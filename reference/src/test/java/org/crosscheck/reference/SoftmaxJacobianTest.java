package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.commons.numbers.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Questions 1k, 1l and 1m: the derivatives of the softmax. */
class SoftmaxJacobianTest {

    static LongStream seeds() {
        return LongStream.range(100, 120);
    }

    private static double[] x(long seed) {
        return Cases.vector(new SplittableRandom(seed), 2 + (int) (seed % 6), 4);
    }

    @Test
    void jacobianOfEqualElementsIsKnown() { // S = 1/4 each: diagonal 1/4 - 1/16, elsewhere -1/16
        double on = 0.1875;
        double off = -0.0625;
        Bits.same("jacobian", Softmax.jacobian(new double[] {2, 2, 2, 2}), new double[][] {
            {on, off, off, off}, {off, on, off, off}, {off, off, on, off}, {off, off, off, on}
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void jacobianHasThePartialDerivativesAsElementsAndIsSymmetric(long seed) { // 1k and 1l
        double[] s = Softmax.softmax(x(seed));
        double[][] jacobian = Softmax.jacobian(x(seed));
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < s.length; j++) {
                assertThat(jacobian[i][j]).isEqualTo(Softmax.partial(s, i, j));
                assertThat(jacobian[i][j]).isEqualTo(jacobian[j][i]);
            }
        }
    }

    /**
     * The imaginary part of S(x + i h e_j) is h dS/dx_j. Each side has elements S of relative error r, in S_i 1 - S_i
     * S_j, so 3 r (S_i 1 + S_i S_j) and the roundings of two products and a difference; the witness divides once more.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void partialDerivativesAreThoseOfTheComplexStep(long seed) {
        double[] x = x(seed);
        double[] s = Softmax.softmax(x);
        double relative = 2 * (3 * RoundingBounds.softmaxRelative(x) + RoundingBounds.gamma(8));
        for (int j = 0; j < x.length; j++) {
            double[] column = complexStep(x, j);
            for (int i = 0; i < x.length; i++) {
                double magnitude = s[i] * Functions.indicator(i == j) + s[i] * s[j];
                RoundingBounds.within(
                        "dS_" + i + "/dx_" + j, Softmax.partial(s, i, j), column[i], relative * magnitude);
            }
        }
    }

    private static double[] complexStep(double[] x, int j) {
        double h = 1e-200;
        double max = x[Softmax.argmax(x)]; // of the real parts
        Complex[] exp = new Complex[x.length];
        Complex sum = Complex.ZERO;
        for (int i = 0; i < x.length; i++) {
            exp[i] = Complex.ofCartesian(x[i] - max, i == j ? h : 0).exp();
            sum = sum.add(exp[i]);
        }
        double[] derivative = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            derivative[i] = exp[i].divide(sum).getImaginary() / h;
        }
        return derivative;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void vectorJacobianIsTheTransposedJacobianTimesV(long seed) { // 1m
        double[] x = x(seed);
        double[] v = Cases.vector(new SplittableRandom(-seed), x.length, 3);
        double[][] jacobian = Softmax.jacobian(x);
        double[] s = Softmax.softmax(x);
        double[] product = Softmax.vectorJacobian(x, v);
        for (int j = 0; j < x.length; j++) {
            // The terms of both: S_j v_j and S_j S_i v_i, of n + 2 roundings from the same S.
            double magnitude = s[j] * (Math.abs(v[j]) + RoundingBounds.absDot(s, v));
            double full = Cases.dot(RoundingBounds.column(jacobian, j), v);
            RoundingBounds.within("vjp_" + j, product[j], full, RoundingBounds.sums(x.length + 2, magnitude));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void columnsOfTheJacobianSumToZero(long seed) { // S sums to 1 whatever x is
        double[] x = x(seed);
        double[] product = Softmax.vectorJacobian(x, new double[x.length]);
        assertThat(product).containsOnly(0.0);
        double[][] jacobian = Softmax.jacobian(x);
        for (int j = 0; j < x.length; j++) {
            double sum = 0;
            for (double element : RoundingBounds.column(jacobian, j)) {
                sum += element;
            }
            RoundingBounds.within(
                    "column " + j, sum, 0, RoundingBounds.gamma(x.length + 2) * 2 + RoundingBounds.softmaxRelative(x));
        }
    }

    @Test
    void vectorJacobianOfAKnownCase() { // S = (1/2, 1/2), v = (3, 7): <S, v> = 5, so (1/2)(-2), (1/2)(2)
        assertThat(Softmax.vectorJacobian(new double[] {1, 1}, new double[] {3, 7}))
                .containsExactly(-1, 1);
    }

    @Test
    void vectorJacobianRefusesDifferentLengths() {
        assertThatThrownBy(() -> Softmax.vectorJacobian(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x has 2 elements and v has 3");
    }

    @Test
    void nanSpreadsOverTheWholeJacobian() {
        for (double[] row : Softmax.jacobian(new double[] {1, Double.NaN})) {
            assertThat(row).containsOnly(Double.NaN);
        }
    }
}
