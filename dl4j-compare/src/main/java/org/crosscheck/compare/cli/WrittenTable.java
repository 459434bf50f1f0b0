package org.crosscheck.compare.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosscheck.compare.grade.Wording;
import org.crosscheck.compare.latex.LatexException;
import org.crosscheck.compare.latex.Printer;
import org.crosscheck.compare.marking.Feedback;
import org.crosscheck.compare.marking.WrittenMark;
import org.crosscheck.compare.marking.WrittenMarks;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.compare.text.Numbers;
import org.crosscheck.compare.text.Printable;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** The tables of homeworks in LaTeX on a terminal: the questions of one, or many homeworks. */
final class WrittenTable {

    private static final int QUESTION = 8;
    private static final int POINTS = 11;
    private static final int VERDICT = 15;
    private static final int MOST_ROWS = 40;

    private static final Map<String, String> COLOURS = Map.of(
            "right",
            "green",
            "form",
            "yellow",
            "incomplete",
            "yellow",
            "wrong",
            "bold,red",
            "unclear",
            "magenta",
            "missing",
            "faint");

    private final int width;
    private final ColorScheme colours;
    private final Messages messages;
    private final Feedback feedback;

    WrittenTable(int width, ColorScheme colours, Messages messages) {
        this.width = Math.max(width, 80);
        this.colours = colours;
        this.messages = messages;
        this.feedback = new Feedback(messages);
    }

    /** A row for each question, then what is to be said of some. */
    String one(WrittenMarks marks) {
        if (marks.problem() != null) {
            return wrapped("@|bold,red " + messages.say("feedback.unreadable") + "|@: ", 0, feedback.problem(marks));
        }
        TextTable table = TextTable.forColumns(
                colours,
                new Column(QUESTION, 0, Overflow.TRUNCATE),
                new Column(POINTS, 1, Overflow.TRUNCATE),
                new Column(VERDICT, 1, Overflow.TRUNCATE),
                new Column(width - QUESTION - POINTS - VERDICT, 1, Overflow.TRUNCATE));
        for (WrittenMark item : marks.items()) {
            String verdict = messages.say("verdict." + item.verdict());
            table.addRowValues(new Text[] {
                colours.ansi().text(item.question()),
                colours.ansi().text(Wording.number(item.points()) + " / " + Wording.number(item.most())),
                colours.ansi().text("@|" + COLOURS.get(item.verdict()) + " " + verdict + "|@"),
                colours.ansi().text(plain(understood(item)))
            });
        }
        StringBuilder text = new StringBuilder(table.toString());
        for (WrittenMark item : marks.items()) {
            if (Feedback.isTold(item)) {
                text.append(wrapped(
                        "@|bold " + item.question() + "|@ (" + plain(feedback.place(item.place())) + "): ",
                        2,
                        String.join(" ", feedback.sentences(item))));
            }
        }
        feedback.notes(marks).forEach(note -> text.append(wrapped("", 2, note)));
        if (!marks.rest().isEmpty()) {
            text.append(wrapped("@|bold " + messages.say("feedback.rest") + "|@:", 2, ""));
            marks.rest()
                    .forEach(rest -> text.append(
                            wrapped("  ", 4, feedback.place(rest.place()) + ": " + Feedback.shortened(rest.text()))));
        }
        String colour = marks.agrees() ? "bold,green" : "bold";
        return text + colours.ansi().string("@|" + colour + " " + feedback.summary(marks) + "|@\n");
    }

    private static String understood(WrittenMark item) {
        try {
            return item.normal().isEmpty() ? "" : Printer.unicode(item.normal());
        } catch (LatexException | IllegalArgumentException e) {
            return "";
        }
    }

    /** A row for each homework. */
    String many(List<WrittenMarks> all) {
        int name = Math.min(28, width / 3);
        TextTable table = TextTable.forColumns(
                colours,
                new Column(name, 0, Overflow.WRAP),
                new Column(POINTS + 4, 1, Overflow.WRAP),
                new Column(9, 1, Overflow.WRAP),
                new Column(width - name - POINTS - 13, 1, Overflow.WRAP));
        table.addRowValues(row("submission", "points", "to read", "wrong"));
        all.stream()
                .limit(MOST_ROWS)
                .forEach(marks -> table.addRowValues(row(
                        marks.name(),
                        Wording.number(marks.score()) + " of " + Wording.number(marks.most()),
                        String.valueOf(marks.open()),
                        marks.problem() != null
                                ? "unreadable: " + marks.problem()
                                : marks.items().stream()
                                        .filter(item -> item.verdict().equals("wrong"))
                                        .map(WrittenMark::question)
                                        .collect(Collectors.joining(" ")))));
        String rest = all.size() > MOST_ROWS ? "... and " + (all.size() - MOST_ROWS) + " more\n" : "";
        double mean = all.stream()
                .filter(marks -> marks.problem() == null)
                .mapToDouble(WrittenMarks::score)
                .average()
                .orElse(0);
        long unreadable = all.stream().filter(marks -> marks.problem() != null).count();
        return table + rest + Numbers.count(all.size(), "homework") + ": mean " + Wording.number(mean)
                + (mean == 1 ? " point" : " points") + (unreadable == 0 ? "" : ", " + unreadable + " unreadable")
                + ".\n";
    }

    private Text[] row(String... cells) {
        Text[] texts = new Text[cells.length];
        for (int i = 0; i < cells.length; i++) {
            texts[i] = colours.ansi().text(plain(cells[i]));
        }
        return texts;
    }

    private String wrapped(String heading, int indent, String line) {
        return Wrapping.text(colours.ansi().text(heading + plain(line)), width, indent);
    }

    private static String plain(String text) {
        return Printable.text(text).replace("@|", "@ |");
    }
}
