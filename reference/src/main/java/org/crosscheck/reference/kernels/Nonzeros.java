package org.crosscheck.reference.kernels;

import java.util.Arrays;

/**
 * Products with a matrix X (n, d) that skip its zeros, four fifths of MNIST's pixels. Where X is not zero is kept as
 * bits, by row and by column. Skipping zeros is exact only while the other factor is finite, which the caller says;
 * otherwise every product is formed.
 *
 * <p>One object is filled again and again; its arrays grow to fit the largest matrix and are reused.
 */
public class Nonzeros {

    /** Columns of the other factor in a tile: with a word of 64 inputs, what the second-level cache holds. */
    private static final int COLUMNS = 512;

    /** The number of rows whose powers of 2 add up exactly in one double. */
    private static final int HALF = 32;

    private int start;
    private int n;
    private int d;
    private double[][] x;
    /** Whether x[e][k] is not zero: bit k % 64 of the word at e / 64 * stride() + k / 64 * 64 + e % 64. */
    private long[] rowBits = new long[0];
    /** The same, by column: bit e % 64 of the word at e / 64 * stride() + k. */
    private long[] columnBits = new long[0];
    /** By half of a block and k: the sum of 2^(e % 32) over the rows e whose x[e][k] is not zero. */
    private double[][] marks = new double[0][];

    /** Of no matrix yet: {@link #reset} goes first. */
    public Nonzeros() {}

    /** Takes rows start to start + n of x, each of d elements; they are kept until the next call. */
    public void reset(double[][] x, int start, int n, int d) {
        this.x = x;
        this.start = start;
        this.n = n;
        this.d = d;
        if (columnBits.length < words(n) * stride()) {
            rowBits = new long[words(n) * stride()];
            columnBits = new long[words(n) * stride()];
        }
        if (marks.length < 2 * words(n) || marks[0].length < d) {
            marks = new double[2 * words(n)][d];
        }
    }

    private int stride() {
        return words(d) * 64;
    }

    private static int words(int bits) {
        return (bits + 63) / 64;
    }

    /** The number of blocks of {@link #gather}. */
    public int blocks() {
        return words(n);
    }

    /** Finds the nonzeros of one block of 64 rows; all blocks must be gathered before a product. NaN is not zero. */
    public void gather(int block) {
        double[] low = marks[2 * block];
        double[] high = marks[2 * block + 1];
        mark(block * 64, low);
        mark(block * 64 + HALF, high);
        int at = block * stride();
        long rows = all(n - block * 64);
        for (int k = 0; k < d; k++) {
            columnBits[at + k] = (bits(low[k]) | bits(high[k]) << HALF) & rows;
        }
        Arrays.fill(columnBits, at + d, at + stride(), 0);
        System.arraycopy(columnBits, at, rowBits, at, stride());
        for (int square = at; square < at + stride(); square += 64) {
            transpose(rowBits, square);
        }
    }

    private void mark(int first, double[] marks) {
        Arrays.fill(marks, 0);
        for (int e = first; e < Math.min(first + HALF, n); e += 4) {
            mark(row(e), row(e + 1), row(e + 2), row(e + 3), Math.scalb(1.0, e % HALF), marks, d);
        }
    }

    /** After the last row, that row again: what is marked there is never looked at. */
    private double[] row(int e) {
        return x[start + Math.min(e, n - 1)];
    }

    /** Four rows at a time, because memory delivers four streams faster than one after the other. */
    private static void mark(double[] x0, double[] x1, double[] x2, double[] x3, double power, double[] marks, int d) {
        for (int k = 0; k < d; k++) {
            double low = Math.fma(2, nonzero(x1[k]), nonzero(x0[k]));
            double high = Math.fma(2, nonzero(x3[k]), nonzero(x2[k]));
            marks[k] = Math.fma(power, Math.fma(4, high, low), marks[k]);
        }
    }

    /** 1, or 0 for +-0, or NaN for NaN: without a branch, in vectors. */
    private static double nonzero(double x) {
        return Math.ceil(Math.min(Math.abs(x), 1));
    }

    /** Where one of the rows holds NaN, its column counts as nonzero for the whole half. */
    private static long bits(double marks) {
        return Double.isNaN(marks) ? (1L << HALF) - 1 : (long) marks;
    }

    /** 64 words as a square of bits, transposed: halves, quarters ... of the square are exchanged (Warren 2012, 7-3). */
    static void transpose(long[] a, int first) {
        long low = -1;
        for (int size = 32; size > 0; size /= 2) {
            low ^= low << size; // of each 2 size bits the lower ones
            for (int block = first; block < first + 64; block += 2 * size) {
                for (int i = block; i < block + size; i++) {
                    long exchange = (a[i] >>> size ^ a[i + size]) & low;
                    a[i] ^= exchange << size;
                    a[i + size] ^= exchange;
                }
            }
        }
    }

    /**
     * C += X D for rows e0 to e1 of X: C (n, columns), D (d, columns).
     *
     * @param skip whether D is finite, so that zeros of X may be skipped
     */
    public void times(double[][] c, int e0, int e1, double[][] rows, int columns, boolean skip) {
        for (int from = 0; from < columns; from += COLUMNS) {
            int to = Math.min(from + COLUMNS, columns);
            for (int k = 0; k < d; k += 64) {
                for (int e = e0; e < e1; e++) {
                    long bits = skip ? rowBits[e / 64 * stride() + k + e % 64] : all(d - k);
                    addRow(c[e], x[start + e], k, bits, rows, from, to);
                }
            }
        }
    }

    /** The lowest bits, at most 64. */
    private static long all(int bits) {
        return bits >= 64 ? -1 : (1L << bits) - 1;
    }

    /** c += sum over the bits k of a[k] d[k], with k from first. */
    private static void addRow(double[] c, double[] a, int first, long bits, double[][] d, int from, int to) {
        long rest = bits;
        for (int left = Long.bitCount(bits); left >= 6; left -= 6) {
            int t0 = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            int t1 = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            int t2 = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            int t3 = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            int t4 = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            int t5 = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            Rows.add6(c, a[t0], a[t1], a[t2], a[t3], a[t4], a[t5], d[t0], d[t1], d[t2], d[t3], d[t4], d[t5], from, to);
        }
        if (Long.bitCount(rest) >= 3) {
            int t0 = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            int t1 = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            int t2 = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            Rows.add3(c, a[t0], a[t1], a[t2], d[t0], d[t1], d[t2], from, to);
        }
        for (; rest != 0; rest &= rest - 1) {
            int t = first + Long.numberOfTrailingZeros(rest);
            Rows.add1(c, a[t], d[t], from, to);
        }
    }

    /**
     * C += X^T G for rows k0 to k1 of X^T: C (d, columns), G (n, columns). Three neighbouring pixels are mostly zero
     * together.
     *
     * @param skip whether G is finite, so that zeros of X may be skipped
     */
    public void transposedTimes(double[][] c, int k0, int k1, double[][] g, int columns, boolean skip) {
        for (int from = 0; from < columns; from += COLUMNS) {
            int to = Math.min(from + COLUMNS, columns);
            for (int block = 0; block < words(n); block++) {
                long all = all(n - block * 64);
                int k = k0;
                for (; k + 3 <= k1; k += 3) {
                    int at = block * stride() + k;
                    long bits = skip ? columnBits[at] | columnBits[at + 1] | columnBits[at + 2] : all;
                    addColumns(c, k, block * 64, bits, g, from, to);
                }
                for (; k < k1; k++) {
                    for (long bits = skip ? columnBits[block * stride() + k] : all; bits != 0; bits &= bits - 1) {
                        int e = block * 64 + Long.numberOfTrailingZeros(bits);
                        Rows.add1(c[k], x[start + e][k], g[e], from, to);
                    }
                }
            }
        }
    }

    /** c[k + i] += sum over the bits e of x[e][k + i] g[e], with e from first, for i = 0, 1, 2. */
    private void addColumns(double[][] c, int k, int first, long bits, double[][] g, int from, int to) {
        double[] c0 = c[k];
        double[] c1 = c[k + 1];
        double[] c2 = c[k + 2];
        long rest = bits;
        for (int left = Long.bitCount(bits); left >= 3; left -= 3) {
            int e0 = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            int e1 = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            int e2 = first + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            double[] x0 = x[start + e0];
            double[] x1 = x[start + e1];
            double[] x2 = x[start + e2];
            Rows.add3x3(
                    c0, c1, c2, x0[k], x1[k], x2[k], x0[k + 1], x1[k + 1], x2[k + 1], x0[k + 2], x1[k + 2], x2[k + 2],
                    g[e0], g[e1], g[e2], from, to);
        }
        for (; rest != 0; rest &= rest - 1) {
            int e = first + Long.numberOfTrailingZeros(rest);
            double[] row = x[start + e];
            Rows.add3x1(c0, c1, c2, row[k], row[k + 1], row[k + 2], g[e], from, to);
        }
    }
}
