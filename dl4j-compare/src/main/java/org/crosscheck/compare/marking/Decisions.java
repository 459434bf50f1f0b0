package org.crosscheck.compare.marking;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crosscheck.compare.grade.Gradebook;
import org.crosscheck.compare.grade.Wording;
import org.crosscheck.compare.homework.SubQuestion;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.formats.AtomicFiles;

/**
 * What an instructor has decided of groups of answers, by their ids: the file {@code decisions.csv} with the columns question,
 * group, points, comment. A row without points leaves the proposal; one of a group that nobody is in is kept for those who come.
 *
 * @param byGroup the decisions by the ids of groups, in the order of the file
 */
public record Decisions(Map<String, Decision> byGroup) {

    public static final Decisions NONE = new Decisions(Map.of());

    private static final List<String> COLUMNS = List.of("question", "group", "points", "comment");
    private static final int LONGEST = 4000;
    private static final long LARGEST = 16L << 20;

    /** The decision on one group; points are null where the proposal stands. */
    public record Decision(String question, Double points, String comment) {

        boolean isEmpty() {
            return points == null && comment.isEmpty();
        }
    }

    public Decisions {
        byGroup = Collections.unmodifiableMap(new LinkedHashMap<>(byGroup));
    }

    /** Reads a file; throws {@link InputException} with the line that is wrong. */
    public static Decisions read(Path file) throws IOException, InputException {
        if (Files.size(file) > LARGEST) {
            throw new InputException(file.toString(), "size", "at most 16 MiB", Files.size(file) + " bytes");
        }
        return parse(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    /** The same from text; the name is for messages. Spreadsheets may have put semicolons and decimal commas. */
    public static Decisions parse(String name, String text) throws InputException {
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        char separator = plain.lines().findFirst().orElse("").contains(";") ? ';' : ',';
        Rows rows = new Rows(plain, separator);
        List<String> head = rows.next();
        if (head == null
                || !head.stream()
                        .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                        .toList()
                        .equals(COLUMNS)) {
            throw new InputException(
                    name, "line 1", String.join(",", COLUMNS), head == null ? "nothing" : String.join(",", head));
        }
        Map<String, Decision> decisions = new LinkedHashMap<>();
        int number = 1;
        for (List<String> row = rows.next(); row != null; row = rows.next()) {
            number++;
            String place = "row " + number;
            if (row.size() == 1 && row.get(0).isBlank()) {
                continue;
            }
            if (row.size() != COLUMNS.size()) {
                throw new InputException(name, place, COLUMNS.size() + " columns", String.valueOf(row.size()));
            }
            String question = row.get(0).strip();
            String group = row.get(1).strip();
            double most = SubQuestion.find(question)
                    .orElseThrow(() -> new InputException(name, place, "a question such as 2g", "'" + question + "'"))
                    .points();
            if (!group.matches(java.util.regex.Pattern.quote(question) + "-[0-9a-f]{8}")) {
                throw new InputException(name, place, "the id of a group of " + question, "'" + group + "'");
            }
            Double points = points(name, place, row.get(2).strip().replace(',', '.'), most);
            String comment = row.get(3).replaceFirst("^'(?=[=+@\t-])", "").strip();
            if (comment.length() > LONGEST) {
                throw new InputException(
                        name, place, "a comment of at most " + LONGEST + " characters", "a longer one");
            }
            if (decisions.put(group, new Decision(question, points, comment)) != null) {
                throw new InputException(name, place, "each group once", group + " again");
            }
        }
        return new Decisions(decisions);
    }

    private static Double points(String name, String place, String text, double most) throws InputException {
        if (text.isEmpty()) {
            return null;
        }
        double points = text.matches("\\d{1,3}(\\.\\d{1,6})?") ? Double.parseDouble(text) : -1;
        if (!(points >= 0 && points <= most)) {
            throw new InputException(name, place, "points, 0 to " + Wording.number(most), "'" + text + "'");
        }
        return points;
    }

    /** RFC 4180: cells may stand in quotes, and then hold anything. One row after the other, which takes little memory. */
    private static final class Rows {
        private final String text;
        private final char separator;
        private int at;

        Rows(String text, char separator) {
            this.text = text;
            this.separator = separator;
        }

        /** The next row; null behind the last one. */
        List<String> next() {
            List<String> row = new ArrayList<>();
            StringBuilder cell = new StringBuilder();
            boolean quoted = false;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (quoted && c == '"' && at < text.length() && text.charAt(at) == '"') {
                    cell.append(text.charAt(at++));
                } else if (c == '"' && (quoted || cell.isEmpty())) {
                    quoted = !quoted;
                } else if (!quoted && (c == separator || c == '\n')) {
                    row.add(cell.toString());
                    cell.setLength(0);
                    if (c == '\n') {
                        return row;
                    }
                } else if (quoted || c != '\r') {
                    cell.append(c);
                }
            }
            if (!cell.isEmpty() || !row.isEmpty()) {
                row.add(cell.toString());
                return row;
            }
            return null;
        }
    }

    /** These, and those of another file over them. */
    public Decisions and(Decisions newer) {
        Map<String, Decision> both = new LinkedHashMap<>(byGroup);
        both.putAll(newer.byGroup);
        return new Decisions(both);
    }

    /** The marks with what is decided of their groups. */
    public WrittenMarks apply(WrittenMarks marks) {
        return marks.map(mark -> {
            Decision decision = mark.group() == null ? null : byGroup.get(mark.group());
            return decision == null || decision.isEmpty() ? mark : mark.decided(decision.points(), decision.comment());
        });
    }

    /** A row for every group, those that nobody has decided of without points, and for decisions on groups that are empty. */
    public void write(List<Group> groups, Path file) throws IOException {
        StringBuilder csv = new StringBuilder(Gradebook.csvLine(COLUMNS));
        Map<String, Decision> left = new LinkedHashMap<>(byGroup);
        for (Group group : groups) {
            Decision decision = left.remove(group.id());
            csv.append(row(group.question(), group.id(), decision));
        }
        left.values().removeIf(Decision::isEmpty);
        left.forEach((id, decision) -> csv.append(row(decision.question(), id, decision)));
        AtomicFiles.write(file, csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String row(String question, String id, Decision decision) {
        String points = decision == null || decision.points() == null ? "" : Wording.number(decision.points());
        return Gradebook.csvLine(List.of(question, id, points, decision == null ? "" : decision.comment()));
    }
}
