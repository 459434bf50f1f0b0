package org.crosscheck.compare.grade.mistakes;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;

/** The inputs of a computation, by key. */
@FunctionalInterface
public interface Inputs {
    Bounded get(String key);

    /** The same with one array replaced. */
    default Inputs with(String key, Bounded other) {
        return asked -> asked.equals(key) ? other : get(asked);
    }

    /** The same with one array, and its bound, rearranged. */
    default Inputs rearranged(String key, UnaryOperator<Tensor> rearrangement) {
        return with(key, BoundedMath.rearranged(get(key), rearrangement));
    }

    /** An array's length along an axis. */
    default int size(String key, int axis) {
        return get(key).value().shape()[axis];
    }

    /**
     * The same with one quantity computed wrongly and everything that follows from it recomputed, except for what is
     * fixed.
     */
    default Inputs wrong(String quantity, Bounded wrong, Set<String> fixed) {
        Map<String, Bounded> known = new HashMap<>(Map.of(quantity, wrong));
        Set<String> moved = new HashSet<>(Chain.downstream(quantity));
        moved.removeAll(fixed);
        Inputs outer = this;
        return new Inputs() {
            @Override
            public Bounded get(String key) {
                if (!known.containsKey(key)) {
                    known.put(key, moved.contains(key) ? right(key) : outer.get(key));
                }
                return known.get(key);
            }
        };
    }

    /** The quantity as the homework computes it from these inputs. */
    default Bounded right(String quantity) {
        return right(HonestBounds.steps(quantity).get(0));
    }

    /** The same for one of the steps that compute it. */
    default Bounded right(Step step) {
        Bounded.All in = all(step);
        return new Bounded(step.replay().apply(in.values()), HonestBounds.bound(step, in), in.precision());
    }

    /** The inputs of a step. */
    default Bounded.All all(Step step) {
        NamedTensors values = NamedTensors.NONE;
        NamedTensors errors = NamedTensors.NONE;
        Precision precision = Precision.DOUBLE;
        for (String input : step.inputs()) {
            Bounded bounded = get(input);
            values = values.with(input, bounded.value());
            errors = bounded.error() == null ? errors : errors.with(input, bounded.error());
            precision = bounded.precision();
        }
        return new Bounded.All(values, errors, precision);
    }
}
