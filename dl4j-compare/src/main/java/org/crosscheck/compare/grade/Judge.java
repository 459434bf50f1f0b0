package org.crosscheck.compare.grade;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.grade.diagnosis.Coarse;
import org.crosscheck.compare.grade.diagnosis.Diagnosis;
import org.crosscheck.compare.grade.diagnosis.LowPrecision;
import org.crosscheck.compare.grade.diagnosis.NotFinite;
import org.crosscheck.compare.grade.diagnosis.ReferenceAnswers;
import org.crosscheck.compare.grade.diagnosis.Shuffle;
import org.crosscheck.compare.grade.diagnosis.StudentArrays;
import org.crosscheck.compare.grade.diagnosis.StudentArrays.Replay;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.HonestBounds;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.reference.Tensor;

/**
 * Judges the arrays of one submission, in the order of the chain: right, right but for a low precision ({@link Roundings}),
 * computed correctly from own wrong arrays, or wrong and why.
 */
final class Judge {

    private final ReferenceAnswers key;
    private final Diagnosis diagnosis;
    private final Rubric rubric;
    private final Map<String, Tensor> own;
    private final Set<String> wrong = new HashSet<>();
    private final Hands hands;
    private final LowPrecision low;
    private final Roundings roundings;
    private final Sums sums;
    private final NotFinite notFinite = new NotFinite();

    /** Where the error entered that made an array wrong, by key. */
    private final Map<String, String> roots = new HashMap<>();

    /** The arrays of the case with the examples in the student's order, if that is another one. */
    private final Map<String, Tensor> shuffled = new LinkedHashMap<>();

    /**
     * Judges one submission.
     *
     * @param handedIn the arrays as they are in the file, with finite numbers
     * @param own the same in the shapes that are asked for
     * @param single the keys of those in float32 or less
     */
    Judge(
            ReferenceAnswers key,
            Diagnosis diagnosis,
            Rubric rubric,
            Map<String, Tensor> handedIn,
            Map<String, Tensor> own,
            Set<String> single) {
        this.key = key;
        this.diagnosis = diagnosis;
        this.rubric = rubric;
        this.own = own;
        this.low = new LowPrecision(handedIn, single);
        this.hands = new Hands(diagnosis, own, wrong, single);
        this.roundings = new Roundings(key, hands, low, rubric.precision());
        this.sums = new Sums(hands, low, key.given().sizes().getOrDefault("n", 1));
    }

    /** Judges an array that is among the student's own. */
    Judgement judge(String item, Tensor found) {
        return judge(item, found, 1);
    }

    private Judgement judge(String item, Tensor found, int n) {
        Agreement exact = key.compare(item, found, Precision.DOUBLE);
        if (exact.agrees()) {
            return agree(Precision.DOUBLE, exact);
        }
        Precision precision = hands.precision(item);
        StudentArrays hand = hands.of(precision, null);
        Set<String> sources = hand.sources(item);
        Agreement judged = precision == Precision.DOUBLE
                ? exact
                : sources.isEmpty() ? hand.replay(item, found).agreement() : key.compare(item, found, precision);
        if (judged.agrees()) {
            Judgement differences = roundings.differencesInSingle(item, found, exact);
            return differences == null ? agree(precision, judged) : noteWrong(item, differences);
        }
        Judgement lower = sources.isEmpty() ? roundings.judge(item, found, n, exact) : null;
        boolean isTooCoarse = lower != null && lower.outcome() == Outcome.DISAGREE;
        if (lower != null && !(isTooCoarse && !diagnosis.of(item, found, hand).isEmpty())) {
            return noteWrong(item, lower);
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
                ? "float32 leaves too few certain digits here to tell right from wrong: save it in float64."
                : disagreement(item, sources, exact);
        return new Judgement(Outcome.DISAGREE, 0, precision, item, note, findings, exact);
    }

    /** What is too coarse counts as wrong for what follows. */
    private Judgement noteWrong(String item, Judgement judgement) {
        if (judgement.outcome() == Outcome.DISAGREE) {
            wrong.add(item);
            roots.put(item, item);
        }
        return judgement;
    }

    /** What is wrong as it is: of another shape; found is null if it has NaN besides. */
    Judgement wrongShape(String item, String note, Tensor found) {
        roots.put(item, item);
        List<Finding> findings =
                found == null ? List.of() : diagnosis.of(item, found, hands.of(Precision.DOUBLE, null));
        return new Judgement(Outcome.WRONG_SHAPE, 0, Precision.DOUBLE, item, note, findings, null);
    }

    /** What has NaN or infinities: in the same places as its step gives them from the student's own arrays, or by itself. */
    Judgement notFinite(String item, Tensor found, String note) {
        StudentArrays hand = hands.of(Precision.DOUBLE, null);
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

    /** Judges an array as the sum over the examples of what is asked as their mean; null if it is not right as that either. */
    Judgement asSum(String item, Tensor found) {
        if (!sums.mayBe(item)) {
            return null;
        }
        String root = roots.remove(item);
        wrong.remove(item);
        Tensor mean = sums.mean(found);
        own.put(item, mean);
        Judgement asMean = judge(item, mean, sums.examples());
        if (asMean.outcome() == Outcome.DISAGREE) {
            own.put(item, found);
            wrong.add(item);
            roots.put(item, root);
            return null;
        }
        return asMean;
    }

    /** What follows from own wrong arrays: in full precision, in a low one, or with the examples in another order. */
    private Judgement carried(String item, Tensor found, Precision precision, Agreement exact) {
        Judgement carried = carried(item, found, hands.of(precision, null), precision, 1, exact);
        if (carried == null && !shuffled.isEmpty()) {
            carried = carried(item, found, hands.of(precision, null).with(shuffled), precision, 1, exact);
        }
        if (carried == null && !hands.of(precision, null).sources(item).isEmpty()) {
            for (Coarse coarse : low.of(item)) {
                carried = carried == null
                        ? carried(item, found, hands.of(precision, coarse), precision, rubric.precision(), exact)
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
                        ? "with the examples in your own order"
                        : "from your own " + source;
                String note = "Computed correctly " + from1 + ", which is wrong"
                        + (root.equals(source) ? "." : "; the error entered at " + root + ".");
                double share = rubric.carriedForward() * price;
                return new Judgement(Outcome.CARRIED, share, precision, root, note, List.of(), exact);
            }
            String note = "It follows from your own " + source + ", but with such an array a wrong step ("
                    + String.join(" or ", replay.hidden()) + ") would give the same result, so it earns nothing.";
            // What lies before an array that shows nothing shows no more: it was computed from this array.
            return new Judgement(Outcome.UNSHOWN, 0, precision, root, note, List.of(), exact);
        }
        return null;
    }

    /** What explains it, by numbers as they are, or else by numbers that were rounded. */
    private List<Finding> findings(String item, Tensor found, StudentArrays hand) {
        List<Finding> findings = diagnosis.of(item, found, hand);
        for (Coarse coarse : findings.isEmpty() ? low.of(item) : List.<Coarse>of()) {
            findings = findings.isEmpty() ? diagnosis.of(item, found, hands.of(Precision.DOUBLE, coarse)) : findings;
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
        return first ? differs + "." : differs + "; its inputs are right, so the error entered here.";
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
}
