package org.crosscheck.compare.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.programs.ProgramEngine;

/**
 * All checks on many random cases, by several threads. What comes out depends on the plan and the number of cases alone: cases
 * are functions of their numbers, and sums do not depend on their order. After each case the state is written, so that
 * whatever ends the program costs the cases in work and no more.
 */
public final class Campaign {

    /** The most failures that a smaller case is looked for. */
    private static final int SHRUNK = 50;

    private final CampaignPlan plan;
    private final CaseRun run;
    private final Path folder;

    private long below;
    private final TreeSet<Long> beyond;
    private Summary summary;
    private long next;
    private long version;
    private final Object file = new Object();
    private long written;

    /**
     * A campaign from where it was left.
     *
     * @param programs the plan's, as engines
     * @param folder where the state goes; null for a campaign that is not kept
     */
    public Campaign(CampaignState before, List<ProgramEngine> programs, Path folder) {
        this.plan = before.plan();
        this.run = new CaseRun(plan.seed(), plan.engines(), programs);
        this.folder = folder;
        this.below = before.below();
        this.beyond = new TreeSet<>(before.beyond());
        this.summary = before.summary();
        this.next = below;
    }

    /** A campaign that is begun and not kept. */
    public static Campaign of(CampaignPlan plan) {
        return new Campaign(CampaignState.begin(plan), List.of(), null);
    }

    /**
     * Runs until so many cases are done in all, or it is time.
     *
     * @param late whether no more cases are to be begun
     * @param progress is told how many are done
     */
    public CampaignState run(long cases, int threads, BooleanSupplier late, LongConsumer progress) {
        Callable<Void> worker = () -> {
            for (long number = take(cases, late); number >= 0; number = take(cases, late)) {
                progress.accept(finish(number, run.on(number)));
            }
            return null;
        };
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (Future<Void> part :
                    pool.invokeAll(Stream.generate(() -> worker).limit(threads).toList())) {
                part.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a campaign was running", e);
        } finally {
            pool.shutdownNow();
        }
        return state();
    }

    /** The number of the next case to be done; -1 if there is none. */
    private synchronized long take(long cases, BooleanSupplier late) {
        while (beyond.contains(next)) {
            next++;
        }
        return next < cases && !late.getAsBoolean() ? next++ : -1;
    }

    /** Adds what was found on a case, and has it written; how many cases are done. */
    private long finish(long number, Summary found) {
        long mine;
        long done;
        synchronized (this) {
            summary = summary.plus(found);
            beyond.add(number);
            while (beyond.remove(below)) {
                below++;
            }
            mine = ++version;
            done = below + beyond.size();
        }
        if (folder != null) {
            synchronized (file) {
                write(mine);
            }
        }
        return done;
    }

    /** Unless one that waited less has written it together with its own. */
    private void write(long mine) {
        if (written < mine) {
            CampaignState now;
            synchronized (this) {
                now = state();
                written = version;
            }
            try {
                now.write(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private synchronized CampaignState state() {
        return new CampaignState(plan, below, List.copyOf(beyond), summary);
    }

    /**
     * One distinct failure.
     *
     * @param engine that is wrong
     * @param question the first that is, in the order of the homework; empty for a program that failed
     * @param quantity the first wrong array
     * @param mistake that explains it, or how it was found; may be empty
     * @param cases how many show it
     * @param first the number of the first of them
     * @param small the smallest case found that shows it
     */
    public record Failure(
            String engine, String question, String quantity, String mistake, long cases, long first, Case small) {}

    /** Each distinct failure once, on a small case. */
    public List<Failure> failures() {
        List<Failure> failures = new ArrayList<>();
        state().summary().failures().forEach((key, failing) -> {
            String[] parts = Summary.parts(key);
            Case small = failures.size() < SHRUNK
                    ? run.shrink(key, failing.first())
                    : RandomCases.of(plan.seed(), failing.first());
            String mistake = Stream.of(parts).skip(3).collect(Collectors.joining(" "));
            failures.add(new Failure(parts[0], parts[1], parts[2], mistake, failing.cases(), failing.first(), small));
        });
        return failures;
    }
}
