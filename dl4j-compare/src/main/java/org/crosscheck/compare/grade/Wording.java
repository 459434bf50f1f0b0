package org.crosscheck.compare.grade;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.crosscheck.compare.grade.mistakes.Finding;

/** What students are told, in markdown: never a number of the reference. Text from a submission is escaped. */
public final class Wording {

    private Wording() {}

    /** One item: how it came out and what explains it. */
    public static String markdown(Mark item) {
        StringBuilder text = new StringBuilder("**" + item.outcome().text() + "**: " + escaped(item.note()));
        if (item.findings().size() > 1) {
            text.append("\n\nYour case cannot tell these mistakes apart:");
        }
        for (Finding finding : item.findings()) {
            text.append("\n\n- Found: ").append(escaped(finding.found()));
            text.append("\n- Where: ").append(escaped(finding.where()));
            text.append("\n- Check by hand: ").append(escaped(finding.check()));
        }
        return text.toString();
    }

    /** The whole submission in a few sentences. */
    public static String summary(Marks marks) {
        if (marks.problem() != null) {
            return "**The submission cannot be read**: " + escaped(marks.problem()) + notes(marks);
        }
        StringBuilder text = new StringBuilder(score(marks) + " points.");
        List<Mark> entered = marks.entered().stream()
                .filter(item -> item.visibility().equals("visible"))
                .toList();
        if (!entered.isEmpty()) {
            Mark first = entered.get(0);
            text.append(" Look at `")
                    .append(first.key())
                    .append("` (")
                    .append(first.question())
                    .append(") first: ");
            text.append(
                    entered.size() == 1
                            ? "the error entered there."
                            : "the first of " + entered.size() + " errors entered there.");
        }
        if (!marks.unknown().isEmpty()) {
            text.append(" These names are not keys of answers and were not read: ");
            text.append(marks.unknown().stream().map(Wording::escaped).collect(Collectors.joining(", ")));
            text.append('.');
        }
        if (!marks.byPerson().isEmpty()) {
            text.append(' ').append(escaped(byPerson(marks)));
        }
        return text + notes(marks);
    }

    /** What no array can earn, and where: for whoever adds up the points. */
    public static String byPerson(Marks marks) {
        return number(marks.mostByPerson()) + " more are given by a person: "
                + marks.byPerson().stream()
                        .map(one -> one.question() + " " + number(one.points()))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static String notes(Marks marks) {
        return marks.notes().stream().map(note -> "\n\n" + escaped(note)).collect(Collectors.joining());
    }

    /** Such as 17.5 of 32. */
    static String score(Marks marks) {
        return number(marks.score()) + " of " + number(marks.most());
    }

    /** At most two decimals, none if they are 0. */
    public static String number(double points) {
        String text = String.format(Locale.ROOT, "%.2f", points);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    /** Text that markdown and HTML show as it is. */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '&' || c == '<' || c == '>') {
                out.append(c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;");
            } else {
                out.append("\\`*_[]#|".indexOf(c) >= 0 ? "\\" : "").appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
