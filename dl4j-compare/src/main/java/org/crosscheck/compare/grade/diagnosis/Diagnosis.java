package org.crosscheck.compare.grade.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.crosscheck.compare.grade.mistakes.Configuration;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.Inputs;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.grade.mistakes.Mistake;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.reference.Tensor;

/**
 * Looks for the one mistake that explains a wrong array: the mistakes of the {@link KnownMistakes} in its own step,
 * then relations to the right array, then mistakes in steps before it that were not handed in. Wrong results are
 * compared with the array as right ones are: within the rounding bounds of both computations.
 *
 * <p>What the mistakes make of the right inputs is computed when first asked for and then kept; many threads may ask.
 */
public final class Diagnosis {

    private final ReferenceAnswers key;
    private final Inputs right;
    private final Map<String, Optional<Bounded>> wrongs = new ConcurrentHashMap<>();

    public Diagnosis(ReferenceAnswers key) {
        this.key = key;
        this.right = right(key, Precision.DOUBLE);
    }

    /**
     * The case and the right answers, with how far off they may be in a program of some precision. The results of steps
     * on them are computed once: many mistakes begin with these.
     */
    public static Inputs right(ReferenceAnswers key, Precision precision) {
        Map<String, Bounded> replayed = new ConcurrentHashMap<>();
        return new Inputs() {
            @Override
            public Bounded get(String quantity) {
                boolean exact = !key.errors(precision).has(quantity);
                Tensor error = exact ? null : key.errors(precision).get(quantity);
                return new Bounded(key.answer(quantity), error, precision);
            }

            @Override
            public Bounded right(String quantity) {
                return replayed.computeIfAbsent(quantity, Inputs.super::right);
            }
        };
    }

    /**
     * What explains an array; empty if nothing does.
     *
     * @param found the array, of any shape, with finite numbers
     * @param hand the arrays that the student had in hand
     */
    public List<Finding> of(String quantity, Tensor found, StudentArrays hand) {
        boolean fromRight =
                hand.precision() == Precision.DOUBLE && hand.sources(quantity).isEmpty();
        Inputs source = fromRight ? right : hand;
        List<Finding> findings = new ArrayList<>();
        if (Configuration.is(quantity) && Arrays.equals(found.shape(), key.shape(quantity))) {
            return Configuration.explain(quantity, found).stream().toList();
        }
        for (Mistake mistake : KnownMistakes.of(quantity)) {
            Optional<Bounded> wrong = fromRight
                    ? known(mistake)
                    : Optional.ofNullable(mistake.formula().apply(hand));
            if (wrong.isPresent() && holds(quantity, wrong.get(), found)) {
                findings.add(mistake.finding());
            }
        }
        if (findings.isEmpty()) {
            Bounded computed = fromRight ? right.get(quantity) : hand.right(quantity);
            new Relations(key, quantity, found, source, computed).find().ifPresent(findings::add);
        }
        return findings.isEmpty() ? upstream(quantity, found, source, hand) : findings;
    }

    /** The result of a mistake on the right inputs. */
    public Optional<Bounded> known(Mistake mistake) {
        return wrongs.computeIfAbsent(
                mistake.id(), id -> Optional.ofNullable(mistake.formula().apply(right)));
    }

    /** Mistakes in steps that lead to the quantity through arrays that were not handed in. */
    private List<Finding> upstream(String quantity, Tensor found, Inputs source, StudentArrays hand) {
        Set<String> between = new HashSet<>(Chain.upstream(quantity));
        between.removeAll(key.given().values().keys());
        between.removeAll(hand.handedIn());
        between.remove(quantity);
        List<Finding> findings = new ArrayList<>();
        for (Mistake mistake : KnownMistakes.ALL) {
            if (between.contains(mistake.quantity())) {
                Bounded wrong = mistake.formula().apply(source);
                if (wrong != null && Arrays.equals(wrong.value().shape(), key.shape(mistake.quantity()))) {
                    Inputs moved = source.wrong(mistake.quantity(), wrong, hand.handedIn());
                    if (holds(quantity, moved.right(quantity), found)) {
                        findings.add(mistake.finding());
                    }
                }
            }
        }
        return findings;
    }

    /**
     * Whether an array is the result of a wrong computation: within twice its bound, once for theirs and once for ours.
     */
    boolean holds(String quantity, Bounded wrong, Tensor found) {
        return holds(wrong, found, key.scale(quantity));
    }

    static boolean holds(Bounded wrong, Tensor found, double scale) {
        double[] values = wrong.value().values();
        if (!Arrays.equals(wrong.value().shape(), found.shape())) {
            return false;
        }
        for (int i = 0; i < values.length; i++) { // most comparisons end at the first element
            if (!(Math.abs(values[i] - found.values()[i]) <= 2 * wrong.errorAt(i))) {
                return false;
            }
        }
        Tensor bound =
                wrong.error() == null ? Bounds.exact(found) : wrong.error().map(error -> 2 * error);
        return Agreement.compare(wrong.value(), found, bound, scale, wrong.precision())
                .agrees();
    }
}
