package org.crosscheck.compare.bench.contenders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.crosscheck.datasets.Digits;
import org.crosscheck.datasets.Mnist;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Tensor;

/**
 * What is timed: a network and the size of its minibatches, which are MNIST training images.
 *
 * @param hidden d_h of the MLP; 0 for the CNN, which has no such choice
 * @param batch the number of examples of a minibatch, B
 */
public record Workload(Network network, int hidden, int batch) {

    /** The homework's MLP 784-d_h-10, or the sine CNN: part 3 with a sine after each convolution and a softmax head. */
    public enum Network {
        MLP,
        CNN
    }

    /** The learning rate of every step; exact as a float, too, which is how PyTorch takes it. */
    public static final double ETA = 1.0 / 128;

    private static final int SIDE = Cnn.CONV1.rows().input();
    private static final int PIXELS = 784;
    private static final int M = Digits.CLASSES;
    private static final int FEATURES = Math.toIntExact(Cnn.CONV3.outputSize());

    /** The least number of different examples in all minibatches together. */
    private static final int EXAMPLES = 2048;

    /** The least number of minibatches. */
    private static final int FEWEST = 4;

    /** Minibatches: x (count, B, d), classes y (count, B) in 1..10. */
    public record Minibatches(double[][][] x, int[][] y) {

        public int count() {
            return x.length;
        }

        /** m. */
        public int classes() {
            return M;
        }
    }

    /** A line of a table. */
    public String name() {
        return (network == Network.MLP ? "mlp 784-" + hidden + "-10" : "cnn 32x32") + ", B " + batch;
    }

    /** One line that {@link #parse} reads. */
    public String text() {
        return network + " " + hidden + " " + batch;
    }

    public static Workload parse(String network, String hidden, String batch) {
        return new Workload(Network.valueOf(network), Integer.parseInt(hidden), Integer.parseInt(batch));
    }

    /** d: 784 pixels, or 32 x 32 with a border of zeros. */
    public int inputs() {
        return network == Network.MLP ? PIXELS : SIDE * SIDE;
    }

    /** The shapes of the parameters in the order of the homework, each W before its b. */
    private List<int[]> shapes() {
        return network == Network.MLP
                ? List.of(new int[] {hidden, PIXELS}, new int[] {hidden}, new int[] {M, hidden}, new int[] {M})
                : List.of(
                        Cnn.CONV1.weightShape(),
                        new int[] {Cnn.CONV1.filters()},
                        Cnn.CONV3.weightShape(),
                        new int[] {Cnn.CONV3.filters()},
                        new int[] {M, FEATURES},
                        new int[] {M});
    }

    /** The parameters that every side starts from: uniform in +-1 / sqrt(fan-in). */
    public List<Tensor> start() {
        Random random = new Random(1);
        List<Tensor> start = new ArrayList<>();
        double halfWidth = 0;
        for (int[] shape : shapes()) {
            Tensor tensor = Tensor.zeros(shape);
            halfWidth = shape.length == 1 ? halfWidth : 1 / Math.sqrt((double) tensor.values().length / shape[0]);
            for (int i = 0; i < tensor.values().length; i++) {
                tensor.values()[i] = (2 * random.nextDouble() - 1) * halfWidth;
            }
            start.add(tensor);
        }
        return start;
    }

    /** The number of scalar parameters, n_theta. */
    public long parameters() {
        return start().stream().mapToLong(tensor -> tensor.values().length).sum();
    }

    /** The first examples of MNIST's training set; all of them if B is 60,000. */
    public Minibatches minibatches() {
        Digits digits = Mnist.train();
        int count = Math.min(Math.max(FEWEST, EXAMPLES / batch), digits.n() / batch);
        double[][][] x = new double[count][batch][inputs()];
        int[][] y = new int[count][batch];
        int border = network == Network.MLP ? 0 : (SIDE - digits.columns()) / 2;
        int width = digits.columns() + 2 * border;
        for (int i = 0; i < count * batch; i++) {
            double[] row = x[i / batch][i % batch];
            double[] image = digits.image(i);
            for (int r = 0; r < digits.rows(); r++) {
                int to = (r + border) * width + border;
                System.arraycopy(image, r * digits.columns(), row, to, digits.columns());
            }
            y[i / batch][i % batch] = digits.label(i) + 1;
        }
        return new Minibatches(x, y);
    }

    /**
     * The floating-point operations of the products and of the update, two for each multiplication with its addition;
     * every input counts, zero or not. The cost of the sines, the softmax and the pooling is not counted.
     */
    public double flops(Mode mode) {
        double affine = network == Network.MLP ? (double) PIXELS * hidden : products(Cnn.CONV1) + products(Cnn.CONV3);
        double head = (double) M * (network == Network.MLP ? hidden : FEATURES);
        double forward = 2 * batch * (affine + head);
        // Backward: the gradient of each W, and of the inputs of every layer except the first.
        double inner = network == Network.MLP ? head : head + products(Cnn.CONV3);
        return mode == Mode.FORWARD ? forward : 2 * forward + 2 * batch * inner + 2.0 * parameters();
    }

    /**
     * The bytes that must be moved: the minibatch, and the parameters, once in a forward pass; in a training step also
     * the gradient, written and read, and the parameters, read and written by the update.
     */
    public double bytes(Mode mode) {
        double minibatch = (double) batch * inputs();
        return Double.BYTES * (minibatch + (mode == Mode.FORWARD ? 1.0 : 5.0) * parameters());
    }

    private static double products(Geometry geometry) {
        return (double) geometry.outputSize() * geometry.weights() / geometry.filters();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s (%d parameters)", name(), parameters());
    }
}
