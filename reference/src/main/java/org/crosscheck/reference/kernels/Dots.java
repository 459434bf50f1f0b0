package org.crosscheck.reference.kernels;

/**
 * C += A B^T: elements of C gain scalar products of rows. Ten at a time, two rows by five, so that seven loads serve
 * ten fused multiply-adds; Java keeps the order of a sum as written, so the sums are scalar, not vectorised.
 *
 * <p>Each element of C is one chain of fused multiply-adds that starts from what C holds and runs in ascending order.
 */
public final class Dots {

    /** How many rows of B stay in the first-level cache while the rows of A pass by. */
    private static final int TILE = 15;

    private Dots() {}

    /** c[r][t] += sum over j in [from, to) of a[r][j] b[t][j], for rows r in [begin, end) of A and t of B from 0. */
    public static void add(double[][] c, double[][] a, int begin, int end, double[][] b, int taps, int from, int to) {
        for (int first = 0; first < taps; first += TILE) {
            int last = Math.min(first + TILE, taps);
            int fives = first + (last - first) / 5 * 5;
            int r = begin;
            for (; r + 2 <= end; r += 2) {
                for (int t = first; t < fives; t += 5) {
                    add2x5(c[r], c[r + 1], t, a[r], a[r + 1], b[t], b[t + 1], b[t + 2], b[t + 3], b[t + 4], from, to);
                }
                for (int t = fives; t < last; t++) {
                    c[r][t] = dot(c[r][t], a[r], b[t], from, to);
                    c[r + 1][t] = dot(c[r + 1][t], a[r + 1], b[t], from, to);
                }
            }
            for (; r < end; r++) {
                for (int t = first; t < last; t++) {
                    c[r][t] = dot(c[r][t], a[r], b[t], from, to);
                }
            }
        }
    }

    /** start + sum over j in [from, to) of a[j] b[j]. */
    private static double dot(double start, double[] a, double[] b, int from, int to) {
        double sum = start;
        for (int j = from; j < to; j++) {
            sum = Math.fma(a[j], b[j], sum);
        }
        return sum;
    }

    private static void add2x5(
            double[] c0,
            double[] c1,
            int t,
            double[] a0,
            double[] a1,
            double[] b0,
            double[] b1,
            double[] b2,
            double[] b3,
            double[] b4,
            int from,
            int to) {
        double s00 = c0[t];
        double s01 = c0[t + 1];
        double s02 = c0[t + 2];
        double s03 = c0[t + 3];
        double s04 = c0[t + 4];
        double s10 = c1[t];
        double s11 = c1[t + 1];
        double s12 = c1[t + 2];
        double s13 = c1[t + 3];
        double s14 = c1[t + 4];
        for (int j = from; j < to; j++) {
            double x0 = a0[j];
            double x1 = a1[j];
            double y = b0[j];
            s00 = Math.fma(x0, y, s00);
            s10 = Math.fma(x1, y, s10);
            y = b1[j];
            s01 = Math.fma(x0, y, s01);
            s11 = Math.fma(x1, y, s11);
            y = b2[j];
            s02 = Math.fma(x0, y, s02);
            s12 = Math.fma(x1, y, s12);
            y = b3[j];
            s03 = Math.fma(x0, y, s03);
            s13 = Math.fma(x1, y, s13);
            y = b4[j];
            s04 = Math.fma(x0, y, s04);
            s14 = Math.fma(x1, y, s14);
        }
        c0[t] = s00;
        c0[t + 1] = s01;
        c0[t + 2] = s02;
        c0[t + 3] = s03;
        c0[t + 4] = s04;
        c1[t] = s10;
        c1[t + 1] = s11;
        c1[t + 2] = s12;
        c1[t + 3] = s13;
        c1[t + 4] = s14;
    }
}
