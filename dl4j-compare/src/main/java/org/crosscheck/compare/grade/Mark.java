package org.crosscheck.compare.grade;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.rounding.Precision;

/**
 * The mark of one item of a submission.
 *
 * @param key of the array
 * @param question such as 2a
 * @param outcome what became of it
 * @param points that are given
 * @param most points that there are
 * @param visibility Gradescope's word for who sees it, and when
 * @param precision the one whose bounds it was judged by
 * @param root the key of the array where the error entered that this one follows from; its own key if the error entered
 *     here; null if there is none or it is not known
 * @param note one sentence on the outcome, safe to show to students
 * @param findings what explains it; more than one if the case cannot tell them apart
 * @param difference from the right array at the worst element, for the instructor; NaN if none was taken
 * @param bound at the same element, by which it was judged
 */
public record Mark(
        String key,
        String question,
        Outcome outcome,
        double points,
        double most,
        String visibility,
        Precision precision,
        String root,
        String note,
        List<Finding> findings,
        double difference,
        double bound) {

    public Mark {
        Stream.of(key, question, outcome, visibility, precision, note).forEach(Objects::requireNonNull);
        findings = List.copyOf(findings);
    }

    /** Whether it counts: 0 points of 0 are only shown. */
    public boolean counts() {
        return most > 0;
    }
}
