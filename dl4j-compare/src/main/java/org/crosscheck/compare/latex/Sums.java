package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Expr.Neg;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.Expr.Sum;
import org.crosscheck.compare.latex.ExprReader.Context;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.Formula.Scripts;
import org.crosscheck.compare.latex.Formula.Token;

/** Reads sums: their index, where it ends and what else it must fulfil, and how far they reach. */
final class Sums {

    private Sums() {}

    static Expr read(Node node, ExprReader reader) {
        Context context = reader.context();
        Token sign = ExprReader.token(node instanceof Scripts scripts ? scripts.base() : node);
        if (!sign.is("∑")) {
            throw ExprReader.error(sign, "not known here");
        }
        if (!(node instanceof Scripts scripts) || scripts.sub() == Row.EMPTY) {
            throw ExprReader.error(sign, "a sum without its index");
        }
        Expr to = scripts.sup() == Row.EMPTY ? null : ExprReader.read(scripts.sup(), context);
        String index = null;
        List<Relation> where = new ArrayList<>();
        List<Relation> relations = Conditions.read(scripts.sub(), context);
        if (context.scope == Scope.NETWORK && overData(relations)) {
            Expr.Sym example = new Expr.Sym("i'");
            return new Sum("i'", new Expr.Sym("n"), List.of(), eachExample(reader.product(), example));
        }
        for (Relation relation : relations) {
            boolean start = relation.sign().equals("=")
                    || relation.sign().equals("∈")
                    || relation.sign().isEmpty();
            String name = Derivatives.name(relation.left());
            Node first = RowReader.nodes(scripts.sub()).get(0);
            Node letter = first instanceof Scripts s ? s.base() : first;
            if (index == null && letter instanceof Token t && t.text().matches("[a-zℓ]")) {
                boolean primed = first instanceof Scripts s && s.sup() instanceof Token p && p.is("′");
                name = (t.is("ℓ") ? "l" : t.text()) + (primed ? "'" : "");
            }
            if (index == null && name == null) {
                throw ExprReader.error(sign, "a sum over something that is no index");
            }
            index = index == null ? name : index;
            if (!start) {
                where.add(relation);
            } else if (relation.sign().equals("=") && !relation.right().equals(Expr.Num.ONE)) {
                where.add(new Relation(relation.left(), "≥", relation.right()));
            }
        }
        return new Sum(index, to, where, reader.accept("−") ? new Neg(reader.product()) : reader.product());
    }

    /** {@code \sum_{(x,y) \in D}} and {@code \sum_D}. */
    private static boolean overData(List<Relation> relations) {
        Expr left = relations.size() == 1 ? relations.get(0).left() : null;
        boolean pair = left instanceof Expr.Group && relations.get(0).sign().equals("∈");
        return pair
                || (left instanceof Expr.Sym sym
                        && sym.name().startsWith("D")
                        && relations.get(0).sign().isEmpty());
    }

    private static Expr eachExample(Expr e, Expr example) {
        boolean own = e instanceof Expr.Sym sym
                && List.of("L", "x", "y", "os", "oa", "hs", "ha").contains(sym.name());
        if (own) {
            return new Expr.At(e, example);
        }
        return e instanceof Expr.At ? e : Expr.map(e, part -> eachExample(part, example));
    }
}
