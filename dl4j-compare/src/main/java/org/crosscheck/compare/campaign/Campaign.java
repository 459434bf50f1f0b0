package org.crosscheck.compare.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosscheck.compare.cluster.Cluster;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.programs.ProgramEngine;

/**
 * All checks on many random cases, by several threads. What comes out depends on the plan and the number of cases alone: cases
 * are functions of their numbers, and sums do not depend on their order. Each case is kept when it is done, so that whatever
 * ends the program costs the cases in work and no more.
 */
public final class Campaign {

    /** The most failures that a smaller case is looked for. */
    private static final int SHRUNK = 50;

    private final CampaignPlan plan;
    private final List<ProgramEngine> programs;
    private final CaseRun run;
    private final CampaignFolder folder;

    private CampaignState state;
    private long next;

    /**
     * A campaign from where it was left.
     *
     * @param programs the plan's, as engines
     * @param folder where it is kept; null for one that is not
     */
    public Campaign(CampaignState before, List<ProgramEngine> programs, CampaignFolder folder) {
        this.plan = before.plan();
        this.programs = List.copyOf(programs);
        this.run = new CaseRun(plan.seed(), plan.engines(), programs);
        this.folder = folder;
        this.state = before;
        this.next = before.below();
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
    public CampaignState run(long cases, int threads, BooleanSupplier late, LongConsumer progress) throws IOException {
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
            if (e.getCause() instanceof IOException io) {
                throw io;
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

    /**
     * The same by a cluster, stretch by stretch, each of which is kept when it is done: whatever ends this program costs the
     * stretch in work.
     */
    public CampaignState run(long cases, Cluster cluster, BooleanSupplier late, LongConsumer progress)
            throws IOException {
        try (Cluster.Shared<Summary> shared = cluster.share(new CaseSum(state, programs))) {
            while (state.below() < cases && !late.getAsBoolean()) {
                long end = Math.min(cases, state.below() + shared.stretch());
                state = state.through(end, shared.sum(state.below(), end));
                if (folder != null) {
                    folder.keep(state);
                }
                progress.accept(state.done());
            }
        }
        return state;
    }

    /** The number of the next case to be done; -1 if there is none. */
    private synchronized long take(long cases, BooleanSupplier late) {
        while (state.isDone(next)) {
            next++;
        }
        return next < cases && !late.getAsBoolean() ? next++ : -1;
    }

    /** Adds what was found on a case, and keeps it; how many cases are done. */
    private long finish(long number, Summary found) throws IOException {
        byte[] line = folder == null ? null : CampaignFolder.line(number, found);
        synchronized (this) {
            state = state.plus(number, found);
            if (folder != null) {
                folder.keep(line, state);
            }
            return state.done();
        }
    }

    private synchronized CampaignState state() {
        return state;
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
            Case small = failures.size() < SHRUNK && !parts[0].equals(Summary.LOST)
                    ? run.shrink(key, failing.first())
                    : RandomCases.of(plan.seed(), failing.first());
            String mistake = Stream.of(parts).skip(3).collect(Collectors.joining(" "));
            failures.add(new Failure(parts[0], parts[1], parts[2], mistake, failing.cases(), failing.first(), small));
        });
        return failures;
    }
}
