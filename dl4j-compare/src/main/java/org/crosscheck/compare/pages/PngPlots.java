package org.crosscheck.compare.pages;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.crosscheck.compare.pages.Plots.Frame;
import org.crosscheck.compare.pages.Plots.Series;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** {@link Plots} as PNG files for slides and papers, drawn by XChart in the light colours of the pages. */
public final class PngPlots {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;

    private PngPlots() {}

    /**
     * A line for each series; the x axis counts. A logarithmic y axis has no place for what is not above zero: nothing
     * is drawn if no point is.
     */
    public static Optional<byte[]> line(Frame frame, List<Series> series) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).build();
        for (Series one : series) {
            int[] kept = IntStream.range(0, one.x().length)
                    .filter(i -> !frame.y().log() || one.y()[i] > 0)
                    .toArray();
            if (kept.length > 0) {
                double[] x = Arrays.stream(kept).mapToDouble(i -> one.x()[i]).toArray();
                double[] y = Arrays.stream(kept).mapToDouble(i -> one.y()[i]).toArray();
                XYSeries line = chart.addSeries(one.name(), x, y);
                if (kept.length > Plots.DOTS) {
                    line.setMarker(SeriesMarkers.NONE);
                }
            }
        }
        if (!frame.y().log()) {
            chart.getStyler().setYAxisMin(0.0);
        }
        return chart.getSeriesMap().isEmpty() ? Optional.empty() : Optional.of(png(chart, frame));
    }

    /**
     * A mark for each point; the x axis has categories, x is the number of one, and no series has two points there.
     * Without series the axes are drawn alone.
     */
    public static byte[] scatter(Frame frame, List<Series> series) {
        if (series.isEmpty()) {
            return png(new XYChartBuilder().width(WIDTH).height(HEIGHT).build(), frame);
        }
        CategoryChart chart =
                new CategoryChartBuilder().width(WIDTH).height(HEIGHT).build();
        chart.getStyler()
                .setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Scatter)
                .setXAxisLabelRotation(45)
                .setXAxisLabelAlignmentVertical(AxesChartStyler.TextAlignment.Right)
                .setYAxisDecimalPattern("#,###");
        for (Series one : series) {
            List<Double> values = new ArrayList<>(
                    java.util.Collections.nCopies(frame.x().categories().size(), null));
            for (int i = 0; i < one.x().length; i++) {
                values.set((int) one.x()[i], one.y()[i]);
            }
            chart.addSeries(one.name(), frame.x().categories(), values);
        }
        return png(chart, frame);
    }

    /** Numbers as shades, with the numbers; both axes have categories, and row 0 is the lowest. */
    public static byte[] heatMap(Frame frame, double[][] cells) {
        HeatMapChart chart =
                new HeatMapChartBuilder().width(WIDTH).height(HEIGHT).build();
        chart.getStyler().setShowValue(true).setRangeColors(new Color[] {Color.WHITE, colour(2)});
        chart.getStyler().setLegendVisible(false);
        List<Number[]> numbers = new ArrayList<>();
        for (int column = 0; column < frame.x().categories().size(); column++) {
            for (int row = 0; row < frame.y().categories().size(); row++) {
                numbers.add(new Number[] {column, row, cells[row][column]});
            }
        }
        chart.addSeries("cells", frame.x().categories(), frame.y().categories(), numbers);
        return png(chart, frame);
    }

    private static Color colour(int number) {
        return Color.decode(Style.colour("s" + number));
    }

    private static byte[] png(Chart<? extends AxesChartStyler, ?> chart, Frame frame) {
        chart.setTitle(frame.title());
        chart.setXAxisTitle(frame.x().label());
        chart.setYAxisTitle(frame.y().label());
        AxesChartStyler styler = chart.getStyler();
        styler.setYAxisLogarithmic(frame.y().log()).setLocale(Locale.ROOT);
        styler.setSeriesColors(
                IntStream.rangeClosed(1, 5).mapToObj(PngPlots::colour).toArray(Color[]::new));
        styler.setChartBackgroundColor(Color.WHITE)
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal);
        try {
            return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException("into memory", e);
        }
    }
}
