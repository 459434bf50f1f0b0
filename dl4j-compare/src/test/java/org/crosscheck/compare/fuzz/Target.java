package org.crosscheck.compare.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.crosscheck.compare.campaign.CampaignFolder;
import org.crosscheck.compare.campaign.CampaignPlan;
import org.crosscheck.compare.demo.CheckpointFuzz;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.MarksLog;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.marking.Decisions;
import org.crosscheck.compare.marking.Telling;
import org.crosscheck.compare.marking.WrittenMarks;
import org.crosscheck.compare.programs.AnsweredFuzz;
import org.crosscheck.compare.sheet.Sheet;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.written.AnswerJudge;
import org.crosscheck.compare.written.AnswerVerdict;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.Idx;
import org.crosscheck.datasets.formats.Npy;
import org.crosscheck.datasets.formats.Npz;
import org.crosscheck.datasets.formats.Png;
import org.crosscheck.datasets.formats.Source;

/**
 * Everything that reads what somebody else has written, each from bytes. A reader may refuse with an error that says what was
 * expected and what was found; any other error is a defect, and so is a longer time than two seconds for less than 1 MiB.
 */
@SuppressWarnings("ImmutableEnumChecker") // a lambda cannot say that it is
enum Target {
    NPY(bytes -> Npy.read(bytes, "a.npy")),
    NPZ(bytes -> Npz.read(bytes, "a.npz"), Repair::zip),
    ZIP(Target::zip, Repair::zip),
    IDX(bytes -> Idx.read(bytes, "a"), Repair::gzip),
    PNG(bytes -> Png.decode(bytes, Source.file("a.png")), Repair::png),
    JSON(bytes -> Submission.read(file("answers.json", bytes))),
    SUBMISSION(bytes -> Submission.read(file("answers.zip", bytes)), Repair::zip),
    ANSWERS(bytes -> AnsweredFuzz.read(file("answers.npz", bytes)), Repair::zip),
    CHECKPOINT(Target::checkpoint, Repair::zip),
    CAMPAIGN_STATE(bytes -> campaign(bytes, new byte[0])),
    CAMPAIGN_LINES(bytes -> campaign(null, bytes)),
    MARKS(bytes -> marks(bytes, Marks.class)),
    WRITTEN_MARKS(bytes -> marks(bytes, WrittenMarks.class)),
    DECISIONS(bytes -> Decisions.parse("decisions", text(bytes))),
    RUBRIC(bytes -> Rubric.read(file("rubric.json", bytes))),
    TELLING(bytes -> Telling.read(file("telling.json", bytes))),
    LATEX(Target::latex),
    HOMEWORK(bytes -> Sheet.read(file("a.tex", bytes)));

    /** Of the campaign whose files are read. */
    static final CampaignPlan PLAN = new CampaignPlan("test", 3, List.of("reference"), List.of());

    private static final AnswerJudge JUDGE = new AnswerJudge();

    private static final int SOON = 1 << 20;
    private static final double LONGEST = 2e9;

    /** A reader. */
    @FunctionalInterface
    interface Reader {
        void read(byte[] bytes) throws IOException, InputException;
    }

    private final Reader reader;
    private final UnaryOperator<byte[]> repair;

    Target(Reader reader) {
        this(reader, null);
    }

    Target(Reader reader, UnaryOperator<byte[]> repair) {
        this.reader = reader;
        this.repair = repair;
    }

    /** By a name as {@link #toString} gives it. */
    static Target of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads bytes as they are, and with checksums that fit; throws what the reader must not. */
    void read(byte[] bytes) throws IOException {
        once(bytes);
        if (repair != null) {
            once(repair.apply(bytes));
        }
    }

    private void once(byte[] bytes) throws IOException {
        double nanos = timed(bytes);
        if (bytes.length < SOON && nanos > LONGEST) {
            nanos = timed(bytes); // the first time may have loaded classes
        }
        if (bytes.length < SOON && nanos > LONGEST) {
            throw new AssertionError(bytes.length + " bytes took " + nanos / 1e9 + " s");
        }
    }

    private double timed(byte[] bytes) throws IOException {
        long start = cpu();
        try {
            reader.read(bytes);
        } catch (FormatException | InputException typed) {
            requireSaid(typed);
        }
        return cpu() - start;
    }

    private static void requireSaid(Exception typed) {
        String message = String.valueOf(typed.getMessage());
        if (!message.contains("expected") || !message.contains("found")) {
            throw new AssertionError("says neither what was expected nor what was found", typed);
        }
    }

    /** Of this thread, which a busy machine does not lengthen. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void zip(byte[] bytes) throws IOException {
        for (Npz.Member member : Npz.members(bytes, "a.zip")) {
            try {
                member.array(1 << 20);
            } catch (FormatException typed) {
                requireSaid(typed);
            }
        }
    }

    private static void checkpoint(byte[] bytes) throws IOException, InputException {
        byte[] forged = bytes;
        try {
            forged = CheckpointFuzz.forged(bytes);
        } catch (FormatException noArchive) {
            requireSaid(noArchive);
        }
        CheckpointFuzz.read(forged);
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

    /** Behind a first line that is right. */
    private static void marks(byte[] lines, Class<?> kind) throws IOException, InputException {
        Path file = FOLDER.resolve("marks.jsonl");
        MarksLog.open(file, kind, "test", false).close();
        Files.write(file, lines, java.nio.file.StandardOpenOption.APPEND);
        MarksLog.open(file, kind, "test", true).close();
        MarksLog.all(file, kind);
    }

    /** The first byte says of which question. */
    private static void latex(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        List<String> questions = AnswerJudge.questions();
        String question = questions.get((bytes[0] & 0xff) % questions.size());
        AnswerVerdict verdict = JUDGE.judge(question, text(bytes).substring(1));
        if (verdict.isOwnFault()) {
            throw new AssertionError(verdict.message());
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static final Path FOLDER = folder();

    private static Path folder() {
        try {
            return Files.createTempDirectory("crosscheck-fuzz-");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path file(String name, byte[] bytes) throws IOException {
        return Files.write(FOLDER.resolve(name), bytes);
    }

    /** Removes the files that readers of files were given. */
    static void clean() throws IOException {
        for (Map.Entry<String, Path> file : org.crosscheck.compare.grade.submission.UntrustedFiles.tree(FOLDER)
                .entrySet()) {
            Files.delete(file.getValue());
        }
        Files.deleteIfExists(FOLDER.resolve("campaign"));
        Files.deleteIfExists(FOLDER);
    }
}
