package org.crosscheck.reference;

/**
 * The few products of the matrix forms, on rows of {@code double}. Each element of a result is one sum in a fixed
 * order, so the bits depend on the operands alone. Every product is formed, of zeros too: 0 times infinity is NaN.
 */
final class Matrix {

    private Matrix() {}

    /** A B^T + bias, the bias (m) added to each row: (n, k) and (m, k) to (n, m). */
    static double[][] timesTransposedPlus(double[][] a, double[][] b, double[] bias) {
        double[][] c = new double[a.length][b.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                c[i][j] = bias[j] + dot(a[i], b[j]);
            }
        }
        return c;
    }

    /** A B: (n, k) and (k, m) to (n, m). */
    static double[][] times(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                addScaled(c[i], a[i][k], b[k]);
            }
        }
        return c;
    }

    /** A^T B: (n, k) and (n, m) to (k, m). */
    static double[][] transposedTimes(double[][] a, double[][] b) {
        double[][] c = new double[a[0].length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < c.length; k++) {
                addScaled(c[k], a[i][k], b[i]);
            }
        }
        return c;
    }

    /** Adds A B^T to sum: (n, k) and (m, k) to (n, m). */
    static void addTimesTransposed(double[][] sum, double[][] a, double[][] b) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                sum[i][j] += dot(a[i], b[j]);
            }
        }
    }

    /** A^T: (n, k) to (k, n). */
    static double[][] transpose(double[][] a) {
        double[][] transpose = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                transpose[j][i] = a[i][j];
            }
        }
        return transpose;
    }

    /** The sum of the rows: (n, k) to (k). */
    static double[] sumRows(double[][] a) {
        double[] sum = new double[a[0].length];
        for (double[] row : a) {
            addScaled(sum, 1, row);
        }
        return sum;
    }

    /** A / divisor, element by element. */
    static double[][] divide(double[][] a, double divisor) {
        double[][] quotient = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            quotient[i] = divide(a[i], divisor);
        }
        return quotient;
    }

    /** a / divisor, element by element. */
    static double[] divide(double[] a, double divisor) {
        double[] quotient = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            quotient[i] = a[i] / divisor;
        }
        return quotient;
    }

    /** A - eta G, element by element. */
    static double[][] subtract(double[][] a, double eta, double[][] g) {
        double[][] difference = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            difference[i] = subtract(a[i], eta, g[i]);
        }
        return difference;
    }

    /** a - eta g, element by element. */
    static double[] subtract(double[] a, double eta, double[] g) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - eta * g[i];
        }
        return difference;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static void addScaled(double[] sum, double scale, double[] row) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += scale * row[j];
        }
    }
}
