package org.crosscheck.compare.written;

import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Printer;

/** Finds out the shape of a function's value from that of its argument. */
final class FunctionShapes {

    private final Typer typer;
    private final Theory theory;
    private final IndexDimensions indices;

    FunctionShapes(Typer typer, Theory theory, IndexDimensions indices) {
        this.typer = typer;
        this.theory = theory;
        this.indices = indices;
    }

    Shape call(Call call) {
        String name = call.function().replace("'", "");
        if (Typer.ELEMENTWISE.contains(name) && call.arguments().size() == 1) {
            return typer.type(call.argument());
        }
        switch (name) {
            case "softmax" -> {
                Shape of = vector(call);
                return of;
            }
            case "norm1", "norm2" -> {
                Shape argument = typer.type(call.argument());
                if (argument.isMatrix()) {
                    throw new Unclear("the norm of a matrix");
                }
                return Shape.SCALAR;
            }
            case "diag" -> {
                Shape inner = typer.type(call.argument());
                if (inner.isMatrix()) {
                    if (!inner.rows().unify(inner.columns())) {
                        throw new Misfit(
                                () -> "the diagonal of what is not square: " + Typer.named(call.argument(), inner));
                    }
                    return Shape.column(inner.rows());
                }
                if (inner.isScalar()) {
                    throw new Misfit(() -> "diag takes a vector, but " + Typer.named(call.argument(), inner));
                }
                Dim size = inner.isRow() ? inner.columns() : inner.rows();
                return new Shape(size, size);
            }
            case "onehot" -> {
                return onehot(call);
            }
            case "max", "min" -> {
                return extreme(call);
            }
            default -> throw new Unclear(() -> "the function " + name + " is not known here");
        }
    }

    private Shape vector(Call call) {
        if (call.arguments().size() != 1) {
            throw new Unclear(() -> Printer.unicode(call) + ": one argument is expected");
        }
        Shape shape = typer.type(call.argument());
        if (shape.isScalar()) {
            throw new Misfit(() -> "the softmax takes a vector, but " + Typer.named(call.argument(), shape));
        }
        if (shape.isMatrix()) {
            throw new Unclear("the softmax of a matrix");
        }
        return shape;
    }

    private Shape onehot(Call call) {
        Expr label = call.arguments().get(call.arguments().size() - 1);
        if (label.equals(new Sym("m")) && call.arguments().size() > 1) {
            label = call.arguments().get(0);
        }
        Dim dim = theory.hasClasses() ? theory.dim("m") : new Dim();
        indices.index(label, dim, call, "the class");
        return Shape.column(dim);
    }

    private Shape extreme(Call call) {
        if (call.arguments().size() == 1) {
            typer.type(call.argument());
            return Shape.SCALAR;
        }
        Shape shape = Shape.SCALAR;
        for (Expr argument : call.arguments()) {
            Shape next = typer.type(argument);
            if (!shape.isScalar() && !next.isScalar() && !shape.unify(next)) {
                throw new Misfit("the maximum of " + shape.text() + " and " + next.text());
            }
            shape = shape.isScalar() ? next : shape;
        }
        return shape;
    }
}
