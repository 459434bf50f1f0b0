package org.crosscheck.datasets.formats;

import java.util.function.LongSupplier;

/**
 * The memory of this JVM, asked before much of it is taken: an error that names what is too large, and the option that
 * helps, is of more use than the end of the JVM.
 */
public final class Heap {

    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    private Heap() {}

    /** Whether so many bytes can still be had. */
    public static boolean holds(long bytes) {
        return holds(bytes, Heap::free, System::gc);
    }

    /** The same, of a memory of which so much is free, and what frees more of it. */
    static boolean holds(long bytes, LongSupplier free, Runnable collector) {
        if (bytes <= free.getAsLong()) {
            return true;
        }
        collector.run(); // what nobody needs any more counts as used until then
        return bytes <= free.getAsLong();
    }

    private static long free() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }

    /** What to say where they cannot be had, as the expectation of an error: how many there are, and how to get more. */
    public static String expected(long bytes) {
        return expected(bytes, Runtime.getRuntime().maxMemory(), free());
    }

    /** The same, of a memory of which so much is free. */
    static String expected(long bytes, long memory, long free) {
        long all = memory - free + bytes;
        long gib = all / GIB + (all % GIB > GIB / 2 ? 2 : 1); // at least half of one to spare
        return "at most " + free / MIB + " MiB of memory (CROSSCHECK_OPTS=-Xmx" + gib + "g gives Java more)";
    }

    /** So many bytes, for messages. */
    public static String text(long bytes) {
        return (bytes + MIB - 1) / MIB + " MiB";
    }
}
