package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Add;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Deriv;
import org.crosscheck.compare.latex.Expr.Div;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Indicator;
import org.crosscheck.compare.latex.Expr.Mul;
import org.crosscheck.compare.latex.Expr.Neg;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Pow;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.Expr.Sub;
import org.crosscheck.compare.latex.Expr.Sum;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Expr.Times;
import org.crosscheck.compare.latex.Expr.Transpose;

/** Single changes of a formula: those that people make, and that undone make a wrong formula right. */
final class Slips {

    /**
     * A formula with one change.
     *
     * @param kind sign, transpose, factor, term, order, product, name, function, index, number, sum, condition, power
     * @param place what was changed, as it was
     */
    record Slip(String kind, Expr place, Expr result) {}

    private static final List<Set<String>> TWINS = List.of(
            Set.of("W1", "W2"),
            Set.of("b1", "b2"),
            Set.of("ha", "hs"),
            Set.of("oa", "os"),
            Set.of("hs", "os"),
            Set.of("ha", "oa"),
            Set.of("x", "hs"),
            Set.of("d", "d_h"),
            Set.of("d_h", "m"),
            Set.of("d", "m"),
            Set.of("m", "n"),
            Set.of("L", "R"));

    private static final List<Set<String>> FUNCTIONS = List.of(
            Set.of("sin", "cos"),
            Set.of("exp", "log"),
            Set.of("sigma", "tanh"),
            Set.of("sigma", "softplus"),
            Set.of("phi", "phi'"),
            Set.of("sigma", "sigma'"),
            Set.of("norm1", "norm2"),
            Set.of("sign", "abs"),
            Set.of("phi'", "sin"),
            Set.of("sin", "tanh"));

    private final List<String> indices;
    private final boolean add;
    private final Theory theory;

    private Slips(List<String> indices, boolean add, Theory theory) {
        this.theory = theory;
        this.indices = indices;
        this.add = add;
    }

    /**
     * All formulas that one change makes of another.
     *
     * @param missing what a factor or term may be that is missing; empty where nothing is to be put in
     * @param theory whose names may be taken for each other
     */
    static List<Slip> of(Expr e, List<Expr> missing, Theory theory) {
        Set<String> letters = new java.util.LinkedHashSet<>();
        for (Expr part : Expr.all(e)) {
            if (part instanceof Elem elem) {
                elem.indices().stream().filter(Sym.class::isInstance).forEach(i -> letters.add(((Sym) i).name()));
            } else if (part instanceof Expr.At at && at.example() instanceof Sym sym) {
                letters.add(sym.name());
            }
        }
        Slips slips = new Slips(List.copyOf(letters), !missing.isEmpty(), theory);
        List<Slip> all = new ArrayList<>(slips.everywhere(e, slips::here));
        for (Expr factor : missing) {
            all.add(new Slip("factor", e, new Mul(Times.BESIDE, e, factor)));
            all.add(new Slip("factor", e, new Mul(Times.BESIDE, factor, e)));
            all.add(new Slip("factor", e, new Mul(Times.ELEMENTWISE, factor, e)));
            all.add(new Slip("term", e, new Add(e, factor)));
            all.add(new Slip("term", e, new Sub(e, factor)));
            all.addAll(slips.everywhere(
                    e,
                    part -> part instanceof Mul
                                    || part instanceof Add
                                    || part instanceof Sub
                                    || part instanceof Sum
                                    || part.equals(new Sym("x"))
                            ? List.of(
                                    new Slip("factor", part, new Mul(Times.BESIDE, part, factor)),
                                    new Slip("factor", part, new Mul(Times.ELEMENTWISE, factor, part)),
                                    new Slip("term", part, new Add(part, factor)))
                            : List.of()));
        }
        return all;
    }

    /** A change at one place, for every place. */
    private List<Slip> everywhere(Expr e, Function<Expr, List<Slip>> change) {
        List<Slip> all = new ArrayList<>(change.apply(e));
        List<Expr> parts = Expr.parts(e);
        boolean label = e instanceof Expr.At
                || (e instanceof Call call && call.function().equals("onehot"));
        int open = label ? 0 : e instanceof Elem ? 1 : parts.size();
        for (int i = e instanceof Sum sum && sum.to() != null ? 1 : 0; i < open; i++) {
            boolean by = e instanceof Deriv && i == 1;
            for (Slip inner : everywhere(parts.get(i), change)) {
                if (by && !inner.kind().equals("name") && !inner.kind().equals("index")) {
                    continue; // nobody differentiates by -x
                }
                int[] next = {0};
                int at = i;
                Expr whole = Expr.map(e, part -> next[0]++ == at ? inner.result() : part);
                all.add(new Slip(inner.kind(), inner.place(), whole));
            }
        }
        return all;
    }

    private List<Slip> here(Expr e) {
        List<Slip> slips = new ArrayList<>();
        if (e instanceof Add x) {
            add(slips, "sign", e, new Sub(x.left(), x.right()), new Sub(x.right(), x.left()));
            add(slips, "term", e, x.left(), x.right());
        } else if (e instanceof Sub x) {
            add(slips, "sign", e, new Add(x.left(), x.right()), new Sub(x.right(), x.left()));
            add(slips, "term", e, x.left(), x.right());
        } else if (e instanceof Neg x) {
            add(slips, "sign", e, x.of());
        } else if (e instanceof Mul x) {
            product(x, slips);
        } else if (e instanceof Div x) {
            add(slips, "factor", e, x.over());
            Expr numerator = x.over();
            Expr denominator = x.under();
            add(slips, "order", e, new Div(denominator, numerator));
        } else if (e instanceof Pow x) {
            add(slips, "power", e, x.base());
        } else if (e instanceof Transpose x) {
            add(slips, "transpose", e, x.of());
        } else if (e instanceof Call x) {
            call(x, slips);
        } else if (e instanceof Elem x) {
            element(x, slips);
        } else if (e instanceof Sum x) {
            sum(x, slips);
        } else if (e instanceof Indicator x) {
            condition(x, slips);
        } else if (e instanceof Num x) {
            number(x, slips);
        }
        if (e instanceof Sym x) {
            name(x, slips);
        }
        boolean value = e instanceof Sym || e instanceof Deriv || e instanceof Call || e instanceof Elem;
        if (value) {
            add(slips, "sign", e, new Neg(e));
            add(slips, "transpose", e, new Transpose(e));
            add(slips, "power", e, new Pow(e, new Num("2")));
        }
        if (e instanceof Mul || e instanceof Sum || e instanceof Sub) {
            add(slips, "sign", e, new Neg(e));
            add(slips, "transpose", e, new Transpose(e));
        }
        if (add && indices.size() > 0 && (e instanceof Mul || e instanceof Elem)) {
            for (String index : indices) {
                add(slips, "sum", e, new Sum(index, null, List.of(), e));
            }
        }
        if (add) {
            more(e, slips);
        }
        return slips;
    }

    /** What is missing around or at a part: a function, an index. */
    private void more(Expr e, List<Slip> slips) {
        boolean inside = e instanceof Sum
                || e instanceof Div
                || e instanceof Elem
                || e instanceof Sym
                || e instanceof Expr.At
                || e instanceof Deriv;
        if (inside) {
            for (String function : List.of("log", "exp", "cos", "sin", "sigma", "softmax", "diag", "sign", "abs")) {
                add(slips, "function", e, new Call(function, e));
            }
        }
        if (e instanceof Sym || e instanceof Deriv) {
            for (String first : indices) {
                add(slips, "index", e, new Elem(e, List.of(new Sym(first))));
                indices.stream()
                        .filter(i -> !i.equals(first))
                        .forEach(second ->
                                add(slips, "index", e, new Elem(e, List.of(new Sym(first), new Sym(second)))));
            }
        }
    }

    private static void add(List<Slip> slips, String kind, Expr place, Expr... results) {
        for (Expr result : results) {
            slips.add(new Slip(kind, place, result));
        }
    }

    private static void product(Mul x, List<Slip> slips) {
        add(slips, "factor", x, x.left(), x.right());
        if (x.times() != Times.ELEMENTWISE) {
            add(slips, "order", x, new Mul(x.times(), x.right(), x.left()));
            add(slips, "product", x, new Mul(Times.ELEMENTWISE, x.left(), x.right()));
        } else {
            add(slips, "product", x, new Mul(Times.BESIDE, x.left(), x.right()));
        }
        add(slips, "product", x, new Add(x.left(), x.right()));
        add(slips, "transpose", x, new Mul(Times.BESIDE, x.left(), new Transpose(x.right())));
        add(slips, "transpose", x, new Mul(Times.BESIDE, new Transpose(x.left()), x.right()));
    }

    private static void call(Call x, List<Slip> slips) {
        for (Set<String> twins : FUNCTIONS) {
            if (twins.contains(x.function())) {
                twins.stream()
                        .filter(t -> !t.equals(x.function()))
                        .forEach(t -> add(slips, "function", x, new Call(t, x.arguments())));
            }
        }
        if (x.arguments().size() == 1 && !x.function().equals("onehot")) {
            add(slips, "function", x, x.argument());
            add(slips, "sign", x, new Call(x.function(), new Neg(x.argument())));
        }
    }

    private void element(Elem x, List<Slip> slips) {
        List<Expr> list = x.indices();
        if (list.size() == 2) {
            add(slips, "index", x, new Elem(x.of(), List.of(list.get(1), list.get(0))));
        }
        for (int i = 0; i < list.size(); i++) {
            for (String other : indices) {
                if (!list.get(i).equals(new Sym(other))) {
                    List<Expr> changed = new ArrayList<>(list);
                    changed.set(i, new Sym(other));
                    add(slips, "index", x, new Elem(x.of(), changed));
                }
            }
        }
        if (x.of() instanceof Sym) {
            add(slips, "index", x, x.of());
        }
    }

    private void sum(Sum x, List<Slip> slips) {
        add(slips, "sum", x, x.body());
        for (String other : List.of("d", "d_h", "m", "n")) {
            if (x.to() != null && !x.to().equals(new Sym(other))) {
                add(slips, "sum", x, new Sum(x.index(), new Sym(other), x.where(), x.body()));
            }
        }
        for (String other : indices) {
            if (!other.equals(x.index())) {
                add(slips, "sum", x, new Sum(other, x.to(), x.where(), x.body()));
            }
        }
    }

    private static void condition(Indicator x, List<Slip> slips) {
        if (x.where().size() != 1) {
            return;
        }
        Relation relation = x.where().get(0);
        for (String sign : List.of("=", "≠", "<", ">", "≤", "≥")) {
            if (!sign.equals(relation.sign())) {
                add(
                        slips,
                        "condition",
                        x,
                        new Indicator(List.of(new Relation(relation.left(), sign, relation.right()))));
            }
        }
        add(slips, "factor", x, Num.ONE);
    }

    private static void number(Num x, List<Slip> slips) {
        if (x.digits().matches("[0-9]{1,4}")) {
            int value = Integer.parseInt(x.digits());
            add(slips, "number", x, new Num(String.valueOf(value + 1)));
            if (value > 0) {
                add(slips, "number", x, new Num(String.valueOf(value - 1)));
            }
        }
    }

    private void name(Sym x, List<Slip> slips) {
        for (Set<String> twins : TWINS) {
            if (twins.contains(x.name())) {
                twins.stream()
                        .filter(t -> !t.equals(x.name()) && theory.shape(t) != null)
                        .forEach(t -> add(slips, "name", x, new Sym(t)));
            }
        }
    }
}
