package org.crosscheck.compare.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.campaign.CampaignFolder;
import org.crosscheck.compare.campaign.CampaignPlan;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.MarksLog;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.submission.UntrustedFiles;
import org.crosscheck.compare.marking.Telling;
import org.crosscheck.compare.marking.WrittenMarks;
import org.crosscheck.compare.text.InputException;

/** What is read from files alone, in a folder of their own. */
final class Journals {

    /** Of the campaign whose files are read. */
    static final CampaignPlan PLAN = new CampaignPlan("test", 3, List.of("reference"), List.of());

    private static final Path FOLDER = folder();

    private Journals() {}

    private static Path folder() {
        try {
            return Files.createTempDirectory("crosscheck-fuzz-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String name, byte[] bytes) throws IOException {
        return Files.write(FOLDER.resolve(name), bytes);
    }

    static void rubric(byte[] bytes) throws IOException, InputException {
        Rubric.read(file("rubric.json", bytes));
    }

    static void telling(byte[] bytes) throws IOException, InputException {
        Telling.read(file("telling.json", bytes));
    }

    static void campaignState(byte[] state) throws IOException, InputException {
        campaign(state, new byte[0]);
    }

    static void campaignLines(byte[] lines) throws IOException, InputException {
        campaign(null, lines);
    }

    private static void campaign(byte[] state, byte[] lines) throws IOException, InputException {
        Path folder = FOLDER.resolve("campaign");
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve("state.json"));
        new CampaignFolder(folder, PLAN).close();
        if (state != null) {
            Files.write(folder.resolve("state.json"), state);
        }
        Files.write(folder.resolve("cases.jsonl"), lines);
        new CampaignFolder(folder, PLAN).close();
    }

    static void marks(byte[] lines) throws IOException, InputException {
        marks(lines, Marks.class);
    }

    static void writtenMarks(byte[] lines) throws IOException, InputException {
        marks(lines, WrittenMarks.class);
    }

    /** Behind a first line that is right; by whoever wants all of them, then by a run that goes on. */
    private static void marks(byte[] lines, Class<?> kind) throws IOException, InputException {
        Path file = file("marks.jsonl", "{\"markedBy\":\"test\"}\n".getBytes(StandardCharsets.UTF_8));
        Files.write(file, lines, StandardOpenOption.APPEND);
        try {
            MarksLog.all(file, kind);
        } catch (InputException typed) {
            // A run that goes on drops a torn last line, and reads the others in the same way.
        }
        MarksLog.open(file, kind, "test", true).close();
    }

    /** Removes the files. */
    static void clean() throws IOException {
        for (Map.Entry<String, Path> file : UntrustedFiles.tree(FOLDER).entrySet()) {
            Files.delete(file.getValue());
        }
        Files.deleteIfExists(FOLDER.resolve("campaign"));
        Files.deleteIfExists(FOLDER);
    }
}
