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
import org.crosscheck.compare.latex.Formula.Space;
import org.crosscheck.compare.latex.Formula.Token;

/** Makes the tree of a formula's layout from its lexemes, by recursive descent. */
public final class LayoutParser {

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

    /** Deeper nesting than any formula needs; the recursion ends here and not in a stack overflow. */
    private static final int DEEPEST = 100;

    private final List<Lexeme> lexemes;
    private final boolean inline;
    private int at;
    private int depth;
    private boolean bold;

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

    private Lexeme peek() {
        return lexemes.get(at);
    }

    private boolean more() {
        return at < lexemes.size();
    }

    private String text() {
        Lexeme lexeme = peek();
        return (lexeme.kind() == Lexeme.Kind.COMMAND ? "\\" : "") + lexeme.text();
    }

    private LatexException error(String why) {
        int place = more()
                ? peek().at()
                : lexemes.isEmpty() ? -1 : lexemes.get(lexemes.size() - 1).at();
        return new LatexException(place, why);
    }

    private void skipSpace() {
        while (more() && peek().kind() == Lexeme.Kind.SPACE) {
            at++;
        }
    }

    /** Rows of cells up to what ends them, which is not consumed. */
    private List<List<Node>> rows() {
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

    private boolean stops() {
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
    private Row row() {
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

    private static Node group(List<Node> nodes) {
        return nodes.size() == 1 ? nodes.get(0) : nodes.isEmpty() ? Row.EMPTY : new Row(nodes);
    }

    private Node scripted(Node base) {
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
    private Node argument() {
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
    private Node anyArgument() {
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

    private Node atom(boolean wholeNumber) {
        Lexeme lexeme = peek();
        switch (lexeme.kind()) {
            case COMMAND -> {
                return command();
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

    private Node command() {
        Lexeme lexeme = lexemes.get(at++);
        String name = lexeme.text();
        Node symbol = Symbols.find(name);
        if (symbol != null) {
            return symbol instanceof Token token ? token.at(lexeme.at()) : symbol;
        }
        if (FRACTIONS.contains(name)) {
            return new Fraction(argument(), argument());
        }
        if (BOLD.contains(name)) {
            return bold(name);
        }
        if (name.equals("dot") && more() && (peek().isCharacter("(") || peek().kind() == Lexeme.Kind.SPACE)) {
            return new Token("⋅", Kind.BINARY, lexeme.at()); // meant as \\cdot
        }
        if (ACCENTS.containsKey(name)) {
            return new Hat(argument(), ACCENTS.get(name));
        }
        if (UPRIGHT.contains(name)) {
            return upright();
        }
        if (TEXT.contains(name)) {
            return words();
        }
        if (TRANSPARENT.contains(name)) {
            return argument();
        }
        if (DROPPED.contains(name)) {
            anyArgument();
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
                return argument();
            }
            case "bf", "bfseries", "boldmath" -> {
                bold = true;
                return Row.EMPTY;
            }
            case "rm", "it", "sf", "tt", "cal", "mathversion" -> {
                return Row.EMPTY;
            }
            case "sqrt" -> {
                return new Root(argument());
            }
            case "underbrace", "overbrace" -> {
                Node body = argument();
                if (scripted(Row.EMPTY) instanceof Scripts) {
                    return body; // the remark at the brace is dropped
                }
                return body;
            }
            case "overset", "stackrel" -> {
                Node above = argument();
                Node under = argument();
                return above instanceof Token token && (token.is("⊤") || token.is("T"))
                        ? new Scripts(under, Row.EMPTY, above)
                        : under;
            }
            case "underset" -> {
                Node below = argument();
                return new Scripts(argument(), below, Row.EMPTY);
            }
            case "substack" -> {
                return argument();
            }
            case "textcolor" -> {
                anyArgument();
                return argument();
            }
            case "not" -> {
                return not(argument());
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
                at--;
                throw error("unknown command '\\" + lexeme.text() + "'");
            }
        }
    }

    private Node bold(String name) {
        boolean outer = bold;
        bold = !name.equals("underline");
        Node argument = argument();
        bold = outer;
        return argument;
    }

    private Node doubleStruck(Lexeme command) {
        Node argument = argument();
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
            default -> throw error("\\not before something else than =");
        };
    }

    /** A name in upright letters; anything else than a name is read as what it would be without the command. */
    private Node upright() {
        if (more() && peek().isCharacter("*")) {
            at++;
        }
        int start = at;
        String text = rawLetters();
        if (text.isEmpty()) {
            at = start;
            return argument();
        }
        return new Token(text, Kind.FUNCTION, lexemes.get(start).at());
    }

    /** The letters of a group that holds nothing else than letters (and spaces); else nothing. */
    private String rawLetters() {
        skipSpace();
        if (!more() || peek().kind() != Lexeme.Kind.OPEN) {
            return "";
        }
        at++;
        StringBuilder text = new StringBuilder();
        for (; more() && peek().kind() != Lexeme.Kind.CLOSE; at++) {
            Lexeme.Kind kind = peek().kind();
            if (kind == Lexeme.Kind.LETTER || peek().isCharacter("-")) {
                text.append(peek().text());
            } else if (kind != Lexeme.Kind.SPACE && !peek().is(",") && !peek().is(" ")) {
                return "";
            }
        }
        at++;
        return text.toString();
    }

    /** Words, with what stands between dollars in them read as formulas. */
    private Node words() {
        skipSpace();
        int start = more() ? peek().at() : -1;
        if (!more() || peek().kind() != Lexeme.Kind.OPEN) {
            return argument();
        }
        at++;
        List<Node> parts = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        for (int level = 1; ; at++) {
            if (!more()) {
                throw error("expected '}'");
            }
            Lexeme lexeme = peek();
            level += lexeme.kind() == Lexeme.Kind.OPEN ? 1 : lexeme.kind() == Lexeme.Kind.CLOSE ? -1 : 0;
            if (level == 0) {
                at++;
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
        return group(parts);
    }

    private static void flush(StringBuilder words, List<Node> parts, int start) {
        if (words.length() > 0) {
            parts.add(new Token(words.toString(), Kind.WORDS, start));
            words.setLength(0);
        }
    }

    private Node inlineMath() {
        int from = ++at;
        while (more() && peek().kind() != Lexeme.Kind.MATH) {
            at++;
        }
        if (!more()) {
            throw error("a dollar without its partner");
        }
        return parse(lexemes.subList(from, at), true);
    }

    private Node fenced() {
        String open = delimiter(lexemes.get(at - 1)).text();
        List<List<Node>> rows = rows();
        if (!more() || !peek().is("right")) {
            throw error("expected '\\right'");
        }
        Lexeme right = lexemes.get(at++);
        boolean single = rows.size() == 1 && rows.get(0).size() == 1;
        Node body = single ? rows.get(0).get(0) : new Row(List.of(new Grid(Layout.MATRIX, rows)));
        return new Fenced(open, body, delimiter(right).text());
    }

    private Token delimiter(Lexeme command) {
        skipSpace();
        if (!more()) {
            throw error("a delimiter is missing");
        }
        if (peek().isCharacter(".")) {
            at++;
            return new Token("", Kind.OPEN, command.at());
        }
        if (peek().isCharacter("<") || peek().isCharacter(">")) {
            return new Token(lexemes.get(at++).text().equals("<") ? "⟨" : "⟩", Kind.BAR, command.at());
        }
        Node node =
                peek().kind() == Lexeme.Kind.COMMAND ? Symbols.find(peek().text()) : Symbols.character(peek().text());
        boolean fits = node instanceof Token token
                && (token.kind() == Kind.OPEN || token.kind() == Kind.CLOSE || token.kind() == Kind.BAR);
        if (!fits) {
            throw error("expected a delimiter such as ( [ \\{ or '.' behind \\" + command.text());
        }
        return ((Token) node).at(lexemes.get(at++).at());
    }

    private Node environment(Lexeme begin) {
        if (inline) {
            throw new LatexException(begin.at(), "an environment inside a line of text");
        }
        String written = environmentName();
        String name = written.endsWith("*") ? written.substring(0, written.length() - 1) : written;
        Layout layout = GRIDS.get(name);
        if (layout == null) {
            throw new LatexException(begin.at(), "the environment '" + written + "' is not known");
        }
        if (name.equals("array") || name.equals("alignat")) {
            anyArgument();
        }
        List<List<Node>> rows = rows();
        if (!more() || !peek().is("end")) {
            throw error("expected '\\end{" + written + "}'");
        }
        at++;
        if (!environmentName().equals(written)) {
            at--;
            throw error("expected '{" + written + "}'");
        }
        return new Grid(layout, rows);
    }

    private String environmentName() {
        skipSpace();
        StringBuilder name = new StringBuilder();
        if (more() && peek().kind() == Lexeme.Kind.OPEN) {
            for (at++; more() && peek().kind() != Lexeme.Kind.CLOSE; at++) {
                name.append(peek().text());
            }
            at++;
        }
        return name.toString();
    }

    private void expectClose() {
        if (!more() || peek().kind() != Lexeme.Kind.CLOSE) {
            throw error("expected '}'" + (more() ? " before '" + text() + "'" : ""));
        }
        at++;
    }
}
