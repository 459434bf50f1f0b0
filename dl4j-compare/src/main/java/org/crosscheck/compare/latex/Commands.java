package org.crosscheck.compare.latex;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.latex.Formula.Fenced;
import org.crosscheck.compare.latex.Formula.Fraction;
import org.crosscheck.compare.latex.Formula.Grid;
import org.crosscheck.compare.latex.Formula.Hat;
import org.crosscheck.compare.latex.Formula.Kind;
import org.crosscheck.compare.latex.Formula.Layout;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Root;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.Formula.Scripts;
import org.crosscheck.compare.latex.Formula.Token;

/** Reads a command with what belongs to it: fonts, accents, fractions, words, brackets that grow, environments. */
final class Commands {

    private final LayoutParser parser;

    Commands(LayoutParser parser) {
        this.parser = parser;
    }

    private static final Map<String, Layout> GRIDS = Map.ofEntries(
            entry("pmatrix", Layout.PMATRIX),
            entry("bmatrix", Layout.BMATRIX),
            entry("matrix", Layout.MATRIX),
            entry("smallmatrix", Layout.MATRIX),
            entry("array", Layout.MATRIX),
            entry("cases", Layout.CASES),
            entry("dcases", Layout.CASES),
            entry("aligned", Layout.ALIGNED),
            entry("align", Layout.ALIGNED),
            entry("alignat", Layout.ALIGNED),
            entry("flalign", Layout.ALIGNED),
            entry("split", Layout.ALIGNED),
            entry("gather", Layout.ALIGNED),
            entry("gathered", Layout.ALIGNED),
            entry("multline", Layout.ALIGNED),
            entry("eqnarray", Layout.ALIGNED),
            entry("equation", Layout.ALIGNED),
            entry("displaymath", Layout.ALIGNED),
            entry("math", Layout.ALIGNED));

    private static final Map<String, String> ACCENTS =
            Map.of("hat", "^", "widehat", "^", "bar", "¯", "overline", "¯", "tilde", "~", "widetilde", "~", "dot", "˙");

    private static final Set<String> BOLD = Set.of(
            "mathbf", "boldsymbol", "bm", "vec", "textbf", "pmb", "symbf", "overrightarrow", "underline", "bold");

    private static final Set<String> UPRIGHT = Set.of(
            "mathrm",
            "operatorname",
            "mathsf",
            "mathit",
            "mathtt",
            "texttt",
            "textsf",
            "mathop",
            "mathnormal",
            "mathbin");

    private static final Set<String> TEXT = Set.of(
            "text", "mbox", "textrm", "textnormal", "textit", "hbox", "emph", "textup", "intertext", "shortintertext");

    /** What their one argument is, they are. */
    private static final Set<String> TRANSPARENT = Set.of(
            "boxed", "fbox", "ensuremath", "mathord", "mathstrut", "cancel", "framebox", "mathrel", "phantomsection");

    private static final Set<String> FRACTIONS =
            Set.of("frac", "dfrac", "tfrac", "cfrac", "sfrac", "nicefrac", "flatfrac");

    private static final Set<String> DROPPED = Set.of(
            "label",
            "tag",
            "hspace",
            "vspace",
            "ref",
            "eqref",
            "phantom",
            "vphantom",
            "hphantom",
            "color",
            "tag*",
            "cite",
            "usepackage",
            "documentclass");

    private static final Map<String, String> DOUBLE_STRUCK =
            Map.of("R", "ℝ", "N", "ℕ", "E", "𝔼", "I", "𝕀", "1", "𝟙", "Z", "ℤ");

    Node command() {
        Lexeme lexeme = parser.lexemes.get(parser.at++);
        String name = lexeme.text();
        Node symbol = Symbols.find(name);
        if (symbol != null) {
            return symbol instanceof Token token ? token.at(lexeme.at()) : symbol;
        }
        if (FRACTIONS.contains(name)) {
            return new Fraction(parser.argument(), parser.argument());
        }
        if (BOLD.contains(name)) {
            return bold(name);
        }
        if (name.equals("dot")
                && parser.more()
                && (parser.peek().isCharacter("(") || parser.peek().kind() == Lexeme.Kind.SPACE)) {
            return new Token("⋅", Kind.BINARY, lexeme.at()); // meant as \\cdot
        }
        if (ACCENTS.containsKey(name)) {
            return new Hat(parser.argument(), ACCENTS.get(name));
        }
        if (UPRIGHT.contains(name)) {
            return upright();
        }
        if (TEXT.contains(name)) {
            return words();
        }
        if (TRANSPARENT.contains(name)) {
            return parser.argument();
        }
        if (DROPPED.contains(name)) {
            parser.anyArgument();
            return Row.EMPTY;
        }
        return special(lexeme);
    }

    private Node special(Lexeme lexeme) {
        switch (lexeme.text()) {
            case "mathbb", "mathbbm", "mathds" -> {
                return doubleStruck(lexeme);
            }
            case "mathcal", "mathscr", "mathfrak" -> {
                return parser.argument();
            }
            case "bf", "bfseries", "boldmath" -> {
                parser.bold = true;
                return Row.EMPTY;
            }
            case "rm", "it", "sf", "tt", "cal", "mathversion" -> {
                return Row.EMPTY;
            }
            case "sqrt" -> {
                return new Root(parser.argument());
            }
            case "underbrace", "overbrace" -> {
                Node body = parser.argument();
                if (parser.scripted(Row.EMPTY) instanceof Scripts) {
                    return body; // the remark at the brace is dropped
                }
                return body;
            }
            case "overset", "stackrel" -> {
                Node above = parser.argument();
                Node under = parser.argument();
                return above instanceof Token token && (token.is("⊤") || token.is("T"))
                        ? new Scripts(under, Row.EMPTY, above)
                        : under;
            }
            case "underset" -> {
                Node below = parser.argument();
                return new Scripts(parser.argument(), below, Row.EMPTY);
            }
            case "substack" -> {
                return parser.argument();
            }
            case "textcolor" -> {
                parser.anyArgument();
                return parser.argument();
            }
            case "not" -> {
                return not(parser.argument());
            }
            case "left" -> {
                return fenced();
            }
            case "middle" -> {
                return delimiter(lexeme);
            }
            case "begin" -> {
                return environment(lexeme);
            }
            default -> {
                parser.at--;
                throw parser.error("unknown command '\\" + lexeme.text() + "'");
            }
        }
    }

    private Node doubleStruck(Lexeme command) {
        Node argument = parser.argument();
        String text = argument instanceof Token token ? DOUBLE_STRUCK.get(token.text()) : null;
        if (text == null) {
            throw new LatexException(command.at(), "unknown symbol '\\" + command.text() + "'");
        }
        return new Token(text, Kind.IDENTIFIER, command.at());
    }

    private Node not(Node relation) {
        String text = relation instanceof Token token ? token.text() : "";
        return switch (text) {
            case "=" -> new Token("≠", Kind.RELATION, Formula.start(relation));
            case "∈" -> new Token("∉", Kind.RELATION, Formula.start(relation));
            default -> throw parser.error("\\not before something else than =");
        };
    }

    /** A name in upright letters; anything else than a name is read as what it would be without the command. */
    private Node upright() {
        if (parser.more() && parser.peek().isCharacter("*")) {
            parser.at++;
        }
        int start = parser.at;
        String text = rawLetters();
        if (text.isEmpty()) {
            parser.at = start;
            return parser.argument();
        }
        return new Token(text, Kind.FUNCTION, parser.lexemes.get(start).at());
    }

    /** The letters of a group that holds nothing else than letters (and spaces); else nothing. */
    private String rawLetters() {
        parser.skipSpace();
        if (!parser.more() || parser.peek().kind() != Lexeme.Kind.OPEN) {
            return "";
        }
        parser.at++;
        StringBuilder text = new StringBuilder();
        for (; parser.more() && parser.peek().kind() != Lexeme.Kind.CLOSE; parser.at++) {
            Lexeme.Kind kind = parser.peek().kind();
            if (kind == Lexeme.Kind.LETTER || parser.peek().isCharacter("-")) {
                text.append(parser.peek().text());
            } else if (kind != Lexeme.Kind.SPACE
                    && !parser.peek().is(",")
                    && !parser.peek().is(" ")) {
                return "";
            }
        }
        parser.at++;
        return text.toString();
    }

    /** Words, with what stands between dollars in them read as formulas. */
    private Node words() {
        parser.skipSpace();
        int start = parser.more() ? parser.peek().at() : -1;
        if (!parser.more() || parser.peek().kind() != Lexeme.Kind.OPEN) {
            return parser.argument();
        }
        parser.at++;
        List<Node> parts = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        for (int level = 1; ; parser.at++) {
            if (!parser.more()) {
                throw parser.error("expected '}'");
            }
            Lexeme lexeme = parser.peek();
            level += lexeme.kind() == Lexeme.Kind.OPEN ? 1 : lexeme.kind() == Lexeme.Kind.CLOSE ? -1 : 0;
            if (level == 0) {
                parser.at++;
                break;
            }
            if (lexeme.kind() == Lexeme.Kind.MATH) {
                flush(words, parts, start);
                parts.add(inlineMath());
            } else if (lexeme.kind() != Lexeme.Kind.OPEN && lexeme.kind() != Lexeme.Kind.CLOSE) {
                words.append(lexeme.kind() == Lexeme.Kind.COMMAND ? " " : lexeme.text());
            }
        }
        flush(words, parts, start);
        return LayoutParser.group(parts);
    }

    private static void flush(StringBuilder words, List<Node> parts, int start) {
        if (words.length() > 0) {
            parts.add(new Token(words.toString(), Kind.WORDS, start));
            words.setLength(0);
        }
    }

    private Node inlineMath() {
        int from = ++parser.at;
        while (parser.more() && parser.peek().kind() != Lexeme.Kind.MATH) {
            parser.at++;
        }
        if (!parser.more()) {
            throw parser.error("a dollar without its partner");
        }
        return LayoutParser.parse(parser.lexemes.subList(from, parser.at), true);
    }

    private Node fenced() {
        String open = delimiter(parser.lexemes.get(parser.at - 1)).text();
        List<List<Node>> rows = parser.rows();
        if (!parser.more() || !parser.peek().is("right")) {
            throw parser.error("expected '\\right'");
        }
        Lexeme right = parser.lexemes.get(parser.at++);
        boolean single = rows.size() == 1 && rows.get(0).size() == 1;
        Node body = single ? rows.get(0).get(0) : new Row(List.of(new Grid(Layout.MATRIX, rows)));
        return new Fenced(open, body, delimiter(right).text());
    }

    private Token delimiter(Lexeme command) {
        parser.skipSpace();
        if (!parser.more()) {
            throw parser.error("a delimiter is missing");
        }
        if (parser.peek().isCharacter(".")) {
            parser.at++;
            return new Token("", Kind.OPEN, command.at());
        }
        if (parser.peek().isCharacter("<") || parser.peek().isCharacter(">")) {
            return new Token(parser.lexemes.get(parser.at++).text().equals("<") ? "⟨" : "⟩", Kind.BAR, command.at());
        }
        Node node = parser.peek().kind() == Lexeme.Kind.COMMAND
                ? Symbols.find(parser.peek().text())
                : Symbols.character(parser.peek().text());
        boolean fits = node instanceof Token token
                && (token.kind() == Kind.OPEN || token.kind() == Kind.CLOSE || token.kind() == Kind.BAR);
        if (!fits) {
            throw parser.error("expected a delimiter such as ( [ \\{ or '.' behind \\" + command.text());
        }
        return ((Token) node).at(parser.lexemes.get(parser.at++).at());
    }

    private Node environment(Lexeme begin) {
        if (parser.inline) {
            throw new LatexException(begin.at(), "an environment inside a line of text");
        }
        String written = environmentName();
        String name = written.endsWith("*") ? written.substring(0, written.length() - 1) : written;
        Layout layout = GRIDS.get(name);
        if (layout == null) {
            throw new LatexException(begin.at(), "the environment '" + written + "' is not known");
        }
        if (name.equals("array") || name.equals("alignat")) {
            parser.anyArgument();
        }
        List<List<Node>> rows = parser.rows();
        if (!parser.more() || !parser.peek().is("end")) {
            throw parser.error("expected '\\end{" + written + "}'");
        }
        parser.at++;
        if (!environmentName().equals(written)) {
            parser.at--;
            throw parser.error("expected '{" + written + "}'");
        }
        return new Grid(layout, rows);
    }

    private String environmentName() {
        parser.skipSpace();
        StringBuilder name = new StringBuilder();
        if (parser.more() && parser.peek().kind() == Lexeme.Kind.OPEN) {
            for (parser.at++; parser.more() && parser.peek().kind() != Lexeme.Kind.CLOSE; parser.at++) {
                name.append(parser.peek().text());
            }
            parser.at++;
        }
        return name.toString();
    }

    private Node bold(String name) {
        boolean outer = parser.bold;
        parser.bold = !name.equals("underline");
        Node argument = parser.argument();
        parser.bold = outer;
        return argument;
    }
}
