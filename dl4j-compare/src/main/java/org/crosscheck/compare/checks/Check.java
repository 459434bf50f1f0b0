package org.crosscheck.compare.checks;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.rounding.Agreement;

/**
 * One live check of a question: two sides that must agree.
 *
 * @param quantity what is compared
 * @param kind how
 * @param left the side that is taken to be right until shown otherwise
 * @param right the side that is checked
 * @param needs the arrays that a case must have for it
 * @param comparison makes the comparison
 */
public record Check(
        String quantity,
        Kind kind,
        String left,
        String right,
        @JsonIgnore Group needs,
        @JsonIgnore Comparison comparison) {

    /** How a check compares. */
    public enum Kind {
        /** One step, replayed from the same inputs that the right side used. Bounds are tight: these checks decide. */
        LOCAL,
        /** The whole chain from the case's arrays. Bounds are wide: these checks inform, and must hold, too. */
        CHAINED,
        /** A statement of the homework that must hold up to rounding. */
        IDENTITY,
        /** Whole numbers: shapes, counts, configurations. */
        SHAPE,
        /** A gradient against the function whose gradient it is. */
        GRADIENT;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Makes the comparison from the evidence of one case. */
    @FunctionalInterface
    public interface Comparison {
        Agreement compare(Evidence evidence);
    }

    /** The name in tests and reports: {@code grad_oa reference~dl4j local}. */
    public String name() {
        return quantity + " " + left + "~" + right + " " + kind.text();
    }
}
