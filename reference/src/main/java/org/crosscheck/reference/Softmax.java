package org.crosscheck.reference;

/**
 * The softmax S(x)_i = exp(x_i) / sum_j exp(x_j) and its derivatives (questions 1i to 1m), and what part 2 builds on
 * it: onehot and the negative log likelihood from logits.
 *
 * <p>By 1j, S(x + c) = S(x), so every function here first subtracts max x: the largest exponent is then 0 and nothing
 * overflows. An element of -inf has probability 0; +inf or NaN anywhere gives NaN (inf - inf), as does an x of nothing
 * but -inf.
 */
public final class Softmax {

    private Softmax() {}

    /**
     * Questions 1i and 1j: S(x), shape (n): each element is at least 0, and they sum to 1 up to rounding. Throws
     * IllegalArgumentException if n = 0.
     */
    public static double[] softmax(double[] x) {
        double[] s = new double[x.length];
        softmax(x, s);
        return s;
    }

    /** S(x) into s, which may be x. */
    public static void softmax(double[] x, double[] s) {
        double max = max(x);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            s[i] = StrictMath.exp(x[i] - max);
            sum += s[i];
        }
        for (int i = 0; i < x.length; i++) {
            s[i] /= sum;
        }
    }

    /** Questions 1k and 1l: dS(x)_i / dx_j = S(x)_i 1_{i=j} - S(x)_i S(x)_j, indices from 0, given s = S(x). */
    public static double partial(double[] s, int i, int j) {
        return s[i] * Functions.indicator(i == j) - s[i] * s[j];
    }

    /** Questions 1k and 1l: the Jacobian in matrix form, diag(S(x)) - S(x) S(x)^T. Shape (n, n), symmetric. */
    public static double[][] jacobian(double[] x) {
        double[] s = softmax(x);
        double[][] jacobian = Functions.diag(s);
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < s.length; j++) {
                jacobian[i][j] -= s[i] * s[j];
            }
        }
        return jacobian;
    }

    /**
     * Question 1m, softmax: the vector-Jacobian product (dS/dx)^T v in O(n), without the Jacobian: S (v - &lt;S,
     * v&gt;), element by element.
     *
     * @param v the gradient of the loss with respect to S(x), shape (n) as x
     * @throws IllegalArgumentException if x and v differ in length
     */
    public static double[] vectorJacobian(double[] x, double[] v) {
        Require.require(x.length == v.length, "x has %d elements and v has %d", x.length, v.length);
        double[] s = softmax(x);
        double dot = 0;
        for (int i = 0; i < s.length; i++) {
            dot += s[i] * v[i];
        }
        double[] product = new double[s.length];
        for (int i = 0; i < s.length; i++) {
            product[i] = s[i] * (v[i] - dot);
        }
        return product;
    }

    /** onehot_m(y): the vector of m zeros with a 1 at class y, y from 1 to m as in the homework. */
    public static double[] onehot(int m, int y) {
        Require.require(1 <= y && y <= m, "class y = %d is not in 1..%d", y, m);
        double[] onehot = new double[m];
        onehot[y - 1] = 1;
        return onehot;
    }

    /**
     * Question 2d: -log S(oa)_y = log sum_j exp(oa_j) - oa_y from the logits oa, y from 1 to m. The largest exponential
     * is 1 and enters through log1p, so a loss near 0 keeps its relative accuracy and a saturated one is finite where
     * -log(S_y) would be infinite.
     */
    public static double negativeLogLikelihood(double[] oa, int y) {
        return negativeLogLikelihood(oa, y, new double[oa.length]);
    }

    /** The same; also writes S(oa), from the same exponentials, into s, which may be oa. */
    public static double negativeLogLikelihood(double[] oa, int y, double[] s) {
        if (y < 1 || y > oa.length) {
            throw new IllegalArgumentException("class y = " + y + " is not in 1.." + oa.length);
        }
        int largest = argmax(oa);
        double max = oa[largest];
        double chosen = oa[y - 1];
        double sum = 0;
        double others = 0; // the sum without the largest; NaN if the largest is infinite
        for (int j = 0; j < oa.length; j++) {
            double d = oa[j] - max;
            s[j] = StrictMath.exp(d);
            sum += s[j];
            others += j == largest ? d : s[j];
        }
        for (int j = 0; j < s.length; j++) {
            s[j] /= sum;
        }
        return StrictMath.log1p(others) - (chosen - max);
    }

    /** The index, from 0, of the largest element, the first of several; the index of the first NaN if there is one. */
    public static int argmax(double[] x) {
        if (x.length == 0) {
            throw new IllegalArgumentException("softmax of an empty vector");
        }
        int best = 0;
        for (int i = 1; i < x.length; i++) {
            if (!(x[i] <= x[best]) && !Double.isNaN(x[best])) {
                best = i;
            }
        }
        return best;
    }

    private static double max(double[] x) {
        return x[argmax(x)];
    }
}
