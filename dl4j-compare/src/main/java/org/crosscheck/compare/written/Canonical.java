package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Add;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Deriv;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Mul;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Expr.Times;
import org.crosscheck.compare.latex.Expr.Transpose;

/** One way to write what can be written in many: to recognise what is asked for, and expressions that are the same. */
final class Canonical {

    private Canonical() {}

    /** Indices inside derivatives and transposes, derivatives of functions as primes, terms and factors in an order. */
    static Expr of(Expr e) {
        Expr x = Expr.map(e, Canonical::of);
        if (x instanceof Elem elem) {
            return element(elem);
        }
        if (x instanceof Deriv deriv
                && deriv.of() instanceof Call call
                && call.arguments().equals(List.of(deriv.by()))
                && Typer.ELEMENTWISE.contains(call.function())
                && deriv.by() instanceof Sym) {
            return new Call(call.function() + "'", call.arguments());
        }
        if (x instanceof Expr.Matrix matrix && isWhole(General.of(matrix))) {
            return ((Elem) General.of(matrix)).of();
        }
        if (x instanceof Expr.Group group && isWhole(General.of(group))) {
            return ((Elem) General.of(group)).of();
        }
        if (x instanceof Transpose t && t.of() instanceof Transpose twice) {
            return twice.of();
        }
        if (x instanceof Add add) {
            List<Expr> terms = new ArrayList<>();
            terms(add, terms);
            terms.sort(Comparator.comparing(Expr::toString));
            return terms.stream().reduce(Add::new).orElseThrow();
        }
        if (x instanceof Mul mul && mul.times() == Times.ELEMENTWISE) {
            boolean ordered = mul.left().toString().compareTo(mul.right().toString()) <= 0;
            return ordered ? mul : new Mul(Times.ELEMENTWISE, mul.right(), mul.left());
        }
        if (x instanceof Mul mul && mul.times() != Times.INNER && mul.times() != Times.OUTER) {
            return new Mul(Times.BESIDE, mul.left(), mul.right());
        }
        return x;
    }

    /** Whether a column lists the elements of a vector. */
    private static boolean isWhole(Expr general) {
        return general instanceof Elem elem
                && elem.indices().equals(List.of(new Sym(General.ROW)))
                && !(elem.of() instanceof Elem);
    }

    private static void terms(Expr e, List<Expr> terms) {
        if (e instanceof Add add) {
            terms(add.left(), terms);
            terms(add.right(), terms);
        } else {
            terms.add(e);
        }
    }

    private static Expr element(Elem elem) {
        List<Expr> indices = elem.indices();
        if (elem.of() instanceof Transpose t && indices.size() == 2) {
            return element(new Elem(t.of(), List.of(indices.get(1), indices.get(0))));
        }
        if (elem.of() instanceof Elem inner && inner.indices().size() == 1 && indices.size() == 1) {
            return element(new Elem(inner.of(), List.of(inner.indices().get(0), indices.get(0))));
        }
        if (elem.of() instanceof Deriv deriv) {
            boolean gradient = deriv.of().equals(new Sym("L"))
                    || deriv.of().equals(new Sym("R"))
                    || deriv.of() instanceof Expr.Pow
                    || (deriv.of() instanceof Call call && call.function().startsWith("norm"));
            if (gradient && !(deriv.by() instanceof Elem)) {
                return new Deriv(deriv.of(), new Elem(deriv.by(), indices));
            }
            if (!gradient && indices.size() == 2) {
                return new Deriv(
                        element(new Elem(deriv.of(), List.of(indices.get(0)))),
                        new Elem(deriv.by(), List.of(indices.get(1))));
            }
        }
        return elem;
    }

    /** Whether an expression is a quantity: itself (1), an element of it (2), or neither (0). */
    static int matches(Expr e, Expr quantity) {
        Expr found = of(e);
        Expr asked = of(quantity);
        if (found.equals(asked)
                || (found instanceof Call f
                        && asked instanceof Call a
                        && f.function().equals(a.function())
                        && f.function().endsWith("'")
                        && f.argument() instanceof Sym)) {
            return 1;
        }
        return wild(found).equals(wild(element(asked))) && !found.equals(asked) && isElement(found) ? 2 : 0;
    }

    private static boolean isElement(Expr e) {
        return e instanceof Elem
                || (e instanceof Deriv deriv && (deriv.by() instanceof Elem || deriv.of() instanceof Elem));
    }

    /** The same with all indices forgotten. */
    private static Expr wild(Expr e) {
        if (e instanceof Elem elem) {
            return new Elem(elem.of(), List.of());
        }
        if (e instanceof Deriv deriv) {
            return new Deriv(wild(deriv.of()), wild(deriv.by()));
        }
        return e;
    }

    /** An element of a quantity, with forgotten indices. */
    private static Expr element(Expr quantity) {
        if (quantity instanceof Deriv deriv) {
            boolean jacobian =
                    deriv.of() instanceof Call call && call.function().equals("softmax");
            return new Deriv(jacobian ? new Elem(deriv.of(), List.of()) : deriv.of(), new Elem(deriv.by(), List.of()));
        }
        return new Elem(quantity, List.of());
    }
}
