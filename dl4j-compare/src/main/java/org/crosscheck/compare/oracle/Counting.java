package org.crosscheck.compare.oracle;

import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Counts the operations of a formula while it runs: each addition, subtraction, multiplication and division is one. */
public final class Counting {

    private Counting() {}

    /** The operations of the product (df/dx)^T v of 1m by its O(n) formula, without those of f(x) itself. */
    public static long product(String quantity, int n) {
        Counter counter = new Counter();
        Map<String, Elements<Double>> in = inputs(n);
        each(new Formulas<>(counter).formula(quantity, in), n);
        return counter.operations - forward(quantity, n);
    }

    /** The same through the full Jacobian: formed element by element, then multiplied by v. */
    public static long throughJacobian(String quantity, int n) {
        Counter counter = new Counter();
        Map<String, Elements<Double>> in = inputs(n);
        boolean softmax = quantity.endsWith("softmax");
        IntFunction<Double> formula = new Formulas<>(counter).formula(softmax ? "q1l" : "q1b", in);
        double[] jacobian = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (softmax || i == j) {
                    jacobian[i * n + j] = formula.apply(softmax ? i * n + j : i);
                }
            }
        }
        for (int j = 0; j < n; j++) {
            double sum = counter.multiply(jacobian[j], in.get("v").get(0));
            for (int i = 1; i < n; i++) {
                sum = counter.add(
                        sum, counter.multiply(jacobian[i * n + j], in.get("v").get(i)));
            }
        }
        return counter.operations - forward(quantity, n);
    }

    /** The operations of S(x), or of sigma'(x) element by element. */
    private static long forward(String quantity, int n) {
        Counter counter = new Counter();
        String function = quantity.endsWith("softmax") ? "softmax" : "q1b";
        each(new Formulas<>(counter).formula(function, inputs(n)), n);
        return counter.operations;
    }

    private static Map<String, Elements<Double>> inputs(int n) {
        Elements<Double> numbers = new Elements<>(new int[] {n}, i -> 1.0 / (i + 1));
        return Map.of("t", numbers, "x", numbers, "v", numbers);
    }

    /** Evaluates a formula for each element; the sum only keeps the results from being dropped. */
    private static double each(IntFunction<Double> formula, int n) {
        return IntStream.range(0, n).mapToDouble(formula::apply).sum();
    }

    private static final class Counter extends PlainDoubles {

        private long operations;

        @Override
        public Double add(Double a, Double b) {
            operations++;
            return super.add(a, b);
        }

        @Override
        public Double subtract(Double a, Double b) {
            operations++;
            return super.subtract(a, b);
        }

        @Override
        public Double multiply(Double a, Double b) {
            operations++;
            return super.multiply(a, b);
        }

        @Override
        public Double divide(Double a, Double b) {
            operations++;
            return super.divide(a, b);
        }
    }
}
