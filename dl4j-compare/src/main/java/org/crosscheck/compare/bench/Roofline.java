package org.crosscheck.compare.bench;

import java.util.Arrays;

/**
 * What one thread of plain Java reaches on this machine, measured by two loops that C2 vectorises.
 *
 * <p>The peak is the rate of a dense loop of fused multiply-adds over arrays that stay in the first cache: four rows of
 * sums, eight taps a pass, so that arithmetic and not memory is the limit. The streaming rate is that of w = fma(g, eta,
 * w) over two arrays as long as the workload has parameters.
 *
 * <p>The roofline of a workload is the time that its counted operations take at the peak or its counted bytes at the
 * streaming rate, whichever is longer ({@link Workload#flops}, {@link Workload#bytes}). A side that skips inputs that
 * are zero can do better than it: those are counted.
 */
public final class Roofline {

    private static final int WIDTH = 256;
    private static final int ROWS = 4;
    private static final int TAPS = 8;
    private static final int PASSES = 200;

    private Roofline() {}

    /** Floating-point operations per second; the best of several rounds. */
    public static double peak(double seconds) {
        double[][] sums = new double[ROWS][WIDTH];
        double[][] taps = new double[TAPS][WIDTH];
        for (double[] tap : taps) {
            Arrays.fill(tap, 1e-3);
        }
        double flopsPerPass = 2.0 * ROWS * TAPS * WIDTH;
        return best(seconds, PASSES * flopsPerPass, () -> {
            for (int pass = 0; pass < PASSES; pass++) {
                fma(sums[0], sums[1], sums[2], sums[3], taps, 0.5);
            }
        });
    }

    private static void fma(double[] s0, double[] s1, double[] s2, double[] s3, double[][] taps, double x) {
        double[] a = taps[0];
        double[] b = taps[1];
        double[] c = taps[2];
        double[] d = taps[3];
        double[] e = taps[4];
        double[] f = taps[5];
        double[] g = taps[6];
        double[] h = taps[7];
        for (int j = 0; j < WIDTH; j++) {
            s0[j] = eight(x, a[j], b[j], c[j], d[j], e[j], f[j], g[j], h[j], s0[j]);
            s1[j] = eight(x, a[j], b[j], c[j], d[j], e[j], f[j], g[j], h[j], s1[j]);
            s2[j] = eight(x, a[j], b[j], c[j], d[j], e[j], f[j], g[j], h[j], s2[j]);
            s3[j] = eight(x, a[j], b[j], c[j], d[j], e[j], f[j], g[j], h[j], s3[j]);
        }
    }

    private static double eight(
            double x, double a, double b, double c, double d, double e, double f, double g, double h, double sum) {
        double half = Math.fma(x, a, Math.fma(x, b, Math.fma(x, c, Math.fma(x, d, sum))));
        return Math.fma(x, e, Math.fma(x, f, Math.fma(x, g, Math.fma(x, h, half))));
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
