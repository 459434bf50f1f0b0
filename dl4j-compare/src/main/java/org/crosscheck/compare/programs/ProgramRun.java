package org.crosscheck.compare.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;

/** A program that runs, or is run, in a folder of its own; for one thread at a time. */
final class ProgramRun implements AutoCloseable {

    /** How often a program that stays is looked after. */
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);

    /** The last record of a zip archive without a comment, and how it begins. */
    private static final int END_OF_ZIP = 22;

    private static final int SIGNATURE = 'P' << 24 | 'K' << 16 | 5 << 8 | 6;

    /** In the environment of the program and of all that it starts: the folder, which tells them from all others. */
    private static final String MARK = "CROSSCHECK_RUN";

    private final Program program;
    private final Path folder;
    private final Path given;
    private final Path answers;

    /** The process that was started last, which may stay; null if there was none yet. Another thread may end it. */
    private volatile Process latest;

    private Output output;

    ProgramRun(Program program) {
        this.program = program;
        try {
            folder = Files.createTempDirectory("crosscheck-").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        given = folder.resolve("case.npz");
        answers = folder.resolve("answers.npz");
    }

    /** Runs the program on a case. */
    Answered answer(Case asked) {
        try {
            Files.write(given, CaseFiles.toBytes(asked.values()));
            Files.deleteIfExists(answers);
            return program.stays() ? ask() : runOnce();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.line(given, answers))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put(MARK, folder.toString());
        latest = builder.start();
        output = new Output(latest.getInputStream());
        return latest;
    }

    private Answered runOnce() throws IOException {
        Process process;
        try {
            process = start();
        } catch (IOException e) {
            return Answered.failed("it cannot be started: " + e.getMessage(), "");
        }
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(nanos(), TimeUnit.NANOSECONDS);
            end(process);
            return !ended ? late() : process.exitValue() != 0 ? ended(process) : read();
        } catch (InterruptedException e) {
            end(process);
            throw interrupted(e);
        }
    }

    private Answered ask() throws IOException {
        if (latest == null || !latest.isAlive()) {
            try {
                start();
            } catch (IOException e) {
                return Answered.failed("it cannot be started: " + e.getMessage(), "");
            }
        }
        long start = System.nanoTime();
        output.clear();
        boolean alive = tell(given + "\t" + answers + "\n");
        while (!isWhole()) {
            if (!alive) {
                // A last look: it may have ended just after the answers.
                end(latest);
                return isWhole() ? read() : ended(latest);
            }
            if (System.nanoTime() - start > nanos()) {
                end(latest);
                return late();
            }
            LockSupport.parkNanos(PAUSE);
            alive = latest.isAlive();
        }
        return read();
    }

    /** Whether the archive of answers is there to its end, which is its directory's. */
    private boolean isWhole() throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(answers)) {
            ByteBuffer end = ByteBuffer.allocate(END_OF_ZIP);
            long start = file.size() - END_OF_ZIP;
            return start >= 0 && file.position(start).read(end) == END_OF_ZIP && end.getInt(0) == SIGNATURE;
        } catch (NoSuchFileException notYet) {
            return false;
        }
    }

    /** Whether the line could be told. */
    private boolean tell(String line) {
        try {
            latest.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
            latest.getOutputStream().flush();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private Answered read() throws IOException {
        if (Files.notExists(answers)) {
            return Answered.failed("it wrote no answers", output.text());
        }
        // An archive of nothing answers nothing, as is right for a case with nothing that the program computes.
        boolean isEmpty = Files.size(answers) == END_OF_ZIP && isWhole();
        Submission submission = isEmpty ? Answered.nothing() : Submission.read(answers);
        return new Answered(submission, null, false, output.text());
    }

    private Answered late() {
        if (program.stays() && Files.exists(answers)) {
            return Answered.late("its answers.npz was no whole archive when the time was over", output.text());
        }
        String limit = String.format(Locale.ROOT, "%.3g", program.limits().seconds());
        return Answered.late("no answers within " + limit + " s; it was ended", output.text());
    }

    private Answered ended(Process process) throws IOException {
        try {
            int exit = process.waitFor();
            return Answered.failed(
                    exit > 128 ? "it was ended by signal " + (exit - 128) : "it ended with exit code " + exit,
                    output.text());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private long nanos() {
        return (long) (program.limits().seconds() * 1e9);
    }

    /** Ends a process and all that it has started. */
    private void end(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        // Those whose parents are gone are found by the mark; again, since they may start others meanwhile.
        for (List<ProcessHandle> left = marked(); !left.isEmpty(); left = marked()) {
            left.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(PAUSE);
        }
        output.finish();
    }

    /** The processes of this run that live, on systems that show environments as Linux does. */
    private List<ProcessHandle> marked() {
        String mark = MARK + "=" + folder + "\0";
        return Files.notExists(Path.of("/proc/self/environ"))
                ? List.of()
                : ProcessHandle.allProcesses()
                        .filter(one -> environment(one).contains(mark))
                        .toList();
    }

    private static String environment(ProcessHandle one) {
        try {
            return Files.readString(
                    Path.of("/proc", String.valueOf(one.pid()), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while a program runs", e);
    }

    @Override
    public void close() {
        if (latest != null) {
            end(latest);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException gone) {
            // by the program itself
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
