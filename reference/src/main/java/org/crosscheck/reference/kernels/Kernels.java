package org.crosscheck.reference.kernels;

import org.crosscheck.reference.Geometry;

/**
 * The kernels that a trainer computes with: it is handed one of these, makes its objects with it and calls its products.
 * Where no other class extends this one, HotSpot's compiler calls the kernels themselves, so the way round costs nothing;
 * a test extends it, to plant a fault in the result of one kernel.
 */
public class Kernels {

    /** Those that train. */
    public static final Kernels STANDARD = new Kernels();

    protected Kernels() {}

    /** Sine and cosine of one thread (questions 2a and 2m). */
    public Sines sines() {
        return new Sines();
    }

    /** Products with a sparse X of one thread (questions 2a and 2o). */
    public Nonzeros nonzeros() {
        return new Nonzeros();
    }

    /** A convolution of one thread (question 3a). */
    public LaneConvolution convolution(Geometry geometry, int lanes) {
        return new LaneConvolution(geometry, lanes);
    }

    /** {@link Dots#add}: o^a (question 2b). */
    public void addDots(double[][] c, double[][] a, int begin, int end, double[][] b, int taps, int from, int to) {
        Dots.add(c, a, begin, end, b, taps, from, to);
    }

    /** {@link Rows#add(double[][], int, int, double[][], double[][], int, int, int)}: back from o^a (questions 2i and 2k). */
    public void addRows(double[][] c, int begin, int end, double[][] s, double[][] d, int taps, int from, int to) {
        Rows.add(c, begin, end, s, d, taps, from, to);
    }

    /** {@link Rows#multiply}: back through the sine (question 2m). */
    public void multiply(double[] c, double[] d, int n) {
        Rows.multiply(c, d, n);
    }
}
