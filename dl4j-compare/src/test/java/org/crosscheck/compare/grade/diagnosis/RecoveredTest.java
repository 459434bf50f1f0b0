package org.crosscheck.compare.grade.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A constant that was recovered from one element is told as somebody may have written it, or not at all. */
class RecoveredTest {

    @Test
    void aConstantOfFewDigitsIsToldAsWritten() {
        assertThat(Recovered.nice(0.01 * (1 + 1e-9), 1e-8 * 0.01)).isEqualTo("0.01");
        assertThat(Recovered.nice(-0.25, 0)).isEqualTo("-0.25");
        assertThat(Recovered.nice(0.123, 1e-9)).isEqualTo("0.123");
        assertThat(Recovered.nice(1230, 1e-3)).isEqualTo("1230");
        assertThat(Recovered.nice(3e-4, 0)).isEqualTo("0.0003");
        assertThat(Recovered.nice(0.00123, 0)).isEqualTo("0.00123");
        assertThat(Recovered.nice(3.5e-7, 0)).isEqualTo("3.5e-7");
    }

    /** The fewest digits that fit within what it is known to. */
    @Test
    void theShortestThatFitsIsTaken() {
        assertThat(Recovered.nice(0.1000004, 1e-6)).isEqualTo("0.1");
        assertThat(Recovered.nice(0.1000004, 1e-7)).isNull();
        assertThat(Recovered.nice(0.1000004, 4.0001e-7)).isEqualTo("0.1");
    }

    @Test
    void whatIsNotKnownWellEnoughOrHasMoreDigitsIsNotTold() {
        assertThat(Recovered.nice(0.1234, 0)).isNull();
        assertThat(Recovered.nice(Math.PI, 1e-9)).isNull();
        assertThat(Recovered.nice(0, 0)).isNull();
        assertThat(Recovered.nice(Double.NaN, 0)).isNull();
        assertThat(Recovered.nice(Double.POSITIVE_INFINITY, 0)).isNull();
        assertThat(Recovered.nice(2, Double.NaN)).isNull();
        assertThat(Recovered.nice(2, 2e-5)).as("known to a hundred thousandth").isEqualTo("2");
        assertThat(Recovered.nice(-2, 2e-5)).isEqualTo("-2");
        assertThat(Recovered.nice(2, 2.1e-5)).isNull();
    }
}
