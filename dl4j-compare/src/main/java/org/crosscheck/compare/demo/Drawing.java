package org.crosscheck.compare.demo;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.ImageSet;
import org.crosscheck.datasets.formats.Png;

/**
 * A picture made to look like the images that a network was trained on: bright ink on black, and, unless it is one of them
 * already, scaled so that its ink just fits the box that theirs fits, with its centre of mass in the middle. That is how
 * MNIST's digits were made: 20 x 20 in 28 x 28.
 */
final class Drawing {

    private static final int WHITE = 255;

    /** What is this part of the darkest ink, or less, counts as ground: paper and compression are never quite even. */
    private static final int FAINT = 10;

    private final int rows;
    private final int columns;
    private final double[] ink; // 0 to 255, row after row

    private Drawing(int rows, int columns, double[] ink) {
        this.rows = rows;
        this.columns = columns;
        this.ink = ink;
    }

    /**
     * The pixels of a picture as a model takes them, (rows, columns).
     *
     * @param file for messages
     * @param note is told of each thing that was done
     * @throws InputException if nothing is drawn on a picture of another size
     */
    static byte[] fitted(Png png, ModelFile model, Path file, Consumer<String> note) throws InputException {
        byte[] pixels = png.pixels().clone();
        boolean light = border(png) >= ImageSet.LIGHT;
        if (light) {
            note.accept("note: " + file + ": light background, so the image is inverted");
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) ~pixels[i];
            }
        }
        boolean sameSize = png.rows() == model.rows() && png.columns() == model.columns();
        Box box = drawn(png.rows(), png.columns(), pixels).box();
        if (sameSize && (box == null || box.isAsTrained(model))) {
            return pixels;
        }
        String size = png.columns() + " x " + png.rows();
        String wanted = model.columns() + " x " + model.rows();
        if (box == null) {
            throw new InputException(file.toString(), "picture", "ink to be scaled to " + wanted, "none in " + size);
        }
        Drawing scaled = drawn(png.rows(), png.columns(), pixels).scaled(box, model);
        note.accept("note: " + file + ": " + size + "; its ink, " + box.width() + " x " + box.height() + ", scaled to "
                + scaled.columns + " x " + scaled.rows + ", its centre of mass in the middle of " + wanted);
        return scaled.centred(model);
    }

    /** The smallest box with all ink in it, and the centre of mass of that, all in pixels from the upper left corner. */
    private record Box(int top, int left, int height, int width, double centreRow, double centreColumn) {

        /** Whether the ink is as large as in training, if that had a margin at all, and in the middle to within a pixel. */
        boolean isAsTrained(ModelFile model) {
            boolean margin = model.box()[0] < model.rows() && model.box()[1] < model.columns();
            double scale = scale(model);
            boolean centred = Math.abs(centreRow - model.rows() / 2.0) <= 1
                    && Math.abs(centreColumn - model.columns() / 2.0) <= 1;
            return !margin || (1 <= scale && scale < 4.0 / 3 && centred);
        }

        double scale(ModelFile model) {
            return Math.min((double) model.box()[0] / height, (double) model.box()[1] / width);
        }
    }

    /** How far each pixel stands out from the ground, which is what the middle one of the border has, in units of the most. */
    private static Drawing drawn(int rows, int columns, byte[] pixels) {
        int ground = ground(rows, columns, pixels);
        long above = 0;
        for (byte pixel : pixels) {
            above += (pixel & 0xff) - ground;
        }
        double[] ink = new double[pixels.length];
        for (int i = 0; i < ink.length; i++) {
            ink[i] = Math.max(0, (above < 0 ? -1 : 1) * ((pixels[i] & 0xff) - ground));
        }
        double most = Arrays.stream(ink).max().orElse(0);
        for (int i = 0; i < ink.length; i++) {
            ink[i] = FAINT * ink[i] <= most ? 0 : ink[i] * WHITE / most;
        }
        return new Drawing(rows, columns, ink);
    }

    private static int ground(int rows, int columns, byte[] pixels) {
        int[] border = new int[2 * (rows + columns)];
        for (int c = 0; c < columns; c++) {
            border[c] = pixels[c] & 0xff;
            border[columns + c] = pixels[(rows - 1) * columns + c] & 0xff;
        }
        for (int r = 0; r < rows; r++) {
            border[2 * columns + r] = pixels[r * columns] & 0xff;
            border[2 * columns + rows + r] = pixels[r * columns + columns - 1] & 0xff;
        }
        Arrays.sort(border);
        return border[border.length / 2];
    }

    /** Mean brightness of the border. */
    private static double border(Png png) {
        long sum = 0;
        int count = 0;
        for (int r = 0; r < png.rows(); r++) {
            for (int c = 0; c < png.columns(); c++) {
                if (r == 0 || c == 0 || r == png.rows() - 1 || c == png.columns() - 1) {
                    sum += png.pixels()[r * png.columns() + c] & 0xff;
                    count++;
                }
            }
        }
        return (double) sum / count;
    }

    /** Where the ink is; null if there is none. */
    private Box box() {
        int top = rows;
        int bottom = -1;
        int left = columns;
        int right = -1;
        double sum = 0;
        double row = 0;
        double column = 0;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double here = ink[r * columns + c];
                if (here > 0) {
                    top = Math.min(top, r);
                    bottom = r;
                    left = Math.min(left, c);
                    right = Math.max(right, c);
                    sum += here;
                    row += here * r;
                    column += here * c;
                }
            }
        }
        return sum == 0 ? null : new Box(top, left, bottom - top + 1, right - left + 1, row / sum, column / sum);
    }

    /** The ink in a box, as large as fits the model's: each pixel is the mean of what it covers. */
    private Drawing scaled(Box box, ModelFile model) {
        double scale = box.scale(model);
        int height = Math.max(1, Math.min(model.box()[0], (int) Math.round(box.height * scale)));
        int width = Math.max(1, Math.min(model.box()[1], (int) Math.round(box.width * scale)));
        double[] mean = new double[height * width];
        double tall = (double) box.height / height;
        double wide = (double) box.width / width;
        for (int r = 0; r < height; r++) {
            for (int c = 0; c < width; c++) {
                double sum = 0;
                for (int y = (int) (r * tall); y < Math.min(box.height, (r + 1) * tall); y++) {
                    double part = Math.min(y + 1, (r + 1) * tall) - Math.max(y, r * tall);
                    for (int x = (int) (c * wide); x < Math.min(box.width, (c + 1) * wide); x++) {
                        double here = ink[(box.top + y) * columns + box.left + x];
                        sum += here * part * (Math.min(x + 1, (c + 1) * wide) - Math.max(x, c * wide));
                    }
                }
                mean[r * width + c] = sum / (tall * wide);
            }
        }
        return new Drawing(height, width, mean);
    }

    private byte[] centred(ModelFile model) {
        Box box = box();
        int top = (int) Math.round(model.rows() / 2.0 - box.centreRow);
        int left = (int) Math.round(model.columns() / 2.0 - box.centreColumn);
        top = Math.max(0, Math.min(model.rows() - rows, top));
        left = Math.max(0, Math.min(model.columns() - columns, left));
        byte[] pixels = new byte[model.rows() * model.columns()];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                pixels[(top + r) * model.columns() + left + c] = (byte) Math.round(ink[r * columns + c]);
            }
        }
        return pixels;
    }
}
