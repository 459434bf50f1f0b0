package org.crosscheck.compare.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import java.util.ServiceLoader;

/** Machines that work is shared out to. One is there if its jar is on the class path; without it there are threads alone. */
public interface Cluster extends AutoCloseable {

    /** The cluster on the class path, ready to work; none in the embedded default. */
    static Optional<Cluster> find() {
        return ServiceLoader.load(Cluster.class).findFirst();
    }

    /** Sends a sum to every machine that will work on it. */
    <R extends Serializable> Shared<R> share(Sum<R> sum);

    @Override
    void close();

    /** A sum that all machines have. */
    interface Shared<R extends Serializable> extends AutoCloseable {

        /** How many numbers to ask for at once: enough for all machines, and few enough to do them again after a failure. */
        long stretch();

        /**
         * The sum over the numbers of a stretch. What fails is tried again elsewhere, and a number that fails whoever is
         * asked is found and stands in the sum as {@link Sum#lost}.
         *
         * @param to the number after the last
         * @throws IOException if the cluster is gone, or so much is lost that it is not the numbers' fault
         */
        R sum(long from, long to) throws IOException;

        @Override
        void close();
    }
}
