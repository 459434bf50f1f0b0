package org.crosscheck.reference.training;

import java.util.Arrays;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.kernels.Kernels;
import org.crosscheck.reference.kernels.LaneConvolution;
import org.crosscheck.reference.kernels.Lanes;
import org.crosscheck.reference.kernels.Sines;

/** What one thread needs to take a block of images forward and backward through the layers. */
final class CnnWorker {

    /** Images side by side. */
    static final int LANES = 16;

    private static final int FEATURES = Math.toIntExact(Cnn.CONV3.outputSize());

    private static final int FILTERS = Cnn.CONV1.filters();

    /** The rows of conv1, of all filters, that one row of the pooling needs; and the rows of the pooling. */
    private static final int POOLED = 2 * FILTERS;

    private static final int HEIGHT = Cnn.CONV3.rows().input();

    private final Kernels kernels;
    private final LaneConvolution conv1;
    private final LaneConvolution conv3;
    private final Sines sines;

    private final double[][] images = input(Cnn.CONV1);
    /**
     * conv1, then its sine; in the backward pass dS/dconv1. Rows as in {@link LaneConvolution}, but only those that one
     * row of the pooling needs are held: all others are the same arrays again.
     */
    private final double[][] map1 = repeat(output(Cnn.CONV1), POOLED);

    private final double[][] cos1 = output(Cnn.CONV1);
    private final double[][] pool2 = input(Cnn.CONV3);
    private final double[][] gradPool2 = input(Cnn.CONV3);
    /** conv3, then its sine; the cosine, and dS/dconv3. */
    private final double[][] map3 = output(Cnn.CONV3);

    private final double[][] cos3 = output(Cnn.CONV3);
    private final double[][] grad3 = output(Cnn.CONV3);
    private final double[][] features = Lanes.inImageOrder(map3, Cnn.CONV3.filters());
    private final double[][] gradFeatures = Lanes.inImageOrder(grad3, Cnn.CONV3.filters());
    /** The input of the output layer, (lanes, 1600), and its gradient. */
    private final double[][] h = new double[LANES][FEATURES];

    private final double[][] gradH = new double[LANES][FEATURES];
    /** o^a, which becomes dL/do^a / n, (lanes, m), and its transpose. */
    final double[][] oa;

    private final double[][] deltaByClass;

    CnnWorker(int m, Kernels kernels) {
        this.kernels = kernels;
        conv1 = kernels.convolution(Cnn.CONV1, LANES);
        conv3 = kernels.convolution(Cnn.CONV3, LANES);
        sines = kernels.sines();
        oa = new double[LANES][m];
        deltaByClass = new double[m][LANES];
    }

    private static double[][] input(Geometry g) {
        return Lanes.rows(g.channels() * g.rows().input(), g.columns().input(), LANES);
    }

    private static double[][] output(Geometry g) {
        return Lanes.rows(g.filters() * g.rows().output(), g.columns().output(), LANES);
    }

    private static double[][] repeat(double[][] rows, int period) {
        double[][] repeated = new double[rows.length][];
        Arrays.setAll(repeated, row -> rows[row % period]);
        return repeated;
    }

    /** Takes the weights for the backward pass. */
    void turn(CnnRows p) {
        conv3.turn(p.conv3W);
    }

    /**
     * Question 3a: from images to o^a: the layers of 3a, each convolution with the sine of 2a, and the output layer of
     * 2b. The lanes without an image take one of zeros.
     */
    void layers(CnnRows p, double[][] x, int first, int count, boolean back) {
        Lanes.putAll(x, first, count, images, LANES);
        conv1.shift(images);
        for (int q = 0; q < HEIGHT; q++) {
            conv1.forward(2 * q, p.conv1W, p.conv1B, map1);
            conv1.forward(2 * q + 1, p.conv1W, p.conv1B, map1);
            sine(map1, cos1, q * POOLED, POOLED, back);
            for (int c = 0; c < FILTERS; c++) {
                int upper = q * POOLED + c;
                pool(map1[upper], map1[upper + FILTERS], pool2[c * HEIGHT + q]);
            }
        }
        conv3.shift(pool2);
        for (int i = 0; i < Cnn.CONV3.rows().output(); i++) {
            conv3.forward(i, p.conv3W, p.conv3B, map3);
            sine(map3, cos3, i * Cnn.CONV3.filters(), Cnn.CONV3.filters(), back);
        }
        Lanes.getAll(features, LANES, h, count);
        for (int e = 0; e < count; e++) {
            System.arraycopy(p.b, 0, oa[e], 0, p.b.length);
        }
        kernels.addDots(oa, h, 0, count, p.w, p.w.length, 0, FEATURES);
    }

    /** Question 2a. */
    private void sine(double[][] map, double[][] cos, int begin, int rows, boolean back) {
        if (back) {
            sines.sinCos(map, begin, begin + rows, map, cos, map[begin].length);
        } else {
            sines.sin(map, begin, begin + rows, map, map[begin].length);
        }
    }

    /** pool2 (question 3a): means of 2 x 2. */
    private static void pool(double[] upper, double[] lower, double[] mean) {
        for (int j = 0; j < mean.length; j += LANES) {
            for (int i = j; i < j + LANES; i++) {
                int left = i + j;
                mean[i] = (upper[left] + upper[left + LANES] + lower[left] + lower[left + LANES]) / 4;
            }
        }
    }

    /**
     * From dL/do^a / n, in oa, to the gradients of all parameters, added to sum: of W and b as in 2i, of the output
     * layer's input as in 2k, through the sines as in 2m, of the layers of 3a.
     */
    void back(CnnRows p, int count, CnnRows sum) {
        for (int e = 0; e < LANES; e++) {
            if (e >= count) {
                Arrays.fill(oa[e], 0);
                Arrays.fill(h[e], 0);
            }
            Arrays.fill(gradH[e], 0);
            for (int k = 0; k < deltaByClass.length; k++) {
                deltaByClass[k][e] = oa[e][k];
                sum.b[k] += oa[e][k];
            }
        }
        kernels.addRows(sum.w, 0, sum.w.length, deltaByClass, h, LANES, 0, FEATURES);
        kernels.addRows(gradH, 0, LANES, oa, p.w, p.w.length, 0, FEATURES);
        Lanes.putAll(gradH, 0, LANES, gradFeatures, LANES);
        conv3.transpose();
        for (int i = 0; i < Cnn.CONV3.rows().output(); i++) {
            multiply(grad3, cos3, i * Cnn.CONV3.filters(), Cnn.CONV3.filters());
            conv3.addGradWeights(i, grad3, sum.conv3W);
            conv3.sumRow(i, grad3);
        }
        conv3.addGradBias(sum.conv3B);
        conv3.gradInput(grad3, gradPool2);
        conv1.transpose();
        for (int q = 0; q < HEIGHT; q++) {
            for (int row = 0; row < POOLED; row++) {
                int c = row % FILTERS;
                unpool(gradPool2[c * HEIGHT + q], map1[q * POOLED + row]);
            }
            multiply(map1, cos1, q * POOLED, POOLED);
            for (int i = 2 * q; i <= 2 * q + 1; i++) {
                conv1.addGradWeights(i, map1, sum.conv1W);
                conv1.sumRow(i, map1);
            }
        }
        conv1.addGradBias(sum.conv1B);
    }

    private void multiply(double[][] grad, double[][] cos, int begin, int rows) {
        for (int row = begin; row < begin + rows; row++) {
            kernels.multiply(grad[row], cos[row], grad[row].length);
        }
    }

    /** Each cell of a window gets a quarter of its gradient. */
    private static void unpool(double[] gradMean, double[] grad) {
        for (int j = 0; j < gradMean.length; j += LANES) {
            for (int i = j; i < j + LANES; i++) {
                double share = gradMean[i] / 4;
                grad[i + j] = share;
                grad[i + j + LANES] = share;
            }
        }
    }
}
