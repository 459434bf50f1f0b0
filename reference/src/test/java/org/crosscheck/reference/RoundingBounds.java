package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.fail;

/**
 * How far two honest computations of the same number may be apart. Nothing here is tuned: a bound is a count of
 * roundings, each of relative size u, times the magnitudes that were rounded (Higham, Accuracy and Stability of
 * Numerical Algorithms, section 3.1).
 */
public final class RoundingBounds {

    /** The unit roundoff u: a rounding is off by at most u times the result. */
    public static final double U = 0x1p-53;

    /** The smallest positive double: a result below the normal range is off by at most this. */
    public static final double ETA = Double.MIN_VALUE;

    /** The error of {@link StrictMath}'s exp, log, log1p, sin and cos: 1 ulp, which is at most 2 u of the value. */
    public static final double ELEMENTARY = 2 * U;

    /** The error of {@link StrictMath#tanh}: 2.5 ulps. */
    static final double TANH = 5 * U;

    /** Room for the rounding of the bound itself and for the products of errors, u^2, that it leaves out. */
    private static final double SLACK = 1 + 0x1p-40;

    private RoundingBounds() {}

    /** n roundings in a row: n u / (1 - n u). */
    public static double gamma(int n) {
        return n * U / (1 - n * U);
    }

    /**
     * How far two sums of the same n products may be apart, whatever their order: each has one rounding per product and
     * one per addition.
     *
     * @param magnitude the sum of the absolute values of the products
     */
    static double sums(int n, double magnitude) {
        return 2 * (gamma(n) * magnitude + n * ETA);
    }

    /** The sum of |a_k| |b_k|. */
    public static double absDot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += Math.abs(a[k] * b[k]);
        }
        return sum;
    }

    /** The column of a matrix. */
    public static double[] column(double[][] a, int j) {
        double[] column = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            column[i] = a[i][j];
        }
        return column;
    }

    /** Fails unless |actual - expected| is at most the bound; a NaN in any of the three fails, too. */
    public static void within(String what, double actual, double expected, double bound) {
        if (!(Math.abs(actual - expected) <= bound * SLACK)) {
            fail("%s is %s, expected %s within %s, off by %s", what, actual, expected, bound, actual - expected);
        }
    }

    /** The same for vectors, with one bound. */
    public static void within(String what, double[] actual, double[] expected, double bound) {
        if (actual.length != expected.length) {
            fail("%s has %d elements, expected %d", what, actual.length, expected.length);
        }
        for (int i = 0; i < actual.length; i++) {
            within(what + "[" + i + "]", actual[i], expected[i], bound);
        }
    }

    /**
     * The relative error of each element of a softmax over n classes: the difference x_i - max is off by u |x_i - max|, which the
     * exponential makes relative, exp itself by two u, and so is each term of the sum, which adds n - 1 roundings, and
     * the quotient one.
     */
    public static double softmaxRelative(double[] x) {
        double spread = 0;
        for (double xi : x) {
            spread = Math.max(spread, x[Softmax.argmax(x)] - xi);
        }
        return 2 * (U * spread + ELEMENTARY) + gamma(x.length);
    }
}
