package org.crosscheck.reference.kernels;

/**
 * The few matrix products that the matrix forms need, on rows of {@code double}. Each element of a result is one chain
 * of fused multiply-adds in ascending order, so the bits depend on the operands alone. Products with zeros are formed,
 * too: 0 times infinity is NaN.
 */
public final class Matrix {

    private Matrix() {}

    /** The number of rows of A from which transposing B, for the faster product, pays off. */
    private static final int MANY = 8;

    /** A B^T + bias, the bias (m) added to each row: (n, k) and (m, k) to (n, m). */
    public static double[][] timesTransposedPlus(double[][] a, double[][] b, double[] bias) {
        double[][] c = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            c[i] = bias.clone();
        }
        if (a.length < MANY) {
            Dots.add(c, a, 0, a.length, b, b.length, 0, b[0].length);
        } else {
            Rows.add(c, 0, a.length, a, transpose(b), b[0].length, 0, b.length);
        }
        return c;
    }

    /** A B: (n, k) and (k, m) to (n, m). */
    public static double[][] times(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        Rows.add(c, 0, a.length, a, b, b.length, 0, b[0].length);
        return c;
    }

    /** A^T B: (n, k) and (n, m) to (k, m). */
    public static double[][] transposedTimes(double[][] a, double[][] b) {
        double[][] c = new double[a[0].length][b[0].length];
        Rows.add(c, 0, c.length, transpose(a), b, b.length, 0, b[0].length);
        return c;
    }

    /** A^T: (n, k) to (k, n). */
    public static double[][] transpose(double[][] a) {
        double[][] transpose = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                transpose[j][i] = a[i][j];
            }
        }
        return transpose;
    }

    /** The sum of the rows: (n, k) to (k). */
    public static double[] sumRows(double[][] a) {
        double[] sum = new double[a[0].length];
        for (double[] row : a) {
            Rows.add(sum, 1, row, 0, sum.length);
        }
        return sum;
    }

    /** A / divisor, element by element. */
    public static double[][] divide(double[][] a, double divisor) {
        double[][] quotient = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            quotient[i] = divide(a[i], divisor);
        }
        return quotient;
    }

    /** a / divisor, element by element. */
    public static double[] divide(double[] a, double divisor) {
        double[] quotient = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            quotient[i] = a[i] / divisor;
        }
        return quotient;
    }

    /** a - b, element by element. */
    public static double[] subtract(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }
}
