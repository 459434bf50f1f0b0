package org.crosscheck.compare.rounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.steps.ReferenceEngine;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.matrix.MlpMatrix;
import org.junit.jupiter.api.Test;

/** The bounds of the softmax and of both ways to the loss, against exact arithmetic. */
class SoftmaxBoundsTest {

    private static final double KAPPA = ReferenceEngine.ARITHMETIC.kappa();
    private static final double[] INPUT_ERRORS = {0, 0x1p-52, 0x1p-30};

    /** Logits as computed, how far off each may be, what they should have been, and their exact softmax. */
    private record Logits(Bounded z, BigDecimal[] exact, BigDecimal[] p) {

        static Logits of(SplittableRandom random, int classes, double scale, double error) {
            double[] z = new double[classes];
            BigDecimal[] exact = new BigDecimal[classes];
            for (int i = 0; i < classes; i++) {
                z[i] = random.nextDouble(-scale, scale);
                exact[i] = ExactDecimals.of(z[i]).add(ExactDecimals.of(error * random.nextDouble(-1, 1)));
            }
            return of(z, exact, error);
        }

        static Logits of(double[] z, BigDecimal[] exact, double error) {
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal[] p = new BigDecimal[z.length];
            for (int i = 0; i < z.length; i++) {
                p[i] = ExactDecimals.exp(exact[i].subtract(exact[0]));
                sum = sum.add(p[i], ExactDecimals.DIGITS);
            }
            for (int i = 0; i < z.length; i++) {
                p[i] = p[i].divide(sum, ExactDecimals.DIGITS);
            }
            Tensor value = Tensor.matrix(new double[][] {z});
            Tensor errors = TestCases.map(value, zi -> error);
            return new Logits(new Bounded(value, error == 0 ? null : errors), exact, p);
        }

        Tensor softmax() {
            return Tensor.matrix(MlpMatrix.os(z.value().rows()));
        }
    }

    private double largest;

    private void hold(double computed, BigDecimal exact, double bound, String what) {
        double error = ExactDecimals.of(computed)
                .subtract(exact, ExactDecimals.DIGITS)
                .abs()
                .doubleValue();
        assertThat(error).as(what).isLessThanOrEqualTo(bound);
        largest = Math.max(largest, bound == 0 ? 0 : error / bound);
    }

    private Iterable<Logits> samples() {
        SplittableRandom random = new SplittableRandom(8);
        java.util.List<Logits> samples = new java.util.ArrayList<>();
        for (double error : INPUT_ERRORS) {
            for (double scale : new double[] {0.01, 3, 40, 300}) {
                for (int classes : new int[] {1, 2, 3, 10, 40}) {
                    samples.add(Logits.of(random, classes, scale, error));
                }
            }
        }
        return samples;
    }

    @Test
    void softmax() {
        for (Logits logits : samples()) {
            Tensor p = logits.softmax();
            Tensor bound = Bounds.softmax(logits.z, p, KAPPA);
            for (int i = 0; i < p.values().length; i++) {
                hold(p.values()[i], logits.p[i], bound.values()[i], "p[" + i + "] of " + logits);
            }
        }
        assertThat(largest).as("largest error / bound").isGreaterThan(1e-2);
    }

    /** d near -745 gives a subnormal exponential: its absolute error is kappa units of 2^-1074 and more. */
    @Test
    void softmaxWhereAProbabilityUnderflows() {
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 300; round++) {
            double[] z = {0, random.nextDouble(-750, -700), random.nextDouble(-3, 0)};
            BigDecimal[] exact = {ExactDecimals.of(z[0]), ExactDecimals.of(z[1]), ExactDecimals.of(z[2])};
            Logits logits = Logits.of(z, exact, 0);
            Tensor p = logits.softmax();
            Tensor bound = Bounds.softmax(logits.z, p, KAPPA);
            for (int i = 0; i < 3; i++) {
                hold(p.values()[i], logits.p[i], bound.values()[i], "p[" + i + "] at z = " + z[i]);
            }
        }
    }

    @Test
    void lossFromLogits() {
        for (Logits logits : samples()) {
            int classes = logits.p.length;
            for (int y = 1; y <= classes; y++) {
                double loss = MlpMatrix.loss(logits.z.value().rows(), new int[] {y})[0];
                BigDecimal exact = ExactDecimals.log(logits.p[y - 1]).negate();
                double bound =
                        Bounds.lossFromLogits(logits.z, new int[] {y}, KAPPA).values()[0];
                hold(loss, exact, bound, "L at y = " + y + " of " + logits);
            }
        }
        assertThat(largest).as("largest error / bound").isGreaterThan(1e-2);
    }

    @Test
    void lossFromProbabilities() {
        for (Logits logits : samples()) {
            Tensor p = logits.softmax();
            Bounded inexact = new Bounded(p, Bounds.softmax(logits.z, p, KAPPA));
            for (int y = 1; y <= logits.p.length; y++) {
                double py = p.values()[y - 1];
                BigDecimal exact = ExactDecimals.log(logits.p[y - 1]).negate();
                double chained = Bounds.lossFromProbabilities(inexact, new int[] {y}, KAPPA)
                        .values()[0];
                hold(-StrictMath.log(py), exact, chained, "L from p = " + py);
                double local = Bounds.lossFromProbabilities(new Bounded(p, null), new int[] {y}, KAPPA)
                        .values()[0];
                hold(
                        -StrictMath.log(py),
                        ExactDecimals.log(ExactDecimals.of(py)).negate(),
                        local,
                        "log of p = " + py);
            }
        }
        assertThat(largest).as("largest error / bound").isGreaterThan(1e-2);
    }

    @Test
    void aProbabilityThatMayBeZeroLeavesTheLossNoDigit() {
        Tensor p = Tensor.matrix(new double[][] {{0, 1}, {1e-300, 1}});
        Tensor error = Tensor.matrix(new double[][] {{1e-320, 0}, {1e-300, 0}});
        int[] y = {1, 1};
        assertThat(Bounds.lossFromProbabilities(new Bounded(p, error), y, KAPPA).values())
                .containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(Bounds.lossFromProbabilities(new Bounded(p, null), y, KAPPA).values()[0])
                .isInfinite();
    }

    @Test
    void largerInputErrorsGiveLargerBounds() {
        Tensor z = TestCases.tensor(new SplittableRandom(10), 3, 4);
        Tensor p = Tensor.matrix(MlpMatrix.os(z.rows()));
        int[] y = {1, 2, 3};
        double[] before = new double[6];
        for (double error : new double[] {0, 1e-16, 1e-12, 1e-8, 1e-4}) {
            Bounded inexact = new Bounded(z, TestCases.map(z, zi -> error));
            double[] after = {
                Bounds.softmax(inexact, p, KAPPA).values()[2],
                Bounds.lossFromLogits(inexact, y, KAPPA).values()[1],
                Bounds.phi(inexact, KAPPA).values()[5],
                Bounds.product(inexact, inexact).values()[0],
                Bounds.mean(inexact).values()[0],
                Bounds.delta(inexact, z).values()[1]
            };
            for (int i = 0; i < after.length; i++) {
                assertThat(after[i]).as("bound %d at E = %s", i, error).isGreaterThan(before[i]);
            }
            before = after;
        }
    }

    @Test
    void lessAccurateElementaryFunctionsGiveLargerBounds() {
        Bounded z = new Bounded(TestCases.tensor(new SplittableRandom(11), 2, 3), null);
        Tensor p = Tensor.matrix(MlpMatrix.os(z.value().rows()));
        assertThat(Bounds.softmax(z, p, 4).values()[0])
                .isGreaterThan(Bounds.softmax(z, p, 1).values()[0]);
        assertThat(Bounds.phi(z, 4).values()[0]).isGreaterThan(Bounds.phi(z, 1).values()[0]);
        assertThat(Bounds.lossFromLogits(z, new int[] {1, 2}, 4).values()[0])
                .isGreaterThan(Bounds.lossFromLogits(z, new int[] {1, 2}, 1).values()[0]);
    }
}
