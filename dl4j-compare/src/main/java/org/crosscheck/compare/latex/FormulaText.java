package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.crosscheck.compare.text.Bold;

/**
 * Writes formulas in Unicode: on one line inside a text, fractions and grids over several lines in a display. Scripts
 * are Unicode's small characters where it has all of them, else {@code _(...)} and {@code ^(...)}.
 */
public final class FormulaText implements Formula.Visitor<Box> {

    private static final Map<Integer, Integer> SUPERSCRIPTS =
            pairs("0123456789+−=()abcdefghijklmnoprstuvwxyz⊤′∗", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ′*");
    private static final Map<Integer, Integer> SUBSCRIPTS =
            pairs("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ");

    /** Kinds without a space after them, and kinds without one before them. */
    private static final Set<Kind> OPENING = EnumSet.of(Kind.OPEN, Kind.SLASH, Kind.WORDS);

    private static final Set<Kind> CLOSING = EnumSet.of(Kind.CLOSE, Kind.PUNCTUATION, Kind.SLASH, Kind.WORDS);

    /** A display's fractions and grids take several lines; everything else is on one. */
    private final boolean stacked;
    /** Scripts are written without spaces. */
    private final boolean tight;

    private FormulaText(boolean stacked, boolean tight) {
        this.stacked = stacked;
        this.tight = tight;
    }

    private static final FormulaText LINE = new FormulaText(false, false);
    private static final FormulaText STACKED = new FormulaText(true, false);
    private static final FormulaText SCRIPT = new FormulaText(false, true);

    /** On one line. */
    public static String inline(Formula formula) {
        return Bold.plain(marked(formula));
    }

    /** On one line, with {@link Bold} letters marked. */
    public static String marked(Formula formula) {
        return formula.root().accept(LINE).lines().get(0).strip();
    }

    /** On as many lines as it needs: it is broken before a relation if it is wider than the width. */
    public static List<String> display(Formula formula, int width) {
        return marked(formula, width).stream().map(Bold::plain).toList();
    }

    /** The same with {@link Bold} letters marked. */
    public static List<String> marked(Formula formula, int width) {
        Box whole = formula.root().accept(STACKED);
        List<String> lines = new ArrayList<>();
        if (whole.width() <= width || !(formula.root() instanceof Row row)) {
            lines.addAll(whole.lines());
        } else {
            lines.addAll(broken(row.nodes(), width));
        }
        return lines.stream().map(String::stripTrailing).toList();
    }

    private static List<String> broken(List<Node> nodes, int width) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        int lastBreak = 0;
        for (int end = 1; end <= nodes.size(); end++) {
            boolean last = end == nodes.size();
            if (!last && Neighbours.leftKind(nodes.get(end)) != Kind.RELATION) {
                continue;
            }
            if (lastBreak > start && part(nodes, start, end).width() > width) {
                lines.addAll(part(nodes, start, lastBreak).lines());
                start = lastBreak;
            }
            lastBreak = end;
        }
        lines.addAll(part(nodes, start, nodes.size()).lines());
        return lines;
    }

    private static Box part(List<Node> nodes, int start, int end) {
        return Box.of(start == 0 ? "" : "    ").beside(new Row(nodes.subList(start, end)).accept(STACKED));
    }

    @Override
    public Box token(Token token) {
        return Box.of(token.kind() == Kind.BOLD && !tight ? Bold.mark(token.text()) : token.text());
    }

    @Override
    public Box row(Row row) {
        List<Node> nodes = row.nodes();
        Box box = Box.of("");
        for (int i = 0; i < nodes.size(); i++) {
            Box next = nodes.get(i).accept(this);
            if (nodes.get(i) instanceof Fraction && next.height() == 1 && Neighbours.touchesOperand(nodes, i)) {
                next = next.fenced("(", ")");
            }
            box = box.beside(Box.of(i > 0 ? gap(nodes, i) : "")).beside(next);
        }
        return box;
    }

    /** The space between a node and the one before it. */
    private String gap(List<Node> nodes, int i) {
        if (nodes.get(i) instanceof Space || nodes.get(i - 1) instanceof Space) {
            return "";
        }
        Kind left = Neighbours.rightKind(nodes.get(i - 1));
        Kind right = Neighbours.leftKind(nodes.get(i));
        boolean afterSign = left == Kind.BINARY && Neighbours.isSign(nodes, i - 1);
        if (left == Kind.RELATION || right == Kind.RELATION) {
            return tight ? "" : " ";
        }
        boolean afterBinary = left == Kind.BINARY && !afterSign;
        boolean beforeBinary = right == Kind.BINARY && !Neighbours.isSign(nodes, i);
        if (afterBinary || beforeBinary) {
            return tight ? "" : " ";
        }
        if (left == Kind.PUNCTUATION) {
            return tight || right == Kind.PUNCTUATION ? "" : " ";
        }
        boolean bound = afterSign || (left == Kind.DERIVATIVE && nodes.get(i - 1) instanceof Token);
        if (bound || OPENING.contains(left) || CLOSING.contains(right)) {
            return "";
        }
        boolean call = right == Kind.OPEN && !(nodes.get(i - 1) instanceof Fraction) && left != Kind.LARGE;
        boolean factor = left == Kind.NUMBER
                && (right == Kind.IDENTIFIER || right == Kind.BOLD)
                && !(nodes.get(i) instanceof Fraction);
        return call || factor || tight ? "" : " ";
    }

    @Override
    public Box fraction(Fraction fraction) {
        if (stacked) {
            return Box.fraction(
                    fraction.numerator().accept(STACKED), fraction.denominator().accept(STACKED));
        }
        return operand(fraction.numerator()).beside(Box.of("/")).beside(operand(fraction.denominator()));
    }

    private Box operand(Node node) {
        Box box = node.accept(this);
        return Neighbours.isAtomic(node) ? box : box.fenced("(", ")");
    }

    @Override
    public Box root(Root root) {
        Box box = root.radicand().accept(this);
        return Box.of("√").beside(box.width() == 1 ? box : box.fenced("(", ")"));
    }

    @Override
    public Box scripts(Scripts scripts) {
        Box base = scripts.base().accept(this);
        if (scripts.base() instanceof Fraction && base.height() == 1) {
            base = base.fenced("(", ")");
        }
        String sup = script(scripts.sup(), SUPERSCRIPTS, "^");
        String sub = script(scripts.sub(), SUBSCRIPTS, "_");
        if (base.height() == 1) {
            // In reading order: the lower bound of a sum before the upper, an index before a power.
            boolean subFirst = Neighbours.rightKind(scripts.base()) == Kind.LARGE
                    || (scripts.sup() instanceof Token token && token.kind() == Kind.NUMBER);
            return base.beside(Box.of(subFirst ? sub + sup : sup + sub));
        }
        List<String> beside = new ArrayList<>();
        beside.add(sup);
        IntStream.range(2, base.height()).forEach(i -> beside.add(""));
        beside.add(sub);
        return base.beside(new Box(beside, base.baseline()));
    }

    private static String script(Node node, Map<Integer, Integer> small, String mark) {
        String text = node.accept(SCRIPT).lines().get(0);
        if (text.codePoints().allMatch(small::containsKey)) {
            return text.codePoints()
                    .mapToObj(c -> Character.toString(small.get(c)))
                    .collect(Collectors.joining());
        }
        boolean single = text.codePoints().count() == 1;
        boolean braced = text.startsWith("{") && text.indexOf('}') == text.length() - 1;
        return mark + (single || braced ? text : "(" + text + ")");
    }

    @Override
    public Box hat(Hat hat) {
        String mark = String.valueOf("\u0302\u0304\u0303\u0307".charAt(Math.max(0, "^¯~˙".indexOf(hat.mark()))));
        Box base = hat.base().accept(SCRIPT);
        return base.width() == 1
                ? Box.of(base.lines().get(0) + mark)
                : base.fenced("(", ")").beside(Box.of(mark));
    }

    @Override
    public Box fenced(Fenced fenced) {
        return fenced.body().accept(this).fenced(fenced.open(), fenced.close());
    }

    @Override
    public Box grid(Grid grid) {
        List<List<Box>> cells = grid.rows().stream()
                .map(row -> row.stream().map(cell -> cell.accept(STACKED)).toList())
                .toList();
        int columns = cells.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = IntStream.range(0, columns)
                .map(c -> cells.stream()
                        .mapToInt(row -> c < row.size() ? row.get(c).width() : 0)
                        .max()
                        .orElse(0))
                .toArray();
        boolean airy = grid.layout() == Layout.ALIGNED
                && cells.stream().flatMap(List::stream).anyMatch(cell -> cell.height() > 1);
        List<Box> rows = new ArrayList<>();
        for (List<Box> row : cells) {
            Box line = Box.of("");
            for (int c = 0; c < row.size(); c++) {
                line = line.beside(Box.of(c == 0 ? "" : separator(grid.layout())))
                        .beside(placed(row.get(c), grid.layout(), c, widths[c]));
            }
            if (airy && !rows.isEmpty()) {
                rows.add(Box.of(""));
            }
            rows.add(line);
        }
        Box box = Box.column(rows);
        return switch (grid.layout()) {
            case BMATRIX -> box.fenced("[", "]");
            case PMATRIX -> box.fenced("(", ")");
            case CASES -> box.fenced("{", "");
            case ALIGNED, MATRIX -> box;
        };
    }

    private static String separator(Layout layout) {
        return layout == Layout.ALIGNED ? " " : "  ";
    }

    private static Box placed(Box cell, Layout layout, int column, int width) {
        if (layout == Layout.PMATRIX || layout == Layout.BMATRIX || layout == Layout.MATRIX) {
            return cell.middle(width);
        }
        return layout == Layout.ALIGNED && column % 2 == 0 ? cell.right(width) : cell.left(width);
    }

    @Override
    public Box space(Space space) {
        return Box.of(space.width() > 5 ? "   " : " ");
    }

    private static Map<Integer, Integer> pairs(String from, String to) {
        int[] left = from.codePoints().toArray();
        int[] right = to.codePoints().toArray();
        return IntStream.range(0, left.length).boxed().collect(Collectors.toMap(i -> left[i], i -> right[i]));
    }
}
