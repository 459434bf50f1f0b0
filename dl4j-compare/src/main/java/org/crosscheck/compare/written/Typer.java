package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.latex.Choices;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Add;
import org.crosscheck.compare.latex.Expr.All;
import org.crosscheck.compare.latex.Expr.At;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Case;
import org.crosscheck.compare.latex.Expr.Cases;
import org.crosscheck.compare.latex.Expr.Deriv;
import org.crosscheck.compare.latex.Expr.Div;
import org.crosscheck.compare.latex.Expr.Dots;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Group;
import org.crosscheck.compare.latex.Expr.Indicator;
import org.crosscheck.compare.latex.Expr.Matrix;
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
import org.crosscheck.compare.latex.Printer;
import org.crosscheck.compare.written.Typing.Product;

/**
 * Finds out the shape of an expression in the homework's own dimensions.
 *
 * <p>Throws {@link Misfit} where shapes or indices do not fit, {@link Unclear} where a name or a notation is not known.
 */
final class Typer {

    /** Functions that are taken element by element, with their derivatives. */
    static final Set<String> ELEMENTWISE = Set.of(
            "sin",
            "cos",
            "tan",
            "exp",
            "log",
            "tanh",
            "cosh",
            "sinh",
            "sigma",
            "softplus",
            "sign",
            "rect",
            "heaviside",
            "abs",
            "sqrt",
            "floor",
            "phi");

    private final Theory theory;
    private final Choices choices;
    final Typing typing = new Typing();
    private final Map<String, Dim> bound = new HashMap<>();

    Typer(Theory theory, Choices choices) {
        this.theory = theory;
        this.choices = choices;
    }

    Shape type(Expr e) {
        Shape shape = find(e);
        typing.shapes.put(e, shape);
        return shape;
    }

    private Shape find(Expr e) {
        if (e instanceof Num) {
            return Shape.SCALAR;
        } else if (e instanceof Sym sym) {
            return symbol(sym);
        } else if (e instanceof Elem elem) {
            return element(elem);
        } else if (e instanceof Neg neg) {
            return type(neg.of());
        } else if (e instanceof Add add) {
            return sum("sum", add.left(), add.right());
        } else if (e instanceof Sub sub) {
            return sum("difference", sub.left(), sub.right());
        } else if (e instanceof Mul mul) {
            return product(mul);
        } else if (e instanceof Div div) {
            return quotient(div);
        } else if (e instanceof Pow pow) {
            return power(pow);
        } else if (e instanceof Transpose transpose) {
            return type(transpose.of()).transposed();
        } else if (e instanceof Call call) {
            return call(call);
        } else if (e instanceof At at) {
            return at(at);
        } else if (e instanceof Sum s) {
            return summation(s);
        } else if (e instanceof Deriv deriv) {
            return derivative(deriv);
        }
        return structure(e);
    }

    private Shape structure(Expr e) {
        if (e instanceof Matrix matrix) {
            return matrix(matrix);
        } else if (e instanceof Group group) {
            group.members().forEach(member -> scalar(member, "an element of a list"));
            boolean open = group.members().stream().anyMatch(Dots.class::isInstance);
            Dim size = open ? new Dim() : new Dim(String.valueOf(group.members().size()));
            if (open) {
                general(group, General.of(group), size, Shape.ONE);
            }
            return Shape.column(size);
        } else if (e instanceof Indicator indicator) {
            return conditions(indicator.where(), Shape.SCALAR);
        } else if (e instanceof Cases cases) {
            Shape shape = null;
            for (Case c : cases.cases()) {
                boolean undefined = c.value() instanceof Sym sym && sym.name().equals("undefined");
                Shape value = undefined ? null : conditions(c.where(), type(c.value()));
                shape = shape == null || (shape.isScalar() && value != null) ? value : shape;
                if (value != null && shape != null && !value.isScalar() && !shape.unify(value)) {
                    throw new Misfit("the cases are " + shape.text() + " and " + value.text());
                }
            }
            return shape == null ? Shape.SCALAR : shape;
        } else if (e instanceof Dots) {
            return Shape.SCALAR;
        }
        throw new Unclear(() -> Printer.unicode(e) + " is not understood as a value");
    }

    private void scalar(Expr e, String what) {
        Shape shape = type(e);
        if (!shape.isScalar()) {
            throw new Misfit(() -> what + " must be a number, but " + named(e, shape));
        }
    }

    /** What an expression is, as in: W^(2) is m x d_h. */
    static String named(Expr e, Shape shape) {
        return Printer.unicode(e) + " is " + shape.text();
    }

    private Shape symbol(Sym sym) {
        String name = sym.name();
        if (bound.containsKey(name) || typing.free.containsKey(name)) {
            return Shape.SCALAR;
        }
        if (name.equals("ones")) {
            return Shape.column(new Dim());
        }
        if (name.equals("identity")) {
            Dim any = new Dim();
            return new Shape(any, any);
        }
        Shape shape = theory.shape(name);
        if (shape != null) {
            return shape;
        }
        if (name.equals("\\pi") || name.equals("undefined")) {
            return Shape.SCALAR;
        }
        if (name.matches("[a-zA-Z]|\\\\[a-zA-Z]+") && theory.isVariable(name)) {
            return typing.variables.computeIfAbsent(name, n -> Shape.SCALAR);
        }
        throw new Unclear(() -> "it is not said what " + Printer.unicode(sym) + " is");
    }

    /** Notes that an index stands where a dimension is. */
    private void index(Expr index, Dim dim, Expr of, String place) {
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

    private void example(Expr index) {
        index(index, theory.dim("n"), new At(new Sym("x"), index), "the number");
    }

    private Shape element(Elem elem) {
        if ((elem.of() instanceof Sym sym && sym.name().equals("y") && theory.hasClasses())
                || (elem.of() instanceof At at && at.of().equals(new Sym("y")))) {
            if (elem.indices().size() != 1) {
                throw new Misfit("index", () -> Printer.unicode(elem) + " has too many indices");
            }
            index(elem.indices().get(0), theory.dim("m"), elem, "the class");
            typing.remarks.add("y with an index is read as onehot(y)");
            return Shape.SCALAR;
        }
        Shape of = type(elem.of());
        List<Expr> indices = elem.indices();
        if (of.isScalar()) {
            throw new Misfit(
                    "index",
                    () -> Printer.unicode(elem) + ": " + Printer.unicode(elem.of()) + " is a number and has no index");
        }
        if (indices.size() == 2 && of.isMatrix()) {
            index(indices.get(0), of.rows(), elem, "the first index");
            index(indices.get(1), of.columns(), elem, "the second index");
            boolean row = indices.get(1) instanceof All;
            boolean column = indices.get(0) instanceof All;
            return row && column
                    ? of
                    : row ? new Shape(Shape.ONE, of.columns()) : column ? Shape.column(of.rows()) : Shape.SCALAR;
        }
        if (indices.size() == 1 && !of.isMatrix()) {
            index(indices.get(0), of.isRow() ? of.columns() : of.rows(), elem, "the index");
            return indices.get(0) instanceof All ? of : Shape.SCALAR;
        }
        if (indices.size() == 1 && of.isMatrix()) {
            index(indices.get(0), of.rows(), elem, "the first index");
            boolean standing = choices.pick(2) == 0;
            typing.standing.put(elem, standing);
            return standing ? Shape.column(of.columns()) : new Shape(Shape.ONE, of.columns());
        }
        throw new Misfit(
                "index",
                () -> Printer.unicode(elem) + " has " + indices.size() + " indices, but " + named(elem.of(), of));
    }

    private Shape sum(String what, Expr left, Expr right) {
        Shape l = type(left);
        Shape r = type(right);
        if (l.isScalar() && r.isScalar()) {
            return l;
        }
        if ((l.isScalar() && !r.isMatrix()) || (r.isScalar() && !l.isMatrix())) {
            return l.isScalar() ? r : l;
        }
        if (!l.unify(r)) {
            String fit = l.fits(r.transposed()) ? ": one of them must be transposed" : "";
            throw new Misfit(() -> "the " + what + " does not exist: " + named(left, l) + ", " + named(right, r) + fit);
        }
        return l;
    }

    private Shape product(Mul mul) {
        Shape l;
        Shape r;
        try {
            l = type(mul.left());
            r = type(mul.right());
        } catch (Unclear e) {
            Shape chain = chain(mul);
            if (chain == null) {
                throw e;
            }
            return chain;
        }
        List<Product> options = options(mul, l, r);
        if (options.isEmpty()) {
            Shape chain = chain(mul);
            if (chain != null) {
                return chain;
            }
            throw new Misfit(() -> misfit(mul, l, r));
        }
        Product product = options.size() == 1 ? options.get(0) : options.get(choices.pick(options.size()));
        typing.products.put(mul, product);
        return switch (product) {
            case SCALED -> l.isScalar() ? r : l;
            case MATRIX -> {
                l.columns().unify(r.rows());
                yield new Shape(l.rows(), r.columns());
            }
            case INNER -> {
                standing(l).unify(standing(r));
                yield Shape.SCALAR;
            }
            case OUTER -> new Shape(l.rows(), r.isColumn() ? r.rows() : r.columns());
            case ELEMENTWISE -> {
                l.unify(r);
                if (mul.times() == Times.BESIDE) {
                    typing.remarks.add("two columns side by side are read as a product element by element: "
                            + Printer.unicode(new Mul(Times.ELEMENTWISE, mul.left(), mul.right())));
                }
                yield l;
            }
            case CHAIN -> throw new AssertionError();
        };
    }

    /** A row as the column that it is transposed. */
    private static Shape standing(Shape shape) {
        return shape.isRow() ? shape.transposed() : shape;
    }

    private static List<Product> options(Mul mul, Shape l, Shape r) {
        List<Product> options = new ArrayList<>();
        if (l.isScalar() || r.isScalar()) {
            return List.of(Product.SCALED);
        }
        boolean matrix = l.columns().fits(r.rows()) && !(l.isColumn() && r.isColumn());
        switch (mul.times()) {
            case ELEMENTWISE -> {
                if (l.fits(r)) {
                    options.add(Product.ELEMENTWISE);
                }
            }
            case INNER -> {
                if (!l.isMatrix() && !r.isMatrix() && standing(l).fits(standing(r))) {
                    options.add(Product.INNER);
                }
            }
            case OUTER -> {
                if (l.isColumn() && r.isColumn()) {
                    options.add(Product.OUTER);
                } else if (l.isColumn() && r.isRow()) {
                    options.add(Product.MATRIX);
                }
            }
            case BESIDE -> {
                if (matrix) {
                    options.add(Product.MATRIX);
                } else if (l.isColumn() && r.isColumn() && l.fits(r)) {
                    options.add(Product.ELEMENTWISE);
                }
            }
            default -> {
                if (matrix) {
                    options.add(Product.MATRIX);
                }
                if (l.fits(r)) {
                    options.add(Product.ELEMENTWISE);
                }
                if (l.isColumn() && r.isColumn() && l.fits(r)) {
                    options.add(Product.INNER);
                }
                if (mul.times() == Times.CROSS && options.isEmpty() && l.isColumn() && r.isColumn()) {
                    options.add(Product.OUTER);
                }
            }
        }
        return options;
    }

    /** Why a product does not exist, and what would fit. */
    private static String misfit(Mul mul, Shape l, Shape r) {
        String left = Printer.unicode(mul.left());
        String right = Printer.unicode(mul.right());
        if (mul.times() == Times.ELEMENTWISE) {
            return left + " is " + l.text() + " and " + right + " is " + r.text()
                    + ": a product element by element needs equal dimensions";
        }
        StringBuilder why = new StringBuilder(
                left + " is " + l.text() + " and " + right + " is " + r.text() + ": the product does not exist");
        Shape turned = l.transposed();
        if (turned.columns().fits(r.rows())) {
            why.append("; with ")
                    .append(left)
                    .append(" transposed (")
                    .append(turned.text())
                    .append(") it would");
        } else if (l.columns().fits(r.columns())) {
            why.append("; with ")
                    .append(right)
                    .append(" transposed (")
                    .append(r.transposed().text())
                    .append(") it would");
        } else if (r.columns().fits(l.rows())) {
            why.append("; in the other order it would");
        }
        return why.toString();
    }

    /** A product of derivatives in which one is by what the next is of, in either order. */
    private Shape chain(Mul mul) {
        Deriv whole = Chains.whole(mul);
        if (whole == null) {
            return null;
        }
        typing.products.put(mul, Product.CHAIN);
        Chains.links(mul).forEach(link -> {
            type(link.of());
            by(link);
        });
        typing.remarks.add("the chain rule is read without regard to the order and layout of its factors");
        return type(whole);
    }

    private Shape quotient(Div div) {
        Shape over = type(div.over());
        Shape under = type(div.under());
        if (under.isScalar()) {
            return over;
        }
        if (over.isScalar() && !under.isMatrix()) {
            return under;
        }
        if (!under.isMatrix() && over.unify(under)) {
            return over;
        }
        throw new Misfit(() -> "a division by " + named(div.under(), under) + ", which is no number");
    }

    private Shape power(Pow pow) {
        Shape base = type(pow.base());
        Shape exponent = type(pow.exponent());
        if (base.isScalar()) {
            return exponent;
        }
        if (base.isMatrix() && pow.exponent() instanceof Num num && num.digits().matches("[1-9]")) {
            if (!base.rows().fits(base.columns())) {
                throw new Misfit(() -> named(pow.base(), base) + ": its power does not exist");
            }
            return base;
        }
        if (!exponent.isScalar() || base.isMatrix()) {
            throw new Unclear(() -> "the power " + Printer.unicode(pow) + " of " + base.text());
        }
        return base;
    }

    private Shape call(Call call) {
        String name = call.function().replace("'", "");
        if (ELEMENTWISE.contains(name) && call.arguments().size() == 1) {
            return type(call.argument());
        }
        switch (name) {
            case "softmax" -> {
                Shape of = vector(call);
                return of;
            }
            case "norm1", "norm2" -> {
                Shape argument = type(call.argument());
                if (argument.isMatrix()) {
                    throw new Unclear("the norm of a matrix");
                }
                return Shape.SCALAR;
            }
            case "diag" -> {
                Shape inner = type(call.argument());
                if (inner.isMatrix()) {
                    if (!inner.rows().unify(inner.columns())) {
                        throw new Misfit(() -> "the diagonal of what is not square: " + named(call.argument(), inner));
                    }
                    return Shape.column(inner.rows());
                }
                if (inner.isScalar()) {
                    throw new Misfit(() -> "diag takes a vector, but " + named(call.argument(), inner));
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
        Shape shape = type(call.argument());
        if (shape.isScalar()) {
            throw new Misfit(() -> "the softmax takes a vector, but " + named(call.argument(), shape));
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
        index(label, dim, call, "the class");
        return Shape.column(dim);
    }

    private Shape extreme(Call call) {
        if (call.arguments().size() == 1) {
            type(call.argument());
            return Shape.SCALAR;
        }
        Shape shape = Shape.SCALAR;
        for (Expr argument : call.arguments()) {
            Shape next = type(argument);
            if (!shape.isScalar() && !next.isScalar() && !shape.unify(next)) {
                throw new Misfit("the maximum of " + shape.text() + " and " + next.text());
            }
            shape = shape.isScalar() ? next : shape;
        }
        return shape;
    }

    private Shape at(At at) {
        if (!theory.hasClasses()) {
            throw new Unclear("there are no examples in this question");
        }
        example(at.example());
        return type(at.of());
    }

    private Shape summation(Sum sum) {
        if (theory.shape(sum.index()) != null && !sum.index().matches("[a-z]'?")) {
            throw new Unclear(() -> "a sum over " + sum.index());
        }
        Dim dim = new Dim();
        Dim outer = bound.put(sum.index(), dim);
        Shape body = type(sum.body());
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
    private Shape conditions(List<Relation> where, Shape value) {
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
                type(relation.left());
                continue;
            }
            Shape l = type(relation.left());
            Shape r = type(relation.right());
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
    private Dim indexed(Expr e) {
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

    private Shape derivative(Deriv deriv) {
        Shape of = type(deriv.of());
        Shape by = by(deriv);
        if (of.isScalar()) {
            return by;
        }
        if (by.isScalar()) {
            return of;
        }
        if (!of.isMatrix() && !by.isMatrix()) {
            return new Shape(of.isRow() ? of.columns() : of.rows(), by.isRow() ? by.columns() : by.rows());
        }
        throw new Unclear(() -> Printer.unicode(deriv) + " has more than two indices");
    }

    /** The shape of what is differentiated by: a quantity or an element of it. */
    private Shape by(Deriv deriv) {
        Expr root = deriv.by() instanceof Elem elem ? elem.of() : deriv.by();
        if (!(root instanceof Sym)) {
            throw new Unclear(() -> "a derivative by " + Printer.unicode(deriv.by()));
        }
        return type(deriv.by());
    }

    private Shape matrix(Matrix matrix) {
        int width = matrix.rows().stream().mapToInt(List::size).max().orElse(0);
        boolean openRows = false;
        boolean openColumns = false;
        for (List<Expr> row : matrix.rows()) {
            openRows |= row.stream().allMatch(Dots.class::isInstance);
            openColumns |= !row.stream().allMatch(Dots.class::isInstance)
                    && row.stream().anyMatch(Dots.class::isInstance);
            for (Expr cell : row) {
                scalar(cell, "an element of a matrix");
            }
        }
        boolean ragged = matrix.rows().stream()
                .anyMatch(row -> row.size() != width && !row.stream().allMatch(Dots.class::isInstance));
        if (ragged) {
            throw new Unclear("the rows of a matrix have different lengths");
        }
        int height = matrix.rows().size();
        Dim rows = openRows ? new Dim() : new Dim(String.valueOf(height));
        Dim columns = openColumns ? new Dim() : new Dim(String.valueOf(width));
        if (openRows || openColumns) {
            general(matrix, General.of(matrix), rows, columns);
        }
        return new Shape(rows, columns);
    }

    /** What stands under dots is read as what goes on from the first to the last; its indices say how far. */
    private void general(Expr list, Expr element, Dim rows, Dim columns) {
        if (element == null) {
            return;
        }
        bound.put(General.ROW, rows);
        bound.put(General.COLUMN, columns);
        try {
            type(element);
            typing.general.put(list, element);
        } finally {
            bound.remove(General.ROW);
            bound.remove(General.COLUMN);
        }
    }
}
