package org.crosscheck.compare.grade;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosscheck.compare.grade.diagnosis.Coarse;
import org.crosscheck.compare.grade.diagnosis.Differences;
import org.crosscheck.compare.grade.diagnosis.LowPrecision;
import org.crosscheck.compare.grade.diagnosis.ReferenceAnswers;
import org.crosscheck.compare.grade.diagnosis.StudentArrays.Replay;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.Mistake;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.reference.Tensor;

/**
 * Judges arrays that are right but for a low precision: rounded when they were saved, derivatives by finite differences,
 * computed from rounded operands, or computed from own arrays that are one of these. It is one finding, where it is first
 * seen. An array so coarse that it would look the same after a known mistake earns nothing.
 */
final class Roundings {

    private final ReferenceAnswers key;
    private final Hands hands;
    private final LowPrecision low;
    private final double share;

    /** The key of the array where a low precision was first seen; null if nowhere yet. */
    private String first;

    /** How derivatives were taken by finite differences; null if none was. */
    private Differences.Explanation differentiated;

    /** Of an array that is right in a low precision, the share of its points is given. */
    Roundings(ReferenceAnswers key, Hands hands, LowPrecision low, double share) {
        this.key = key;
        this.hands = hands;
        this.low = low;
        this.share = share;
    }

    /**
     * Judges an array none of whose sources is wrong: right but for its precision, or too coarse to tell; null if it is
     * neither.
     *
     * @param n how many examples an array was divided by that was handed in as a sum over them; 1 if it was not
     * @param exact its comparison with the right array
     */
    Judgement judge(String item, Tensor found, int n, Agreement exact) {
        Map<Boolean, List<Coarse>> coarse =
                low.of(item, found).stream().collect(Collectors.partitioningBy(Coarse::computed));
        boolean whole = Arrays.stream(key.answer(item).values()).allMatch(x -> x == Math.rint(x));
        Judgement saved = whole ? null : judge(item, found, ofMeans(coarse.get(false), n), exact);
        if (saved != null) {
            return saved;
        }
        Judgement differences = differences(item, Differences.of(key, item, found, differentiated), exact);
        if (differences != null) {
            return differences;
        }
        Judgement computed = whole ? null : judge(item, found, coarse.get(true), exact);
        if (computed != null) {
            return computed;
        }
        boolean follows = first != null
                && hands.of(hands.precision(item), null).replay(item, found).agrees();
        return follows ? rounded(first, "Computed correctly from your own rounded arrays.", List.of(), exact) : null;
    }

    private static List<Coarse> ofMeans(List<Coarse> coarse, int n) {
        return n == 1 ? coarse : coarse.stream().map(one -> one.ofMeans(n)).toList();
    }

    /**
     * Judges an array that agrees within the bounds of float32, and is in float32 though its inputs are not: finite
     * differences with a step of 2^-26 or so may look like that. Null if it is none of these.
     */
    Judgement differencesInSingle(String item, Tensor found, Agreement exact) {
        Map<String, Tensor> alike = hands.onlySingle();
        return alike.containsKey(item)
                ? differences(item, Differences.inSingle(key, item, found, differentiated, alike), exact)
                : null;
    }

    private Judgement differences(String item, Differences.Explanation differences, Agreement exact) {
        if (differences == null) {
            return null;
        }
        differentiated = differences;
        List<String> hides = hands.diagnosis().hidden(item, differences.bound());
        String check = "Write down the derivative as a formula; differences only check it.";
        return hides.isEmpty()
                ? lowPrecision(item, "Computed " + differences.text(), check, exact)
                : tooCoarse(item, "computed " + differences.text(), hides.get(0), exact);
    }

    private Judgement judge(String item, Tensor found, List<Coarse> all, Agreement exact) {
        Judgement few = null;
        for (Coarse coarse : all) {
            for (Precision precision : Precision.values()) {
                List<String> hides = hidden(item, found, precision, coarse);
                if (hides != null && hides.isEmpty()) {
                    String check = "Compute and save in float64, without np.round, astype or a format such as %.4f.";
                    String text = (coarse.computed() ? "Right, but " : "Computed correctly, but ") + coarse.text();
                    return lowPrecision(item, text, check, exact);
                }
                few = hides != null && few == null ? tooCoarse(item, coarse.text(), hides.get(0), exact) : few;
            }
        }
        return few;
    }

    /** The mistakes that this precision hides if the array is right but for it; null if it is not. */
    private List<String> hidden(String item, Tensor found, Precision precision, Coarse coarse) {
        if (coarse.computed()) {
            Replay replay = hands.of(precision, coarse).replay(item, found);
            return replay.agrees() ? replay.hidden() : null;
        }
        boolean isSingle = hands.precision(item) == Precision.SINGLE;
        if (precision == Precision.SINGLE && !isSingle && !coarse.isCoarserThanSingle(found)) {
            return null; // what is saved in more digits than float32 has was not computed in it
        }
        Bounded right = new Bounded(key.answer(item), key.tolerance(item, precision));
        boolean isRight = coarse.isOf(right, found)
                || coarse.isOf(hands.of(precision, null).tolerated(item), found); // from own arrays, rounded before
        return isRight ? hands.diagnosis().hidden(item, right.error().plus(coarse.errors(found))) : null;
    }

    private Judgement lowPrecision(String item, String text, String check, Agreement exact) {
        if (first == null) {
            first = item;
            Finding finding = new Finding(item + ".~precision", text + ".", Mistake.where(item), check);
            return rounded(item, "Right, but not in full precision.", List.of(finding), exact);
        }
        return rounded(first, text + ", as " + first + " was.", List.of(), exact);
    }

    private Judgement rounded(String root, String note, List<Finding> findings, Agreement exact) {
        return new Judgement(Outcome.ROUNDED, share, Precision.DOUBLE, root, note, findings, exact);
    }

    private Judgement tooCoarse(String item, String how, String mistake, Agreement exact) {
        String root = first == null ? item : first;
        String note = "It may be right, but it was " + how
                + ": too coarse to tell it from what a known mistake gives (such as " + mistake + ").";
        return new Judgement(Outcome.DISAGREE, 0, Precision.DOUBLE, root, note, List.of(), exact);
    }
}
