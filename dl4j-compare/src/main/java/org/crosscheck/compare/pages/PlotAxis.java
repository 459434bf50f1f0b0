package org.crosscheck.compare.pages;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.crosscheck.compare.text.Numbers;

/**
 * One axis of a plot.
 *
 * @param label what is measured, with its unit
 * @param log whether it is logarithmic; zeros and negative numbers then have a place of their own, below the decades
 * @param whole whether only whole numbers are on it, such as counts and epochs
 * @param categories the names of 0, 1, 2, ... on the axis; empty for numbers
 * @param mark a value at which a line is drawn across the plot; NaN for none
 * @param markLabel what the line means
 */
public record PlotAxis(
        String label, boolean log, boolean whole, List<String> categories, double mark, String markLabel) {

    private static final int MOST_TICKS = 6;
    private static final String SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

    public static PlotAxis linear(String label) {
        return new PlotAxis(label, false, false, List.of(), Double.NaN, "");
    }

    /** An axis of counts: there is nothing between two whole numbers. */
    public static PlotAxis whole(String label) {
        return new PlotAxis(label, false, true, List.of(), Double.NaN, "");
    }

    public static PlotAxis log(String label) {
        return new PlotAxis(label, true, false, List.of(), Double.NaN, "");
    }

    /** An axis of names: the number i stands for the i-th. */
    public static PlotAxis categories(String label, List<String> names) {
        return new PlotAxis(label, false, true, List.copyOf(names), Double.NaN, "");
    }

    /** The same with a line at a value, such as the bound at a ratio of 1. */
    public PlotAxis marked(double value, String meaning) {
        return new PlotAxis(label, log, whole, categories, value, meaning);
    }

    /** A value on the axis and what is written there. */
    record Tick(double value, String text) {}

    /**
     * An axis fitted to values, over a part of the drawing.
     *
     * @param log as that of the axis: low and high then count decades
     * @param low the value (or decade) at the start
     * @param high the value (or decade) at the end
     * @param start where low is drawn
     * @param end where high is drawn
     * @param edge where the axis begins: before start if a logarithmic one has zeros, which are drawn there
     */
    record Scale(boolean log, double low, double high, double start, double end, double edge, List<Tick> ticks) {

        /** Where a value is drawn; what lies outside, infinity included, is drawn at the edge. */
        double at(double value) {
            if (log && value <= 0) {
                return edge;
            }
            double along = ((log ? StrictMath.log10(value) : value) - low) / (high - low);
            return start + Math.max(0, Math.min(1, along)) * (end - start);
        }
    }

    /** Fits the axis to values, ignoring those that are not finite. */
    Scale scale(DoubleStream values, double start, double end) {
        double[] finite = DoubleStream.concat(values, DoubleStream.of(mark))
                .filter(Double::isFinite)
                .toArray();
        if (!categories.isEmpty()) {
            List<Tick> ticks = new ArrayList<>();
            for (int i = 0; i < categories.size(); i++) {
                ticks.add(new Tick(i, categories.get(i)));
            }
            return new Scale(false, -0.5, categories.size() - 0.5, start, end, start, ticks);
        }
        return log ? decades(finite, start, end) : steps(finite, start, end, whole ? 1 : 0);
    }

    private static Scale steps(double[] values, double start, double end, double leastStep) {
        double least = DoubleStream.of(values).min().orElse(0);
        double most = DoubleStream.of(values).max().orElse(1);
        double range = most > least ? most - least : Math.max(1, Math.abs(most));
        double step = Math.max(leastStep, roundStep(range / (MOST_TICKS - 1)));
        double low = Math.floor(least / step) * step;
        double high = Math.ceil(most / step) * step;
        high = high > low ? high : low + step;
        List<Tick> ticks = new ArrayList<>();
        int count = (int) Math.round((high - low) / step);
        for (int i = 0; i <= count; i++) {
            ticks.add(new Tick(low + i * step, plain(low + i * step, step)));
        }
        return new Scale(false, low, high, start, end, start, ticks);
    }

    private static Scale decades(double[] values, double start, double end) {
        double[] positive = DoubleStream.of(values).filter(value -> value > 0).toArray();
        boolean zeros = positive.length < values.length;
        double low = Math.floor(StrictMath.log10(DoubleStream.of(positive).min().orElse(0.1)));
        double high = Math.ceil(StrictMath.log10(DoubleStream.of(positive).max().orElse(1)));
        high = high > low ? high : low + 1;
        double first = zeros ? start + 0.08 * (end - start) : start;
        List<Tick> ticks = new ArrayList<>();
        if (zeros) {
            ticks.add(new Tick(0, "0"));
        }
        int stride = (int) Math.ceil((high - low) / MOST_TICKS);
        for (int decade = (int) low; decade <= high; decade += stride) {
            ticks.add(new Tick(Double.parseDouble("1e" + decade), power(decade)));
        }
        return new Scale(true, low, high, first, end, start, ticks);
    }

    /** The least of 1, 2 and 5 times a power of ten that is at least as large. */
    private static double roundStep(double least) {
        double power = Double.parseDouble("1e" + (int) Math.floor(StrictMath.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String plain(double value, double step) {
        int digits = (int) Math.max(0, -Math.floor(StrictMath.log10(step) + 1e-9));
        if (digits > 5 || Math.abs(value) >= 1e6) {
            return Numbers.text(value);
        }
        return new BigDecimal(value)
                .round(new MathContext(12))
                .setScale(digits, java.math.RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** 10 to a power, in superscript digits; 1 and 10 are themselves. */
    private static String power(int decade) {
        if (decade == 0 || decade == 1) {
            return decade == 0 ? "1" : "10";
        }
        StringBuilder text = new StringBuilder(decade < 0 ? "10\u207b" : "10");
        String.valueOf(Math.abs(decade)).chars().forEach(digit -> text.append(SUPERSCRIPTS.charAt(digit - '0')));
        return text.toString();
    }
}
