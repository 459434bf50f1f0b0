package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Formula.Grid;
import org.crosscheck.compare.latex.Formula.Kind;
import org.crosscheck.compare.latex.Formula.Layout;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.Formula.Scripts;
import org.crosscheck.compare.latex.Formula.Space;
import org.crosscheck.compare.latex.Formula.Token;

/** What a run of nodes is as a part of an answer: whether it goes on with the one before, ends one, or says nothing. */
final class Clauses {

    private Clauses() {}

    /** Cases of indices go on over several sentences; what is said of x or n does not. */
    static boolean isCase(Node condition) {
        return RowReader.nodes(condition).stream().allMatch(node -> {
            Node base = node instanceof Scripts scripts ? scripts.base() : node;
            return base instanceof Space
                    || (base instanceof Token token && token.text().matches("[i-ly=≠]"));
        });
    }

    /** Lines of their own, also set as an array with the relations in a column. */
    static boolean isLines(Grid grid) {
        boolean relations = grid.layout() == Layout.MATRIX
                && grid.rows().stream()
                        .flatMap(List::stream)
                        .anyMatch(cell -> startsOpen(RowReader.nodes(cell))
                                && RowReader.nodes(cell).stream()
                                        .anyMatch(n -> n instanceof Token t && t.kind() == Kind.RELATION));
        return grid.layout() == Layout.ALIGNED || relations;
    }

    /** A group with a relation in it, as a box around an equation is, is no operand. */
    static List<Node> spliced(List<Node> nodes) {
        List<Node> out = new ArrayList<>();
        for (Node node : nodes) {
            boolean relates = node instanceof Row row
                    && row.nodes().stream()
                            .anyMatch(n -> (n instanceof Token t
                                            && (t.kind() == Kind.RELATION || t.kind() == Kind.PUNCTUATION))
                                    || (n instanceof Grid grid && grid.layout() == Layout.ALIGNED));
            if (relates) {
                out.addAll(spliced(((Row) node).nodes()));
            } else {
                out.add(node);
            }
        }
        return out;
    }

    /** Drops the last of several equals signs if nothing stands behind it. */
    static void dropOpenEnd(List<Node> part) {
        while (!part.isEmpty() && part.get(part.size() - 1) instanceof Space) {
            part.remove(part.size() - 1);
        }
        long signs = part.stream()
                .filter(n -> n instanceof Token token && token.is("="))
                .count();
        if (signs > 1 && part.get(part.size() - 1) instanceof Token last && last.is("=")) {
            part.remove(part.size() - 1);
        }
    }

    static boolean startsOpen(List<Node> nodes) {
        for (Node node : nodes) {
            if (!(node instanceof Space)) {
                return node instanceof Token token
                        && ((token.kind() == Kind.RELATION && !implies(token)) || token.kind() == Kind.BINARY);
            }
        }
        return false;
    }

    static boolean implies(Token token) {
        return "⇒⟺∴∵→↦∀∃".contains(token.text());
    }

    static boolean separates(Node node) {
        if (node instanceof Space space) {
            return space.width() >= 18;
        }
        if (!(node instanceof Token token)) {
            return false;
        }
        return switch (token.kind()) {
            case PUNCTUATION -> true;
            case WORDS -> Names.function(token.text().strip()) == null;
            case RELATION -> implies(token);
            default -> false;
        };
    }

    /** x_1 = \\dots = x_n says something of which nothing is computed. */
    static boolean hasOpenSide(List<Node> nodes) {
        boolean dots = true;
        boolean relation = false;
        for (Node node : nodes) {
            boolean sign = node instanceof Token token && token.kind() == Kind.RELATION;
            if (sign && relation && dots) {
                return true;
            }
            relation |= sign;
            dots = sign || (dots && node instanceof Token token && "…⋯".contains(token.text()));
        }
        return relation && dots;
    }
}
