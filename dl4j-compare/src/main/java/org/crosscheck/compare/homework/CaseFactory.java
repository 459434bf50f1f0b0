package org.crosscheck.compare.homework;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.datasets.Digits;
import org.crosscheck.datasets.Mnist;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Tensor;

/**
 * Makes cases from a seed: the same seed and sizes give the same bits on every machine, since only {@link
 * Random#nextDouble}, whose algorithm the Java platform specifies, and exact IEEE operations are used.
 *
 * <p>All weights, biases too, are uniform and never zero by construction. With d = 784 the rows of X are MNIST test
 * digits, drawn without repetition and scaled to [0, 1]; with m = 10 too, y holds their labels + 1. Otherwise X is
 * uniform in [-1, 1] and y in 1..m. The images of the CNN are MNIST test digits with a border of 2 zeros, the
 * homework's 32 x 32.
 */
public final class CaseFactory {

    private static final int MNIST_D = 784;
    private static final long HEAD_SEED = 3;

    /**
     * What to make.
     *
     * @param seed any number
     * @param d inputs of the MLP
     * @param dh hidden neurons
     * @param m classes
     * @param n examples of the MLP
     * @param images images of the CNN
     * @param groups which groups of arrays
     */
    public record Plan(long seed, int d, int dh, int m, int n, int images, Set<Group> groups) {

        /** The usual size: 784-128-10 on real digits, all groups. */
        public static Plan standard(long seed) {
            return new Plan(seed, MNIST_D, 128, 10, 8, 2, Set.of(Group.MLP, Group.CNN, Group.FUNCTIONS));
        }
    }

    private CaseFactory() {}

    /** The arrays of a plan. Throws {@link IOException} if the embedded digits cannot be read. */
    public static NamedTensors make(Plan plan) throws IOException {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        if (plan.groups().contains(Group.MLP)) {
            mlp(plan, random(plan, 0), arrays);
        }
        if (plan.groups().contains(Group.CNN)) {
            cnn(plan.images(), random(plan, 1), arrays);
        }
        if (plan.groups().contains(Group.FUNCTIONS)) {
            functions(random(plan, 2), arrays);
        }
        return new NamedTensors(arrays);
    }

    /**
     * The network of the demo around the CNN of a case: its first two images, or the only one, the four arrays of the
     * convolutions as they are, and an output layer W (10, 1600), b (10) with classes y for the images, always the same
     * ones. The names are those of the demo's files. Two images show whether a mean is taken, and more would keep the
     * oracle busy with their sines.
     */
    public static NamedTensors sineCnn(NamedTensors given) {
        Random random = new Random(HEAD_SEED);
        Tensor w =
                uniform(random, Math.sqrt(6.0 / Cnn.CONV3.outputSize()), Digits.CLASSES, (int) Cnn.CONV3.outputSize());
        Tensor b = uniform(random, 0.5, Digits.CLASSES);
        Tensor all = given.get("images");
        int n = Math.min(2, all.shape()[0]);
        int pixels = all.values().length / all.shape()[0];
        Tensor images = new Tensor(Cnn.CONV1.inputShape(n), Arrays.copyOf(all.values(), n * pixels));
        Tensor y = Tensor.zeros(n);
        for (int e = 0; e < y.values().length; e++) {
            y.values()[e] = 1 + random.nextInt(Digits.CLASSES);
        }
        return given.only(List.of("conv1_W", "conv1_b", "conv3_W", "conv3_b"))
                .with("images", images)
                .with("W", w)
                .with("b", b)
                .with("y", y);
    }

    /** A random stream for each group, so that leaving one group out does not change the others. */
    private static Random random(Plan plan, int group) {
        return new Random(plan.seed() * 31 + group);
    }

    private static void mlp(Plan plan, Random random, Map<String, Tensor> arrays) throws IOException {
        Tensor x = Tensor.zeros(plan.n(), plan.d());
        Tensor y = Tensor.zeros(plan.n());
        if (plan.d() == MNIST_D) {
            Digits digits = Mnist.test();
            int[] chosen = distinct(random, plan.n(), digits.n());
            for (int e = 0; e < plan.n(); e++) {
                digits.copyImage(chosen[e], x.values(), e * plan.d());
                y.values()[e] = plan.m() == Digits.CLASSES ? digits.label(chosen[e]) + 1 : 1 + random.nextInt(plan.m());
            }
        } else {
            fill(x, random, 1);
            for (int e = 0; e < plan.n(); e++) {
                y.values()[e] = 1 + random.nextInt(plan.m());
            }
        }
        arrays.put("X", x);
        arrays.put("y", y);
        arrays.put("W1", uniform(random, Math.sqrt(6.0 / plan.d()), plan.dh(), plan.d()));
        arrays.put("b1", uniform(random, 0.5, plan.dh()));
        arrays.put("W2", uniform(random, Math.sqrt(6.0 / plan.dh()), plan.m(), plan.dh()));
        arrays.put("b2", uniform(random, 0.5, plan.m()));
    }

    private static void cnn(int images, Random random, Map<String, Tensor> arrays) throws IOException {
        Digits digits = Mnist.test();
        Tensor padded = Tensor.zeros(Cnn.CONV1.inputShape(images));
        int size = padded.shape()[2];
        int border = (size - digits.rows()) / 2;
        int[] chosen = distinct(random, images, digits.n());
        for (int e = 0; e < images; e++) {
            double[] digit = digits.image(chosen[e]);
            for (int row = 0; row < digits.rows(); row++) {
                int start = (e * size + row + border) * size + border;
                System.arraycopy(digit, row * digits.columns(), padded.values(), start, digits.columns());
            }
        }
        arrays.put("images", padded);
        arrays.put("conv1_W", uniform(random, Math.sqrt(6.0 / 25), Cnn.CONV1.weightShape()));
        arrays.put("conv1_b", uniform(random, 0.5, Cnn.CONV1.filters()));
        arrays.put("conv3_W", uniform(random, Math.sqrt(6.0 / 150), Cnn.CONV3.weightShape()));
        arrays.put("conv3_b", uniform(random, 0.5, Cnn.CONV3.filters()));
        arrays.put("upstream", uniform(random, 1, Cnn.CONV3.outputShape(images)));
    }

    /** t holds 0, where 1a and 1f have their special value, and numbers of both signs; x and v are generic. */
    private static void functions(Random random, Map<String, Tensor> arrays) {
        Tensor t = uniform(random, 6, 9);
        t.values()[4] = 0;
        arrays.put("t", t);
        arrays.put("x", uniform(random, 3, 5));
        arrays.put("v", uniform(random, 2, 5));
    }

    private static Tensor uniform(Random random, double halfWidth, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        fill(tensor, random, halfWidth);
        return tensor;
    }

    private static void fill(Tensor tensor, Random random, double halfWidth) {
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = (2 * random.nextDouble() - 1) * halfWidth;
        }
    }

    private static int[] distinct(Random random, int count, int below) {
        Set<Integer> chosen = new java.util.LinkedHashSet<>();
        while (chosen.size() < count) {
            chosen.add(random.nextInt(below));
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }
}
