package org.crosscheck.compare.written;

import java.util.List;
import org.crosscheck.compare.latex.Ellipsis;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Dots;
import org.crosscheck.compare.latex.Expr.Group;
import org.crosscheck.compare.latex.Expr.Matrix;

/** The general element of a matrix or list with dots, from what is written at its corners. */
final class General {

    /** The letters of its row and column: none that anybody writes. */
    static final String ROW = "row'";

    static final String COLUMN = "column'";

    private General() {}

    /** The general element; null if the corners do not tell. */
    static Expr of(Matrix matrix) {
        List<List<Expr>> rows = matrix.rows();
        List<Expr> top = rows.get(0);
        List<Expr> bottom = rows.get(rows.size() - 1);
        Expr first = top.get(0);
        boolean down = rows.size() > 1;
        boolean across = top.size() > 1;
        Expr lastOfTop = top.get(top.size() - 1);
        if (!down) {
            return between(first, lastOfTop, COLUMN);
        }
        if (!across) {
            return between(first, bottom.get(0), ROW);
        }
        Expr upper = Ellipsis.general(first, lastOfTop, COLUMN);
        Expr lower = Ellipsis.general(bottom.get(0), bottom.get(bottom.size() - 1), COLUMN);
        return upper == null || lower == null ? null : Ellipsis.general(upper, lower, ROW);
    }

    private static Expr between(Expr first, Expr last, String index) {
        return first.equals(last) ? first : Ellipsis.general(first, last, index);
    }

    static Expr of(Group group) {
        Expr first = group.members().get(0);
        Expr last = group.members().get(group.members().size() - 1);
        return first instanceof Dots || last instanceof Dots ? null : between(first, last, ROW);
    }
}
