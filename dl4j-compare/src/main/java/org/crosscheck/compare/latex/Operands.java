package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Div;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Group;
import org.crosscheck.compare.latex.Expr.Indicator;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Pow;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.ExprReader.Context;
import org.crosscheck.compare.latex.Formula.Fenced;
import org.crosscheck.compare.latex.Formula.Fraction;
import org.crosscheck.compare.latex.Formula.Grid;
import org.crosscheck.compare.latex.Formula.Hat;
import org.crosscheck.compare.latex.Formula.Kind;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Root;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.Formula.Scripts;
import org.crosscheck.compare.latex.Formula.Token;

/** Reads one operand: a number, a quantity, a function with its argument, what stands between brackets. */
final class Operands {

    private final ExprReader reader;
    private final Context context;
    private final Functions functions;

    Operands(ExprReader reader) {
        this.reader = reader;
        this.context = reader.context();
        this.functions = new Functions(this, reader);
    }

    Expr operand(Node node) {
        context.count(node);
        Node base = node instanceof Scripts scripts ? scripts.base() : node;
        if (base instanceof Token token) {
            return token(node, token);
        }
        if (base instanceof Scripts) {
            ScriptCluster marks = ScriptCluster.of(node, context);
            if (marks.base() instanceof Token token) {
                return token(node, token);
            }
        }
        if (base instanceof Fenced fenced) {
            return bracket(node, fenced);
        }
        if (base instanceof Fraction fraction) {
            if (Derivatives.is(fraction, context.scope)) {
                throw ExprReader.error(base, "a derivative is not understood here");
            }
            Expr over = ExprReader.read(fraction.numerator(), context);
            return scripted(node, new Div(over, ExprReader.read(fraction.denominator(), context)));
        }
        if (base instanceof Root root) {
            return scripted(node, new Call("sqrt", ExprReader.read(root.radicand(), context)));
        }
        if (base instanceof Grid grid) {
            return scripted(node, Grids.read(grid, context));
        }
        if (base instanceof Hat) {
            return new QuantityNames(reader).named(node);
        }
        return scripted(node, ExprReader.read(base, context));
    }

    private Expr token(Node node, Token token) {
        ScriptCluster marks = ScriptCluster.of(node, context);
        switch (token.kind()) {
            case NUMBER -> {
                if (token.is("1")
                        && (Indicators.isInterval(marks) || Indicators.isReals(marks) || marks.conditional())) {
                    return new Indicators(reader).indicator(marks);
                }
                return scripted(node, new Num(token.text()));
            }
            case FUNCTION, LIMIT, WORDS -> {
                String name = token.text().strip();
                if (name.length() == 2 && "ha hs oa os".contains(name)) {
                    return scripted(node, new Sym(name));
                }
                String function = Names.function(name);
                if (function != null) {
                    return functions.function(function, token, marks);
                }
                if (name.equals("undefined")) {
                    return new Sym(name);
                }
                if (name.equals("I") || name.length() > 1) {
                    break;
                }
                return new QuantityNames(reader).named(node);
            }
            default -> {}
        }
        if (token.is("1") || token.is("𝟙") || token.is("𝕀") || token.is("I")) {
            return new Indicators(reader).ones(token, marks);
        }
        if (token.is("0")) {
            return Num.ZERO;
        }
        if (token.kind() == Kind.BOLD && Character.isDigit(token.text().charAt(0))) {
            return scripted(node, new Num(token.text()));
        }
        String letterFunction = functions.letterFunction(token);
        if (letterFunction != null) {
            return functions.function(letterFunction, token, marks);
        }
        return new QuantityNames(reader).named(node);
    }

    static boolean hasRelation(Node node) {
        List<Node> nodes = RowReader.brackets(RowReader.nodes(node));
        if (nodes.size() == 1 && nodes.get(0) instanceof Fenced fenced) {
            return hasRelation(fenced.body());
        }
        return nodes.stream()
                .anyMatch(n -> (n instanceof Token token && token.kind() == Kind.RELATION)
                        || (n instanceof Scripts set
                                && set.base() instanceof Token reals
                                && reals.is("ℝ")
                                && hasRelation(set.sub())));
    }

    private Expr bracket(Node node, Fenced fenced) {
        switch (fenced.open()) {
            case "|" -> {
                return norm(node, fenced, "abs");
            }
            case "‖" -> {
                return norm(node, fenced, "norm2");
            }
            case "⌊" -> {
                return scripted(node, new Call("floor", ExprReader.read(fenced.body(), context)));
            }
            default -> {}
        }
        if (fenced.close().isEmpty()
                && RowReader.nodes(fenced.body()).size() == 1
                && RowReader.nodes(fenced.body()).get(0) instanceof Grid grid) {
            return Grids.cases(grid, context);
        }
        if (node instanceof Scripts scripts && scripts.sub() instanceof Token plus && plus.is("+")) {
            return new Call("rect", ExprReader.read(fenced.body(), context));
        }
        if (fenced.open().equals("⟨")
                && inside(fenced) instanceof Group pair
                && pair.members().size() == 2) {
            return scripted(
                    node,
                    new Expr.Mul(
                            Expr.Times.INNER,
                            pair.members().get(0),
                            pair.members().get(1)));
        }
        if (hasRelation(fenced.body())) {
            return new Indicator(Conditions.read(fenced.body(), context));
        }
        Expr inside = inside(fenced);
        if (inside instanceof Group
                && node instanceof Scripts
                && ScriptCluster.of(node, context).transposed()) {
            return inside; // written as a row to save space
        }
        return scripted(node, inside);
    }

    private Expr norm(Node node, Fenced fenced, String plain) {
        Expr inside = ExprReader.read(fenced.body(), context);
        Expr set = inside instanceof Elem elem ? elem.of() : inside;
        if (plain.equals("abs") && set instanceof Sym sym && sym.name().startsWith("D")) {
            return new Sym("n"); // the size of the dataset
        }
        if (!(node instanceof Scripts)) {
            return new Call(plain, inside);
        }
        ScriptCluster marks = ScriptCluster.of(node, context);
        String name = plain;
        if (marks.hasSub()) {
            boolean one = List.of(Num.ONE).equals(marks.indices());
            boolean two = List.of(new Num("2")).equals(marks.indices());
            if (!one && !two) {
                throw ExprReader.error(fenced, "a norm that is not known");
            }
            name = one ? "norm1" : "norm2";
        }
        Expr e = new Call(name, inside);
        return marks.power() == null ? e : new Pow(e, marks.power());
    }

    /** What stands between brackets: one expression, or several with commas. */
    private Expr inside(Fenced fenced) {
        List<Expr> members = members(fenced);
        return members.size() == 1 ? members.get(0) : new Group(members);
    }

    List<Expr> members(Fenced fenced) {
        List<Expr> members = new ArrayList<>();
        List<Node> part = new ArrayList<>();
        List<Node> nodes = RowReader.prepare(fenced.body());
        for (Node node : nodes) {
            if (node instanceof Token token && (token.is(",") || token.is(";"))) {
                members.add(member(part, fenced));
                part.clear();
            } else {
                part.add(node);
            }
        }
        members.add(member(part, fenced));
        return members;
    }

    private Expr member(List<Node> part, Fenced fenced) {
        if (part.isEmpty()) {
            throw ExprReader.error(fenced.body(), "nothing between brackets");
        }
        boolean dots = part.size() == 1 && part.get(0) instanceof Token token && "…⋯".contains(token.text());
        return dots ? new Expr.Dots() : ExprReader.read(new Row(part), context);
    }

    /** An expression with the scripts of a node applied: indices, a transpose, a power. */
    Expr scripted(Node node, Expr base) {
        if (!(node instanceof Scripts)) {
            return base;
        }
        return ScriptCluster.of(node, context).apply(base);
    }
}
