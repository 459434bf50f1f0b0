package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Deriv;
import org.crosscheck.compare.latex.Expr.Mul;

/** Products of derivatives that the chain rule makes one. */
final class Chains {

    private Chains() {}

    /** The factors from left to right if all of them are derivatives, else empty. */
    static List<Deriv> links(Expr e) {
        List<Deriv> links = new ArrayList<>();
        return collect(e, links) ? links : List.of();
    }

    private static boolean collect(Expr e, List<Deriv> links) {
        if (e instanceof Mul mul && mul.times() != Expr.Times.OUTER) {
            return collect(mul.left(), links) && collect(mul.right(), links);
        }
        return e instanceof Deriv deriv && links.add(deriv);
    }

    /** The derivative that a product stands for; null if its factors are no chain. */
    static Deriv whole(Mul mul) {
        List<Deriv> links = links(mul);
        if (links.size() < 2) {
            return null;
        }
        boolean forward = true;
        boolean backward = true;
        for (int i = 0; i + 1 < links.size(); i++) {
            forward &= links.get(i).by().equals(links.get(i + 1).of());
            backward &= links.get(i).of().equals(links.get(i + 1).by());
        }
        int last = links.size() - 1;
        if (forward) {
            return new Deriv(links.get(0).of(), links.get(last).by());
        }
        return backward ? new Deriv(links.get(last).of(), links.get(0).by()) : null;
    }
}
