package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Indicator;
import org.crosscheck.compare.latex.Expr.Neg;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Expr.Transpose;
import org.crosscheck.compare.latex.ExprReader.Context;
import org.crosscheck.compare.latex.Formula.Fenced;
import org.crosscheck.compare.latex.Formula.Kind;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.Formula.Scripts;
import org.crosscheck.compare.latex.Formula.Token;

/** Reads what a one begins: indicators of conditions, intervals and half lines, vectors of ones, and the identity. */
final class Indicators {

    private final ExprReader reader;
    private final Context context;

    Indicators(ExprReader reader) {
        this.reader = reader;
        this.context = reader.context();
    }

    Expr ones(Token token, ScriptCluster marks) {
        Node next = reader.peek();
        if (isInterval(marks)
                || isReals(marks)
                || marks.conditional()
                || (!token.is("I")
                        && marks.hasSub()
                        && bracket(RowReader.nodes(marks.sub()).get(0)))) {
            return indicator(marks);
        }
        boolean set =
                marks.hasSub() && next instanceof Fenced && marks.subText().matches("[A-Z]");
        if (set) {
            throw ExprReader.error(token, "an indicator of a set that is not said");
        }
        if (next instanceof Fenced fenced && Operands.hasRelation(fenced.body())) {
            reader.take();
            return new Indicator(Conditions.read(fenced.body(), context));
        }
        if (marks.hasSub()
                && (token.is("𝟙") || token.is("𝕀"))
                && marks.indices().size() == 1) {
            Expr index = marks.indices().get(0);
            boolean label = index.equals(new Sym("y")) || index.equals(new Expr.At(new Sym("y"), new Sym("i")));
            if (label) {
                return new Call("onehot", index);
            }
        }
        boolean identity = token.is("I") || token.is("𝕀");
        Expr e = new Sym(identity ? "identity" : "ones");
        return marks.transposed() ? new Transpose(e) : e;
    }

    /** {@code \mathbf{1}_{\{x>0\}}}, and {@code (x)} behind it, which adds nothing. */
    Expr indicator(ScriptCluster marks) {
        Expr interval = interval(marks);
        if (interval != null) {
            return interval;
        }
        Expr set = indicatorOfReals(marks);
        if (set != null) {
            return set;
        }
        Indicator indicator = new Indicator(Conditions.read(marks.sub(), context));
        if (reader.peek() instanceof Fenced fenced && !Operands.hasRelation(fenced.body())) {
            Expr argument = ExprReader.read(fenced.body(), context);
            if (argument instanceof Neg neg && neg.of() instanceof Sym variable) { // 1_{x>0}(-x)
                reader.take();
                return new Indicator(Expr.map(indicator.where(), e -> Expr.replace(e, variable, argument)));
            }
            boolean same = indicator.where().stream()
                    .anyMatch(r -> r.left().equals(argument) || r.right().equals(argument));
            if (same) {
                reader.take();
            }
        }
        return indicator;
    }

    /** {@code \mathbf{1}_{(0,\infty)}(x)}; null if there is no interval below. */
    private Expr interval(ScriptCluster marks) {
        if (!isInterval(marks)) {
            return null;
        }
        List<Node> nodes = RowReader.nodes(marks.sub());
        int last = nodes.size() - 1;
        int comma = comma(nodes);
        Expr argument = setArgument();
        List<Relation> where = new ArrayList<>();
        bound(nodes.subList(1, comma), argument, ((Token) nodes.get(0)).is("[") ? "≥" : ">", where);
        bound(nodes.subList(comma + 1, last), argument, ((Token) nodes.get(last)).is("]") ? "≤" : "<", where);
        return new Indicator(where);
    }

    static boolean isInterval(ScriptCluster marks) {
        List<Node> nodes = marks.hasSub() ? RowReader.nodes(marks.sub()) : List.of();
        int last = nodes.size() - 1;
        return last >= 4 && bracket(nodes.get(0)) && bracket(nodes.get(last)) && comma(nodes) > 0;
    }

    private static int comma(List<Node> nodes) {
        for (int i = 1; i < nodes.size() - 1; i++) {
            if (nodes.get(i) instanceof Token token && (token.is(",") || token.is(";"))) {
                return i;
            }
        }
        return -1;
    }

    /** Of what an indicator of a set is taken: what stands in brackets behind it, or x. */
    private Expr setArgument() {
        return reader.peek() instanceof Fenced
                ? ExprReader.read(((Fenced) reader.take()).body(), context)
                : new Sym("x");
    }

    private void bound(List<Node> nodes, Expr argument, String sign, List<Relation> where) {
        boolean infinite = nodes.stream().anyMatch(n -> n instanceof Token token && token.is("∞"));
        if (!infinite) {
            where.add(new Relation(argument, sign, ExprReader.read(new Row(nodes), context)));
        }
    }

    static boolean isReals(ScriptCluster marks) {
        return marks.hasSub()
                && ScriptCluster.root(marks.sub()) instanceof Token token
                && token.is("ℝ")
                && marks.sub() instanceof Scripts;
    }

    /** {@code \mathbf{1}_{\mathbb{R}_{>0}}(x)}, also with +, +* and the like; null if the set is another. */
    private Expr indicatorOfReals(ScriptCluster marks) {
        if (!isReals(marks)) {
            return null;
        }
        String said = ScriptCluster.texts(marks.sub()).replaceAll("[ℝ0]", "");
        String sign =
                switch (said) {
                    case "+" -> "≥";
                    case "−", "-" -> "≤";
                    case "+∗", "∗+", "+*", "*+", "++" -> ">";
                    case "−∗", "∗−", "−*", "*−", "−−" -> "<";
                    case ">", "<", "≥", "≤" -> said;
                    default -> throw ExprReader.error(marks.base(), "an indicator of a set that is not known");
                };
        return new Indicator(List.of(new Relation(setArgument(), sign, Num.ZERO)));
    }

    private static boolean bracket(Node node) {
        return node instanceof Token token && (token.kind() == Kind.OPEN || token.kind() == Kind.CLOSE);
    }
}
