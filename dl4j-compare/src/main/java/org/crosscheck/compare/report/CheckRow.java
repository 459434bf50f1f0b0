package org.crosscheck.compare.report;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Check;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.checks.Report.CheckResult;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.pages.Svg;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.text.Numbers;

/**
 * A check as {@code checks.mustache} shows it in a table: the result, and what is written of it.
 *
 * @param anchor its name in links
 * @param shape of the left side
 * @param difference at the worst element; "equal" for whole numbers that are
 * @param gauge the length of its bar, in per cent
 * @param style the class of its verdict
 * @param reason why it does not agree, where, and who is wrong
 */
record CheckRow(
        String anchor,
        String question,
        CheckResult result,
        String kind,
        String shape,
        String difference,
        String bound,
        String ratio,
        String gauge,
        String style,
        String verdict,
        String reason) {

    /** The style of a check whose verdict does not count. */
    static final String UNCHECKED = "unchecked";

    /** The gauge distinguishes ratios from here to 10. */
    private static final double LEAST_DECADE = -4;

    boolean fails() {
        return !style.equals(Verdict.AGREE.text()) && !style.equals(UNCHECKED);
    }

    static CheckRow of(String question, CheckResult result, Set<String> anchors) {
        Agreement found = result.found();
        boolean informs = !result.gates();
        boolean whole = result.check().kind() == Kind.SHAPE && found.verdict() == Verdict.AGREE;
        return new CheckRow(
                anchor(question, result, anchors),
                question,
                result,
                result.check().kind().text(),
                Quantities.text(found.shape()),
                whole ? "equal" : Numbers.text(found.difference()),
                whole ? "" : Numbers.text(found.bound()),
                whole ? "" : Numbers.ratio(found.ratio()),
                gauge(found.ratio()),
                informs ? UNCHECKED : found.verdict().text(),
                informs ? "too wide, informs" : found.verdict().text(),
                reason(result));
    }

    private static String reason(CheckResult result) {
        Agreement found = result.found();
        if (found.verdict() == Verdict.AGREE) {
            return "";
        }
        String where = found.worstIndex() == null || found.worstIndex().length == 0
                ? ""
                : " at " + Arrays.toString(found.worstIndex());
        String values = Double.isNaN(found.left()) && Double.isNaN(found.right())
                ? ""
                : "; " + result.check().left() + " " + found.left() + ", "
                        + result.check().right() + " " + found.right();
        return found.reason()
                + where
                + values
                + result.wrong().map(side -> "; wrong: " + side).orElse("");
    }

    /** On a logarithmic scale, with 1 at four fifths of its length. */
    private static String gauge(double ratio) {
        double along = ratio > 0 ? (StrictMath.log10(ratio) - LEAST_DECADE) / (1 - LEAST_DECADE) : 0;
        return Svg.number(100 * Math.max(0, Math.min(1, along)));
    }

    /** A name for links to a check, the same in every run: letters, digits, dots and hyphens. */
    private static String anchor(String question, CheckResult result, Set<String> taken) {
        Check check = result.check();
        String name = Stream.of(
                        question, check.quantity(), check.kind().text(), check.left(), check.right(), result.caseName())
                .map(text -> text.replaceAll("[^A-Za-z0-9_]+", "-"))
                .collect(Collectors.joining("."));
        String anchor = name;
        for (int i = 2; !taken.add(anchor); i++) {
            anchor = name + "." + i;
        }
        return anchor;
    }
}
