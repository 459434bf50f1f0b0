package org.crosscheck.compare.steps;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Bounded;

/** All steps of the homework in the order in which they are computed, and what can be done with all of them. */
public final class Chain {

    /** Forward, then backward: the inputs of each step are arrays of the case or results of earlier steps. */
    public static final List<Step> STEPS = all(MlpSteps.LOSS_FROM_LOGITS);

    /** The same for an engine that takes the loss from the probabilities, L = -log o^s_y. */
    private static final List<Step> FROM_PROBABILITIES = all(MlpSteps.LOSS_FROM_PROBABILITIES);

    private Chain() {}

    /** The chain as an engine with this arithmetic computes it. */
    public static List<Step> steps(Engine.Arithmetic arithmetic) {
        return arithmetic.loss() == Engine.Loss.FROM_PROBABILITIES ? FROM_PROBABILITIES : STEPS;
    }

    /** Computes every quantity whose inputs the case has: the reference's answers. */
    public static NamedTensors solve(NamedTensors given) {
        NamedTensors known = given;
        for (Step step : STEPS) {
            if (known.hasAll(step.inputs())) {
                known = known.with(step.quantity(), step.replay().apply(known));
            }
        }
        return known.without(given.keys());
    }

    /**
     * The chained bounds: how far an engine's quantities may be from the exact result of all the steps that lead to
     * them.
     *
     * @param values the quantities, and the arrays of the case
     * @param exact the keys at which the chain starts and whose values are exact: those of the case
     */
    public static NamedTensors errors(NamedTensors values, Set<String> exact, Engine.Arithmetic arithmetic) {
        return errors(steps(arithmetic), values, exact, arithmetic.kappa());
    }

    /** The chained bounds of any steps. */
    static NamedTensors errors(List<Step> steps, NamedTensors values, Set<String> exact, double kappa) {
        NamedTensors errors = NamedTensors.NONE;
        for (Step step : steps) {
            if (!exact.contains(step.quantity()) && values.hasAll(step.inputs())) {
                Bounded.All in = new Bounded.All(values, errors);
                errors = errors.with(step.quantity(), step.rounding().bound(in, kappa));
            }
        }
        return errors;
    }

    /** The quantities that depend on the given one, itself included. */
    public static Set<String> downstream(String quantity) {
        Set<String> moved = new HashSet<>(Set.of(quantity));
        for (Step step : STEPS) {
            if (step.inputs().stream().anyMatch(moved::contains)) {
                moved.add(step.quantity());
            }
        }
        return moved;
    }

    /** The quantities that the given one depends on, itself included. */
    public static Set<String> upstream(String quantity) {
        Set<String> needed = new HashSet<>(Set.of(quantity));
        for (int i = STEPS.size() - 1; i >= 0; i--) {
            if (needed.contains(STEPS.get(i).quantity())) {
                needed.addAll(STEPS.get(i).inputs());
            }
        }
        return needed;
    }

    /** The step that computes a quantity, for an engine with this arithmetic. */
    public static Step step(String quantity, Engine.Arithmetic arithmetic) {
        return steps(arithmetic).stream()
                .filter(step -> step.quantity().equals(quantity))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no step computes '" + quantity + "'"));
    }

    private static List<Step> all(Step loss) {
        List<Step> steps = new ArrayList<>(FunctionSteps.STEPS);
        steps.addAll(MlpSteps.forward(loss));
        steps.addAll(MlpSteps.BACKWARD);
        steps.addAll(CnnSteps.STEPS);
        steps.addAll(ShapeSteps.STEPS);
        return List.copyOf(steps);
    }
}
