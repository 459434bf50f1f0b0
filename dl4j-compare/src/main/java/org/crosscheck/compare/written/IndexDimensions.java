package org.crosscheck.compare.written;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.All;
import org.crosscheck.compare.latex.Expr.At;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.Expr.Sum;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Printer;

/** Finds out over what indices run: an index has one dimension wherever it stands, in elements, sums and conditions. */
final class IndexDimensions {

    private final Typer typer;
    private final Theory theory;
    private final Typing typing;

    IndexDimensions(Typer typer, Theory theory) {
        this.typer = typer;
        this.theory = theory;
        this.typing = typer.typing;
    }

    /** Indices of sums, and those of lists with dots. */
    final Map<String, Dim> bound = new HashMap<>();

    /** Notes that an index stands where a dimension is. */
    void index(Expr index, Dim dim, Expr of, String place) {
        if (index instanceof All) {
            return;
        }
        if (index instanceof Sym sym) {
            String name = sym.name();
            Dim known = bound.get(name);
            if (known == null && name.equals("y") && theory.hasClasses()) {
                known = theory.dim("m");
            }
            if (known == null && theory.dimension(name) != null) {
                if (dim.name() == null) {
                    dim.unify(theory.dimension(name));
                }
                return; // the last one
            }
            if (known == null) {
                if (!name.matches("[a-zA-Z]'?|\\\\[a-z]+")) {
                    throw new Unclear(() -> "the index " + name + " is not understood");
                }
                known = typing.free.computeIfAbsent(name, n -> new Dim());
            }
            String before = String.valueOf(known);
            if (!known.unify(dim)) {
                throw new Misfit(
                        "index",
                        () -> Printer.unicode(of) + ": the index " + name + " runs over " + before + ", but " + place
                                + " of " + Printer.unicode(of instanceof Elem elem ? elem.of() : of) + " runs over "
                                + dim);
            }
            return;
        }
        if (index instanceof Num num) {
            if (!num.digits().matches("[1-9][0-9]?")) {
                throw new Misfit("index", () -> Printer.unicode(of) + ": indices begin at 1");
            }
            return;
        }
        if (index instanceof At at && at.of().equals(new Sym("y")) && theory.hasClasses()) {
            example(at.example());
            if (!theory.dim("m").unify(dim)) {
                throw new Misfit("index", () -> Printer.unicode(of) + ": a class is no index here");
            }
            return;
        }
        throw new Unclear(() -> "the index " + Printer.unicode(index) + " is not understood");
    }

    void example(Expr index) {
        index(index, theory.dim("n"), new At(new Sym("x"), index), "the number");
    }

    Shape summation(Sum sum) {
        if (theory.shape(sum.index()) != null && !sum.index().matches("[a-z]'?")) {
            throw new Unclear(() -> "a sum over " + sum.index());
        }
        Dim dim = new Dim();
        Dim outer = bound.put(sum.index(), dim);
        Shape body;
        try {
            body = typer.type(sum.body());
        } catch (Misfit misfit) {
            throw countsExamples(sum) ? examples(sum) : misfit;
        }
        conditions(sum.where(), Shape.SCALAR);
        if (outer == null) {
            bound.remove(sum.index());
        } else {
            bound.put(sum.index(), outer);
        }
        if (sum.to() != null) {
            Dim to = last(sum);
            String before = String.valueOf(dim);
            if (!dim.unify(to)) {
                if (countsExamples(sum)) {
                    throw examples(sum);
                }
                throw new Misfit(
                        "index",
                        () -> "the sum over " + sum.index() + " ends at " + to + ", but " + sum.index()
                                + " stands where it runs over " + before);
            }
        }
        if (dim.name() == null) {
            if (sum.to() == null && !Expr.all(sum.body()).contains(new Sym(sum.index()))) {
                throw new Misfit(
                        "index", () -> "the sum over " + sum.index() + ": what is summed has no index " + sum.index());
            }
            if (sum.to() == null) {
                throw new Unclear(() -> "it is not said over what the sum over " + sum.index() + " runs");
            }
        }
        typing.sums.put(sum, dim);
        return body;
    }

    /**
     * Whether a sum may be meant to run over the examples, with an index that is written as one of elements: it ends at n
     * or nowhere, and its index stands at vectors alone, as in sum_{i=1}^n dL/do^a_i (h^s_i)^T.
     */
    private boolean countsExamples(Sum sum) {
        boolean ends = sum.to() == null || sum.to().equals(new Sym("n"));
        List<Elem> indexed = Expr.all(sum.body()).stream()
                .filter(e -> e instanceof Elem elem && elem.indices().contains(new Sym(sum.index())))
                .map(e -> (Elem) e)
                .toList();
        return theory.dim("n") != null
                && ends
                && !indexed.isEmpty()
                && indexed.stream().allMatch(elem -> elem.indices().size() == 1);
    }

    private static Unclear examples(Sum sum) {
        return new Unclear(
                () -> "the sum over " + sum.index() + " seems to run over the examples, which are written with a"
                        + " superscript in brackets, such as x^(i)");
    }

    private Dim last(Sum sum) {
        if (sum.to() instanceof Sym sym && theory.dimension(sym.name()) != null) {
            return theory.dimension(sym.name());
        }
        if (sum.to() instanceof Num num && num.digits().matches("[1-9][0-9]?")) {
            return new Dim(num.digits());
        }
        throw new Unclear(() -> "a sum up to " + Printer.unicode(sum.to()));
    }

    /** The shape of something that is chosen element by element where conditions hold. */
    Shape conditions(List<Relation> where, Shape value) {
        Shape shape = value;
        for (Relation relation : where) {
            Dim left = indexed(relation.left());
            Dim right = indexed(relation.right());
            if (left != null && right != null) {
                if (!left.unify(right)) {
                    throw new Misfit(
                            "index",
                            () -> Printer.unicode(Printer.latex(relation)) + " compares an index over " + left
                                    + " with one over " + right);
                }
                continue;
            }
            if (left != null || right != null) {
                Expr other = left == null ? relation.left() : relation.right();
                if (other instanceof Num) {
                    continue;
                }
            }
            if (relation.sign().isEmpty()) {
                throw new Unclear(() -> "the condition " + Printer.unicode(relation.left()));
            }
            if (relation.sign().equals("∈") || relation.sign().equals(":")) {
                typer.type(relation.left());
                continue;
            }
            Shape l = typer.type(relation.left());
            Shape r = typer.type(relation.right());
            Shape both = l.isScalar() ? r : l;
            if ((!l.isScalar() && !r.isScalar() && !l.unify(r))
                    || (!both.isScalar() && !shape.isScalar() && !shape.unify(both))) {
                throw new Misfit(() -> "the condition compares " + l.text() + " with " + r.text());
            }
            shape = shape.isScalar() ? both : shape;
        }
        return shape;
    }

    /** The dimension of a letter or class that is compared as an index; null if it is no index. */
    Dim indexed(Expr e) {
        if (e instanceof Sym sym) {
            if (bound.containsKey(sym.name())) {
                return bound.get(sym.name());
            }
            if (theory.hasClasses() && sym.name().equals("y")) {
                return theory.dim("m");
            }
            if (theory.shape(sym.name()) == null && sym.name().matches("[i-l]|[a-z]'")) {
                return typing.free.computeIfAbsent(sym.name(), n -> new Dim());
            }
            if (typing.free.containsKey(sym.name())) {
                return typing.free.get(sym.name());
            }
        }
        if (e instanceof At at && at.of().equals(new Sym("y")) && theory.hasClasses()) {
            example(at.example());
            return theory.dim("m");
        }
        return null;
    }
}
