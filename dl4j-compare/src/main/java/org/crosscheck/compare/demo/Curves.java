package org.crosscheck.compare.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.pages.PlotAxis;
import org.crosscheck.compare.pages.Plots.Frame;
import org.crosscheck.compare.pages.Plots.Series;

/**
 * Some lines of a run, for its page and as a file.
 *
 * @param file the name of the file, without its ending; empty if they are drawn on the page alone
 */
record Curves(String file, Frame frame, List<Series> lines) {

    /** Points of a curve over steps, at most. */
    private static final int POINTS = 500;

    /** All that there is to show of a run. */
    static List<Curves> of(Settings settings, TrainingLog journal) {
        List<Series> losses = new ArrayList<>();
        List<Series> errors = new ArrayList<>();
        List<Series> speeds = new ArrayList<>();
        for (String engine : settings.engines()) {
            List<Epoch> epochs = journal.epochs(engine);
            losses.add(epochs(engine + ", training", epochs, Epoch::loss));
            losses.add(epochs(engine + ", test", epochs, Epoch::testLoss));
            errors.add(epochs(engine, epochs, epoch -> 100 * epoch.testError()));
            speeds.add(epochs(engine, epochs, Epoch::examplesPerSecond));
        }
        List<Curves> all = new ArrayList<>();
        PlotAxis epoch = PlotAxis.whole("epoch");
        PlotAxis step = PlotAxis.whole("step");
        if (!journal.epochs(settings.engines().get(0)).isEmpty()) {
            String both = "Training: mean over the steps of the epoch. Test: of the averaged weights.";
            all.add(new Curves("loss", Frame.of("Loss", both, epoch, PlotAxis.log("mean of -log p(y)")), losses));
            String after = "Of the averaged weights, after each epoch.";
            all.add(new Curves("error", Frame.of("Test error", after, epoch, PlotAxis.linear("%")), errors));
            String steps = "Of the training steps alone.";
            all.add(new Curves("throughput", Frame.of("Speed", steps, epoch, PlotAxis.linear("examples/s")), speeds));
        }
        if (!journal.differences().isEmpty()) {
            String why = settings.resync()
                    ? "After each step from the same weights: rounding errors of one step."
                    : "Running freely: rounding errors grow as the loss surface carries them apart.";
            PlotAxis relative = PlotAxis.log("largest difference of a weight, relative");
            Frame frame = Frame.of("Difference of the engines", why, step, relative);
            all.add(new Curves("difference", frame, List.of(largest("weights", journal.differences()))));
        }
        if (!journal.ratios().isEmpty()) {
            String over = "Largest over all weights and velocities, step by step.";
            PlotAxis ratio = PlotAxis.log("ratio").marked(1, "bound");
            Frame frame = Frame.of("Difference over bound", over, step, ratio);
            all.add(new Curves("", frame, List.of(largest("ratio", journal.ratios()))));
        }
        return all;
    }

    /** What each epoch of an engine says. */
    private static Series epochs(String name, List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
        double[] x = IntStream.rangeClosed(1, epochs.size()).asDoubleStream().toArray();
        return Series.of(name, x, epochs.stream().mapToDouble(value).toArray());
    }

    /** The largest value of each of at most {@value #POINTS} stretches of the steps. */
    private static Series largest(String name, List<Double> values) {
        int stretch = Math.max(1, (values.size() + POINTS - 1) / POINTS);
        int count = (values.size() + stretch - 1) / stretch;
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < values.size(); i++) {
            x[i / stretch] = i + 1;
            y[i / stretch] = Math.max(y[i / stretch], values.get(i));
        }
        return Series.of(name, x, y);
    }
}
