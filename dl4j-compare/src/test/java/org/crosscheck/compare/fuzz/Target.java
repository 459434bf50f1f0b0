package org.crosscheck.compare.fuzz;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.crosscheck.compare.bench.ContenderFuzz;
import org.crosscheck.compare.demo.CheckpointFuzz;
import org.crosscheck.compare.grade.submission.SubmissionFuzz;
import org.crosscheck.compare.marking.Decisions;
import org.crosscheck.compare.programs.AnsweredFuzz;
import org.crosscheck.compare.sheet.SheetFuzz;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.Idx;
import org.crosscheck.datasets.formats.Npy;
import org.crosscheck.datasets.formats.Npz;
import org.crosscheck.datasets.formats.Png;
import org.crosscheck.datasets.formats.Source;

/**
 * Everything that reads what somebody else has written, each from bytes. A reader may refuse with an error that says what was
 * expected and what was found; any other error is a defect.
 */
@SuppressWarnings("ImmutableEnumChecker") // a lambda cannot say that it is
enum Target {
    NPY(Kind.BINARY, bytes -> Npy.read(bytes, "a.npy").values()),
    NPZ(Kind.BINARY, bytes -> Npz.read(bytes, "a.npz"), Repair::zip),
    ZIP(Kind.BINARY, Target::zip, Repair::zip),
    IDX(Kind.BINARY, bytes -> Idx.read(bytes, "a"), Repair::gzip),
    PNG(Kind.BINARY, bytes -> Png.decode(bytes, Source.file("a.png")), Repair::png),
    SUBMISSION(Kind.BINARY, bytes -> SubmissionFuzz.read("answers.zip", bytes), Repair::zip),
    /** What a program has written and printed. */
    ANSWERS(Kind.BINARY, AnsweredFuzz::read, Repair::zip),
    /** With a digest that fits. */
    CHECKPOINT(Kind.BINARY, CheckpointFuzz::read, Repair::zip),
    /** Formulas: the first byte says in whose scope they are read. */
    FORMULA(Kind.LATEX, bytes -> Written.formula(text(bytes))),
    HOMEWORK(Kind.LATEX, bytes -> SheetFuzz.read(text(bytes))),
    /** Written answers, judged: the first byte says of which question. */
    JUDGE(Kind.JUDGED, bytes -> Written.judge(text(bytes))),
    JSON(Kind.OTHER, bytes -> SubmissionFuzz.read("answers.json", bytes)),
    CAMPAIGN_STATE(Kind.OTHER, Journals::campaignState),
    CAMPAIGN_LINES(Kind.OTHER, Journals::campaignLines),
    MARKS(Kind.OTHER, Journals::marks),
    WRITTEN_MARKS(Kind.OTHER, Journals::writtenMarks),
    RUBRIC(Kind.OTHER, Journals::rubric),
    TELLING(Kind.OTHER, Journals::telling),
    DECISIONS(Kind.OTHER, bytes -> Decisions.parse("decisions", text(bytes))),
    /** What a side of the benchmark prints. */
    CONTENDER(Kind.OTHER, bytes -> ContenderFuzz.read(text(bytes)));

    /** What executions are counted by. */
    enum Kind {
        BINARY,
        LATEX,
        JUDGED,
        OTHER
    }

    /** A reader. */
    @FunctionalInterface
    interface Reader {
        void read(byte[] bytes) throws IOException, InputException;
    }

    private final Kind kind;
    private final Reader reader;
    private final UnaryOperator<byte[]> repair;

    Target(Kind kind, Reader reader) {
        this(kind, reader, UnaryOperator.identity());
    }

    Target(Kind kind, Reader reader, UnaryOperator<byte[]> repair) {
        this.kind = kind;
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

    Kind kind() {
        return kind;
    }

    /** Whether it is a text that people write, and not made of records of bytes. */
    boolean isText() {
        return kind != Kind.BINARY;
    }

    /** Reads bytes as they are, and with checksums that fit where they do not; throws what the reader must not. */
    void read(byte[] bytes) throws IOException {
        once(bytes);
        byte[] repaired = repair.apply(bytes);
        if (!Arrays.equals(repaired, bytes)) {
            once(repaired);
        }
    }

    private void once(byte[] bytes) throws IOException {
        try {
            reader.read(bytes);
        } catch (FormatException | InputException typed) {
            requireSaid(typed);
        }
    }

    private static void requireSaid(Exception typed) {
        String message = String.valueOf(typed.getMessage());
        if (!message.contains("expected") || !message.contains("found")) {
            throw new AssertionError("says neither what was expected nor what was found", typed);
        }
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

    private static String text(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }
}
