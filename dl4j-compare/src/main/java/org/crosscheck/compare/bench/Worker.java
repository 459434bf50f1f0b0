package org.crosscheck.compare.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import org.crosscheck.compare.bench.contenders.Contender;
import org.crosscheck.compare.bench.contenders.Contender.Runner;
import org.crosscheck.compare.bench.contenders.Mode;
import org.crosscheck.compare.bench.contenders.Workload;
import org.crosscheck.compare.bench.contenders.Workload.Minibatches;

/**
 * The JVM of one contender: its main method. It reads one request a line from standard input, {@code MODE NETWORK HIDDEN
 * BATCH SECONDS} or {@code RISK NETWORK HIDDEN BATCH}, and answers each with two numbers: examples and nanoseconds, or R^
 * of the second minibatch after a step on the first and the peak of the used heap in bytes. It ends with its input.
 */
final class Worker {

    static final String RISK = "RISK";

    private final Contender contender;
    private final int threads;
    private Workload workload;
    private Minibatches minibatches;
    private Runner runner;
    private int next;

    private Worker(Contender contender, int threads) {
        this.contender = contender;
        this.threads = threads;
    }

    /** Name of the contender, number of threads. */
    public static void main(String[] args) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // a native library may print
        Worker worker = new Worker(Contenders.all().get(args[0]), Integer.parseInt(args[1]));
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            answers.println(worker.answer(line.split(" ", -1)));
            answers.flush();
        }
    }

    private String answer(String[] request) {
        prepare(Workload.parse(request[1], request[2], request[3]));
        if (request[0].equals(RISK)) {
            runner.step(0);
            return runner.risk(1 % minibatches.count()) + " " + peakHeap();
        }
        return timed(Mode.valueOf(request[0]), (long) (1e9 * Double.parseDouble(request[4])));
    }

    private void prepare(Workload wanted) {
        if (wanted.equals(workload)) {
            return;
        }
        if (runner != null) {
            runner.close();
            runner = null;
        }
        workload = wanted;
        minibatches = wanted.minibatches();
        runner = contender.prepare(wanted, minibatches, threads);
        next = 0;
    }

    /** Whole minibatches until the time is over, at least one. */
    private String timed(Mode mode, long nanos) {
        long examples = 0;
        long start = System.nanoTime();
        long taken;
        do {
            if (mode == Mode.STEP) {
                runner.step(next);
            } else {
                runner.forward(next);
            }
            next = (next + 1) % minibatches.count();
            examples += workload.batch();
            taken = System.nanoTime() - start;
        } while (taken < nanos);
        return examples + " " + taken;
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
