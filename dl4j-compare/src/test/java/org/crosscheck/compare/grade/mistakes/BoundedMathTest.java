package org.crosscheck.compare.grade.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.ExactDecimals;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;

/**
 * The arithmetic of wrong computations against exact arithmetic: whatever the operands should have been within their errors,
 * the result should have been within its own, and at the ends of those errors it nearly uses it up.
 */
class BoundedMathTest {

    private static final MathContext DIGITS = ExactDecimals.DIGITS;
    private static final double[] ERRORS = {0, 0x1p-52, 0x1p-40, 0x1p-20};

    /** How much of the bound the worst of many results used: too little would be an idle bound. */
    private double largest;

    private static BigDecimal exact(double x) {
        return ExactDecimals.of(x);
    }

    private void hold(Bounded found, int at, double computed, BigDecimal exact, String what) {
        assertThat(found.value().values()[at]).as(what).isEqualTo(computed);
        double error = exact(computed).subtract(exact, DIGITS).abs().doubleValue();
        double bound = found.errorAt(at);
        assertThat(error).as(what + ", bound %s", bound).isLessThanOrEqualTo(bound);
        largest = Math.max(largest, bound == 0 ? 0 : error / bound);
    }

    private static Bounded bounded(double[] x, double relative) {
        double[] error = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            error[i] = Math.abs(x[i]) * relative;
        }
        return new Bounded(Tensor.vector(x), relative == 0 ? null : Tensor.vector(error));
    }

    /** A function at the computed number, and at both ends of where it may have been. */
    private void holds(
            String name,
            double from,
            double to,
            UnaryOperator<Bounded> ours,
            UnaryOperator<Double> computed,
            UnaryOperator<BigDecimal> exact) {
        largest = 0;
        SplittableRandom random = new SplittableRandom(name.hashCode());
        for (double relative : ERRORS) {
            double[] x = random.doubles(40, from, to).toArray();
            Bounded given = bounded(x, relative);
            Bounded found = ours.apply(given);
            for (int i = 0; i < x.length; i++) {
                for (int end : new int[] {-1, 0, 1}) {
                    BigDecimal meant = exact(x[i]).add(exact(end * given.errorAt(i)));
                    hold(found, i, computed.apply(x[i]), exact.apply(meant), name + " of " + x[i] + ", end " + end);
                }
            }
        }
        assertThat(largest).as("the largest error / bound of " + name).isGreaterThan(0.4);
    }

    @Test
    void functionsOfOneNumber() {
        holds("exp", -30, 30, BoundedMath::exp, StrictMath::exp, ExactDecimals::exp);
        holds("log", 0.1, 1e9, BoundedMath::log, StrictMath::log, ExactDecimals::log);
        holds("tanh", -0.1, 0.1, BoundedMath::tanh, Functions::tanh, BoundedMathTest::tanh);
        holds("sigmoid", -0.1, 0.1, BoundedMath::sigmoid, Functions::sigmoid, BoundedMathTest::sigmoid);
        holds("sqrt", 1e-9, 1e9, BoundedMath::sqrt, Math::sqrt, x -> x.sqrt(DIGITS));
        holds("3 x", -9, 9, x -> BoundedMath.scaled(x, 3), x -> 3 * x, x -> x.multiply(BigDecimal.valueOf(3)));
        holds("|x|", -9, 9, x -> BoundedMath.exactly(x, Math::abs), Math::abs, BigDecimal::abs);
    }

    private static BigDecimal sigmoid(BigDecimal x) {
        return BigDecimal.ONE.divide(BigDecimal.ONE.add(ExactDecimals.exp(x.negate())), DIGITS);
    }

    private static BigDecimal tanh(BigDecimal x) {
        BigDecimal e = ExactDecimals.exp(x.add(x));
        return e.subtract(BigDecimal.ONE).divide(e.add(BigDecimal.ONE), DIGITS);
    }

    private void holdsOfTwo(
            String name,
            BiFunction<Bounded, Bounded, Bounded> ours,
            BiFunction<Double, Double, Double> computed,
            BiFunction<BigDecimal, BigDecimal, BigDecimal> exact) {
        largest = 0;
        SplittableRandom random = new SplittableRandom(name.hashCode());
        for (double ofA : ERRORS) {
            for (double ofB : ERRORS) {
                double[] a = random.doubles(20, -5, 5).toArray();
                double[] b = random.doubles(20, -5, 5).toArray();
                Bounded left = bounded(a, ofA);
                Bounded right = bounded(b, ofB);
                Bounded found = ours.apply(left, right);
                for (int i = 0; i < a.length; i++) {
                    for (int ends = 0; ends < 9; ends++) {
                        BigDecimal x = exact(a[i]).add(exact((ends % 3 - 1) * left.errorAt(i)));
                        BigDecimal y = exact(b[i]).add(exact((ends / 3 - 1) * right.errorAt(i)));
                        String what = name + " of " + a[i] + " and " + b[i] + ", ends " + ends;
                        hold(found, i, computed.apply(a[i], b[i]), exact.apply(x, y), what);
                    }
                }
            }
        }
        assertThat(largest).as("the largest error / bound of " + name).isGreaterThan(0.9);
    }

    @Test
    void functionsOfTwoNumbers() {
        holdsOfTwo("a + b", (a, b) -> BoundedMath.sum(a, 1, b), Double::sum, BigDecimal::add);
        holdsOfTwo("a - b", BoundedMath::minus, (a, b) -> a - b, BigDecimal::subtract);
        holdsOfTwo("a b", BoundedMath::product, (a, b) -> a * b, BigDecimal::multiply);
        holdsOfTwo("a / b", BoundedMath::quotient, (a, b) -> a / b, (a, b) -> a.divide(b, DIGITS));
    }

    @Test
    void sumsOfRows() {
        SplittableRandom random = new SplittableRandom(5);
        for (double relative : ERRORS) {
            double[] x = random.doubles(12, -3, 3).toArray();
            Bounded flat = bounded(x, relative);
            int[] shape = {3, 4};
            Tensor error = flat.exact() ? null : new Tensor(shape, flat.error().values());
            Bounded sums = BoundedMath.rowSums(new Bounded(new Tensor(shape, x), error));
            assertThat(sums.value().shape()).containsExactly(3, 4);
            for (int row = 0; row < 3; row++) {
                double computed = 0;
                BigDecimal exact = BigDecimal.ZERO;
                for (int i = 4 * row; i < 4 * row + 4; i++) {
                    computed += x[i];
                    exact = exact.add(exact(x[i])).add(exact(flat.errorAt(i)));
                }
                for (int i = 4 * row; i < 4 * row + 4; i++) {
                    hold(sums, i, computed, exact, "row " + row);
                }
            }
        }
        assertThat(largest).isGreaterThan(0.9);
    }

    /** Where the exact operand may be one for which the function has no value, or none that is near. */
    @Test
    void aBoundIsInfiniteWhereNothingIsCertain() {
        double infinite = Double.POSITIVE_INFINITY;
        Bounded x =
                new Bounded(Tensor.vector(new double[] {0.5, 0.5, 0.5}), Tensor.vector(new double[] {0.25, 0.5, 1}));
        Bounded one = new Bounded(Tensor.vector(new double[] {1, 1, 1}), null);
        double[] log = BoundedMath.log(x).error().values();
        assertThat(log[0]).isBetween(StrictMath.log(2), StrictMath.log(2) * (1 + 1e-9)); // from 0.5 to 0.25
        assertThat(log[1]).isEqualTo(infinite);
        assertThat(log[2]).isEqualTo(infinite);
        double[] quotient = BoundedMath.quotient(one, x).error().values();
        assertThat(quotient[0]).isBetween(2.0, 2 * (1 + 1e-9)); // from 1/0.5 to 1/0.25
        assertThat(quotient[1]).isEqualTo(infinite);
        assertThat(quotient[2]).isEqualTo(infinite);
        Bounded zero = new Bounded(Tensor.zeros(3), null);
        assertThat(BoundedMath.quotient(zero, x).error().values()[1]).isEqualTo(infinite);
    }

    /** Near 0 a root moves by the root of its error at most, which is less than the error over the root. */
    @Test
    void theRootOfWhatMayBeZero() {
        Bounded x = new Bounded(
                Tensor.vector(new double[] {0, 1e-8, -1e-9, 4}), Tensor.vector(new double[] {1e-4, 1e-4, 1e-4, 0.04}));
        Bounded root = BoundedMath.sqrt(x);
        assertThat(root.value().values()).containsExactly(0, Math.sqrt(1e-8), 0, 2);
        double[] error = root.error().values();
        for (int i = 0; i < 3; i++) {
            assertThat(error[i]).isBetween(0.01, 0.01 * (1 + 1e-9));
        }
        assertThat(error[3]).isBetween(0.02, 0.02 * (1 + 1e-9));
        assertThat(BoundedMath.sqrt(new Bounded(Tensor.zeros(1), null)).errorAt(0))
                .isZero();
    }

    /** The rounding of each is that of the format in which somebody computes. */
    @Test
    void singlePrecisionHasItsOwnRounding() {
        double u = 0x1p-24;
        double kappa = BoundedMath.KAPPA;
        Bounded x = new Bounded(Tensor.vector(new double[] {0.5}), null, Precision.SINGLE);
        Bounded three = new Bounded(Tensor.vector(new double[] {3}), null, Precision.SINGLE);
        near(BoundedMath.exp(x), StrictMath.exp(0.5) * 2 * kappa * u);
        near(BoundedMath.log(x), StrictMath.log(2) * 2 * kappa * u);
        near(BoundedMath.tanh(x), StrictMath.tanh(0.5) * 2 * kappa * u);
        near(BoundedMath.sigmoid(x), 2 * (kappa + 1) * u / (1 + StrictMath.exp(-0.5)));
        near(BoundedMath.sqrt(x), Math.sqrt(0.5) * u);
        near(BoundedMath.scaled(x, -3), 2 * 1.5 * u);
        near(BoundedMath.sum(x, 1, three), 3.5 * u);
        near(BoundedMath.minus(x, three), 2.5 * u);
        near(BoundedMath.product(x, three), 1.5 * u);
        near(BoundedMath.quotient(x, three), u / 6);
        near(BoundedMath.stepwise(x, Math::signum), 0);
        near(BoundedMath.exactly(x, Math::abs), 0);
        Bounded row = new Bounded(new Tensor(new int[] {1, 2}, new double[] {-1, 3}), null, Precision.SINGLE);
        double gamma = 2 * u * (1 + 4 * u);
        assertThat(BoundedMath.rowSums(row).errorAt(0)).isBetween(gamma * 4, gamma * 4 * (1 + 1e-11));
        double e = 0x1p-20;
        Bounded moved =
                new Bounded(Tensor.vector(new double[] {0.5}), Tensor.vector(new double[] {e}), Precision.SINGLE);
        double exp = StrictMath.exp(0.5) * (StrictMath.expm1(e) * (1 + 4 * kappa * u) + 2 * kappa * u);
        assertThat(BoundedMath.exp(moved).errorAt(0)).isBetween(exp, exp * (1 + 1e-11));
        near(BoundedMath.sine(x), StrictMath.sin(0.5) * 2 * kappa * u);
        near(BoundedMath.cosine(x), StrictMath.cos(0.5) * 2 * kappa * u);
        assertThat(BoundedMath.sine(x).value().values()).containsExactly(StrictMath.sin(0.5));
        assertThat(BoundedMath.cosine(x).value().values()).containsExactly(StrictMath.cos(0.5));
        assertThat(BoundedMath.exact(x, three.value()).exact()).isTrue();
        assertThat(BoundedMath.exact(x, three.value()).precision()).isEqualTo(Precision.SINGLE);
    }

    private static void near(Bounded found, double expected) {
        assertThat(found.precision()).isEqualTo(Precision.SINGLE);
        assertThat(found.errorAt(0)).isBetween(expected, expected * (1 + 1e-5) + 2 * Double.MIN_NORMAL + 0x1p-149);
    }

    /** An exponential that underflows has an error of its own, though it is 0. */
    @Test
    void whatUnderflowsIsNotExact() {
        Bounded low = new Bounded(Tensor.vector(new double[] {-800}), null);
        assertThat(BoundedMath.exp(low).errorAt(0)).isGreaterThanOrEqualTo(Double.MIN_NORMAL);
        assertThat(BoundedMath.sigmoid(low).errorAt(0)).isGreaterThanOrEqualTo(Double.MIN_NORMAL);
    }

    @Test
    void aStepIsTakenToBeOnItsSide() {
        Bounded x = new Bounded(Tensor.vector(new double[] {0.5, -2}), Tensor.vector(new double[] {1, 1}));
        Bounded sign = BoundedMath.stepwise(x, Math::signum);
        assertThat(sign.value().values()).containsExactly(1, -1);
        assertThat(sign.error().values()).containsExactly(0, 0);
    }

    @Test
    void boundsMoveWithTheirNumbers() {
        Bounded x =
                new Bounded(Tensor.vector(new double[] {1, 2}), Tensor.vector(new double[] {3, 4}), Precision.SINGLE);
        UnaryOperator<Tensor> swapped = t -> Tensor.vector(new double[] {t.values()[1], t.values()[0]});
        Bounded moved = BoundedMath.rearranged(x, swapped);
        assertThat(moved.value().values()).containsExactly(2, 1);
        assertThat(moved.error().values()).containsExactly(4, 3);
        assertThat(moved.precision()).isEqualTo(Precision.SINGLE);
        assertThat(BoundedMath.rearranged(new Bounded(x.value(), null), swapped).exact())
                .isTrue();
    }
}
