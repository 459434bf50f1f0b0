package org.crosscheck.reference;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Seeded random data. Every function draws from the generator that it is given, in one order. */
public final class Cases {

    private Cases() {}

    /** Numbers uniform in [-scale, scale). */
    public static double[] vector(SplittableRandom random, int n, double scale) {
        double[] vector = new double[n];
        for (int i = 0; i < n; i++) {
            vector[i] = random.nextDouble(-scale, scale);
        }
        return vector;
    }

    public static double[][] matrix(SplittableRandom random, int rows, int columns, double scale) {
        double[][] matrix = new double[rows][];
        for (int i = 0; i < rows; i++) {
            matrix[i] = vector(random, columns, scale);
        }
        return matrix;
    }

    public static Tensor tensor(SplittableRandom random, int... shape) {
        return map(Tensor.zeros(shape), zero -> random.nextDouble(-1, 1));
    }

    /** Integers from -9 to 9, none of them 0: products and sums of a few thousand of them are exact in double. */
    static Tensor integers(SplittableRandom random, int... shape) {
        return map(Tensor.zeros(shape), zero -> random.nextInt(1, 10) * (random.nextBoolean() ? 1 : -1));
    }

    public static Tensor map(Tensor tensor, DoubleUnaryOperator f) {
        double[] values = tensor.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = f.applyAsDouble(values[i]);
        }
        return new Tensor(tensor.shape(), values);
    }

    /** The tensor with one value changed by a number. */
    static Tensor plusAt(Tensor tensor, int position, double change) {
        double[] values = tensor.values().clone();
        values[position] += change;
        return new Tensor(tensor.shape(), values);
    }

    /** The sum of a_k b_k. */
    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    static double[][] copy(double[][] matrix) {
        double[][] copy = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }

    static Theta copy(Theta theta) {
        return new Theta(
                copy(theta.w1()),
                theta.b1().clone(),
                copy(theta.w2()),
                theta.b2().clone());
    }
}
