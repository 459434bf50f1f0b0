package org.crosscheck.compare.sheet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosscheck.compare.sheet.Spans.Span;

/** A text in units: sentences with the formulas in them, and formulas on lines of their own. */
final class Units {

    /** One unit: all of its text, its words, its formulas. */
    record Unit(String text, String words, List<String> formulas) {}

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

    /** All units in their order; their texts together are the text. */
    static List<Unit> of(String text) {
        List<Unit> units = new ArrayList<>();
        Builder unit = new Builder(units);
        int at = 0;
        for (Span formula : formulas(text)) {
            unit.words(text.substring(at, formula.start()));
            boolean display =
                    !formula.opening().equals("$") && !formula.opening().equals("\\(");
            if (display) {
                unit.end();
            }
            unit.formula(text.substring(formula.start(), formula.end()));
            if (display) {
                unit.end();
            }
            at = formula.end();
        }
        unit.words(text.substring(at));
        unit.end();
        return units;
    }

    private static final class Builder {
        private final List<Unit> units;
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder words = new StringBuilder();
        private List<String> formulas = new ArrayList<>();

        Builder(List<Unit> units) {
            this.units = units;
        }

        void words(String more) {
            Matcher end = SENTENCE.matcher(more);
            int at = 0;
            while (end.find()) {
                append(more.substring(at, end.end()));
                end();
                at = end.end();
            }
            append(more.substring(at));
        }

        private void append(String more) {
            text.append(more);
            words.append(more);
        }

        void formula(String formula) {
            text.append(formula);
            words.append(' ');
            formulas.add(formula);
        }

        void end() {
            if (!text.isEmpty()) {
                units.add(new Unit(text.toString(), words.toString(), formulas));
            }
            text.setLength(0);
            words.setLength(0);
            formulas = new ArrayList<>();
        }
    }
}
