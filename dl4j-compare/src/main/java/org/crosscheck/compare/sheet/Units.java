package org.crosscheck.compare.sheet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosscheck.compare.sheet.Spans.Span;

/** A text in units: sentences with the formulas in them, and formulas on lines of their own. */
final class Units {

    /** One unit: where it begins, its words, its formulas. */
    record Unit(int start, String words, List<String> formulas) {}

    /** Where a formula may begin; two backslashes end a line. */
    private static final Pattern OPENING = Pattern.compile("\\\\\\\\|\\\\[(\\[]|\\$\\$?"
            + "|\\\\begin\\{(?:equation|align|gather|multline|displaymath|eqnarray|flalign)\\*?}");

    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?:])\\s+|\\n[ \\t]*(?:%[ \\t]*)?\\n\\s*");

    private static final Pattern POINTS =
            Pattern.compile("(?i)\\\\?[\\[(]\\s*\\d+(?:\\.\\d+)?\\s*(?:points?|pts?|marks?)\\.?\\s*\\\\?[\\])]");

    private Units() {}

    /** Without "[2 points]". */
    static String withoutPoints(String text) {
        return POINTS.matcher(text).replaceAll(" ");
    }

    /** Words alone. */
    static String outsideFormulas(String text) {
        StringBuilder words = new StringBuilder();
        int at = 0;
        for (Span formula : formulas(text)) {
            words.append(text, at, formula.start()).append(' ');
            at = formula.end();
        }
        return words.append(text, at, text.length()).toString();
    }

    /** Whether an offset lies in a formula. */
    static boolean[] insideFormulas(String text) {
        boolean[] inside = new boolean[text.length() + 1];
        formulas(text).forEach(formula -> Arrays.fill(inside, formula.start(), formula.end(), true));
        return inside;
    }

    private static List<Span> formulas(String text) {
        return Spans.of(text, OPENING, Units::closing);
    }

    private static String closing(String opening) {
        return switch (opening) {
            case "\\\\" -> null;
            case "\\[" -> "\\]";
            case "\\(" -> "\\)";
            case "$", "$$" -> opening;
            default -> opening.replace("\\begin", "\\end");
        };
    }

    /**
     * Shows all units in their order, up to one that is answered with false; each ends where the next begins. They are not
     * kept: a long text of short ones would take many times its own memory.
     */
    static void each(String text, Predicate<Unit> more) {
        Builder unit = new Builder(more);
        int at = 0;
        for (Span formula : formulas(text)) {
            unit.words(text, at, formula.start());
            boolean display =
                    !formula.opening().equals("$") && !formula.opening().equals("\\(");
            if (display) {
                unit.end(formula.start());
            }
            unit.formula(text.substring(formula.start(), formula.end()));
            if (display) {
                unit.end(formula.end());
            }
            at = formula.end();
            if (unit.isOver) {
                return;
            }
        }
        unit.words(text, at, text.length());
        unit.end(text.length());
    }

    private static final class Builder {
        private final Predicate<Unit> more;
        private final StringBuilder words = new StringBuilder();
        private List<String> formulas = new ArrayList<>();
        private int start;
        private boolean isOver;

        Builder(Predicate<Unit> more) {
            this.more = more;
        }

        void words(String text, int from, int to) {
            Matcher end = SENTENCE.matcher(text).region(from, to);
            int at = from;
            while (!isOver && end.find()) {
                words.append(text, at, end.end());
                end(end.end());
                at = end.end();
            }
            words.append(text, at, to);
        }

        void formula(String formula) {
            words.append(' ');
            formulas.add(formula);
        }

        /** The unit ends here; there may be none. */
        void end(int at) {
            if (at > start && !isOver) {
                isOver = !more.test(new Unit(start, words.toString(), formulas));
            }
            start = at;
            words.setLength(0);
            formulas = new ArrayList<>();
        }
    }
}
