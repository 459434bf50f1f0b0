package org.crosscheck.reference;

/**
 * Average pooling in its detailed form, the specification: every channel by itself, each output the mean of its window,
 *
 * <pre>out[n, c, i, j] = (1 / (k k)) sum over u, v of x[n, c, i s - p + u d, j s - p + v d]</pre>
 *
 * where x is 0 in the padding, and the padding counts in the divisor (the height times the width of the window). It is
 * the convolution of each channel with a constant kernel, so its geometry is one with one channel and one filter,
 * applied to (n channels) images. All functions throw {@link IllegalArgumentException} on a shape that does not fit.
 */
public final class PoolingDetailed {

    private PoolingDetailed() {}

    /** Question 3a: the output, (n, c, height, width) to (n, c, output height, output width). */
    public static Tensor forward(WindowAxis rows, WindowAxis columns, Tensor images) {
        int n = Geometry.images("images", images);
        int c = images.shape()[1];
        Geometry.requireShape("images", new int[] {n, c, rows.input(), columns.input()}, images);
        Tensor output = Tensor.zeros(n, c, rows.output(), columns.output());
        double[] out = output.values();
        double[] x = images.values();
        double cells = (double) rows.kernel() * columns.kernel();
        new Geometry(1, 1, rows, columns).forEachTap(n * c, (o, t, i) -> out[o] += x[i]);
        for (int o = 0; o < out.length; o++) {
            out[o] /= cells;
        }
        return output;
    }

    /** dS/dx: each output's gradient, shared equally by the cells of its window. Shape of the images. */
    public static Tensor gradImages(WindowAxis rows, WindowAxis columns, Tensor gradOutput) {
        int n = Geometry.images("gradOutput", gradOutput);
        int c = gradOutput.shape()[1];
        Geometry.requireShape("gradOutput", new int[] {n, c, rows.output(), columns.output()}, gradOutput);
        Tensor gradient = Tensor.zeros(n, c, rows.input(), columns.input());
        double[] gradX = gradient.values();
        double[] gradOut = gradOutput.values();
        double cells = (double) rows.kernel() * columns.kernel();
        new Geometry(1, 1, rows, columns).forEachTap(n * c, (o, t, i) -> gradX[i] += gradOut[o] / cells);
        return gradient;
    }
}
