package org.crosscheck.compare.grade.diagnosis;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.grade.mistakes.HonestBounds;
import org.crosscheck.compare.grade.mistakes.Inputs;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;

/**
 * What a student had in hand: the case, the arrays that were handed in, right or wrong, and whatever lies between and
 * follows from these by the homework's steps. Every step can be replayed from it.
 *
 * <p>Such a replay is the one place where bounds come from a student's numbers, since its inputs are theirs. Huge or trivial
 * inputs cannot buy agreement: a bound must leave its certain bits at the scale of the <em>right</em> array, and the inputs
 * must show the step's known mistakes ({@link Power}).
 */
public final class StudentArrays implements Inputs {

    private final ReferenceAnswers key;
    private final Map<String, Tensor> own;
    private final Set<String> wrong;
    private final Precision precision;
    private final Coarse coarse;
    private final Power power;
    private final Map<String, Bounded> known = new HashMap<>();

    /**
     * What a replay of a step says.
     *
     * @param agreement of what was handed in with it
     * @param hidden the known mistakes of the step that the student's own inputs would hide, if it was made from wrong ones
     */
    public record Replay(Agreement agreement, List<String> hidden) {

        public boolean agrees() {
            return agreement.agrees();
        }

        /** Whether agreement shows that the step was computed rightly. */
        public boolean shows() {
            return agrees() && hidden.isEmpty();
        }
    }

    /**
     * What somebody handed in.
     *
     * @param own the arrays of the right shape with finite numbers
     * @param wrong those of them that are not right
     * @param precision that the student computed in
     * @param coarse what the numbers were rounded to besides; null if they were not
     */
    public StudentArrays(
            Diagnosis diagnosis, Map<String, Tensor> own, Set<String> wrong, Precision precision, Coarse coarse) {
        this.key = diagnosis.key();
        this.power = diagnosis.power();
        this.own = own;
        this.wrong = wrong;
        this.precision = precision;
        this.coarse = coarse;
    }

    private StudentArrays(StudentArrays other, Map<String, Tensor> own, Set<String> wrong) {
        this.key = other.key;
        this.power = other.power;
        this.own = own;
        this.wrong = wrong;
        this.precision = other.precision;
        this.coarse = other.coarse;
    }

    /** The same if some arrays had not been handed in: they are then replayed from those before them. */
    public StudentArrays without(Set<String> arrays) {
        Map<String, Tensor> fewer = new HashMap<>(own);
        fewer.keySet().removeAll(arrays);
        return new StudentArrays(this, fewer, wrong);
    }

    /** The same with arrays of the case as the student had them: wrong, but known. */
    public StudentArrays with(Map<String, Tensor> given) {
        Map<String, Tensor> more = new HashMap<>(own);
        more.putAll(given);
        Set<String> all = new LinkedHashSet<>(wrong);
        all.addAll(given.keySet());
        return new StudentArrays(this, more, all);
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

    /** Holds an array against the replay of its step: the best of the ways in which it may be computed. */
    public Replay replay(String quantity, Tensor found) {
        Replay best = null;
        for (Step step : HonestBounds.steps(quantity)) {
            Replay replay = replay(step, found);
            boolean better = best == null
                    || (replay.shows() && !best.shows())
                    || replay.agreement.verdict().compareTo(best.agreement.verdict()) < 0;
            best = better ? replay : best;
        }
        return best;
    }

    private Replay replay(Step step, Tensor found) {
        String quantity = step.quantity();
        Bounded.All in = all(step);
        Tensor replayed = step.replay().apply(in.values());
        Tensor bound = HonestBounds.tolerance(step, in);
        if (coarse != null) {
            bound = bound.plus(saved(found));
            boolean within = Bounds.within(replayed, found, bound);
            Agreement agreement = within
                    ? Agreement.compare(replayed, replayed, Bounds.exact(replayed))
                    : Agreement.undefined(replayed.shape(), "beyond the bound");
            // How wide a bound may be is then a matter of what it hides, whatever the inputs.
            return new Replay(agreement, within ? power.hidden(step, this, bound, false, precision) : List.of());
        }
        Agreement agreement = Agreement.compare(replayed, found, bound, key.scale(quantity), precision);
        if (!agreement.agrees()) {
            return new Replay(agreement, List.of());
        }
        if (!isNarrow(quantity, bound)) {
            return new Replay(
                    Agreement.undefined(agreement.shape(), "the arrays it follows from leave nothing to check"),
                    List.of());
        }
        Set<String> sources = sources(quantity);
        if (sources.isEmpty()) {
            return new Replay(agreement, List.of());
        }
        // A sum may cancel by chance; o^s - onehot(y) is 0 everywhere only where somebody has chosen o^s = onehot(y).
        boolean cancels = !quantity.equals("grad_oa")
                && !isVisible(quantity, replayed, bound)
                && sources.stream().allMatch(source -> isVisible(source, own.get(source), tolerance(source)));
        return new Replay(agreement, power.hidden(step, this, bound, cancels, precision));
    }

    /** What the step of a quantity gives, and how far ours and an honest program's may be apart. */
    public Bounded tolerated(String quantity) {
        Step step = HonestBounds.steps(quantity).get(0);
        Bounded.All in = all(step);
        return new Bounded(step.replay().apply(in.values()), HonestBounds.tolerance(step, in));
    }

    /** What saving may have changed in an array. */
    Tensor saved(Tensor found) {
        return coarse == null || coarse.computed() ? Tensor.zeros(found.shape()) : coarse.errors(found);
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
            boolean rounded = coarse != null && (coarse.computed() || own.containsKey(quantity));
            boolean exact = quantity.equals("y") || (precision == Precision.DOUBLE && !rounded);
            Tensor error = HonestBounds.rounding(mine, precision);
            return new Bounded(mine, exact ? null : rounded ? error.plus(coarse.errors(mine)) : error, precision);
        }
        if (precision == Precision.DOUBLE && coarse == null && sources(quantity).isEmpty()) {
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

    /** Whether it was computed and saved in float64. */
    boolean isExact() {
        return precision == Precision.DOUBLE && coarse == null;
    }

    /** An array that was handed in; null if it was not. */
    Tensor own(String quantity) {
        return own.get(quantity);
    }

    /** Whether a bound leaves its certain bits at the scale of the right array: inflated inputs buy nothing. */
    private boolean isNarrow(String quantity, Tensor bound) {
        double scale = key.scale(quantity);
        for (double value : key.answer(quantity).values()) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (double width : bound.values()) {
            if (!(width <= scale * precision.certain())) {
                return false;
            }
        }
        return true;
    }

    /** Whether at least a sixteenth as many elements are distinct from 0 as in the right array. */
    private boolean isVisible(String quantity, Tensor found, Tensor bound) {
        return 16 * visible(found, bound) >= visible(key.answer(quantity), tolerance(quantity));
    }

    private Tensor tolerance(String quantity) {
        return key.given().values().has(quantity)
                ? Tensor.zeros(own.get(quantity).shape())
                : key.tolerance(quantity, precision);
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
