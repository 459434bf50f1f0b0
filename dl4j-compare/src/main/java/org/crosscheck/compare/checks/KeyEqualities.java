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
 */
public record KeyEqualities(AnswerVerdict verdict) {

    private static final Map<String, KeyEqualities> KNOWN = new ConcurrentHashMap<>();

    /** The answer of a question, judged once. */
    public static KeyEqualities of(String question) {
        return KNOWN.computeIfAbsent(question, id -> judged(id, latex(Answers.of(id))));
    }

    /** An answer that is written as the key's are, such as one with a slip planted in it. */
    static KeyEqualities judged(String question, String latex) {
        return new KeyEqualities(new AnswerJudge().judge(question, latex));
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
            return "$$" + display.formula().latex() + "$$";
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
