package org.crosscheck.compare.demo;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.crosscheck.compare.demo.learn.Scores;
import org.crosscheck.compare.demo.learn.TrainingImages;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.matrix.ConvolutionMatrix;
import org.crosscheck.reference.matrix.PoolingMatrix;

/** What a network sees and has learned, as images. */
final class Pictures {

    private static final int GAP = 6;
    private static final int CAPTION = 16;

    private Pictures() {}

    /**
     * One small image.
     *
     * @param pixels row after row
     * @param caption in a line below; may be empty
     */
    record Cell(int rows, int columns, double[] pixels, String caption) {

        private double largest() {
            return Arrays.stream(pixels).map(Math::abs).max().orElse(0);
        }

        /** From -1 to 1, by the largest magnitude. */
        private double at(int row, int column) {
            double largest = largest();
            return largest == 0 ? 0 : pixels[row * columns + column] / largest;
        }
    }

    /** The most confident mistakes, each with its class, what it was taken for, and how probable that seemed. */
    static List<Cell> mistakes(TrainingImages test, Scores scores, List<String> classes, int most) {
        List<Cell> cells = new ArrayList<>();
        for (int e : scores.mistakes(most)) {
            int taken = scores.taken(e);
            String caption = classes.get(scores.y()[e] - 1) + ", read as " + classes.get(taken - 1) + " ("
                    + (int) (100 * scores.probabilities()[e][taken - 1]) + "%)";
            cells.add(new Cell(
                    test.digits().rows(), test.digits().columns(), test.digits().image(e), caption));
        }
        return cells;
    }

    /** The weights into hidden neurons as images of the input, those neurons that matter most to the output first. */
    static List<Cell> weights(NamedTensors mlp, TrainingImages test, int most) {
        double[][] w1 = mlp.rows("W1");
        double[][] w2 = mlp.rows("W2");
        Comparator<Integer> byOutput = Comparator.comparingDouble(
                j -> -Arrays.stream(w2).mapToDouble(row -> row[j] * row[j]).sum());
        return IntStream.range(0, w1.length)
                .boxed()
                .sorted(byOutput)
                .limit(most)
                .map(j -> new Cell(test.height(), test.width(), w1[j], ""))
                .toList();
    }

    /** The kernels of a convolution: each filter's first channel for the first layer, all channels for the last. */
    static List<Cell> kernels(Tensor filters) {
        int size = filters.shape()[2] * filters.shape()[3];
        return planes(filters.values(), filters.shape()[2], filters.shape()[3], filters.values().length / size);
    }

    /** A digit passing through the CNN: sin(conv1), pool2 and sin(conv3). */
    static List<List<Cell>> maps(NamedTensors cnn, double[] image) {
        Tensor input = new Tensor(Cnn.CONV1.inputShape(1), image);
        Tensor first = ConvolutionMatrix.forward(Cnn.CONV1, input, cnn.get("conv1_W"), cnn.vector("conv1_b"))
                .map(Functions::phi);
        Tensor pooled = PoolingMatrix.forward(Cnn.POOL2, Cnn.POOL2, first);
        Tensor last = ConvolutionMatrix.forward(Cnn.CONV3, pooled, cnn.get("conv3_W"), cnn.vector("conv3_b"))
                .map(Functions::phi);
        return List.of(planes(input), planes(first), planes(pooled), planes(last));
    }

    private static List<Cell> planes(Tensor maps) {
        return planes(maps.values(), maps.shape()[2], maps.shape()[3], maps.shape()[1]);
    }

    private static List<Cell> planes(double[] values, int rows, int columns, int count) {
        int size = rows * columns;
        return IntStream.range(0, count)
                .mapToObj(k -> new Cell(rows, columns, Arrays.copyOfRange(values, k * size, (k + 1) * size), ""))
                .toList();
    }

    /**
     * Cells side by side, on white.
     *
     * @param scale the side of a pixel
     * @param signed whether colours show the sign, orange above zero and blue below; else black is the largest
     */
    static BufferedImage grid(List<Cell> cells, int columns, int scale, boolean signed) {
        int width = cells.get(0).columns() * scale + GAP;
        boolean captions = cells.stream().anyMatch(cell -> !cell.caption().isEmpty());
        int height = cells.get(0).rows() * scale + GAP + (captions ? CAPTION : 0);
        int rows = (cells.size() - 1) / columns + 1;
        int across = Math.min(columns, cells.size());
        BufferedImage image = new BufferedImage(across * width + GAP, rows * height + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        for (int i = 0; i < cells.size(); i++) {
            draw(graphics, cells.get(i), GAP + i % columns * width, GAP + i / columns * height, scale, signed);
        }
        graphics.dispose();
        return image;
    }

    /** Images one below the other, on white. */
    static BufferedImage stack(List<BufferedImage> images) {
        int width = images.stream().mapToInt(BufferedImage::getWidth).max().orElse(1);
        int height = images.stream().mapToInt(BufferedImage::getHeight).sum();
        BufferedImage stack = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = stack.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        int y = 0;
        for (BufferedImage image : images) {
            graphics.drawImage(image, 0, y, null);
            y += image.getHeight();
        }
        graphics.dispose();
        return stack;
    }

    private static void draw(Graphics2D graphics, Cell cell, int x, int y, int scale, boolean signed) {
        for (int r = 0; r < cell.rows(); r++) {
            for (int c = 0; c < cell.columns(); c++) {
                graphics.setColor(colour(cell.at(r, c), signed));
                graphics.fillRect(x + c * scale, y + r * scale, scale, scale);
            }
        }
        if (!cell.caption().isEmpty()) {
            graphics.setColor(Color.DARK_GRAY);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
            graphics.drawString(cell.caption(), x, y + cell.rows() * scale + CAPTION - 4);
        }
    }

    private static Color colour(double value, boolean signed) {
        int faded = (int) Math.round(255 * (1 - Math.min(1, Math.abs(value))));
        if (!signed) {
            return new Color(faded, faded, faded);
        }
        return value > 0 ? new Color(255, (255 + faded) / 2, faded) : new Color(faded, (255 + faded) / 2, 255);
    }

    static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a stream in memory failed", e);
        }
        return bytes.toByteArray();
    }
}
