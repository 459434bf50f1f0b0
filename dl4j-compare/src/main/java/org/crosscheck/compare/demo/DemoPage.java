package org.crosscheck.compare.demo;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.Scores;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.demo.learn.TrainingImages;
import org.crosscheck.compare.pages.Page;
import org.crosscheck.compare.pages.Plots;
import org.crosscheck.compare.pages.Plots.Series;
import org.crosscheck.compare.text.BuildInfo;
import org.crosscheck.compare.text.Numbers;

/**
 * What report.html shows of a run.
 *
 * @param verdict "agree" or "disagree" if the engines were checked against bounds, else ""
 */
record DemoPage(
        String sentence,
        String verdict,
        String lockstep,
        boolean completed,
        List<String> notes,
        List<Fact> settings,
        List<Fact> environment,
        List<String> plots,
        List<EpochRow> epochs,
        List<String> confusions,
        List<Picture> mistakes,
        List<Picture> learned) {

    /** A name and a value. */
    record Fact(String name, String value) {}

    /** A line of the table of epochs. */
    record EpochRow(
            int epoch, String engine, String loss, String testLoss, String error, String seconds, String speed) {}

    /** An image as a data URL, with the text that replaces it and stands below it. */
    record Picture(String source, String caption) {}

    private static final int MISTAKES = 24;

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
        run.scores().forEach((engine, scores) -> {
            Confusion one = Confusion.of(engine, scores, run.data().classes());
            confusions.add(Plots.heatMap(one.frame(), one.cells()));
        });
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
                run.data().notes(),
                facts(settings, journal),
                BuildInfo.environment().entrySet().stream()
                        .map(entry -> new Fact(entry.getKey(), entry.getValue()))
                        .toList(),
                Curves.of(settings, journal).stream()
                        .map(curves -> Plots.line(curves.frame(), curves.lines().toArray(Series[]::new)))
                        .toList(),
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
                journal.ratios().size() + " steps, each from the same weights, were checked against the bound of its "
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
        facts.put(
                "learning rate",
                Numbers.plain(s.lr()) + ", " + s.schedule().name().toLowerCase(Locale.ROOT));
        facts.put("momentum", s.momentum());
        facts.put("weight decay", Numbers.plain(s.decay()));
        facts.put("average keeps", s.average());
        facts.put("seed", s.seed());
        return facts.entrySet().stream()
                .map(fact -> new Fact(fact.getKey(), String.valueOf(fact.getValue())))
                .toList();
    }

    private static List<EpochRow> rows(Settings settings, TrainingLog journal) {
        List<EpochRow> rows = new ArrayList<>();
        for (String engine : settings.engines()) {
            List<Epoch> epochs = journal.epochs(engine);
            for (int i = 0; i < epochs.size(); i++) {
                Epoch epoch = epochs.get(i);
                rows.add(new EpochRow(
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

    private static Picture picture(BufferedImage image, String caption) {
        String base64 = Base64.getEncoder().encodeToString(Pictures.png(image));
        return new Picture("data:image/png;base64," + base64, caption);
    }
}
