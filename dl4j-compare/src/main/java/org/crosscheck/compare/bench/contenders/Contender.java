package org.crosscheck.compare.bench.contenders;

import org.crosscheck.compare.bench.contenders.Workload.Minibatches;

/**
 * One implementation of both networks that is timed. It runs in a JVM of its own. Implementations from outside this
 * project are found by {@link java.util.ServiceLoader}.
 */
public interface Contender {

    /** The name in commands and tables. */
    String name();

    /**
     * The network of a workload with its initial parameters, and its minibatches in the form that suits this side best;
     * making either is not timed.
     */
    Runner prepare(Workload workload, Minibatches minibatches, int threads);

    /** A network that is trained. */
    interface Runner extends AutoCloseable {

        /** Forward, backward and w - eta g on a minibatch, with eta = {@link Workload#ETA}. */
        void step(int minibatch);

        /** The probabilities of a minibatch. */
        void forward(int minibatch);

        /** R^ of a minibatch, to check that all sides compute the same; not timed. */
        double risk(int minibatch);

        @Override
        default void close() {}
    }
}
