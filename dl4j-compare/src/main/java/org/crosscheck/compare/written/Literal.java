package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.At;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.Expr.Sum;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.RelationChain;

/**
 * Expressions that have no value, since their dimensions do not fit, as one text: the same where they differ in nothing but
 * the names of indices, the order of terms, brackets, and ends of sums that are the dimension anyway. All else counts.
 */
final class Literal {

    private final Theory theory;
    private final Map<String, String> free = new HashMap<>();

    private Literal(Theory theory) {
        this.theory = theory;
    }

    /** Some sides of a chain and the conditions under which they are meant. */
    static String of(List<Expr> sides, RelationChain chain, Theory theory) {
        Literal literal = new Literal(theory);
        StringBuilder text = new StringBuilder();
        sides.forEach(side -> text.append(literal.text(side)).append(';'));
        return text
                + chain.where().stream()
                        .map(r -> literal.text(r.left()) + r.sign() + literal.text(r.right()) + ';')
                        .sorted()
                        .collect(Collectors.joining());
    }

    private String text(Expr side) {
        collect(side, List.of());
        return Canonical.of(renamed(side, Map.of())).toString();
    }

    /** Free indices by where they come first. */
    private void collect(Expr e, List<String> bound) {
        List<Expr> indices =
                e instanceof Elem elem ? elem.indices() : e instanceof At at ? List.of(at.example()) : List.of();
        for (Expr index : indices) {
            if (index instanceof Sym sym
                    && !bound.contains(sym.name())
                    && !sym.name().equals("y")
                    && theory.dimension(sym.name()) == null) {
                free.putIfAbsent(sym.name(), "#" + free.size());
            }
        }
        List<String> inside = new ArrayList<>(bound);
        if (e instanceof Sum sum) {
            inside.add(sum.index());
        }
        Expr.parts(e).forEach(part -> collect(part, inside));
    }

    /** Indices of sums by how deep they are, sums without an end with the one that they have. */
    private Expr renamed(Expr e, Map<String, String> bound) {
        if (e instanceof Sym sym) {
            String name = bound.getOrDefault(sym.name(), free.get(sym.name()));
            return name == null ? sym : new Sym(name);
        }
        if (!(e instanceof Sum sum)) {
            return Expr.map(e, part -> renamed(part, bound));
        }
        Map<String, String> inside = new HashMap<>(bound);
        inside.put(sum.index(), "##" + bound.size());
        List<Relation> where = Expr.map(sum.where(), part -> renamed(part, inside));
        Expr to = sum.to() == null ? end(sum) : renamed(sum.to(), bound);
        return new Sum(inside.get(sum.index()), to, where, renamed(sum.body(), inside));
    }

    /**
     * The dimension over which the index of a sum runs: that of a vector whose element it tells, since the indices of
     * matrices are what is confused, or else of the first matrix; null if neither is there.
     */
    private Expr end(Sum sum) {
        Sym index = new Sym(sum.index());
        Expr end = null;
        for (Expr e : Expr.all(sum.body())) {
            if (e instanceof At at && at.example().equals(index)) {
                return new Sym("n");
            }
            if (e instanceof Elem elem
                    && elem.of() instanceof Sym of
                    && elem.indices().contains(index)) {
                Shape shape = theory.shape(of.name());
                Dim dim = shape == null ? null : elem.indices().indexOf(index) == 0 ? shape.rows() : shape.columns();
                boolean vector = elem.indices().size() == 1;
                if (dim != null && dim.name() != null && (vector || end == null)) {
                    end = new Sym(dim.name());
                }
                if (vector && end != null) {
                    return end;
                }
            }
        }
        return end;
    }
}
