package org.crosscheck.reference;

import java.util.Arrays;

/**
 * The shapes of a convolution: which output element meets which weight and which input element. Images are (n,
 * channels, height, width), filters (filters, channels, kernel height, kernel width).
 *
 * @param channels the number of input channels
 * @param filters the number of filters, which is that of output channels
 * @param rows the vertical axis
 * @param columns the horizontal axis
 */
public record Geometry(int channels, int filters, WindowAxis rows, WindowAxis columns) {

    /** Throws {@link IllegalArgumentException} without at least one channel and one filter. */
    public Geometry {
        Require.require(channels >= 1, "channels %d < 1", channels);
        Require.require(filters >= 1, "filters %d < 1", filters);
    }

    /** The same square window, stride, padding and dilation along both axes, as the homework uses. */
    public static Geometry square(
            int channels, int height, int width, int filters, int kernel, int stride, int padding, int dilation) {
        return new Geometry(
                channels,
                filters,
                new WindowAxis(height, kernel, stride, padding, dilation),
                new WindowAxis(width, kernel, stride, padding, dilation));
    }

    /** (n, channels, height, width). */
    public int[] inputShape(int n) {
        return new int[] {n, channels, rows.input(), columns.input()};
    }

    /** (filters, channels, kernel height, kernel width). */
    public int[] weightShape() {
        return new int[] {filters, channels, rows.kernel(), columns.kernel()};
    }

    /** (n, filters, output height, output width). */
    public int[] outputShape(int n) {
        return new int[] {n, filters, rows.output(), columns.output()};
    }

    /** Question 3a: the number of scalars in the output of one image. Throws IllegalArgumentException from 2^63 on. */
    public long outputSize() {
        return product(filters, 1, rows.output(), columns.output());
    }

    /** Question 3b: the number of weights, biases not counted. Throws IllegalArgumentException from 2^63 on. */
    public long weights() {
        return product(filters, channels, rows.kernel(), columns.kernel());
    }

    private static long product(int a, int b, int c, int d) {
        try {
            return Math.multiplyExact(Math.multiplyExact((long) a * b, c), d);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(a + " x " + b + " x " + c + " x " + d + " is more than 2^63", e);
        }
    }

    /** What {@link #forEachTap} visits: the flat positions of an output, a weight and an input that meet. */
    @FunctionalInterface
    public interface Tap {
        void visit(int output, int weight, int input);
    }

    /**
     * Visits every product of the convolution of n images: out[n, f, i, j] takes w[f, c, u, v] x[n, c, i s - p + u d, j
     * s - p + v d], for all c, u, v where that input is not padding, in this order.
     */
    public void forEachTap(int n, Tap tap) {
        for (int image = 0; image < n; image++) {
            for (int f = 0; f < filters; f++) {
                for (int i = 0; i < rows.output(); i++) {
                    for (int j = 0; j < columns.output(); j++) {
                        int output = ((image * filters + f) * rows.output() + i) * columns.output() + j;
                        forEachTapOf(image, f, i, j, (weight, input) -> tap.visit(output, weight, input));
                    }
                }
            }
        }
    }

    @FunctionalInterface
    private interface Product {
        void visit(int weight, int input);
    }

    private void forEachTapOf(int image, int f, int i, int j, Product product) {
        for (int c = 0; c < channels; c++) {
            for (int u = 0; u < rows.kernel(); u++) {
                int row = rows.position(i, u);
                for (int v = 0; v < columns.kernel(); v++) {
                    int column = columns.position(j, v);
                    if (rows.contains(row) && columns.contains(column)) {
                        product.visit(
                                ((f * channels + c) * rows.kernel() + u) * columns.kernel() + v,
                                ((image * channels + c) * rows.input() + row) * columns.input() + column);
                    }
                }
            }
        }
    }

    /** Throws {@link IllegalArgumentException}, naming the tensor, unless it has the shape. */
    public static void requireShape(String name, int[] expected, Tensor tensor) {
        Require.require(
                Arrays.equals(expected, tensor.shape()),
                "%s has shape %s, expected %s",
                name,
                tensor.shape(),
                expected);
    }

    /** The number of images, n, of a tensor (n, channels, height, width); throws as {@link #requireShape}. */
    public static int images(String name, Tensor tensor) {
        Require.require(tensor.shape().length == 4, "%s has shape %s, not four dimensions", name, tensor.shape());
        return tensor.shape()[0];
    }
}
