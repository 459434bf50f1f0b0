package org.crosscheck.compare.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;
import org.crosscheck.reference.training.CnnTrainer;
import org.crosscheck.reference.training.MlpTrainer;
import org.crosscheck.reference.training.SineCnn;
import org.crosscheck.reference.training.Trainer;
import org.junit.jupiter.api.Test;

/** A training loop of the reference's trainers reuses its buffers. Here, since the reference knows java.base alone. */
class TrainerAllocationTest {

    private static final int N = 70;
    private static final int STEPS = 20;

    @Test
    void mlp() {
        Theta theta = new Theta(new double[9][131], new double[9], new double[4][9], new double[4]);
        allocatesNothing(new MlpTrainer(theta, 1), 131);
    }

    /** What the calling thread does of a step in which two share the hidden units. */
    @Test
    void mlpOnTwoThreads() {
        Theta theta = new Theta(new double[256][131], new double[256], new double[4][256], new double[4]);
        allocatesNothing(new MlpTrainer(theta, 2), 131);
    }

    @Test
    void cnn() {
        List<Tensor> zeros = List.of(
                Tensor.zeros(Cnn.CONV1.weightShape()),
                Tensor.zeros(6),
                Tensor.zeros(Cnn.CONV3.weightShape()),
                Tensor.zeros(16),
                Tensor.zeros(4, 1600),
                Tensor.zeros(4));
        allocatesNothing(new CnnTrainer(SineCnn.of(zeros), 1), 1024);
    }

    private static void allocatesNothing(Trainer trainer, int inputs) {
        try (trainer) {
            double[][] x = IntStream.range(0, N)
                    .mapToObj(e -> IntStream.range(0, inputs)
                            .mapToDouble(i -> (e * i) % 3)
                            .toArray())
                    .toArray(double[][]::new);
            int[] y = IntStream.range(0, N).map(e -> 1 + e % 4).toArray();
            double[][] os = new double[N][4];
            loop(trainer, x, y, os); // makes the buffers, and loads classes
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long thread = Thread.currentThread().getId();
            long before = threads.getThreadAllocatedBytes(thread);
            loop(trainer, x, y, os);
            long perStep = (threads.getThreadAllocatedBytes(thread) - before) / STEPS;
            assertThat(perStep).as("bytes allocated per step").isLessThan(1024);
        }
    }

    private static void loop(Trainer trainer, double[][] x, int[] y, double[][] os) {
        for (int step = 0; step < STEPS; step++) {
            trainer.gradient(x, y);
            trainer.step(0.01, 0.9, 1e-4);
            trainer.probabilities(x, os);
        }
    }
}
