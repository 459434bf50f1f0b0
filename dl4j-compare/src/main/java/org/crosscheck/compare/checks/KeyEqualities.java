package org.crosscheck.compare.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.crosscheck.compare.answers.Answer;
import org.crosscheck.compare.answers.Answer.Block;
import org.crosscheck.compare.answers.Answer.Code;
import org.crosscheck.compare.answers.Answer.Display;
import org.crosscheck.compare.answers.Answer.Heading;
import org.crosscheck.compare.answers.Answer.Inline;
import org.crosscheck.compare.answers.Answer.InlineFormula;
import org.crosscheck.compare.answers.Answer.Items;
import org.crosscheck.compare.answers.Answer.Paragraph;
import org.crosscheck.compare.answers.Answer.Remark;
import org.crosscheck.compare.answers.Answer.Strong;
import org.crosscheck.compare.answers.Answer.Table;
import org.crosscheck.compare.answers.Answer.Text;
import org.crosscheck.compare.answers.Answers;
import org.crosscheck.compare.written.AnswerJudge;
import org.crosscheck.compare.written.AnswerVerdict;

/**
 * The answer key held to what students are held to: an answer, with all its words and formulas, is judged like one that is
 * handed in, and every equality of its displayed formulas must be read and must hold.
 *
 * @param verdict on the answer as a whole
 * @param displays for each displayed formula what was judged of it
 */
public record KeyEqualities(AnswerVerdict verdict, List<Shown> displays) {

    /**
     * One displayed formula.
     *
     * @param stated how many equalities it states
     * @param holding how many of them hold
     */
    public record Shown(int stated, int holding) {

        /** In words: what is said beneath the formula; empty where it states no equality. */
        public String text() {
            String equalities = stated + (stated == 1 ? " equality" : " equalities");
            return stated == 0
                    ? ""
                    : holding == stated
                            ? "\u2713 checked: " + equalities
                            : "\u2717 only " + holding + " of " + equalities + " checked";
        }
    }

    private static final String DISPLAY = "$$";
    private static final Map<String, KeyEqualities> KNOWN = new ConcurrentHashMap<>();

    /** The answer of a question, judged once. */
    public static KeyEqualities of(String question) {
        return KNOWN.computeIfAbsent(question, id -> judged(id, latex(Answers.of(id))));
    }

    /** An answer that is written as the key's are, such as one with a slip planted in it. */
    static KeyEqualities judged(String question, String latex) {
        AnswerVerdict verdict = new AnswerJudge().judge(question, latex);
        List<Shown> displays = new ArrayList<>();
        int from = latex.indexOf(DISPLAY);
        while (from >= 0) {
            int start = from;
            int end = latex.indexOf(DISPLAY, start + 2);
            List<AnswerVerdict.Checked> within = verdict.checked().stream()
                    .filter(checked -> checked.at() > start && checked.at() < end)
                    .toList();
            displays.add(new Shown(
                    within.stream().mapToInt(AnswerVerdict.Checked::relations).sum(),
                    within.stream().mapToInt(AnswerVerdict.Checked::shown).sum()));
            from = latex.indexOf(DISPLAY, end + 2);
        }
        return new KeyEqualities(verdict, displays);
    }

    /** What is said beneath a displayed formula, by its number from 0. */
    public String checked(int display) {
        return displays.get(display).text();
    }

    /** How many equalities the answer states. */
    public int stated() {
        return verdict.relations();
    }

    /** How many of them hold; one less where they do but do not answer the question. */
    public int shown() {
        boolean whole = verdict.shown() == verdict.relations();
        return whole && !verdict.verdict().equals("right") ? verdict.shown() - 1 : verdict.shown();
    }

    /** An answer of the key as a student would hand it in. */
    static String latex(Answer answer) {
        StringBuilder latex = new StringBuilder();
        answer.blocks().forEach(block -> latex.append(latex(block)).append("\n\n"));
        return latex.toString();
    }

    private static String latex(Block block) {
        if (block instanceof Display display) {
            return DISPLAY + display.formula().latex() + DISPLAY;
        }
        if (block instanceof Heading heading) {
            return latex(heading.content());
        }
        if (block instanceof Paragraph paragraph) {
            return latex(paragraph.content());
        }
        if (block instanceof Remark) {
            return ""; // set apart from the answer
        }
        List<List<Inline>> lines = new ArrayList<>();
        if (block instanceof Items items) {
            lines.addAll(items.items());
        } else {
            ((Table) block).rows().forEach(lines::addAll);
        }
        StringBuilder latex = new StringBuilder();
        lines.forEach(line -> latex.append(latex(line)).append("\n\n"));
        return latex.toString();
    }

    private static String latex(List<Inline> inlines) {
        StringBuilder latex = new StringBuilder();
        for (Inline inline : inlines) {
            if (inline instanceof InlineFormula formula) {
                latex.append('$').append(formula.formula().latex()).append('$');
            } else if (inline instanceof Text text) {
                latex.append(text.text());
            } else if (inline instanceof Strong strong) {
                latex.append(strong.text());
            } else {
                latex.append(((Code) inline).text());
            }
        }
        return latex.toString();
    }
}
