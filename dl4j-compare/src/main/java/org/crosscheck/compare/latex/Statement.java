package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.ExprReader.Context;
import org.crosscheck.compare.latex.Formula.Kind;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.Formula.Scripts;
import org.crosscheck.compare.latex.Formula.Space;
import org.crosscheck.compare.latex.Formula.Token;

/** One statement of an answer before it is read: its sides' nodes, the signs between them, the conditions beside it. */
public final class Statement {

    /** More readings than that are no longer a formula that says something. */
    private static final int MOST_READINGS = 64;

    private final List<List<Node>> sides = new ArrayList<>();
    private final List<String> signs = new ArrayList<>();
    private final List<Node> conditions = new ArrayList<>();

    private final String words;

    private boolean equivalent;

    private boolean primes;

    private final boolean display;

    private final String sentence;

    Statement(List<Node> nodes, String words, String sentence, boolean equivalent, boolean display) {
        this.sentence = sentence;
        this.display = display;
        this.words = words;
        this.equivalent = equivalent;
        append(nodes);
    }

    /** Whether it says what W' or b' is. */
    boolean definesPrime() {
        List<Node> left =
                sides.get(0).stream().filter(n -> !(n instanceof Space)).toList();
        if (signs.isEmpty() || left.size() != 1) {
            return false;
        }
        boolean primed = false;
        Node node = left.get(0);
        for (; node instanceof Scripts scripts; node = scripts.base()) {
            primed |= RowReader.nodes(scripts.sup()).stream().anyMatch(n -> n instanceof Token t && t.is("\u2032"));
        }
        return primed && node instanceof Token token && (token.is("W") || token.is("b"));
    }

    void setPrimes() {
        primes = true;
    }

    void setEquivalent() {
        equivalent = true;
    }

    /** All words of its sentence before it. */
    public String sentence() {
        return sentence;
    }

    /** Whether it stands on lines of its own, and not inside a line of text. */
    public boolean display() {
        return display;
    }

    /** Whether it is only said to be equivalent to another, so that neither is claimed. */
    public boolean equivalent() {
        return equivalent;
    }

    /** What is said in words before it. */
    public String words() {
        return words;
    }

    /** Goes on in another line that begins with a relation or an operator. */
    void append(List<Node> nodes) {
        List<Node> side = sides.isEmpty() ? new ArrayList<>() : sides.remove(sides.size() - 1);
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (node instanceof Token token && token.kind() == Kind.RELATION) {
                Token operator = token.is("=") ? lastOperator(side) : null;
                if (operator != null) { // a -= b
                    side.removeIf(n -> n == operator);
                    sides.add(List.copyOf(side));
                    signs.add("\u2190");
                    side.add(operator);
                    side.add(new Row(nodes.subList(i + 1, nodes.size())));
                    break;
                }
                sides.add(side);
                signs.add(token.text());
                side = new ArrayList<>();
            } else {
                side.add(node);
            }
        }
        sides.add(side);
    }

    private static Token lastOperator(List<Node> side) {
        Node last = side.isEmpty() ? null : side.get(side.size() - 1);
        return last instanceof Token token && (token.is("\u2212") || token.is("+")) ? token : null;
    }

    void addConditions(List<Node> nodes) {
        conditions.add(new Row(nodes));
    }

    List<Node> conditions() {
        return conditions;
    }

    /** Whether it is more than a mention: it has a relation. */
    public boolean readable() {
        return !signs.isEmpty();
    }

    /** The nodes of its first side. */
    List<Node> left() {
        return sides.get(0);
    }

    /** The opposite of its one condition, which has one relation; null if there is none such. */
    List<Node> negated() {
        if (conditions.size() != 1) {
            return null;
        }
        List<Node> nodes = new ArrayList<>(RowReader.nodes(conditions.get(0)));
        int relations = 0;
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof Token token && token.kind() == Kind.RELATION) {
                String[] pairs = {"=", "\u2260", "<", "\u2265", ">", "\u2264"};
                for (int p = 0; p < pairs.length; p++) {
                    if (token.is(pairs[p])) {
                        nodes.set(i, new Token(pairs[p ^ 1], Kind.RELATION, token.at()));
                    }
                }
                relations++;
            }
        }
        return relations == 1 ? nodes : null;
    }

    boolean endsOpen() {
        List<Node> last = sides.get(sides.size() - 1);
        Node end = last.isEmpty() ? null : last.get(last.size() - 1);
        return end == null
                || (end instanceof Token token && (token.kind() == Kind.BINARY || token.kind() == Kind.SLASH));
    }

    /** Where it begins in the source, or -1. */
    public int start() {
        return sides.stream()
                .mapToInt(side -> Formula.start(new Row(side)))
                .filter(at -> at >= 0)
                .findFirst()
                .orElse(-1);
    }

    /**
     * All usual readings, the most usual first.
     *
     * @throws LatexException if there is none: what is not understood, and where
     */
    public List<RelationChain> readings(Scope scope) {
        Set<RelationChain> readings = new LinkedHashSet<>();
        LatexException first = null;
        Choices choices = new Choices();
        int count = 0;
        do {
            try {
                readings.add(read(new Context(scope, choices, primes)));
            } catch (LatexException e) {
                first = first == null ? e : first;
            }
            if (++count > MOST_READINGS) {
                throw new LatexException(start(), "it can be read in more than " + MOST_READINGS + " ways");
            }
        } while (choices.next());
        if (readings.isEmpty()) {
            throw first;
        }
        return List.copyOf(readings);
    }

    private RelationChain read(Context context) {
        List<Expr> exprs = new ArrayList<>();
        List<String> between = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            boolean blank = sides.get(i).stream().allMatch(n -> n instanceof Space);
            if (blank && i == 0) {
                continue; // = ..., without a left side
            }
            if (blank) {
                throw new LatexException(start(), "nothing stands behind " + signs.get(i - 1));
            }
            if (i > 0 && !exprs.isEmpty()) {
                between.add(signs.get(i - 1));
            }
            boolean set = i > 0 && signs.get(i - 1).equals("∈");
            exprs.add(set ? space(sides.get(i), context) : ExprReader.read(new Row(sides.get(i)), context));
        }
        List<Relation> where = new ArrayList<>();
        conditions.forEach(node -> where.addAll(Conditions.read(node, context)));
        return new RelationChain(exprs, between, where);
    }

    /** {@code \mathbb{R}^{m \times d_h}}, also with the letter x for the cross. */
    private static Expr space(List<Node> nodes, Context context) {
        List<Node> parts = nodes.stream().filter(n -> !(n instanceof Space)).toList();
        Node only = parts.size() == 1 ? parts.get(0) : Row.EMPTY;
        Node base = only instanceof Scripts scripts ? scripts.base() : only;
        if (!(base instanceof Token token) || !(token.is("ℝ") || token.is("R"))) {
            return new Expr.Sym("set");
        }
        if (!(only instanceof Scripts scripts)) {
            return new Expr.Call("space", Expr.Num.ONE);
        }
        return new Expr.Call("space", dimensions(RowReader.nodes(scripts.sup()), context));
    }

    static List<Expr> dimensions(List<Node> nodes, Context context) {
        List<Expr> dimensions = new ArrayList<>();
        List<Node> part = new ArrayList<>();
        for (Node node : nodes) {
            boolean cross = node instanceof Token token
                    && (token.is("×")
                            || token.is("x")
                            || token.is("*")
                            || token.is("⋅")
                            || token.is(",")
                            || token.is("X"));
            if (cross && !part.isEmpty()) {
                dimensions.add(ExprReader.read(new Row(part), context));
                part.clear();
            } else if (!(node instanceof Space)) {
                part.add(node);
            }
        }
        dimensions.add(ExprReader.read(new Row(part), context));
        return dimensions;
    }
}
