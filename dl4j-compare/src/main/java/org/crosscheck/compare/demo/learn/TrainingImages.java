package org.crosscheck.compare.demo.learn;

import java.util.stream.IntStream;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.datasets.Digits;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Tensor;

/**
 * Digits as inputs of a network: each image in the middle of height x width zeros, pixels scaled to [0, 1], so that the
 * background is exactly 0; classes 1 to 10 as the homework counts.
 */
public record TrainingImages(Digits digits, int height, int width) {

    /** Throws {@link IllegalArgumentException} if the images are larger. */
    public TrainingImages {
        if (digits.rows() > height || digits.columns() > width) {
            throw new IllegalArgumentException(
                    digits.rows() + " x " + digits.columns() + " is more than " + height + " x " + width);
        }
    }

    public static TrainingImages of(Model model, Digits digits) {
        int[] size = model.padded(digits.rows(), digits.columns());
        return new TrainingImages(digits, size[0], size[1]);
    }

    public int n() {
        return digits.n();
    }

    /** The number of inputs of the network, d. */
    public int d() {
        return height * width;
    }

    /** The class of example i, 1..10. */
    public int y(int i) {
        return digits.label(i) + 1;
    }

    /** Writes example i into a row of d zeros or of an earlier example. */
    public void copy(int i, double[] row) {
        int top = (height - digits.rows()) / 2;
        int left = (width - digits.columns()) / 2;
        int from = i * digits.size();
        for (int r = 0; r < digits.rows(); r++) {
            int to = (top + r) * width + left;
            for (int c = 0; c < digits.columns(); c++, from++) {
                row[to + c] = (digits.pixels()[from] & 0xff) / 255.0;
            }
        }
    }

    /** A batch: the rows and classes of the examples which[from] to which[to - 1]. */
    public Batch batch(int[] which, int from, int to) {
        Batch batch = new Batch(new double[to - from][d()], new int[to - from]);
        batch.fill(this, which, from);
        return batch;
    }

    /** The examples {@code from} to {@code to} - 1 in their own order. */
    public Batch range(int from, int to) {
        int[] which = new int[to - from];
        for (int i = 0; i < which.length; i++) {
            which[i] = from + i;
        }
        return batch(which, 0, which.length);
    }

    /** Rows of examples and their classes under the names that they have in a case. */
    public static NamedTensors arrays(Model model, double[][] x, int[] y) {
        Tensor rows = Tensor.matrix(x);
        Tensor classes = Tensor.vector(IntStream.of(y).asDoubleStream().toArray());
        return model == Model.MLP
                ? NamedTensors.NONE.with("X", rows).with("y", classes)
                : NamedTensors.NONE
                        .with("images", new Tensor(Cnn.CONV1.inputShape(y.length), rows.values()))
                        .with("y", classes);
    }

    /** Rows (n, d) and classes (n). */
    public record Batch(double[][] x, int[] y) {

        /** Overwrites all rows with examples of the same size. */
        public void fill(TrainingImages examples, int[] which, int from) {
            for (int e = 0; e < y.length; e++) {
                examples.copy(which[from + e], x[e]);
                y[e] = examples.y(which[from + e]);
            }
        }
    }
}
