package org.crosscheck.compare.latex;

import java.util.List;

/**
 * An answer as statements, in their order: lines that begin with a relation go on with the one before; commas, words and
 * wide spaces end a statement; "for k = y", "x > 0" and the like are conditions.
 *
 * @param statements what is stated
 * @param words what is said in words, which nobody judges here
 */
public record Statements(List<Statement> statements, List<String> words) {

    /** Reads an answer into statements; throws {@link LatexException} for what is not LaTeX of formulas at all. */
    public static Statements read(String latex, Scope scope) {
        StatementSplitter splitter = new StatementSplitter(scope);
        List<Lexeme> lexemes = Macros.expand(Lexer.read(latex));
        if (isProse(lexemes)) {
            return new Statements(List.of(), List.of(latex.strip()));
        }
        for (Segments.Segment segment : Segments.of(lexemes)) {
            if (segment.words() != null) {
                splitter.words(segment.words());
            } else if (segment.table() != null) {
                splitter.table(segment.table());
            } else {
                splitter.display = segment.display();
                splitter.formula(LayoutParser.parse(segment.formula()));
            }
        }
        if (splitter.statements.stream().anyMatch(Statement::definesPrime)) {
            splitter.statements.forEach(Statement::setPrimes);
        }
        return new Statements(List.copyOf(splitter.statements), List.copyOf(splitter.words));
    }

    /** Whether a text without any mathematical sign is words alone. */
    private static boolean isProse(List<Lexeme> lexemes) {
        int longWords = 0;
        int length = 0;
        for (Lexeme lexeme : lexemes) {
            boolean sign = (lexeme.kind() == Lexeme.Kind.COMMAND && !lexeme.is(" "))
                    || lexeme.kind() == Lexeme.Kind.MATH
                    || lexeme.kind() == Lexeme.Kind.SUBSCRIPT
                    || lexeme.kind() == Lexeme.Kind.SUPERSCRIPT
                    || "=+<>*/".contains(lexeme.text());
            if (sign) {
                return false;
            }
            length = lexeme.kind() == Lexeme.Kind.LETTER ? length + 1 : 0;
            longWords += length == 3 ? 1 : 0;
        }
        return longWords > 1;
    }
}
