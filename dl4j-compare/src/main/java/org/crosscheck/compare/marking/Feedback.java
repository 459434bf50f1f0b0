package org.crosscheck.compare.marking;

import static org.crosscheck.compare.grade.Wording.escaped;
import static org.crosscheck.compare.grade.Wording.number;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosscheck.compare.homework.SubQuestion;
import org.crosscheck.compare.sheet.Sheet;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.compare.text.Translation;

/** What a student reads of a homework that is marked, in Markdown and in one of the languages. */
public final class Feedback {

    private final Messages messages;

    public Feedback(Messages messages) {
        this.messages = messages;
    }

    /** The whole file. */
    public String of(WrittenMarks marks) {
        StringBuilder text = new StringBuilder("# " + escaped(marks.name()) + "\n\n");
        if (marks.problem() != null) {
            return text.append("**")
                    .append(messages.say("feedback.unreadable"))
                    .append("**: ")
                    .append(escaped(marks.problem()))
                    .append('\n')
                    .toString();
        }
        text.append(summary(marks)).append("\n\n");
        marks.notes().forEach(note -> text.append(escaped(note)).append("\n\n"));
        text.append("| ").append(messages.say("feedback.table")).append(" |\n|---|---|---|\n");
        for (WrittenMark item : marks.items()) {
            text.append("| ")
                    .append(item.question())
                    .append(" | ")
                    .append(messages.say("feedback.points", number(item.points()), number(item.most())))
                    .append(" | ")
                    .append(messages.say("verdict." + item.verdict()))
                    .append(item.open() ? " *" : "")
                    .append(" |\n");
        }
        for (WrittenMark item : marks.items()) {
            if (isTold(item)) {
                text.append("\n## ")
                        .append(item.question())
                        .append(' ')
                        .append(title(item))
                        .append("\n\n");
                text.append(told(item)).append('\n');
            }
        }
        text.append(rest(marks.rest()));
        return text.toString();
    }

    /** The points in one sentence. */
    public String summary(WrittenMarks marks) {
        String score = number(marks.score());
        String most = number(marks.most());
        return marks.open() == 0
                ? messages.say("feedback.decided", score, most)
                : marks.open() == 1
                        ? messages.say("feedback.proposed.one", score, most)
                        : messages.say("feedback.proposed", score, most, marks.open());
    }

    /** Whether there is more to say of a question than its line in the table. */
    public static boolean isTold(WrittenMark item) {
        boolean whole = item.verdict().equals("right") && !item.parts().containsValue(WrittenMark.MISSING);
        return !item.verdict().equals(WrittenMark.MISSING)
                && !(whole
                        && item.toRead().isEmpty()
                        && item.program() == null
                        && item.comment().isEmpty());
    }

    private static String title(WrittenMark item) {
        return SubQuestion.find(item.question())
                .map(SubQuestion::title)
                .map(org.crosscheck.compare.grade.Wording::escaped)
                .orElse("");
    }

    /** What is said of one question. */
    private String told(WrittenMark item) {
        StringBuilder text = new StringBuilder(
                "**" + messages.say("verdict." + item.verdict()) + "** (" + escaped(item.place()) + ").");
        sentences(item).forEach(sentence -> text.append(' ').append(escaped(sentence)));
        if (!item.normal().isEmpty()) {
            text.append("\n\n").append(messages.say("feedback.understood")).append("\n\n$$\n");
            text.append(item.normal().replace("$", "")).append("\n$$");
        }
        return text.append('\n').toString();
    }

    /** What is said of a question besides its verdict, sentence by sentence. */
    public List<String> sentences(WrittenMark item) {
        List<String> said = new java.util.ArrayList<>();
        if (!item.message().isEmpty()) {
            said.add(Translation.into(messages.language()).of(item.message()));
        }
        if (item.parts().size() > 1) {
            String parts = item.parts().entrySet().stream()
                    .map(part ->
                            part(part.getKey()) + " " + messages.say("verdict." + part.getValue()) + points(item, part))
                    .collect(Collectors.joining(", "));
            said.add(messages.say("feedback.parts", parts));
        }
        if (item.program() != null) {
            said.add(item.program());
        }
        if (item.open()) {
            said.add(messages.say("feedback.person", String.join(", ", messages.all("read.", item.toRead()))));
        }
        if (!item.comment().isEmpty()) {
            said.add(messages.say("feedback.comment", item.comment()));
        }
        return said;
    }

    /** The name of a part, which is an expression such as k != y or a word. */
    private String part(String name) {
        String key = "part." + name;
        return messages.has(key) ? messages.say(key) : name;
    }

    private static String points(WrittenMark item, Map.Entry<String, String> part) {
        double points = item.given().getOrDefault(part.getKey(), 0.0);
        return points == 0 ? "" : " (" + number(points) + ")";
    }

    private String rest(List<Sheet.Rest> rest) {
        if (rest.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(
                "\n## " + messages.say("feedback.rest") + "\n\n" + messages.say("feedback.rest.why") + "\n");
        for (Sheet.Rest one : rest) {
            text.append("\n- ")
                    .append(escaped(one.place()))
                    .append(": ")
                    .append(escaped(shortened(one.text())))
                    .append('\n');
        }
        return text.toString();
    }

    /** A text on one line, its beginning if it is long. */
    public static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 240 ? line : line.substring(0, 240) + " ...";
    }
}
