package org.crosscheck.reference.kernels;

import java.util.Arrays;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.WindowAxis;

/**
 * The convolution of part 3 over images side by side ({@link Lanes}), as products of matrices whose rows are rows of
 * pixels. Each input row is first laid out once for every column of the kernel, shifted so that all products of an
 * output row meet at one index; then
 *
 * <pre>out[f, i] = b[f] + sum over c, u, v of w[f, c, u, v] shifted[c, i s - p + u d, v]</pre>
 *
 * is a sum of rows, the gradient of a weight is a scalar product of rows, and that of the input the sum of rows again,
 * shifted back. Any stride, padding and dilation will do. The padding is made of real zeros: an infinite weight or
 * gradient over them gives NaN, where the detailed form, which skips the padding, does not.
 *
 * <p>One object belongs to one thread; its buffers are reused.
 */
public class LaneConvolution {

    private final Geometry geometry;
    private final WindowAxis rows;
    private final WindowAxis columns;
    private final int lanes;
    /** The elements of an output row, all lanes. */
    private final int length;

    /** The input row of (c, r), shifted for kernel column v: at (c * height + r) * kernel width + v. */
    private final double[][] shifted;

    private final double[] padding;
    /** The shifted rows that meet the weights c, u, v at one output row. */
    private final double[][] window;
    /** The output rows of all filters at one i. */
    private final double[][] atRow;

    /** The shifted rows in the order (r, c, v), and transposed: a row for each output column and lane. */
    private final double[][] inOrder;

    private final double[][] patches;
    /** dS/dw of each filter for one output row i, by (r, c, v). */
    private final double[][] gradPatch;

    /** Sums over output rows, for each filter. */
    private final double[][] sums;
    /** dS/dshifted of one input row: (c, v). */
    private final double[][] gradShifted;
    /** W for the backward pass, a matrix of (c, v) by (u, f), and the output rows that meet it. */
    private final double[][] back;

    private final double[][] above;

    public LaneConvolution(Geometry geometry, int lanes) {
        this.geometry = geometry;
        this.lanes = lanes;
        rows = geometry.rows();
        columns = geometry.columns();
        length = columns.output() * lanes;
        shifted = new double[geometry.channels() * rows.input() * columns.kernel()][length];
        inOrder = new double[shifted.length][];
        for (int row = 0; row < shifted.length / columns.kernel(); row++) {
            int at = (row % rows.input() * geometry.channels() + row / rows.input()) * columns.kernel();
            System.arraycopy(shifted, row * columns.kernel(), inOrder, at, columns.kernel());
        }
        patches = new double[length][inOrder.length];
        gradPatch = new double[geometry.filters()][inOrder.length];
        padding = new double[length];
        window = new double[geometry.channels() * rows.kernel() * columns.kernel()][];
        atRow = new double[geometry.filters()][];
        sums = new double[geometry.filters()][length];
        gradShifted = new double[geometry.channels() * columns.kernel()][length];
        back = new double[gradShifted.length][rows.kernel() * geometry.filters()];
        above = new double[back[0].length][];
    }

    /**
     * Takes images, for {@link #forward} and {@link #addGradWeights}.
     *
     * @param x the input rows, (channels height) rows of width lanes
     */
    public void shift(double[][] x) {
        for (int row = 0; row < x.length; row++) {
            for (int v = 0; v < columns.kernel(); v++) {
                double[] to = shifted[row * columns.kernel() + v];
                if (columns.stride() == 1) {
                    int first = first(v);
                    int count = last(v) - first;
                    if (count > 0) {
                        System.arraycopy(x[row], columns.position(first, v) * lanes, to, first * lanes, count * lanes);
                    }
                } else {
                    for (int j = first(v); j < last(v); j++) {
                        System.arraycopy(x[row], columns.position(j, v) * lanes, to, j * lanes, lanes);
                    }
                }
            }
        }
    }

    /**
     * Row i of the output of the images.
     *
     * @param w the weights, (filters, channels kernel-height kernel-width)
     * @param b the biases
     * @param out the output rows, (output-height filters) rows of output-width lanes: row i of filter f is at {@code i *
     *     filters + f}
     */
    public void forward(int i, double[][] w, double[] b, double[][] out) {
        gather(i);
        atRow(out, i);
        for (int f = 0; f < atRow.length; f++) {
            Arrays.fill(atRow[f], b[f]);
        }
        Rows.add(atRow, 0, atRow.length, w, window, window.length, 0, length);
    }

    /** The first j at which kernel column v is not over the padding; all elements before it stay 0. */
    private int first(int v) {
        int missing = -columns.position(0, v);
        return missing <= 0 ? 0 : Math.min((missing + columns.stride() - 1) / columns.stride(), columns.output());
    }

    /** One past the last j at which kernel column v is not over the padding. */
    private int last(int v) {
        int room = columns.input() - 1 - columns.position(0, v);
        return room < 0 ? 0 : Math.min(room / columns.stride() + 1, columns.output());
    }

    private void gather(int i) {
        int tap = 0;
        for (int c = 0; c < geometry.channels(); c++) {
            for (int u = 0; u < rows.kernel(); u++) {
                int row = rows.position(i, u);
                int at = (c * rows.input() + row) * columns.kernel();
                for (int v = 0; v < columns.kernel(); v++) {
                    window[tap++] = rows.contains(row) ? shifted[at + v] : padding;
                }
            }
        }
    }

    private void atRow(double[][] out, int i) {
        System.arraycopy(out, i * atRow.length, atRow, 0, atRow.length);
    }

    /** Adds to dS/dW what comes from row i of dS/dout. Shapes as in {@link #forward}; call {@link #transpose} first. */
    public void addGradWeights(int i, double[][] gradOut, double[][] gradW) {
        atRow(gradOut, i);
        for (int u = 0; u < rows.kernel(); ) {
            int row = rows.position(i, u);
            // Without dilation the rows under the kernel follow each other: one product for all of them.
            int run = rows.dilation() == 1 ? Math.min(rows.kernel() - u, rows.input() - row) : 1;
            if (rows.contains(row)) {
                addRun(gradW, u, row, run);
                u += run;
            } else {
                u++;
            }
        }
    }

    /** Adds row i of dS/dout, as in {@link #forward}, to the sum that {@link #addGradBias} takes. */
    public void sumRow(int i, double[][] gradOut) {
        for (int f = 0; f < sums.length; f++) {
            Rows.add(sums[f], 1, gradOut[i * sums.length + f], 0, length);
        }
    }

    /** Adds dS/db, from the rows since the last call. */
    public void addGradBias(double[] gradB) {
        for (int f = 0; f < sums.length; f++) {
            for (double s : sums[f]) {
                gradB[f] += s;
            }
            Arrays.fill(sums[f], 0);
        }
    }

    /** Prepares {@link #addGradWeights} for the images of the last {@link #shift}. */
    public void transpose() {
        int t = 0;
        for (; t + 4 <= length; t += 4) {
            transpose(inOrder, t, patches[t], patches[t + 1], patches[t + 2], patches[t + 3]);
        }
        for (; t < length; t++) {
            for (int q = 0; q < inOrder.length; q++) {
                patches[t][q] = inOrder[q][t];
            }
        }
    }

    private static void transpose(double[][] rows, int t, double[] p0, double[] p1, double[] p2, double[] p3) {
        for (int q = 0; q < rows.length; q++) {
            double[] row = rows[q];
            p0[q] = row[t];
            p1[q] = row[t + 1];
            p2[q] = row[t + 2];
            p3[q] = row[t + 3];
        }
    }

    /** Adds to dS/dw what input rows row to row + run contribute to kernel rows u to u + run. */
    private void addRun(double[][] gradW, int u, int row, int run) {
        int each = geometry.channels() * columns.kernel();
        int from = row * each;
        int to = (row + run) * each;
        for (double[] gradient : gradPatch) {
            Arrays.fill(gradient, from, to, 0);
        }
        Rows.add(gradPatch, 0, gradPatch.length, atRow, patches, length, from, to);
        for (int f = 0; f < gradW.length; f++) {
            int at = from;
            for (int i = u; i < u + run; i++) {
                for (int c = 0; c < geometry.channels(); c++) {
                    int tap = (c * rows.kernel() + i) * columns.kernel();
                    for (int v = 0; v < columns.kernel(); v++) {
                        gradW[f][tap + v] += gradPatch[f][at++];
                    }
                }
            }
        }
    }

    /** Takes the weights of {@link #gradInput}. */
    public void turn(double[][] w) {
        for (int f = 0; f < w.length; f++) {
            int tap = 0;
            for (int c = 0; c < geometry.channels(); c++) {
                for (int u = 0; u < rows.kernel(); u++) {
                    for (int v = 0; v < columns.kernel(); v++) {
                        back[c * columns.kernel() + v][u * w.length + f] = w[f][tap++];
                    }
                }
            }
        }
    }

    /** dS/dx into gradX, by the weights of the last {@link #turn}. */
    public void gradInput(double[][] gradOut, double[][] gradX) {
        for (int row = 0; row < rows.input(); row++) {
            for (double[] values : gradShifted) {
                Arrays.fill(values, 0);
            }
            for (int u = 0; u < rows.kernel(); u++) {
                int end = u;
                for (int i = outputRow(row, end); i >= 0; i = outputRow(row, end)) {
                    atRow(gradOut, i);
                    System.arraycopy(atRow, 0, above, end++ * atRow.length, atRow.length);
                }
                Rows.add(
                        gradShifted,
                        0,
                        gradShifted.length,
                        back,
                        above,
                        u * atRow.length,
                        end * atRow.length,
                        0,
                        length);
                u = end;
            }
            for (int c = 0; c < geometry.channels(); c++) {
                shiftBack(c, gradX[c * rows.input() + row]);
            }
        }
    }

    /** The output row i at which kernel row u meets an input row, or -1 if there is none. */
    private int outputRow(int row, int u) {
        int steps = row - rows.position(0, u);
        return u < rows.kernel() && steps >= 0 && steps % rows.stride() == 0 && steps / rows.stride() < rows.output()
                ? steps / rows.stride()
                : -1;
    }

    private void shiftBack(int c, double[] gradX) {
        Arrays.fill(gradX, 0);
        for (int v = 0; v < columns.kernel(); v++) {
            double[] from = gradShifted[c * columns.kernel() + v];
            if (columns.stride() == 1) {
                int first = first(v);
                int offset = (columns.position(first, v) - first) * lanes;
                add(gradX, offset, from, first * lanes, last(v) * lanes);
            } else {
                for (int j = first(v); j < last(v); j++) {
                    add(gradX, (columns.position(j, v) - j) * lanes, from, j * lanes, (j + 1) * lanes);
                }
            }
        }
    }

    private static void add(double[] to, int offset, double[] from, int begin, int end) {
        for (int j = begin; j < end; j++) {
            to[j + offset] += from[j];
        }
    }
}
