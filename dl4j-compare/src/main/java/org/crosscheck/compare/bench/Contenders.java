package org.crosscheck.compare.bench;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.crosscheck.compare.bench.contenders.Contender;
import org.crosscheck.compare.bench.contenders.DetailedContender;
import org.crosscheck.compare.bench.contenders.MatrixContender;
import org.crosscheck.compare.bench.dl4j.Dl4jContender;

/** All that can be timed. */
public final class Contenders {

    private Contenders() {}

    /**
     * By name, in the order of the tables: DL4J, the element-wise form, the matrix form, then those that a profile of
     * the build added. One that such a build left behind, without its libraries, is skipped.
     */
    public static Map<String, Contender> all() {
        Map<String, Contender> all = new LinkedHashMap<>();
        for (Contender own : new Contender[] {new Dl4jContender(), new DetailedContender(), new MatrixContender()}) {
            all.put(own.name(), own);
        }
        Iterator<Contender> peers = ServiceLoader.load(Contender.class).iterator();
        for (Contender peer = next(peers); peer != null; peer = next(peers)) {
            all.put(peer.name(), peer);
        }
        return all;
    }

    /** The next that can be made, or null: past those whose class or libraries this build does not have. */
    private static Contender next(Iterator<Contender> peers) {
        while (true) {
            try {
                return peers.hasNext() ? peers.next() : null;
            } catch (ServiceConfigurationError leftBehind) {
                // to the next one
            }
        }
    }
}
