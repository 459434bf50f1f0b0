package org.crosscheck.compare.written;

import java.util.List;
import java.util.regex.Pattern;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Deriv;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Expr.Transpose;
import org.crosscheck.compare.latex.RelationChain;

/** What an answer means that says that its vectors, or its gradients, are rows: the same with those transposed. */
final class RowVectors {

    private static final Pattern SAID = Pattern.compile(
            "(?isu).*(?U:\\b)(row[- ]?vectors?|vecteurs?[- ]lignes?|numerator[- ]layout"
                    + "|(gradients?|derivatives?|vectors?|d\u00e9riv\u00e9es?|vecteurs?) (is|are|as|sont|est|en) (a |all |des |une )?(rows?|lignes?))(?U:\\b).*");

    private RowVectors() {}

    /** Whether words say so. */
    static boolean said(List<String> words) {
        return words.stream().anyMatch(text -> SAID.matcher(text).matches());
    }

    /** What a chain means if gradients are rows, and if all vectors are. */
    static List<RelationChain> meanings(RelationChain chain, Theory theory) {
        return List.of(turned(chain, theory, false), turned(chain, theory, true));
    }

    private static RelationChain turned(RelationChain chain, Theory theory, boolean all) {
        return new RelationChain(
                chain.sides().stream().map(side -> turn(side, theory, all)).toList(), chain.signs(), chain.where());
    }

    private static Expr turn(Expr e, Theory theory, boolean all) {
        if (e instanceof Elem) {
            return e;
        }
        if (e instanceof Deriv deriv) {
            boolean gradient = (deriv.of().equals(new Sym("L")) || deriv.of().equals(new Sym("R")))
                    && isColumn(deriv.by(), theory);
            return gradient ? new Transpose(e) : e;
        }
        boolean vector = all
                && (isColumn(e, theory)
                        || (e instanceof Call call && call.function().equals("onehot")));
        return vector ? new Transpose(e) : Expr.map(e, part -> turn(part, theory, all));
    }

    private static boolean isColumn(Expr e, Theory theory) {
        Shape shape = e instanceof Sym sym ? theory.shape(sym.name()) : null;
        return shape != null && shape.isColumn();
    }
}
