package org.crosscheck.compare.grade;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.text.InputException;

/** Marks many submissions on several threads. What is wrong with one never stops the others. */
public final class Batch {

    private Batch() {}

    /** Finds the marker of a submission: the same for all, or one for each student's own case. */
    @FunctionalInterface
    public interface Markers {
        Marker of(Work work) throws IOException, InputException;
    }

    /**
     * Marks what the log does not hold yet.
     *
     * @param done runs after each submission, in one thread at a time
     * @return the marks in the order of the works
     * @throws IOException if the log cannot be written
     */
    public static List<Marks> mark(
            List<Work> works, Markers markers, int threads, MarksLog<Marks> journal, Runnable done) throws IOException {
        return each(works, work -> mark(work, markers), threads, journal, done);
    }

    /** The same for marks of another kind, whose marker throws nothing. */
    public static <M> List<M> each(
            List<Work> works, Function<Work, M> marker, int threads, MarksLog<M> journal, Runnable done)
            throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<M>> futures = new ArrayList<>();
            for (Work work : works) {
                futures.add(pool.submit(() -> {
                    M marks = journal.find(work);
                    if (marks == null) {
                        marks = marker.apply(work);
                        journal.add(work, marks);
                    }
                    synchronized (pool) {
                        done.run();
                    }
                    return marks;
                }));
            }
            List<M> all = new ArrayList<>();
            for (Future<M> future : futures) {
                all.add(future.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** Marks works elsewhere, and tells of the marks of each in any order. */
    @FunctionalInterface
    public interface Elsewhere<M> {
        void mark(List<Work> works, Found<M> found) throws IOException, InputException;
    }

    /** Is told of marks by the name of their work. */
    @FunctionalInterface
    public interface Found<M> {
        void of(String name, M marks) throws IOException;
    }

    /** The same for marks that are made elsewhere, of works that the log does not hold yet. */
    public static <M> List<M> elsewhere(List<Work> works, Elsewhere<M> marker, MarksLog<M> journal, Runnable done)
            throws IOException, InputException {
        Map<String, M> all = new HashMap<>();
        Map<String, Work> left = new LinkedHashMap<>();
        for (Work work : works) {
            M known = journal.find(work);
            if (known == null) {
                left.put(work.name(), work);
            } else {
                all.put(work.name(), known);
                done.run();
            }
        }
        marker.mark(List.copyOf(left.values()), (name, marks) -> {
            journal.add(left.get(name), marks);
            all.put(name, marks);
            done.run();
        });
        return works.stream().map(work -> all.get(work.name())).toList();
    }

    /** Marks one. A broken case, or a failure of the marker, affects this submission alone. */
    public static Marks mark(Work work, Markers markers) {
        Marker marker;
        try {
            marker = markers.of(work);
        } catch (InputException | IOException | InvalidPathException e) {
            return unmarked(work, "its case: " + told(e));
        }
        try {
            return marker.mark(Submission.read(work.path())).of(work);
        } catch (RuntimeException e) {
            // Our own fault, and no reason to leave the others unmarked.
            return unmarked(work, "the marker failed: " + e);
        }
    }

    /** Without the way to the file, which students need not know. */
    private static String told(Exception e) {
        return e instanceof NoSuchFileException missing
                ? Path.of(missing.getFile()).getFileName() + ": no such file"
                : String.valueOf(e.getMessage()).replaceFirst("^.*[/\\\\](?=[^/\\\\]+?: )", "");
    }

    /** The marks of a submission that cannot be marked. */
    public static Marks unmarked(Work work, String problem) {
        return new Marks(work.name(), problem, List.of(), List.of()).of(work);
    }
}
