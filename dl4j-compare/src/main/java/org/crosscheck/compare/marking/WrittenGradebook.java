package org.crosscheck.compare.marking;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosscheck.compare.grade.Gradebook;
import org.crosscheck.compare.grade.Wording;
import org.crosscheck.compare.homework.SubQuestion;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.compare.text.Printable;
import org.crosscheck.datasets.formats.AtomicFiles;

/** The files of a cohort for the instructor and for each student. */
public final class WrittenGradebook {

    /** What learning platforms call the files that they hand out, and the columns by which they know a student again. */
    private static final Pattern MOODLE = Pattern.compile("(?s)(.+?)_(\\d+)_assignsubmission_.*");

    private static final Pattern CANVAS = Pattern.compile("(?s)([a-z]+)_(?:LATE_)?(\\d+)_\\d+_.*");
    private static final Pattern GRADESCOPE = Pattern.compile("(?s)submission_(\\d+).*");

    private WrittenGradebook() {}

    /**
     * {@code grades.csv}: a line for each homework. Submission ID, Total Score and Max Points are what Gradescope calls them,
     * Student and ID what Canvas does, Identifier, Full name, Grade, Last modified (grade) and Feedback comments what Moodle's
     * worksheet for offline grading does, which takes no file without them.
     */
    public static void writeCsv(List<WrittenMarks> all, Messages messages, Path file) throws IOException {
        List<String> header = new ArrayList<>(List.of(
                "submission",
                "file",
                "Submission ID",
                "Student",
                "ID",
                "Identifier",
                "Full name",
                "Total Score",
                "Max Points",
                "Grade",
                "Last modified (grade)",
                "to read",
                "unattributed",
                "problem",
                "Feedback comments"));
        SubQuestion.ALL.forEach(question -> header.add(question.id()));
        StringBuilder csv = new StringBuilder(Gradebook.csvLine(header));
        Feedback feedback = new Feedback(messages);
        for (WrittenMarks marks : all) {
            String name = marks.file() == null ? marks.name() : marks.file();
            String score = Wording.number(marks.score());
            List<String> cells = new ArrayList<>(List.of(
                    marks.name(),
                    Printable.text(name),
                    found(GRADESCOPE, name, 1, ""),
                    found(CANVAS, name, 1, ""),
                    found(CANVAS, name, 2, ""),
                    found(MOODLE, name, 2, "Participant "),
                    Printable.text(found(MOODLE, name, 1, "")),
                    score,
                    Wording.number(SubQuestion.ALL.stream()
                            .mapToDouble(SubQuestion::points)
                            .sum()),
                    score,
                    "",
                    String.valueOf(marks.open()),
                    String.valueOf(marks.rest().size()),
                    marks.problem() == null ? "" : marks.problem(),
                    marks.problem() == null ? feedback.summary(marks) : messages.say("feedback.unreadable")));
            if (marks.items().isEmpty()) {
                SubQuestion.ALL.forEach(question -> cells.add(""));
            } else {
                marks.items().forEach(item -> cells.add(Wording.number(item.points())));
            }
            csv.append(Gradebook.csvLine(cells));
        }
        AtomicFiles.write(file, csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A file for Canvas, whose gradebook takes each further column for an assignment: Student, ID, Section and this one, for
     * those whose files Canvas has named. None is written if it has named none.
     */
    public static void writeCanvas(List<WrittenMarks> all, Path file) throws IOException {
        StringBuilder csv = new StringBuilder(Gradebook.csvLine(List.of("Student", "ID", "Section", "Homework 3")));
        int header = csv.length();
        for (WrittenMarks marks : all) {
            String name = marks.file() == null ? marks.name() : marks.file();
            String id = found(CANVAS, name, 2, "");
            if (!id.isEmpty() && marks.problem() == null) {
                csv.append(
                        Gradebook.csvLine(List.of(found(CANVAS, name, 1, ""), id, "", Wording.number(marks.score()))));
            }
        }
        if (csv.length() > header) {
            AtomicFiles.write(file, csv.toString().getBytes(StandardCharsets.UTF_8));
        } else {
            Files.deleteIfExists(file);
        }
    }

    private static String found(Pattern pattern, String name, int group, String before) {
        Matcher matcher = pattern.matcher(name);
        return matcher.matches() ? before + matcher.group(group) : "";
    }

    /** A file of feedback for each student. */
    public static void writeFeedback(List<WrittenMarks> all, Messages messages, Path folder) throws IOException {
        Files.createDirectories(folder);
        Feedback feedback = new Feedback(messages);
        for (WrittenMarks marks : all) {
            AtomicFiles.writeDerived(
                    folder.resolve(marks.name() + ".md"), feedback.of(marks).getBytes(StandardCharsets.UTF_8));
        }
    }
}
