package org.crosscheck.compare.marking;

import static org.crosscheck.compare.grade.Wording.escaped;
import static org.crosscheck.compare.grade.Wording.number;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosscheck.compare.sheet.Sheet;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.compare.text.Translation;

/** What a student reads of a homework that is marked, in Markdown and in one of the languages. */
public final class Feedback {

    private final Messages messages;
    private final Translation translation;

    public Feedback(Messages messages) {
        this.messages = messages;
        this.translation = Translation.into(messages.language());
    }

    /** The whole file. */
    public String of(WrittenMarks marks) {
        StringBuilder text = new StringBuilder("# " + escaped(marks.name()) + "\n\n");
        if (marks.problem() != null) {
            return text.append("**")
                    .append(messages.say("feedback.unreadable"))
                    .append("**: ")
                    .append(escaped(problem(marks)))
                    .append('\n')
                    .toString();
        }
        text.append(summary(marks)).append("\n\n");
        notes(marks).forEach(note -> text.append(escaped(note)).append("\n\n"));
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
                        .append(escaped(messages.say("title." + item.question())))
                        .append("\n\n");
                text.append(told(item)).append('\n');
            }
        }
        text.append(rest(marks.rest()));
        return text.toString();
    }

    /** Why a homework could not be read. */
    public String problem(WrittenMarks marks) {
        return translation.phrase(marks.problem());
    }

    /** What its reader had to decide. */
    public List<String> notes(WrittenMarks marks) {
        return marks.notes().stream().map(translation::of).toList();
    }

    /** Where something stands. */
    public String place(String place) {
        return translation.phrase(place);
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

    /** What is said of one question. */
    private String told(WrittenMark item) {
        StringBuilder text = new StringBuilder(
                "**" + messages.say("verdict." + item.verdict()) + "** (" + escaped(place(item.place())) + ").");
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
            said.add(translation.of(item.message()));
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
                    .append(escaped(place(one.place())))
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
