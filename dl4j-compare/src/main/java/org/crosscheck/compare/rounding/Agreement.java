package org.crosscheck.compare.rounding;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Arrays;
import java.util.Locale;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.reference.Tensor;

/**
 * The one comparison of two tensors: equal shapes (nothing is broadcast), finite elements, and differences within a
 * bound for each element. Two numbers agree when |left - right| &lt;= bound, written so that NaN never agrees.
 *
 * @param verdict the outcome
 * @param shape the shape of the left tensor
 * @param maxAbsDifference the largest |left - right|
 * @param beyond how many elements are not within their bounds
 * @param bound the bound at the worst element
 * @param worst the position of the worst element: the one of the largest ratio; -1 if there is none
 * @param left the left number there
 * @param right the right number there
 * @param oracle the oracle's number there, NaN if it was not asked
 * @param guilty the one side that the oracle found outside its own bound, "left" or "right"; null if neither or both
 * @param reason why the verdict is not {@link Verdict#AGREE}, else null
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({
    "shape",
    "maxAbsDifference",
    "beyond",
    "bound",
    "ratio",
    "ulps",
    "worstIndex",
    "leftValue",
    "rightValue",
    "oracleValue",
    "verdict",
    "guilty",
    "reason"
})
public record Agreement(
        Verdict verdict,
        int[] shape,
        double maxAbsDifference,
        int beyond,
        double bound,
        @JsonIgnore int worst,
        @JsonProperty("leftValue") double left,
        @JsonProperty("rightValue") double right,
        @JsonProperty("oracleValue") double oracle,
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
     * @param precision of the less precise side: it says how large a part of the scale a bound may be
     */
    public static Agreement compare(Tensor left, Tensor right, Tensor bound, double naturalScale, Precision precision) {
        if (!Arrays.equals(left.shape(), right.shape())) {
            String reason = "shape " + Quantities.text(right.shape()) + ", not " + Quantities.text(left.shape());
            return nothingToCompare(Verdict.DISAGREE, left.shape(), reason);
        }
        double scale = Math.max(naturalScale, precision.leastScale());
        for (double value : left.values()) {
            scale = Double.isFinite(value) ? Math.max(scale, Math.abs(value)) : scale;
        }
        int worst = 0;
        double worstRatio = -1;
        double largest = 0;
        int beyond = 0;
        Verdict verdict = Verdict.AGREE;
        String reason = null;
        for (int i = 0; i < left.values().length; i++) {
            double difference = Math.abs(left.values()[i] - right.values()[i]);
            double ratio = ratio(difference, bound.values()[i]);
            largest = !(difference <= largest) && !Double.isNaN(largest) ? difference : largest;
            Verdict here = judge(difference, bound.values()[i], scale * precision.certain());
            beyond += here == Verdict.DISAGREE ? 1 : 0;
            boolean graver = here.compareTo(verdict) > 0;
            boolean worse = here == verdict && !(ratio <= worstRatio) && !Double.isNaN(worstRatio);
            if (graver || worse) {
                verdict = here;
                worst = i;
                worstRatio = ratio;
            }
        }
        if (verdict == Verdict.DISAGREE) {
            int elements = left.values().length;
            reason = (Double.isFinite(left.values()[worst]) && Double.isFinite(right.values()[worst])
                            ? "beyond the bound"
                            : "not finite")
                    + (elements == 1 ? "" : ", " + beyond + " of " + elements + " elements");
        } else if (verdict == Verdict.ILL_CONDITIONED) {
            reason = Double.isFinite(bound.values()[worst])
                    ? String.format(
                            Locale.ROOT,
                            "the bound leaves fewer than %d certain bits at a scale of %.1e",
                            -Math.getExponent(precision.certain()),
                            scale)
                    : "rounding has no finite bound here";
        }
        double nobody = Double.NaN;
        return new Agreement(
                verdict,
                left.shape(),
                largest,
                beyond,
                bound.values()[worst],
                worst,
                left.values()[worst],
                right.values()[worst],
                nobody,
                null,
                reason);
    }

    /** A comparison that means nothing because its inputs are not finite; never a pass. */
    public static Agreement undefined(int[] shape, String reason) {
        return nothingToCompare(Verdict.ILL_CONDITIONED, shape, reason);
    }

    /** A side that has nothing to compare, whatever kept it from that: it disagrees, and is the one that is wrong. */
    public static Agreement missing(int[] shape, String reason) {
        return nothingToCompare(Verdict.DISAGREE, shape, reason).judged(Double.NaN, "right");
    }

    /** A check that could not be made. */
    public static Agreement error(String reason) {
        return nothingToCompare(Verdict.ERROR, new int[0], reason);
    }

    private static Agreement nothingToCompare(Verdict verdict, int[] shape, String reason) {
        double nan = Double.NaN;
        return new Agreement(verdict, shape, nan, 0, nan, -1, nan, nan, nan, null, reason);
    }

    /** The same with the oracle's number at the worst element, and the side that it found wrong. */
    public Agreement judged(double judge, String culprit) {
        return new Agreement(
                verdict, shape, maxAbsDifference, beyond, bound, worst, left, right, judge, culprit, reason);
    }

    /** The difference at the worst element. */
    public double difference() {
        return Math.abs(left - right);
    }

    /** The difference at the worst element over its bound: at most 1 where the two agree; 0 for 0/0. */
    @JsonProperty
    public double ratio() {
        return ratio(difference(), bound);
    }

    /** The difference at the worst element in units in the last place of the left number. */
    @JsonProperty
    public double ulps() {
        return difference() / Math.ulp(left);
    }

    public boolean agrees() {
        return verdict == Verdict.AGREE;
    }

    /** The worst element's index, one number per dimension; empty for a scalar, null if there is no such element. */
    @JsonProperty
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

    /**
     * Where the bound is not finite, even NaN is no disagreement, since nothing can be expected there; elsewhere it is.
     */
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
}
