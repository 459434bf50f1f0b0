package org.crosscheck.compare.oracle;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.crosscheck.reference.Tensor;

/**
 * A tensor of numbers of any kind, row-major.
 *
 * @param shape its dimensions
 * @param at the element at a flat position
 */
public record Elements<T>(int[] shape, IntFunction<T> at) {

    /** The exact elements of a tensor of doubles. */
    public static <T> Elements<T> of(Tensor tensor, Field<T> field) {
        return new Elements<>(tensor.shape(), field.exact(tensor.values()));
    }

    /** These elements, each computed once. */
    public Elements<T> computed(Field<T> field) {
        return new Elements<>(shape, field.kept(size(), at));
    }

    /** The nearest doubles. */
    public Tensor toTensor(Field<T> field) {
        double[] values = new double[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = field.toDouble(at.apply(i));
        }
        return new Tensor(shape, values);
    }

    /** The number of elements. */
    public int size() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** The element at an index of a vector. */
    T get(int i) {
        return at.apply(i);
    }

    /** The element at an index of a matrix. */
    T get(int i, int j) {
        return at.apply(i * shape[1] + j);
    }

    /** The flat position of an index of four dimensions. */
    int position(int n, int c, int i, int j) {
        return ((n * shape[1] + c) * shape[2] + i) * shape[3] + j;
    }
}
