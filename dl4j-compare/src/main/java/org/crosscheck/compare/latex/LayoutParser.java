package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Formula.Fraction;
import org.crosscheck.compare.latex.Formula.Grid;
import org.crosscheck.compare.latex.Formula.Kind;
import org.crosscheck.compare.latex.Formula.Layout;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.Formula.Scripts;
import org.crosscheck.compare.latex.Formula.Space;
import org.crosscheck.compare.latex.Formula.Token;

/** Makes the tree of a formula's layout from its lexemes, by recursive descent. */
public final class LayoutParser {

    /** Deeper nesting than any formula needs; the recursion ends here and not in a stack overflow. */
    private static final int DEEPEST = 100;

    final List<Lexeme> lexemes;
    final boolean inline;
    int at;
    int depth;
    boolean bold;

    private LayoutParser(List<Lexeme> lexemes, boolean inline) {
        this.lexemes = lexemes;
        this.inline = inline;
    }

    /** The layout of a formula that stands on lines of its own; throws {@link LatexException}. */
    public static Row parse(List<Lexeme> lexemes) {
        return parse(lexemes, false);
    }

    /**
     * The layout of a formula.
     *
     * @param inline whether it stands inside a line: then it holds no environment
     */
    public static Row parse(List<Lexeme> lexemes, boolean inline) {
        LayoutParser parser = new LayoutParser(lexemes, inline);
        List<List<Node>> rows = parser.rows();
        if (parser.at < lexemes.size()) {
            throw parser.error("unexpected '" + parser.text() + "'");
        }
        if (rows.size() == 1 && rows.get(0).size() == 1) {
            return (Row) rows.get(0).get(0);
        }
        if (inline && rows.stream().anyMatch(row -> row.size() > 1)) {
            throw new LatexException(place(lexemes, Lexeme.Kind.CELL), "unexpected '&'");
        }
        return new Row(List.of(new Grid(Layout.ALIGNED, rows)));
    }

    private static int place(List<Lexeme> lexemes, Lexeme.Kind kind) {
        return lexemes.stream()
                .filter(l -> l.kind() == kind)
                .findFirst()
                .orElseThrow()
                .at();
    }

    Lexeme peek() {
        return lexemes.get(at);
    }

    boolean more() {
        return at < lexemes.size();
    }

    String text() {
        Lexeme lexeme = peek();
        return (lexeme.kind() == Lexeme.Kind.COMMAND ? "\\" : "") + lexeme.text();
    }

    LatexException error(String why) {
        int place = more()
                ? peek().at()
                : lexemes.isEmpty() ? -1 : lexemes.get(lexemes.size() - 1).at();
        return new LatexException(place, why);
    }

    void skipSpace() {
        while (more() && peek().kind() == Lexeme.Kind.SPACE) {
            at++;
        }
    }

    /** Rows of cells up to what ends them, which is not consumed. */
    List<List<Node>> rows() {
        List<List<Node>> rows = new ArrayList<>();
        List<Node> cells = new ArrayList<>();
        while (true) {
            cells.add(row());
            if (more() && peek().kind() == Lexeme.Kind.CELL) {
                at++;
                continue;
            }
            rows.add(cells);
            cells = new ArrayList<>();
            if (more() && (peek().is("\\") || peek().is("cr") || peek().is("tabularnewline"))) {
                at++;
                afterBreak();
                continue;
            }
            boolean empty =
                    rows.size() > 1 && rows.get(rows.size() - 1).stream().allMatch(Row.EMPTY::equals);
            return empty ? rows.subList(0, rows.size() - 1) : rows;
        }
    }

    /** {@code \\*} and {@code \\[2pt]}. */
    private void afterBreak() {
        if (more() && peek().isCharacter("*")) {
            at++;
        }
        if (more() && peek().isCharacter("[") && at + 1 < lexemes.size()) {
            boolean length = lexemes.get(at + 1).kind() == Lexeme.Kind.DIGIT
                    || lexemes.get(at + 1).isCharacter("-")
                    || lexemes.get(at + 1).isCharacter(".");
            if (length) {
                int from = at;
                while (more() && !peek().isCharacter("]")) {
                    at++;
                }
                if (!more()) {
                    at = from;
                    throw error("a bracket that is not closed");
                }
                at++;
            }
        }
    }

    boolean stops() {
        Lexeme lexeme = peek();
        return switch (lexeme.kind()) {
            case CLOSE, CELL -> true;
            case COMMAND ->
                switch (lexeme.text()) {
                    case "\\", "cr", "tabularnewline", "end", "right" -> true;
                    default -> false;
                };
            default -> false;
        };
    }

    /** Elements up to the end, or to what ends the surrounding construct: it is not consumed. */
    Row row() {
        descend();
        boolean outerBold = bold;
        List<Node> nodes = new ArrayList<>();
        for (skipSpace(); more() && !stops(); skipSpace()) {
            if (peek().is("over")) {
                at++;
                Node above = group(nodes);
                Row below = row();
                nodes = new ArrayList<>(List.of(new Fraction(above, group(below.nodes()))));
                break;
            }
            Node node = scripted(atom(true));
            boolean nothing = node == Row.EMPTY || (node instanceof Space space && space.width() == 0);
            if (!nothing) {
                nodes.add(node);
            }
        }
        bold = outerBold;
        depth--;
        return nodes.isEmpty() ? Row.EMPTY : new Row(nodes);
    }

    static Node group(List<Node> nodes) {
        return nodes.size() == 1 ? nodes.get(0) : nodes.isEmpty() ? Row.EMPTY : new Row(nodes);
    }

    Node scripted(Node base) {
        Node sub = Row.EMPTY;
        Node sup = Row.EMPTY;
        Node scripted = base;
        boolean words = base instanceof Token token
                && token.kind() == Kind.WORDS
                && Names.function(token.text().strip()) == null;
        for (skipSpace(); more(); skipSpace()) {
            Lexeme lexeme = peek();
            if (words && lexeme.isCharacter("'")) {
                break; // speaks of the prime
            }
            if (codeTranspose() && sup == Row.EMPTY) { // W.T
                at += 2;
                sup = new Token("⊤", Kind.IDENTIFIER, lexeme.at());
                continue;
            }
            if (codeTranspose()) {
                at += 2;
                sup = new Row(List.of(sup, new Token("⊤", Kind.IDENTIFIER, lexeme.at())));
                continue;
            }
            if (lexeme.is("limits") || lexeme.is("nolimits")) {
                at++;
                continue;
            }
            boolean prime = lexeme.isCharacter("'");
            boolean subscript = lexeme.kind() == Lexeme.Kind.SUBSCRIPT;
            if (!prime && !subscript && lexeme.kind() != Lexeme.Kind.SUPERSCRIPT) {
                break;
            }
            if ((subscript && sub != Row.EMPTY)
                    || (lexeme.kind() == Lexeme.Kind.SUPERSCRIPT && sup != Row.EMPTY && !prime(sup))) {
                throw error("a second " + (subscript ? "subscript" : "superscript"));
            }
            at++;
            if (subscript) {
                sub = argument();
            } else {
                Node more = prime ? new Token("′", Kind.IDENTIFIER, lexeme.at()) : argument();
                sup = sup == Row.EMPTY ? more : new Row(List.of(sup, more));
            }
        }
        return sub == Row.EMPTY && sup == Row.EMPTY ? scripted : new Scripts(scripted, sub, sup);
    }

    private boolean codeTranspose() {
        boolean point = peek().isCharacter(".")
                && at + 1 < lexemes.size()
                && lexemes.get(at + 1).isCharacter("T")
                && lexemes.get(at + 1).at() == peek().at() + 1;
        return point && (at + 2 >= lexemes.size() || lexemes.get(at + 2).kind() != Lexeme.Kind.LETTER);
    }

    private static boolean prime(Node sup) {
        return sup instanceof Token token
                ? token.is("′")
                : sup instanceof Row row && row.nodes().stream().allMatch(LayoutParser::prime);
    }

    /** A group in braces, or one atom without: what a script or command applies to. */
    Node argument() {
        skipSpace();
        if (!more() || stops()) {
            throw error("an argument is missing");
        }
        Node argument = deeper();
        if (argument == Row.EMPTY) {
            at--;
            throw error("an empty argument");
        }
        return argument;
    }

    /** The same, and it may be empty. */
    Node anyArgument() {
        skipSpace();
        if (!more() || stops()) {
            throw error("an argument is missing");
        }
        return deeper();
    }

    /** One atom, nested in what it is an argument of. */
    private Node deeper() {
        descend();
        Node atom = atom(false);
        depth--;
        return atom;
    }

    private void descend() {
        if (++depth > DEEPEST) {
            throw error("nested too deeply");
        }
    }

    Node atom(boolean wholeNumber) {
        Lexeme lexeme = peek();
        switch (lexeme.kind()) {
            case COMMAND -> {
                return new Commands(this).command();
            }
            case OPEN -> {
                at++;
                Row group = row();
                expectClose();
                return group(group.nodes());
            }
            case DIGIT -> {
                return number(wholeNumber);
            }
            case LETTER -> {
                at++;
                return new Token(lexeme.text(), bold ? Kind.BOLD : Kind.IDENTIFIER, lexeme.at());
            }
            case SUPERSCRIPT, SUBSCRIPT -> {
                return Row.EMPTY;
                // a script without a base: scripted() reads it
            }
            default -> {
                return character(lexeme);
            }
        }
    }

    private Node number(boolean whole) {
        int start = peek().at();
        StringBuilder digits = new StringBuilder(lexemes.get(at++).text());
        while (whole && more() && (peek().kind() == Lexeme.Kind.DIGIT || decimalPoint() || thousands() > 0)) {
            int separator = thousands();
            at += separator;
            digits.append(separator > 0 ? "" : lexemes.get(at++).text());
        }
        return new Token(digits.toString(), bold && digits.length() == 1 ? Kind.BOLD : Kind.NUMBER, start);
    }

    /** How many lexemes separate thousands here: {@code 1{,}600}, {@code 1\\,600}. */
    private int thousands() {
        int length = peek().is(",") ? 1 : peek().kind() == Lexeme.Kind.OPEN ? 3 : 0;
        if (length == 0 || at + length + 3 > lexemes.size()) {
            return 0;
        }
        if (length == 3
                && (!lexemes.get(at + 1).isCharacter(",") || lexemes.get(at + 2).kind() != Lexeme.Kind.CLOSE)) {
            return 0;
        }
        boolean three =
                lexemes.subList(at + length, at + length + 3).stream().allMatch(l -> l.kind() == Lexeme.Kind.DIGIT);
        boolean more =
                at + length + 3 < lexemes.size() && lexemes.get(at + length + 3).kind() == Lexeme.Kind.DIGIT;
        return three && !more ? length : 0;
    }

    private boolean decimalPoint() {
        return peek().isCharacter(".")
                && at + 1 < lexemes.size()
                && lexemes.get(at + 1).kind() == Lexeme.Kind.DIGIT;
    }

    private Node character(Lexeme lexeme) {
        Token token = Symbols.character(lexeme.text());
        if (token == null) {
            throw error("unexpected '" + lexeme.text() + "'");
        }
        at++;
        Lexeme next = more() ? peek() : null;
        boolean adjacent = next != null && next.at() <= lexeme.at() + 1;
        if (token.is(":") && adjacent && next.isCharacter("=")) {
            at++;
            return new Token("≔", Kind.RELATION, lexeme.at());
        }
        if (token.is("|") && adjacent && next.isCharacter("|")) {
            at++;
            return new Token("‖", Kind.BAR, lexeme.at());
        }
        if (token.is(".") && adjacent && next.isCharacter("*")) {
            at++;
            return new Token("⊙", Kind.BINARY, lexeme.at());
        }
        return token.at(lexeme.at());
    }

    void expectClose() {
        if (!more() || peek().kind() != Lexeme.Kind.CLOSE) {
            throw error("expected '}'" + (more() ? " before '" + text() + "'" : ""));
        }
        at++;
    }
}
