package org.crosscheck.compare.marking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Messages;

/**
 * The files of a cohort in a folder that do not need a page: decisions, grades, feedback. The decisions that are there already
 * are kept.
 *
 * @param all the marks with the decisions
 * @param groups the groups of the answers
 * @param decisions what was decided
 */
public record CohortFiles(List<WrittenMarks> all, List<Group> groups, Decisions decisions) {

    /** The file of decisions in a folder. */
    public static Path decisions(Path folder) {
        return folder.resolve("decisions.csv");
    }

    /** Applies the decisions in a folder, and newer ones over them, to marks as they were proposed. */
    public static CohortFiles of(List<WrittenMarks> proposed, Path folder, Decisions newer)
            throws IOException, InputException {
        Path file = decisions(folder);
        Decisions decisions = (Files.exists(file) ? Decisions.read(file) : Decisions.NONE).and(newer);
        List<WrittenMarks> all = proposed.stream().map(decisions::apply).toList();
        return new CohortFiles(all, Group.of(all), decisions);
    }

    /** Writes them. */
    public void write(Path folder, Messages messages) throws IOException {
        decisions.write(groups, decisions(folder));
        WrittenGradebook.writeCsv(all, messages, folder.resolve("grades.csv"));
        WrittenGradebook.writeCanvas(all, folder.resolve("grades-canvas.csv"));
        WrittenGradebook.writeFeedback(all, messages, folder.resolve("feedback"));
    }
}
