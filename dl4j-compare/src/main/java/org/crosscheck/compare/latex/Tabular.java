package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A {@code tabular}: a table of text with formulas in its cells. What it says is taken row by row, or column by column
 * where the first row holds names: a name and its value.
 */
final class Tabular {

    private static final Set<String> RULES =
            Set.of("hline", "toprule", "midrule", "bottomrule", "centering", "textbf", "bf", "bfseries");

    private Tabular() {}

    /** The pairs of a name and a value that a table holds, each as the lexemes of both. */
    static List<List<List<Lexeme>>> pairs(List<Lexeme> body) {
        List<List<List<Lexeme>>> rows = rows(body);
        List<List<List<Lexeme>>> pairs = new ArrayList<>();
        boolean names = rows.size() > 1 && rows.get(0).stream().noneMatch(Tabular::isNumber);
        boolean across = names && rows.get(1).stream().allMatch(Tabular::isNumber);
        for (int r = across ? 1 : 0; r < rows.size(); r++) {
            List<List<Lexeme>> row = rows.get(r);
            for (int c = 0; across && c < Math.min(row.size(), rows.get(0).size()); c++) {
                pairs.add(List.of(rows.get(0).get(c), row.get(c)));
            }
            if (!across && row.size() > 1) {
                pairs.add(List.of(row.get(0), row.get(row.size() - 1)));
            }
        }
        return pairs;
    }

    /** What a cell says, as text. */
    static String text(List<Lexeme> cell) {
        return cell.stream().map(Lexeme::text).collect(Collectors.joining()).strip();
    }

    private static boolean isNumber(List<Lexeme> cell) {
        return !cell.isEmpty()
                && cell.stream().allMatch(l -> l.kind() == Lexeme.Kind.DIGIT || l.kind() == Lexeme.Kind.SPACE);
    }

    private static List<List<List<Lexeme>>> rows(List<Lexeme> body) {
        List<List<List<Lexeme>>> rows = new ArrayList<>();
        List<List<Lexeme>> row = new ArrayList<>();
        List<Lexeme> cell = new ArrayList<>();
        for (Lexeme lexeme : body) {
            boolean end = lexeme.is("\\") || lexeme.is("tabularnewline");
            if (end || lexeme.kind() == Lexeme.Kind.CELL) {
                row.add(List.copyOf(cell));
                cell.clear();
            } else if (lexeme.kind() != Lexeme.Kind.MATH
                    && !(lexeme.kind() == Lexeme.Kind.COMMAND && RULES.contains(lexeme.text()))) {
                cell.add(lexeme);
            }
            if (end) {
                rows.add(List.copyOf(row));
                row.clear();
            }
        }
        row.add(List.copyOf(cell));
        rows.add(row);
        rows.removeIf(r -> r.stream().allMatch(c -> text(c).isEmpty()));
        return rows;
    }
}
