package org.crosscheck.compare.latex;

import java.util.List;
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

/**
 * Writes formulas as MathML Core, which is what browsers draw. It has no bold variant, no column alignment and no
 * mfenced: bold letters are separate characters, cells are aligned by style, delimiters are operators.
 */
public final class MathMl implements Formula.Visitor<String> {

    /** U+2061, function application: invisible, but read aloud. */
    private static final String APPLY = "<mo>&#x2061;</mo>";

    private static final String THIN = "<mspace width=\"0.1667em\"/>";

    private final boolean display;

    private MathMl(boolean display) {
        this.display = display;
    }

    /** Inside a line of text. */
    public static String inline(Formula formula) {
        return "<math>" + formula.root().accept(new MathMl(false)) + "</math>";
    }

    /** On lines of its own. */
    public static String display(Formula formula) {
        return "<math display=\"block\">" + formula.root().accept(new MathMl(true)) + "</math>";
    }

    @Override
    public String token(Token token) {
        String text = escape(token.text());
        return switch (token.kind()) {
            case IDENTIFIER, DERIVATIVE -> "<mi>" + text + "</mi>";
            case BOLD -> "<mi>" + bold(token.text().charAt(0)) + "</mi>";
            case NUMBER -> "<mn>" + text + "</mn>";
            // A single letter would be slanted.
            case FUNCTION -> (token.text().length() == 1 ? "<mi mathvariant=\"normal\">" : "<mi>") + text + "</mi>";
            case LIMIT -> "<mo movablelimits=\"true\" lspace=\"0\" rspace=\"0.1667em\">" + text + "</mo>";
            case LARGE, BINARY, RELATION, PUNCTUATION -> "<mo>" + text + "</mo>";
            case OPEN -> "<mo form=\"prefix\" stretchy=\"false\">" + text + "</mo>";
            case CLOSE -> "<mo form=\"postfix\" stretchy=\"false\">" + text + "</mo>";
            case BAR -> "<mo stretchy=\"false\">" + text + "</mo>";
            case SLASH -> "<mo lspace=\"0\" rspace=\"0\">" + text + "</mo>";
            case WORDS -> "<mtext>" + spaced(text) + "</mtext>";
        };
    }

    @Override
    public String row(Row row) {
        StringBuilder out = new StringBuilder("<mrow>");
        List<Node> nodes = row.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            boolean function = Neighbours.rightKind(node) == Kind.FUNCTION;
            if (function && i > 0 && isOperand(Neighbours.rightKind(nodes.get(i - 1)))) {
                out.append(THIN);
            }
            if (node instanceof Token token && token.kind() == Kind.BINARY && Neighbours.isSign(nodes, i)) {
                out.append("<mo form=\"prefix\">").append(token.text()).append("</mo>");
            } else {
                out.append(node.accept(this));
            }
            if (function && i + 1 < nodes.size()) {
                out.append(applied(Neighbours.leftKind(nodes.get(i + 1))));
            }
        }
        return out.append("</mrow>").toString();
    }

    /** What stands between a function and what follows it. */
    private static String applied(Kind next) {
        return switch (next) {
            case OPEN -> APPLY;
            case CLOSE, BINARY, RELATION, PUNCTUATION, SLASH, WORDS -> "";
            default -> APPLY + THIN;
        };
    }

    private static boolean isOperand(Kind kind) {
        return switch (kind) {
            case IDENTIFIER, BOLD, NUMBER, CLOSE -> true;
            default -> false;
        };
    }

    @Override
    public String fraction(Fraction fraction) {
        MathMl inner = new MathMl(false);
        return "<mfrac>" + fraction.numerator().accept(inner)
                + fraction.denominator().accept(inner) + "</mfrac>";
    }

    @Override
    public String root(Root root) {
        return "<msqrt>" + root.radicand().accept(new MathMl(false)) + "</msqrt>";
    }

    @Override
    public String scripts(Scripts scripts) {
        Kind kind = Neighbours.rightKind(scripts.base());
        boolean limits = display && (kind == Kind.LARGE || kind == Kind.LIMIT);
        MathMl inner = new MathMl(false);
        if (isPrime(scripts.sup()) && scripts.sub() == Row.EMPTY) {
            // Not as a script: most fonts' prime is small and raised as it is, and would be so twice.
            return "<mrow>" + scripts.base().accept(this)
                    + "<mo class=\"prime\" lspace=\"0\" rspace=\"0\">\u2032</mo></mrow>";
        }
        boolean sub = scripts.sub() != Row.EMPTY;
        boolean sup = scripts.sup() != Row.EMPTY;
        String name = sub && sup
                ? limits ? "munderover" : "msubsup"
                : sub ? limits ? "munder" : "msub" : limits ? "mover" : "msup";
        return "<" + name + ">" + scripts.base().accept(this)
                + (sub ? scripts.sub().accept(inner) : "")
                + (sup ? scripts.sup().accept(inner) : "") + "</" + name + ">";
    }

    private static boolean isPrime(Node sup) {
        return sup instanceof Token token && token.text().equals("\u2032");
    }

    @Override
    public String hat(Hat hat) {
        return "<mover accent=\"true\">" + hat.base().accept(this) + "<mo stretchy=\"false\">" + hat.mark()
                + "</mo></mover>";
    }

    @Override
    public String fenced(Fenced fenced) {
        return "<mrow>" + fence(fenced.open(), "prefix") + fenced.body().accept(this) + fence(fenced.close(), "postfix")
                + "</mrow>";
    }

    @Override
    public String grid(Grid grid) {
        StringBuilder out = new StringBuilder("<mtable");
        out.append(grid.layout() == Layout.ALIGNED ? " displaystyle=\"true\">" : ">");
        MathMl inner = new MathMl(grid.layout() == Layout.ALIGNED);
        for (List<Node> row : grid.rows()) {
            out.append("<mtr>");
            for (int column = 0; column < row.size(); column++) {
                out.append("<mtd").append(style(grid.layout(), column)).append('>');
                out.append(row.get(column).accept(inner)).append("</mtd>");
            }
            out.append("</mtr>");
        }
        out.append("</mtable>");
        return switch (grid.layout()) {
            case PMATRIX -> "<mrow>" + fence("(", "prefix") + out + fence(")", "postfix") + "</mrow>";
            case BMATRIX -> "<mrow>" + fence("[", "prefix") + out + fence("]", "postfix") + "</mrow>";
            case CASES -> "<mrow>" + fence("{", "prefix") + out + "</mrow>";
            case ALIGNED, MATRIX -> out.toString();
        };
    }

    private static String style(Layout layout, int column) {
        return switch (layout) {
            case PMATRIX, BMATRIX, MATRIX -> "";
            case CASES -> " style=\"text-align:left\"";
            case ALIGNED ->
                column % 2 == 0
                        ? " style=\"text-align:right;padding-right:0\""
                        : " style=\"text-align:left;padding-left:0\"";
        };
    }

    private static String fence(String text, String form) {
        return text.isEmpty() ? "" : "<mo form=\"" + form + "\" stretchy=\"true\">" + text + "</mo>";
    }

    @Override
    public String space(Space space) {
        return String.format((java.util.Locale) null, "<mspace width=\"%.4fem\"/>", space.width() / 18.0);
    }

    /** Text with the characters replaced that mean something in HTML, attributes included. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** The outer spaces of words would be dropped. */
    private static String spaced(String text) {
        String start = text.startsWith(" ") ? "\u00a0" : "";
        String end = text.endsWith(" ") ? "\u00a0" : "";
        return start + text.strip() + end;
    }

    private static String bold(char c) {
        if (c >= 'a') {
            return Character.toString(0x1D41A + c - 'a');
        }
        return Character.toString(c >= 'A' ? 0x1D400 + c - 'A' : 0x1D7CE + c - '0');
    }
}
