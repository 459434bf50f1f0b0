package org.crosscheck.compare.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Takes up the heap but for what a reader may need, so that one that needs more fails. */
final class Ballast {

    /** What each may need besides 4 times its input: 64 MiB. */
    static final long READER = 64 << 20;

    private static final int BLOCK = 1 << 20;
    private static final List<byte[]> BLOCKS = new ArrayList<>();

    private Ballast() {}

    /** Leaves about so many bytes, to 1 MiB; those that are garbage count as left. */
    static synchronized void leave(long bytes) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        while (runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory() >= bytes + BLOCK) {
            BLOCKS.add(new byte[BLOCK]);
        }
    }
}
