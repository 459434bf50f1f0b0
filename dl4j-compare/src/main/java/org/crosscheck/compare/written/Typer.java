package org.crosscheck.compare.written;

import java.util.List;
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
import org.crosscheck.compare.latex.Expr.Sub;
import org.crosscheck.compare.latex.Expr.Sum;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Expr.Transpose;
import org.crosscheck.compare.latex.Printer;

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
    private final IndexDimensions indices;
    private final ProductShapes products;
    private final FunctionShapes functions;

    Typer(Theory theory, Choices choices) {
        this.theory = theory;
        this.choices = choices;
        this.indices = new IndexDimensions(this, theory);
        this.products = new ProductShapes(this, choices);
        this.functions = new FunctionShapes(this, theory, indices);
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
            return products.product(mul);
        } else if (e instanceof Div div) {
            return quotient(div);
        } else if (e instanceof Pow pow) {
            return power(pow);
        } else if (e instanceof Transpose transpose) {
            return type(transpose.of()).transposed();
        } else if (e instanceof Call call) {
            return functions.call(call);
        } else if (e instanceof At at) {
            return at(at);
        } else if (e instanceof Sum s) {
            return indices.summation(s);
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
            return indices.conditions(indicator.where(), Shape.SCALAR);
        } else if (e instanceof Cases cases) {
            Shape shape = null;
            for (Case c : cases.cases()) {
                boolean undefined = c.value() instanceof Sym sym && sym.name().equals("undefined");
                Shape value = undefined ? null : indices.conditions(c.where(), type(c.value()));
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
        if (indices.bound.containsKey(name) || typing.free.containsKey(name)) {
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

    private Shape element(Elem elem) {
        if ((elem.of() instanceof Sym sym && sym.name().equals("y") && theory.hasClasses())
                || (elem.of() instanceof At at && at.of().equals(new Sym("y")))) {
            if (elem.indices().size() != 1) {
                throw new Misfit("index", () -> Printer.unicode(elem) + " has too many indices");
            }
            indices.index(elem.indices().get(0), theory.dim("m"), elem, "the class");
            typing.remarks.add("y with an index is read as onehot(y)");
            return Shape.SCALAR;
        }
        Shape of = type(elem.of());
        List<Expr> list = elem.indices();
        if (of.isScalar()) {
            throw new Misfit(
                    "index",
                    () -> Printer.unicode(elem) + ": " + Printer.unicode(elem.of()) + " is a number and has no index");
        }
        if (list.size() == 2 && of.isMatrix()) {
            indices.index(list.get(0), of.rows(), elem, "the first index");
            indices.index(list.get(1), of.columns(), elem, "the second index");
            boolean row = list.get(1) instanceof All;
            boolean column = list.get(0) instanceof All;
            return row && column
                    ? of
                    : row ? new Shape(Shape.ONE, of.columns()) : column ? Shape.column(of.rows()) : Shape.SCALAR;
        }
        if (list.size() == 1 && !of.isMatrix()) {
            indices.index(list.get(0), of.isRow() ? of.columns() : of.rows(), elem, "the index");
            return list.get(0) instanceof All ? of : Shape.SCALAR;
        }
        if (list.size() == 1 && of.isMatrix()) {
            indices.index(list.get(0), of.rows(), elem, "the first index");
            boolean standing = choices.pick(2) == 0;
            typing.standing.put(elem, standing);
            return standing ? Shape.column(of.columns()) : new Shape(Shape.ONE, of.columns());
        }
        throw new Misfit(
                "index", () -> Printer.unicode(elem) + " has " + list.size() + " indices, but " + named(elem.of(), of));
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

    private Shape at(At at) {
        if (!theory.hasClasses()) {
            throw new Unclear("there are no examples in this question");
        }
        indices.example(at.example());
        return type(at.of());
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
    Shape by(Deriv deriv) {
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
        indices.bound.put(General.ROW, rows);
        indices.bound.put(General.COLUMN, columns);
        try {
            type(element);
            typing.general.put(list, element);
        } finally {
            indices.bound.remove(General.ROW);
            indices.bound.remove(General.COLUMN);
        }
    }
}
