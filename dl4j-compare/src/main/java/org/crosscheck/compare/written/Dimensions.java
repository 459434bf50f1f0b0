package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Group;
import org.crosscheck.compare.latex.Expr.Mul;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Expr.Times;
import org.crosscheck.compare.latex.Printer;
import org.crosscheck.compare.latex.RelationChain;

/** Dimensions that are written down, such as {@code m \times d_h}, {@code (m, d_h)} or {@code m x d_h}. */
final class Dimensions {

    private Dimensions() {}

    /** The dimensions that an expression lists; none if it is something else. */
    static List<Expr> of(Expr e) {
        List<Expr> dims = new ArrayList<>();
        if (e instanceof Group group) {
            group.members().forEach(dims::add);
        } else {
            collect(e, dims);
        }
        dims.removeIf(d -> d.equals(new Sym("x")));
        boolean all = dims.size() <= 2
                && dims.stream()
                        .allMatch(d -> d.equals(Num.ONE)
                                || (d instanceof Sym sym && "d d_h m n n_theta".contains(sym.name())));
        return all ? dims : List.of();
    }

    /** Whether {@code (d_h \times 1) = (d_h \times m)(m \times 1)} fits; null if a chain is no equation of dimensions. */
    static Boolean equation(RelationChain chain) {
        if (chain.signs().isEmpty() || !chain.signs().stream().allMatch("="::equals)) {
            return null;
        }
        List<List<Expr>> sides = new ArrayList<>();
        for (Expr side : chain.sides()) {
            List<List<Expr>> factors = new ArrayList<>();
            if (!factors(side, factors)) {
                return null;
            }
            List<Expr> product = factors.get(0);
            for (List<Expr> factor : factors.subList(1, factors.size())) {
                if (!product.get(1).equals(factor.get(0))) {
                    return false;
                }
                product = List.of(product.get(0), factor.get(1));
            }
            sides.add(product);
        }
        return sides.stream().distinct().count() == 1;
    }

    /** The dimensions of the factors of a product, each as rows and columns; false if it is something else. */
    private static boolean factors(Expr e, List<List<Expr>> factors) {
        if (e instanceof Mul mul && mul.times() != Times.CROSS) {
            return factors(mul.left(), factors) && factors(mul.right(), factors);
        }
        List<Expr> dims = e instanceof Mul || e instanceof Group ? of(e) : List.of();
        factors.add(dims);
        return dims.size() == 2 && dims.stream().anyMatch(Sym.class::isInstance);
    }

    private static void collect(Expr e, List<Expr> dims) {
        boolean product = e instanceof Mul mul
                && (mul.times() == Times.CROSS || mul.times() == Times.BESIDE || mul.times() == Times.STAR);
        if (product) {
            collect(((Mul) e).left(), dims);
            collect(((Mul) e).right(), dims);
        } else {
            dims.add(e);
        }
    }

    static boolean fit(Shape shape, List<Expr> dims, Theory theory) {
        if (dims.size() == 1) {
            return shape.columns().isOne() && same(shape.rows(), dims.get(0));
        }
        return dims.size() == 2 && same(shape.rows(), dims.get(0)) && same(shape.columns(), dims.get(1));
    }

    private static boolean same(Dim dim, Expr written) {
        if (written instanceof Num num) {
            return num.digits().equals(dim.name());
        }
        return written instanceof Sym sym && sym.name().equals(dim.name());
    }

    static String text(List<Expr> dims) {
        return dims.stream().map(Printer::unicode).collect(Collectors.joining(" x "));
    }
}
