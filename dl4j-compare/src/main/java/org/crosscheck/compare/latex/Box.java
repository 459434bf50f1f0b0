package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of text as a picture: a formula on a terminal. All lines are padded to one width.
 *
 * @param lines at least one
 * @param baseline the line that is aligned with that of neighbours
 */
public record Box(List<String> lines, int baseline) {

    public Box {
        int widest = lines.stream().mapToInt(Box::width).max().orElse(0);
        lines = lines.stream().map(line -> pad(line, widest)).toList();
    }

    static Box of(String line) {
        return new Box(List.of(line), 0);
    }

    int width() {
        return width(lines.get(0));
    }

    int height() {
        return lines.size();
    }

    /** The columns that a text takes: combining marks take none. */
    public static int width(String text) {
        return (int) text.codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .count();
    }

    /** The text, filled up with spaces. */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    private static String centre(String text, int width) {
        return pad(" ".repeat(Math.max(0, (width - width(text)) / 2)) + text, width);
    }

    /** This box and another to its right, on one baseline. */
    Box beside(Box right) {
        int above = Math.max(baseline, right.baseline);
        int below = Math.max(height() - baseline, right.height() - right.baseline);
        List<String> joined = new ArrayList<>();
        for (int row = -above; row < below; row++) {
            joined.add(line(row) + right.line(row));
        }
        return new Box(joined, above);
    }

    /** The line at a distance from the baseline; blank where the box has none. */
    private String line(int row) {
        int at = row + baseline;
        return 0 <= at && at < height() ? lines.get(at) : " ".repeat(width());
    }

    /** A fraction, with its bar on the baseline. */
    static Box fraction(Box numerator, Box denominator) {
        int width = Math.max(numerator.width(), denominator.width());
        List<String> stacked = new ArrayList<>();
        numerator.lines.forEach(line -> stacked.add(centre(line, width)));
        stacked.add("─".repeat(width));
        denominator.lines.forEach(line -> stacked.add(centre(line, width)));
        return new Box(stacked, numerator.height());
    }

    /** Boxes below each other, aligned at their left, with the baseline in the middle. */
    static Box column(List<Box> boxes) {
        List<String> stacked = new ArrayList<>();
        boxes.forEach(box -> stacked.addAll(box.lines));
        return new Box(stacked, (stacked.size() - 1) / 2);
    }

    /** This box with spaces before it, up to a width. */
    Box right(int width) {
        return of(" ".repeat(Math.max(0, width - width()))).beside(this);
    }

    /** This box with spaces after it, up to a width. */
    Box left(int width) {
        return new Box(lines.stream().map(line -> pad(line, width)).toList(), baseline);
    }

    /** This box between spaces. */
    Box middle(int width) {
        return right(width() + (width - width()) / 2).left(width);
    }

    /** This box with a delimiter of its own height at its left and right; an empty one is left out. */
    Box fenced(String open, String close) {
        return delimiter(open).beside(this).beside(delimiter(close));
    }

    private Box delimiter(String text) {
        String parts =
                switch (text) {
                    case "(" -> "⎛⎜⎜⎝";
                    case ")" -> "⎞⎟⎟⎠";
                    case "[" -> "⎡⎢⎢⎣";
                    case "]" -> "⎤⎥⎥⎦";
                    case "{" -> "⎧⎪⎨⎩";
                    case "}" -> "⎫⎪⎬⎭";
                    case "⌊" -> "⎢⎢⎢⎣";
                    case "⌋" -> "⎥⎥⎥⎦";
                    default -> "";
                };
        if (height() == 1 || parts.isEmpty()) {
            return of(text);
        }
        List<String> column = new ArrayList<>();
        for (int i = 0; i < height(); i++) {
            int part = i == 0 ? 0 : i == height() - 1 ? 3 : i == height() / 2 ? 2 : 1;
            column.add(parts.substring(part, part + 1));
        }
        return new Box(column, baseline);
    }
}
