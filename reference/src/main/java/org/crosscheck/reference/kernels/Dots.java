package org.crosscheck.reference.kernels;

/**
 * C += A B^T: elements of C gain scalar products of rows. Nine at a time, so that six loads serve nine fused
 * multiply-adds; Java leaves the order of a sum as written, so the sums run over scalars, not vectors.
 *
 * <p>Each element of C is one chain of fused multiply-adds, begun with what C holds and taken in ascending order.
 */
public final class Dots {

    /** So many rows of B stay in the first-level cache while the rows of A pass. */
    private static final int TILE = 15;

    private Dots() {}

    /** c[r][t] += sum over j in [from, to) of a[r][j] b[t][j], for rows r in [begin, end) of A and t of B from 0. */
    public static void add(double[][] c, double[][] a, int begin, int end, double[][] b, int taps, int from, int to) {
        for (int first = 0; first < taps; first += TILE) {
            int last = Math.min(first + TILE, taps);
            int r = begin;
            for (; r + 3 <= end; r += 3) {
                int t = first;
                for (; t + 3 <= last; t += 3) {
                    add3x3(c[r], c[r + 1], c[r + 2], t, a[r], a[r + 1], a[r + 2], b[t], b[t + 1], b[t + 2], from, to);
                }
                for (; t < last; t++) {
                    add3(c[r], t, c[r + 1], t, c[r + 2], t, b[t], a[r], a[r + 1], a[r + 2], from, to);
                }
            }
            for (; r < end; r++) {
                int t = first;
                for (; t + 3 <= last; t += 3) {
                    add3(c[r], t, c[r], t + 1, c[r], t + 2, a[r], b[t], b[t + 1], b[t + 2], from, to);
                }
                for (; t < last; t++) {
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

    /** Three scalar products of one row with others, each added to an element of a row of C. */
    private static void add3(
            double[] c0,
            int t0,
            double[] c1,
            int t1,
            double[] c2,
            int t2,
            double[] one,
            double[] d0,
            double[] d1,
            double[] d2,
            int from,
            int to) {
        double s0 = c0[t0];
        double s1 = c1[t1];
        double s2 = c2[t2];
        for (int j = from; j < to; j++) {
            double x = one[j];
            s0 = Math.fma(d0[j], x, s0);
            s1 = Math.fma(d1[j], x, s1);
            s2 = Math.fma(d2[j], x, s2);
        }
        c0[t0] = s0;
        c1[t1] = s1;
        c2[t2] = s2;
    }

    private static void add3x3(
            double[] c0,
            double[] c1,
            double[] c2,
            int t,
            double[] a0,
            double[] a1,
            double[] a2,
            double[] b0,
            double[] b1,
            double[] b2,
            int from,
            int to) {
        double s00 = c0[t];
        double s01 = c0[t + 1];
        double s02 = c0[t + 2];
        double s10 = c1[t];
        double s11 = c1[t + 1];
        double s12 = c1[t + 2];
        double s20 = c2[t];
        double s21 = c2[t + 1];
        double s22 = c2[t + 2];
        for (int j = from; j < to; j++) {
            double x0 = b0[j];
            double x1 = b1[j];
            double x2 = b2[j];
            s00 = Math.fma(a0[j], x0, s00);
            s01 = Math.fma(a0[j], x1, s01);
            s02 = Math.fma(a0[j], x2, s02);
            s10 = Math.fma(a1[j], x0, s10);
            s11 = Math.fma(a1[j], x1, s11);
            s12 = Math.fma(a1[j], x2, s12);
            s20 = Math.fma(a2[j], x0, s20);
            s21 = Math.fma(a2[j], x1, s21);
            s22 = Math.fma(a2[j], x2, s22);
        }
        c0[t] = s00;
        c0[t + 1] = s01;
        c0[t + 2] = s02;
        c1[t] = s10;
        c1[t + 1] = s11;
        c1[t + 2] = s12;
        c2[t] = s20;
        c2[t + 1] = s21;
        c2[t + 2] = s22;
    }
}
