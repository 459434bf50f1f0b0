package org.crosscheck.compare.latex;

import java.util.List;
import org.crosscheck.compare.latex.Expr.Relation;

/**
 * A statement: expressions with relations between them, under conditions.
 *
 * @param sides one more than signs
 * @param signs {@code = ≠ < > ≤ ≥ ∈ ← ≔}
 * @param where the conditions that are said beside it
 */
public record RelationChain(List<Expr> sides, List<String> signs, List<Relation> where) {
    public RelationChain {
        sides = List.copyOf(sides);
        signs = List.copyOf(signs);
        where = List.copyOf(where);
    }

    /** The LaTeX of what was understood. */
    public String latex() {
        StringBuilder latex = new StringBuilder(Printer.latex(sides.get(0)));
        for (int i = 0; i < signs.size(); i++) {
            latex.append(' ').append(Printer.sign(signs.get(i))).append(' ').append(Printer.latex(sides.get(i + 1)));
        }
        for (int i = 0; i < where.size(); i++) {
            latex.append(i == 0 ? " \\quad \\text{for } " : ", ").append(Printer.latex(where.get(i)));
        }
        return latex.toString();
    }
}
