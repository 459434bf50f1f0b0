package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Names;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.written.Questions.Question;

/** What the notation of assignments and minimisation means as an equality. */
final class Updates {

    /** Letters that other courses use for the learning rate. */
    private static final Set<String> RATES = Set.of(
            "\\alpha",
            "\\lambda",
            "\\epsilon",
            "\\gamma",
            "\\mu",
            "\\rho",
            "\\tau",
            "lr",
            "a",
            "s",
            "r",
            "\\beta",
            "\\eta^{(t)}",
            "\\eta_{t}");

    private Updates() {}

    /** The same chain with the new value on the left of an assignment. */
    static RelationChain apply(RelationChain chain, Question question) {
        boolean update = question.parts().stream().anyMatch(Questions.Part::updates);
        List<String> signs = new ArrayList<>();
        chain.signs().forEach(sign -> signs.add(sign.equals("≔") || sign.equals("≡") || sign.equals("←") ? "=" : sign));
        List<Expr> sides = new ArrayList<>(chain.sides());
        if (!chain.signs().isEmpty() && sides.get(0) instanceof Sym sym) {
            String name = sym.name();
            boolean parameter = name.equals("theta") || Names.parameters().contains(name);
            boolean own = Expr.all(sides.get(1)).contains(sym);
            if (parameter && (chain.signs().get(0).equals("←") || (own && update))) {
                sides.set(0, new Sym(name + "+"));
            }
        }
        if (!signs.isEmpty()
                && sides.get(0) instanceof Call call
                && call.function().equals("dim")) {
            sides.set(0, call.argument());
            signs.set(0, "dimension");
        }
        if (update && !sides.isEmpty() && isStep(sides.get(0))) { // \Delta\theta = ...
            sides.replaceAll(side -> new Expr.Add(new Sym("theta"), side));
            sides.set(0, new Sym("theta+"));
        }
        if (update) {
            sides.replaceAll(Updates::rate);
        }
        return new RelationChain(sides, signs, update ? Expr.map(chain.where(), Updates::rate) : chain.where());
    }

    private static boolean isStep(Expr e) {
        return e instanceof Expr.Mul mul
                && mul.left().equals(new Sym("\\Delta"))
                && mul.right().equals(new Sym("theta"));
    }

    /** The same chain with M for m and the like, where these letters are neither defined nor indices. */
    static RelationChain letters(RelationChain chain, Theory theory, Set<Expr> defined) {
        Set<Expr> used = new HashSet<>(defined);
        for (Expr side : chain.sides()) {
            for (Expr e : Expr.all(side)) {
                if (e instanceof Expr.Elem elem) {
                    used.addAll(elem.indices());
                } else if (e instanceof Expr.Sum sum) {
                    used.add(new Sym(sum.index()));
                }
            }
        }
        RelationChain changed = chain;
        for (Map.Entry<String, String> letter : theory.otherLetters().entrySet()) {
            Sym from = new Sym(letter.getKey());
            if (!used.contains(from)) {
                Sym to = new Sym(letter.getValue());
                changed = new RelationChain(
                        changed.sides().stream()
                                .map(side -> Expr.replace(side, from, to))
                                .toList(),
                        changed.signs(),
                        Expr.map(changed.where(), side -> Expr.replace(side, from, to)));
            }
        }
        return changed;
    }

    private static Expr rate(Expr e) {
        if (e instanceof Sym sym && RATES.contains(sym.name())) {
            return new Sym("eta");
        }
        return Expr.map(e, Updates::rate);
    }

    /** What is minimised, if a side says so; else null. */
    static Expr minimised(Expr side) {
        return side instanceof Call call
                        && (call.function().startsWith("arg") || call.function().startsWith("min"))
                        && call.arguments().size() == 1
                ? call.argument()
                : null;
    }
}
