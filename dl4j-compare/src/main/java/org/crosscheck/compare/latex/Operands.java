package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Div;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Group;
import org.crosscheck.compare.latex.Expr.Indicator;
import org.crosscheck.compare.latex.Expr.Neg;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Pow;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Expr.Transpose;
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

    Operands(ExprReader reader) {
        this.reader = reader;
        this.context = reader.context();
    }

    Expr operand(Node node) {
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
                if (token.is("1") && (isInterval(marks) || isReals(marks) || marks.conditional())) {
                    return indicator(marks);
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
                    return function(function, token, marks);
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
            return ones(token, marks);
        }
        if (token.is("0")) {
            return Num.ZERO;
        }
        if (token.kind() == Kind.BOLD && Character.isDigit(token.text().charAt(0))) {
            return scripted(node, new Num(token.text()));
        }
        String letterFunction = letterFunction(token);
        if (letterFunction != null) {
            return function(letterFunction, token, marks);
        }
        return new QuantityNames(reader).named(node);
    }

    /** Functions that the homework names by one letter. */
    private String letterFunction(Token token) {
        return switch (token.text()) {
            case "σ" -> "sigma";
            case "ϕ" -> "phi";
            case "S" -> context.scope == Scope.VECTORS || applied() ? "softmax" : null;
            case "g" -> context.scope == Scope.NUMBERS ? "rect" : null;
            case "H" -> context.scope == Scope.NUMBERS ? "heaviside" : null;
            default -> null;
        };
    }

    private boolean applied() {
        Node next = reader.peek();
        return (next instanceof Scripts scripts ? scripts.base() : next) instanceof Fenced;
    }

    private Expr ones(Token token, ScriptCluster marks) {
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
        if (next instanceof Fenced fenced && hasRelation(fenced.body())) {
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
    private Expr indicator(ScriptCluster marks) {
        Expr interval = interval(marks);
        if (interval != null) {
            return interval;
        }
        Expr set = indicatorOfReals(marks);
        if (set != null) {
            return set;
        }
        Indicator indicator = new Indicator(Conditions.read(marks.sub(), context));
        if (reader.peek() instanceof Fenced fenced && !hasRelation(fenced.body())) {
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

    private static boolean isInterval(ScriptCluster marks) {
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

    private static boolean bracket(Node node) {
        return node instanceof Token token && (token.kind() == Kind.OPEN || token.kind() == Kind.CLOSE);
    }

    private void bound(List<Node> nodes, Expr argument, String sign, List<Relation> where) {
        boolean infinite = nodes.stream().anyMatch(n -> n instanceof Token token && token.is("∞"));
        if (!infinite) {
            where.add(new Relation(argument, sign, ExprReader.read(new Row(nodes), context)));
        }
    }

    private static boolean isReals(ScriptCluster marks) {
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

    /** A function with its scripts and its argument. */
    private Expr function(String name, Token token, ScriptCluster marks) {
        String function = marks.primed() ? name + "'" : name;
        if (name.equals("sigma") && context.scope == Scope.NETWORK && context.choices.pick(2) == 1) {
            function = "softmax"; // as many courses write it
        }
        if (name.equals("arg")) {
            return arg();
        }
        if (name.equals("argmin") || name.equals("argmax") || (name.equals("min") && marks.hasSub())) {
            return extreme(name, marks);
        }
        if (name.equals("max") && marks.hasSub()) {
            Expr of = reader.product();
            boolean all = of instanceof Elem elem && elem.indices().equals(marks.indices());
            return new Call(name, all ? ((Elem) of).of() : of);
        }
        Expr result;
        Node next = reader.peek();
        Node fencedNode = next instanceof Scripts scripts ? scripts.base() : next;
        boolean call = fencedNode instanceof Fenced fenced
                && !fenced.open().equals("|")
                && !fenced.open().equals("‖")
                && !isFactorBehind(name, token, marks, fenced);
        boolean group = next instanceof Row || (fencedNode instanceof Row && next instanceof Scripts);
        if (call) {
            reader.take();
            List<Expr> arguments = arguments((Fenced) fencedNode);
            if (arguments.size() == 2 && (name.equals("outer") || name.equals("dot"))) {
                Expr.Times times = name.equals("outer") ? Expr.Times.OUTER : Expr.Times.DOT;
                return scripted(next, new Expr.Mul(times, arguments.get(0), arguments.get(1)));
            }
            result = name.equals("logsumexp")
                    ? logSumExp(arguments.get(0))
                    : new Call(function, scaled(marks, name, arguments));
            result = marked(result, marks, token, name);
            return next instanceof Scripts ? scripted(next, result) : result;
        } else if (isBare(name, next, marks)) {
            result = new Call(function, scaled(marks, name, List.of(new Sym("x"))));
        } else if (next == null && !name.equals("log") && !name.equals("softmax")) { // \phi' = \cos
            result = new Call(function, new Sym(context.scope == Scope.NUMBERS ? "x" : "z"));
        } else if (next == null || !(group || ExprReader.startsFactor(next) || reader.nextIs("−"))) {
            throw ExprReader.error(token, "a function without its argument");
        } else {
            result = new Call(function, unbracketed());
        }
        return marked(result, marks, token, name);
    }

    private static Expr logSumExp(Expr of) {
        Expr ones = new Transpose(new Sym("ones"));
        return new Call("log", new Expr.Mul(Expr.Times.BESIDE, ones, new Call("exp", of)));
    }

    /** {@code \arg\min_\theta}. */
    private Expr arg() {
        Node next = reader.peek();
        ScriptCluster marks = next == null ? null : ScriptCluster.of(next, context);
        boolean known = marks != null && marks.base() instanceof Token token && (token.is("min") || token.is("max"));
        if (!known) {
            throw reader.missing("arg of what?");
        }
        reader.take();
        return extreme("arg" + ((Token) marks.base()).text(), marks);
    }

    /** What is minimised, and that it is by parameters. */
    private Expr extreme(String name, ScriptCluster marks) {
        String by = marks.subText();
        boolean other = marks.hasSub() && !by.matches("(?s).*[θΘWb?w].*");
        return new Call(other ? name + " by something else" : name, reader.product());
    }

    /** S_c(x) is S(cx). */
    private List<Expr> scaled(ScriptCluster marks, String name, List<Expr> arguments) {
        boolean scaled = name.equals("softmax") && context.scope == Scope.VECTORS && marks.hasSub() && isScale(marks);
        return scaled ? List.of(new Expr.Mul(Expr.Times.BESIDE, marks.indices().get(0), arguments.get(0))) : arguments;
    }

    /** The c of S_c; no index is 0. */
    private static boolean isScale(ScriptCluster marks) {
        return List.of(new Sym("c")).equals(marks.indices())
                || List.of(Num.ZERO).equals(marks.indices());
    }

    /** Whether a one-letter function stands for its value at x. */
    private boolean isBare(String name, Node next, ScriptCluster marks) {
        boolean letter = (name.equals("sigma") && context.scope != Scope.NETWORK)
                || (name.equals("softmax") && context.scope == Scope.VECTORS)
                || ((name.equals("rect") || name.equals("heaviside") || name.equals("sign"))
                        && context.scope == Scope.NUMBERS);
        if (!letter) {
            return false;
        }
        boolean argument = next instanceof Token token && (token.is("x") || token.kind() == Kind.NUMBER);
        return !argument || marks.hasSub() || name.equals("softmax") || name.equals("sigma");
    }

    /** Whether brackets behind a function's letter are a factor and no argument: {@code \sigma(1-\sigma)}. */
    private boolean isFactorBehind(String name, Token token, ScriptCluster marks, Fenced fenced) {
        boolean letter = token.is("σ") || token.is("S");
        if (!letter || (context.scope == Scope.NETWORK && token.is("σ"))) {
            return false;
        }
        List<Node> inside = RowReader.prepare(fenced.body());
        boolean self = false;
        boolean other = false;
        for (int i = 0; i < inside.size(); i++) {
            Node base = inside.get(i) instanceof Scripts scripts ? scripts.base() : inside.get(i);
            Node after = i + 1 < inside.size() ? inside.get(i + 1) : null;
            Node afterBase = after instanceof Scripts scripts ? scripts.base() : after;
            self |= base instanceof Token t && t.is(token.text()) && !(afterBase instanceof Fenced);
            other |= base instanceof Token t
                    && (t.is(token.text()) || t.is("δ") || t.is("1") || t.is("𝟙") || t.is("I"));
        }
        return self || (name.equals("softmax") && marks.hasSub() && other);
    }

    /** What the scripts at a function's name make of its value. */
    private Expr marked(Expr value, ScriptCluster marks, Token token, String name) {
        Expr e = value;
        boolean base = name.equals("log");
        boolean index = marks.hasSub()
                && !base
                && !name.equals("onehot")
                && !name.equals("diag")
                && !name.equals("max")
                && !e.equals(new Call("softmax", scaled(marks, "softmax", List.of(new Sym("x")))))
                && !(context.scope == Scope.VECTORS && isScale(marks));
        boolean natural = !marks.hasSub() || marks.subText().equals("e");
        if (base && !natural && marks.subText().matches("[0-9]+")) {
            e = new Div(e, new Call("log", new Num(marks.subText())));
        } else if (base && !natural) {
            throw ExprReader.error(token, "a logarithm to another base, which is not read");
        }
        if (index || (name.equals("softmax") && marks.hasSub() && !isScale(marks))) {
            e = new Elem(e, marks.indices());
        }
        if (marks.power() != null) {
            if (marks.power() instanceof Neg) {
                throw ExprReader.error(token, "an inverse or a negative power of a function");
            }
            e = new Pow(e, marks.power());
        }
        return marks.transposed() ? new Transpose(e) : e;
    }

    private List<Expr> arguments(Fenced fenced) {
        return members(fenced);
    }

    /** The argument of a function without brackets: one factor, and a number's factor besides. */
    private Expr unbracketed() {
        if (reader.accept("−")) {
            return new Neg(unbracketed());
        }
        boolean group = reader.peek() instanceof Row;
        Expr argument = reader.factor();
        if (group) {
            return argument;
        }
        while (argument instanceof Num && reader.peek() != null && ExprReader.startsFactor(reader.peek())) {
            return new Expr.Mul(Expr.Times.BESIDE, argument, reader.factor());
        }
        Node next = reader.peek();
        Node base = next instanceof Scripts scripts ? scripts.base() : next;
        boolean letter = base instanceof Token token && (token.kind() == Kind.IDENTIFIER || token.kind() == Kind.BOLD);
        if (argument instanceof Transpose && letter) { // \log e_y^\top o
            return new Expr.Mul(Expr.Times.BESIDE, argument, reader.factor());
        }
        if (argument instanceof Sym && letter && ExprReader.startsFactor(next) && context.choices.pick(2) == 1) {
            return new Expr.Mul(Expr.Times.BESIDE, argument, reader.factor());
        }
        if (reader.nextIs("/") && context.choices.pick(2) == 1) { // sin x/2
            reader.take();
            return new Div(argument, reader.factor());
        }
        return argument;
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

    private List<Expr> members(Fenced fenced) {
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

    static List<Relation> conditions(Node node, Context context) {
        return Conditions.read(node, context);
    }
}
