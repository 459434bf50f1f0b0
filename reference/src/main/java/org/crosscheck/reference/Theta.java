package org.crosscheck.reference;

/**
 * Question 2e: the parameters theta = {W(1), b(1), W(2), b(2)} of the network, or anything of the same shape, such as
 * the gradient of the risk. The arrays are held, not copied; nothing in this package writes to them.
 *
 * @param w1 W(1), shape (dh, d)
 * @param b1 b(1), shape (dh)
 * @param w2 W(2), shape (m, dh)
 * @param b2 b(2), shape (m)
 */
public record Theta(double[][] w1, double[] b1, double[][] w2, double[] b2) {

    /** Throws {@link IllegalArgumentException} unless the four shapes fit each other and no dimension is 0. */
    public Theta {
        Require.columns("W1", w1);
        int hidden = Require.columns("W2", w2);
        Require.require(b1.length == w1.length, "W1 has %d rows and b1 %d elements", w1.length, b1.length);
        Require.require(hidden == w1.length, "W2 has %d columns and W1 %d rows", hidden, w1.length);
        Require.require(b2.length == w2.length, "W2 has %d rows and b2 %d elements", w2.length, b2.length);
    }

    /** The number of inputs, d. */
    public int d() {
        return w1[0].length;
    }

    /** The number of hidden neurons, d_h. */
    public int dh() {
        return w1.length;
    }

    /** The number of classes, m. */
    public int m() {
        return w2.length;
    }

    /** Question 2e: the number of scalar parameters, n_theta = dh d + dh + m dh + m. */
    public long size() {
        return size(d(), dh(), m());
    }

    /** n_theta of a network with the given dimensions. */
    public static long size(int d, int dh, int m) {
        return (long) dh * d + dh + (long) m * dh + m;
    }

    /** Throws {@link IllegalArgumentException} unless X is (n, d) with at least one row and y has n elements. */
    public void requireExamples(double[][] x, int[] y) {
        int columns = Require.columns("X", x);
        Require.require(columns == d(), "X has %d columns and W1 %d", columns, d());
        Require.require(y.length == x.length, "X has %d rows and y %d elements", x.length, y.length);
    }

    /**
     * Question 2f: one step of gradient descent, theta - eta gradient; with the gradient of the risk over the whole
     * data set this is batch gradient descent. Gives a new theta; this one is unchanged. Throws
     * IllegalArgumentException unless the gradient has its shapes.
     */
    public Theta step(double eta, Theta gradient) {
        Require.require(
                gradient.d() == d() && gradient.dh() == dh() && gradient.m() == m(),
                "gradient with d, dh, m = %d, %d, %d, expected %d, %d, %d",
                gradient.d(),
                gradient.dh(),
                gradient.m(),
                d(),
                dh(),
                m());
        return new Theta(
                minus(w1, eta, gradient.w1),
                minus(b1, eta, gradient.b1),
                minus(w2, eta, gradient.w2),
                minus(b2, eta, gradient.b2));
    }

    private static double[][] minus(double[][] a, double eta, double[][] g) {
        double[][] difference = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            difference[i] = minus(a[i], eta, g[i]);
        }
        return difference;
    }

    private static double[] minus(double[] a, double eta, double[] g) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - eta * g[i];
        }
        return difference;
    }
}
