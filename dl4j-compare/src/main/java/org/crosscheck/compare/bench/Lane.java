package org.crosscheck.compare.bench;

import java.io.IOException;
import org.crosscheck.compare.bench.contenders.Mode;
import org.crosscheck.compare.bench.contenders.Workload;

/** A side that is timed, as a column of the table. It idles, without spinning, while others are timed. */
interface Lane extends AutoCloseable {

    String name();

    /**
     * Examples per second, over at least the given time.
     *
     * @throws IOException if its process has ended
     */
    double rate(Workload workload, Mode mode, double seconds) throws IOException;

    /** {R^ of the second minibatch after a step on the first, the peak of the heap in bytes}. */
    double[] risk(Workload workload) throws IOException;

    @Override
    void close();
}
