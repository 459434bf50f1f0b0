package org.crosscheck.compare.grade.diagnosis;

import java.util.Arrays;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;

/** The function of which a quantity holds derivatives, along each of them: what students evaluate for finite differences. */
interface DifferentiatedFunction {

    /** The function with what an element differentiates by moved by h. */
    double at(int element, double h);

    /** How far an honest value of it may be off. */
    double error(int element);

    /** Whether it is linear in each number. */
    default boolean isLinear() {
        return false;
    }

    /** Of a quantity of the right chain; null if it is no derivative. */
    static DifferentiatedFunction of(ReferenceAnswers key, String quantity) {
        return switch (quantity) {
            case "q1a" -> function(key.known().vector("t"), Functions::rectifier);
            case "q1b" -> function(key.known().vector("t"), Functions::sigmoid);
            case "q1m_sigmoid" -> {
                double[] v = key.known().vector("v");
                double[] x = key.known().vector("x");
                yield function((i, h) -> v[i] * Functions.sigmoid(x[i] + h));
            }
            case "q1g" -> sum(key.known().vector("x"), z -> z * z);
            case "q1h" -> sum(key.known().vector("x"), Math::abs);
            case "q1l" -> {
                double[] x = key.known().vector("x");
                yield function((i, h) -> Softmax.softmax(moved(x, i % x.length, h))[i / x.length]);
            }
            case "q1m_softmax" -> {
                double[] v = key.known().vector("v");
                double[] x = key.known().vector("x");
                yield function((i, h) -> dot(v, Softmax.softmax(moved(x, i, h))));
            }
            case "grad_oa", "grad_hs", "grad_ha", "grad_x", "grad_W2", "grad_b2", "grad_W1", "grad_b1" ->
                new MovedLoss(key, quantity);
            case "grad_conv3_W",
                    "grad_conv3_b",
                    "grad_pool2",
                    "grad_conv1",
                    "grad_conv1_W",
                    "grad_conv1_b",
                    "grad_images" -> linear(key, quantity);
            default -> null;
        };
    }

    /** A function of an element, and of h. */
    @FunctionalInterface
    interface Moved {
        double at(int element, double h);
    }

    private static DifferentiatedFunction function(Moved moved) {
        return new DifferentiatedFunction() {
            @Override
            public double at(int element, double h) {
                return moved.at(element, h);
            }

            @Override
            public double error(int element) {
                return 32 * Precision.DOUBLE.unit() * Math.max(Math.abs(at(element, 0)), Double.MIN_NORMAL);
            }
        };
    }

    private static DifferentiatedFunction function(double[] t, java.util.function.DoubleUnaryOperator f) {
        return function((i, h) -> f.applyAsDouble(t[i] + h));
    }

    private static DifferentiatedFunction sum(double[] x, java.util.function.DoubleUnaryOperator f) {
        return function((i, h) -> Arrays.stream(moved(x, i, h)).map(f).sum());
    }

    /** S = sum(upstream * conv3) of part 3, which is linear in each number of each array. */
    private static DifferentiatedFunction linear(ReferenceAnswers key, String quantity) {
        double[] upstream = key.known().vector("upstream");
        double sum = dot(upstream, key.known().vector("conv3"));
        double error = 0;
        double[] tolerance = key.tolerance("conv3", Precision.DOUBLE).values();
        for (int i = 0; i < upstream.length; i++) {
            error += Math.abs(upstream[i]) * tolerance[i];
        }
        double sumError = error + upstream.length * Precision.DOUBLE.unit() * Math.abs(sum);
        double[] slope = key.known().vector(quantity);
        return new DifferentiatedFunction() {
            @Override
            public double at(int element, double h) {
                return sum + h * slope[element];
            }

            @Override
            public double error(int element) {
                return sumError;
            }

            @Override
            public boolean isLinear() {
                return true;
            }
        };
    }

    private static double[] moved(double[] x, int i, double h) {
        double[] moved = x.clone();
        moved[i] += h;
        return moved;
    }

    private static double dot(double[] a, double[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
        }
        return dot;
    }

    /** L of one example along a row of it, or R^ along a parameter. */
    final class MovedLoss implements DifferentiatedFunction {
        private final String quantity;
        private final double[][] x;
        private final double[][] ha;
        private final double[][] hs;
        private final double[][] oa;
        private final double[][] w1;
        private final double[][] w2;
        private final double[] y;
        private final int width;
        private final Tensor lossError;
        private final double riskError;

        MovedLoss(ReferenceAnswers key, String quantity) {
            this.quantity = quantity;
            this.x = key.known().rows("X");
            this.ha = key.known().rows("ha");
            this.hs = key.known().rows("hs");
            this.oa = key.known().rows("oa");
            this.w1 = key.known().rows("W1");
            this.w2 = key.known().rows("W2");
            this.y = key.known().vector("y");
            int[] shape = key.answer(quantity).shape();
            this.width = shape.length == 2 ? shape[1] : 1;
            this.lossError = key.tolerance("L", Precision.DOUBLE);
            this.riskError = key.tolerance("R", Precision.DOUBLE).values()[0];
        }

        private boolean isOfRisk() {
            return quantity.startsWith("grad_W") || quantity.startsWith("grad_b");
        }

        @Override
        public double error(int element) {
            return isOfRisk() ? riskError : lossError.values()[element / width];
        }

        @Override
        public double at(int element, double h) {
            if (!isOfRisk()) {
                return loss(element / width, element / width, element % width, h);
            }
            double sum = 0;
            for (int e = 0; e < y.length; e++) {
                sum += loss(e, element / width, element % width, h);
            }
            return sum / y.length;
        }

        /** The loss of an example where the element (row, column) of the variable is moved. */
        private double loss(int e, int row, int column, double h) {
            double[] o = oa[e].clone();
            switch (quantity) {
                case "grad_oa" -> o[column] += h;
                case "grad_hs" -> add(o, column, h);
                case "grad_ha" -> add(o, column, sine(e, column, h));
                case "grad_x" -> {
                    for (int j = 0; j < w1.length; j++) {
                        add(o, j, sine(e, j, h * w1[j][column]));
                    }
                }
                case "grad_W2" -> o[row] += h * hs[e][column];
                case "grad_b2" -> o[row] += h;
                case "grad_W1" -> add(o, row, sine(e, row, h * x[e][column]));
                default -> add(o, row, sine(e, row, h));
            }
            double max = Arrays.stream(o).max().orElseThrow();
            double sum = 0;
            for (double z : o) {
                sum += StrictMath.exp(z - max);
            }
            return StrictMath.log(sum) - (o[(int) y[e] - 1] - max);
        }

        /** What h^s_j gains where h^a_j is moved. */
        private double sine(int e, int j, double h) {
            return h == 0 ? 0 : StrictMath.sin(ha[e][j] + h) - hs[e][j];
        }

        private void add(double[] o, int j, double gain) {
            for (int k = 0; k < o.length; k++) {
                o[k] += w2[k][j] * gain;
            }
        }
    }
}
