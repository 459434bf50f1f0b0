package org.crosscheck.compare.grade;

import com.fasterxml.jackson.annotation.JsonValue;

/** How one item of a submission came out. */
public enum Outcome {
    /** Within the rounding bounds. */
    AGREE("agree"),
    /** Wrong, but computed correctly from the student's own wrong earlier array. */
    CARRIED("carried forward"),
    /** Right, but for the precision that it was saved or computed in. */
    ROUNDED("rounded"),
    /** Right, but for a convention that is not the homework's. */
    CONVENTION("other convention"),
    /** It follows from the student's own wrong array, but with such an array a wrong step would give the same result. */
    UNSHOWN("shows nothing"),
    /** Beyond the rounding bounds. */
    DISAGREE("disagree"),
    /** A shape other than the one asked for; nothing is broadcast. */
    WRONG_SHAPE("wrong shape"),
    /** NaN or infinity where a number is expected. */
    NOT_FINITE("not finite"),
    /** The array cannot be read. */
    UNREADABLE("unreadable"),
    /** Not handed in. */
    MISSING("missing");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    /** The name in reports. */
    @JsonValue
    public String text() {
        return text;
    }
}
