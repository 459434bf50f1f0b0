package org.crosscheck.reference.kernels;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that stay alive and share the tasks of one job after another; the caller is one of them. Each begins with its
 * own run of neighbouring tasks, so that it mostly finds its data in its cache, then takes tasks that others have not
 * begun. Which thread takes which task is therefore open, and a job must give the same result whichever does. A job
 * allocates nothing.
 *
 * <p>A thread without work spins for a moment, since the next job usually follows at once, then parks.
 */
public final class Team implements AutoCloseable {

    /** A job: its tasks are independent of each other. */
    @FunctionalInterface
    public interface Job {
        /**
         * Does one task.
         *
         * @param task from 0
         * @param worker from 0, below the number of threads: no two tasks have the same one at the same time
         */
        void run(int task, int worker);
    }

    /** About 20 microseconds. */
    private static final int SPINS = 1000;

    /** The number of ints in two cache lines, which are fetched together. */
    private static final int LINE = 32;

    private final Thread[] helpers;
    /** The next of each thread's own tasks, {@link #LINE} apart, so that each has cache lines to itself. */
    private final AtomicIntegerArray next;

    private final AtomicInteger working = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private Thread caller;
    private Job job;
    private int tasks;
    /** Counts the jobs; the last thing written when a job begins. */
    private volatile int begun;

    private volatile boolean closed;

    /** Throws {@link IllegalArgumentException} for fewer than one thread. */
    public Team(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads + " < 1");
        }
        next = new AtomicIntegerArray((threads + 2) * LINE);
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            int worker = i + 1;
            helpers[i] = new Thread(() -> help(worker), "crosscheck-team-" + worker);
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
    }

    /** The number of threads, the caller's among them. */
    public int size() {
        return helpers.length + 1;
    }

    /** Runs tasks 0 to {@code count} and returns when all are done. What a task throws is rethrown here. */
    public void run(int count, Job what) {
        if (helpers.length == 0 || count == 1) {
            for (int task = 0; task < count; task++) {
                what.run(task, 0);
            }
            return;
        }
        caller = Thread.currentThread();
        job = what;
        tasks = count;
        for (int worker = 0; worker < size(); worker++) {
            next.set(place(worker), first(worker));
        }
        working.set(helpers.length);
        int jobs = begun + 1; // only the caller's thread writes it
        begun = jobs;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        work(0);
        for (int spins = 0; working.get() > 0; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
        }
        Throwable thrown = failure.getAndSet(null);
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
    }

    private void help(int worker) {
        int done = 0;
        while (true) {
            for (int spins = 0; begun == done && !closed; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            if (closed) {
                return;
            }
            done++;
            work(worker);
            if (working.decrementAndGet() == 0) {
                LockSupport.unpark(caller);
            }
        }
    }

    /** The first of a thread's own tasks. */
    private int first(int worker) {
        return (int) ((long) tasks * worker / size());
    }

    /** Keeps away from the ends of the array, next to which lie its length and other objects. */
    private static int place(int worker) {
        return (worker + 1) * LINE;
    }

    private void work(int worker) {
        try {
            for (int i = 0; i < size(); i++) {
                int owner = (worker + i) % size();
                int end = first(owner + 1);
                int task = next.getAndIncrement(place(owner));
                for (; task < end; task = next.getAndIncrement(place(owner))) {
                    job.run(task, worker);
                }
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }
}
