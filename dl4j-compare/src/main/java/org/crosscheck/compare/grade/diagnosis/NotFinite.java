package org.crosscheck.compare.grade.diagnosis;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.grade.mistakes.HonestBounds;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;

/** The arrays of a submission that have NaN or infinities. What a step makes of one has them, too, and is no second error. */
public final class NotFinite {

    private final Map<String, Tensor> arrays = new HashMap<>();

    public void add(String quantity, Tensor array) {
        arrays.put(quantity, array);
    }

    /**
     * The wrong array from which a quantity's step gives NaN and infinities in the places where they were found; null if none
     * does.
     *
     * @param wrong the student's other wrong arrays: the logarithm of a negative number is NaN
     */
    public String source(String quantity, Tensor found, StudentArrays hand, Set<String> wrong) {
        for (Step step : HonestBounds.steps(quantity)) {
            String source = step.inputs().stream()
                    .filter(input -> arrays.containsKey(input) || wrong.contains(input))
                    .findFirst()
                    .orElse(null);
            if (source != null && isSamePattern(found, replay(step, hand))) {
                return source;
            }
        }
        return null;
    }

    private Tensor replay(Step step, StudentArrays hand) {
        NamedTensors inputs = NamedTensors.NONE;
        for (String input : step.inputs()) {
            Tensor array = arrays.get(input);
            inputs = inputs.with(input, array == null ? hand.get(input).value() : array);
        }
        return step.replay().apply(inputs);
    }

    private static boolean isSamePattern(Tensor found, Tensor replayed) {
        for (int i = 0; i < found.values().length; i++) {
            if (Double.isFinite(found.values()[i]) != Double.isFinite(replayed.values()[i])) {
                return false;
            }
        }
        return true;
    }
}
