package org.crosscheck.reference;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * An array of any number of dimensions in row-major order: the last index runs fastest. A scalar has no dimensions and
 * one value. The arrays are held, not copied; nothing in this package writes to those of an argument.
 *
 * @param shape the dimensions, each at least 1
 * @param values as many numbers as the product of the dimensions
 */
public record Tensor(int[] shape, double[] values) {

    /** Throws {@link IllegalArgumentException} unless the shape holds as many elements as there are values. */
    public Tensor {
        Require.require(size(shape) == values.length, "shape %s with %d values", shape, values.length);
    }

    /** A tensor of zeros. Throws IllegalArgumentException if a dimension is below 1 or their product exceeds an int. */
    public static Tensor zeros(int... shape) {
        return new Tensor(shape, new double[size(shape)]);
    }

    /** A scalar: shape (). */
    public static Tensor scalar(double value) {
        return new Tensor(new int[0], new double[] {value});
    }

    /** A vector: shape (values.length). */
    public static Tensor vector(double[] values) {
        return new Tensor(new int[] {values.length}, values);
    }

    /** A matrix from its rows, copied: shape (rows, columns). Throws IllegalArgumentException if they are ragged. */
    public static Tensor matrix(double[][] rows) {
        int columns = Require.columns("matrix", rows);
        Tensor matrix = zeros(rows.length, columns);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, matrix.values, i * columns, columns);
        }
        return matrix;
    }

    /** The rows of a matrix, copied. Throws IllegalArgumentException unless there are two dimensions. */
    public double[][] rows() {
        Require.require(shape.length == 2, "shape %s is not a matrix", shape);
        double[][] rows = new double[shape[0]][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * shape[1], (i + 1) * shape[1]);
        }
        return rows;
    }

    /** The element at an index, one number per dimension, from 0. Throws IllegalArgumentException if there is none. */
    public double at(int... index) {
        Require.require(index.length == shape.length, "index %s into %s", index, shape);
        int flat = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            Require.require(0 <= index[axis] && index[axis] < shape[axis], "index %s into %s", index, shape);
            flat = flat * shape[axis] + index[axis];
        }
        return values[flat];
    }

    /** The index, one number per dimension, of a position in {@link #values}; throws as {@link #at}. */
    public int[] index(int position) {
        Require.require(0 <= position && position < values.length, "position %d in %s", position, shape);
        int[] index = new int[shape.length];
        int rest = position;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return index;
    }

    /** A function of each element. The same shape. */
    public Tensor map(DoubleUnaryOperator function) {
        double[] mapped = new double[values.length];
        Arrays.setAll(mapped, i -> function.applyAsDouble(values[i]));
        return new Tensor(shape, mapped);
    }

    /**
     * A function of each element and that of another tensor. Throws IllegalArgumentException unless the shapes are
     * equal.
     */
    public Tensor map(Tensor other, DoubleBinaryOperator function) {
        Require.require(Arrays.equals(shape, other.shape), "shape %s with %s", shape, other.shape);
        double[] mapped = new double[values.length];
        Arrays.setAll(mapped, i -> function.applyAsDouble(values[i], other.values[i]));
        return new Tensor(shape, mapped);
    }

    /** The sum, element by element; throws as {@link #map(Tensor, DoubleBinaryOperator)}. */
    public Tensor plus(Tensor other) {
        return map(other, Double::sum);
    }

    private static int size(int[] shape) {
        long size = 1;
        for (int dimension : shape) {
            Require.require(dimension > 0, "shape %s has an empty dimension", shape);
            size *= dimension; // both below 2^31
            Require.require(size <= Integer.MAX_VALUE, "shape %s has too many elements", shape);
        }
        return (int) size;
    }

    /**
     * Equal shapes and values, NaN equal to NaN and 0 different from -0, as {@link Arrays#equals(double[], double[])}.
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && Arrays.equals(shape, that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
