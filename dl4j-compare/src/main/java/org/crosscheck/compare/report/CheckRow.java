package org.crosscheck.compare.report;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.checks.Report.CheckResult;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.pages.Svg;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.text.Numbers;

/**
 * A check as {@code checks.mustache} shows it in a table.
 *
 * @param anchor its name in links
 * @param gauge the length of its bar in per cent
 * @param style the class of its verdict
 */
record CheckRow(
        String anchor,
        String question,
        String quantity,
        String kind,
        String left,
        String right,
        String caseName,
        String shape,
        String difference,
        double differenceValue,
        String bound,
        double boundValue,
        String ratio,
        double ratioValue,
        String gauge,
        String style,
        String verdict,
        String reason) {

    /** The style of what has no verdict that counts. */
    static final String UNCHECKED = "unchecked";

    /** Ratios from here to 10 are told apart by the gauge. */
    private static final double LEAST_DECADE = -4;

    /** A number of things: 1 check, 2 checks. */
    static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    boolean fails() {
        return !style.equals(Verdict.AGREE.text()) && !style.equals(UNCHECKED);
    }

    static CheckRow of(String question, CheckResult check, Set<String> anchors) {
        boolean informs = !check.gates();
        boolean whole = check.kind() == Kind.SHAPE && check.verdict() == Verdict.AGREE;
        double difference = Math.abs(check.leftValue() - check.rightValue());
        return new CheckRow(
                anchor(question, check, anchors),
                question,
                check.quantity(),
                check.kind().text(),
                check.left(),
                check.right(),
                check.caseName(),
                Quantities.text(check.shape()),
                whole ? "equal" : Numbers.text(difference),
                difference,
                whole ? "" : Numbers.text(check.bound()),
                check.bound(),
                whole ? "" : Numbers.ratio(check.ratio()),
                check.ratio(),
                gauge(check.ratio()),
                informs ? UNCHECKED : check.verdict().text(),
                informs ? "too wide, informs" : check.verdict().text(),
                reason(check));
    }

    private static String reason(CheckResult check) {
        if (check.verdict() == Verdict.AGREE) {
            return "";
        }
        String where = check.worstIndex() == null || check.worstIndex().length == 0
                ? ""
                : " at " + java.util.Arrays.toString(check.worstIndex());
        String values = Double.isNaN(check.leftValue()) && Double.isNaN(check.rightValue())
                ? ""
                : "; " + check.left() + " " + check.leftValue() + ", " + check.right() + " " + check.rightValue();
        String guilty = check.guilty() == null
                ? ""
                : "; wrong: " + (check.guilty().equals("left") ? check.left() : check.right());
        return check.reason() + where + values + guilty;
    }

    /** On a scale of decades, 1 at four fifths of it. */
    private static String gauge(double ratio) {
        double along = ratio > 0 ? (StrictMath.log10(ratio) - LEAST_DECADE) / (1 - LEAST_DECADE) : 0;
        return Svg.number(100 * Math.max(0, Math.min(1, along)));
    }

    /** A name for links to a check, the same in every run: letters, digits, dots and hyphens. */
    private static String anchor(String question, CheckResult check, Set<String> taken) {
        String name = Stream.of(
                        question, check.quantity(), check.kind().text(), check.left(), check.right(), check.caseName())
                .map(text -> text.replaceAll("[^A-Za-z0-9_]+", "-"))
                .collect(Collectors.joining("."));
        String anchor = name;
        for (int i = 2; !taken.add(anchor); i++) {
            anchor = name + "." + i;
        }
        return anchor;
    }
}
