package org.crosscheck.compare.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** The last of what a program prints, read while it runs so that it never waits for a reader. */
final class Output {

    private static final int MOST = 16_384;
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(1);

    private final Thread reader;
    private byte[] kept = new byte[0];

    Output(InputStream printed) {
        reader = new Thread(() -> read(printed), "output of a program");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream printed) {
        byte[] block = new byte[8192];
        try (printed) {
            for (int count = printed.read(block); count >= 0; count = printed.read(block)) {
                keep(block, count);
            }
        } catch (IOException closed) {
            // The program has ended.
        }
    }

    private synchronized void keep(byte[] block, int count) {
        byte[] all = Arrays.copyOf(kept, kept.length + count);
        System.arraycopy(block, 0, all, kept.length, count);
        kept = all.length > MOST ? Arrays.copyOfRange(all, all.length - MOST, all.length) : all;
    }

    /** Forgets what was printed so far. */
    synchronized void clear() {
        kept = new byte[0];
    }

    /** Waits for the rest after the program has ended; not for long, since what it has started may live on. */
    void finish() {
        try {
            reader.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized String text() {
        return new String(kept, StandardCharsets.UTF_8);
    }
}
