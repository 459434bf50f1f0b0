package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Expr.Case;
import org.crosscheck.compare.latex.Expr.Cases;
import org.crosscheck.compare.latex.Expr.Dots;
import org.crosscheck.compare.latex.Expr.Matrix;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.ExprReader.Context;
import org.crosscheck.compare.latex.Formula.Grid;
import org.crosscheck.compare.latex.Formula.Kind;
import org.crosscheck.compare.latex.Formula.Layout;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.Formula.Token;

/** Reads matrices and values by cases. */
final class Grids {

    private Grids() {}

    static Expr read(Grid grid, Context context) {
        if (grid.layout() == Layout.CASES) {
            return cases(grid, context);
        }
        if (grid.layout() == Layout.ALIGNED) {
            throw new LatexException(Formula.start(grid), "several lines inside a formula");
        }
        List<List<Expr>> rows = new ArrayList<>();
        for (List<Node> row : grid.rows()) {
            List<Expr> cells = new ArrayList<>();
            for (Node cell : row) {
                cells.add(cell(cell, context));
            }
            rows.add(cells);
        }
        return new Matrix(rows);
    }

    private static Expr cell(Node cell, Context context) {
        List<Node> nodes = RowReader.nodes(cell);
        boolean dots = nodes.stream().allMatch(n -> n instanceof Token token && "…⋯⋮⋱".contains(token.text()));
        return dots ? new Dots() : ExprReader.read(cell, context);
    }

    static Expr cases(Grid grid, Context context) {
        List<Case> cases = new ArrayList<>();
        for (List<Node> row : grid.rows()) {
            List<Node> nodes = new ArrayList<>();
            for (int c = 0; c < row.size(); c++) {
                if (c > 0) {
                    nodes.add(new Token(" if ", Kind.WORDS));
                }
                nodes.addAll(RowReader.words(RowReader.nodes(row.get(c))));
            }
            cases.add(oneCase(nodes, context));
        }
        return new Cases(cases);
    }

    /** A value, words, and a condition; no condition is: otherwise. */
    private static Case oneCase(List<Node> nodes, Context context) {
        int end = 0;
        while (end < nodes.size() && !separates(nodes.get(end))) {
            end++;
        }
        if (end == 0
                && !nodes.isEmpty()
                && nodes.get(0) instanceof Token token
                && token.text()
                        .matches(
                                "(?iu)\\s*(undefined|not defined|ind\u00e9fini\\w*|non d\u00e9fini\\w*|does not exist|n'existe pas|undef\\.?|dne)\\s*")) {
            nodes.set(0, new Token("undefined", Formula.Kind.FUNCTION, token.at()));
            end = 1;
            while (end < nodes.size() && !separates(nodes.get(end))) {
                end++;
            }
        }
        if (end == 0) {
            throw new LatexException(Formula.start(new Row(nodes)), "a case without a value");
        }
        Expr value = ExprReader.read(new Row(nodes.subList(0, end)), context);
        List<Node> condition = new ArrayList<>();
        boolean otherwise = false;
        for (Node node : nodes.subList(end, nodes.size())) {
            if (node instanceof Token token && token.kind() == Kind.WORDS) {
                String words = token.text().strip();
                otherwise |= words.matches("(?i).*(?U:\\b)(otherwise|else|elsewhere|sinon|ailleurs|autrement).*");
                if (words.matches(".*[<>=\u2264\u2265\u2260].*")) {
                    condition.addAll(LayoutParser.parse(
                                    Lexer.read(words.replaceFirst("^(?i)\\s*(if|si|for|when|pour)(?U:\\b)", "")))
                            .nodes());
                }
            } else if (!(node instanceof Token token && (token.is(",") || token.is(".") || token.is(";")))) {
                condition.add(node);
            }
        }
        List<Relation> where =
                otherwise || condition.isEmpty() ? List.of() : Conditions.read(new Row(condition), context);
        return new Case(value, where);
    }

    private static boolean separates(Node node) {
        return node instanceof Token token
                && ((token.kind() == Kind.WORDS && Names.function(token.text().strip()) == null)
                        || token.kind() == Kind.PUNCTUATION);
    }
}
