package org.crosscheck.compare.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.crosscheck.compare.demo.Epoch;
import org.crosscheck.compare.demo.Watcher;
import org.crosscheck.compare.demo.learn.Settings;

/**
 * Shows the progress of a run: a bar on a terminal, else a line for each epoch. Stops the run at Ctrl-C (or when the
 * JVM ends for any other reason that allows it), and lets the JVM wait until the run's files are written.
 */
final class DemoProgress implements Watcher, AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    /** The share of itself that the shown loss keeps at each step. */
    private static final double SMOOTH = 0.98;

    private final PrintWriter err;
    private final Settings settings;
    private final ProgressLine line;
    private final long most;
    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "stop the run");
    private volatile boolean interrupted;
    private long step;
    private long examples;
    private double loss; // a running mean over some steps, as single ones jump
    private String error = "";
    private long start;

    /** @param most the step after which to stop */
    DemoProgress(PrintWriter err, ProgressLine line, Settings settings, long most) {
        this.err = err;
        this.line = line;
        this.settings = settings;
        this.most = most;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupted() {
        interrupted = true;
        try {
            written.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void step(long done, long all, double risk, int count) {
        boolean first = step == 0;
        step = done;
        loss = first ? risk : SMOOTH * loss + (1 - SMOOTH) * risk;
        if (first) {
            start = System.nanoTime();
        } else {
            examples += count;
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        String speed = examples == 0 ? "" : String.format(Locale.ROOT, ", %.0f examples/s", examples / seconds);
        line.bar(
                settings.model().word(),
                done,
                Math.min(all, most),
                String.format(Locale.ROOT, ", loss %.4f%s%s", loss, error, speed));
    }

    @Override
    public void epoch(int number, String engine, Epoch epoch) {
        if (Main.onTerminal()) {
            error = String.format(Locale.ROOT, ", error %.2f%%", 100 * epoch.testError());
            return;
        }
        err.printf(
                Locale.ROOT,
                "epoch %d/%d  %-9s  loss %.4f  test error %.2f%%  %.0f examples/s%n",
                number,
                settings.epochs(),
                engine,
                epoch.loss(),
                100 * epoch.testError(),
                epoch.examplesPerSecond());
        err.flush();
    }

    @Override
    public void note(String text) {
        line.say(text);
    }

    @Override
    public boolean stop() {
        return interrupted || step >= most;
    }

    @Override
    public void close() {
        line.close();
        written.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            return; // the hook is already running, and ends now
        }
    }
}
