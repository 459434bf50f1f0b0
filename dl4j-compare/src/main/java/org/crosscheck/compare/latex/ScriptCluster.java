package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Expr.All;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Pow;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Expr.Transpose;
import org.crosscheck.compare.latex.ExprReader.Context;
import org.crosscheck.compare.latex.Formula.Fenced;
import org.crosscheck.compare.latex.Formula.Kind;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.Formula.Scripts;
import org.crosscheck.compare.latex.Formula.Token;

/**
 * The scripts around one base, taken apart: in {@code {W^{(2)}}^{T}_{kj}} the label (2), a transpose, the indices k and j.
 * Their order and nesting do not matter.
 */
final class ScriptCluster {

    private final Context context;
    private Node base;
    private final List<Node> subs = new ArrayList<>();
    /** What stands in round or square brackets above: (1), [2], (i), (t+1). */
    private Node label;

    private boolean transposed;
    private int primes;
    private boolean star;
    private final List<Node> rest = new ArrayList<>();

    private ScriptCluster(Context context) {
        this.context = context;
    }

    static ScriptCluster of(Node node, Context context) {
        ScriptCluster marks = new ScriptCluster(context);
        Node base = node;
        List<Node> sups = new ArrayList<>();
        while (base instanceof Scripts scripts) {
            if (scripts.sub() != Row.EMPTY) {
                marks.subs.add(scripts.sub());
            }
            if (scripts.sup() != Row.EMPTY) {
                sups.add(0, scripts.sup());
            }
            base = scripts.base();
        }
        marks.base = base;
        boolean power = marks.isFunctionBase();
        sups.forEach(sup -> marks.above(RowReader.brackets(power ? RowReader.nodes(sup) : flat(sup))));
        return marks;
    }

    /** {@code (2)^T} in a superscript is (2) and T. */
    private static List<Node> flat(Node node) {
        List<Node> out = new ArrayList<>();
        for (Node n : RowReader.nodes(node)) {
            if (n instanceof Row row) {
                out.addAll(flat(row));
            } else if (n instanceof Scripts scripts && scripts.sub() == Row.EMPTY && scripts.base() == Row.EMPTY) {
                out.addAll(flat(scripts.sup()));
            } else if (n instanceof Scripts scripts && scripts.sub() == Row.EMPTY && closes(scripts.base())) {
                out.add(scripts.base());
                out.addAll(flat(scripts.sup()));
            } else {
                out.add(n);
            }
        }
        return out;
    }

    private static boolean closes(Node node) {
        boolean close = node instanceof Token token && (token.kind() == Kind.CLOSE || token.is("s") || token.is("a"));
        return close || node instanceof Fenced;
    }

    private void above(List<Node> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            Token token = node instanceof Token t ? t : null;
            boolean last = i == nodes.size() - 1;
            if (node instanceof Fenced fenced && label == null && nodes.size() <= 2 && !isFunctionBase()) {
                label = fenced.body();
            } else if (token != null
                    && isTranspose(token)
                    && last
                    && (nodes.size() == 1 || (i > 0 && rest.size() <= 1))) {
                transposed = true;
            } else if (token != null && token.is("′")) {
                primes++;
            } else if (token != null && (token.is("∗") || token.is("*")) && nodes.size() == 1) {
                star = true;
            } else {
                rest.add(node);
            }
        }
    }

    /** e^{(..)} is a power, not a label. */
    private boolean isFunctionBase() {
        return base instanceof Token token
                && (token.is("e") || token.kind() == Kind.NUMBER || token.kind() == Kind.FUNCTION);
    }

    private boolean isTranspose(Token token) {
        boolean small =
                token.is("t") && !(base instanceof Token b && (b.is("θ") || b.is("e") || b.kind() == Kind.NUMBER));
        return token.is("⊤") || token.is("T") || token.is("tr") || small;
    }

    /** What stands innermost, without any scripts. */
    static Node root(Node node) {
        return node instanceof Scripts scripts ? root(scripts.base()) : node;
    }

    /** The text of a node with all its scripts. */
    static String texts(Node node) {
        if (node instanceof Scripts scripts) {
            return texts(scripts.base()) + texts(scripts.sub()) + texts(scripts.sup());
        }
        StringBuilder text = new StringBuilder();
        for (Node part : RowReader.nodes(node)) {
            text.append(part instanceof Token token ? token.text().strip() : part == node ? "" : texts(part));
        }
        return text.toString();
    }

    Node base() {
        return base;
    }

    boolean hasSub() {
        return !subs.isEmpty();
    }

    Node sub() {
        return subs.get(0);
    }

    Node label() {
        return label;
    }

    /** The label's text if it is one token, else the empty string. */
    String labelText() {
        List<Node> nodes = label == null ? List.of() : RowReader.nodes(label);
        return nodes.size() == 1 && nodes.get(0) instanceof Token token ? token.text() : "";
    }

    boolean transposed() {
        return transposed;
    }

    boolean primed() {
        return primes > 0;
    }

    boolean starred() {
        return star;
    }

    /** What else stands above, such as a power or the s of h^s. */
    List<Node> rest() {
        return rest;
    }

    void removeRest(Node node) {
        rest.remove(node);
    }

    /** Whether there is a condition below, as with indicators. */
    boolean conditional() {
        return hasSub() && Operands.hasRelation(sub());
    }

    /** What else stands above, as an exponent; null if there is nothing. */
    Expr power() {
        if (label != null && rest.isEmpty()) {
            return ExprReader.read(label, context);
        }
        return rest.isEmpty() ? null : ExprReader.read(new Row(rest), context);
    }

    /** The text of all that stands below. */
    String subText() {
        StringBuilder text = new StringBuilder();
        for (Node sub : subs) {
            for (Node node : RowReader.nodes(sub)) {
                text.append(node instanceof Token token ? token.text().strip() : "?");
            }
        }
        return text.toString();
    }

    /** The indices below: one for each letter, number or part between commas. */
    List<Expr> indices() {
        List<Expr> indices = new ArrayList<>();
        for (Node sub : subs) {
            List<Node> nodes = RowReader.brackets(RowReader.words(RowReader.nodes(sub)));
            boolean commas = nodes.stream().anyMatch(n -> n instanceof Token token && token.is(","));
            boolean computed =
                    nodes.stream().anyMatch(n -> n instanceof Token token && (token.is("+") || token.is("−")));
            List<Node> part = new ArrayList<>();
            for (Node node : nodes) {
                if (node instanceof Token token && token.is(",")) {
                    indices.add(index(part));
                    part.clear();
                } else if (node instanceof Formula.Space) {

                } else if (commas || computed) {
                    part.add(node);
                } else {
                    indices.add(index(List.of(node)));
                }
            }
            if (!part.isEmpty()) {
                indices.add(index(part));
            }
        }
        return indices;
    }

    private Expr index(List<Node> part) {
        if (part.size() == 1 && part.get(0) instanceof Token token) {
            if (token.is(":") || token.is("⋅") || token.is("∗") || token.is("*")) {
                return new All();
            }
            if (token.kind() == Kind.NUMBER
                    || (token.kind() == Kind.BOLD && token.text().matches("[0-9]"))) {
                return new Num(token.text());
            }
            return new Sym(token.is("ℓ") ? "l" : token.text());
        }
        if (part.isEmpty()) {
            throw new LatexException(Formula.start(sub()), "an index is missing");
        }
        boolean primed = part.size() == 1
                && part.get(0) instanceof Scripts scripts
                && scripts.base() instanceof Token
                && scripts.sub() == Row.EMPTY
                && scripts.sup() instanceof Token prime
                && prime.is("′");
        if (primed) {
            return new Sym(((Token) ((Scripts) part.get(0)).base()).text() + "'");
        }
        return ExprReader.read(new Row(part), context);
    }

    /** The base's value with these scripts: indices, transpose and power. */
    Expr apply(Expr value) {
        Expr e = value;
        List<Expr> indices = indices();
        boolean first = transposed && indices.size() == 2;
        e = first ? new Transpose(e) : e;
        e = indices.isEmpty() ? e : new Elem(e, indices);
        e = (transposed || primes > 0) && !first ? new Transpose(e) : e;
        Expr power = power();
        if (star) {
            throw new LatexException(Formula.start(base), "a star that is not known");
        }
        return power == null ? e : new Pow(e, power);
    }
}
