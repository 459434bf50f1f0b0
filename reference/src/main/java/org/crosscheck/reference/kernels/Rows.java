package org.crosscheck.reference.kernels;

import java.util.Arrays;

/**
 * C += S D, the one product that every layer comes down to: rows of C gain multiples of rows of D. All rows hold columns
 * at the same places, so the innermost loops run over contiguous memory of several arrays with one index, which is the
 * form that HotSpot's compiler turns into vector instructions.
 *
 * <p>Each element of C is one chain of fused multiply-adds that starts from what C holds and runs in ascending order of
 * the rows of D. So the bits do not depend on blocks, on threads, or on whether S is stored dense or as its nonzeros
 * (except for the sign of a zero).
 */
public final class Rows {

    /** How many rows of D, {@link #COLUMNS} columns each, fit into the first-level cache beside three rows of C. */
    private static final int TAPS = 18;

    private static final int COLUMNS = 160;

    private Rows() {}

    /**
     * c[r] += sum over t of s[r][t] d[t], for rows r in [begin, end) and taps t in [0, taps).
     *
     * @param from the first column
     * @param to one past the last column
     */
    public static void add(double[][] c, int begin, int end, double[][] s, double[][] d, int taps, int from, int to) {
        add(c, begin, end, s, d, 0, taps, from, to);
    }

    /** The same for taps t in [first, last). */
    public static void add(
            double[][] c, int begin, int end, double[][] s, double[][] d, int first, int last, int from, int to) {
        int pieces = (to - from + COLUMNS - 1) / COLUMNS;
        for (int piece = 0; piece < pieces; piece++) { // of equal width: a short loop costs as much as a long one
            int left = from + (to - from) * piece / pieces;
            int right = from + (to - from) * (piece + 1) / pieces;
            for (int tap = first; tap < last; tap += TAPS) {
                addTile(c, begin, end, s, tap, Math.min(tap + TAPS, last), d, left, right);
            }
        }
    }

    private static void addTile(
            double[][] c, int begin, int end, double[][] s, int first, int last, double[][] d, int from, int to) {
        int threes = first + (last - first) / 3 * 3;
        int r = begin;
        for (; r + 3 <= end; r += 3) {
            for (int t = first; t < threes; t += 3) {
                three(c[r], c[r + 1], c[r + 2], s[r], s[r + 1], s[r + 2], t, d, from, to);
            }
            for (int t = threes; t < last; t++) {
                add3x1(c[r], c[r + 1], c[r + 2], s[r][t], s[r + 1][t], s[r + 2][t], d[t], from, to);
            }
        }
        for (; r < end; r++) {
            int t = first;
            double[] a = s[r];
            for (; t + 6 <= last; t += 6) {
                add6(
                        c[r], a[t], a[t + 1], a[t + 2], a[t + 3], a[t + 4], a[t + 5], d[t], d[t + 1], d[t + 2],
                        d[t + 3], d[t + 4], d[t + 5], from, to);
            }
            for (; t < last; t++) {
                add1(c[r], a[t], d[t], from, to);
            }
        }
    }

    /** c += a d, for columns from to to. */
    public static void add(double[] c, double a, double[] d, int from, int to) {
        add1(c, a, d, from, to);
    }

    /** Whether rows begin to end of d are finite: then 0 times each of them, summed by column into probe, is 0. */
    public static boolean finite(double[][] d, int begin, int end, double[] probe) {
        Arrays.fill(probe, 0);
        for (int i = begin; i < end; i++) {
            add1(probe, 0, d[i], 0, d[i].length);
        }
        for (double sum : probe) {
            if (!(sum == 0)) {
                return false;
            }
        }
        return true;
    }

    /** c *= d, element by element, for the first n columns. */
    public static void multiply(double[] c, double[] d, int n) {
        for (int j = 0; j < n; j++) {
            c[j] *= d[j];
        }
    }

    private static void three(
            double[] c0,
            double[] c1,
            double[] c2,
            double[] s0,
            double[] s1,
            double[] s2,
            int t,
            double[][] d,
            int from,
            int to) {
        add3x3(
                c0, c1, c2, s0[t], s0[t + 1], s0[t + 2], s1[t], s1[t + 1], s1[t + 2], s2[t], s2[t + 1], s2[t + 2], d[t],
                d[t + 1], d[t + 2], from, to);
    }

    /** The innermost loops: rows of C by rows of D. Larger ones are not vectorised by JDK 17. */
    static void add3x3(
            double[] c0,
            double[] c1,
            double[] c2,
            double a00,
            double a01,
            double a02,
            double a10,
            double a11,
            double a12,
            double a20,
            double a21,
            double a22,
            double[] d0,
            double[] d1,
            double[] d2,
            int from,
            int to) {
        for (int j = from; j < to; j++) {
            double x0 = d0[j];
            double x1 = d1[j];
            double x2 = d2[j];
            c0[j] = Math.fma(a02, x2, Math.fma(a01, x1, Math.fma(a00, x0, c0[j])));
            c1[j] = Math.fma(a12, x2, Math.fma(a11, x1, Math.fma(a10, x0, c1[j])));
            c2[j] = Math.fma(a22, x2, Math.fma(a21, x1, Math.fma(a20, x0, c2[j])));
        }
    }

    static void add6(
            double[] c,
            double a0,
            double a1,
            double a2,
            double a3,
            double a4,
            double a5,
            double[] d0,
            double[] d1,
            double[] d2,
            double[] d3,
            double[] d4,
            double[] d5,
            int from,
            int to) {
        for (int j = from; j < to; j++) {
            double first = Math.fma(a2, d2[j], Math.fma(a1, d1[j], Math.fma(a0, d0[j], c[j])));
            c[j] = Math.fma(a5, d5[j], Math.fma(a4, d4[j], Math.fma(a3, d3[j], first)));
        }
    }

    static void add3(
            double[] c, double a0, double a1, double a2, double[] d0, double[] d1, double[] d2, int from, int to) {
        for (int j = from; j < to; j++) {
            c[j] = Math.fma(a2, d2[j], Math.fma(a1, d1[j], Math.fma(a0, d0[j], c[j])));
        }
    }

    static void add3x1(
            double[] c0, double[] c1, double[] c2, double a0, double a1, double a2, double[] d, int from, int to) {
        for (int j = from; j < to; j++) {
            double x = d[j];
            c0[j] = Math.fma(a0, x, c0[j]);
            c1[j] = Math.fma(a1, x, c1[j]);
            c2[j] = Math.fma(a2, x, c2[j]);
        }
    }

    static void add1(double[] c, double a, double[] d, int from, int to) {
        for (int j = from; j < to; j++) {
            c[j] = Math.fma(a, d[j], c[j]);
        }
    }
}
