package org.crosscheck.compare.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text in units: sentences with the formulas in them, and formulas on lines of their own. */
final class Units {

    /** One unit: all of its text, its words, its formulas. */
    record Unit(String text, String words, List<String> formulas) {}

    private static final Pattern FORMULA = Pattern.compile(
            "(?s)\\$\\$.*?\\$\\$|\\\\\\[.*?\\\\]|\\\\begin\\{(equation|align|gather|multline|displaymath|eqnarray|flalign)(\\*?)}"
                    + ".*?\\\\end\\{\\1\\2}|\\$(?:\\\\.|[^$\\\\])++\\$|\\\\\\(.*?\\\\\\)");

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
        return FORMULA.matcher(text).replaceAll(" ");
    }

    /** Whether an offset lies in a formula. */
    static boolean[] insideFormulas(String text) {
        boolean[] inside = new boolean[text.length() + 1];
        Matcher formula = FORMULA.matcher(text);
        while (formula.find()) {
            java.util.Arrays.fill(inside, formula.start(), formula.end(), true);
        }
        return inside;
    }

    /** All units in their order; their texts together are the text. */
    static List<Unit> of(String text) {
        List<Unit> units = new ArrayList<>();
        Builder unit = new Builder(units);
        Matcher formula = FORMULA.matcher(text);
        int at = 0;
        while (formula.find()) {
            unit.words(text.substring(at, formula.start()));
            boolean display = !formula.group().matches("(?s)\\$[^$].*|\\\\\\(.*");
            if (display) {
                unit.end();
            }
            unit.formula(formula.group());
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
