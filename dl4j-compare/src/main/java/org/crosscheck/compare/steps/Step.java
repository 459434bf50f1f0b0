package org.crosscheck.compare.steps;

import java.util.List;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.reference.Tensor;

/**
 * One step of the homework's chain of computations: how a quantity follows from others, and how far rounding may carry
 * it. The step can be replayed from anybody's inputs, which is what makes a check local.
 *
 * @param quantity the key of what the step computes
 * @param inputs the keys of what it computes it from
 * @param replay the reference's matrix form
 * @param rounding the bound
 */
public record Step(String quantity, List<String> inputs, Formula replay, Rounding rounding) {

    /** Computes the quantity from the inputs. */
    @FunctionalInterface
    public interface Formula {
        Tensor apply(NamedTensors in);
    }

    /** Bounds |computed - exact| for an engine with the given kappa, from inputs that may be inexact themselves. */
    @FunctionalInterface
    public interface Rounding {
        Tensor bound(Bounded.All in, double kappa);
    }
}
