package org.crosscheck.compare.bench;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.bench.contenders.Workload;
import org.crosscheck.compare.bench.contenders.Workload.Network;

/**
 * How much is timed, and for how long.
 *
 * @param whole whether {@link #WHOLE} is timed too
 * @param warmSeconds the warm-up before the rounds of each side and each workload: compilation, pages, caches
 * @param rounds each times every side once, in turn
 * @param roundSeconds the time of one side in one round
 * @param threads how many the last side has, the matrix form on more threads than one; 1 for no such side
 */
public record Plan(
        List<Workload> workloads,
        boolean whole,
        double warmSeconds,
        int rounds,
        double roundSeconds,
        int threads,
        boolean quick) {

    private static final int[] HIDDEN = {128, 512};
    private static final int[] BATCHES = {32, 128, 1024};

    /** Question 2f: batch gradient descent on the whole training set. */
    static final Workload WHOLE = new Workload(Network.MLP, 128, 60_000);

    /** Every row. */
    public static Plan full(int threads) {
        return new Plan(workloads(BATCHES), true, 2, 7, 0.5, threads, false);
    }

    /** One row per network, in less than a minute; the warm-up is too short to quote. */
    public static Plan quick(int threads) {
        return new Plan(workloads(32), true, 0.5, 3, 0.15, threads, true);
    }

    /** The same with the workloads whose name holds a text. */
    public Plan only(String part) {
        List<Workload> chosen =
                workloads.stream().filter(one -> one.name().contains(part)).toList();
        return new Plan(chosen, WHOLE.name().contains(part), warmSeconds, rounds, roundSeconds, threads, quick);
    }

    private static List<Workload> workloads(int... batches) {
        List<Workload> workloads = new ArrayList<>();
        for (int hidden : HIDDEN) {
            for (int batch : batches) {
                workloads.add(new Workload(Network.MLP, hidden, batch));
            }
        }
        for (int batch : batches) {
            workloads.add(new Workload(Network.CNN, 0, batch));
        }
        return workloads;
    }
}
