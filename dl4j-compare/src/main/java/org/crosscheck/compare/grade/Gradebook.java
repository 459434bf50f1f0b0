package org.crosscheck.compare.grade;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.text.Printable;
import org.crosscheck.datasets.formats.AtomicFiles;

/** The files of a batch: {@code grades.csv} for the instructor, a markdown file of feedback for each student. */
public final class Gradebook {

    private Gradebook() {}

    /**
     * One line for each submission: score, where the first error entered, what explains it, the original file name (by which a
     * learning platform knows the student), and the points of each item.
     */
    public static void writeCsv(List<Marks> all, Path file) throws IOException {
        Set<String> keys = new LinkedHashSet<>();
        all.forEach(marks -> marks.items().forEach(item -> keys.add(item.key())));
        List<String> header =
                new ArrayList<>(List.of("submission", "score", "most", "first_error", "mistake", "problem"));
        boolean named = all.stream().anyMatch(marks -> marks.file() != null);
        header.addAll(named ? List.of("file", "remarks") : List.of());
        header.addAll(keys);
        StringBuilder csv = new StringBuilder(csvLine(header));
        for (Marks marks : all) {
            Mark first = marks.entered().stream().findFirst().orElse(null);
            List<String> cells = new ArrayList<>(List.of(
                    marks.name(),
                    number(marks.score()),
                    number(marks.most()),
                    first == null ? "" : first.key(),
                    first == null
                            ? ""
                            : first.findings().stream().map(Finding::id).collect(Collectors.joining(" or ")),
                    marks.problem() == null ? "" : marks.problem()));
            if (named) {
                cells.add(marks.file() == null ? "" : Printable.text(marks.file()));
                cells.add(String.join(" ", marks.remarks()));
            }
            for (String key : keys) {
                cells.add(marks.items().stream()
                        .filter(item -> item.key().equals(key))
                        .findFirst()
                        .map(item -> number(item.points()))
                        .orElse(""));
            }
            csv.append(csvLine(cells));
        }
        AtomicFiles.write(file, csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What a student is told, without the items that the rubric hides. */
    public static void writeFeedback(Marks marks, Path file) throws IOException {
        AtomicFiles.writeDerived(file, feedback(marks).getBytes(StandardCharsets.UTF_8));
    }

    public static String feedback(Marks marks) {
        StringBuilder text = new StringBuilder("# " + Wording.escaped(marks.name()) + "\n\n" + Wording.summary(marks));
        List<Mark> items = marks.items().stream()
                .filter(item -> item.visibility().equals("visible"))
                .toList();
        if (marks.problem() == null && !items.isEmpty()) {
            text.append("\n\n| question | array | points | outcome |\n|---|---|---|---|\n");
            for (Mark item : items) {
                String points = item.counts()
                        ? Wording.number(item.points()) + " of " + Wording.number(item.most())
                        : "not counted";
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | `%s` | %s | %s |\n",
                        item.question(),
                        item.key(),
                        points,
                        item.outcome().text()));
            }
            for (Rubric.ByPerson one : marks.byPerson()) {
                text.append("| " + Wording.escaped(one.question()) + " | | ? of " + Wording.number(one.points())
                        + " | by a person |\n");
            }
            for (Mark item : items) {
                if (item.outcome() != Outcome.AGREE && item.outcome() != Outcome.MISSING) {
                    text.append("\n## ")
                            .append(item.question())
                            .append(" `")
                            .append(item.key())
                            .append("`\n\n");
                    text.append(Wording.markdown(item)).append('\n');
                }
            }
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static String number(double points) {
        return String.format(Locale.ROOT, "%.4f", points).replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    /** RFC 4180; a cell that a spreadsheet would take for a formula is preceded by an apostrophe. One line of a file. */
    public static String csvLine(List<String> cells) {
        return cells.stream()
                        .map(cell -> cell.matches("(?s)[=+@\\t-].*") ? "'" + cell : cell)
                        .map(cell -> cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }
}
