package org.crosscheck.compare.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What is being done, on one line of standard error that is written over and over; nothing where that is no terminal. It
 * is gone when the work is, so that results begin at the left of a line of their own.
 */
final class ProgressLine implements AutoCloseable {

    /** As long as the {@code crosscheck: } that messages begin with, so that whatever comes next covers it. */
    private static final String FIRST = "starting ...";

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    /** A bar that is shorter than this shows nothing. */
    private static final int SHORTEST = 8;

    private static final int LONGEST = 40;

    private final PrintWriter err;
    private final int room;
    private final boolean terminal = Main.onTerminal();
    private int shown = FIRST.length(); // columns
    private long last;
    private long start;
    private long startedFrom = -1;

    /** @param width the columns of the terminal, the last of which stays empty: some wrap there */
    ProgressLine(PrintWriter err, int width) {
        this.err = err;
        this.room = width - 1;
    }

    /** Shows that something was begun, before a command is even looked for; its own line goes on from there. */
    static void begin(PrintWriter err) {
        if (Main.onTerminal()) {
            err.print(FIRST + '\r');
            err.flush();
        }
    }

    /** Takes that back, for results. */
    static void unbegin(PrintWriter err) {
        if (Main.onTerminal()) {
            err.print('\r' + " ".repeat(FIRST.length()) + '\r');
            err.flush();
        }
    }

    /** Prints a message on a line of its own, on a terminal or not. */
    synchronized void say(String message) {
        clear();
        err.println(Main.printable(message));
    }

    /** Shows a text, cut where the line ends. */
    synchronized void show(String text) {
        if (terminal) {
            String line = text.length() <= room ? text : text.substring(0, room);
            err.print('\r' + line + " ".repeat(Math.max(0, shown - line.length())));
            err.flush();
            shown = line.length();
            last = System.nanoTime();
        }
    }

    /**
     * Shows how far a task is: a bar if there is room for one. Ten times a second are enough.
     *
     * @param done of the steps or questions, some of which may have been done before this run
     * @param more what else to tell
     */
    synchronized void bar(String task, long done, long all, String more) {
        long now = System.nanoTime();
        if (startedFrom < 0) {
            start = now;
            startedFrom = done;
        } else if (now - last < PAUSE && done < all) {
            return;
        }
        String count = String.format(Locale.ROOT, " %d/%d%s%s", done, all, left(done, all, now - start), more);
        int bar = Math.min(LONGEST, room - task.length() - count.length() - 3);
        int filled = all == 0 ? 0 : (int) (bar * Math.min(done, all) / all);
        show(task + (bar < SHORTEST ? "" : " [" + "=".repeat(filled) + " ".repeat(bar - filled) + "]") + count);
    }

    /** The time that is left if it goes on as so far, once that can be told. */
    private String left(long done, long all, long nanos) {
        if (done <= startedFrom || done >= all || nanos < TimeUnit.SECONDS.toNanos(2)) {
            return "";
        }
        long seconds = Math.round(1e-9 * nanos * (all - done) / (done - startedFrom));
        return String.format(Locale.ROOT, ", %d:%02d left", seconds / 60, seconds % 60);
    }

    /** Removes the line, for something else to be printed. */
    synchronized void clear() {
        if (terminal && shown > 0) {
            err.print('\r' + " ".repeat(shown) + '\r');
            err.flush();
            shown = 0;
        }
    }

    @Override
    public void close() {
        clear();
    }
}
