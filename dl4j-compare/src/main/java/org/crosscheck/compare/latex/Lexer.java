package org.crosscheck.compare.latex;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crosscheck.compare.latex.Lexeme.Kind;

/** Takes a LaTeX text apart. Unicode's mathematical characters become the commands and letters that they stand for. */
public final class Lexer {

    /** More than any answer needs, and little enough to be read at once. */
    private static final int LONGEST = 60_000;

    private static final Map<Integer, String> UNICODE = new HashMap<>();

    static {
        String commands =
                "∂ partial ∇ nabla ∑ sum ∏ prod √ sqrt ∞ infty ≤ le ≥ ge ≠ ne ∈ in ← leftarrow → to ⇒ Rightarrow"
                        + " ⇔ iff ⟺ iff ↦ mapsto ≈ approx ⊙ odot ∘ circ ⊗ otimes ⊘ oslash × times · cdot ⋅ cdot • bullet"
                        + " ⊤ top ∀ forall ‖ Vert … dots ⋯ cdots ⋮ vdots ⋱ ddots ≡ equiv ≔ coloneqq ÷ div ± pm ⊺ intercal"
                        + " α alpha β beta γ gamma δ delta ε epsilon η eta θ theta λ lambda μ mu π pi ρ rho σ sigma τ tau φ phi"
                        + " ϕ phi ψ psi ω omega Σ sum Δ Delta Θ Theta ℓ ell 𝟙 mathbb1 ⌊ lfloor ⌋ rfloor";
        String[] parts = commands.split(" ", -1);
        for (int i = 0; i < parts.length; i += 2) {
            UNICODE.put(parts[i].codePointAt(0), parts[i + 1]);
        }
    }

    private static final String DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212";
    private static final String QUOTES = "\u2018\u2019\u02bc\u2032";
    private static final String SPACES = "\u00a0\u2002\u2003\u2009\u200a\u202f\u3000\ufeff";

    private final String source;
    private final List<Lexeme> lexemes = new ArrayList<>();
    private int at;
    /** Which small characters came last, raised (1) or lowered (2), and where they end. */
    private int small;

    private int smallEnd;

    private Lexer(String source) {
        this.source = source;
    }

    /** The lexemes of a text; throws {@link LatexException} for what no formula holds, such as control characters. */
    public static List<Lexeme> read(String source) {
        if (source.length() > LONGEST) {
            throw new LatexException(LONGEST, "the answer is longer than " + LONGEST + " characters");
        }
        Lexer lexer = new Lexer(source);
        while (lexer.at < source.length()) {
            lexer.next();
        }
        return lexer.lexemes;
    }

    private void next() {
        int c = source.codePointAt(at);
        int start = at;
        at += Character.charCount(c);
        if (c == '\\') {
            command(start);
        } else if (c == '%') {
            int end = source.indexOf('\n', at);
            at = end < 0 ? source.length() : end + 1;
        } else if (Character.isWhitespace(c) || SPACES.indexOf(c) >= 0) {
            add(Kind.SPACE, lineBreaks(start) > 1 ? "\n\n" : " ", start);
        } else if (c == '#' && at < source.length() && Character.isDigit(source.charAt(at))) {
            add(Kind.ARGUMENT, source.substring(at, ++at), start);
        } else {
            character(c, start);
        }
    }

    /** Passes over white space; how many lines end in it. */
    private int lineBreaks(int start) {
        int lines = 0;
        for (at = start; at < source.length(); at++) {
            char c = source.charAt(at);
            if (!Character.isWhitespace(c) && SPACES.indexOf(c) < 0) {
                break;
            }
            lines += c == '\n' ? 1 : 0;
        }
        return lines;
    }

    private void command(int start) {
        int from = at;
        while (at < source.length() && isLetter(source.charAt(at))) {
            at++;
        }
        if (at == from) {
            if (at == source.length()) {
                throw new LatexException(start, "a backslash at the end");
            }
            at += Character.charCount(source.codePointAt(at));
            String name = source.substring(from, at);
            add(Kind.COMMAND, name.isBlank() ? " " : name, start);
            return;
        }
        add(Kind.COMMAND, source.substring(from, at), start);
    }

    private void character(int c, int start) {
        String command = UNICODE.get(c);
        String text = Character.toString(c);
        if (command != null && command.equals("mathbb1")) {
            add(Kind.COMMAND, "mathbb", start);
            add(Kind.DIGIT, "1", start);
        } else if (command != null) {
            add(Kind.COMMAND, command, start);
        } else if (DASHES.indexOf(c) >= 0) {
            add(Kind.OTHER, "-", start);
        } else if (QUOTES.indexOf(c) >= 0) {
            add(Kind.OTHER, "'", start);
        } else if (c < 128) {
            ascii(c, text, start);
        } else if (unseen(c)) {
            throw new LatexException(start, String.format(Locale.ROOT, "the invisible character U+%04X", c));
        } else {
            compatible(c, text, start);
        }
    }

    private static boolean unseen(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
    }

    private void ascii(int c, String text, int start) {
        if (c < 32 || c == 127) {
            throw new LatexException(start, String.format(Locale.ROOT, "the control character U+%04X", c));
        }
        Kind kind =
                switch (c) {
                    case '{' -> Kind.OPEN;
                    case '}' -> Kind.CLOSE;
                    case '^' -> Kind.SUPERSCRIPT;
                    case '_' -> Kind.SUBSCRIPT;
                    case '&' -> Kind.CELL;
                    case '$' -> Kind.MATH;
                    case '~' -> Kind.SPACE;
                    default -> isLetter((char) c) ? Kind.LETTER : '0' <= c && c <= '9' ? Kind.DIGIT : Kind.OTHER;
                };
        add(kind, kind == Kind.SPACE ? " " : text, start);
    }

    /** Full-width, bold, small and raised characters stand for plain ones. */
    private void compatible(int c, String text, int start) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        boolean known = plain.codePoints().allMatch(p -> p < 128 || UNICODE.containsKey(p));
        String name = Character.getName(c);
        if (plain.equals(text) || !known || name == null) {
            add(Character.isLetter(c) ? Kind.LETTER : Kind.OTHER, text, start);
            return;
        }
        boolean raised = name.startsWith("SUPERSCRIPT") || name.startsWith("MODIFIER LETTER");
        boolean lowered = name.contains("SUBSCRIPT");
        if (!raised && !lowered) {
            plain.codePoints().forEach(p -> character(p, start));
            return;
        }
        // small characters side by side are one script: ⁽¹⁾
        int last = lexemes.size() - 1;
        boolean goesOn =
                last >= 1 && lexemes.get(last).kind() == Kind.CLOSE && small == (raised ? 1 : 2) && smallEnd == start;
        if (goesOn) {
            lexemes.remove(last);
        } else {
            add(raised ? Kind.SUPERSCRIPT : Kind.SUBSCRIPT, raised ? "^" : "_", start);
            add(Kind.OPEN, "{", start);
        }
        plain.codePoints().forEach(p -> character(p, start));
        add(Kind.CLOSE, "}", start);
        small = raised ? 1 : 2;
        smallEnd = at;
    }

    private void add(Kind kind, String text, int start) {
        lexemes.add(new Lexeme(kind, text, start));
    }

    static boolean isLetter(char c) {
        return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
    }
}
