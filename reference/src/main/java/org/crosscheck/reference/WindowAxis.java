package org.crosscheck.reference;

/**
 * How a window slides along one axis of an image: the only place that knows this arithmetic.
 *
 * @param input the size of the input along the axis, at least 1
 * @param kernel the size k of the window, at least 1
 * @param stride the distance s between two consecutive positions of the window, at least 1
 * @param padding the number p of zeros before the axis, and again after it, at least 0
 * @param dilation the distance d between two neighbouring elements of the window; 1 is no dilation
 */
public record WindowAxis(int input, int kernel, int stride, int padding, int dilation) {

    /**
     * Throws {@link IllegalArgumentException} if a value is out of its range or the window does not fit in even once.
     */
    public WindowAxis {
        Require.require(input >= 1, "input size %d < 1", input);
        Require.require(kernel >= 1, "kernel %d < 1", kernel);
        Require.require(stride >= 1, "stride %d < 1", stride);
        Require.require(padding >= 0, "padding %d < 0", padding);
        Require.require(dilation >= 1, "dilation %d < 1", dilation);
        Require.require(
                input + 2L * padding <= Integer.MAX_VALUE, "input size %d with padding %d overflows", input, padding);
        Require.require(
                extent(kernel, dilation) <= input + 2L * padding,
                "kernel %d with dilation %d spans %d, more than the input's %d with padding %d",
                kernel,
                dilation,
                extent(kernel, dilation),
                input,
                padding);
    }

    /** What a window of k elements spans when they are d apart: (k - 1) d + 1. */
    public static long extent(int kernel, int dilation) {
        return (kernel - 1L) * dilation + 1;
    }

    /** The number of positions of the window: floor((input + 2p - (k - 1) d - 1) / s) + 1. */
    public int output() {
        return slack() / stride + 1;
    }

    /** Whether the division by the stride is exact: the last window ends where the padded input ends. */
    public boolean exact() {
        return slack() % stride == 0;
    }

    /** Where element u of the window at position i lies in the input: i s - p + u d; in the padding if outside it. */
    public int position(int i, int u) {
        return i * stride - padding + u * dilation;
    }

    /** Whether a position lies in the input and not in the padding. */
    public boolean contains(int position) {
        return 0 <= position && position < input;
    }

    private int slack() {
        return (int) (input + 2L * padding - extent(kernel, dilation)); // the constructor has checked that it fits
    }
}
