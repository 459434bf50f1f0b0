package org.crosscheck.compare.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.crosscheck.compare.bench.BenchReport.BenchRow;
import org.crosscheck.compare.bench.BenchReport.Side;
import org.crosscheck.compare.bench.contenders.Mode;
import org.crosscheck.compare.pages.PlotAxis;
import org.crosscheck.compare.pages.Plots;
import org.crosscheck.compare.pages.Plots.Frame;
import org.crosscheck.compare.pages.Plots.Series;
import org.crosscheck.compare.pages.PngPlots;

/**
 * The training steps of a report as a picture: a point for the median of each side of each row, over a logarithmic
 * axis.
 */
public final class BenchChart {

    private BenchChart() {}

    /** A file of its own, without script; a point tells its spread when it is pointed at. */
    public static byte[] svg(BenchReport report) {
        return Plots.scatterFile(frame(report), series(report).toArray(Series[]::new))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The same points. */
    public static byte[] png(BenchReport report) {
        return PngPlots.scatter(frame(report), series(report));
    }

    private static List<BenchRow> steps(BenchReport report) {
        return report.rows().stream().filter(row -> row.mode() == Mode.STEP).toList();
    }

    private static Frame frame(BenchReport report) {
        return Frame.of(
                        "Training step, " + report.environment().get("cpu") + ", Java "
                                + report.environment().get("java"),
                        "Medians, in double precision.",
                        PlotAxis.categories(
                                "", steps(report).stream().map(BenchRow::name).toList()),
                        PlotAxis.log("examples per second"))
                .wider();
    }

    private static List<Series> series(BenchReport report) {
        List<BenchRow> rows = steps(report);
        return rows.stream()
                .flatMap(row -> row.sides().keySet().stream())
                .distinct()
                .map(name -> series(name, rows))
                .toList();
    }

    private static Series series(String name, List<BenchRow> rows) {
        int[] those = IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).sides().containsKey(name))
                .toArray();
        List<Side> sides =
                IntStream.of(those).mapToObj(i -> rows.get(i).sides().get(name)).toList();
        return new Series(
                name,
                IntStream.of(those).asDoubleStream().toArray(),
                sides.stream().mapToDouble(Side::median).toArray(),
                sides.stream()
                        .map(side -> name + ": " + Plots.plain(side.median()) + " (" + Plots.plain(side.least())
                                + " to " + Plots.plain(side.most()) + ")")
                        .toList());
    }
}
