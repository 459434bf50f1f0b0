package org.crosscheck.compare.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error while many submissions are marked; nothing if that is not a terminal. */
final class GradeProgress implements AutoCloseable {

    private final ProgressBar bar; // null unless on a terminal

    GradeProgress(PrintWriter err, int width, int submissions) {
        this.bar = !Main.onTerminal()
                ? null
                : new ProgressBarBuilder()
                        .setTaskName("grade")
                        .setInitialMax(submissions)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setMaxRenderedLength(width - 1)
                        .setUpdateIntervalMillis(200)
                        .setConsumer(new DelegatingProgressBarConsumer(
                                line -> {
                                    err.print('\r' + line);
                                    err.flush();
                                },
                                width - 1))
                        .build();
    }

    /** Another submission is marked. */
    void step() {
        if (bar != null) {
            bar.step();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
