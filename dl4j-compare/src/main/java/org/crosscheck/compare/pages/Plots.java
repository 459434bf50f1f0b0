package org.crosscheck.compare.pages;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.crosscheck.compare.pages.PlotAxis.Scale;
import org.crosscheck.compare.text.Numbers;

/**
 * Plots as figures of HTML: inline SVG in the page's colours, light or dark, to be read without script. A mark shows
 * its value when it is pointed at. Values that are not finite are left out of lines and histograms.
 *
 * <pre>{@code
 * String figure = Plots.line(
 *         Frame.of("Loss", "Both engines descend alike.", Axis.linear("epoch"), Axis.log("mean loss")),
 *         Series.of("reference", epochs, losses),
 *         Series.of("dl4j", epochs, theirLosses));
 * }</pre>
 */
public final class Plots {

    /** Lines with more points than this have no dots. */
    static final int DOTS = 60;

    /** Shades of a heat map. */
    private static final int SHADES = 12;

    /** Heat maps with more rows or columns than this show the largest magnitude of each block. */
    static final int MOST_CELLS = 48;

    /** The most columns of a heat map whose cells show their numbers. */
    private static final int NUMBERED = 12;

    private Plots() {}

    /**
     * What surrounds a plot.
     *
     * @param title what the plot shows
     * @param description what can be seen in it, in a sentence that stands below the plot
     * @param wide whether it takes the page's whole width
     */
    public record Frame(String title, String description, PlotAxis x, PlotAxis y, boolean wide) {

        public static Frame of(String title, String description, PlotAxis x, PlotAxis y) {
            return new Frame(title, description, x, y, false);
        }

        /** The same as wide as the page. */
        public Frame wider() {
            return new Frame(title, description, x, y, true);
        }
    }

    /**
     * Points in an order.
     *
     * @param name for the legend
     * @param tips what each point shows when it is pointed at; empty for its coordinates
     */
    public record Series(String name, double[] x, double[] y, List<String> tips) {

        public Series {
            tips = List.copyOf(tips);
            if (x.length != y.length || (!tips.isEmpty() && tips.size() != x.length)) {
                throw new IllegalArgumentException(
                        name + ": " + x.length + " x, " + y.length + " y, " + tips.size() + " tips");
            }
        }

        public static Series of(String name, double[] x, double[] y) {
            return new Series(name, x, y, List.of());
        }

        String tip(int i) {
            return tips.isEmpty() ? name + ": " + plain(x[i]) + ", " + plain(y[i]) : tips.get(i);
        }
    }

    /** A line for each series, broken where a value is not finite; with dots where there are few points. */
    public static String line(Frame frame, Series... series) {
        Canvas canvas = Canvas.of(frame, series);
        for (int s = 0; s < series.length; s++) {
            canvas.svg.path("line s" + colour(s), path(canvas, series[s]));
            if (series[s].x().length <= DOTS) {
                points(canvas, series[s], s);
            }
        }
        return canvas.figure();
    }

    /** A mark for each point; those of each series have a shape of their own. Infinity is drawn at the edge. */
    public static String scatter(Frame frame, Series... series) {
        return scattered(frame, series).figure();
    }

    /** The same as an SVG file of its own. */
    public static String scatterFile(Frame frame, Series... series) {
        return scattered(frame, series).file();
    }

    private static Canvas scattered(Frame frame, Series... series) {
        Canvas canvas = Canvas.of(frame, series);
        for (int s = 0; s < series.length; s++) {
            points(canvas, series[s], s);
        }
        return canvas;
    }

    /**
     * How many values fall into each of several equal parts of the x axis, decades or parts of decades if it is
     * logarithmic.
     */
    public static String histogram(Frame frame, double[] values) {
        double[] finite = DoubleStream.of(values).filter(Double::isFinite).toArray();
        Scale scale = frame.x().scale(DoubleStream.of(finite), 0, 1);
        double first = scale.at(scale.log() ? Double.MIN_VALUE : scale.low());
        int bins = scale.log() ? (int) Math.max(scale.high() - scale.low(), 1) : 20;
        bins = bins < 10 ? 2 * bins : bins;
        double[] counts = new double[bins + 1];
        for (double value : finite) {
            boolean zero = scale.log() && value <= 0;
            counts[zero ? 0 : 1 + (int) Math.min(bins - 1, bins * (scale.at(value) - first) / (1 - first))]++;
        }
        Canvas canvas = Canvas.of(
                frame,
                List.of(),
                DoubleStream.of(finite),
                DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(counts)));
        double width = canvas.x.end() - canvas.x.edge();
        for (int bin = 0; bin <= bins; bin++) {
            double from = bin == 0 ? 0 : first + (1 - first) * (bin - 1) / bins;
            double to = bin == 0 ? 0.6 * first : first + (1 - first) * bin / bins;
            if (counts[bin] > 0) {
                String range = bin == 0 ? "0" : value(scale, first, from) + " to " + value(scale, first, to);
                double top = canvas.y.at(counts[bin]);
                double left = canvas.x.edge() + from * width + 0.5;
                String tip = range + ": " + plain(counts[bin]);
                canvas.svg.rect("bar s1", left, top, (to - from) * width - 1, canvas.y.edge() - top, tip);
            }
        }
        return canvas.figure();
    }

    /**
     * Magnitudes as shades, a row of cells for each row: from 0, which has no shade, to the largest. Small maps show
     * their numbers.
     *
     * @param cells rows of equal length, at least one
     * @param frame its axes give the labels, and names if they have categories
     */
    public static String heatMap(Frame frame, double[][] cells) {
        return HeatMap.figure(frame, cells, SHADES, NUMBERED);
    }

    private static String value(Scale scale, double first, double along) {
        double at = scale.low() + (along - first) / (1 - first) * (scale.high() - scale.low());
        return scale.log() ? Numbers.text(StrictMath.pow(10, at)) : plain(at);
    }

    private static String path(Canvas canvas, Series series) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < series.x().length; i++) {
            boolean finite = Double.isFinite(series.x()[i]) && Double.isFinite(series.y()[i]);
            if (finite) {
                path.append(drawing ? 'L' : 'M')
                        .append(Svg.number(canvas.x.at(series.x()[i])))
                        .append(' ')
                        .append(Svg.number(canvas.y.at(series.y()[i])));
            }
            drawing = finite;
        }
        return path.toString();
    }

    private static void points(Canvas canvas, Series series, int number) {
        for (int i = 0; i < series.x().length; i++) {
            if (!Double.isNaN(series.x()[i]) && !Double.isNaN(series.y()[i])) {
                String d = shape(number, canvas.x.at(series.x()[i]), canvas.y.at(series.y()[i]));
                canvas.svg.start("path", "class", "point s" + colour(number), "d", d);
                canvas.svg.text("title", series.tip(i)).end("path");
            }
        }
    }

    /** Circle, square, triangle, diamond, cross: series do not differ by colour alone. */
    static String shape(int number, double x, double y) {
        String at = "M" + Svg.number(x) + " " + Svg.number(y);
        return switch (number % 5) {
            case 0 -> at + "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z";
            case 1 -> at + "m-2.7 -2.7h5.4v5.4h-5.4z";
            case 2 -> at + "m0 -3.6l3.4 6h-6.8z";
            case 3 -> at + "m0 -3.8l3.8 3.8l-3.8 3.8l-3.8 -3.8z";
            default -> at + "m-3 -1h2v-2h2v2h2v2h-2v2h-2v-2h-2z";
        };
    }

    static int colour(int number) {
        return number % 5 + 1;
    }

    /** A number as people write it: few digits, and no exponent if it is of ordinary size. */
    public static String plain(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.valueOf((long) value);
        }
        return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6
                ? String.format(Locale.ROOT, "%.4g", value)
                : Numbers.text(value);
    }
}
