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
import org.crosscheck.compare.rounding.Bounded;
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
    private final Power power;

    public Diagnosis(ReferenceAnswers key) {
        this.key = key;
        this.right = right(key, Precision.DOUBLE);
        this.power = new Power(key, this);
    }

    ReferenceAnswers key() {
        return key;
    }

    Power power() {
        return power;
    }

    /** The names of the known mistakes in a quantity's step that would go unnoticed within a bound this wide. */
    public List<String> hidden(String quantity, Tensor bound) {
        return power.hidden(quantity, bound);
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
        boolean fromRight = hand.isExact() && hand.sources(quantity).isEmpty();
        Inputs source = fromRight ? right : hand;
        List<Finding> findings = new ArrayList<>();
        if (Configuration.is(quantity) && Arrays.equals(found.shape(), key.shape(quantity))) {
            return Configuration.explain(quantity, found).stream().toList();
        }
        Bounded computed = fromRight ? right.get(quantity) : hand.right(quantity);
        Fit fit = new Fit(found, hand.saved(found), computed, key.scale(quantity));
        for (Mistake mistake : KnownMistakes.of(quantity)) {
            Optional<Bounded> wrong = fromRight
                    ? known(mistake)
                    : Optional.ofNullable(mistake.formula().apply(hand));
            if (wrong.isPresent() && fit.holds(wrong.get())) {
                findings.add(mistake.finding());
            }
        }
        if (findings.isEmpty()) {
            new Relations(key, quantity, fit, source, hand).find().ifPresent(findings::add);
        }
        return findings.isEmpty() ? upstream(quantity, fit, source, hand) : findings;
    }

    /** What explains an array of the right shape with NaN or infinities: mistakes that give these in the same places. */
    public List<Finding> ofNotFinite(String quantity, Tensor found, StudentArrays hand) {
        return KnownMistakes.of(quantity).stream()
                .filter(mistake -> {
                    Bounded wrong = mistake.formula().apply(hand);
                    return wrong != null && isSameBeyondNumbers(found, wrong);
                })
                .map(Mistake::finding)
                .toList();
    }

    /** Whether NaN and infinities stand in the same places, and the numbers agree within twice the bound. */
    private static boolean isSameBeyondNumbers(Tensor found, Bounded wrong) {
        if (!Arrays.equals(found.shape(), wrong.value().shape())) {
            return false;
        }
        boolean any = false;
        for (int i = 0; i < found.values().length; i++) {
            double mine = found.values()[i];
            double theirs = wrong.value().values()[i];
            boolean areNumbers = Double.isFinite(mine) && Double.isFinite(theirs);
            boolean isSame =
                    areNumbers ? Math.abs(mine - theirs) <= 2 * wrong.errorAt(i) : Double.compare(mine, theirs) == 0;
            if (!isSame) {
                return false;
            }
            any |= !Double.isFinite(mine);
        }
        return any;
    }

    /** The result of a mistake on the right inputs. */
    public Optional<Bounded> known(Mistake mistake) {
        return wrongs.computeIfAbsent(
                mistake.id(), id -> Optional.ofNullable(mistake.formula().apply(right)));
    }

    /** Mistakes in steps that lead to the quantity through arrays that were not handed in. */
    private List<Finding> upstream(String quantity, Fit fit, Inputs source, StudentArrays hand) {
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
                    if (fit.holds(moved.right(quantity))) {
                        findings.add(mistake.finding());
                    }
                }
            }
        }
        return findings;
    }
}
