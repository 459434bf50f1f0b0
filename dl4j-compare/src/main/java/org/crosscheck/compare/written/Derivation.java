package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.written.Questions.End;
import org.crosscheck.compare.written.Questions.Question;

/** Whether true equalities lead from one side of a statement to the other, with something between. */
final class Derivation {

    private final Question question;
    private final Theory theory;

    Derivation(Question question, Theory theory, Prover prover) {
        this.question = question;
        this.theory = theory;
    }

    String verdict(List<Claim> claims) {
        List<Set<Expr>> components = new ArrayList<>();
        List<Set<String>> conditions = new ArrayList<>();
        for (Claim claim : claims) {
            if (!claim.holds() || !claim.relates()) {
                continue;
            }
            Set<Expr> sides = new LinkedHashSet<>();
            claim.chain().sides().forEach(side -> sides.add(Canonical.of(side)));
            Set<String> signs = signs(claim);
            for (int i = components.size() - 1; i >= 0; i--) {
                boolean joined = conditions.get(i).equals(signs)
                        && components.get(i).stream().anyMatch(sides::contains);
                if (joined) {
                    sides.addAll(components.remove(i));
                    conditions.remove(i);
                }
            }
            components.add(sides);
            conditions.add(signs);
        }
        Set<String> shown = new LinkedHashSet<>();
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).size() >= 3 && joins(components.get(i))) {
                Set<String> signs = conditions.get(i);
                shown.addAll(signs.isEmpty() ? Set.of("=", "≠") : signs);
            }
        }
        return shown.containsAll(Set.of("=", "≠")) ? "right" : "incomplete";
    }

    /** The signs of conditions on indices: a case is not the whole. */
    private static Set<String> signs(Claim claim) {
        Set<String> signs = new LinkedHashSet<>();
        for (Relation relation : claim.chain().where()) {
            if (relation.left() instanceof Sym && relation.right() instanceof Sym) {
                signs.add(relation.sign());
            }
        }
        return signs;
    }

    private boolean joins(Set<Expr> sides) {
        for (Expr first : sides) {
            for (Expr last : sides) {
                if (!first.equals(last)
                        && is(first, question.ends().get(0))
                        && is(last, question.ends().get(1))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean is(Expr side, End end) {
        if (end.latex() != null
                && end.latex().stream()
                        .anyMatch(l -> Canonical.of(Questions.expr(l, theory)).equals(side))) {
            return true;
        }
        if (end.uses() == null && end.not() == null) {
            return false;
        }
        Set<String> atoms = Atoms.of(side, theory);
        return (end.uses() == null || atoms.containsAll(end.uses()))
                && (end.not() == null || end.not().stream().noneMatch(atoms::contains));
    }
}
