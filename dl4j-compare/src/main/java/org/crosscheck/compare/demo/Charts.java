package org.crosscheck.compare.demo;

import java.awt.Color;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.crosscheck.compare.demo.learn.Scores;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.demo.learn.TrainingImages;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The curves of a run as PNG files. The page has them as its own plots; these are for slides and papers. */
final class Charts {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;

    private Charts() {}

    /** One curve: y over x = 1, 2, ... times a stride. */
    record Curve(String name, double[] x, double[] y) {

        /** What each epoch of an engine says. */
        static Curve of(String engine, List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
            double[] x =
                    IntStream.rangeClosed(1, epochs.size()).asDoubleStream().toArray();
            return new Curve(engine, x, epochs.stream().mapToDouble(value).toArray());
        }

        /** The largest value of each of at most {@code most} stretches. */
        static Curve largest(String name, List<Double> values, int most) {
            int stretch = Math.max(1, (values.size() + most - 1) / most);
            int count = (values.size() + stretch - 1) / stretch;
            double[] x = new double[count];
            double[] y = new double[count];
            for (int i = 0; i < values.size(); i++) {
                x[i / stretch] = i + 1;
                y[i / stretch] = Math.max(y[i / stretch], values.get(i));
            }
            return new Curve(name, x, y);
        }

        /** The same without the points that a logarithmic axis has no place for. */
        Curve positive() {
            int[] kept = IntStream.range(0, x.length).filter(i -> y[i] > 0).toArray();
            return new Curve(
                    name,
                    IntStream.of(kept).mapToDouble(i -> x[i]).toArray(),
                    IntStream.of(kept).mapToDouble(i -> y[i]).toArray());
        }
    }

    /** A chart with a logarithmic y axis, or null if no point has a place on it. */
    static byte[] logarithmic(String title, String xName, String yName, List<Curve> curves) throws IOException {
        List<Curve> shown = curves.stream()
                .map(Curve::positive)
                .filter(curve -> curve.x().length > 0)
                .toList();
        return shown.isEmpty() ? null : png(chart(title, xName, yName, shown, true));
    }

    /** A chart with a linear y axis. */
    static byte[] linear(String title, String xName, String yName, List<Curve> curves) throws IOException {
        return png(chart(title, xName, yName, curves, false));
    }

    private static byte[] png(XYChart chart) throws IOException {
        return BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
    }

    private static XYChart chart(String title, String xName, String yName, List<Curve> curves, boolean log) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xName)
                .yAxisTitle(yName)
                .build();
        chart.getStyler().setYAxisLogarithmic(log).setLocale(Locale.ROOT);
        plain(chart.getStyler());
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        if (!log) {
            chart.getStyler().setYAxisMin(0.0);
        }
        for (Curve curve : curves) {
            chart.addSeries(curve.name(), curve.x(), curve.y()).setMarker(SeriesMarkers.NONE);
        }
        return chart;
    }

    /** How many of each class were taken for which; the diagonal, by far the largest, is left white. */
    static byte[] confusion(String title, Scores scores, List<String> classes) throws IOException {
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("taken for")
                .yAxisTitle("class")
                .build();
        plain(chart.getStyler());
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setShowValue(true).setRangeColors(new Color[] {Color.WHITE, new Color(0xbd5412)});
        int m = Math.min(classes.size(), scores.confusion().length);
        List<String> names = classes.subList(0, m);
        List<Number[]> cells = new java.util.ArrayList<>();
        for (int taken = 0; taken < m; taken++) {
            for (int actual = 0; actual < m; actual++) {
                cells.add(new Number[] {taken, actual, taken == actual ? 0 : scores.confusion()[actual][taken]});
            }
        }
        chart.addSeries("mistakes", names, names, cells);
        return BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
    }

    private static void plain(Styler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
    }

    /** All files of a run, by name. */
    static Map<String, byte[]> files(DemoRun run) throws IOException {
        TrainingLog journal = run.checkpoint().journal();
        Settings settings = run.checkpoint().settings();
        TrainingImages test = TrainingImages.of(settings.model(), run.data().test());
        String what = settings.model() + " on " + settings.data();
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<Curve> losses = new java.util.ArrayList<>();
        List<Curve> errors = new java.util.ArrayList<>();
        List<Curve> speeds = new java.util.ArrayList<>();
        for (String engine : settings.engines()) {
            List<Epoch> epochs = journal.epochs(engine);
            losses.add(Curve.of(engine + ", training", epochs, Epoch::loss));
            losses.add(Curve.of(engine + ", test", epochs, Epoch::testLoss));
            errors.add(Curve.of(engine, epochs, epoch -> 100 * epoch.testError()));
            speeds.add(Curve.of(engine, epochs, Epoch::examplesPerSecond));
        }
        if (!journal.epochs(settings.engines().get(0)).isEmpty()) {
            files.put("loss.png", logarithmic("Loss, " + what, "epoch", "mean of -log p(y)", losses));
            files.put("error.png", linear("Test error, " + what, "epoch", "%", errors));
            files.put("throughput.png", linear("Training speed, " + what, "epoch", "examples/s", speeds));
        }
        if (!journal.differences().isEmpty()) {
            List<Curve> curves = List.of(Curve.largest("largest relative difference", journal.differences(), 500));
            files.put("difference.png", logarithmic("Difference of the engines' weights", "step", "relative", curves));
        }
        Scores scores = run.scores().get(settings.engines().get(0));
        files.put(
                "confusion.png",
                confusion("Mistakes, " + what, scores, run.data().classes()));
        List<Pictures.Cell> mistakes =
                Pictures.mistakes(test, scores, run.data().classes(), 40);
        if (!mistakes.isEmpty()) {
            files.put("mistakes.png", Pictures.png(Pictures.grid(mistakes, 8, 4, false)));
        }
        run.learned(test).forEach((name, image) -> files.put(name + ".png", Pictures.png(image)));
        files.values().removeIf(java.util.Objects::isNull);
        return files;
    }
}
