package org.crosscheck.compare.bench;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.crosscheck.compare.bench.BenchReport.Row;
import org.crosscheck.compare.bench.BenchReport.Side;
import org.crosscheck.compare.bench.contenders.Mode;

/**
 * The training steps of a report as bars over a logarithmic axis: once laid out as rectangles and texts, which are then
 * written as SVG or painted as PNG.
 */
public final class BenchChart {

    private static final int WIDTH = 900;
    private static final int LEFT = 190;
    private static final int RIGHT = 110;
    private static final int TOP = 74;
    private static final int BAR = 13;
    private static final int GAP = 12;
    private static final int SIZE = 12;
    private static final int BOTTOM = 30;

    /** Apart for colour-blind eyes too (Okabe and Ito), in the order of the sides. */
    private static final String[] COLOURS = {"#0072b2", "#999999", "#d55e00", "#e69f00", "#009e73", "#cc79a7"};

    private static final String INK = "#222222";
    private static final String GRID = "#dddddd";

    private record Box(double x, double y, double width, double height, String colour) {}

    private record Text(double x, double y, String text, boolean end, boolean bold) {}

    private final List<Box> boxes = new ArrayList<>();
    private final List<Text> texts = new ArrayList<>();
    private final double height;
    private final double low;
    private final double high;

    /** Lays out a report that has training steps. */
    public BenchChart(BenchReport report) {
        List<Row> rows =
                report.rows().stream().filter(row -> row.mode() == Mode.STEP).toList();
        low = Math.floor(StrictMath.log10(rows.stream()
                .flatMap(row -> row.sides().values().stream())
                .mapToDouble(Side::least)
                .min()
                .orElse(1)));
        high = Math.ceil(StrictMath.log10(rows.stream()
                .flatMap(row -> row.sides().values().stream())
                .mapToDouble(Side::most)
                .max()
                .orElse(10)));
        int sides = rows.isEmpty() ? 0 : rows.get(0).sides().size();
        height = TOP + rows.size() * (sides * BAR + GAP) + (double) BOTTOM;
        texts.add(new Text(12, 22, "Training step, examples per second", false, true));
        texts.add(new Text(
                12,
                40,
                report.environment().get("cpu") + ", Java "
                        + report.environment().get("java") + "; double precision; medians, lines from least to most",
                false,
                false));
        grid();
        double y = TOP;
        for (Row row : rows) {
            group(row, y);
            y += sides * BAR + GAP;
        }
        if (!rows.isEmpty()) {
            legend(rows.get(0).sides().keySet());
        }
    }

    private double x(double rate) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (StrictMath.log10(rate) - low) / (high - low);
    }

    private void grid() {
        for (double decade = low; decade <= high; decade++) {
            double rate = StrictMath.pow(10, decade);
            boxes.add(new Box(x(rate), TOP - 6.0, 1, height - TOP - BOTTOM + 6, GRID));
            texts.add(new Text(x(rate) + 18, height - 12, String.format(Locale.ROOT, "%,.0f", rate), true, false));
        }
    }

    private void group(Row row, double top) {
        texts.add(new Text(LEFT - 10.0, top + BAR * (row.sides().size() + 1) / 2.0, row.name(), true, false));
        double y = top;
        int colour = 0;
        for (Side side : row.sides().values()) {
            boxes.add(new Box(LEFT, y, x(side.median()) - LEFT, BAR - 2.0, COLOURS[colour++ % COLOURS.length]));
            boxes.add(new Box(x(side.least()), y + BAR / 2.0 - 1.5, x(side.most()) - x(side.least()), 1, INK));
            String rate = String.format(Locale.ROOT, "%,.0f", side.median());
            texts.add(new Text(x(side.most()) + 6, y + BAR - 3.0, rate, false, false));
            y += BAR;
        }
    }

    private void legend(Iterable<String> sides) {
        double x = LEFT;
        int colour = 0;
        for (String side : sides) {
            boxes.add(new Box(x, 50, 11, 11, COLOURS[colour++ % COLOURS.length]));
            texts.add(new Text(x + 16, 60, side, false, false));
            x += 40 + 7.0 * side.length();
        }
    }

    /** A file of its own, without script. */
    public byte[] svg() {
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\" font-family=\"sans-serif\""
                        + " font-size=\"%d\" fill=\"%s\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                height,
                SIZE,
                INK));
        for (Box box : boxes) {
            out.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                    box.x,
                    box.y,
                    box.width,
                    box.height,
                    box.colour));
        }
        for (Text text : texts) {
            out.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%.1f\"%s%s>%s</text>%n",
                    text.x,
                    text.y,
                    text.end ? " text-anchor=\"end\"" : "",
                    text.bold ? " font-weight=\"bold\"" : "",
                    text.text.replace("&", "&amp;").replace("<", "&lt;")));
        }
        return out.append("</svg>").append(System.lineSeparator()).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Two pixels for each unit. */
    public byte[] png() throws IOException {
        int scale = 2;
        BufferedImage image = new BufferedImage(scale * WIDTH, (int) (scale * height), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(scale, scale);
        graphics.setRenderingHints(Map.of(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON,
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON));
        graphics.setColor(Color.WHITE);
        graphics.fill(new Rectangle2D.Double(0, 0, WIDTH, height));
        for (Box box : boxes) {
            graphics.setColor(Color.decode(box.colour));
            graphics.fill(new Rectangle2D.Double(box.x, box.y, box.width, box.height));
        }
        graphics.setColor(Color.decode(INK));
        for (Text text : texts) {
            graphics.setFont(new Font(Font.SANS_SERIF, text.bold ? Font.BOLD : Font.PLAIN, SIZE));
            int width = text.end ? graphics.getFontMetrics().stringWidth(text.text) : 0;
            graphics.drawString(text.text, (float) text.x - width, (float) text.y);
        }
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
