package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Choices;
import org.crosscheck.compare.latex.Expr.Deriv;
import org.crosscheck.compare.latex.Expr.Mul;
import org.crosscheck.compare.latex.Expr.Times;
import org.crosscheck.compare.latex.Printer;
import org.crosscheck.compare.written.Typing.Product;

/** Finds out what a product means and which shape it has: there are as many meanings as its factors' shapes allow. */
final class ProductShapes {

    private final Typer typer;
    private final Choices choices;
    private final Typing typing;

    ProductShapes(Typer typer, Choices choices) {
        this.typer = typer;
        this.choices = choices;
        this.typing = typer.typing;
    }

    Shape product(Mul mul) {
        Shape l;
        Shape r;
        try {
            l = typer.type(mul.left());
            r = typer.type(mul.right());
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
            typer.type(link.of());
            typer.by(link);
        });
        typing.remarks.add("the chain rule is read without regard to the order and layout of its factors");
        return typer.type(whole);
    }
}
