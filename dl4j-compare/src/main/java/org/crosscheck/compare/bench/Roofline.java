package org.crosscheck.compare.bench;

import java.util.Arrays;
import org.crosscheck.compare.bench.contenders.Workload;

/**
 * What one thread of plain Java reaches on this machine, measured by two loops that C2 vectorises.
 *
 * <p>The peak is the rate of a dense loop of fused multiply-adds over arrays that stay in the first cache: the better of
 * two, as compilers differ in which they vectorise, one row of sums with eight taps a pass or four rows with three. The
 * streaming rate is that of w = fma(g, eta, w) over two arrays as long as the workload has parameters.
 *
 * <p>The roofline of a workload is the time that its counted operations take at the peak or its counted bytes at the
 * streaming rate, whichever is longer ({@link Workload#flops}, {@link Workload#bytes}). A side that skips inputs that
 * are zero can do better than it: those are counted.
 */
public final class Roofline {

    private static final int WIDTH = 256;
    private static final int PASSES = 500;

    private Roofline() {}

    /** Floating-point operations per second. */
    public static double peak(double seconds) {
        double[][] sums = new double[4][WIDTH];
        double[][] taps = new double[8][WIDTH];
        double narrow = best(seconds / 2, 2.0 * 8 * WIDTH * PASSES, () -> oneRow(sums[0], taps, 0.5));
        double wide = best(seconds / 2, 2.0 * 12 * WIDTH * PASSES, () -> fourRows(sums, taps, 0.5));
        return Math.max(narrow, wide);
    }

    private static void oneRow(double[] s, double[][] taps, double x) {
        double[] a = taps[0];
        double[] b = taps[1];
        double[] c = taps[2];
        double[] d = taps[3];
        double[] e = taps[4];
        double[] f = taps[5];
        double[] g = taps[6];
        double[] h = taps[7];
        for (int pass = 0; pass < PASSES; pass++) {
            for (int j = 0; j < WIDTH; j++) {
                double half = Math.fma(x, a[j], Math.fma(x, b[j], Math.fma(x, c[j], Math.fma(x, d[j], s[j]))));
                s[j] = Math.fma(x, e[j], Math.fma(x, f[j], Math.fma(x, g[j], Math.fma(x, h[j], half))));
            }
        }
    }

    private static void fourRows(double[][] sums, double[][] taps, double x) {
        for (int pass = 0; pass < PASSES; pass++) {
            fourRows(sums[0], sums[1], sums[2], sums[3], taps[0], taps[1], taps[2], x);
        }
    }

    /** Everything is read before anything is written: the compiler does not know that the arrays are different ones. */
    private static void fourRows(
            double[] s0, double[] s1, double[] s2, double[] s3, double[] a, double[] b, double[] c, double x) {
        for (int j = 0; j < WIDTH; j++) {
            double t0 = Math.fma(x, c[j], Math.fma(x, b[j], Math.fma(x, a[j], s0[j])));
            double t1 = Math.fma(x, c[j], Math.fma(x, b[j], Math.fma(x, a[j], s1[j])));
            double t2 = Math.fma(x, c[j], Math.fma(x, b[j], Math.fma(x, a[j], s2[j])));
            double t3 = Math.fma(x, c[j], Math.fma(x, b[j], Math.fma(x, a[j], s3[j])));
            s0[j] = t0;
            s1[j] = t1;
            s2[j] = t2;
            s3[j] = t3;
        }
    }

    /** Bytes per second that pass by an update of so many parameters: two arrays read, one written. */
    public static double stream(int parameters, double seconds) {
        double[] w = new double[parameters];
        double[] g = new double[parameters];
        Arrays.fill(g, 1);
        int passes = Math.max(1, 1_000_000 / parameters);
        return best(seconds, 3.0 * Double.BYTES * passes * parameters, () -> {
            for (int pass = 0; pass < passes; pass++) {
                update(w, g, -1e-9);
            }
        });
    }

    private static void update(double[] w, double[] g, double eta) {
        for (int j = 0; j < w.length; j++) {
            w[j] = Math.fma(g[j], eta, w[j]);
        }
    }

    /** The highest rate of any single run within the time, the first third of which warms up. */
    private static double best(double seconds, double amount, Runnable run) {
        long start = System.nanoTime();
        double best = 0;
        double elapsed;
        do {
            long before = System.nanoTime();
            run.run();
            long after = System.nanoTime();
            elapsed = (after - start) / 1e9;
            if (elapsed > seconds / 3) {
                best = Math.max(best, 1e9 * amount / (after - before));
            }
        } while (elapsed < seconds);
        return best;
    }
}
