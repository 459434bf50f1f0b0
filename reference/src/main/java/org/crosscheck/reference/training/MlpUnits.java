package org.crosscheck.reference.training;

import java.util.Arrays;
import org.crosscheck.reference.kernels.Kernels;
import org.crosscheck.reference.kernels.Nonzeros;
import org.crosscheck.reference.kernels.Rows;
import org.crosscheck.reference.kernels.Sines;

/**
 * Neighbouring hidden units of an {@link MlpTrainer}, and all that belongs to them alone: their columns of W(1)^T, b(1)
 * and W(2), of the gradients, and of h^a, h^s and cos h^a of the current examples. Below, w is the number of units.
 */
final class MlpUnits {

    /** The number of rows of W(1)^T that one task checks, or whose gradient it sums. */
    private static final int INPUTS = 48;

    private final int d;
    private final int m;
    private final int width;
    private final Kernels kernels;

    /** W(1)^T (d, w), b(1) (1, w), W(2) (m, w), and their gradients. */
    private final double[][] w1;

    private final double[] b1;
    private final double[][] w2;
    private final double[][] gradW1;
    private final double[][] gradB1;
    private final double[][] gradW2;

    /** Of the examples at hand: h^s, cos h^a (2a, 2m), and h^a, which becomes dL/dh^a / n; (examples, w) each. */
    private double[][] hs = new double[0][];

    private double[][] cos;
    private double[][] ha;

    /**
     * For each part, whether its rows of W(1)^T are finite; for each block, by its first example, whether dL/dh^a is.
     */
    private final boolean[] finiteWeights;

    private boolean[] finiteDeltas = new boolean[0];

    /**
     * Takes what belongs to the units from all rows.
     *
     * @param parameters d rows of W(1)^T from first on, then b(1), then m rows of W(2)
     * @param gradients in the same layout
     */
    MlpUnits(double[][] parameters, double[][] gradients, int first, int d, int m, Kernels kernels) {
        this.d = d;
        this.m = m;
        this.kernels = kernels;
        w1 = Arrays.copyOfRange(parameters, first, first + d);
        b1 = parameters[first + d];
        w2 = Arrays.copyOfRange(parameters, first + d + 1, first + rows(d, m));
        gradW1 = Arrays.copyOfRange(gradients, first, first + d);
        gradB1 = new double[][] {gradients[first + d]};
        gradW2 = Arrays.copyOfRange(gradients, first + d + 1, first + rows(d, m));
        width = b1.length;
        finiteWeights = new boolean[parts()];
    }

    /** The number of rows that belong to some units. */
    static int rows(int d, int m) {
        return d + 1 + m;
    }

    int width() {
        return width;
    }

    /** The number of parts of {@link #checkWeights}; {@link #sum} has one more. */
    int parts() {
        return (d + INPUTS - 1) / INPUTS;
    }

    /** Makes room for the examples. */
    void begin(int examples) {
        if (hs.length < examples) {
            hs = new double[examples][width];
            cos = new double[examples][width];
            ha = new double[examples][width];
            finiteDeltas = new boolean[examples];
        }
        Arrays.fill(finiteDeltas, true);
    }

    void checkWeights(int part, double[] probe) {
        finiteWeights[part] = Rows.finite(w1, part * INPUTS, Math.min((part + 1) * INPUTS, d), probe);
    }

    /** Question 2a: h^a and h^s of the examples in [from, to), and cos h^a if they are to go back. */
    void forward(Nonzeros x, int from, int to, Sines sines, boolean back) {
        for (int e = from; e < to; e++) {
            System.arraycopy(b1, 0, ha[e], 0, width);
        }
        x.times(ha, from, to, w1, width, all(finiteWeights));
        if (back) {
            sines.sinCos(ha, from, to, hs, cos, width);
        } else {
            sines.sin(ha, from, to, hs, width);
        }
    }

    /** Question 2b: o^a += h^s W(2)^T: what these units add. */
    void addOutputs(double[][] oa, int from, int to) {
        kernels.addDots(oa, hs, from, to, w2, m, 0, width);
    }

    /** Questions 2j to 2m: dL/dh^a / n from dL/do^a / n. */
    void back(double[][] delta, int from, int to, double[] probe) {
        for (int e = from; e < to; e++) {
            Arrays.fill(ha[e], 0);
        }
        kernels.addRows(ha, from, to, delta, w2, m, 0, width);
        for (int e = from; e < to; e++) {
            kernels.multiply(ha[e], cos[e], width);
        }
        finiteDeltas[from] = Rows.finite(ha, from, to, probe);
    }

    /**
     * Questions 2h, 2i, 2n and 2o: a part of the gradients: rows of that of W(1)^T, or, in the last part, those of b(1)
     * and W(2).
     *
     * @param deltaByClass dL/do^a / n, transposed
     * @param ones a row of ones
     * @param clear whether to set the gradients to 0 first
     */
    void sum(int part, Nonzeros x, double[][] deltaByClass, double[][] ones, int examples, boolean clear) {
        if (part < parts()) {
            int from = part * INPUTS;
            int to = Math.min(from + INPUTS, d);
            clear(gradW1, from, clear ? to : from);
            x.transposedTimes(gradW1, from, to, ha, width, all(finiteDeltas));
            return;
        }
        clear(gradB1, 0, clear ? 1 : 0);
        clear(gradW2, 0, clear ? m : 0);
        kernels.addRows(gradB1, 0, 1, ones, ha, examples, 0, width);
        kernels.addRows(gradW2, 0, m, deltaByClass, hs, examples, 0, width);
    }

    private static void clear(double[][] rows, int from, int to) {
        for (int i = from; i < to; i++) {
            Arrays.fill(rows[i], 0);
        }
    }

    private static boolean all(boolean[] flags) {
        boolean all = true;
        for (boolean flag : flags) {
            all &= flag;
        }
        return all;
    }
}
