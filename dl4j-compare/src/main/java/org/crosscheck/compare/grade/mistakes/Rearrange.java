package org.crosscheck.compare.grade.mistakes;

import java.util.Arrays;
import org.crosscheck.reference.Tensor;

/** The same numbers in another order: transposes, reshapes, flips. */
public final class Rearrange {

    private Rearrange() {}

    /** The same numbers, row-major, in another shape with as many elements. */
    public static Tensor reshaped(Tensor x, int... shape) {
        return new Tensor(shape, x.values());
    }

    /** NumPy's transpose: axis i of the result is axis axes[i] of x. */
    public static Tensor permuted(Tensor x, int... axes) {
        int[] shape = new int[axes.length];
        for (int axis = 0; axis < axes.length; axis++) {
            shape[axis] = x.shape()[axes[axis]];
        }
        Tensor result = Tensor.zeros(shape);
        int[] from = new int[axes.length];
        for (int i = 0; i < result.values().length; i++) {
            int[] index = result.index(i);
            for (int axis = 0; axis < axes.length; axis++) {
                from[axes[axis]] = index[axis];
            }
            result.values()[i] = x.at(from);
        }
        return result;
    }

    /** A matrix transposed. */
    public static Tensor transposed(Tensor x) {
        int rows = x.shape()[0];
        int columns = x.shape()[1];
        double[] values = new double[x.values().length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                values[j * rows + i] = x.values()[i * columns + j];
            }
        }
        return new Tensor(new int[] {columns, rows}, values);
    }

    /** Reversed along one axis. */
    public static Tensor reversed(Tensor x, int axis) {
        Tensor result = Tensor.zeros(x.shape());
        for (int i = 0; i < result.values().length; i++) {
            int[] index = result.index(i);
            index[axis] = x.shape()[axis] - 1 - index[axis];
            result.values()[i] = x.at(index);
        }
        return result;
    }

    /** Kernels (.., .., kh, kw) rotated by half a turn. */
    static Tensor flipped(Tensor kernels) {
        return reversed(reversed(kernels, 2), 3);
    }

    /** Kernels with rows and columns exchanged. */
    static Tensor kernelsTransposed(Tensor kernels) {
        return permuted(kernels, 0, 1, 3, 2);
    }

    /** The rows [from, to) along the first axis. */
    public static Tensor rows(Tensor x, int from, int to) {
        int[] shape = x.shape().clone();
        int width = x.values().length / shape[0];
        shape[0] = to - from;
        return new Tensor(shape, Arrays.copyOfRange(x.values(), from * width, to * width));
    }

    /** All rows along the first axis but one. */
    public static Tensor withoutRow(Tensor x, int row) {
        int[] shape = x.shape().clone();
        int width = x.values().length / shape[0];
        shape[0]--;
        double[] values = new double[x.values().length - width];
        System.arraycopy(x.values(), 0, values, 0, row * width);
        System.arraycopy(x.values(), (row + 1) * width, values, row * width, values.length - row * width);
        return new Tensor(shape, values);
    }

    /** The first element alone. */
    public static Tensor firstElement(Tensor x) {
        return Tensor.vector(new double[] {x.values()[0]});
    }
}
