package org.crosscheck.compare.grade;

import java.util.List;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Precision;

/**
 * The verdict on one item, before it is turned into points.
 *
 * @param share of the item's points that is given
 * @param root where the error entered; null if there is none
 * @param numbers the comparison by which it was judged; null if there was none
 */
record Judgement(
        Outcome outcome,
        double share,
        Precision precision,
        String root,
        String note,
        List<Finding> findings,
        Agreement numbers) {

    static Judgement of(Outcome outcome, String note) {
        return new Judgement(outcome, 0, Precision.DOUBLE, null, note, List.of(), null);
    }

    /** The same where the error entered elsewhere. */
    Judgement follows(String from, String why) {
        return new Judgement(outcome, share, precision, from, why, List.of(), numbers);
    }

    Mark mark(Marker.Item item) {
        return new Mark(
                item.key(),
                item.question(),
                outcome,
                share * item.most(),
                item.most(),
                item.visibility(),
                precision,
                root,
                note,
                findings,
                numbers == null ? Double.NaN : Math.abs(numbers.left() - numbers.right()),
                numbers == null ? Double.NaN : numbers.bound());
    }
}
