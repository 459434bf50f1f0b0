package org.crosscheck.compare.oracle;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Arithmetic on numbers of some type T, so that the homework's formulas are written once ({@link Formulas}) and
 * evaluated in many ways: in 106 bits, with derivatives, counting operations, or keeping a trace of the terms.
 */
public interface Field<T> {

    /** The number equal to a double. */
    T of(double value);

    /** The double nearest to a number. */
    double toDouble(T number);

    T add(T a, T b);

    T subtract(T a, T b);

    T multiply(T a, T b);

    T divide(T a, T b);

    T sin(T x);

    T cos(T x);

    T exp(T x);

    T log(T x);

    /** The numbers equal to doubles, by their positions. */
    default IntFunction<T> exact(double[] values) {
        return position -> of(values[position]);
    }

    /** The numbers at the positions up to size, each computed once, and kept as suits their kind. */
    default IntFunction<T> kept(int size, IntFunction<T> at) {
        List<T> numbers = positions(size).mapToObj(at).toList();
        return numbers::get;
    }

    /** The positions up to size; in parallel where they are so many that it pays. */
    static IntStream positions(int size) {
        IntStream positions = IntStream.range(0, size);
        return size < 200 ? positions : positions.parallel();
    }

    /**
     * start + a[i] b[j] + a[i + di] b[j + dj] + ..., products in all, added in this order.
     *
     * @param start null for none: the sum begins with the first product
     */
    default T dot(T start, IntFunction<T> a, int i, int di, IntFunction<T> b, int j, int dj, int products) {
        T sum = start;
        for (int r = 0; r < products; r++) {
            T product = multiply(a.apply(i + r * di), b.apply(j + r * dj));
            sum = sum == null ? product : add(sum, product);
        }
        return sum;
    }
}
