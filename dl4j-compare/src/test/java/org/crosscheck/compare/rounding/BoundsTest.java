package org.crosscheck.compare.rounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.crosscheck.compare.steps.ReferenceEngine;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.matrix.MlpMatrix;
import org.junit.jupiter.api.Test;

/**
 * Every bound against exact arithmetic: the error of an honest computation, whose inputs may be inexact themselves,
 * never exceeds it, and comes near enough to show that the bound is not idle.
 */
class BoundsTest {

    private static final double KAPPA = ReferenceEngine.ARITHMETIC.kappa();

    /** Numbers as computed, how far off they may be, and what they should have been. */
    private record Inexact(double[] computed, double[] error, BigDecimal[] exact) {

        static Inexact of(SplittableRandom random, int size, double scale, double relativeError) {
            double[] computed = new double[size];
            double[] error = new double[size];
            BigDecimal[] exact = new BigDecimal[size];
            for (int i = 0; i < size; i++) {
                computed[i] = random.nextDouble(-scale, scale);
                error[i] = Math.abs(computed[i]) * relativeError;
                double off = error[i] * random.nextDouble(-1, 1);
                exact[i] = ExactDecimals.of(computed[i]).add(ExactDecimals.of(off));
            }
            return new Inexact(computed, error, exact);
        }

        Bounded row() {
            return bounded(1, computed.length);
        }

        Bounded bounded(int... shape) {
            boolean isExact = Tensor.vector(error).equals(Tensor.zeros(error.length));
            return new Bounded(new Tensor(shape, computed), isExact ? null : new Tensor(shape, error));
        }
    }

    /** Collects ratios of error to bound. */
    private static final class Ratios {
        private double largest;

        void add(double computed, BigDecimal exact, double bound, Object what) {
            double error = ExactDecimals.of(computed)
                    .subtract(exact, ExactDecimals.DIGITS)
                    .abs()
                    .doubleValue();
            assertThat(error).as("%s: computed %s", what, computed).isLessThanOrEqualTo(bound);
            largest = Math.max(largest, bound == 0 ? 0 : error / bound);
        }

        void assertNotIdle() {
            assertThat(largest).as("largest error / bound").isGreaterThan(1e-2);
        }
    }

    private static final double[] INPUT_ERRORS = {0, 0x1p-52, 0x1p-40, 0x1p-25};

    @Test
    void linear() {
        SplittableRandom random = new SplittableRandom(1);
        Ratios ratios = new Ratios();
        Bounds.Multilinear step = (xs, ws, bs) -> Tensor.matrix(MlpMatrix.ha(xs.rows(), ws.rows(), bs.values()));
        for (int round = 0; round < 400; round++) {
            int k = 1 + random.nextInt(round % 10 == 0 ? 300 : 8);
            double scale = StrictMath.pow(2, random.nextInt(-30, 30));
            Inexact x = Inexact.of(random, k, scale, INPUT_ERRORS[random.nextInt(4)]);
            Inexact w = Inexact.of(random, k, 1, INPUT_ERRORS[random.nextInt(4)]);
            Inexact b = Inexact.of(random, 1, scale, INPUT_ERRORS[random.nextInt(4)]);
            double bound =
                    Bounds.linear(step, x.row(), w.row(), b.bounded(1), k + 1).values()[0];
            BigDecimal exact = b.exact[0];
            double upwards = b.computed[0];
            double downwards = 0;
            double fused = 0;
            for (int i = 0; i < k; i++) {
                exact = exact.add(x.exact[i].multiply(w.exact[i]));
                upwards += x.computed[i] * w.computed[i];
                downwards += x.computed[k - 1 - i] * w.computed[k - 1 - i];
                fused = Math.fma(x.computed[i], w.computed[i], fused);
            }
            ratios.add(upwards, exact, bound, "upwards, k " + k);
            ratios.add(downwards + b.computed[0], exact, bound, "downwards, k " + k);
            ratios.add(fused + b.computed[0], exact, bound, "fused, k " + k);
        }
        ratios.assertNotIdle();
    }

    @Test
    void linearWhereProductsUnderflow() {
        Bounds.Multilinear step = (xs, ws, bs) -> Tensor.matrix(MlpMatrix.ha(xs.rows(), ws.rows(), bs.values()));
        SplittableRandom random = new SplittableRandom(2);
        for (int round = 0; round < 100; round++) {
            Inexact x = Inexact.of(random, 7, 0x1p-530, 0);
            Inexact w = Inexact.of(random, 7, 0x1p-540, 0);
            double sum = 0;
            BigDecimal exact = BigDecimal.ZERO;
            for (int i = 0; i < 7; i++) {
                sum += x.computed[i] * w.computed[i];
                exact = exact.add(x.exact[i].multiply(w.exact[i]));
            }
            double bound = Bounds.linear(step, x.row(), w.row(), new Bounded(Tensor.zeros(1), null), 8)
                    .values()[0];
            new Ratios().add(sum, exact, bound, "sum of subnormal products");
        }
    }

    @Test
    void sineAndCosine() {
        SplittableRandom random = new SplittableRandom(3);
        Ratios sines = new Ratios();
        Ratios cosines = new Ratios();
        for (double inputError : INPUT_ERRORS) {
            for (double scale : new double[] {1, 50, 1e15}) {
                Inexact z = Inexact.of(random, 60, scale, inputError);
                Tensor sine = Bounds.phi(z.row(), KAPPA);
                Tensor cosine = Bounds.phiPrime(z.row(), KAPPA);
                for (int i = 0; i < 60; i++) {
                    double zi = z.computed[i];
                    sines.add(StrictMath.sin(zi), ExactDecimals.sin(z.exact[i]), sine.values()[i], "sin " + zi);
                    cosines.add(StrictMath.cos(zi), ExactDecimals.cos(z.exact[i]), cosine.values()[i], "cos " + zi);
                }
            }
        }
        sines.assertNotIdle();
        cosines.assertNotIdle();
    }

    @Test
    void sineAndCosineNextToMultiplesOfHalfPi() {
        Ratios ratios = new Ratios();
        for (int k = -40; k <= 40; k++) {
            double z = k * (Math.PI / 2);
            double error = Math.ulp(z);
            Bounded inexact = new Bounded(Tensor.scalar(z), Tensor.scalar(error));
            BigDecimal exact = ExactDecimals.of(z).subtract(ExactDecimals.of(error));
            ratios.add(
                    StrictMath.sin(z),
                    ExactDecimals.sin(exact),
                    Bounds.phi(inexact, KAPPA).values()[0],
                    "sin " + z);
            ratios.add(
                    StrictMath.cos(z),
                    ExactDecimals.cos(exact),
                    Bounds.phiPrime(inexact, KAPPA).values()[0],
                    "cos " + z);
        }
        ratios.assertNotIdle();
    }

    @Test
    void product() {
        SplittableRandom random = new SplittableRandom(4);
        Ratios ratios = new Ratios();
        for (double inputError : INPUT_ERRORS) {
            Inexact a = Inexact.of(random, 200, 3, inputError);
            Inexact b = Inexact.of(random, 200, 1e-5, inputError);
            Tensor bound = Bounds.product(a.row(), b.row());
            for (int i = 0; i < 200; i++) {
                ratios.add(
                        a.computed[i] * b.computed[i], a.exact[i].multiply(b.exact[i]), bound.values()[i], "product");
            }
        }
        ratios.assertNotIdle();
    }

    @Test
    void mean() {
        SplittableRandom random = new SplittableRandom(5);
        Ratios ratios = new Ratios();
        for (int round = 0; round < 200; round++) {
            int n = 1 + random.nextInt(20);
            Inexact x = Inexact.of(random, n, 5, INPUT_ERRORS[round % 4]);
            double sum = 0;
            BigDecimal exact = BigDecimal.ZERO;
            for (int i = 0; i < n; i++) {
                sum += x.computed[i];
                exact = exact.add(x.exact[i]);
            }
            double bound = Bounds.mean(x.bounded(n)).values()[0];
            ratios.add(sum / n, exact.divide(BigDecimal.valueOf(n), ExactDecimals.DIGITS), bound, "mean of " + n);
        }
        ratios.assertNotIdle();
    }

    @Test
    void delta() {
        SplittableRandom random = new SplittableRandom(6);
        Ratios ratios = new Ratios();
        for (int round = 0; round < 200; round++) {
            Inexact p = Inexact.of(random, 1, 1, INPUT_ERRORS[round % 4]);
            Tensor delta = Tensor.scalar(p.computed[0] - 1);
            ratios.add(
                    delta.values()[0],
                    p.exact[0].subtract(BigDecimal.ONE),
                    Bounds.delta(p.bounded(), delta).values()[0],
                    "p " + p.computed[0]);
        }
        ratios.assertNotIdle();
    }

    @Test
    void derivativeOfTheSigmoidInBothForms() {
        SplittableRandom random = new SplittableRandom(7);
        Ratios ratios = new Ratios();
        for (int round = 0; round < 300; round++) {
            double x = random.nextDouble(-1, 1) * (round % 3 == 0 ? 2 : 40);
            BigDecimal e = ExactDecimals.exp(ExactDecimals.of(-x));
            BigDecimal below = BigDecimal.ONE.add(e);
            BigDecimal exact = e.divide(below.multiply(below), ExactDecimals.DIGITS);
            double s = Functions.sigmoid(x);
            double bound = Bounds.sigmoidPrime(s, Functions.sigmoid(-x), KAPPA, Precision.DOUBLE);
            ratios.add(Functions.sigmoidPrime(x), exact, bound, "product form at " + x);
            ratios.add(s * (1 - s), exact, bound, "difference form at " + x);
        }
        ratios.assertNotIdle();
    }

    @Test
    void gammaIsTheSumOfRoundings() {
        assertThat(Bounds.gamma(0)).isZero();
        assertThat(Bounds.gamma(1)).isGreaterThan(Bounds.U).isLessThan(Math.nextUp(Math.nextUp(Bounds.U)) + 1e-31);
        assertThat(Bounds.gamma(1e6)).isGreaterThan(1e6 * Bounds.U);
    }
}
