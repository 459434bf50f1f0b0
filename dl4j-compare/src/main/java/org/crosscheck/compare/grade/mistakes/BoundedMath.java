package org.crosscheck.compare.grade.mistakes;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Tensor;

/**
 * Arithmetic on tensors that carry their rounding bounds, for computations that the homework does not ask for. Each
 * result's bound covers the operation's own rounding (u of the operands' precision, kappa = {@link Engine#VECTORISED}
 * ulps for elementary functions) and the errors of its operands.
 */
public final class BoundedMath {

    static final double KAPPA = Engine.VECTORISED;

    private BoundedMath() {}

    /** A tensor that is exact by definition. */
    static Bounded exact(Bounded like, Tensor value) {
        return new Bounded(value, null, like.precision());
    }

    /** f of each element, and its bound from the element, f of it, and the element's error. */
    @FunctionalInterface
    public interface ErrorOf {
        double apply(double x, double fx, double error);
    }

    public static Bounded map(Bounded x, DoubleUnaryOperator f, ErrorOf bound) {
        double[] values = x.value().values();
        double[] mapped = new double[values.length];
        double[] errors = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            mapped[i] = f.applyAsDouble(values[i]);
            errors[i] = Bounds.rounded(bound.apply(values[i], mapped[i], x.errorAt(i)));
        }
        return new Bounded(
                new Tensor(x.value().shape(), mapped), new Tensor(x.value().shape(), errors), x.precision());
    }

    /** A function that is exact in floating point and changes no faster than its argument: max(0, x), |x|, -x. */
    static Bounded exactly(Bounded x, DoubleUnaryOperator f) {
        return map(x, f, (xi, fx, e) -> e);
    }

    /** A step function, such as sign(x): the error of x is assumed not to reach across a step. */
    static Bounded stepwise(Bounded x, DoubleUnaryOperator f) {
        return map(x, f, (xi, fx, e) -> 0);
    }

    /** c x: |c| E + 2u |c x|, one u for c itself. */
    public static Bounded scaled(Bounded x, double c) {
        double u = x.precision().unit();
        return map(x, xi -> c * xi, (xi, fx, e) -> Math.abs(c) * e + 2 * u * Math.abs(fx));
    }

    static Bounded sine(Bounded z) {
        return new Bounded(z.value().map(Functions::phi), Bounds.phi(z, KAPPA), z.precision());
    }

    static Bounded cosine(Bounded z) {
        return new Bounded(z.value().map(Functions::phiPrime), Bounds.phiPrime(z, KAPPA), z.precision());
    }

    /** e^z (expm1(E) + 2 kappa u), twice the rounding for the product of the two. */
    static Bounded exp(Bounded z) {
        double u = z.precision().unit();
        return map(
                z,
                StrictMath::exp,
                (zi, fz, e) -> fz * (StrictMath.expm1(e) * (1 + 4 * KAPPA * u) + 2 * KAPPA * u) + Double.MIN_NORMAL);
    }

    /** -log1p(-E / x) + 2 kappa u |log x|; infinite where x may be 0. */
    public static Bounded log(Bounded x) {
        double u = x.precision().unit();
        return map(
                x,
                StrictMath::log,
                (xi, fx, e) ->
                        e < xi ? -StrictMath.log1p(-e / xi) + 2 * KAPPA * u * Math.abs(fx) : Double.POSITIVE_INFINITY);
    }

    /** The slope is at most 1. */
    static Bounded tanh(Bounded z) {
        double u = z.precision().unit();
        return map(z, Functions::tanh, (zi, fz, e) -> e + 2 * KAPPA * u * Math.abs(fz));
    }

    /** The slope is at most 1/4; one exponential, a sum and a quotient. */
    static Bounded sigmoid(Bounded z) {
        double u = z.precision().unit();
        return map(z, Functions::sigmoid, (zi, fz, e) -> e / 4 + 2 * (KAPPA + 1) * u * fz + Double.MIN_NORMAL);
    }

    /** sqrt(x), x clipped to at least 0: E / sqrt(x) where that is less than sqrt(E), and u |sqrt|. */
    static Bounded sqrt(Bounded x) {
        double u = x.precision().unit();
        return map(
                x,
                xi -> Math.sqrt(Math.max(0, xi)),
                (xi, fx, e) -> Math.min(fx > 0 ? e / fx : Double.POSITIVE_INFINITY, Math.sqrt(e)) + u * fx);
    }

    /** a + sign b. */
    static Bounded sum(Bounded a, double sign, Bounded b) {
        double u = a.precision().unit();
        double[] sum = new double[a.value().values().length];
        double[] error = new double[sum.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a.value().values()[i] + sign * b.value().values()[i];
            error[i] = Bounds.rounded(a.errorAt(i) + b.errorAt(i) + u * Math.abs(sum[i]));
        }
        return new Bounded(
                new Tensor(a.value().shape(), sum), new Tensor(a.value().shape(), error), a.precision());
    }

    /** a - b. */
    static Bounded minus(Bounded a, Bounded b) {
        return sum(a, -1, b);
    }

    /** a b, element by element. */
    static Bounded product(Bounded a, Bounded b) {
        double[] product = new double[a.value().values().length];
        for (int i = 0; i < product.length; i++) {
            product[i] = a.value().values()[i] * b.value().values()[i];
        }
        return new Bounded(new Tensor(a.value().shape(), product), Bounds.product(a, b), a.precision());
    }

    /** a / b, element by element: (E_a + |a / b| E_b) / (|b| - E_b) + u |a / b|; infinite where b may be 0. */
    static Bounded quotient(Bounded a, Bounded b) {
        double u = a.precision().unit();
        double[] quotient = new double[a.value().values().length];
        double[] error = new double[quotient.length];
        for (int i = 0; i < quotient.length; i++) {
            double divisor = Math.abs(b.value().values()[i]);
            quotient[i] = a.value().values()[i] / b.value().values()[i];
            double moved = (a.errorAt(i) + Math.abs(quotient[i]) * b.errorAt(i)) / (divisor - b.errorAt(i));
            error[i] = b.errorAt(i) < divisor
                    ? Bounds.rounded(moved + u * Math.abs(quotient[i]))
                    : Double.POSITIVE_INFINITY;
        }
        return new Bounded(
                new Tensor(a.value().shape(), quotient), new Tensor(a.value().shape(), error), a.precision());
    }

    /** The sum of each row, written into every element of the row: (n, m) to (n, m). gamma(m) sum |x| + sum E. */
    public static Bounded rowSums(Bounded x) {
        int m = x.value().shape()[1];
        double[] sums = new double[x.value().values().length];
        double[] errors = new double[sums.length];
        for (int row = 0; row < sums.length; row += m) {
            double sum = 0;
            double error = 0;
            double magnitude = 0;
            for (int i = row; i < row + m; i++) {
                sum += x.value().values()[i];
                magnitude += Math.abs(x.value().values()[i]);
                error += x.errorAt(i);
            }
            Arrays.fill(sums, row, row + m, sum);
            double gamma = m * x.precision().unit() * (1 + 2 * m * x.precision().unit());
            Arrays.fill(errors, row, row + m, Bounds.rounded(gamma * magnitude + error));
        }
        return new Bounded(
                new Tensor(x.value().shape(), sums), new Tensor(x.value().shape(), errors), x.precision());
    }

    /** The same rearrangement of the numbers and of their bounds. */
    public static Bounded rearranged(Bounded x, UnaryOperator<Tensor> rearrangement) {
        return new Bounded(
                rearrangement.apply(x.value()),
                x.error() == null ? null : rearrangement.apply(x.error()),
                x.precision());
    }
}
