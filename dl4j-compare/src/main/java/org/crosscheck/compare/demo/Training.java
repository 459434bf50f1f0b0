package org.crosscheck.compare.demo;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.demo.learn.Learner;
import org.crosscheck.compare.demo.learn.Schedule;
import org.crosscheck.compare.demo.learn.Scores;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.demo.learn.TrainingImages;

/** A run: every engine takes the same batches in the same order, and is tested after each epoch. */
public final class Training {

    /** Keeps what a run needs to be resumed. */
    @FunctionalInterface
    public interface Keeper {
        void keep(Checkpoint checkpoint) throws IOException;
    }

    private final Settings settings;
    private final String data;
    private final TrainingImages train;
    private final TrainingImages test;
    private final List<Learner> learners;
    private final TrainingLog journal;
    private final Lockstep lockstep; // null with one engine
    private final Map<String, Scores> scores = new LinkedHashMap<>();

    /** A new run: the learners have the first weights. */
    public Training(Settings settings, Dataset data, List<Learner> learners) {
        this(settings, data, learners, new TrainingLog(settings.engines()));
    }

    /** A run that continues from a checkpoint. */
    public static Training resume(Checkpoint checkpoint, Dataset data, List<Learner> learners) {
        for (Learner learner : learners) {
            learner.load(
                    checkpoint.states().get(learner.name()),
                    checkpoint.journal().step());
        }
        return new Training(checkpoint.settings(), data, learners, checkpoint.journal());
    }

    private Training(Settings settings, Dataset data, List<Learner> learners, TrainingLog journal) {
        this.settings = settings;
        this.data = data.sha256();
        this.train = TrainingImages.of(settings.model(), data.train());
        this.test = TrainingImages.of(settings.model(), data.test());
        this.learners = learners;
        this.journal = journal;
        this.lockstep = learners.size() == 2 ? new Lockstep(settings, learners, journal) : null;
    }

    /** The number of steps of the whole run. */
    public long steps() {
        return (long) settings.epochs() * settings.stepsPerEpoch(train.n());
    }

    /** The number of inputs of the network. */
    public static int inputs(Settings settings, Dataset data) {
        return TrainingImages.of(settings.model(), data.train()).d();
    }

    /**
     * Trains to the end, or until the watcher says stop; a checkpoint is kept after each epoch and at a stop.
     *
     * @return whether the end was reached
     */
    public boolean run(Watcher watcher, Keeper keeper) throws IOException {
        int perEpoch = settings.stepsPerEpoch(train.n());
        while (journal.step() < steps()) {
            int epoch = Math.toIntExact(journal.step() / perEpoch);
            boolean whole = epoch(epoch, watcher);
            if (whole) {
                for (Learner learner : learners) {
                    Epoch done = journal.epochDone(learner.name(), judge(learner));
                    watcher.epoch(epoch + 1, learner.name(), done);
                }
            }
            keeper.keep(checkpoint());
            if (watcher.stop() && journal.step() < steps()) {
                return false;
            }
        }
        return true;
    }

    /** Runs the rest of an epoch; false if stopped before its end. */
    private boolean epoch(int epoch, Watcher watcher) {
        int n = train.n();
        int size = settings.batchOf(n);
        int perEpoch = settings.stepsPerEpoch(n);
        int[] order = Schedule.order(settings.seed(), epoch, n);
        TrainingImages.Batch full = settings.batch() == 0 ? null : train.batch(order, 0, size);
        for (int s = (int) (journal.step() % perEpoch); s < perEpoch; s++) {
            int from = s * size;
            int count = Math.min(size, n - from);
            TrainingImages.Batch batch = count == size ? full : train.batch(order, from, n);
            if (batch != null) {
                batch.fill(train, order, from);
            }
            double risk = step(batch, count);
            watcher.step(journal.step(), steps(), risk, count);
            if (watcher.stop() && s + 1 < perEpoch) {
                return false;
            }
        }
        return true;
    }

    /**
     * One step of every engine; on all examples if there is no batch. Returns R^ of the first engine before the step.
     */
    private double step(TrainingImages.Batch batch, int count) {
        long step = journal.step();
        double eta = settings.eta(step, train.n());
        double keep = settings.keep(step);
        if (lockstep != null) {
            lockstep.before();
        }
        double first = Double.NaN;
        for (Learner learner : learners) {
            long start = System.nanoTime();
            double risk = batch == null
                    ? learner.wholeStep(train, Settings.PART, eta, keep)
                    : learner.step(batch.x(), batch.y(), eta, keep);
            journal.learned(learner.name(), risk, count, (System.nanoTime() - start) * 1e-9);
            first = learner == learners.get(0) ? risk : first;
        }
        journal.stepDone();
        if (lockstep != null) {
            lockstep.after(batch == null ? train.range(0, train.n()) : batch, eta);
        }
        return first;
    }

    private Scores judge(Learner learner) {
        Scores now = learner.evaluate(test);
        scores.put(learner.name(), now);
        return now;
    }

    /** All that is needed to continue from here. */
    public Checkpoint checkpoint() {
        Map<String, Learner.State> states = new LinkedHashMap<>();
        learners.forEach(learner -> states.put(learner.name(), learner.state()));
        return new Checkpoint(settings, data, journal, states);
    }

    /** What happened so far. */
    public TrainingLog journal() {
        return journal;
    }

    /** How well each engine's averaged weights do on the test set now. */
    public Map<String, Scores> scores() {
        for (Learner learner : learners) {
            if (!scores.containsKey(learner.name()) || journal.step() % settings.stepsPerEpoch(train.n()) != 0) {
                judge(learner);
            }
        }
        return scores;
    }
}
