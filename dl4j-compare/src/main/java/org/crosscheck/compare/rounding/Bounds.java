package org.crosscheck.compare.rounding;

import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Tensor;

/**
 * Rounding bounds of the homework's steps in IEEE arithmetic, in double precision unless an operand says {@link
 * Precision#SINGLE}: for each step, how far an honest computation may be from the exact result, given how far its
 * inputs may be (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., chapters 2 and 3). They hold for any
 * order of summation, with or without fused multiply-add.
 *
 * <p>kappa is the error of the engine's elementary functions in ulps; an error of 1 ulp is at most 2u|y|. No other
 * allowance is made anywhere.
 */
public final class Bounds {

    /** The unit roundoff u = 2^-53. */
    public static final double U = Precision.DOUBLE.unit();

    /** The smallest positive double, eta: what one product may lose by underflow. */
    public static final double ETA = Precision.DOUBLE.eta();

    /** Covers the rounding errors made in evaluating a bound itself. */
    private static final double SELF = 1 + 0x1p-40;

    private Bounds() {}

    /** An evaluated bound, raised by what its own evaluation may have lost. */
    public static double rounded(double bound) {
        return SELF * bound;
    }

    /** Whether every element is within its bound of the other; NaN is not. */
    public static boolean within(Tensor left, Tensor right, Tensor bound) {
        for (int i = 0; i < bound.values().length; i++) {
            if (!(Math.abs(left.values()[i] - right.values()[i]) <= bound.values()[i])) {
                return false;
            }
        }
        return true;
    }

    /** gamma(n) = n u / (1 - n u): the relative error of n roundings in a row. */
    public static double gamma(double n) {
        return Precision.DOUBLE.gamma(n);
    }

    /** A step that is linear in each operand, such as (x, w, b) to w x + b; a step without b ignores it. */
    @FunctionalInterface
    public interface Multilinear {
        Tensor apply(Tensor x, Tensor w, Tensor b);
    }

    /**
     * Questions 2a, 2b, 2h to 2k and 2n to 2p: a sum of products of x and w, and b: gamma(length) (sum |w| |x| + |b|) +
     * sum (|w| E_x + E_w |x| + E_w E_x) + E_b + length eta. All sums are the step itself, applied to magnitudes.
     *
     * @param length the number of roundings between a product and the result: the products and the bias of the longest
     *     sum, and one more for a final division
     */
    public static Tensor linear(Multilinear step, Bounded x, Bounded w, Bounded b, double length) {
        Tensor absX = x.value().map(Math::abs);
        Tensor absW = w.value().map(Math::abs);
        Tensor magnitude = step.apply(absX, absW, b.value().map(Math::abs));
        double gamma = x.precision().gamma(length);
        double eta = length * x.precision().eta();
        // The magnitude is itself a rounded sum of that length, hence gamma (1 + gamma).
        Tensor bound = magnitude.map(s -> SELF * (gamma * (1 + 2 * gamma) * s + eta));
        if (!x.exact()) {
            Tensor absWithError = w.exact() ? absW : absW.plus(w.error());
            bound = bound.plus(grow(step.apply(x.error(), absWithError, zeros(b.value())), gamma));
        }
        if (!w.exact()) {
            bound = bound.plus(grow(step.apply(absX, w.error(), zeros(b.value())), gamma));
        }
        return b.exact() ? bound : bound.plus(step.apply(zeros(x.value()), zeros(w.value()), b.error()));
    }

    /** Question 2a: phi(z) = sin z: min(2, (|cos z| (1 + 4 kappa u) + u) E_z + E_z^2 / 2 + 2 kappa u |s| + eta). */
    public static Tensor phi(Bounded z, double kappa) {
        return elementwise(
                z, (zi, ez) -> oscillation(Functions.phiPrime(zi), Functions.phi(zi), ez, kappa, z.precision()));
    }

    /** Questions 2l and 2m: phi'(z) = cos z: as {@link #phi} with the two functions swapped. */
    public static Tensor phiPrime(Bounded z, double kappa) {
        return elementwise(
                z, (zi, ez) -> oscillation(Functions.phi(zi), Functions.phiPrime(zi), ez, kappa, z.precision()));
    }

    private static double oscillation(double slope, double value, double ez, double kappa, Precision precision) {
        double first = (Math.abs(slope) * (1 + 4 * kappa * U) + U) * ez;
        double rounding = 2 * kappa * precision.unit() * Math.abs(value) + precision.eta();
        return Math.min(2, SELF * (first + ez * ez / 2 + rounding));
    }

    /** Questions 1m, 2l and 2m: a b element by element: |a| E_b + |b| E_a + E_a E_b + u |a b| + eta. */
    public static Tensor product(Bounded a, Bounded b) {
        double[] bound = new double[a.value().values().length];
        double u = a.precision().unit();
        double eta = a.precision().eta();
        for (int i = 0; i < bound.length; i++) {
            double ai = Math.abs(a.value().values()[i]);
            double bi = Math.abs(b.value().values()[i]);
            double ea = a.errorAt(i);
            double eb = b.errorAt(i);
            bound[i] = SELF * (ai * eb + bi * ea + ea * eb + u * ai * bi + eta);
        }
        return new Tensor(a.value().shape(), bound);
    }

    /**
     * Questions 1i, 1j and 2c: softmax by rows. With d = z - max z, D = max |d| and K classes: r_i = u (|d_i| + D + 4
     * kappa + K + 1) + E_i + max E and E_p = p_i expm1(r_i) + (kappa + 1) eta.
     */
    public static Tensor softmax(Bounded z, Tensor p, double kappa) {
        Tensor r = softmaxRelative(z, kappa);
        double[] bound = new double[r.values().length];
        double underflow = (kappa + 1) * z.precision().eta();
        for (int i = 0; i < bound.length; i++) {
            bound[i] = SELF * (p.values()[i] * StrictMath.expm1(r.values()[i]) + underflow);
        }
        return new Tensor(p.shape(), bound);
    }

    /** r of {@link #softmax}: log of the relative error of each probability. Shape (n, K), or (K) for one row. */
    public static Tensor softmaxRelative(Bounded z, double kappa) {
        Tensor value = z.value();
        int classes = value.shape()[value.shape().length - 1];
        double[] r = new double[value.values().length];
        double u = z.precision().unit();
        for (int row = 0; row < r.length; row += classes) {
            LogitRow spread = LogitRow.of(z, row, classes);
            for (int i = row; i < row + classes; i++) {
                double di = Math.abs(value.values()[i] - spread.max);
                r[i] = SELF * (u * (di + spread.distance + 4 * kappa + classes + 1) + z.errorAt(i) + spread.error);
            }
        }
        return new Tensor(value.shape(), r);
    }

    /**
     * Question 2d: L = log sum exp d - d_y by rows, from the logits: u |L| + 2 kappa u |log sum| + 2 kappa u + gamma(K
     * - 1) + u D + u |d_y| + E_y + max E.
     */
    public static Tensor lossFromLogits(Bounded z, int[] y, double kappa) {
        int classes = z.value().shape()[1];
        double[] bound = new double[y.length];
        double u = z.precision().unit();
        for (int e = 0; e < y.length; e++) {
            LogitRow row = LogitRow.of(z, e * classes, classes);
            int position = e * classes + y[e] - 1;
            double dy = z.value().values()[position] - row.max;
            double logSum = StrictMath.log(row.sumExp);
            double rounding = u * Math.abs(logSum - dy)
                    + 2 * kappa * u * (logSum + 1)
                    + z.precision().gamma(classes - 1)
                    + u * (row.distance + Math.abs(dy));
            bound[e] = SELF * (rounding + z.errorAt(position) + row.error);
        }
        return Tensor.vector(bound);
    }

    /**
     * Question 2d: L = -log p_y by rows, from the probabilities: -log(1 - E_p / p) + 2 kappa u |L|. Infinite where p_y
     * may be 0, since no digit of -log p is certain then; and where another p of the row is 0, since a framework that
     * sums onehot log p then adds 0 times infinity.
     */
    public static Tensor lossFromProbabilities(Bounded p, int[] y, double kappa) {
        int classes = p.value().shape()[1];
        double[] bound = new double[y.length];
        for (int e = 0; e < y.length; e++) {
            int position = e * classes + y[e] - 1;
            double py = p.value().values()[position];
            double relative = p.exact() && py > 0 ? 0 : p.errorAt(position) / py;
            for (int k = e * classes; k < (e + 1) * classes; k++) {
                relative = p.value().values()[k] > 0 ? relative : Double.POSITIVE_INFINITY;
            }
            double moved = relative < 1 ? -StrictMath.log1p(-relative) : Double.POSITIVE_INFINITY;
            bound[e] = SELF * (moved + 2 * kappa * p.precision().unit() * Math.abs(StrictMath.log(py)));
        }
        return Tensor.vector(bound);
    }

    /** Question 2e: the mean of n numbers: gamma(n + 1) mean |x| + mean E. A scalar. */
    public static Tensor mean(Bounded x) {
        double magnitude = 0;
        double error = 0;
        int n = x.value().values().length;
        for (int i = 0; i < n; i++) {
            magnitude += Math.abs(x.value().values()[i]);
            error += x.errorAt(i);
        }
        double gamma = x.precision().gamma(n + 1);
        return Tensor.scalar(SELF * (1 + 2 * gamma(n)) * (gamma * magnitude + error) / n);
    }

    /** Question 2g: delta = p - onehot: E_p + u |delta|. */
    public static Tensor delta(Bounded p, Tensor delta) {
        double[] bound = new double[delta.values().length];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = SELF * (p.errorAt(i) + p.precision().unit() * Math.abs(delta.values()[i]));
        }
        return new Tensor(delta.shape(), bound);
    }

    /** Questions 1a, 1f and 1h: no rounding at all: the step is exact in floating point. */
    public static Tensor exact(Tensor value) {
        return zeros(value);
    }

    /**
     * Question 1b: sigma'(x) as sigma(x) sigma(-x) or as sigma(x) (1 - sigma(x)), where the subtraction cancels for
     * large x. With r = 2 (kappa + 1) u for a sigmoid from one exponential: s (1 - s) (2 r + 2u) + s (s r + u), and the
     * smallest normal number for an exponential that over- or underflows.
     */
    public static double sigmoidPrime(double s, double oneMinusS, double kappa, Precision precision) {
        double u = precision.unit();
        double r = 2 * (kappa + 1) * u;
        return SELF * (s * oneMinusS * (2 * r + 2 * u) + s * (s * r + u) + precision.normal());
    }

    private static Tensor grow(Tensor x, double gamma) {
        return x.map(value -> SELF * (1 + 2 * gamma) * value);
    }

    private static Tensor zeros(Tensor x) {
        return Tensor.zeros(x.shape());
    }

    @FunctionalInterface
    private interface ErrorOf {
        double apply(double value, double error);
    }

    private static Tensor elementwise(Bounded x, ErrorOf function) {
        double[] bound = new double[x.value().values().length];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = function.apply(x.value().values()[i], x.errorAt(i));
        }
        return new Tensor(x.value().shape(), bound);
    }

    /** What the bounds of a softmax need to know about one row: max z, D, sum exp d and max E. */
    private record LogitRow(double max, double distance, double sumExp, double error) {

        static LogitRow of(Bounded z, int from, int classes) {
            double max = Double.NEGATIVE_INFINITY;
            double min = Double.POSITIVE_INFINITY;
            double error = 0;
            for (int i = from; i < from + classes; i++) {
                max = Math.max(max, z.value().values()[i]);
                min = Math.min(min, z.value().values()[i]);
                error = Math.max(error, z.errorAt(i));
            }
            double sumExp = 0;
            for (int i = from; i < from + classes; i++) {
                sumExp += StrictMath.exp(z.value().values()[i] - max);
            }
            return new LogitRow(max, max - min, sumExp, error);
        }
    }
}
