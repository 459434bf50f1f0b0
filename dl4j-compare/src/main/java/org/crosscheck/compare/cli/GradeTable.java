package org.crosscheck.compare.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.crosscheck.compare.grade.Mark;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Outcome;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.Wording;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.text.Numbers;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** The tables of grade on a terminal of a given width: the items of one submission, or many submissions. */
final class GradeTable {

    private static final int QUESTION = 7;
    private static final int KEY = 14;
    private static final int POINTS = 13;
    private static final int OUTCOME = 17;
    private static final int NUMBER = 9;
    private static final int WIDE = 100;

    /** How many submissions are shown; all of them are in grades.csv. */
    private static final int MOST_ROWS = 40;

    /** The outcomes that need no words of their own. */
    private static final Set<Outcome> QUIET = Set.of(Outcome.AGREE, Outcome.MISSING, Outcome.CARRIED);

    private final int width;
    private final ColorScheme colours;

    GradeTable(int width, ColorScheme colours) {
        this.width = Math.max(width, 80);
        this.colours = colours;
    }

    /** One row for each item, then what is wrong and why. */
    String one(Marks marks) {
        StringBuilder text = new StringBuilder();
        if (marks.problem() != null) {
            text.append(wrapped("@|bold,red Unreadable|@: ", 0, marks.problem()));
        } else {
            text.append(items(marks));
            marks.items().stream()
                    .filter(item -> !QUIET.contains(item.outcome()) && !isRepeated(item))
                    .forEach(item -> text.append(explained(item)));
            for (Mark root : marks.entered()) {
                text.append(following(marks, root, "Carried forward from ", item -> item.outcome() == Outcome.CARRIED));
                text.append(following(marks, root, "The same as at ", GradeTable::isRepeated));
            }
        }
        if (!marks.unknown().isEmpty()) {
            text.append(wrapped("Not read, not keys of answers: ", 2, String.join(", ", marks.unknown())));
        }
        for (String note : marks.notes()) {
            text.append(wrapped("", 2, note));
        }
        for (String remark : marks.remarks()) {
            text.append(wrapped("@|bold For the instructor|@: ", 2, remark));
        }
        List<Mark> entered = marks.entered();
        String first = entered.isEmpty()
                ? ""
                : "; the " + (entered.size() == 1 ? "error entered" : "first of " + entered.size() + " errors entered")
                        + " at " + entered.get(0).key() + " (" + entered.get(0).question() + ")";
        String colour = marks.agrees() ? "bold,green" : "bold,red";
        return text
                + colours.ansi()
                        .string("@|" + colour + " " + points(marks.score()) + " of " + points(marks.most())
                                + (marks.most() == 1 ? " point" : " points") + first + ".|@\n")
                + (marks.byPerson().isEmpty() ? "" : wrapped("", 2, Wording.byPerson(marks)));
    }

    /** Whether it is what was said of another item already. */
    private static boolean isRepeated(Mark item) {
        return (item.outcome() == Outcome.ROUNDED || item.outcome() == Outcome.CONVENTION)
                && !item.key().equals(item.root());
    }

    /** The items that follow from one where an error entered, in some way. */
    private String following(Marks marks, Mark root, String how, Predicate<Mark> so) {
        String keys = marks.items().stream()
                .filter(item -> root.key().equals(item.root()) && so.test(item))
                .map(Mark::key)
                .collect(Collectors.joining(", "));
        return keys.isEmpty() ? "" : wrapped(how + root.key() + ": ", 2, keys);
    }

    private String items(Marks marks) {
        int number = width < WIDE ? NUMBER : NUMBER + 2;
        TextTable table = TextTable.forColumns(
                colours,
                new Column(QUESTION, 0, Overflow.TRUNCATE),
                new Column(KEY, 1, Overflow.TRUNCATE),
                new Column(POINTS, 1, Overflow.TRUNCATE),
                new Column(OUTCOME, 1, Overflow.TRUNCATE),
                new Column(number, 1, Overflow.TRUNCATE),
                new Column(number, 1, Overflow.TRUNCATE),
                new Column(width - QUESTION - KEY - POINTS - OUTCOME - 2 * number, 1, Overflow.TRUNCATE));
        table.addRowValues(row("", "array", "points", "outcome", width < WIDE ? "differ." : "difference", "bound", ""));
        List<Rubric.ByPerson> open = new ArrayList<>(marks.byPerson());
        for (Mark item : marks.items()) {
            open.removeIf(one -> {
                boolean before = one.question().compareTo(item.question()) < 0;
                if (before) {
                    table.addRowValues(byPerson(one));
                }
                return before;
            });
            String points = item.counts() ? points(item.points()) + " of " + points(item.most()) : "not counted";
            boolean compared = !Double.isNaN(item.difference()) || !Double.isNaN(item.bound());
            table.addRowValues(row(
                    item.question(),
                    item.key(),
                    points,
                    outcome(item.outcome()),
                    compared ? Numbers.text(item.difference()) : "",
                    compared ? Numbers.text(item.bound()) : "",
                    item.precision() == Precision.SINGLE ? "float32" : ""));
        }
        open.forEach(one -> table.addRowValues(byPerson(one)));
        return table.toString();
    }

    private Text[] byPerson(Rubric.ByPerson one) {
        return row(one.question(), "", "? of " + points(one.points()), "by a person", "", "", "");
    }

    String explained(Mark item) {
        StringBuilder text =
                new StringBuilder(wrapped("@|bold " + item.question() + " " + item.key() + "|@: ", 2, item.note()));
        if (item.findings().size() > 1) {
            text.append(wrapped("", 2, "  The case cannot tell these apart:"));
        }
        for (Finding finding : item.findings()) {
            text.append(wrapped("", 4, "  " + finding.found() + " [" + finding.id() + "]"));
            text.append(wrapped("", 4, "  " + finding.where() + ". " + finding.check()));
        }
        return text.toString();
    }

    /** One row for each submission. */
    String many(List<Marks> all) {
        int name = Math.min(28, width / 3);
        TextTable table = TextTable.forColumns(
                colours,
                new Column(name, 0, Overflow.WRAP),
                new Column(POINTS + 2, 1, Overflow.WRAP),
                new Column(KEY, 1, Overflow.WRAP),
                new Column(width - name - POINTS - 2 - KEY, 1, Overflow.WRAP));
        table.addRowValues(row("submission", "points", "first error", "explained by"));
        all.stream()
                .limit(MOST_ROWS)
                .forEach(marks -> table.addRowValues(row(
                        marks.name(),
                        points(marks.score()) + " of " + points(marks.most()),
                        marks.entered().stream().findFirst().map(Mark::key).orElse(""),
                        marks.problem() != null ? "unreadable: " + marks.problem() : explanation(marks))));
        String rest = all.size() > MOST_ROWS ? "... and " + (all.size() - MOST_ROWS) + " more\n" : "";
        double mean = all.stream()
                .filter(marks -> marks.problem() == null) // as on the cohort's page
                .mapToDouble(Marks::score)
                .average()
                .orElse(0);
        long right = all.stream().filter(Marks::agrees).count();
        long unreadable = all.stream().filter(marks -> marks.problem() != null).count();
        StringBuilder remarks = new StringBuilder();
        all.stream().limit(MOST_ROWS).forEach(marks -> marks.remarks()
                .forEach(remark -> remarks.append(wrapped("", 2, marks.name() + ": " + remark))));
        return table + rest + remarks + Numbers.count(all.size(), "submission") + ": " + right + " all right, mean "
                + points(mean) + (mean == 1 ? " point" : " points")
                + (unreadable == 0 ? "" : ", " + unreadable + " unreadable") + ".\n"
                + all.stream()
                        .filter(marks -> !marks.byPerson().isEmpty())
                        .findFirst()
                        .map(marks -> wrapped("", 2, Wording.byPerson(marks)))
                        .orElse("");
    }

    private static String explanation(Marks marks) {
        return marks.entered().stream()
                .findFirst()
                .map(item -> item.findings().isEmpty()
                        ? item.outcome().text()
                        : item.findings().stream().map(Finding::id).collect(Collectors.joining(" or ")))
                .orElse("");
    }

    private static String outcome(Outcome outcome) {
        return switch (outcome) {
            case AGREE -> "@|green agree|@";
            case CARRIED -> "@|yellow carried forward|@";
            case MISSING -> "@|yellow missing|@";
            default -> "@|bold,red " + outcome.text().toUpperCase(Locale.ROOT) + "|@";
        };
    }

    /** Text from a submission is escaped: it may hold control characters, and picocli's own marks. */
    private Text[] row(String... cells) {
        Text[] texts = new Text[cells.length];
        for (int i = 0; i < cells.length; i++) {
            boolean marked = cells[i].startsWith("@|") && cells[i].endsWith("|@");
            texts[i] = colours.ansi().text(marked ? cells[i] : Wrapping.harmless(cells[i]));
        }
        return texts;
    }

    private String wrapped(String heading, int indent, String line) {
        return Wrapping.text(colours.ansi().text(heading + Wrapping.harmless(line)), width, indent);
    }

    private static String points(double points) {
        return String.format(Locale.ROOT, "%.2f", points).replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
