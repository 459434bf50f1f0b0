package org.crosscheck.compare.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.crosscheck.compare.demo.learn.Learner;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.ReferenceLearner;
import org.crosscheck.compare.demo.learn.Schedule;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.demo.learn.TrainingImages;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.reference.MlpDetailed;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {

    private static final List<String> REFERENCE = List.of("reference");

    /** The bits of a fixed run, for every number of threads, every machine and every Java from 17 on. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void theWeightsOfAFixedRunHaveTheseBits(int threads) {
        Dataset data = DemoCases.digits(300, 50);
        Training mlp = DemoCases.run(DemoCases.settings(Model.MLP, REFERENCE, 3, 32, false), data, threads);
        Training cnn = DemoCases.run(DemoCases.settings(Model.CNN, REFERENCE, 1, 32, false), data, threads);
        assertThat(DemoCases.sha256(mlp, "reference")).isEqualTo(MLP_SHA256);
        assertThat(DemoCases.sha256(cnn, "reference")).isEqualTo(CNN_SHA256);
    }

    private static final String MLP_SHA256 = "fe55585a851f2fe1c9983cae6327117da270073cd6ca877835ed4edccd363f55";
    private static final String CNN_SHA256 = "5f8685e901d4f65737eb2c01bd4320ed9c241930ae3c339e86b7f452e06799ce";

    @ParameterizedTest
    @CsvSource({"MLP, reference", "MLP, dl4j", "MLP, both", "CNN, reference", "CNN, dl4j"})
    void aResumedRunEndsAtTheSameBitsAsAnUninterruptedOne(Model model, String engine) throws Exception {
        List<String> engines = engine.equals("both") ? DemoCases.BOTH : List.of(engine);
        Settings settings = DemoCases.settings(model, engines, 2, 20, engine.equals("both"));
        Dataset data = DemoCases.digits(70, 30); // 4 steps an epoch, the last of 10 examples
        Training whole = DemoCases.run(settings, data, 1);
        for (long stop : new long[] {1, 4, 6}) {
            Training part = new Training(settings, data, DemoCases.learners(settings, data, 1));
            DemoCases.run(part, stop);
            assertThat(part.journal().step()).isEqualTo(stop);
            Checkpoint read = Checkpoint.read(part.checkpoint().toBytes(), "checkpoint");
            Training resumed = Training.resume(read, data, DemoCases.learners(settings, data, 2));
            DemoCases.run(resumed, Long.MAX_VALUE);
            for (String one : engines) {
                Learner.State expected = whole.checkpoint().states().get(one);
                Learner.State found = resumed.checkpoint().states().get(one);
                assertThat(found.weights())
                        .as("weights after a stop at step %d", stop)
                        .isEqualTo(expected.weights());
                assertThat(found.velocity()).isEqualTo(expected.velocity());
                assertThat(found.average()).isEqualTo(expected.average());
                assertThat(curve(resumed, one)).isEqualTo(curve(whole, one));
            }
            assertThat(resumed.journal().differences())
                    .isEqualTo(whole.journal().differences());
            assertThat(resumed.journal().ratios()).isEqualTo(whole.journal().ratios());
        }
    }

    /** All of an epoch but times. */
    private static List<List<Double>> curve(Training training, String engine) {
        return training.journal().epochs(engine).stream()
                .map(epoch -> List.of(epoch.loss(), epoch.testLoss(), epoch.testError()))
                .toList();
    }

    /** In parts of a whole-set gradient or not. */
    @Test
    void batchAllIsTheHomeworksGradientDescent() {
        Dataset data = DemoCases.digits(40, 10);
        Settings settings =
                new Settings(Model.MLP, REFERENCE, "test", false, 7, 5, 3, 0, Schedule.CONSTANT, 0.5, 0, 0, 0, false);
        Training training = DemoCases.run(settings, data, 1);
        TrainingImages.Batch all = TrainingImages.of(Model.MLP, data.train()).range(0, 40);
        NamedTensors start = Model.MLP.start(7, 784, 5, 10, Settings.SCALE);
        Theta theta = start.theta();
        for (int step = 0; step < 3; step++) {
            theta = theta.step(
                    0.5,
                    MlpDetailed.backward(theta, all.x(), all.y(), MlpDetailed.forward(theta, all.x(), all.y()))
                            .gradTheta());
        }
        double[] expected = Tensor.matrix(theta.w1()).values();
        NamedTensors found = training.checkpoint().states().get("reference").weights();
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(found.vector("W1")[i] - expected[i]))
                    .as("W1[%d]", i)
                    .isLessThanOrEqualTo(1e-14);
        }
        assertThat(found.vector("W1")).isNotEqualTo(start.vector("W1"));
    }

    @Test
    void aGradientInPartsIsTheMeanOverAll() {
        Dataset data = DemoCases.digits(50, 10);
        TrainingImages train = TrainingImages.of(Model.MLP, data.train());
        NamedTensors start = Model.MLP.start(7, 784, 5, 10, Settings.SCALE);
        try (Learner whole = new ReferenceLearner(Model.MLP, start, 0, 0, 1);
                Learner parts = new ReferenceLearner(Model.MLP, start, 0, 0, 1)) {
            double risk = whole.wholeStep(train, 1000, 1, 0);
            assertThat(Math.abs(parts.wholeStep(train, 17, 1, 0) - risk)).isLessThanOrEqualTo(1e-15 * 50);
            double[] a = whole.state().weights().vector("W2");
            double[] b = parts.state().weights().vector("W2");
            for (int i = 0; i < a.length; i++) {
                assertThat(Math.abs(a[i] - b[i])).isLessThanOrEqualTo(1e-15 * 50);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void trainingLearns(Model model) {
        Dataset data = DemoCases.digits(600, 200);
        Training training = DemoCases.run(DemoCases.settings(model, REFERENCE, 5, 20, false), data, 2);
        List<Epoch> epochs = training.journal().epochs("reference");
        assertThat(epochs.get(4).loss()).isLessThan(epochs.get(0).loss() / 2);
        assertThat(epochs.get(4).testError()).isLessThan(0.25);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 1000})
    void anOrderIsAPermutationThatDependsOnSeedAndEpoch(int n) {
        int[] order = Schedule.order(3, 5, n);
        boolean[] seen = new boolean[n];
        for (int i : order) {
            assertThat(seen[i]).as("example %d twice", i).isFalse();
            seen[i] = true;
        }
        assertThat(order).hasSize(n).isEqualTo(Schedule.order(3, 5, n));
        if (n >= 10) {
            assertThat(order).isNotEqualTo(Schedule.order(3, 6, n)).isNotEqualTo(Schedule.order(4, 5, n));
        }
    }

    /** Those that the figures in docs and the committed weights are of. */
    @Test
    void theDefaultsAreThoseThatWereMeasured() {
        Settings mlp = Defaults.of(Model.MLP, false, false);
        assertThat(List.of(mlp.hidden(), mlp.epochs(), mlp.batch())).containsExactly(512, 20, 64);
        assertThat(List.of(mlp.lr(), mlp.momentum(), mlp.decay(), mlp.average()))
                .containsExactly(0.1, 0.9, 2e-4, 0.999);
        Settings cnn = Defaults.of(Model.CNN, false, false);
        assertThat(List.of(cnn.hidden(), cnn.epochs(), cnn.batch())).containsExactly(0, 13, 64);
        assertThat(List.of(cnn.lr(), cnn.momentum(), cnn.decay(), cnn.average()))
                .containsExactly(0.05, 0.9, 5e-4, 0.999);
        Settings plain = Defaults.of(Model.MLP, false, true);
        assertThat(List.of(plain.momentum(), plain.decay(), plain.average())).containsOnly(0.0);
        assertThat(plain.batch()).isZero();
        assertThat(plain.schedule()).isEqualTo(Schedule.CONSTANT);
    }

    @Test
    void schedulesFallFromOneToNearlyNothing() {
        for (Schedule schedule : Schedule.values()) {
            double before = 1;
            assertThat(schedule.factor(0, 100)).isEqualTo(1);
            for (int step = 1; step < 100; step++) {
                double factor = schedule.factor(step, 100);
                assertThat(factor).isGreaterThan(0).isLessThanOrEqualTo(before);
                before = factor;
            }
            assertThat(before)
                    .isEqualTo(schedule == Schedule.CONSTANT ? 1 : before)
                    .isLessThanOrEqualTo(1);
        }
        assertThat(Schedule.LINEAR.factor(25, 100)).isEqualTo(0.75);
        assertThat(Schedule.COSINE.factor(99, 100)).isLessThan(0.001);
    }

    @Test
    void firstWeightsAreUniformAndBiasesZero() {
        NamedTensors start = Model.CNN.start(1, 1024, 0, 10, 1);
        double halfWidth = Math.sqrt(6.0 / 25);
        for (double w : start.vector("conv1_W")) {
            assertThat(Math.abs(w)).isLessThanOrEqualTo(halfWidth).isNotZero();
        }
        assertThat(start.vector("conv1_b")).containsOnly(0);
        assertThat(start.vector("conv1_W")[0]).isEqualTo((2 * new Random(1).nextDouble() - 1) * halfWidth);
    }

    @Test
    void anExampleIsCentredInZeros() {
        Dataset data = DemoCases.digits(1, 1);
        double[] padded = TrainingImages.of(Model.CNN, data.train()).range(0, 1).x()[0];
        double[] plain = TrainingImages.of(Model.MLP, data.train()).range(0, 1).x()[0];
        double sum = 0;
        for (int r = 0; r < 32; r++) {
            for (int c = 0; c < 32; c++) {
                boolean inside = 2 <= r && r < 30 && 2 <= c && c < 30;
                assertThat(padded[32 * r + c]).isEqualTo(inside ? plain[28 * (r - 2) + c - 2] : 0);
                sum += padded[32 * r + c];
            }
        }
        assertThat(sum).isGreaterThan(10);
    }

    @Test
    void theHeldOutPartIsTheLastSixthOfTheTrainingSet() throws InputException {
        Dataset data = DemoCases.digits(60, 10);
        Dataset held = data.heldOut();
        assertThat(held.train()).isEqualTo(data.train().slice(0, 50));
        assertThat(held.test()).isEqualTo(data.train().slice(50, 60));
    }
}
