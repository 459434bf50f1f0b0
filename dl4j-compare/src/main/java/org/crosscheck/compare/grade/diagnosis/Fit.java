package org.crosscheck.compare.grade.diagnosis;

import java.util.Arrays;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.Tensor;

/**
 * Whether an array is what some wrong computation gives: within twice its bound (for the student's rounding and for ours) and
 * what saving may have changed. A wrong result that the bounds cannot tell from the right one explains nothing.
 *
 * @param found the array that was handed in, of any shape, all numbers finite
 * @param saved what saving may have changed in it
 * @param right what the homework makes of the same inputs
 * @param scale the magnitude that the quantity has by its nature
 */
record Fit(Tensor found, Tensor saved, Bounded right, double scale) {

    boolean holds(Bounded wrong) {
        double[] values = wrong.value().values();
        if (!Arrays.equals(wrong.value().shape(), found.shape())) {
            return false;
        }
        for (int i = 0; i < values.length; i++) { // most comparisons end at the first element
            if (!(Math.abs(values[i] - found.values()[i]) <= boundAt(wrong, i))) {
                return false;
            }
        }
        Tensor bound =
                wrong.error() == null ? Bounds.exact(found) : wrong.error().map(error -> 2 * error);
        return isTold(wrong)
                && Agreement.compare(wrong.value(), wrong.value(), bound, scale, wrong.precision())
                        .agrees();
    }

    /** What an array handed in may be off at an element, from a computation with these bounds. */
    double boundAt(Bounded wrong, int i) {
        return 2 * wrong.errorAt(i) + saved.values()[i];
    }

    /** In one element at least the wrong result differs from the right one beyond the bounds of both. */
    private boolean isTold(Bounded wrong) {
        double[] rights = right.value().values();
        if (!Arrays.equals(wrong.value().shape(), right.value().shape())) {
            return true;
        }
        for (int i = 0; i < rights.length; i++) {
            if (!(Math.abs(wrong.value().values()[i] - rights[i]) <= boundAt(wrong, i) + right.errorAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether another array handed in may be the same. */
    boolean isSame(Tensor other) {
        for (int i = 0; i < found.values().length; i++) {
            if (!(Math.abs(found.values()[i] - other.values()[i]) <= boundAt(right, i))) {
                return false;
            }
        }
        return true;
    }
}
