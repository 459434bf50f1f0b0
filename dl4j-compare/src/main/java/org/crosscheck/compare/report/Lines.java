package org.crosscheck.compare.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Numbers and arrays as lines of text with four decimals, columns aligned in a font of equal widths. */
final class Lines {

    private static final int NAME = 26;
    private static final int COLUMN = 9;

    private Lines() {}

    /** A number with four decimals, or none if it is whole. */
    static String number(double value) {
        String text = value == Math.rint(value) && Math.abs(value) < 1e6
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.4f", value);
        return text.replace('-', '−');
    }

    /** A name or formula, an equals sign, and its value. */
    static String line(String left, double value) {
        return left + " = " + number(value);
    }

    /** A name and the elements. */
    static String vector(String name, double[] values) {
        return padded(name) + elements(values);
    }

    /** The name beside the first row. */
    static List<String> matrix(String name, double[][] rows) {
        List<String> lines = new ArrayList<>();
        for (double[] row : rows) {
            lines.add(padded(lines.isEmpty() ? name : "") + elements(row));
        }
        return lines;
    }

    /** The rows alone, as one text. */
    static String block(double[][] rows) {
        return String.join("\n", matrix("", rows)).stripIndent();
    }

    /** The products of two vectors' elements, of the shorter one's length: 0.5·2 + (−1)·3. */
    static String products(double[] a, double[] b) {
        return IntStream.range(0, Math.min(a.length, b.length))
                .mapToObj(i -> factor(a[i]) + "·" + factor(b[i]))
                .collect(Collectors.joining(" + "));
    }

    /** A sum of numbers that are not negative. */
    static String sum(double[] values) {
        return DoubleStream.of(values).mapToObj(Lines::number).collect(Collectors.joining(" + "));
    }

    private static String factor(double value) {
        return value < 0 ? "(" + number(value) + ")" : number(value);
    }

    private static String elements(double[] values) {
        return DoubleStream.of(values)
                .mapToObj(value -> " ".repeat(Math.max(1, COLUMN - number(value).length())) + number(value))
                .collect(Collectors.joining());
    }

    /** Combining characters take no column. */
    private static String padded(String name) {
        int width = (int) name.chars()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .count();
        return name + " ".repeat(Math.max(1, NAME - width));
    }
}
