package org.crosscheck.compare.pages;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.crosscheck.compare.pages.Plots.Frame;

/** Draws a heat map: a square for each cell, shaded by the magnitude of its number. */
final class HeatMap {

    private static final double WIDTH = 480;
    private static final double LEAST_LEFT = 62;

    private static final double TOP = 30;
    private static final double BOTTOM = 60;
    private static final double LARGEST_CELL = 40;

    /** Above this share of the largest, text on a shade is inverted: light on dark, or dark on light. */
    private static final double HALF = 0.5;

    private HeatMap() {}

    static String figure(Frame frame, double[][] cells, int shades, int numbered) {
        int block = Math.max(
                (cells.length + Plots.MOST_CELLS - 1) / Plots.MOST_CELLS,
                (cells[0].length + Plots.MOST_CELLS - 1) / Plots.MOST_CELLS);
        int rows = (cells.length + block - 1) / block;
        int columns = (cells[0].length + block - 1) / block;
        double left = Math.max(
                LEAST_LEFT, 16 + Canvas.LARGEST_LETTER * longest(frame.y().categories()));
        double room = (WIDTH - left - 14) / columns;
        double size = Math.min(LARGEST_CELL, room);
        List<String> inCells = columns <= numbered && block == 1
                ? Stream.of(cells)
                        .flatMapToDouble(DoubleStream::of)
                        .mapToObj(Plots::plain)
                        .toList()
                : List.of();
        int letters = Math.max(longest(frame.x().categories()), longest(inCells));
        double width = Math.min(room, Math.max(size, 8 + Canvas.LARGEST_LETTER * letters));
        double[][] shown = new double[rows][columns];
        double largest = 0;
        for (int i = 0; i < cells.length; i++) {
            for (int j = 0; j < cells[i].length; j++) {
                double magnitude = Math.abs(cells[i][j]);
                int row = i / block;
                int column = j / block;
                shown[row][column] =
                        magnitude > shown[row][column] || Double.isNaN(magnitude) ? magnitude : shown[row][column];
                largest = Double.isFinite(magnitude) ? Math.max(largest, magnitude) : largest;
            }
        }
        Svg svg = new Svg();
        double bottom = TOP + rows * size;
        axis(svg, frame, rows, columns, block, left, width, size);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double share = largest == 0 ? 0 : Math.min(1, shown[i][j] / largest);
                boolean finite = Double.isFinite(shown[i][j]);
                String shade = finite ? "h" + (int) Math.ceil(share * shades) : "bad";
                String tip = name(frame.y().categories(), i, block) + ", "
                        + name(frame.x().categories(), j, block) + ": " + Plots.plain(shown[i][j]);
                svg.rect("cell " + shade, left + j * width, TOP + i * size, width, size, tip);
                String number = inCells.isEmpty() || shown[i][j] == 0 ? "" : inCells.get(i * columns + j);
                if (!number.isEmpty() && Canvas.LARGEST_LETTER * number.length() <= width) {
                    svg.label(
                            share > HALF ? "tick middle over" : "tick middle",
                            left + (j + 0.5) * width,
                            TOP + (i + 0.5) * size + 4,
                            number);
                }
            }
        }
        legend(svg, left, bottom + 52, largest, shades);
        return Canvas.figure(frame, List.of(), WIDTH, bottom + BOTTOM + 6, svg);
    }

    private static void axis(
            Svg svg, Frame frame, int rows, int columns, int block, double left, double width, double size) {
        double bottom = TOP + rows * size;
        svg.label("label", 8, 16, frame.y().label());
        svg.label(
                "label middle",
                left + columns * width / 2,
                bottom + 34,
                frame.x().label());
        int rowStride = (int) Math.ceil(14 / size);
        for (int i = 0; i < rows; i += rowStride) {
            svg.label(
                    "tick end",
                    left - 7,
                    TOP + (i + 0.5) * size + 4,
                    name(frame.y().categories(), i, block));
        }
        int columnStride = (int) Math.ceil(
                Math.max(34, 4 + Canvas.LARGEST_LETTER * longest(frame.x().categories())) / width);
        for (int j = 0; j < columns; j += columnStride) {
            svg.label(
                    "tick middle",
                    left + (j + 0.5) * width,
                    bottom + 16,
                    name(frame.x().categories(), j, block));
        }
    }

    private static int longest(List<String> names) {
        return names.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String name(List<String> names, int index, int block) {
        return index * block < names.size() ? names.get(index * block) : String.valueOf(index * block);
    }

    private static void legend(Svg svg, double left, double y, double largest, int shades) {
        svg.label("tick", left, y + 10, "0");
        for (int shade = 0; shade <= shades; shade++) {
            svg.rect("cell h" + shade, left + 14 + shade * 12, y, 12, 12, "");
        }
        svg.label("tick", left + 20 + (shades + 1) * 12, y + 10, Plots.plain(largest));
    }
}
