package org.crosscheck.compare.marking;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.Wording;
import org.crosscheck.compare.sheet.Sheet;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Json;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.compare.text.Translation;
import org.crosscheck.datasets.formats.AtomicFiles;

/**
 * What a bundle of Gradescope for homeworks in LaTeX runs: says at once what was understood, and as much more as the settings
 * allow. It knows no answer key; the points are the instructor's.
 */
public final class WrittenAutograder {

    private static final ObjectWriter JSON = Json.writer(JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build());

    private final Telling telling;
    private final Messages messages;

    private WrittenAutograder(Telling telling) {
        this.telling = telling;
        this.messages = Messages.of(telling.language());
    }

    /** Gradescope's schema, as far as it is used. */
    private record Results(
            double score,
            String output,
            String outputFormat,
            String visibility,
            Map<String, Object> extraData,
            List<Test> tests) {}

    private record Test(String name, String number, String output, String outputFormat, String visibility) {}

    /**
     * Reads the one submission and replaces {@code results/results.json} in one step.
     *
     * @param args the folder, laid out as Gradescope prescribes
     */
    public static void main(String[] args) throws IOException, InputException {
        Path folder = Path.of(args[0]);
        Path source = folder.resolve("source");
        Telling telling = Telling.read(source.resolve("written.json"));
        Earlier earlier = Earlier.read(folder.resolve("submission_metadata.json"));
        Path submission = folder.resolve("submission");
        Path real = Files.exists(submission) ? submission.toRealPath() : submission;
        WrittenMarks marks = new WrittenMarker(Rubric.read(source.resolve("rubric.json"))).mark(Sheet.read(only(real)));
        byte[] results = new WrittenAutograder(telling).results(marks, earlier);
        AtomicFiles.write(folder.resolve("results").resolve("results.json"), results);
    }

    /** A .zip that was handed in alone is looked into. */
    private static Path only(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return folder;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            List<Path> all = inside.toList();
            boolean zip = all.size() == 1
                    && all.get(0).toString().toLowerCase(Locale.ROOT).endsWith(".zip");
            return zip ? all.get(0) : folder;
        }
    }

    /** The content of the results. */
    byte[] results(WrittenMarks marks, Earlier earlier) throws IOException {
        String asked = earlier.isLate() ? telling.after() : telling.before();
        boolean spent = !earlier.isLate() && telling.tries() > 0 && earlier.told() >= telling.tries();
        long pause = earlier.isLate() ? 0 : earlier.pause(telling);
        boolean more = !asked.equals(Telling.LEVELS.get(0)) && !spent && pause == 0 && marks.problem() == null;
        int level = more ? Telling.LEVELS.indexOf(asked) : 0;
        Feedback feedback = new Feedback(messages);
        List<String> output = new ArrayList<>();
        if (marks.problem() != null) {
            output.add("**" + messages.say("feedback.unreadable") + "**: " + Wording.escaped(feedback.problem(marks)));
        }
        if (spent) {
            output.add(messages.say("gradescope.spent", telling.tries()));
        } else if (pause > 0) {
            output.add(messages.say("gradescope.pause", pause));
        } else if (more && !earlier.isLate() && telling.tries() > 0) {
            output.add(messages.say("gradescope.try", earlier.told() + 1, telling.tries()));
        }
        feedback.notes(marks).forEach(note -> output.add(Wording.escaped(note)));
        if (marks.problem() == null) {
            output.add(messages.say("gradescope.proposal"));
        }
        if (!marks.rest().isEmpty()) {
            output.add(messages.say("feedback.rest") + ": "
                    + Wording.escaped(String.join(
                            "; ",
                            marks.rest().stream()
                                    .map(one -> feedback.place(one.place()))
                                    .toList())));
        }
        List<Test> tests = marks.items().stream()
                .filter(item -> !item.verdict().equals(WrittenMark.MISSING))
                .map(item -> new Test(title(item, level), item.question(), said(item, level), "md", "visible"))
                .toList();
        double score = telling.score() ? marks.score() : 0;
        return JSON.writeValueAsBytes(
                new Results(score, String.join("\n\n", output), "md", "visible", Map.of(Earlier.TOLD, more), tests));
    }

    private String title(WrittenMark item, int level) {
        boolean verdict =
                level >= Telling.LEVELS.indexOf("step") || item.verdict().equals("unclear");
        return item.question() + (verdict ? ": " + messages.say("verdict." + item.verdict()) : "");
    }

    private String said(WrittenMark item, int level) {
        StringBuilder text = new StringBuilder();
        if (!item.normal().isEmpty()) {
            text.append(messages.say("feedback.understood"))
                    .append("\n\n$$\n")
                    .append(item.normal().replace("$", ""))
                    .append("\n$$\n\n");
        }
        String message = item.message();
        boolean told = item.verdict().equals("unclear")
                || level >= Telling.LEVELS.indexOf("step")
                || (level >= Telling.LEVELS.indexOf("dimensions") && item.misfit());
        if (told && item.verdict().equals("wrong") && !item.misfit() && level < Telling.LEVELS.indexOf("all")) {
            message = message.replaceAll("(?s)(.*? is false):.*", "$1."); // the step, and not at which values
        }
        return text.append(
                        told
                                ? Wording.escaped(
                                        Translation.into(messages.language()).of(message))
                                : "")
                .toString()
                .strip();
    }
}
