package org.crosscheck.compare.campaign;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.reference.Tensor;

/**
 * The cases of campaigns and trials, each from a seed and its number alone, the same on every machine. A campaign's are
 * networks of 1 to 12 inputs, hidden neurons and classes and 1 to 6 examples, every array at a scale of its own from 1e-3 to
 * 1e3, and by turns what numerical code stumbles over; a trial's climb from easy to nasty.
 */
public final class RandomCases {

    /** Every so many cases have a CNN, which costs as much as a hundred MLPs. */
    public static final int CNN_EVERY = 100;

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

    /** What a trial goes through, from easy to nasty. */
    public enum Rung {
        SMALL("small numbers", 2, 4, EASY, Peculiarity.NONE),
        ALL_ONE("all dimensions 1", 1, 1, EASY, Peculiarity.NONE),
        ONE_CLASS("one class", 2, 5, EASY, Peculiarity.ONE_CLASS),
        DUPLICATES("examples twice", 2, 5, EASY, Peculiarity.DUPLICATES),
        EQUAL_LOGITS("equal logits", 2, 5, EASY, Peculiarity.EQUAL_LOGITS),
        IMAGES("images", 2, 2, EASY, Peculiarity.NONE),
        ZEROS("zeros and subnormal numbers", 2, 6, EASY, Peculiarity.ZEROS_AND_SUBNORMALS),
        NEAR_PI("near multiples of pi", 2, 6, EASY, Peculiarity.NEAR_MULTIPLES_OF_PI),
        SATURATED("saturated logits", 2, 6, EASY, Peculiarity.SATURATED_LOGITS),
        ALL_SCALES("scales from 1e-3 to 1e3", 1, LARGEST, DECADES, Peculiarity.NONE);

        private final String text;
        private final int least;
        private final int largest;
        private final double decades;
        private final Peculiarity peculiarity;

        Rung(String text, int least, int largest, double decades, Peculiarity peculiarity) {
            this.text = text;
            this.least = least;
            this.largest = largest;
            this.decades = decades;
            this.peculiarity = peculiarity;
        }

        /** What is special, in a few words. */
        public String text() {
            return text;
        }
    }

    private static final int LARGEST = 12;

    /** Scales go from 10 to the power of minus this to 10 to the power of this. */
    private static final double DECADES = 3;

    /** An odd number of random bits, the multiplier of Java's L64X128MixRandom: it sets seeds far apart. */
    private static final long SPREAD = 0xd1342543de82ef95L;

    private static final double EASY = 0.3;

    private final SplittableRandom random;

    /** The dimensions of the networks. */
    private final int least;

    private final int largest;
    private final double decades;

    /** The largest exponent of 2 among numbers of any magnitude, and that of the smallest one. */
    private final int highest;

    private final int lowest;

    private RandomCases(long start, int least, int largest, double decades, int lowest, int highest) {
        this.random = new SplittableRandom(start);
        this.least = least;
        this.largest = largest;
        this.decades = decades;
        this.lowest = lowest;
        this.highest = highest;
    }

    /** Where a stream of random numbers starts: another place for each seed and number. */
    private static long start(long seed, long number) {
        return seed * SPREAD + number;
    }

    /** The case of a campaign with a number, from 0. Half of them have nothing special. */
    public static Case of(long seed, long number) {
        Peculiarity[] all = Peculiarity.values();
        Peculiarity peculiarity = number % 2 == 0 ? Peculiarity.NONE : all[(int) (1 + number / 2 % (all.length - 1))];
        RandomCases cases = new RandomCases(start(seed, number), 1, LARGEST, DECADES, Double.MIN_EXPONENT - 52, 1000);
        NamedTensors values = cases.functions().with(cases.mlp(peculiarity));
        if (number % CNN_EVERY == CNN_EVERY - 1) {
            values = values.with(cases.cnn());
        }
        return named("number " + number + ", " + peculiarity, values);
    }

    /** A case of a trial, with numbers that float32 holds, too. */
    public static Case of(long seed, Rung rung, int number) {
        long start = start(seed, ((long) rung.text.hashCode() << 24) + number);
        RandomCases cases = new RandomCases(start, rung.least, rung.largest, rung.decades, -100, 100);
        NamedTensors values =
                rung == Rung.IMAGES ? cases.cnn() : cases.functions().with(cases.mlp(rung.peculiarity));
        return named(rung.text + (number == 0 ? "" : ", number " + (number + 1)), values);
    }

    private static Case named(String name, NamedTensors values) {
        try {
            return Case.of(name, values);
        } catch (InputException e) {
            throw new IllegalStateException("a random case is none", e);
        }
    }

    private NamedTensors mlp(Peculiarity peculiarity) {
        int d = size();
        int dh = size();
        int m = peculiarity == Peculiarity.ONE_CLASS ? 1 : size();
        int n = least + random.nextInt((largest + 1) / 2);
        NamedTensors values = NamedTensors.NONE
                .with("X", scaled(n, d))
                .with("y", Tensor.zeros(n).map(zero -> 1 + random.nextInt(m)))
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
        return tensor.map(value -> switch (random.nextInt(6)) {
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
        if (decades < DECADES) {
            return NamedTensors.NONE
                    .with("t", filled(() -> random.nextInt(-8, 9) / 2.0, size()))
                    .with("x", x)
                    .with("v", scaled(p));
        }
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
        return sign * (zero ? 0 : random.nextDouble(0.5, 1) * Math.scalb(1.0, random.nextInt(lowest, highest + 1)));
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
        return least + random.nextInt(largest - least + 1);
    }

    /** Uniform in [-s, s), where log s is uniform between those of 1e-3 and 1e3. */
    private Tensor scaled(int... shape) {
        double scale = StrictMath.pow(10, random.nextDouble(-decades, decades));
        return filled(() -> random.nextDouble(-scale, scale), shape);
    }

    private static Tensor filled(DoubleSupplier number, int... shape) {
        return Tensor.zeros(shape).map(zero -> number.getAsDouble());
    }
}
