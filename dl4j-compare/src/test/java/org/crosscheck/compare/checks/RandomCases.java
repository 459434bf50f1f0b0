package org.crosscheck.compare.checks;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.reference.Tensor;

/**
 * The cases of the campaign, each from its number alone: networks of 1 to 12 inputs, hidden neurons and classes and 1 to
 * 6 examples, every array at a scale of its own from 1e-3 to 1e3, and by turns what numerical code stumbles over.
 */
public final class RandomCases {

    private static final int LARGEST = 12;

    /** Every so many cases have a CNN, which costs as much as a hundred MLPs. */
    static final int CNN_EVERY = 100;

    /** What is special about the MLP of a case. */
    enum Peculiarity {
        NONE,
        SATURATED_LOGITS,
        NEAR_MULTIPLES_OF_PI,
        ONE_CLASS,
        DUPLICATES,
        EQUAL_LOGITS,
        ZEROS_AND_SUBNORMALS
    }

    private final SplittableRandom random;

    private RandomCases(long number) {
        random = new SplittableRandom(number);
    }

    /** The case of a number, from 0. Half of them have nothing special. */
    public static Case of(int number) {
        Peculiarity[] all = Peculiarity.values();
        Peculiarity peculiarity = number % 2 == 0 ? Peculiarity.NONE : all[1 + number / 2 % (all.length - 1)];
        RandomCases cases = new RandomCases(number);
        NamedTensors values = cases.functions().with(cases.mlp(peculiarity));
        if (number % CNN_EVERY == CNN_EVERY - 1) {
            values = values.with(cases.cnn());
        }
        return TestCases.of("number " + number + ", " + peculiarity, values);
    }

    private NamedTensors mlp(Peculiarity peculiarity) {
        int d = size();
        int dh = size();
        int m = peculiarity == Peculiarity.ONE_CLASS ? 1 : size();
        int n = 1 + random.nextInt(6);
        NamedTensors values = NamedTensors.NONE
                .with("X", scaled(n, d))
                .with("y", TestCases.map(Tensor.zeros(n), zero -> 1 + random.nextInt(m)))
                .with("W1", scaled(dh, d))
                .with("b1", scaled(dh))
                .with("W2", scaled(m, dh))
                .with("b2", scaled(m));
        return switch (peculiarity) {
            case NONE, ONE_CLASS -> values;
            case SATURATED_LOGITS -> values.with("b2", filled(() -> random.nextBoolean() ? 1e4 : -1e4, m));
            case NEAR_MULTIPLES_OF_PI -> values.with("b1", besideMultiplesOfPi(values));
            case DUPLICATES -> {
                double[][] x = values.rows("X");
                x[n - 1] = x[0];
                yield values.with("X", Tensor.matrix(x));
            }
            case EQUAL_LOGITS -> {
                double[][] w2 = values.rows("W2");
                java.util.Arrays.fill(w2, w2[0]);
                double bias = random.nextDouble(-10, 10);
                yield values.with("W2", Tensor.matrix(w2)).with("b2", filled(() -> bias, m));
            }
            case ZEROS_AND_SUBNORMALS ->
                values.with("W1", sparse(values.get("W1")))
                        .with("X", sparse(values.get("X")))
                        .with("W2", sparse(values.get("W2")));
        };
    }

    /** Biases that put h^a of the first example as near to a multiple of pi / 2 as rounding lets them. */
    private Tensor besideMultiplesOfPi(NamedTensors values) {
        double[] b1 = new double[values.get("b1").values().length];
        double[] x = values.rows("X")[0];
        double[][] w1 = values.rows("W1");
        for (int j = 0; j < b1.length; j++) {
            b1[j] = random.nextInt(2000) * (Math.PI / 2);
            for (int i = 0; i < x.length; i++) {
                b1[j] -= w1[j][i] * x[i];
            }
        }
        return Tensor.vector(b1);
    }

    private Tensor sparse(Tensor tensor) {
        return TestCases.map(tensor, value -> switch (random.nextInt(6)) {
            case 0 -> 0.0;
            case 1 -> -0.0;
            case 2 -> Double.MIN_VALUE * random.nextInt(-1000, 1000);
            default -> value;
        });
    }

    /** t over the whole range of double, x as the logits of an MLP or far apart, v at any scale. */
    private NamedTensors functions() {
        int p = size();
        Tensor x = scaled(p);
        switch (random.nextInt(5)) {
            case 0 -> x = filled(() -> random.nextBoolean() ? 1e4 : -1e4, p);
            case 1 -> x = filled(() -> 3.5, p);
            case 2 -> x = filled(this::any, p);
            default -> {
                // As drawn.
            }
        }
        return NamedTensors.NONE
                .with("t", filled(random.nextBoolean() ? this::any : () -> random.nextDouble(-800, 800), size()))
                .with("x", x)
                .with("v", scaled(p));
    }

    /** A number of any magnitude from the smallest subnormal to 2^1000; now and then a zero of either sign. */
    private double any() {
        double sign = random.nextBoolean() ? 1 : -1;
        boolean zero = random.nextInt(20) == 0;
        return sign * (zero ? 0 : random.nextDouble(0.5, 1) * Math.scalb(1.0, random.nextInt(-1074, 1001)));
    }

    private NamedTensors cnn() {
        NamedTensors values = NamedTensors.NONE;
        for (Quantities.Quantity quantity : Quantities.CASE) {
            if (quantity.group() == Group.CNN) {
                int[] shape = Quantities.shape(quantity, java.util.Map.of("images", 1));
                values = values.with(quantity.key(), scaled(shape));
            }
        }
        return values;
    }

    private int size() {
        return 1 + random.nextInt(LARGEST);
    }

    /** Uniform in [-s, s), where log s is uniform between those of 1e-3 and 1e3. */
    private Tensor scaled(int... shape) {
        double scale = StrictMath.pow(10, random.nextDouble(-3, 3));
        return filled(() -> random.nextDouble(-scale, scale), shape);
    }

    private static Tensor filled(DoubleSupplier number, int... shape) {
        return TestCases.map(Tensor.zeros(shape), zero -> number.getAsDouble());
    }
}
