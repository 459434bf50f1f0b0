package org.crosscheck.compare.demo.dl4j;

import org.nd4j.linalg.schedule.ISchedule;

/** A learning rate that is any function of the step. */
public final class StepSchedule implements ISchedule {

    private static final long serialVersionUID = 1L;

    /** The learning rate of a step, counted from 0. */
    @FunctionalInterface
    public interface Rate extends java.io.Serializable {
        double at(int step);
    }

    private final Rate rate;

    StepSchedule(Rate rate) {
        this.rate = rate;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return rate.at(iteration);
    }

    @Override
    public ISchedule clone() {
        return this; // no state
    }
}
