package org.crosscheck.compare.grade.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;

/** A mistake explains an array where that is near what the mistake gives, away from what is right, and the bound says anything. */
class FitTest {

    private static final double E = 0x1p-40;
    private static final Bounded RIGHT = bounded(E, 1, 2);

    private static Tensor vector(double... values) {
        return Tensor.vector(values);
    }

    private static Bounded bounded(double error, double... values) {
        return new Bounded(vector(values), vector(values).map(value -> error));
    }

    private static Fit fit(double... found) {
        return new Fit(vector(found), Tensor.zeros(found.length), RIGHT, 0);
    }

    @Test
    void anArrayIsExplainedUpToTwiceTheBoundOfTheMistake() {
        Bounded wrong = bounded(E, 1, 3);
        assertThat(fit(1, 3).holds(wrong)).isTrue();
        assertThat(fit(1, 3 + 2 * E).holds(wrong)).isTrue();
        assertThat(fit(1, Math.nextUp(3 + 2 * E)).holds(wrong)).isFalse();
        assertThat(fit(1 - 3 * E, 3).holds(wrong)).isFalse();
        assertThat(fit(1, Double.NaN).holds(wrong)).isFalse();
        assertThat(fit(1, 3).holds(new Bounded(vector(1, 3), null))).isTrue();
        assertThat(fit(1, Math.nextUp(3.0)).holds(new Bounded(vector(1, 3), null)))
                .isFalse();
    }

    /** Numbers that were saved with fewer digits may be off by those. */
    @Test
    void whatSavingMayHaveChangedIsAllowed() {
        Bounded wrong = bounded(E, 1, 3);
        Fit saved = new Fit(vector(1, 3.25), vector(0, 0.25), RIGHT, 0);
        assertThat(saved.holds(wrong)).isTrue();
        assertThat(saved.boundAt(wrong, 1)).isEqualTo(0.25 + 2 * E);
        assertThat(new Fit(vector(1.25, 3), vector(0, 0.25), RIGHT, 0).holds(wrong))
                .isFalse();
    }

    /** However near: within so wide a bound lies much that is no mistake. */
    @Test
    void aBoundThatLeavesTooFewCertainBitsExplainsNothing() {
        double certain = Precision.DOUBLE.certain();
        assertThat(fit(1, 3).holds(bounded(3 * certain / 2, 1, 3))).isTrue();
        assertThat(fit(1, 3).holds(bounded(3 * certain, 1, 3))).isFalse();
        assertThat(fit(1, 3).holds(bounded(Double.POSITIVE_INFINITY, 1, 3))).isFalse();
        // The scale that the quantity has by its nature counts, where the numbers are smaller.
        Bounded tiny = bounded(certain, 1, 0);
        Fit natural = new Fit(vector(1, 0), Tensor.zeros(2), RIGHT, 4);
        assertThat(natural.holds(tiny)).isTrue();
        assertThat(fit(1, 0).holds(tiny)).isFalse();
    }

    /** One element beyond the bounds of both is enough to tell the mistake from what is right. */
    @Test
    void whatCannotBeToldFromTheRightExplainsNothing() {
        assertThat(fit(1, 2).holds(bounded(E, 1, 2))).isFalse();
        assertThat(fit(1, 2 + 3 * E).holds(bounded(E, 1, 2 + 3 * E))).isFalse();
        assertThat(fit(1, 2 + 4 * E).holds(bounded(E, 1, 2 + 4 * E))).isTrue();
        assertThat(fit(1 + 4 * E, 2).holds(bounded(E, 1 + 4 * E, 2))).isTrue();
    }

    @Test
    void anotherShapeIsToldFromTheRightAndMustBeThatOfTheArray() {
        Bounded longer = bounded(E, 1, 2, 3);
        assertThat(new Fit(vector(1, 2, 3), Tensor.zeros(3), RIGHT, 0).holds(longer))
                .isTrue();
        assertThat(fit(1, 2).holds(longer)).isFalse();
    }

    @Test
    void twoArraysAreTheSameWithinTheBoundOfTheRightOne() {
        assertThat(fit(1, 2).isSame(vector(1, 2 + 2 * E))).isTrue();
        assertThat(fit(1, 2).isSame(vector(1, 2 + 3 * E))).isFalse();
        assertThat(fit(1, 2).isSame(vector(Double.NaN, 2))).isFalse();
    }
}
