package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.crosscheck.compare.latex.Choices;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Add;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Div;
import org.crosscheck.compare.latex.Expr.Mul;
import org.crosscheck.compare.latex.Expr.Neg;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Sub;
import org.crosscheck.compare.latex.Expr.Sum;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Expr.Times;
import org.crosscheck.compare.latex.Expr.Transpose;

/** Other ways to write the same: each step keeps the value. */
final class Rewriting {

    private final Theory theory;
    private final Random random;
    private final boolean matrices;

    /**
     * @param matrices whether a product element by element may become one with a diagonal matrix
     */
    Rewriting(Theory theory, Random random, boolean matrices) {
        this.theory = theory;
        this.random = random;
        this.matrices = matrices;
    }

    /** Up to three steps at random places. */
    Expr rewrite(Expr e) {
        Expr result = e;
        int steps = random.nextInt(4);
        for (int i = 0; i < steps; i++) {
            Typer typer = new Typer(theory, new Choices());
            typer.type(result);
            List<Expr> all = steps(result, typer.typing);
            result = all.isEmpty() ? result : all.get(random.nextInt(all.size()));
        }
        return result;
    }

    private List<Expr> steps(Expr e, Typing typing) {
        List<Expr> all = new ArrayList<>(here(e, typing));
        List<Expr> parts = Expr.parts(e);
        for (int i = 0; i < parts.size(); i++) {
            if (e instanceof Expr.Deriv
                    || e instanceof Expr.Elem
                    || e instanceof Expr.Indicator
                    || e instanceof Expr.At
                    || e instanceof Expr.Pow) {
                continue;
            }
            for (Expr inner : steps(parts.get(i), typing)) {
                int[] next = {0};
                int at = i;
                all.add(Expr.map(e, part -> next[0]++ == at ? inner : part));
            }
        }
        return all;
    }

    private List<Expr> here(Expr e, Typing typing) {
        List<Expr> steps = new ArrayList<>();
        if (e instanceof Add x) {
            steps.add(new Add(x.right(), x.left()));
        } else if (e instanceof Sub x) {
            steps.add(new Add(x.left(), new Neg(x.right())));
            steps.add(new Add(new Neg(x.right()), x.left()));
            steps.add(new Neg(new Sub(x.right(), x.left())));
        } else if (e instanceof Mul x) {
            product(x, typing, steps);
        } else if (e instanceof Div x
                && typing.shapes.get(x.under()).isScalar()
                && !x.over().equals(Num.ONE)) {
            steps.add(new Mul(Times.BESIDE, new Div(Num.ONE, x.under()), x.over()));
        } else if (e instanceof Transpose x && x.of() instanceof Sym) {
            steps.add(new Transpose(new Transpose(x)));
        } else if (e instanceof Sum x && x.body() instanceof Add sum) {
            steps.add(new Add(
                    new Sum(x.index(), x.to(), x.where(), sum.left()),
                    new Sum(x.index(), x.to(), x.where(), sum.right())));
        }
        return steps;
    }

    private void product(Mul x, Typing typing, List<Expr> steps) {
        Shape left = typing.shapes.get(x.left());
        Shape right = typing.shapes.get(x.right());
        boolean elementwise = x.times() == Times.ELEMENTWISE;
        boolean scalar = left.isScalar() || right.isScalar();
        if (elementwise || scalar) {
            steps.add(new Mul(x.times(), x.right(), x.left()));
        }
        if (x.right() instanceof Add sum) {
            steps.add(new Add(new Mul(x.times(), x.left(), sum.left()), new Mul(x.times(), x.left(), sum.right())));
        }
        if (x.right() instanceof Sub difference) {
            steps.add(new Sub(
                    new Mul(x.times(), x.left(), difference.left()), new Mul(x.times(), x.left(), difference.right())));
        }
        boolean matrix = x.times() != Times.OUTER && !elementwise && !scalar;
        if (matrix && matrices) {
            steps.add(new Transpose(new Mul(Times.BESIDE, new Transpose(x.right()), new Transpose(x.left()))));
        }
        if (elementwise && matrices && left.isColumn() && right.isColumn()) {
            steps.add(new Mul(Times.BESIDE, new Call("diag", x.left()), x.right()));
        }
        if (matrix && left.isColumn() && right.isRow() && x.right() instanceof Transpose t) {
            steps.add(new Mul(Times.OUTER, x.left(), t.of()));
        }
    }
}
