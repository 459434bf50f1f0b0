package org.crosscheck.compare.grade;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosscheck.compare.grade.diagnosis.Coarse;
import org.crosscheck.compare.grade.diagnosis.Convention;
import org.crosscheck.compare.grade.diagnosis.Diagnosis;
import org.crosscheck.compare.grade.diagnosis.Differences;
import org.crosscheck.compare.grade.diagnosis.LowPrecision;
import org.crosscheck.compare.grade.diagnosis.NotFinite;
import org.crosscheck.compare.grade.diagnosis.ReferenceAnswers;
import org.crosscheck.compare.grade.diagnosis.Shuffle;
import org.crosscheck.compare.grade.diagnosis.StudentArrays;
import org.crosscheck.compare.grade.diagnosis.StudentArrays.Replay;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.HonestBounds;
import org.crosscheck.compare.grade.mistakes.Mistake;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.reference.Tensor;

/**
 * Judges the arrays of one submission, which have the right shapes and finite numbers, in the order of the chain: right,
 * right but for a low precision, following from own wrong arrays, or wrong and why.
 */
final class Judge {

    private final ReferenceAnswers key;
    private final Diagnosis diagnosis;
    private final Rubric rubric;
    private final Map<String, Tensor> own;
    private final Map<String, Tensor> handedIn;
    private final Set<String> single;
    private final LowPrecision low;
    private final NotFinite notFinite = new NotFinite();
    private final Set<String> wrong = new HashSet<>();
    private final Map<String, String> roots = new HashMap<>();
    private final Map<List<Object>, StudentArrays> hands = new HashMap<>();

    /** The case in the order that the student's examples have, and where that was first seen. */
    private final Map<String, Tensor> shuffled = new LinkedHashMap<>();

    /** Where a low precision was first seen; null if nowhere. */
    private String rounded;

    /** How derivatives were taken by finite differences; null if none was. */
    private Differences.Explanation differentiated;

    Judge(ReferenceAnswers key, Diagnosis diagnosis, Rubric rubric, Map<String, Tensor> own, Set<String> single) {
        this.key = key;
        this.diagnosis = diagnosis;
        this.rubric = rubric;
        this.own = own;
        this.handedIn = Map.copyOf(own);
        this.single = single;
        this.low = new LowPrecision(own, single);
    }

    /** Judges an array that is among the student's own. */
    Judgement judge(String item, Tensor found) {
        Agreement exact = key.compare(item, found, Precision.DOUBLE);
        if (exact.agrees()) {
            return agree(Precision.DOUBLE, exact);
        }
        Precision precision = isSingle(item) ? Precision.SINGLE : Precision.DOUBLE;
        StudentArrays hand = hand(precision, null);
        Set<String> sources = hand.sources(item);
        Agreement judged = precision == Precision.DOUBLE
                ? exact
                : sources.isEmpty() ? hand.replay(item, found).agreement() : key.compare(item, found, precision);
        if (judged.agrees()) {
            return agree(precision, judged);
        }
        Judgement lower = sources.isEmpty() ? lower(item, found, hand, exact) : null;
        if (lower != null) {
            return lower;
        }
        wrong.add(item);
        Judgement carried = carried(item, found, precision, exact);
        if (carried != null) {
            return carried;
        }
        roots.put(item, item);
        List<Finding> findings = findings(item, found, hand);
        remember(item, found, precision, findings);
        String note = judged.verdict() == Verdict.ILL_CONDITIONED
                ? "float32 leaves too few certain digits here to tell right from wrong: hand in float64."
                : disagreement(item, sources, exact);
        return new Judgement(Outcome.DISAGREE, 0, precision, item, note, findings, exact);
    }

    /** What is wrong as it is: of another shape; found is null if it has NaN besides. */
    Judgement wrongShape(String item, String note, Tensor found) {
        roots.put(item, item);
        List<Finding> findings = found == null ? List.of() : diagnosis.of(item, found, hand(Precision.DOUBLE, null));
        return new Judgement(Outcome.WRONG_SHAPE, 0, Precision.DOUBLE, item, note, findings, null);
    }

    /** What has NaN or infinities: in the same places as its step gives them from the student's own arrays, or by itself. */
    Judgement notFinite(String item, Tensor found, String note) {
        StudentArrays hand = hand(Precision.DOUBLE, null);
        String source = notFinite.source(item, found, hand, wrong);
        notFinite.add(item, found);
        if (source != null) {
            String root = roots.getOrDefault(source, source);
            roots.put(item, root);
            String why = note + " It follows from your own " + source
                    + (root.equals(source) ? "." : "; the error entered at " + root + ".");
            return new Judgement(Outcome.NOT_FINITE, 0, Precision.DOUBLE, root, why, List.of(), null);
        }
        roots.put(item, item);
        List<Finding> findings = diagnosis.ofNotFinite(item, found, hand);
        return new Judgement(Outcome.NOT_FINITE, 0, Precision.DOUBLE, item, note, findings, null);
    }

    /**
     * Judges an array as the sum over the examples of what is asked as their mean, if at least two gradients of the risk are
     * such sums and none is a mean; null otherwise, or if it is wrong as a sum, too.
     */
    Judgement asSum(String item, Tensor found) {
        int n = key.given().sizes().getOrDefault("n", 1);
        if (n < 2 || !Convention.isMean(item) || !areSums(n)) {
            return null;
        }
        String root = roots.remove(item);
        wrong.remove(item);
        Tensor mean = Convention.mean(found, n);
        own.put(item, mean);
        Judgement asMean = judge(item, mean);
        if (asMean.outcome() == Outcome.DISAGREE) {
            own.put(item, found);
            wrong.add(item);
            roots.put(item, root);
            return null;
        }
        return asMean;
    }

    private boolean areSums(int n) {
        // Whatever comes before them, right or wrong, is their own.
        int sums = 0;
        for (String item : List.of("grad_W2", "grad_b2", "grad_W1", "grad_b1")) {
            Tensor found = handedIn.get(item);
            if (found != null) {
                Map<String, Tensor> others = new HashMap<>(handedIn);
                others.remove(item);
                Precision precision = isSingle(item) ? Precision.SINGLE : Precision.DOUBLE;
                StudentArrays all = new StudentArrays(diagnosis, others, others.keySet(), precision, null);
                if (all.replay(item, found).agrees()) {
                    return false;
                }
                sums += all.replay(item, Convention.mean(found, n)).agrees() ? 1 : 0;
            }
        }
        return sums >= 2;
    }

    /** Right but for a precision lower than float32's, or computed from own arrays that are; null if neither. */
    private Judgement lower(String item, Tensor found, StudentArrays hand, Agreement exact) {
        boolean whole = Arrays.stream(key.answer(item).values()).allMatch(x -> x == Math.rint(x));
        Map<Boolean, List<Coarse>> coarse = whole
                ? Map.of(false, List.of(), true, List.of())
                : low.of(item).stream().collect(Collectors.partitioningBy(Coarse::computed));
        Judgement saved = lower(item, found, coarse.get(false), exact);
        if (saved != null) {
            return saved;
        }
        Differences.Explanation differences = Differences.of(key, item, found, differentiated);
        if (differences != null) {
            differentiated = differences;
            List<String> hides = diagnosis.hidden(item, differences.bound());
            return hides.isEmpty()
                    ? lower(item, "Computed " + differences.text(), exact)
                    : tooCoarse(item, "computed " + differences.text(), hides.get(0), exact);
        }
        Judgement computed = lower(item, found, coarse.get(true), exact);
        if (computed != null) {
            return computed;
        }
        boolean follows = rounded != null && hand.replay(item, found).agrees();
        return follows
                ? new Judgement(
                        Outcome.ROUNDED,
                        rubric.precision(),
                        Precision.DOUBLE,
                        rounded,
                        "Computed correctly from your own rounded arrays.",
                        List.of(),
                        exact)
                : null;
    }

    private Judgement lower(String item, Tensor found, List<Coarse> all, Agreement exact) {
        List<String> hidden = List.of();
        Coarse few = null;
        for (Coarse coarse : all) {
            for (Precision precision : Precision.values()) {
                List<String> hides = hiddenBy(item, found, precision, coarse);
                if (hides != null && hides.isEmpty()) {
                    return rounded(item, coarse, exact);
                }
                few = hides != null && few == null ? coarse : few;
                hidden = hides != null && hidden.isEmpty() ? hides : hidden;
            }
        }
        return few == null ? null : tooCoarse(item, few.text(), hidden.get(0), exact);
    }

    private Judgement tooCoarse(String item, String how, String mistake, Agreement exact) {
        wrong.add(item);
        roots.put(item, item);
        String note =
                "May be right, but was " + how + ", too coarse to tell from known mistakes (such as " + mistake + ").";
        return new Judgement(
                Outcome.DISAGREE, 0, Precision.DOUBLE, rounded == null ? item : rounded, note, List.of(), exact);
    }

    /** The mistakes that this precision hides if the array is right but for it; null if it is not. */
    private List<String> hiddenBy(String item, Tensor found, Precision precision, Coarse coarse) {
        if (coarse.computed()) {
            Replay replay = hand(precision, coarse).replay(item, found);
            return replay.agrees() ? replay.hidden() : null;
        }
        if (precision == Precision.SINGLE && !isSingle(item) && !coarse.isCoarserThanSingle(found)) {
            return null; // what is saved in more digits than float32 has was not computed in it
        }
        Bounded right = new Bounded(key.answer(item), key.tolerance(item, precision));
        boolean isRight = coarse.isOf(right, found)
                || coarse.isOf(hand(precision, null).tolerated(item), found); // from own arrays, rounded before
        return isRight ? diagnosis.hidden(item, right.error().plus(coarse.errors(found))) : null;
    }

    private Judgement rounded(String item, Coarse coarse, Agreement exact) {
        return lower(item, (coarse.computed() ? "Right, but " : "Computed right, ") + coarse.text(), exact);
    }

    private Judgement lower(String item, String text, Agreement exact) {
        boolean first = rounded == null;
        rounded = first ? item : rounded;
        Finding finding = new Finding(
                item + ".~precision",
                text + ".",
                Mistake.where(item),
                text.contains("differences")
                        ? "Write down the derivative as a formula; differences only check it."
                        : "Compute and save in float64, without np.round, astype or a format such as %.4f.");
        return new Judgement(
                Outcome.ROUNDED,
                rubric.precision(),
                Precision.DOUBLE,
                rounded,
                first ? "Right, but not in full precision." : text + ", as " + rounded + ".",
                first ? List.of(finding) : List.of(),
                exact);
    }

    /** What follows from own wrong arrays: in full precision, in a low one, or with the examples in another order. */
    private Judgement carried(String item, Tensor found, Precision precision, Agreement exact) {
        Judgement carried = carried(item, found, hand(precision, null), precision, 1, exact);
        if (carried == null && !shuffled.isEmpty()) {
            carried = carried(item, found, hand(precision, null).with(shuffled), precision, 1, exact);
        }
        if (carried == null && !hand(precision, null).sources(item).isEmpty()) {
            for (Coarse coarse : low.of(item)) {
                carried = carried == null
                        ? carried(item, found, hand(precision, coarse), precision, rubric.precision(), exact)
                        : carried;
            }
        }
        return carried;
    }

    /** From those that are its inputs, or, if the student computed these a second time and otherwise, from those before them. */
    private Judgement carried(
            String item, Tensor found, StudentArrays hand, Precision precision, double price, Agreement exact) {
        Set<String> sources = hand.sources(item);
        for (StudentArrays from : List.of(hand, hand.without(sources))) {
            Set<String> these = from.sources(item);
            Replay replay = these.isEmpty() ? null : from.replay(item, found);
            if (replay == null || !replay.agrees()) {
                continue;
            }
            String source = these.iterator().next();
            String root = roots.getOrDefault(source, source);
            roots.putIfAbsent(item, root);
            if (replay.shows()) {
                roots.put(item, root);
                String from1 = shuffled.containsKey(source)
                        ? "with the examples in an order of your own"
                        : "from your own " + source;
                String note = "Computed correctly " + from1 + ", which is wrong"
                        + (root.equals(source) ? "." : "; the error entered at " + root + ".");
                double share = rubric.carriedForward() * price;
                return new Judgement(Outcome.CARRIED, share, precision, root, note, List.of(), exact);
            }
            String note =
                    "It follows from your own " + source + ", but from such an array it would as well by mistake ("
                            + String.join(", ", replay.hidden()) + "): that shows nothing.";
            // What lies before an array that shows nothing shows no more: it was computed from this array.
            return new Judgement(Outcome.UNSHOWN, 0, precision, root, note, List.of(), exact);
        }
        return null;
    }

    /** What explains it, by numbers as they are, or else by numbers that were rounded. */
    private List<Finding> findings(String item, Tensor found, StudentArrays hand) {
        List<Finding> findings = diagnosis.of(item, found, hand);
        for (Coarse coarse : findings.isEmpty() ? low.of(item) : List.<Coarse>of()) {
            findings = findings.isEmpty() ? diagnosis.of(item, found, hand(Precision.DOUBLE, coarse)) : findings;
        }
        return findings;
    }

    /** Another order of the examples: what follows has it, too. */
    private void remember(String item, Tensor found, Precision precision, List<Finding> findings) {
        if (findings.stream().anyMatch(finding -> finding.id().endsWith("~order of examples"))) {
            Map<String, Tensor> given = Shuffle.given(key, item, found, key.tolerance(item, precision));
            given.keySet().forEach(array -> roots.put(array, item));
            shuffled.putAll(given);
        }
    }

    private String disagreement(String item, Set<String> sources, Agreement exact) {
        String differs = "Differs beyond rounding" + where(exact);
        if (!sources.isEmpty()) {
            return differs + ", and does not follow from your own " + String.join(", ", sources)
                    + " either: another error entered here.";
        }
        boolean first =
                key.given().values().hasAll(HonestBounds.steps(item).get(0).inputs());
        return first ? differs + "." : differs + "; what it is computed from is right, so the error entered here.";
    }

    /** How many elements differ, and which the most; nothing of a single number. */
    private static String where(Agreement exact) {
        int size = Arrays.stream(exact.shape()).reduce(1, (a, b) -> a * b);
        return size == 1 || exact.worstIndex() == null
                ? ""
                : " in " + exact.beyond() + " of " + size + " elements, the most at "
                        + Arrays.toString(exact.worstIndex());
    }

    private static Judgement agree(Precision precision, Agreement agreement) {
        String note = precision == Precision.SINGLE
                ? "Agrees within the rounding of float32, by whose bounds it was judged."
                : "Agrees within rounding.";
        return new Judgement(Outcome.AGREE, 1, precision, null, note, List.of(), agreement);
    }

    private StudentArrays hand(Precision precision, Coarse coarse) {
        return hands.computeIfAbsent(
                Arrays.asList(precision, coarse == null ? null : coarse.text()),
                ignored -> new StudentArrays(diagnosis, own, wrong, precision, coarse));
    }

    /** Whether an item, or an array handed in that it is computed from, is in float32. */
    private boolean isSingle(String item) {
        return Chain.upstream(item).stream().anyMatch(single::contains);
    }
}
