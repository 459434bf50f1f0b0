package org.crosscheck.compare.steps;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.rounding.Bounds.Multilinear;
import org.crosscheck.reference.Tensor;

/**
 * One step of the homework's chain of computations: how a quantity follows from others, and how far off rounding may
 * leave it. The step can be replayed from anybody's inputs, which is what makes a check local.
 *
 * <p>A step is written by naming each input once, with a value and a bound that are functions of those inputs in that
 * order, so that neither can read anything else:
 *
 * <pre>of("grad_ha", "grad_hs", "ha",
 *         (g, a) -&gt; matrix(MlpMatrix.gradHa(g.rows(), a.rows())),
 *         (g, a, kappa) -&gt; Bounds.product(g, cosine(a, kappa)))</pre>
 *
 * @param quantity the key of what the step computes
 * @param inputs the keys of what it is computed from
 * @param replay the reference's matrix form
 * @param rounding the bound
 */
public record Step(String quantity, List<String> inputs, Replay replay, Rounding rounding) {

    private static final Bounded NONE = new Bounded(Tensor.scalar(0), null);

    /** Computes the quantity from the inputs. */
    @FunctionalInterface
    public interface Replay {
        Tensor apply(NamedTensors in);
    }

    /** Bounds |computed - exact| for an engine with the given kappa, from inputs that may be inexact themselves. */
    @FunctionalInterface
    public interface Rounding {
        Tensor bound(Bounded.All in, double kappa);
    }

    /** The bound of a step of one input. */
    @FunctionalInterface
    interface Bound {
        Tensor of(Bounded a, double kappa);
    }

    /** The bound of a step of two inputs. */
    @FunctionalInterface
    interface Bound2 {
        Tensor of(Bounded a, Bounded b, double kappa);
    }

    /** A step of one input. */
    static Step of(String quantity, String a, UnaryOperator<Tensor> value, Bound bound) {
        return new Step(quantity, List.of(a), in -> value.apply(in.get(a)), (in, kappa) -> bound.of(in.get(a), kappa));
    }

    /** A step of two inputs. */
    static Step of(String quantity, String a, String b, BinaryOperator<Tensor> value, Bound2 bound) {
        return new Step(
                quantity,
                List.of(a, b),
                in -> value.apply(in.get(a), in.get(b)),
                (in, kappa) -> bound.of(in.get(a), in.get(b), kappa));
    }

    /**
     * A step that is linear in its one input; its bound is the step itself, of magnitudes.
     *
     * @param roundings on the longest way of a term into the result, as {@link Bounds#linear} counts them
     */
    static Step linear(String quantity, String x, UnaryOperator<Tensor> value, ToIntFunction<Tensor> roundings) {
        return of(
                quantity,
                x,
                value,
                (in, kappa) -> Bounds.linear(
                        (xs, none, nothing) -> value.apply(xs), in, NONE, NONE, roundings.applyAsInt(in.value())));
    }

    /** A step that is linear in each of two inputs: sums of their products. */
    static Step linear(
            String quantity,
            String x,
            String w,
            BinaryOperator<Tensor> value,
            ToIntBiFunction<Tensor, Tensor> roundings) {
        return of(
                quantity,
                x,
                w,
                value,
                (xs, ws, kappa) -> Bounds.linear(
                        (x1, w1, none) -> value.apply(x1, w1),
                        xs,
                        ws,
                        NONE,
                        roundings.applyAsInt(xs.value(), ws.value())));
    }

    /** A step w x + b: sums of products, and a bias, which is one more term of each sum. */
    static Step affine(
            String quantity, String x, String w, String b, Multilinear value, ToIntFunction<Tensor> productsOfWeights) {
        return new Step(
                quantity,
                List.of(x, w, b),
                in -> value.apply(in.get(x), in.get(w), in.get(b)),
                (in, kappa) -> Bounds.linear(
                        value,
                        in.get(x),
                        in.get(w),
                        in.get(b),
                        productsOfWeights.applyAsInt(in.values().get(w)) + 1));
    }

    /** An answer that nothing is needed for and that has no rounding. */
    static Step constant(String quantity, Tensor answer) {
        return new Step(quantity, List.of(), in -> answer, (in, kappa) -> Bounds.exact(answer));
    }
}
