package org.crosscheck.compare.grade;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    public static List<Marks> mark(List<Work> works, Markers markers, int threads, MarksLog journal, Runnable done)
            throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Marks>> futures = new ArrayList<>();
            for (Work work : works) {
                futures.add(pool.submit(() -> {
                    Marks marks = journal.find(work);
                    if (marks == null) {
                        marks = mark(work, markers);
                        journal.add(work, marks);
                    }
                    synchronized (pool) {
                        done.run();
                    }
                    return marks;
                }));
            }
            List<Marks> all = new ArrayList<>();
            for (Future<Marks> future : futures) {
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

    /** Marks one submission; if the marker itself fails, the submission counts as unreadable, and says so. */
    public static Marks mark(Work work, Markers markers) throws IOException {
        try {
            Marks marks = markers.of(work).mark(Submission.read(work.path()));
            return new Marks(work.name(), marks.problem(), marks.unknown(), marks.items());
        } catch (InputException e) {
            return new Marks(work.name(), e.getMessage(), List.of(), List.of());
        } catch (RuntimeException e) {
            // Our own fault, but no reason to leave the others unmarked.
            return new Marks(work.name(), "the marker failed: " + e, List.of(), List.of());
        }
    }
}
