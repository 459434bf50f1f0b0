package org.crosscheck.compare.demo;

import java.util.List;
import org.crosscheck.compare.demo.learn.Learner;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.demo.learn.TrainingImages;
import org.crosscheck.compare.dl4j.Dl4jEngine;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.TrainingStepBounds;
import org.crosscheck.reference.Tensor;

/**
 * Compares two engines after each step. With re-synchronisation both start each step from exactly the same weights and
 * velocity, so their difference after it has a derived bound; without it, differences grow as the loss surface
 * amplifies them.
 */
final class Lockstep {

    private final Settings settings;
    private final Learner left;
    private final Learner right;
    private final TrainingLog journal;
    private Learner.State before;

    Lockstep(Settings settings, List<Learner> learners, TrainingLog journal) {
        this.settings = settings;
        this.left = learners.get(0);
        this.right = learners.get(1);
        this.journal = journal;
    }

    /** Remembers the state in which the step starts. */
    void before() {
        if (settings.resync()) {
            before = before == null ? left.state() : before;
        }
    }

    /** Compares the results of the step with this learning rate on this batch, and re-synchronises if asked to. */
    void after(TrainingImages.Batch batch, double eta) {
        Learner.State a = left.state();
        Learner.State b = right.state();
        journal.difference(relative(a.weights(), b.weights()));
        if (settings.resync()) {
            check(a, b, batch, eta);
            right.load(a, journal.step());
            before = a;
        }
    }

    /** The largest difference of a weight over the largest weight of its array. */
    private static double relative(NamedTensors a, NamedTensors b) {
        double worst = 0;
        for (String name : a.keys()) {
            double difference = 0;
            double scale = Double.MIN_NORMAL;
            double[] x = a.vector(name);
            double[] y = b.vector(name);
            for (int i = 0; i < x.length; i++) {
                difference = Math.max(difference, Math.abs(x[i] - y[i]));
                scale = Math.max(scale, Math.abs(x[i]));
            }
            worst = Math.max(worst, difference / scale);
        }
        return worst;
    }

    private void check(Learner.State a, Learner.State b, TrainingImages.Batch batch, double eta) {
        TrainingStepBounds.Rule rule = new TrainingStepBounds.Rule(eta, settings.momentum(), settings.decay());
        NamedTensors given = before.weights().with(TrainingImages.arrays(settings.model(), batch.x(), batch.y()));
        TrainingStepBounds bounds =
                TrainingStepBounds.of(given, before.velocity(), rule, Dl4jEngine.ARITHMETIC.kappa());
        double ratio = 0;
        for (String name : a.weights().keys()) {
            ratio = Math.max(ratio, check(name, a.weights(), b.weights(), bounds.weights(), name));
            if (settings.momentum() > 0) {
                String what = "velocity of " + name;
                ratio = Math.max(ratio, check(name, a.velocity(), b.velocity(), bounds.velocity(), what));
            }
        }
        journal.ratio(ratio);
    }

    /** The largest ratio of a difference to its bound; NaN, never a pass, if the bound is too wide to mean anything. */
    private double check(String name, NamedTensors a, NamedTensors b, NamedTensors bounds, String what) {
        Tensor bound = bounds.get(name);
        Agreement agreement = Agreement.compare(a.get(name), b.get(name), bound, TrainingStepBounds.SCALE);
        if (agreement.verdict() == Verdict.ILL_CONDITIONED) {
            return Double.NaN;
        }
        if (!agreement.agrees()) {
            int worst = agreement.worst();
            double difference = Math.abs(a.vector(name)[worst] - b.vector(name)[worst]);
            journal.beyond(new TrainingLog.Beyond(journal.step(), what, worst, difference, bound.values()[worst]));
        }
        return agreement.ratio();
    }
}
