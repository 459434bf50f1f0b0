package org.crosscheck.compare.grade.mistakes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.Engine.Arithmetic;
import org.crosscheck.compare.steps.Engine.Loss;
import org.crosscheck.compare.steps.ReferenceEngine;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;

/**
 * How far an honest program may be from the exact result. How a student computed is unknown: elementary functions may
 * come from a vectorised library, sums may run in any order, and the loss may be taken from shifted logits, from plain
 * logits, or from probabilities. The bound of a step covers all of these.
 */
public final class HonestBounds {

    private static final double KAPPA = Engine.VECTORISED;

    private HonestBounds() {}

    /** The steps by which a quantity may be computed: a single one, except for the loss. */
    public static List<Step> steps(String quantity) {
        Step usual = Chain.step(quantity, new Arithmetic(KAPPA, Loss.FROM_LOGITS));
        return quantity.equals("L")
                ? List.of(usual, Chain.step(quantity, new Arithmetic(KAPPA, Loss.FROM_PROBABILITIES)))
                : List.of(usual);
    }

    /** Bounds the difference between our result and an honest program's from the same inputs, exact or not. */
    public static Tensor tolerance(Step step, Bounded.All in) {
        Tensor ours = step.rounding()
                .bound(new Bounded.All(in.values(), NamedTensors.NONE), ReferenceEngine.ARITHMETIC.kappa());
        return ours.plus(bound(step, in));
    }

    /** Bounds |computed - exact| of one step. */
    public static Tensor bound(Step step, Bounded.All in) {
        Tensor bound = step.rounding().bound(in, KAPPA);
        return step.quantity().equals("L") && step.inputs().contains("oa") ? unshifted(bound, in) : bound;
    }

    /**
     * The same for a whole chain.
     *
     * @param values the case's arrays and all quantities
     * @param start how far off the case's arrays may be: not at all, or by a rounding to float32
     */
    public static NamedTensors errors(NamedTensors values, NamedTensors start, Precision precision) {
        NamedTensors errors = start;
        for (Step step : Chain.STEPS) {
            if (values.has(step.quantity())) {
                Bounded.All in = new Bounded.All(values, errors, precision);
                Tensor bound = bound(step, in);
                errors = errors.with(step.quantity(), step.quantity().equals("L") ? widest(bound, in) : bound);
            }
        }
        return errors;
    }

    /** The error of rounding each array of a case to a precision; the classes y are whole numbers and exact. */
    public static NamedTensors rounded(NamedTensors given, Precision precision) {
        NamedTensors errors = NamedTensors.NONE;
        List<String> keys = new ArrayList<>(given.keys());
        keys.removeAll(Set.of("y"));
        for (String key : precision == Precision.DOUBLE ? List.<String>of() : keys) {
            errors = errors.with(key, rounding(given.get(key), precision));
        }
        return errors;
    }

    /** What rounding to a precision may change, also where it underflows. */
    public static Tensor rounding(Tensor tensor, Precision precision) {
        return tensor.map(x -> Bounds.rounded(precision.unit() * Math.abs(x) + precision.eta()));
    }

    /** log sum exp z without subtracting max z first: the logarithm is larger by |max z|, and so is its rounding. */
    private static Tensor unshifted(Tensor bound, Bounded.All in) {
        double[] wider = bound.values().clone();
        double[][] oa = in.values().rows("oa");
        for (int e = 0; e < wider.length; e++) {
            double largest = 0;
            for (double z : oa[e]) {
                largest = Math.max(largest, Math.abs(z));
            }
            wider[e] += Bounds.rounded(2 * (KAPPA + 1) * in.precision().unit() * largest);
        }
        return Tensor.vector(wider);
    }

    /** The wider bound of the two ways to the loss, where the way by probabilities has a bound at all. */
    private static Tensor widest(Tensor fromLogits, Bounded.All in) {
        Tensor other = steps("L").get(1).rounding().bound(in, KAPPA);
        double[] widest = fromLogits.values().clone();
        for (int e = 0; e < widest.length; e++) {
            double bound = other.values()[e];
            widest[e] = Double.isFinite(bound) ? Math.max(widest[e], bound) : widest[e];
        }
        return Tensor.vector(widest);
    }
}
