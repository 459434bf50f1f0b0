package org.crosscheck.compare.demo;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.Scores;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.demo.learn.TrainingImages;
import org.crosscheck.compare.pages.Page;
import org.crosscheck.compare.pages.PlotAxis;
import org.crosscheck.compare.pages.Plots;
import org.crosscheck.compare.pages.Plots.Frame;
import org.crosscheck.compare.pages.Plots.Series;
import org.crosscheck.compare.text.BuildInfo;
import org.crosscheck.compare.text.Numbers;

/**
 * What report.html shows of a run.
 *
 * @param verdict "agree" or "disagree" if the engines were held against bounds, else ""
 */
record DemoPage(
        String sentence,
        String verdict,
        String lockstep,
        boolean completed,
        List<Fact> settings,
        List<Fact> environment,
        List<String> plots,
        List<Row> epochs,
        List<String> confusions,
        List<Picture> mistakes,
        List<Picture> learned) {

    /** A name and a value. */
    record Fact(String name, String value) {}

    /** A line of the table of epochs. */
    record Row(int epoch, String engine, String loss, String testLoss, String error, String seconds, String speed) {}

    /** An image as a data address, with the text that stands for it and under it. */
    record Picture(String source, String caption) {}

    private static final int MISTAKES = 24;
    private static final int POINTS = 500;

    /** The page of a run. */
    static Page of(DemoRun run) {
        Settings settings = run.checkpoint().settings();
        String title = settings.model() + " on " + settings.data();
        return Page.of("demo", title, data(run));
    }

    private static DemoPage data(DemoRun run) {
        Settings settings = run.checkpoint().settings();
        TrainingLog journal = run.checkpoint().journal();
        TrainingImages test = TrainingImages.of(settings.model(), run.data().test());
        Scores first = run.scores().get(settings.engines().get(0));
        List<String> confusions = new ArrayList<>();
        run.scores().forEach((engine, scores) -> confusions.add(confusion(engine, scores, run.data())));
        List<Picture> mistakes = new ArrayList<>();
        for (Pictures.Cell cell : Pictures.mistakes(test, first, run.data().classes(), MISTAKES)) {
            Pictures.Cell bare = new Pictures.Cell(cell.rows(), cell.columns(), cell.pixels(), "");
            mistakes.add(picture(Pictures.grid(List.of(bare), 1, 3, false), cell.caption()));
        }
        List<Picture> learned = new ArrayList<>();
        run.learned(test).forEach((name, image) -> learned.add(picture(image, CAPTIONS.get(name))));
        return new DemoPage(
                sentence(run),
                settings.resync() ? journal.verdict().text() : "",
                lockstep(settings, journal),
                run.completed(),
                facts(settings, journal),
                BuildInfo.environment().entrySet().stream()
                        .map(entry -> new Fact(entry.getKey(), entry.getValue()))
                        .toList(),
                plots(settings, journal),
                rows(settings, journal),
                confusions,
                mistakes,
                learned);
    }

    private static final Map<String, String> CAPTIONS = Map.of(
            "weights",
            "Weights into the 64 hidden neurons that matter most to the output: orange above zero, blue below.",
            "kernels",
            "The 6 kernels of the first layer, above the 16 x 6 of the last: orange above zero, blue below.",
            "maps",
            "The first test image, then sin(conv1), pool2 and sin(conv3) of it.");

    private static String sentence(DemoRun run) {
        List<String> parts = new ArrayList<>();
        run.scores()
                .forEach((engine, scores) -> parts.add(String.format(
                        Locale.ROOT,
                        "%s: %.2f%% of %d test images taken for another class",
                        engine,
                        100 * scores.error(),
                        scores.y().length)));
        return String.join("; ", parts) + ", after "
                + run.checkpoint().journal().step() + " steps.";
    }

    private static String lockstep(Settings settings, TrainingLog journal) {
        if (journal.differences().isEmpty()) {
            return "";
        }
        double largest = largest(journal.differences());
        if (!settings.resync()) {
            return "The engines ran freely from the same weights over the same batches; after " + journal.step()
                    + " steps their weights have differed by at most " + Numbers.text(largest)
                    + " of the largest of the array.";
        }
        TrainingLog.Beyond beyond = journal.beyond();
        String checked =
                journal.ratios().size() + " steps, each from the same weights, were held against the bound of its "
                        + "rounding errors; the largest difference was " + Numbers.ratio(journal.largestRatio())
                        + " of its bound. "
                        + (journal.illConditioned() == 0
                                ? ""
                                : journal.illConditioned() + " of the bounds were too wide to mean anything. ");
        return checked
                + (beyond == null
                        ? "No step went beyond it."
                        : "The first beyond it was step " + beyond.step() + ": " + beyond.array() + "[" + beyond.index()
                                + "] differed by " + Numbers.text(beyond.difference()) + ", bound "
                                + Numbers.text(beyond.bound()) + ".");
    }

    private static double largest(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    private static List<Fact> facts(Settings s, TrainingLog journal) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("network", s.model());
        facts.put("engines", String.join(", ", s.engines()));
        facts.put("data", s.data() + (s.heldOut() ? ", last sixth of the training set held out to test" : ""));
        if (s.model() == Model.MLP) {
            facts.put("hidden neurons", s.hidden());
        }
        facts.put("epochs", s.epochs());
        facts.put("batch", s.batch() == 0 ? "all" : s.batch());
        facts.put("steps done", journal.step());
        facts.put("learning rate", s.lr() + ", " + s.schedule().name().toLowerCase(Locale.ROOT));
        facts.put("momentum", s.momentum());
        facts.put("weight decay", s.decay());
        facts.put("average keeps", s.average());
        facts.put("seed", s.seed());
        return facts.entrySet().stream()
                .map(fact -> new Fact(fact.getKey(), String.valueOf(fact.getValue())))
                .toList();
    }

    private static List<String> plots(Settings settings, TrainingLog journal) {
        List<String> plots = new ArrayList<>();
        List<Series> losses = new ArrayList<>();
        List<Series> errors = new ArrayList<>();
        List<Series> speeds = new ArrayList<>();
        for (String engine : settings.engines()) {
            List<Epoch> epochs = journal.epochs(engine);
            losses.add(series(Charts.Curve.of(engine + ", training", epochs, Epoch::loss)));
            losses.add(series(Charts.Curve.of(engine + ", test", epochs, Epoch::testLoss)));
            errors.add(series(Charts.Curve.of(engine, epochs, epoch -> 100 * epoch.testError())));
            speeds.add(series(Charts.Curve.of(engine, epochs, Epoch::examplesPerSecond)));
        }
        if (!journal.epochs(settings.engines().get(0)).isEmpty()) {
            plots.add(Plots.line(
                    Frame.of(
                            "Loss",
                            "Training: mean over the steps of the epoch. Test: of the averaged weights.",
                            PlotAxis.linear("epoch"),
                            PlotAxis.log("mean of -log p(y)")),
                    losses.toArray(new Series[0])));
            plots.add(Plots.line(
                    Frame.of(
                            "Test error",
                            "Of the averaged weights, after each epoch.",
                            PlotAxis.linear("epoch"),
                            PlotAxis.linear("%")),
                    errors.toArray(new Series[0])));
            plots.add(Plots.line(
                    Frame.of(
                            "Speed",
                            "Of the training steps alone.",
                            PlotAxis.linear("epoch"),
                            PlotAxis.linear("examples/s")),
                    speeds.toArray(new Series[0])));
        }
        if (!journal.differences().isEmpty()) {
            plots.add(Plots.line(
                    Frame.of(
                            "Difference of the engines",
                            settings.resync()
                                    ? "After each step from the same weights: rounding errors of one step."
                                    : "Running freely: rounding errors grow as the loss surface carries them apart.",
                            PlotAxis.linear("step"),
                            PlotAxis.log("largest difference of a weight, relative")),
                    series(Charts.Curve.largest("weights", journal.differences(), POINTS))));
        }
        if (!journal.ratios().isEmpty()) {
            plots.add(Plots.line(
                    Frame.of(
                            "Difference over bound",
                            "Largest over all weights and velocities, step by step.",
                            PlotAxis.linear("step"),
                            PlotAxis.log("ratio").marked(1, "bound")),
                    series(Charts.Curve.largest("ratio", journal.ratios(), POINTS))));
        }
        return plots;
    }

    private static Series series(Charts.Curve curve) {
        return Series.of(curve.name(), curve.x(), curve.y());
    }

    private static List<Row> rows(Settings settings, TrainingLog journal) {
        List<Row> rows = new ArrayList<>();
        for (String engine : settings.engines()) {
            List<Epoch> epochs = journal.epochs(engine);
            for (int i = 0; i < epochs.size(); i++) {
                Epoch epoch = epochs.get(i);
                rows.add(new Row(
                        i + 1,
                        engine,
                        String.format(Locale.ROOT, "%.5f", epoch.loss()),
                        String.format(Locale.ROOT, "%.5f", epoch.testLoss()),
                        String.format(Locale.ROOT, "%.2f%%", 100 * epoch.testError()),
                        String.format(Locale.ROOT, "%.2f", epoch.seconds()),
                        String.format(Locale.ROOT, "%.0f", epoch.examplesPerSecond())));
            }
        }
        return rows;
    }

    /** Mistakes alone: the diagonal would leave no shade for them. */
    private static String confusion(String engine, Scores scores, Dataset data) {
        int m = data.classes().size();
        double[][] cells = new double[m][m];
        for (int actual = 0; actual < m; actual++) {
            cells[actual] = Arrays.stream(scores.confusion()[actual])
                    .limit(m)
                    .asDoubleStream()
                    .toArray();
            cells[actual][actual] = 0;
        }
        int wrong = IntStream.range(0, m)
                .map(k -> (int) Arrays.stream(cells[k]).sum())
                .sum();
        return Plots.heatMap(
                Frame.of(
                        "Confusion, " + engine,
                        "The " + wrong + " mistakes; the diagonal, " + (scores.y().length - wrong) + ", is left out.",
                        PlotAxis.categories("taken for", data.classes()),
                        PlotAxis.categories("class", data.classes())),
                cells);
    }

    private static Picture picture(BufferedImage image, String caption) {
        String base64 = Base64.getEncoder().encodeToString(Pictures.png(image));
        return new Picture("data:image/png;base64," + base64, caption);
    }
}
