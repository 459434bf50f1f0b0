package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Add;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Neg;
import org.crosscheck.compare.latex.Expr.Sub;
import org.crosscheck.compare.latex.Expr.Sum;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.RelationChain;

/** The summation over repeated indices, for those who say that they use it. */
final class Einstein {

    private Einstein() {}

    /** The chain with sums over the indices that the first side does not have and that stand twice in a term. */
    static RelationChain summed(RelationChain chain) {
        List<String> known = new ArrayList<>(indices(chain.sides().get(0)).keySet());
        List<Expr> sides = new ArrayList<>(List.of(chain.sides().get(0)));
        chain.sides().subList(1, chain.sides().size()).forEach(side -> sides.add(term(side, known)));
        return new RelationChain(sides, chain.signs(), chain.where());
    }

    private static Expr term(Expr e, List<String> known) {
        if (e instanceof Add || e instanceof Sub || e instanceof Neg) {
            return Expr.map(e, part -> term(part, known));
        }
        Expr summed = e;
        for (Map.Entry<String, Integer> index : indices(e).entrySet()) {
            boolean bound = Expr.all(e).stream()
                    .anyMatch(p -> p instanceof Sum sum && sum.index().equals(index.getKey()));
            if (index.getValue() > 1 && !known.contains(index.getKey()) && !bound) {
                summed = new Sum(index.getKey(), null, List.of(), summed);
            }
        }
        return summed;
    }

    /** How often each letter stands as an index. */
    private static Map<String, Integer> indices(Expr e) {
        Map<String, Integer> count = new LinkedHashMap<>();
        for (Expr part : Expr.all(e)) {
            if (part instanceof Elem elem) {
                elem.indices().forEach(index -> {
                    if (index instanceof Sym sym && !sym.name().equals("y")) {
                        count.merge(sym.name(), 1, Integer::sum);
                    }
                });
            }
        }
        return count;
    }
}
