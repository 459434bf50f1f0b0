package org.crosscheck.compare.written;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Cases;
import org.crosscheck.compare.latex.Expr.Deriv;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Indicator;
import org.crosscheck.compare.latex.Expr.Sym;

/** What an expression is made of: quantities by name, functions as {@code exp()}, gradients as {@code grad_ha}. */
final class Atoms {

    private Atoms() {}

    static Set<String> of(Expr e, Theory theory) {
        Set<String> atoms = new LinkedHashSet<>();
        collect(e, theory, atoms);
        return atoms;
    }

    private static void collect(Expr e, Theory theory, Set<String> atoms) {
        if (e instanceof Deriv deriv) {
            Expr by = deriv.by() instanceof Elem elem ? elem.of() : deriv.by();
            boolean loss = deriv.of().equals(new Sym("L"))
                    || (deriv.of() instanceof Expr.At at && at.of().equals(new Sym("L")));
            boolean risk = deriv.of().equals(new Sym("R"));
            if (by instanceof Sym sym && (loss || risk)) {
                atoms.add((loss ? "grad_" : "gradR_") + sym.name());
            } else {
                atoms.add("jacobian");
                collect(deriv.of(), theory, atoms);
            }
            return;
        }
        if (e instanceof Sym sym && theory.shape(sym.name()) != null && theory.dimension(sym.name()) == null) {
            atoms.add(sym.name());
        } else if (e instanceof Call call) {
            atoms.add(call.function() + "()");
        } else if (e instanceof Indicator) {
            atoms.add("indicator");
        } else if (e instanceof Cases) {
            atoms.add("cases");
        }
        List<Expr> parts = Expr.parts(e);
        if (e instanceof Elem elem) {
            parts = List.of(elem.of()); // an index is no ingredient
        } else if (e instanceof Indicator && theory.hasClasses()) {
            parts = List.of();
        }
        parts.forEach(part -> collect(part, theory, atoms));
    }
}
