package org.crosscheck.compare.latex;

import java.util.List;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Div;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Neg;
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

/** Reads functions with their scripts and what they are applied to, with brackets or without. */
final class Functions {

    private final Operands operands;
    private final ExprReader reader;
    private final Context context;

    Functions(Operands operands, ExprReader reader) {
        this.operands = operands;
        this.reader = reader;
        this.context = reader.context();
    }

    /** Functions that the homework names by one letter. */
    String letterFunction(Token token) {
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

    /** A function with its scripts and its argument. */
    Expr function(String name, Token token, ScriptCluster marks) {
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
                return operands.scripted(next, new Expr.Mul(times, arguments.get(0), arguments.get(1)));
            }
            result = name.equals("logsumexp")
                    ? logSumExp(arguments.get(0))
                    : new Call(function, scaled(marks, name, arguments));
            result = marked(result, marks, token, name);
            return next instanceof Scripts ? operands.scripted(next, result) : result;
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
        return operands.members(fenced);
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
}
