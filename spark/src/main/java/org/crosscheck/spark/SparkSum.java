package org.crosscheck.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.crosscheck.compare.cluster.Cluster;
import org.crosscheck.compare.cluster.Sum;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sum by Spark. A task adds up a range of numbers, and the driver adds up the tasks' sums as they come in, so that its memory
 * does not grow with their number. There is no shuffle: with one, whatever an executor had already added up would be done again
 * when it is lost.
 *
 * <p>Spark tries a task that fails again, and gives a job up after {@code spark.task.maxFailures} of one task. Then each range
 * gets a job of its own, and of those that fail again each is halved until it is one number, with nothing else running that
 * could be what ends the executors.
 */
final class SparkSum<R extends Serializable> implements Cluster.Shared<R> {

    private static final Logger LOG = LoggerFactory.getLogger(SparkSum.class);

    /** The most numbers of a task: a few seconds of a campaign. */
    private static final String RANGE = "spark.crosscheck.range";

    /** The ranges of a stretch for each core: the cores that wait for its last ones are idle for a thirtieth of the time. */
    private static final int RANGES_EACH = 16;

    /** Those for each core where there are few numbers. */
    private static final long FEWEST_EACH = 4;

    /** When so many numbers are lost, it is not because of them. */
    private static final int MOST_LOST = 20;

    private final JavaSparkContext context;
    private final Sum<R> sum;
    private final Broadcast<Sum<R>> shared;
    private final long range;
    private int lost;

    SparkSum(JavaSparkContext context, Sum<R> sum) {
        this.context = context;
        this.sum = sum;
        this.shared = context.broadcast(sum);
        this.range = Math.max(1, context.getConf().getLong(RANGE, 100));
    }

    /** The cores that there are now: executors may still be starting. */
    private int cores() {
        return Math.max(1, context.defaultParallelism());
    }

    @Override
    public long stretch() {
        return range * RANGES_EACH * cores();
    }

    @Override
    public R sum(long from, long to) throws IOException {
        long tasks = Math.max(FEWEST_EACH * cores(), (to - from) / range);
        List<Range> ranges = new Range(from, to).parts(tasks);
        try {
            return job(ranges);
        } catch (Exception failed) {
            return each(ranges, cause(failed));
        }
    }

    /** One job, a task for each range. */
    private R job(List<Range> ranges) throws Exception {
        Broadcast<Sum<R>> everywhere = shared;
        return context.parallelize(ranges, ranges.size())
                .mapPartitions(parts ->
                        Collections.singleton(add(everywhere.value(), parts)).iterator())
                .reduce((one, other) -> everywhere.value().plus(one, other));
    }

    private static <R extends Serializable> R add(Sum<R> sum, Iterator<Range> parts) {
        R all = sum.none();
        while (parts.hasNext()) {
            Range part = parts.next();
            for (long number = part.from(); number < part.end(); number++) {
                if (TaskContext.get().isInterrupted()) {
                    throw new TaskKilledException("the job has ended");
                }
                all = sum.plus(all, sum.of(number));
            }
        }
        return all;
    }

    /** A job for each range, several at a time; then those that failed, alone. */
    private R each(List<Range> ranges, IOException reason) throws IOException {
        LOG.warn("trying each range of numbers by itself: {}", reason.getMessage());
        ExecutorService pool = Executors.newFixedThreadPool(cores());
        List<Range> failed = new ArrayList<>();
        R all = sum.none();
        try {
            List<Callable<R>> jobs = ranges.stream()
                    .<Callable<R>>map(one -> () -> job(List.of(one)))
                    .toList();
            List<Future<R>> done = pool.invokeAll(jobs);
            for (int i = 0; i < ranges.size(); i++) {
                try {
                    all = sum.plus(all, done.get(i).get());
                } catch (ExecutionException e) {
                    failed.add(ranges.get(i));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for Spark", e);
        } finally {
            pool.shutdownNow();
        }
        for (Range one : failed) {
            all = sum.plus(all, alone(one));
        }
        return all;
    }

    /** A range with nothing else at work; what ends its tasks again and again is found by halving. */
    private R alone(Range part) throws IOException {
        try {
            return job(List.of(part));
        } catch (Exception failed) {
            IOException reason = cause(failed);
            if (part.size() == 1) {
                return lost(part.from(), reason);
            }
            List<Range> halves = part.parts(2);
            return sum.plus(alone(halves.get(0)), alone(halves.get(1)));
        }
    }

    private R lost(long number, IOException reason) throws IOException {
        LOG.error("number {} is left out: {}", number, reason.getMessage());
        if (++lost > MOST_LOST) {
            throw new IOException(
                    "more than " + MOST_LOST + " single numbers ended what ran them, the last so: "
                            + reason.getMessage(),
                    reason);
        }
        return sum.lost(number);
    }

    /** Why a job failed; throws it if no other job can do better. */
    private IOException cause(Exception failed) throws IOException {
        String first = String.valueOf(failed.getMessage()).lines().limit(2).collect(Collectors.joining(" "));
        IOException reason = new IOException("Spark: " + first, failed);
        if (context.sc().isStopped()) {
            throw reason;
        }
        return reason;
    }

    @Override
    public void close() {
        shared.destroy();
    }
}
