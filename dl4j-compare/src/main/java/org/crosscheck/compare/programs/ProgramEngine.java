package org.crosscheck.compare.programs;

import java.util.Collections;
import java.util.Map;
import java.util.Queue;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.steps.Engine;

/**
 * A program as an engine. A crash, a hang, garbage or a part of the answers is no error here: what is missing is left out of
 * the answers, and {@link #excuse} tells why. Many threads may ask; each has a run of its own.
 */
public final class ProgramEngine implements Engine, AutoCloseable {

    /** How a program computes is unknown: with any library, sums in any order, the loss in either way. */
    private static final Arithmetic UNKNOWN = new Arithmetic(VECTORISED, Loss.UNKNOWN);

    private final Program program;
    private final Queue<ProgramRun> idle = new ConcurrentLinkedQueue<>();
    private final Queue<ProgramRun> all = new ConcurrentLinkedQueue<>();
    private final Map<Case, Answered> known = Collections.synchronizedMap(new WeakHashMap<>());
    private final Thread atExit = new Thread(this::abandon);
    private volatile boolean isOver;

    public ProgramEngine(Program program) {
        this.program = program;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    @Override
    public String name() {
        return program.name();
    }

    public Program program() {
        return program;
    }

    @Override
    public Arithmetic arithmetic() {
        return UNKNOWN;
    }

    @Override
    public NamedTensors solve(Case given) {
        return answered(given).arrays(given);
    }

    @Override
    public String excuse(Case given, String quantity) {
        String excuse = answered(given).excuse(given, quantity);
        return excuse == null ? "" : excuse;
    }

    @Override
    public Precision precision(Case given) {
        return answered(given).precision();
    }

    /** What the program made of a case, for which it is run once. */
    public Answered answered(Case given) {
        Answered before = known.get(given);
        if (before != null) {
            return before;
        }
        ProgramRun run = idle.poll();
        if (run == null) {
            run = new ProgramRun(program);
            all.add(run);
        }
        Answered answered = answer(run, given);
        idle.add(run);
        known.put(given, answered);
        return answered;
    }

    /** Never comes back once this Java ends: what comes of a program that is ended with it is nobody's fault. */
    private Answered answer(ProgramRun run, Case given) {
        try {
            return isOver ? null : run.answer(given);
        } finally {
            while (isOver) {
                LockSupport.park(this);
            }
        }
    }

    /** Ends the program where it stays, and removes its folders. */
    @Override
    public void close() {
        release();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void release() {
        all.forEach(ProgramRun::close);
    }

    /** The same when this Java ends, however many runs are at work. */
    private void abandon() {
        isOver = true;
        release();
    }
}
