package org.crosscheck.compare.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.WindowQuestion;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Tensor;

/**
 * The homework in PyTorch, through DJL's engine: a program for {@code --engine} and {@code try}, with two more arguments, the
 * names of a case and of the answers, or such a pair in each line of its input. Only forward formulas are written here, every
 * gradient is autograd's. What lies between has a gradient of its own: it is a leaf in a graph that begins there.
 */
public final class PyTorchHomework {

    private final NDManager manager;
    private final NamedTensors given;
    private final Map<String, Tensor> answers = new TreeMap<>();

    private PyTorchHomework(NDManager manager, NamedTensors given) {
        this.manager = manager;
        this.given = given;
    }

    public static void main(String[] args) throws Exception {
        System.setProperty("ai.djl.offline", "true");
        if (args.length > 1) {
            answer(Path.of(args[0]), Path.of(args[1]));
            return;
        }
        BufferedReader pairs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = pairs.readLine(); line != null; line = pairs.readLine()) {
            String[] pair = line.split("\t", -1);
            answer(Path.of(pair[0]), Path.of(pair[1]));
        }
    }

    private static void answer(Path given, Path answers) throws Exception {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            PyTorchHomework homework = new PyTorchHomework(manager, CaseFiles.readValues(given));
            homework.solve();
            Files.write(answers, CaseFiles.toBytes(new NamedTensors(homework.answers)));
        }
    }

    private void solve() throws IOException {
        if (given.has("t")) {
            functions();
        }
        if (given.has("X")) {
            mlp();
        }
        if (given.has("images")) {
            cnn();
        }
        shapes();
    }

    /** Part 1. */
    private void functions() {
        NDArray v = array("v");
        answers.put("q1a", gradient(leaf("t"), t -> Activation.relu(t).sum()));
        answers.put("q1b", gradient(leaf("t"), t -> sigmoid(t).sum()));
        answers.put("q1f", tensor(array("t").sign()));
        answers.put("q1g", gradient(leaf("x"), x -> x.square().sum()));
        answers.put("q1h", gradient(leaf("x"), x -> x.abs().sum()));
        answers.put("q1m_sigmoid", gradient(leaf("x"), x -> sigmoid(x).mul(v).sum()));
        answers.put("q1m_softmax", gradient(leaf("x"), x -> x.softmax(0).mul(v).sum()));
        int p = given.vector("x").length;
        double[][] jacobian = new double[p][];
        for (int i = 0; i < p; i++) {
            int row = i;
            jacobian[i] = gradient(leaf("x"), x -> x.softmax(0).get(row)).values();
        }
        answers.put("q1l", Tensor.matrix(jacobian));
    }

    private static NDArray sigmoid(NDArray z) {
        return Activation.sigmoid(z);
    }

    /** Part 2. */
    private void mlp() {
        NDArray ha = linear(array("X"), array("W1"), array("b1"));
        NDArray hs = ha.sin();
        NDArray oa = linear(hs, array("W2"), array("b2"));
        NDArray loss = losses(oa);
        Map.of("ha", ha, "hs", hs, "oa", oa, "os", oa.softmax(1), "L", loss, "R", loss.mean())
                .forEach((key, array) -> answers.put(key, tensor(array)));

        answers.put("grad_oa", gradient(leaf(answers.get("oa")), o -> losses(o).sum()));
        answers.put("grad_hs", gradient(leaf(answers.get("hs")), h -> losses(output(h)).sum()));
        answers.put("grad_ha", gradient(leaf(answers.get("ha")), a -> losses(output(a.sin())).sum()));
        answers.put(
                "grad_x",
                gradient(leaf("X"), x -> losses(output(linear(x, array("W1"), array("b1")).sin()))
                        .sum()));
        Map<String, NDArray> theta = leaves("W1", "b1", "W2", "b2");
        backward(theta, () -> losses(linear(
                        linear(array("X"), theta.get("W1"), theta.get("b1")).sin(), theta.get("W2"), theta.get("b2")))
                .mean());
    }

    private NDArray output(NDArray hs) {
        return linear(hs, array("W2"), array("b2"));
    }

    /** L of each example, (n). */
    private NDArray losses(NDArray oa) {
        int[] y = given.integers("y");
        long[] labels = new long[y.length];
        for (int e = 0; e < y.length; e++) {
            labels[e] = y[e] - 1;
        }
        NDArray index = manager.create(labels, new Shape(y.length, 1));
        return oa.logSoftmax(1).gather(index, 1).squeeze(1).neg();
    }

    /** Part 3. */
    private void cnn() {
        NDArray conv1 = convolution(array("images"), array("conv1_W"), array("conv1_b"));
        NDArray pool2 = pooling(conv1);
        NDArray conv3 = convolution(pool2, array("conv3_W"), array("conv3_b"));
        Map.of("conv1", conv1, "pool2", pool2, "conv3", conv3)
                .forEach((key, array) -> answers.put(key, tensor(array)));

        NDArray upstream = array("upstream");
        UnaryOperator<NDArray> last =
                pooled -> convolution(pooled, array("conv3_W"), array("conv3_b")).mul(upstream).sum();
        answers.put("grad_pool2", gradient(leaf(answers.get("pool2")), last));
        answers.put("grad_conv1", gradient(leaf(answers.get("conv1")), c -> last.apply(pooling(c))));
        Map<String, NDArray> theta = leaves("images", "conv1_W", "conv1_b", "conv3_W", "conv3_b");
        backward(theta, () -> convolution(
                        pooling(convolution(theta.get("images"), theta.get("conv1_W"), theta.get("conv1_b"))),
                        theta.get("conv3_W"),
                        theta.get("conv3_b"))
                .mul(upstream)
                .sum());
    }

    /** Part 3's whole numbers: sizes of what PyTorch makes, and the first layers that it finds. */
    private void shapes() {
        NDArray conv3 = zeros(Cnn.CONV3.weightShape());
        answers.put("q3b", Tensor.scalar((double) conv3.size()));
        NDArray output = convolution(zeros(Cnn.CONV3.inputShape(1)), conv3, zeros(Cnn.CONV3.filters()));
        answers.put("q3a", Tensor.scalar((double) output.size()));
        WindowQuestion.ALL.forEach(question -> answers.put(question.key(), window(question)));
    }

    /** [k, s, p, d] of the first layer that takes 64 to 6 with nothing left over: with 63 it would be 5. */
    private Tensor window(WindowQuestion question) {
        for (int k = 1; ; k++) {
            for (int s = 1; s <= k; s++) {
                if (rows(question, k, s, WindowQuestion.INPUT) == WindowQuestion.OUTPUT
                        && rows(question, k, s, WindowQuestion.INPUT - 1) < WindowQuestion.OUTPUT) {
                    return Tensor.vector(new double[] {k, s, question.padding(), question.dilation()});
                }
            }
        }
    }

    private long rows(WindowQuestion question, int k, int s, int input) {
        Shape padding = new Shape(question.padding(), question.padding());
        Shape dilation = new Shape(question.dilation(), question.dilation());
        return Conv2d.conv2d(
                        zeros(1, 1, input, input), zeros(1, 1, k, k), zeros(1), new Shape(s, s), padding, dilation, 1)
                .singletonOrThrow()
                .getShape()
                .get(2);
    }

    private NDArray zeros(int... shape) {
        return array(Tensor.zeros(shape));
    }

    private static NDArray linear(NDArray x, NDArray w, NDArray b) {
        return Linear.linear(x, w, b).singletonOrThrow();
    }

    private static NDArray convolution(NDArray x, NDArray w, NDArray b) {
        return Conv2d.conv2d(x, w, b, new Shape(1, 1), new Shape(0, 0), new Shape(1, 1), 1)
                .singletonOrThrow();
    }

    private static NDArray pooling(NDArray x) {
        return Pool.avgPool2d(x, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false, true);
    }

    /** The gradient of a scalar function at a leaf. */
    private static Tensor gradient(NDArray leaf, UnaryOperator<NDArray> function) {
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            collector.backward(function.apply(leaf));
            return tensor(leaf.getGradient());
        }
    }

    /** The gradients of a scalar with respect to leaves, as answers. */
    private void backward(Map<String, NDArray> leaves, Supplier<NDArray> scalar) {
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            collector.backward(scalar.get());
        }
        leaves.forEach((key, leaf) -> answers.put("grad_" + key, tensor(leaf.getGradient())));
    }

    private Map<String, NDArray> leaves(String... keys) {
        Map<String, NDArray> leaves = new TreeMap<>();
        for (String key : keys) {
            leaves.put(key, leaf(key));
        }
        return leaves;
    }

    private NDArray leaf(String key) {
        return leaf(given.get(key));
    }

    private NDArray leaf(Tensor tensor) {
        NDArray leaf = array(tensor);
        leaf.setRequiresGradient(true);
        return leaf;
    }

    private NDArray array(String key) {
        return array(given.get(key));
    }

    private NDArray array(Tensor tensor) {
        long[] shape = java.util.Arrays.stream(tensor.shape()).asLongStream().toArray();
        return manager.create(tensor.values(), new Shape(shape));
    }

    private static Tensor tensor(NDArray array) {
        long[] longs = array.getShape().getShape();
        int[] shape = java.util.Arrays.stream(longs).mapToInt(Math::toIntExact).toArray();
        return new Tensor(shape, array.toDoubleArray());
    }
}
