package org.crosscheck.compare.grade.gradescope;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.grade.Mark;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Outcome;
import org.crosscheck.compare.grade.Wording;
import org.crosscheck.compare.text.Json;
import org.crosscheck.datasets.formats.AtomicFiles;

/**
 * Gradescope's {@code results.json}. Students see it, so it holds words and points but no numbers of the reference; what
 * comes from a submission is escaped.
 */
public final class Gradescope {

    private static final ObjectWriter JSON = Json.writer(JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build());

    private Gradescope() {}

    /** The part of Gradescope's schema that is used. */
    private record Results(double score, String output, String outputFormat, String visibility, List<Test> tests) {}

    private record Test(
            double score,
            @JsonProperty("max_score") double maxScore,
            String status,
            String name,
            String number,
            String output,
            String outputFormat,
            String visibility) {}

    /** Writes a file; it is the whole new one or as before. */
    public static void write(Marks marks, Path file) throws IOException {
        AtomicFiles.write(file, toBytes(marks));
    }

    /** The content of the file. Throws {@link IllegalArgumentException} if a score is not a finite number. */
    public static byte[] toBytes(Marks marks) {
        List<Test> tests = new ArrayList<>();
        for (Mark item : marks.items()) {
            if (!Double.isFinite(item.points()) || !Double.isFinite(item.most())) {
                throw new IllegalArgumentException(item.key() + " has " + item.points() + " of " + item.most());
            }
            tests.add(new Test(
                    item.points(),
                    item.most(),
                    item.outcome() == Outcome.AGREE ? "passed" : "failed",
                    item.key() + (item.counts() ? "" : " (not counted)"),
                    item.question(),
                    marks.problem() == null ? Wording.markdown(item) : "Not marked; the reason stands at the top.",
                    "md",
                    item.visibility()));
        }
        return bytes(new Results(marks.score(), Wording.summary(marks), "md", "visible", tests));
    }

    /** The content of the file that is there until a submission is marked, and stays there if marking never ends. */
    public static byte[] unmarked() {
        String text = "**Not marked.** The marker did not finish; that says nothing about your answers. Submit"
                + " again, and if this happens again, tell your instructor.";
        return bytes(new Results(0, text, "md", "visible", List.of()));
    }

    private static byte[] bytes(Results results) {
        try {
            return JSON.writeValueAsBytes(results);
        } catch (IOException e) {
            throw new UncheckedIOException("results in memory", e);
        }
    }
}
