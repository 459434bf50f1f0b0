package org.crosscheck.compare.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crosscheck.compare.answers.Formula.Fenced;
import org.crosscheck.compare.answers.Formula.Fraction;
import org.crosscheck.compare.answers.Formula.Grid;
import org.crosscheck.compare.answers.Formula.Hat;
import org.crosscheck.compare.answers.Formula.Kind;
import org.crosscheck.compare.answers.Formula.Layout;
import org.crosscheck.compare.answers.Formula.Node;
import org.crosscheck.compare.answers.Formula.Row;
import org.crosscheck.compare.answers.Formula.Scripts;
import org.crosscheck.compare.answers.Formula.Token;

/**
 * Reads the LaTeX subset of the answers (see {@link Answers}) by recursive descent. Whatever it does not know is an
 * error with file and line; nothing is passed through.
 */
final class FormulaParser {

    private static final Map<Character, Token> CHARACTERS = Map.ofEntries(
            Map.entry('+', new Token("+", Kind.BINARY)),
            Map.entry('-', new Token("−", Kind.BINARY)),
            Map.entry('=', new Token("=", Kind.RELATION)),
            Map.entry('<', new Token("<", Kind.RELATION)),
            Map.entry('>', new Token(">", Kind.RELATION)),
            Map.entry('(', new Token("(", Kind.OPEN)),
            Map.entry('[', new Token("[", Kind.OPEN)),
            Map.entry(')', new Token(")", Kind.CLOSE)),
            Map.entry(']', new Token("]", Kind.CLOSE)),
            Map.entry(',', new Token(",", Kind.PUNCTUATION)),
            Map.entry(';', new Token(";", Kind.PUNCTUATION)),
            Map.entry('.', new Token(".", Kind.PUNCTUATION)),
            Map.entry('/', new Token("/", Kind.SLASH)));

    private static final Token PRIME = new Token("′", Kind.IDENTIFIER);
    /** Deeper nesting than any formula needs, so that the recursion ends here and not in a stack overflow. */
    private static final int DEEPEST = 50;

    private final String file;
    private final int firstLine;
    private final String latex;
    private final boolean display;
    private int at;
    private int depth;

    private FormulaParser(String file, int firstLine, String latex, boolean display) {
        this.file = file;
        this.firstLine = firstLine;
        this.latex = latex;
        this.display = display;
    }

    /**
     * Parses a formula.
     *
     * @param firstLine the line of the file on which it begins
     * @param display whether it stands on lines of its own; only then may it contain an environment
     */
    static Formula parse(String file, int firstLine, String latex, boolean display) {
        FormulaParser parser = new FormulaParser(file, firstLine, latex, display);
        Row root = parser.row();
        if (parser.at < latex.length()) {
            throw parser.error("unexpected '" + parser.stop() + "'");
        }
        if (root.nodes().isEmpty()) {
            throw parser.error("empty formula");
        }
        return new Formula(latex, root);
    }

    /** Elements up to the end, or up to what ends the surrounding construct, which is not consumed. */
    private Row row() {
        if (++depth > DEEPEST) {
            throw error("nested too deeply");
        }
        List<Node> nodes = new ArrayList<>();
        for (skipSpace(); at < latex.length() && stop().isEmpty(); skipSpace()) {
            nodes.add(scripted(atom()));
        }
        depth--;
        return nodes.isEmpty() ? Row.EMPTY : new Row(nodes);
    }

    /** What ends a row here, or the empty string. */
    private String stop() {
        for (String stop : List.of("}", "&", "\\\\", "\\end", "\\right")) {
            boolean longer = stop.length() > 2
                    && at + stop.length() < latex.length()
                    && isLetter(latex.charAt(at + stop.length())); // \rightarrow is not \right
            if (latex.startsWith(stop, at) && !longer) {
                return stop;
            }
        }
        return "";
    }

    private Node scripted(Node base) {
        Node sub = Row.EMPTY;
        Node sup = Row.EMPTY;
        for (skipSpace(); at < latex.length() && "_^'".indexOf(latex.charAt(at)) >= 0; skipSpace()) {
            char script = latex.charAt(at++);
            if (script == '_') {
                requireAbsent(sub, "subscript");
                sub = argument();
            } else {
                requireAbsent(sup, "superscript");
                sup = script == '^' ? argument() : PRIME;
            }
        }
        return sub == Row.EMPTY && sup == Row.EMPTY ? base : new Scripts(base, sub, sup);
    }

    private void requireAbsent(Node script, String name) {
        if (script != Row.EMPTY) {
            throw error("a second " + name);
        }
    }

    /** A group in braces, or one atom without: what a script or command applies to. */
    private Node argument() {
        skipSpace();
        if (at == latex.length() || !stop().isEmpty()) {
            throw error("an argument is missing");
        }
        Node argument = atom();
        if (argument == Row.EMPTY) {
            throw error("an empty argument");
        }
        return argument;
    }

    private Node atom() {
        char c = latex.charAt(at);
        if (c == '\\') {
            return command();
        }
        if (c == '{') {
            at++;
            Row group = row();
            expect("}");
            return group.nodes().size() == 1 ? group.nodes().get(0) : group;
        }
        if (isDigit(c)) {
            int start = at;
            while (at < latex.length() && (isDigit(latex.charAt(at)) || decimalPoint())) {
                at++;
            }
            return new Token(latex.substring(start, at), Kind.NUMBER);
        }
        if (isLetter(c)) {
            at++;
            return new Token(String.valueOf(c), Kind.IDENTIFIER);
        }
        Token token = CHARACTERS.get(c);
        if (token == null) {
            throw error("unexpected '" + c + "'");
        }
        at++;
        return token;
    }

    private boolean decimalPoint() {
        return latex.charAt(at) == '.' && at + 1 < latex.length() && isDigit(latex.charAt(at + 1));
    }

    private Node command() {
        int start = at;
        String name = name();
        Node symbol = Symbols.find(name);
        if (symbol != null) {
            return symbol;
        }
        return switch (name) {
            case "frac" -> new Fraction(group(), group());
            case "mathbf" -> new Token(raw("[A-Za-z0-9]"), Kind.BOLD);
            case "mathrm" -> new Token(raw("[A-Za-z]+"), Kind.FUNCTION);
            case "mathbb" -> new Token(raw("R").replace('R', 'ℝ'), Kind.IDENTIFIER);
            case "text" -> new Token(raw("[^\\\\{}$]+"), Kind.WORDS);
            case "hat" -> hat();
            case "left" -> fenced();
            case "begin" -> grid();
            default -> {
                at = start;
                throw error("unknown command '\\" + name + "'");
            }
        };
    }

    private Hat hat() {
        if (group() instanceof Token base && (base.kind() == Kind.IDENTIFIER || base.kind() == Kind.BOLD)) {
            return new Hat(base);
        }
        throw error("a hat on more than one letter");
    }

    private Fenced fenced() {
        String open = delimiter("(", "[", "{", "⌊");
        Row body = row();
        expect("\\right");
        return new Fenced(open, body, delimiter(")", "]", "}", "⌋"));
    }

    /** The name after a backslash: letters, or one other character. */
    private String name() {
        int start = ++at;
        while (at < latex.length() && isLetter(latex.charAt(at))) {
            at++;
        }
        if (at == start && at < latex.length()) {
            at++;
        }
        return latex.substring(start, at);
    }

    private Node group() {
        skipSpace();
        if (!latex.startsWith("{", at)) {
            throw error("expected '{'");
        }
        return argument();
    }

    /** The text of a group, unchanged; it must match the regular expression. */
    private String raw(String regex) {
        expect("{");
        int end = latex.indexOf('}', at);
        String text = end < 0 ? "" : latex.substring(at, end);
        if (!text.matches(regex)) {
            throw error("'" + text + "' in braces does not match " + regex);
        }
        at = end + 1;
        return text;
    }

    private String delimiter(String... allowed) {
        skipSpace();
        int start = at;
        String found = "";
        if (at < latex.length()) {
            Node node = latex.charAt(at) == '.' ? Row.EMPTY : atom();
            found = node instanceof Token token ? token.text() : "";
            if (node == Row.EMPTY) {
                at++;
                return "";
            }
        }
        if (!List.of(allowed).contains(found)) {
            at = start;
            throw error("expected one of " + String.join(" ", allowed) + " or '.' as a delimiter");
        }
        return found;
    }

    private Grid grid() {
        if (!display) {
            throw error("an environment inside a line of text");
        }
        String name = raw("pmatrix|cases|aligned");
        List<List<Node>> rows = new ArrayList<>();
        List<Node> cells = new ArrayList<>();
        while (true) {
            cells.add(row());
            if (latex.startsWith("&", at)) {
                at++;
                continue;
            }
            if (!rows.isEmpty() && rows.get(0).size() != cells.size()) {
                throw error(String.format(
                        Locale.ROOT,
                        "row %d of %s has %d cells, the first %d",
                        rows.size() + 1,
                        name,
                        cells.size(),
                        rows.get(0).size()));
            }
            rows.add(cells);
            cells = new ArrayList<>();
            if (latex.startsWith("\\\\", at)) {
                at += 2;
                continue;
            }
            expect("\\end");
            expect("{" + name + "}");
            return new Grid(Layout.valueOf(name.toUpperCase(Locale.ROOT)), rows);
        }
    }

    private void expect(String text) {
        skipSpace();
        if (!latex.startsWith(text, at)) {
            throw error("expected '" + text + "'");
        }
        at += text.length();
    }

    private void skipSpace() {
        while (at < latex.length() && Character.isWhitespace(latex.charAt(at))) {
            at++;
        }
    }

    private static boolean isLetter(char c) {
        return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return '0' <= c && c <= '9';
    }

    private AnswerException error(String why) {
        int line = firstLine
                + (int) latex.substring(0, at).chars().filter(c -> c == '\n').count();
        return new AnswerException(
                file, line, why + " in the formula " + latex.strip().replaceAll("\\s+", " "));
    }
}
