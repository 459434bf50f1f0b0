package org.crosscheck.reference.kernels;

import java.util.Arrays;
import org.crosscheck.reference.Functions;

/**
 * phi = sin (question 2a) and phi' = cos (question 2l) of rows of arrays, each within {@value #ULPS} ulp of the exact
 * value: only IEEE operations and fused multiply-adds, so the bits are the same on every machine. sin of +-0 is +-0; of
 * infinities and NaN both are NaN.
 *
 * <p>Up to {@link #LIMIT} the argument is reduced to r + t in [-pi/4, pi/4] by a multiple of pi/2 in three parts (Cody
 * and Waite 1980), then fdlibm's polynomials for sin and cos are evaluated (Sun Microsystems 1993: k_sin.c, k_cos.c) and
 * blended by quadrant without a branch. Each pass is one short loop, which HotSpot's compiler turns into vector
 * instructions. Beyond the limit, {@link Functions#phi} and {@link Functions#phiPrime} serve.
 *
 * <p>One object belongs to one thread: it holds the arrays that the passes share.
 */
public class Sines {

    /** The largest error of a result in units in the last place. */
    public static final double ULPS = 1;

    /** Up to this magnitude the arguments are reduced here. */
    static final double LIMIT = 0x1p17;

    /** Adding this and subtracting it again rounds to an integer. */
    private static final double ROUND = 0x1.8p52;

    private static final double TWO_OVER_PI = 2 / Math.PI;

    /** pi/2 = HIGH + MIDDLE + LOW, each the remainder rounded to a double. */
    private static final double HIGH = Math.PI / 2;

    private static final double MIDDLE = 6.123233995736766e-17;
    private static final double LOW = -1.4973849048591833e-33;

    private static final double S1 = -0.16666666666666632;
    private static final double S2 = 0.00833333333332249;
    private static final double S3 = -0.0001984126982985795;
    private static final double S4 = 2.7557313707070068e-6;
    private static final double S5 = -2.5050760253406863e-8;
    private static final double S6 = 1.58969099521155e-10;

    private static final double C1 = 0.0416666666666666;
    private static final double C2 = -0.001388888888887411;
    private static final double C3 = 2.480158728947673e-5;
    private static final double C4 = -2.7557314351390663e-7;
    private static final double C5 = 2.087572321298175e-9;
    private static final double C6 = -1.1359647557788195e-11;

    /** One loop over n elements of the arrays below, and of one of the caller's. */
    @FunctionalInterface
    private interface Pass {
        void run(double[] row, int n);
    }

    /** Called through an interface, each pass stays a method of its own to the compiler, which then vectorises it. */
    private final Pass addSquares = this::addSquares;

    private final Pass[] series = {this::reduce, this::turn, this::sineSeries, this::cosineSeries};
    private final Pass[] blend = {this::blendSin, this::blendCos};

    /**
     * The multiples of pi/2, what they turn, the reduced arguments r and their tails t, and the two series at r + t.
     */
    private double[] quadrant = new double[0];

    private double[] same = new double[0];
    private double[] other = new double[0];

    private double[] r = new double[0];
    private double[] tail = new double[0];
    private double[] sine = new double[0];
    private double[] cosine = new double[0];

    /**
     * The sums of z^2 by column over the current rows; and the current argument row, where some arguments are large.
     */
    private double[] squares = new double[0];

    private double[] argument = new double[0];

    /** With buffers that grow when they are first needed. */
    public Sines() {}

    /** sin z into sin, for columns 0 to n of rows begin to end; sin may be z. */
    public void sin(double[][] z, int begin, int end, double[][] sin, int n) {
        run(z, begin, end, n, sin, null);
    }

    /** cos z into cos, for columns 0 to n of rows begin to end; cos may be z. */
    public void cos(double[][] z, int begin, int end, double[][] cos, int n) {
        run(z, begin, end, n, null, cos);
    }

    /** sin z into sin and cos z into cos, for columns 0 to n of rows begin to end; z may be one of them. */
    public void sinCos(double[][] z, int begin, int end, double[][] sin, double[][] cos, int n) {
        run(z, begin, end, n, sin, cos);
    }

    private void run(double[][] z, int begin, int end, int n, double[][] sin, double[][] cos) {
        grow(n);
        boolean small = small(z, begin, end, n);
        for (int row = begin; row < end; row++) {
            if (!small) {
                System.arraycopy(z[row], 0, argument, 0, n);
            }
            for (Pass pass : series) {
                pass.run(z[row], n);
            }
            if (sin != null) {
                blend[0].run(sin[row], n);
            }
            if (cos != null) {
                blend[1].run(cos[row], n);
            }
            for (int j = 0; j < n && !small; j++) {
                if (Math.abs(argument[j]) > LIMIT) { // not for NaN, which passes through by itself
                    if (sin != null) {
                        sin[row][j] = Functions.phi(argument[j]);
                    }
                    if (cos != null) {
                        cos[row][j] = Functions.phiPrime(argument[j]);
                    }
                }
            }
        }
    }

    /** True only if no element is beyond the limit, or infinite, or NaN. */
    private boolean small(double[][] z, int begin, int end, int n) {
        Arrays.fill(squares, 0, n, 0);
        for (int row = begin; row < end; row++) {
            addSquares.run(z[row], n);
        }
        boolean small = true;
        for (int j = 0; j < n; j++) {
            small &= squares[j] <= LIMIT * LIMIT;
        }
        return small;
    }

    private void grow(int n) {
        if (r.length < n) {
            quadrant = new double[n];
            same = new double[n];
            other = new double[n];
            r = new double[n];
            tail = new double[n];
            sine = new double[n];
            cosine = new double[n];
            squares = new double[n];
            argument = new double[n];
        }
    }

    private void addSquares(double[] z, int n) {
        double[] squares = this.squares;
        for (int j = 0; j < n; j++) {
            squares[j] = Math.fma(z[j], z[j], squares[j]);
        }
    }

    /** z = quadrant pi/2 + r + tail: the first difference is exact, what the others lose is the tail. */
    private void reduce(double[] z, int n) {
        double[] quadrant = this.quadrant;
        double[] r = this.r;
        double[] tail = this.tail;
        for (int j = 0; j < n; j++) {
            double q = Math.fma(z[j], TWO_OVER_PI, ROUND) - ROUND;
            double first = Math.fma(q, -HIGH, z[j]);
            double product = q * MIDDLE;
            double second = first - product;
            double part = second - first;
            double lost = (first - (second - part)) - (product + part); // Knuth's exact sum: of any two magnitudes
            quadrant[j] = q;
            r[j] = second;
            tail[j] = Math.fma(q, -LOW, lost - Math.fma(q, MIDDLE, -product));
        }
    }

    private void sineSeries(double[] ignored, int n) {
        double[] r = this.r;
        double[] tail = this.tail;
        double[] sine = this.sine;
        for (int j = 0; j < n; j++) {
            double x = r[j];
            double z = x * x;
            double v = z * x;
            double p = Math.fma(z, Math.fma(z, Math.fma(z, Math.fma(z, S6, S5), S4), S3), S2);
            sine[j] = x - Math.fma(v, -S1, Math.fma(z, Math.fma(v, -p, 0.5 * tail[j]), -tail[j]));
        }
    }

    private void cosineSeries(double[] ignored, int n) {
        double[] r = this.r;
        double[] tail = this.tail;
        double[] cosine = this.cosine;
        for (int j = 0; j < n; j++) {
            double x = r[j];
            double z = x * x;
            double p = z * Math.fma(z, Math.fma(z, Math.fma(z, Math.fma(z, Math.fma(z, C6, C5), C4), C3), C2), C1);
            double half = 0.5 * z;
            double w = 1 - half;
            cosine[j] = w + (((1 - w) - half) + Math.fma(z, p, -(x * tail[j])));
        }
    }

    /**
     * By m = quadrant mod 4 in -2..2: sin z is sin r for m = 0, cos r for 1, -sin r for +-2, -cos r for -1. So it is
     * same sin r + other cos r, one of which is 0. m is -0, not 0, so that the sine of -0 is -0.
     */
    private void turn(double[] ignored, int n) {
        double[] quadrant = this.quadrant;
        double[] same = this.same;
        double[] other = this.other;
        for (int j = 0; j < n; j++) {
            double m = -Math.fma(4, Math.fma(quadrant[j], 0.25, ROUND) - ROUND, -quadrant[j]);
            double a = Math.abs(m);
            same[j] = 1 - a;
            other[j] = m * (2 - a);
        }
    }

    private void blendSin(double[] sin, int n) {
        double[] sine = this.sine;
        double[] cosine = this.cosine;
        double[] same = this.same;
        double[] other = this.other;
        for (int j = 0; j < n; j++) {
            sin[j] = sine[j] * same[j] + cosine[j] * other[j];
        }
    }

    private void blendCos(double[] cos, int n) {
        double[] sine = this.sine;
        double[] cosine = this.cosine;
        double[] same = this.same;
        double[] other = this.other;
        for (int j = 0; j < n; j++) {
            cos[j] = cosine[j] * same[j] - sine[j] * other[j];
        }
    }
}
