package org.crosscheck.reference.matrix;

import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.PoolingDetailed;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.WindowAxis;
import org.crosscheck.reference.kernels.Matrix;

/**
 * Average pooling over whole rows of the images, the fast form of {@link PoolingDetailed}, which is the specification.
 * All functions throw {@link IllegalArgumentException} on a shape that does not fit.
 */
public final class PoolingMatrix {

    private PoolingMatrix() {}

    /** Question 3a: the output, (n, c, height, width) to (n, c, output height, output width). */
    public static Tensor forward(WindowAxis rows, WindowAxis columns, Tensor images) {
        int n = Geometry.images("images", images);
        int c = images.shape()[1];
        Geometry.requireShape("images", new int[] {n, c, rows.input(), columns.input()}, images);
        Tensor output = Tensor.zeros(n, c, rows.output(), columns.output());
        double[] x = images.values();
        forEachWindowRow(rows, n * c, (start, i, row) -> {
            for (int j = 0; j < columns.output(); j++) {
                for (int v = 0; v < columns.kernel(); v++) {
                    int column = columns.position(j, v);
                    if (columns.contains(column)) {
                        output.values()[(start * rows.output() + i) * columns.output() + j] +=
                                x[(start * rows.input() + row) * columns.input() + column];
                    }
                }
            }
        });
        double[] mean = Matrix.divide(output.values(), (double) rows.kernel() * columns.kernel());
        return new Tensor(output.shape(), mean);
    }

    /** dS/dx: each output's gradient, shared equally by the cells of its window. Shape of the images. */
    public static Tensor gradImages(WindowAxis rows, WindowAxis columns, Tensor gradOutput) {
        int n = Geometry.images("gradOutput", gradOutput);
        int c = gradOutput.shape()[1];
        Geometry.requireShape("gradOutput", new int[] {n, c, rows.output(), columns.output()}, gradOutput);
        Tensor gradient = Tensor.zeros(n, c, rows.input(), columns.input());
        double[] share = Matrix.divide(gradOutput.values(), (double) rows.kernel() * columns.kernel());
        forEachWindowRow(rows, n * c, (start, i, row) -> {
            for (int j = 0; j < columns.output(); j++) {
                for (int v = 0; v < columns.kernel(); v++) {
                    int column = columns.position(j, v);
                    if (columns.contains(column)) {
                        gradient.values()[(start * rows.input() + row) * columns.input() + column] +=
                                share[(start * rows.output() + i) * columns.output() + j];
                    }
                }
            }
        });
        return gradient;
    }

    @FunctionalInterface
    private interface WindowRow {
        void visit(int plane, int outputRow, int inputRow);
    }

    /** Visits, plane by plane, each pair of an output row and an input row under its windows. */
    private static void forEachWindowRow(WindowAxis rows, int planes, WindowRow windowRow) {
        for (int plane = 0; plane < planes; plane++) {
            for (int i = 0; i < rows.output(); i++) {
                for (int u = 0; u < rows.kernel(); u++) {
                    int row = rows.position(i, u);
                    if (rows.contains(row)) {
                        windowRow.visit(plane, i, row);
                    }
                }
            }
        }
    }
}
