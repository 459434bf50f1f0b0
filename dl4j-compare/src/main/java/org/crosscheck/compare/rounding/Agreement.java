package org.crosscheck.compare.rounding;

import java.util.Arrays;
import java.util.Locale;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.reference.Tensor;

/**
 * The one comparison of two tensors: equal shapes (nothing is broadcast), finite elements, and differences within a
 * bound for each element. Two numbers agree when |left - right| &lt;= bound, written so that NaN never does.
 *
 * @param verdict the outcome
 * @param shape the shape of the left tensor
 * @param maxAbsDifference the largest |left - right|
 * @param bound the bound at the worst element
 * @param ratio the difference at the worst element over its bound: at most 1 where the two agree; 0 for 0/0
 * @param ulps the difference at the worst element in units in the last place of the left number
 * @param worst the position of the worst element: the one of the largest ratio
 * @param left the left number there
 * @param right the right number there
 * @param oracle the judge's number there, NaN if it was not asked
 * @param guilty which side the judge found outside its own bound, "left" or "right"; null if none or not one alone
 * @param reason why not {@link Verdict#AGREE}, else null
 */
public record Agreement(
        Verdict verdict,
        int[] shape,
        double maxAbsDifference,
        double bound,
        double ratio,
        double ulps,
        int worst,
        double left,
        double right,
        double oracle,
        String guilty,
        String reason) {

    /** Compares with the scale of the left tensor, its largest magnitude. */
    public static Agreement compare(Tensor left, Tensor right, Tensor bound) {
        return compare(left, right, bound, 0);
    }

    /** Compares numbers computed in double precision. */
    public static Agreement compare(Tensor left, Tensor right, Tensor bound, double naturalScale) {
        return compare(left, right, bound, naturalScale, Precision.DOUBLE);
    }

    /**
     * Compares element by element.
     *
     * @param bound the largest honest difference, one for each element of left
     * @param naturalScale the magnitude that the quantity has by its nature, even where the elements of left are all
     *     smaller: 1 for probabilities; 0 if there is none
     * @param precision of the less precise side: how much of the scale a bound may be
     */
    public static Agreement compare(Tensor left, Tensor right, Tensor bound, double naturalScale, Precision precision) {
        if (!Arrays.equals(left.shape(), right.shape())) {
            String reason = "shape " + Quantities.text(right.shape()) + ", not " + Quantities.text(left.shape());
            return of(Verdict.DISAGREE, left, right, bound, -1, Double.NaN, reason);
        }
        double scale = Math.max(naturalScale, precision.normal() / precision.certain());
        for (double value : left.values()) {
            scale = Double.isFinite(value) ? Math.max(scale, Math.abs(value)) : scale;
        }
        int worst = 0;
        double worstRatio = -1;
        double largest = 0;
        Verdict verdict = Verdict.AGREE;
        String reason = null;
        for (int i = 0; i < left.values().length; i++) {
            double difference = Math.abs(left.values()[i] - right.values()[i]);
            double ratio = ratio(difference, bound.values()[i]);
            largest = !(difference <= largest) && !Double.isNaN(largest) ? difference : largest;
            Verdict here = judge(difference, bound.values()[i], scale * precision.certain());
            boolean graver = here.compareTo(verdict) > 0;
            boolean worse = here == verdict && !(ratio <= worstRatio) && !Double.isNaN(worstRatio);
            if (graver || worse) {
                verdict = here;
                worst = i;
                worstRatio = ratio;
            }
        }
        if (verdict == Verdict.DISAGREE) {
            reason = Double.isFinite(left.values()[worst]) && Double.isFinite(right.values()[worst])
                    ? "beyond the bound"
                    : "not finite";
        } else if (verdict == Verdict.ILL_CONDITIONED) {
            reason = Double.isFinite(bound.values()[worst])
                    ? String.format(
                            Locale.ROOT,
                            "the bound leaves fewer than %d certain bits at a scale of %.1e",
                            -Math.getExponent(precision.certain()),
                            scale)
                    : "rounding has no finite bound here";
        }
        return of(verdict, left, right, bound, worst, largest, reason);
    }

    /** A comparison that means nothing, since what it starts from is no number; never a pass. */
    public static Agreement undefined(int[] shape, String reason) {
        double nan = Double.NaN;
        return new Agreement(Verdict.ILL_CONDITIONED, shape, nan, nan, nan, nan, -1, nan, nan, nan, null, reason);
    }

    /** A check that could not be made. */
    public static Agreement error(String reason) {
        double nan = Double.NaN;
        return new Agreement(Verdict.ERROR, new int[0], nan, nan, nan, nan, -1, nan, nan, nan, null, reason);
    }

    /** The same with the judge's number at the worst element, and whom it found guilty. */
    public Agreement judged(double judge, String culprit) {
        return new Agreement(
                verdict, shape, maxAbsDifference, bound, ratio, ulps, worst, left, right, judge, culprit, reason);
    }

    public boolean agrees() {
        return verdict == Verdict.AGREE;
    }

    /** The worst element's index, one number per dimension; empty for a scalar, null if there is no such element. */
    public int[] worstIndex() {
        if (worst < 0) {
            return null;
        }
        int[] index = new int[shape.length];
        int rest = worst;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return index;
    }

    /** Where the bound is not finite nothing was to be expected, not even a number; else NaN disagrees. */
    private static Verdict judge(double difference, double bound, double widest) {
        if (!Double.isFinite(bound)) {
            return Verdict.ILL_CONDITIONED;
        }
        if (!(difference <= bound)) {
            return Verdict.DISAGREE;
        }
        return bound <= widest ? Verdict.AGREE : Verdict.ILL_CONDITIONED;
    }

    private static double ratio(double difference, double bound) {
        return difference == 0 ? 0 : difference / bound;
    }

    private static Agreement of(
            Verdict verdict, Tensor left, Tensor right, Tensor bound, int worst, double largest, String reason) {
        if (worst < 0) {
            double nan = Double.NaN;
            return new Agreement(verdict, left.shape(), largest, nan, nan, nan, worst, nan, nan, nan, null, reason);
        }
        double leftValue = left.values()[worst];
        double rightValue = right.values()[worst];
        double difference = Math.abs(leftValue - rightValue);
        return new Agreement(
                verdict,
                left.shape(),
                largest,
                bound.values()[worst],
                ratio(difference, bound.values()[worst]),
                difference / Math.ulp(leftValue),
                worst,
                leftValue,
                rightValue,
                Double.NaN,
                null,
                reason);
    }
}
