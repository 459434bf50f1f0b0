package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.ExprReader.Context;
import org.crosscheck.compare.latex.Formula.Fenced;
import org.crosscheck.compare.latex.Formula.Kind;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.Formula.Token;

/** Reads conditions: relations, with commas or words such as "and" between them. */
final class Conditions {

    private Conditions() {}

    /** The relations in a node; an expression alone has an empty sign. */
    static List<Relation> read(Node node, Context context) {
        List<Node> nodes = RowReader.words(RowReader.nodes(node));
        if (nodes.size() == 1 && nodes.get(0) instanceof Fenced fenced) {
            return read(fenced.body(), context);
        }
        List<Node> paired = RowReader.brackets(nodes);
        if (paired.size() == 1 && paired.get(0) instanceof Fenced fenced) {
            return read(fenced.body(), context);
        }
        List<Relation> relations = new ArrayList<>();
        List<Node> part = new ArrayList<>();
        for (Node next : paired) {
            if (next instanceof Token token && (token.is(":") || token.is("∣") || token.is("|"))) { // {x : x > 0}
                part.clear();
                continue;
            }
            boolean separator = next instanceof Token token
                    && (token.kind() == Kind.PUNCTUATION
                            || (token.kind() == Kind.WORDS && Names.function(token.text()) == null));
            if (separator) {
                add(part, context, relations);
                part.clear();
            } else {
                part.add(next);
            }
        }
        add(part, context, relations);
        return relations;
    }

    private static void add(List<Node> part, Context context, List<Relation> relations) {
        List<Node> sides = new ArrayList<>();
        List<String> signs = new ArrayList<>();
        List<Node> side = new ArrayList<>();
        for (Node node : part) {
            if (node instanceof Token token && token.kind() == Kind.RELATION) {
                signs.add(token.text());
                sides.add(new Row(side));
                side.clear();
            } else {
                side.add(node);
            }
        }
        sides.add(new Row(side));
        if (part.isEmpty()) {
            return;
        }
        if (signs.isEmpty()) {
            relations.add(new Relation(ExprReader.read(sides.get(0), context), "", Expr.Num.ONE));
        }
        for (int i = 0; i < signs.size(); i++) {
            Expr left = ExprReader.read(sides.get(i), context);
            boolean set = signs.get(i).equals("∈");
            Expr right = set ? Expr.Num.ONE : ExprReader.read(sides.get(i + 1), context);
            relations.add(new Relation(left, signs.get(i), right));
        }
    }
}
