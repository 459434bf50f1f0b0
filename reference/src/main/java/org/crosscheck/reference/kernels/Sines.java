package org.crosscheck.reference.kernels;

/**
 * sin and cos of whole arrays, each within {@value #ULPS} ulp of the exact value: only IEEE operations and fused
 * multiply-adds, so the bits are the same on every machine. sin of +-0 is +-0; of infinities and NaN both are NaN.
 *
 * <p>Up to {@link #LIMIT} the argument is reduced to r + t in [-pi/4, pi/4] by a multiple of pi/2 in three parts (Cody
 * and Waite 1980), then fdlibm's polynomials for sin and cos are evaluated (Sun Microsystems 1993: k_sin.c, k_cos.c) and
 * blended by quadrant without a branch. Each pass is one short loop, which HotSpot's compiler turns into vector
 * instructions. Beyond the limit, {@link StrictMath} serves.
 *
 * <p>One object belongs to one thread: it holds the arrays between the passes.
 */
public final class Sines {

    /** The largest error of a result in units in the last place. */
    public static final double ULPS = 1;

    /** Up to this magnitude the arguments are reduced here. */
    static final double LIMIT = 0x1p17;

    /** Added and taken off again, this rounds to an integer. */
    private static final double ROUND = 0x1.8p52;

    private static final double TWO_OVER_PI = 2 / Math.PI;

    /** pi/2 = HIGH + MIDDLE + LOW, each the rest rounded to a double. */
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

    /** One loop over n elements of the arguments z and the arrays below. */
    @FunctionalInterface
    private interface Pass {
        void run(double[] z, int n);
    }

    /** Called through an interface, each pass stays a method of its own to the compiler, which then vectorises it. */
    private final Pass[] forSin = {this::reduce, this::sineSeries, this::cosineSeries, this::blendSin, this::look};

    private final Pass[] forBoth = {
        this::reduce, this::sineSeries, this::cosineSeries, this::blendSin, this::blendCos, this::look
    };

    /** The multiples of pi/2, the reduced arguments r and their tails t, the two series at r + t, and the results. */
    private double[] quadrant = new double[0];

    private double[] r = new double[0];
    private double[] tail = new double[0];
    private double[] sine = new double[0];
    private double[] cosine = new double[0];
    private double[] sin = new double[0];
    private double[] cos = new double[0];
    /** Whether an argument is beyond the limit. */
    private boolean large;

    /** sin z into sin, for elements 0 to n; they may be the same array. */
    public void sin(double[] z, double[] sin, int n) {
        run(forSin, z, n);
        if (large) {
            for (int j = 0; j < n; j++) {
                this.sin[j] = isLarge(z[j]) ? StrictMath.sin(z[j]) : this.sin[j];
            }
        }
        System.arraycopy(this.sin, 0, sin, 0, n);
    }

    /** sin z into sin and cos z into cos, for elements 0 to n; z may be one of them. */
    public void sinCos(double[] z, double[] sin, double[] cos, int n) {
        run(forBoth, z, n);
        if (large) {
            for (int j = 0; j < n; j++) {
                this.sin[j] = isLarge(z[j]) ? StrictMath.sin(z[j]) : this.sin[j];
                this.cos[j] = isLarge(z[j]) ? StrictMath.cos(z[j]) : this.cos[j];
            }
        }
        System.arraycopy(this.sin, 0, sin, 0, n);
        System.arraycopy(this.cos, 0, cos, 0, n);
    }

    /** cos z into cos, for elements 0 to n; they may be the same array. */
    public void cos(double[] z, double[] cos, int n) {
        grow(n);
        sinCos(z, sin, cos, n);
    }

    private void run(Pass[] passes, double[] z, int n) {
        grow(n);
        for (Pass pass : passes) {
            pass.run(z, n);
        }
    }

    private void grow(int n) {
        if (r.length < n) {
            quadrant = new double[n];
            r = new double[n];
            tail = new double[n];
            sine = new double[n];
            cosine = new double[n];
            sin = new double[n];
            cos = new double[n];
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
            sine[j] = x - ((z * (0.5 * tail[j] - v * p) - tail[j]) - v * S1);
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
            cosine[j] = w + (((1 - w) - half) + (z * p - x * tail[j]));
        }
    }

    /**
     * By m = quadrant mod 4 in -2..2: sin for m = 0, cos for 1, -sin for +-2, -cos for -1. One product is always 0; m is
     * -0, not 0, so that the sine of -0 is -0.
     */
    private void blendSin(double[] ignored, int n) {
        double[] quadrant = this.quadrant;
        double[] sine = this.sine;
        double[] cosine = this.cosine;
        double[] sin = this.sin;
        for (int j = 0; j < n; j++) {
            double m = -Math.fma(4, Math.fma(quadrant[j], 0.25, ROUND) - ROUND, -quadrant[j]);
            double a = Math.abs(m);
            sin[j] = Math.fma(sine[j], 1 - a, cosine[j] * (m * (2 - a)));
        }
    }

    private void blendCos(double[] ignored, int n) {
        double[] quadrant = this.quadrant;
        double[] sine = this.sine;
        double[] cosine = this.cosine;
        double[] cos = this.cos;
        for (int j = 0; j < n; j++) {
            double m = -Math.fma(4, Math.fma(quadrant[j], 0.25, ROUND) - ROUND, -quadrant[j]);
            double a = Math.abs(m);
            cos[j] = Math.fma(cosine[j], 1 - a, sine[j] * (m * (a - 2)));
        }
    }

    private void look(double[] z, int n) {
        boolean any = false;
        for (int j = 0; j < n; j++) {
            any |= isLarge(z[j]);
        }
        large = any;
    }

    /** Not for NaN, which comes through by itself, as do infinities. */
    private static boolean isLarge(double z) {
        return Math.abs(z) > LIMIT;
    }
}
