package org.crosscheck.compare.grade.diagnosis;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.grade.mistakes.HonestBounds;
import org.crosscheck.compare.grade.mistakes.Inputs;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;

/**
 * What a student had in hand: the case, the arrays that were handed in, right or wrong, and whatever lies between and
 * follows from these by the homework's steps. Every step can be replayed from it.
 *
 * <p>Such a replay is the one place where bounds come from a student's numbers, since its inputs are theirs. Huge or
 * vanishing inputs cannot buy agreement: a bound must leave its certain bits at the scale of the <em>right</em> array,
 * and the replay must differ from zero in at least one of every 16 elements in which the right array does.
 */
public final class StudentArrays implements Inputs {

    private final ReferenceAnswers key;
    private final Map<String, Tensor> own;
    private final Set<String> wrong;
    private final Precision precision;
    private final Map<String, Bounded> known = new HashMap<>();

    /**
     * @param own the arrays handed in that have the right shape and finite numbers
     * @param wrong the ones among them that are not right
     * @param precision the one that the student computed in
     */
    public StudentArrays(ReferenceAnswers key, Map<String, Tensor> own, Set<String> wrong, Precision precision) {
        this.key = key;
        this.own = own;
        this.wrong = wrong;
        this.precision = precision;
    }

    /** The same as if some arrays had not been handed in: they are then replayed from those before them. */
    public StudentArrays without(Set<String> arrays) {
        Map<String, Tensor> fewer = new HashMap<>(own);
        fewer.keySet().removeAll(arrays);
        return new StudentArrays(key, fewer, wrong, precision);
    }

    /**
     * The student's wrong arrays from which a quantity follows in one step, or in several through arrays not handed in.
     */
    public Set<String> sources(String quantity) {
        Set<String> sources = new LinkedHashSet<>();
        for (Step step : HonestBounds.steps(quantity)) {
            for (String input : step.inputs()) {
                if (own.containsKey(input)) {
                    sources.addAll(wrong.contains(input) ? Set.of(input) : Set.of());
                } else if (!key.given().values().has(input)) {
                    sources.addAll(sources(input));
                }
            }
        }
        return sources;
    }

    /** Compares an array with the replay of its step: the best agreement among the ways in which it may be computed. */
    public Agreement replay(String quantity, Tensor found) {
        Agreement best = null;
        for (Step step : HonestBounds.steps(quantity)) {
            Bounded.All in = all(step);
            Tensor replayed = step.replay().apply(in.values());
            Tensor bound = HonestBounds.tolerance(step, in);
            Agreement agreement = Agreement.compare(replayed, found, bound, key.scale(quantity), precision);
            if (agreement.agrees() && !informs(quantity, replayed, bound)) {
                agreement = Agreement.undefined(agreement.shape(), "the arrays it follows from leave nothing to check");
            }
            if (best == null || agreement.verdict().compareTo(best.verdict()) < 0) {
                best = agreement;
            }
        }
        return best;
    }

    @Override
    public Bounded get(String quantity) {
        Bounded bounded = known.get(quantity);
        if (bounded == null) {
            bounded = find(quantity);
            known.put(quantity, bounded);
        }
        return bounded;
    }

    private Bounded find(String quantity) {
        Tensor mine = own.getOrDefault(quantity, key.given().values().tensors().get(quantity));
        if (mine != null) {
            boolean exact = precision == Precision.DOUBLE || quantity.equals("y");
            return new Bounded(mine, exact ? null : HonestBounds.rounding(mine, precision), precision);
        }
        if (precision == Precision.DOUBLE && sources(quantity).isEmpty()) {
            return new Bounded(key.answer(quantity), key.errors(precision).get(quantity), precision);
        }
        Step step = HonestBounds.steps(quantity).get(0);
        Bounded.All in = all(step);
        return new Bounded(step.replay().apply(in.values()), HonestBounds.tolerance(step, in), precision);
    }

    /** What was handed in with that key. */
    Set<String> handedIn() {
        return own.keySet();
    }

    Precision precision() {
        return precision;
    }

    /**
     * Whether following from the inputs means anything: zeros follow from zeros, whatever the formula. A result that
     * cancels to zeros counts if the arrays that it follows from are not zeros themselves.
     */
    private boolean informs(String quantity, Tensor replayed, Tensor bound) {
        Tensor right = key.answer(quantity);
        double scale = key.scale(quantity);
        for (double value : right.values()) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (double width : bound.values()) {
            if (!(width <= scale * precision.certain())) {
                return false;
            }
        }
        Set<String> sources = sources(quantity);
        return isVisible(quantity, replayed, bound)
                || (!sources.isEmpty()
                        && sources.stream().allMatch(source -> isVisible(source, own.get(source), tolerance(source))));
    }

    /** Whether at least a sixteenth as many elements are distinct from 0 as in the right array. */
    private boolean isVisible(String quantity, Tensor found, Tensor bound) {
        return 16 * visible(found, bound) >= visible(key.answer(quantity), tolerance(quantity));
    }

    private Tensor tolerance(String quantity) {
        return key.ourErrors().get(quantity).plus(key.errors(precision).get(quantity));
    }

    /** How many elements are distinct from 0. */
    private static int visible(Tensor tensor, Tensor bound) {
        int visible = 0;
        for (int i = 0; i < bound.values().length; i++) {
            visible += Math.abs(tensor.values()[i]) > bound.values()[i] ? 1 : 0;
        }
        return visible;
    }
}
