package org.crosscheck.compare.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.crosscheck.compare.checks.Report.CheckResult;
import org.crosscheck.compare.checks.Report.QuestionResult;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.rounding.Agreement;

/** Runs the catalogue on cases. What it finds is returned as a {@link Report}, in the catalogue's order. */
public final class Verification {

    /** More threads than this would only hold more of a large case at a time. */
    private static final int MOST_THREADS = 4;

    private Verification() {}

    /** As {@link #start}, to the end. */
    public static List<QuestionResult> run(List<Question> questions, List<Evidence> evidence) {
        return start(questions, evidence).stream().map(Started::result).toList();
    }

    /**
     * Starts the checks of the given questions on the evidence of every case that has the arrays they need, on as many
     * threads as there are processors; they end with the program if nobody waits for them. A question of which no case shows
     * anything has no result but that: its answer's equalities alone are no evidence.
     */
    public static List<Started> start(List<Question> questions, List<Evidence> evidence) {
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "checks");
            thread.setDaemon(true);
            return thread;
        });
        List<Started> started = new ArrayList<>();
        List<FutureTask<CheckResult>> tasks = new ArrayList<>();
        List<FutureTask<CheckResult>> layers = new ArrayList<>();
        for (Question question : questions) {
            List<Future<CheckResult>> checks = new ArrayList<>();
            for (Check check : question.checks()) {
                boolean ofShapes = check.needs() == Quantities.Group.SHAPES;
                for (Evidence one : ofShapes ? evidence.subList(0, 1) : evidence) {
                    if (ofShapes || one.given().has(check.needs())) {
                        FutureTask<CheckResult> task = new FutureTask<>(() -> run(check, one));
                        checks.add(task);
                        (ofShapes && check.kind() == Check.Kind.LOCAL ? layers : tasks).add(task);
                    }
                }
            }
            started.add(new Started(question, checks));
        }
        // While one thread waits for the frameworks to come up, the others begin with what takes longest.
        tasks.addAll(Math.min(1, tasks.size()), layers);
        tasks.forEach(pool::execute);
        pool.shutdown();
        return started;
    }

    /** A question whose checks are at work. */
    public record Started(Question question, List<Future<CheckResult>> checks) {

        /** Its result, once they are done. */
        public QuestionResult result() {
            List<CheckResult> done =
                    checks.stream().map(Verification::<CheckResult>result).toList();
            boolean ofCase = done.stream().anyMatch(result -> question.ofCases().contains(result.check()));
            return QuestionResult.of(question, ofCase ? done : List.of());
        }
    }

    /** What a task gives; what it throws is thrown here. */
    static <T> T result(Future<T> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a check was running", e);
        }
    }

    private static CheckResult run(Check check, Evidence evidence) {
        return new CheckResult(evidence.given().name(), check, outcome(check, evidence));
    }

    /** The outcome of one check; a check that throws is an error and does not end the run. */
    public static Agreement outcome(Check check, Evidence evidence) {
        try {
            return check.comparison().compare(evidence);
        } catch (RuntimeException e) {
            return Agreement.error(e.toString());
        }
    }
}
