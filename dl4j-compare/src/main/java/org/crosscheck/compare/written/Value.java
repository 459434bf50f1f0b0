package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * A scalar (1 x 1), column, row or matrix of numbers, row by row. An element may be null: not written out, as under
 * {@code \vdots}, and not compared.
 */
record Value<T>(int rows, int columns, List<T> elements) {

    static <T> Value<T> scalar(T x) {
        return new Value<>(1, 1, List.of(x));
    }

    static <T> Value<T> column(List<T> elements) {
        return new Value<>(elements.size(), 1, elements);
    }

    boolean isScalar() {
        return rows == 1 && columns == 1;
    }

    int size() {
        return rows * columns;
    }

    T get() {
        return elements.get(0);
    }

    T get(int row, int column) {
        return elements.get(row * columns + column);
    }

    <U> Value<U> map(Function<T, U> f) {
        List<U> out = new ArrayList<>(elements.size());
        elements.forEach(x -> out.add(x == null ? null : f.apply(x)));
        return new Value<>(rows, columns, out);
    }

    /** Element by element; a scalar goes with every element of the other. */
    Value<T> zip(Value<T> other, BinaryOperator<T> f) {
        if (isScalar() && !other.isScalar()) {
            return other.map(y -> f.apply(get(), y));
        }
        if (other.isScalar() && !isScalar()) {
            return map(x -> f.apply(x, other.get()));
        }
        if (rows != other.rows || columns != other.columns) {
            throw new Misfit("sizes " + rows + " x " + columns + " and " + other.rows + " x " + other.columns);
        }
        List<T> out = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            T x = elements.get(i);
            T y = other.elements.get(i);
            out.add(x == null || y == null ? null : f.apply(x, y));
        }
        return new Value<>(rows, columns, out);
    }

    Value<T> transposed() {
        List<T> out = new ArrayList<>(elements.size());
        for (int c = 0; c < columns; c++) {
            for (int r = 0; r < rows; r++) {
                out.add(get(r, c));
            }
        }
        return new Value<>(columns, rows, out);
    }

    Value<T> times(Value<T> other, SignedNumbers<T> numbers) {
        if (columns != other.rows) {
            throw new Misfit("sizes " + rows + " x " + columns + " and " + other.rows + " x " + other.columns);
        }
        List<T> out = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < other.columns; c++) {
                T sum = numbers.of(0);
                for (int k = 0; k < columns && sum != null; k++) {
                    T x = get(r, k);
                    T y = other.get(k, c);
                    sum = x == null || y == null ? null : numbers.add(sum, numbers.multiply(x, y));
                }
                out.add(sum);
            }
        }
        return new Value<>(rows, other.columns, out);
    }
}
