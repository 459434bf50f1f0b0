package org.crosscheck.compare.answers;

import org.crosscheck.compare.latex.Formula;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.LatexException;
import org.crosscheck.compare.latex.LayoutParser;
import org.crosscheck.compare.latex.Lexer;

/** Reads the formulas of the answers. What the reader does not know is an error with its file and line. */
final class FormulaParser {

    private FormulaParser() {}

    /**
     * Parses a formula.
     *
     * @param firstLine the line of the file on which it begins
     * @param display whether it stands on lines of its own; only then it may hold an environment
     */
    static Formula parse(String file, int firstLine, String latex, boolean display) {
        try {
            Row root = LayoutParser.parse(Lexer.read(latex), !display);
            if (root.nodes().isEmpty()) {
                throw new LatexException(-1, "empty formula");
            }
            return new Formula(latex, root);
        } catch (LatexException e) {
            String before = e.at() < 0 ? "" : latex.substring(0, Math.min(e.at(), latex.length()));
            int line = firstLine + (int) before.chars().filter(c -> c == '\n').count();
            throw new AnswerException(
                    file,
                    line,
                    e.getMessage() + " in the formula " + latex.strip().replaceAll("\\s+", " "));
        }
    }
}
