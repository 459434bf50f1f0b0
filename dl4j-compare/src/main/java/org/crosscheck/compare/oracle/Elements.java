package org.crosscheck.compare.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
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
        double[] values = tensor.values();
        return new Elements<>(tensor.shape(), position -> field.of(values[position]));
    }

    /** These elements, each computed once, in parallel. */
    public Elements<T> computed() {
        List<T> computed = IntStream.range(0, size()).parallel().mapToObj(at).toList();
        return new Elements<>(shape, computed::get);
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

    /** The element at an index, one number per dimension. */
    T get(int... index) {
        int position = 0;
        for (int axis = 0; axis < index.length; axis++) {
            position = position * shape[axis] + index[axis];
        }
        return at.apply(position);
    }
}
