package org.crosscheck.compare.steps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.Tensor;

/**
 * How far apart two engines may be after one step of training (question 2f, with momentum and weight decay) that both
 * start from the same weights and velocity on the same batch, by rounding alone.
 *
 * <p>With g the gradient of R^, whose bound E_g the chain of steps gives, g' = g + decay w, v' = momentum v - eta g' and
 * w' = w + momentum v' - eta g', one engine is within
 *
 * <pre>E_v = eta E_g + gamma(k) (momentum |v| + eta (|g| + E_g + decay |w|))
 * E_w = (1 + momentum) eta E_g + gamma(k) (|w| + momentum |v| + (1 + momentum) (momentum |v| + eta (|g| + E_g + decay |w|)))</pre>
 *
 * of the exact result, where k = 8 is at least the number of roundings on any way to it, however it is written. The
 * magnitudes are those of w - momentum v + (1 + momentum) v', which is how DL4J writes it; they are no smaller than
 * those of the other form. Two engines are within the sum of their bounds.
 *
 * @param weights bounds of the differences of the parameters, by name
 * @param velocity bounds of the differences of their velocities
 */
public record TrainingStepBounds(NamedTensors weights, NamedTensors velocity) {

    /** Weights and velocities, which are compared here, have no natural scale but their own. */
    public static final double SCALE = 0;

    private static final double ROUNDINGS = 8;

    /** The quantities that the MLP's gradient does not need. */
    private static final Set<String> NOT_NEEDED = Set.of("L", "R", "grad_x");

    private static final List<Step> MLP = Stream.concat(
                    MlpSteps.forward(MlpSteps.LOSS_FROM_LOGITS).stream(), MlpSteps.BACKWARD.stream())
            .filter(step -> !NOT_NEEDED.contains(step.quantity()))
            .toList();

    /**
     * How a step is made.
     *
     * @param eta the learning rate
     * @param momentum Nesterov's momentum; 0 for none
     * @param decay weight decay, applied to matrices and filters but not to vectors, which are the biases
     */
    public record Rule(double eta, double momentum, double decay) {}

    /**
     * Question 2f: the bounds of a step.
     *
     * @param given the parameters before the step, with "X" or "images", and "y"
     * @param velocity the velocities before the step, by the names of the parameters
     * @param kappa the larger of the engines' errors of elementary functions in ulps
     */
    public static TrainingStepBounds of(NamedTensors given, NamedTensors velocity, Rule rule, double kappa) {
        List<Step> steps = steps(given);
        NamedTensors known = replay(steps, given);
        NamedTensors errors = Chain.errors(steps, known, given.keys(), kappa);
        Map<String, Tensor> ofWeights = new LinkedHashMap<>();
        Map<String, Tensor> ofVelocity = new LinkedHashMap<>();
        for (String name : velocity.keys()) {
            Bounded gradient = new Bounded(known.get("grad_" + name), errors.get("grad_" + name));
            ofWeights.put(name, bound(given.get(name), velocity.get(name), gradient, rule, true));
            ofVelocity.put(name, bound(given.get(name), velocity.get(name), gradient, rule, false));
        }
        return new TrainingStepBounds(new NamedTensors(ofWeights), new NamedTensors(ofVelocity));
    }

    /** The bound of the difference of two engines' o^s, all the way from the inputs; given as in {@link #of}. */
    public static Tensor ofProbabilities(NamedTensors given, double kappa) {
        List<Step> steps = steps(given);
        List<Step> forward = steps.subList(0, steps.indexOf(MlpSteps.OS) + 1);
        Tensor one = Chain.errors(forward, replay(forward, given), given.keys(), kappa)
                .get(MlpSteps.OS.quantity());
        return one.map(error -> Bounds.rounded(2 * error));
    }

    private static List<Step> steps(NamedTensors given) {
        return given.has("images") ? SineCnnSteps.STEPS : MLP;
    }

    private static NamedTensors replay(List<Step> steps, NamedTensors given) {
        NamedTensors known = given;
        for (Step step : steps) {
            known = known.with(step.quantity(), step.replay().apply(known));
        }
        return known;
    }

    private static Tensor bound(Tensor weights, Tensor velocity, Bounded gradient, Rule rule, boolean ofWeights) {
        double decay = weights.shape().length > 1 ? rule.decay() : 0;
        double factor = ofWeights ? 1 + rule.momentum() : 1;
        double[] bound = new double[weights.values().length];
        for (int i = 0; i < bound.length; i++) {
            double w = Math.abs(weights.values()[i]);
            double v = rule.momentum() * Math.abs(velocity.values()[i]);
            double error = gradient.errorAt(i);
            double moved = rule.eta() * (Math.abs(gradient.value().values()[i]) + error + decay * w);
            double magnitude = factor * (v + moved) + (ofWeights ? w + v : 0);
            double one = factor * rule.eta() * error + Bounds.gamma(ROUNDINGS) * magnitude + ROUNDINGS * Bounds.ETA;
            bound[i] = Bounds.rounded(2 * one);
        }
        return new Tensor(weights.shape(), bound);
    }
}
