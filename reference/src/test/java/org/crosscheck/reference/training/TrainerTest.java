package org.crosscheck.reference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosscheck.reference.Bits;
import org.crosscheck.reference.Cases;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.MlpBounds;
import org.crosscheck.reference.MlpCase;
import org.crosscheck.reference.MlpDetailed;
import org.crosscheck.reference.MlpForward;
import org.crosscheck.reference.RoundingBounds;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The trainers: what they compute against the detailed forms, and what is promised of any number of threads. */
class TrainerTest {

    /** A network, examples for it, and trainers of it by their number of threads. */
    record Given(String name, double[][] x, int[] y, int m, IntFunction<Trainer> trainer) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Given mlp(int n, int d, int dh, int m, long seed) {
        MlpCase mlp = new MlpCase(n, d, dh, m, seed);
        double[][] x = sparse(mlp.x(), seed);
        return new Given(
                "mlp " + n + " x " + d + "-" + dh + "-" + m,
                x,
                mlp.y(),
                m,
                threads -> new MlpTrainer(mlp.theta(), threads));
    }

    private static SineCnn sineCnn(int m, SplittableRandom random) {
        Cnn cnn = new Cnn(
                Cases.map(Cases.tensor(random, 6, 1, 5, 5), w -> 0.3 * w),
                Cases.vector(random, 6, 0.5),
                Cases.map(Cases.tensor(random, 16, 6, 5, 5), w -> 0.2 * w),
                Cases.vector(random, 16, 0.5));
        return new SineCnn(cnn, Cases.map(Cases.tensor(random, m, 1600), w -> 0.1 * w), Cases.vector(random, m, 1));
    }

    private static Given cnn(int n, int m, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SineCnn network = sineCnn(m, random);
        double[][] x = sparse(Cases.matrix(random, n, 1024, 1), seed);
        int[] y = random.ints(n, 1, m + 1).toArray();
        return new Given("cnn " + n + ", " + m + " classes", x, y, m, threads -> new CnnTrainer(network, threads));
    }

    /** With two thirds zeros, as MNIST has. */
    private static double[][] sparse(double[][] x, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (double[] row : x) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextInt(3) == 0 ? row[i] : 0;
            }
        }
        return x;
    }

    /** Numbers of examples around those of a lane, a block of bits and a part. */
    static Stream<Given> given() {
        return Stream.of(
                mlp(1, 1, 1, 1, 1),
                mlp(33, 70, 19, 3, 2),
                mlp(130, 131, 8, 10, 3),
                mlp(520, 9, 5, 4, 4),
                mlp(300, 50, 421, 3, 9), // hidden units for three threads: 136, 144, 141
                mlp(20, 3, 1000, 2, 10), // and for seven
                cnn(3, 10, 5),
                cnn(37, 2, 6));
    }

    @ParameterizedTest
    @MethodSource("given")
    void anyNumberOfThreadsGivesTheSameBits(Given given) {
        List<Tensor> expected = null;
        double risk = 0;
        double[][] probabilities = null;
        for (int threads : new int[] {1, 2, 3, 7}) {
            try (Trainer trainer = given.trainer.apply(threads)) {
                double[][] os = new double[given.x.length][given.m];
                double found = 0;
                for (int step = 0; step < 3; step++) {
                    found = trainer.gradient(given.x, given.y);
                    trainer.step(0.05, 0.9, 1e-3);
                }
                trainer.probabilities(given.x, os);
                List<Tensor> theta = trainer.export(trainer.parameters());
                if (expected == null) {
                    expected = theta;
                    risk = found;
                    probabilities = os;
                }
                assertThat(theta).as("parameters, %d threads", threads).isEqualTo(expected);
                assertThat(found).as("R^, %d threads", threads).isEqualTo(risk);
                Bits.same("o^s, " + threads + " threads", os, probabilities);
            }
        }
    }

    /** What a batch before has left in the buffers is not used, not even where it is NaN: the lanes without an image. */
    @ParameterizedTest
    @MethodSource("given")
    void aSmallerBatchAfterOneThatIsNotFiniteIsAsOneAlone(Given given) {
        double[][] nan = new double[40][given.x[0].length];
        Arrays.stream(nan).forEach(row -> Arrays.fill(row, Double.NaN));
        int[] classes = new int[nan.length];
        Arrays.fill(classes, 1);
        double[][] x = Arrays.copyOf(given.x, 1);
        int[] y = Arrays.copyOf(given.y, 1);
        try (Trainer used = given.trainer.apply(1);
                Trainer fresh = given.trainer.apply(1)) {
            assertThat(used.gradient(nan, classes)).isNaN();
            assertThat(used.gradient(x, y)).isEqualTo(fresh.gradient(x, y));
            assertThat(used.export(used.gradients())).isEqualTo(fresh.export(fresh.gradients()));
            assertThat(used.losses()).isEqualTo(fresh.losses()).hasSize(1);
        }
    }

    /** A gradient takes the place of the one before. */
    @ParameterizedTest
    @MethodSource("given")
    void theSecondGradientIsTheFirstAgain(Given given) {
        try (Trainer trainer = given.trainer.apply(1)) {
            trainer.gradient(given.x, given.y);
            List<Tensor> first = trainer.export(trainer.gradients());
            trainer.gradient(given.x, given.y);
            assertThat(trainer.export(trainer.gradients())).isEqualTo(first);
        }
    }

    static Stream<Given> wholeParts() {
        return Stream.of(mlp(256, 40, 5, 3, 7), cnn(512, 3, 8));
    }

    /**
     * Logits so large that every o^s is a one-hot: examples of another class have gradients, those of their own have none.
     * A part of the former and then a part of the latter give half the gradient of the former alone, exactly.
     */
    @ParameterizedTest
    @MethodSource("wholeParts")
    void aPartIsAddedToTheOneBefore(Given given) {
        int n = given.x.length;
        try (Trainer trainer = given.trainer.apply(2)) {
            double[][] p = trainer.parameters();
            for (int row = p.length - given.m - 1; row < p.length; row++) { // W of the last layer, and b
                System.arraycopy(scale(p[row], 1e9), 0, p[row], 0, p[row].length);
            }
            double[][] os = new double[n][given.m];
            trainer.probabilities(given.x, os);
            int[] own =
                    Arrays.stream(os).mapToInt(row -> 1 + Softmax.argmax(row)).toArray();
            int[] another = Arrays.stream(own).map(y -> 1 + y % given.m).toArray();
            assertThat(Arrays.stream(os).flatMapToDouble(Arrays::stream)).containsOnly(0.0, 1.0);

            trainer.gradient(given.x, another);
            List<Tensor> alone = trainer.export(trainer.gradients());
            double[][] both =
                    Stream.of(given.x, given.x).flatMap(Arrays::stream).toArray(double[][]::new);
            trainer.gradient(
                    both,
                    IntStream.concat(Arrays.stream(another), Arrays.stream(own)).toArray());
            List<Tensor> together = trainer.export(trainer.gradients());
            for (int i = 0; i < alone.size(); i++) {
                assertThat(Arrays.stream(alone.get(i).values()).map(Math::abs).sum())
                        .as("a gradient")
                        .isPositive();
                assertThat(scale(together.get(i).values(), 2))
                        .as(trainer.names().get(i))
                        .containsExactly(alone.get(i).values());
            }
        }
    }

    private static double[] scale(double[] row, double factor) {
        return Arrays.stream(row).map(value -> factor * value).toArray();
    }

    @ParameterizedTest
    @MethodSource("given")
    void neitherExamplesNorWhatWasExportedAreModified(Given given) {
        double[][] x = Arrays.stream(given.x).map(double[]::clone).toArray(double[][]::new);
        int[] y = given.y.clone();
        try (Trainer trainer = given.trainer.apply(2)) {
            List<Tensor> before = trainer.export(trainer.parameters());
            List<Tensor> kept = before.stream()
                    .map(t -> new Tensor(t.shape(), t.values().clone()))
                    .toList();
            trainer.gradient(x, y);
            trainer.step(0.1, 0.5, 0);
            assertThat(before).isEqualTo(kept);
            if (given.m > 1) { // the gradient of one class is 0
                assertThat(trainer.export(trainer.parameters())).isNotEqualTo(kept);
            }
            trainer.load(trainer.parameters(), before);
            assertThat(trainer.export(trainer.parameters())).isEqualTo(kept);
        }
        Bits.same("x", x, given.x);
        assertThat(y).isEqualTo(given.y);
    }

    @ParameterizedTest
    @MethodSource("given")
    void theStepIsThatOfNesterov(Given given) {
        try (Trainer trainer = given.trainer.apply(1)) {
            double eta = 0.05;
            for (double[] parameters : new double[][] {{0, 0}, {0.9, 0}, {0.9, 0.01}, {0, 0.01}}) {
                double momentum = parameters[0];
                double decay = parameters[1];
                trainer.gradient(given.x, given.y);
                List<Tensor> w = trainer.export(trainer.parameters());
                List<Tensor> v = trainer.export(trainer.velocity());
                List<Tensor> g = trainer.export(trainer.gradients());
                trainer.step(eta, momentum, decay);
                List<Tensor> moved = trainer.export(trainer.parameters());
                List<Tensor> after = trainer.export(trainer.velocity());
                for (int i = 0; i < w.size(); i++) {
                    double l2 = trainer.names()
                                    .get(i)
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .contains("w")
                            ? decay
                            : 0;
                    for (int j = 0; j < w.get(i).values().length; j++) {
                        double wj = w.get(i).values()[j];
                        double down = eta * (g.get(i).values()[j] + l2 * wj);
                        double faster = momentum * v.get(i).values()[j] - down;
                        double size = Math.abs(wj) + Math.abs(down) + Math.abs(faster);
                        // Two roundings each of the decay, eta, the velocity and its use, and of the sum; on both
                        // sides.
                        double bound = 2 * RoundingBounds.gamma(10) * size + 10 * RoundingBounds.ETA;
                        String what = trainer.names().get(i) + "[" + j + "], momentum " + momentum;
                        RoundingBounds.within(what, moved.get(i).values()[j], wj + momentum * faster - down, bound);
                        // Plain descent, question 2f, has no velocity, and leaves it as it is.
                        boolean plain = momentum == 0 && l2 == 0;
                        double v1 = plain ? v.get(i).values()[j] : faster;
                        RoundingBounds.within(
                                "velocity of " + what, after.get(i).values()[j], v1, plain ? 0 : bound);
                    }
                }
            }
        }
    }

    /** The grid of the forms, with zeros among the inputs, and numbers of examples beyond every block. */
    static Stream<MlpCase> mlps() {
        return Stream.concat(MlpCase.grid(), Stream.of(new MlpCase(70, 67, 5, 3, 1), new MlpCase(530, 6, 4, 3, 2)));
    }

    @ParameterizedTest
    @MethodSource("mlps")
    void mlpAgreesWithTheDetailedFormWithinTheChainedBounds(MlpCase mlp) {
        double[][] x = sparse(mlp.x(), mlp.seed());
        MlpForward forward = MlpDetailed.forward(mlp.theta(), x, mlp.y());
        Theta gradient = MlpDetailed.backward(mlp.theta(), x, mlp.y(), forward).gradTheta();
        MlpBounds bounds = new MlpBounds(mlp.theta(), x, mlp.y());
        try (MlpTrainer trainer = new MlpTrainer(mlp.theta(), 2)) {
            RoundingBounds.within("risk", trainer.gradient(x, mlp.y()), forward.risk(), 2 * bounds.risk);
            List<Tensor> found = trainer.export(trainer.gradients());
            Theta theta = new Theta(
                    found.get(0).rows(),
                    found.get(1).values(),
                    found.get(2).rows(),
                    found.get(3).values());
            MlpBounds.within("gradTheta", theta, gradient, 2, bounds.gradTheta);
            double[][] os = new double[mlp.n()][mlp.m()];
            trainer.probabilities(x, os);
            MlpBounds.within("os", os, forward.os(), 2, bounds.os);
        }
    }

    static Stream<Arguments> cnns() {
        // From 113 images on a task takes several blocks of lanes.
        return Stream.of(
                Arguments.of(1, 10, 1L), Arguments.of(18, 3, 2L), Arguments.of(2, 1, 3L), Arguments.of(113, 2, 4L));
    }

    @ParameterizedTest(name = "{0} images, {1} classes")
    @MethodSource("cnns")
    void cnnAgreesWithTheDetailedFormWithinTheChainedBounds(int n, int m, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SineCnn network = sineCnn(m, random);
        double[][] x = sparse(Cases.matrix(random, n, 1024, 1), seed);
        int[] y = random.ints(n, 1, m + 1).toArray();
        Tensor images = new Tensor(new int[] {n, 1, 32, 32}, Tensor.matrix(x).values());
        SineCnn.Forward pass = network.forward(images);
        SineCnnBounds bounds = SineCnnBounds.of(network, images, y);
        try (CnnTrainer trainer = new CnnTrainer(network, 2)) {
            RoundingBounds.within("risk", trainer.gradient(x, y), pass.risk(y), 2 * bounds.risk());
            List<Tensor> found = trainer.export(trainer.gradients());
            List<Tensor> expected = network.gradient(images, y, pass).tensors();
            List<Tensor> bound = bounds.gradient().tensors();
            for (int i = 0; i < found.size(); i++) {
                MlpBounds.within(
                        trainer.names().get(i),
                        found.get(i).values(),
                        expected.get(i).values(),
                        2,
                        bound.get(i).values());
            }
        }
    }

    /** An infinite weight times a zero input is NaN: leaving zeros out must not hide it. */
    @Test
    void whatIsNotFiniteIsNotHiddenByZeroInputs() {
        Theta theta = new MlpCase(3, 5, 4, 3, 1).theta();
        double[][] x = {{0, 0, 0, 0, 0}, {0, 1, 0, 0, 0}};
        int[] y = {1, 2};
        double[][] os = new double[2][3];
        for (double weight : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN}) {
            theta.w1()[2][3] = weight;
            try (MlpTrainer trainer = new MlpTrainer(theta, 1)) {
                assertThat(trainer.gradient(x, y)).as("R^ with %s", weight).isNaN();
                assertThat(trainer.gradients()[0])
                        .as("gradient with %s", weight)
                        .contains(Double.NaN);
                trainer.probabilities(x, os);
                assertThat(os[0]).as("o^s with %s", weight).containsOnly(Double.NaN);
            }
        }
        theta.w1()[2][3] = 1;
        theta.w2()[1][2] = Double.POSITIVE_INFINITY; // the gradient of h^a is not finite, and meets zeros of x
        try (MlpTrainer trainer = new MlpTrainer(theta, 1)) {
            trainer.gradient(x, y);
            assertThat(trainer.gradients()[4])
                    .as("gradient of W1 for an input that is always 0")
                    .contains(Double.NaN);
        }
    }

    /** The same where two threads share the units, for a unit of each. */
    @Test
    void whatIsNotFiniteIsNotHiddenFromAnyThread() {
        double[][] x = new double[40][6];
        int[] y = new int[40];
        Arrays.fill(y, 2);
        for (int unit : new int[] {0, 143, 144, 299}) {
            Theta theta = new MlpCase(3, 6, 300, 3, 1).theta();
            theta.w1()[unit][4] = Double.POSITIVE_INFINITY;
            try (MlpTrainer trainer = new MlpTrainer(theta, 2)) {
                double[][] os = new double[40][3];
                trainer.probabilities(x, os);
                assertThat(os[39]).as("o^s with unit %d", unit).containsOnly(Double.NaN);
            }
            theta.w1()[unit][4] = 1;
            theta.w2()[1][unit] = Double.POSITIVE_INFINITY;
            try (MlpTrainer trainer = new MlpTrainer(theta, 2)) {
                trainer.gradient(x, y);
                double[][] gradW1 = trainer.export(trainer.gradients()).get(0).rows();
                assertThat(gradW1[unit]).as("gradient of unit %d", unit).containsOnly(Double.NaN);
            }
        }
    }

    @Test
    void badArgumentsAreNamed() {
        MlpCase mlp = new MlpCase(2, 3, 4, 5, 1);
        try (MlpTrainer trainer = new MlpTrainer(mlp.theta(), 1)) {
            bad(() -> trainer.gradient(new double[0][], new int[0]), "no example");
            bad(() -> trainer.gradient(new double[][] {{1, 2}}, new int[] {1}), "row 0 of x has 2 elements, not 3");
            bad(() -> trainer.gradient(mlp.x(), new int[] {1}), "x has 2 rows and y 1");
            bad(() -> trainer.gradient(mlp.x(), new int[] {1, 6}), "class y = 6 of example 1 is not in 1..5");
            bad(() -> trainer.gradient(mlp.x(), new int[] {0, 1}), "class y = 0 of example 0 is not in 1..5");
            bad(() -> trainer.gradient(mlp.x(), new int[] {1, 2, 3}), "x has 2 rows and y 3");
            bad(() -> trainer.gradient(new double[][] {{1, 2, 3}, {1, 2, 3, 4}}, new int[] {1, 1}), "row 1 of x has 4");
            bad(() -> trainer.probabilities(new double[0][], new double[0][]), "no example");
            bad(() -> trainer.probabilities(new double[][] {{1}}, new double[1][5]), "row 0 of x has 1 elements");
            bad(() -> trainer.probabilities(mlp.x(), new double[1][5]), "os has 1 rows and x 2");
            for (double wrong : new double[] {-1e-300, Double.NaN, Double.NEGATIVE_INFINITY}) {
                bad(() -> trainer.step(wrong, 0, 0), "eta " + wrong);
                bad(() -> trainer.step(0.1, wrong, 0), "momentum " + wrong);
                bad(() -> trainer.step(0.1, 0, wrong), "decay " + wrong);
            }
        }
        bad(() -> new MlpTrainer(mlp.theta(), 0), "threads 0 < 1");
    }

    /** State of another network is refused, whichever of its sizes differs, and nothing is changed. */
    @Test
    void stateOfAnotherSizeIsRefused() {
        try (MlpTrainer trainer = new MlpTrainer(new MlpCase(2, 3, 4, 5, 1).theta(), 1)) {
            Theta before = trainer.theta();
            for (MlpCase size :
                    List.of(new MlpCase(2, 2, 4, 5, 9), new MlpCase(2, 3, 3, 5, 9), new MlpCase(2, 3, 4, 6, 9))) {
                try (Trainer other = new MlpTrainer(size.theta(), 1)) {
                    List<Tensor> state = other.export(other.parameters());
                    bad(() -> trainer.load(trainer.parameters(), state), "expected 3, 4, 5");
                }
            }
            Bits.same("theta", trainer.theta(), before);
        }
        SplittableRandom random = new SplittableRandom(1);
        try (CnnTrainer trainer = new CnnTrainer(sineCnn(3, random), 1)) {
            List<Tensor> before = trainer.network().tensors();
            for (int m : new int[] {2, 4}) {
                List<Tensor> state = sineCnn(m, random).tensors();
                bad(() -> trainer.load(trainer.parameters(), state), m + " classes instead of 3");
            }
            assertThat(trainer.network().tensors()).isEqualTo(before);
        }
    }

    @Test
    void theNetworkIsWhatItStartedFrom() {
        Theta theta = new MlpCase(2, 3, 300, 5, 1).theta();
        SineCnn network = sineCnn(2, new SplittableRandom(3));
        try (MlpTrainer mlp = new MlpTrainer(theta, 2);
                CnnTrainer cnn = new CnnTrainer(network, 2)) {
            Bits.same("theta", mlp.theta(), theta);
            assertThat(cnn.network().tensors()).isEqualTo(network.tensors());
        }
    }

    @Test
    void anOutputLayerOfAnotherShapeIsRefused() {
        Cnn cnn = sineCnn(2, new SplittableRandom(3)).cnn();
        bad(() -> new SineCnn(cnn, Tensor.zeros(2, 1599), new double[2]), "W has shape [2, 1599], not (m, 1600)");
        bad(() -> new SineCnn(cnn, Tensor.zeros(1600), new double[1]), "W has shape [1600], not (m, 1600)");
        bad(() -> new SineCnn(cnn, Tensor.zeros(2, 1600, 1), new double[2]), "W has shape [2, 1600, 1]");
        bad(() -> new SineCnn(cnn, Tensor.zeros(2, 1600), new double[3]), "W has 2 rows and b 3 elements");
    }

    @ParameterizedTest
    @MethodSource("given")
    void closingEndsItsThreads(Given given) throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Trainer trainer = given.trainer.apply(3);
        Set<Thread> own = new HashSet<>(Thread.getAllStackTraces().keySet());
        own.removeAll(before);
        assertThat(own).hasSize(2).allMatch(Thread::isAlive);
        trainer.close();
        for (Thread thread : own) {
            thread.join(60_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    private static void bad(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
