package org.crosscheck.compare.demo;

import java.util.List;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.Schedule;
import org.crosscheck.compare.demo.learn.Settings;

/** The settings of the two demos, chosen on the held-out part of MNIST's training set: docs/decisions.md. */
public final class Defaults {

    private static final List<String> ENGINE = List.of("reference");

    private Defaults() {}

    /** The settings of a full run, of a quick one, or of the homework's plain gradient descent on all examples at once. */
    public static Settings of(Model model, boolean quick, boolean wholeBatch) {
        Settings full =
                model == Model.MLP ? settings(model, 512, 20, 64, 0.1, 2e-4) : settings(model, 0, 13, 64, 0.05, 5e-4);
        int epochs = model == Model.MLP ? 6 : 2;
        int hidden = model == Model.MLP ? 256 : 0;
        if (wholeBatch) {
            return new Settings(
                    model, ENGINE, "mnist", false, 1, hidden, 20, 0, Schedule.CONSTANT, 0.5, 0, 0, 0, false);
        }
        return quick ? settings(model, hidden, epochs, full.batch(), full.lr(), full.decay()) : full;
    }

    private static Settings settings(Model model, int hidden, int epochs, int batch, double lr, double decay) {
        return new Settings(
                model, ENGINE, "mnist", false, 1, hidden, epochs, batch, Schedule.COSINE, lr, 0.9, decay, 0.999, false);
    }
}
