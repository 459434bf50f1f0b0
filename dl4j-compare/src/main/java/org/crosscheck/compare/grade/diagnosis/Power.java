package org.crosscheck.compare.grade.diagnosis;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.crosscheck.compare.grade.mistakes.BoundedMath;
import org.crosscheck.compare.grade.mistakes.HonestBounds;
import org.crosscheck.compare.grade.mistakes.Inputs;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.grade.mistakes.Mistake;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;

/**
 * Whether a step's inputs would reveal its known mistakes: zeros, constants and identical rows hide many. A result computed
 * from such inputs says nothing about whether the step was done right.
 *
 * <p>A mistake is revealed if its result differs from the right one, beyond the bounds of both, in at least a sixteenth as many
 * elements as with right inputs. Left out are mistakes that right inputs hide as well, and those that read another of the
 * student's arrays which an earlier mistake made the same.
 */
final class Power {

    /** The most probable class is that of y wherever a network is right: few examples hide this by chance, and nothing trivial. */
    private static final Set<String> BY_CHANCE = Set.of("L.predicted");

    /** Whoever takes the loss from probabilities adds up no exponentials: probabilities that sum to 1 hide nothing. */
    private static final String NOT_OF_PROBABILITIES = "L.no-log-sum";

    private final ReferenceAnswers key;
    private final Diagnosis diagnosis;
    private final Map<String, Integer> shown = new ConcurrentHashMap<>();

    Power(ReferenceAnswers key, Diagnosis diagnosis) {
        this.key = key;
        this.diagnosis = diagnosis;
    }

    /** Records which arrays a formula reads. */
    private record Recording(Inputs inputs, Set<String> read) implements Inputs {
        @Override
        public Bounded get(String quantity) {
            read.add(quantity);
            return inputs.get(quantity);
        }
    }

    /**
     * The names of the mistakes that inputs hide though right ones show them.
     *
     * @param step that is replayed
     * @param in whose inputs
     * @param bound of what is compared with the replay
     * @param cancels whether the result is 0 though its inputs are not: no factor shows in that
     */
    List<String> hidden(Step step, Inputs in, Tensor bound, boolean cancels, Precision precision) {
        boolean fromProbabilities = step.quantity().equals("L") && step.inputs().contains("os");
        // The mistakes of the loss begin with o^a: what has these probabilities is their logarithm.
        Inputs view = fromProbabilities ? in.with("oa", BoundedMath.log(in.get("os"))) : in;
        Set<String> own = HonestBounds.steps(step.quantity()).stream()
                .flatMap(one -> one.inputs().stream())
                .collect(Collectors.toSet());
        Tensor replayed = view.right(step.quantity()).value();
        return KnownMistakes.of(step.quantity()).stream()
                .filter(mistake -> !(fromProbabilities && mistake.id().equals(NOT_OF_PROBABILITIES)))
                .filter(mistake -> !BY_CHANCE.contains(mistake.id()) && shown(mistake, precision) > 0)
                .filter(mistake -> {
                    Recording seen = new Recording(view, new HashSet<>());
                    Bounded wrong = mistake.formula().apply(seen);
                    if (wrong == null || 16L * told(wrong, replayed, bound) >= shown(mistake, precision)) {
                        return false;
                    }
                    boolean takesAnother = !own.containsAll(seen.read);
                    return !takesAnother && !(cancels && told(wrong, Tensor.zeros(replayed.shape()), bound) == 0);
                })
                .map(Mistake::name)
                .toList();
    }

    /** The same of the right inputs: what a coarser bound than that of honest rounding hides. */
    List<String> hidden(String quantity, Tensor bound) {
        return hidden(
                HonestBounds.steps(quantity).get(0),
                Diagnosis.right(key, Precision.DOUBLE),
                bound,
                false,
                Precision.DOUBLE);
    }

    /** In how many elements right inputs show a mistake. */
    private int shown(Mistake mistake, Precision precision) {
        return shown.computeIfAbsent(mistake.id() + " " + precision, id -> {
            Bounded wrong = precision == Precision.DOUBLE
                    ? diagnosis.known(mistake).orElse(null)
                    : mistake.formula().apply(Diagnosis.right(key, precision));
            String quantity = mistake.quantity();
            return wrong == null ? 0 : told(wrong, key.answer(quantity), key.tolerance(quantity, precision));
        });
    }

    /** In how many elements a wrong result differs beyond the bounds; in all if its shape does. */
    private static int told(Bounded wrong, Tensor right, Tensor bound) {
        if (!Arrays.equals(wrong.value().shape(), right.shape())) {
            return right.values().length;
        }
        int told = 0;
        for (int i = 0; i < right.values().length; i++) {
            double difference = Math.abs(wrong.value().values()[i] - right.values()[i]);
            boolean isHidden = difference <= bound.values()[i] + wrong.errorAt(i); // NaN is not
            told += isHidden ? 0 : 1;
        }
        return told;
    }
}
