package org.crosscheck.compare.demo;

/** Somebody who follows a run and may stop it. */
public interface Watcher {

    /**
     * A step is done.
     *
     * @param step how many are done
     * @param all how many the whole run has
     * @param loss R^ of the first engine before it
     * @param examples how many it had
     */
    void step(long step, long all, double loss, int examples);

    /** An engine has done an epoch, counted from 1. */
    void epoch(int number, String engine, Epoch epoch);

    /** Whether to stop after the present step. */
    boolean stop();

    /** What was done to the data before it is trained on. */
    default void note(String text) {}
}
