package org.crosscheck.compare.demo.learn;

import org.crosscheck.compare.homework.NamedTensors;

/** One engine in training: its weights, their velocity, and their running average, which is tested. */
public interface Learner extends AutoCloseable {

    /**
     * All that an engine remembers between steps.
     *
     * @param weights the parameters by name
     * @param velocity of the momentum, of the same shapes
     * @param average of the weights over the steps, of the same shapes
     */
    record State(NamedTensors weights, NamedTensors velocity, NamedTensors average) {}

    /** The name in commands and reports. */
    String name();

    /**
     * One step on a batch: with g the gradient of R^ and g' = g + decay w for weights, v = momentum v - eta g' and w +=
     * momentum v - eta g'; then average = keep average + (1 - keep) w.
     *
     * @param x one row per example; not kept
     * @param y classes 1..m
     * @return R^ before the step
     */
    double step(double[][] x, int[] y, double eta, double keep);

    /**
     * One step on all examples at once (question 2f). An engine that can takes them in parts; otherwise this is {@link
     * #step}.
     */
    double wholeStep(TrainingImages examples, int part, double eta, double keep);

    /** Tests the average on examples. */
    Scores evaluate(TrainingImages examples);

    /** A copy. */
    State state();

    /** Continues from a state; the step that follows is number {@code step} of the run. */
    void load(State state, long step);

    @Override
    void close();
}
