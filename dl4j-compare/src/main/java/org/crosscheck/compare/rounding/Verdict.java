package org.crosscheck.compare.rounding;

import com.fasterxml.jackson.annotation.JsonValue;

/** The outcome of a check, from the best to the worst. */
public enum Verdict {
    /** Within the rounding bounds of both sides. */
    AGREE("agree"),
    /** The bounds are so wide that agreement within them would mean nothing: never a pass. */
    ILL_CONDITIONED("ill-conditioned"),
    /** The shapes differ, a number is not finite, or a difference is beyond the bounds. */
    DISAGREE("disagree"),
    /** The check itself failed. */
    ERROR("error");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** The name in reports. */
    @JsonValue
    public String text() {
        return text;
    }
}
