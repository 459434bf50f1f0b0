package org.crosscheck.compare.bench.contenders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.crosscheck.compare.bench.contenders.Workload.Minibatches;
import org.crosscheck.compare.bench.contenders.Workload.Network;
import org.crosscheck.datasets.Digits;
import org.crosscheck.datasets.Mnist;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadTest {

    private static final Workload MLP = new Workload(Network.MLP, 128, 32);
    private static final Workload CNN = new Workload(Network.CNN, 0, 3);

    @Test
    void operationsAreThoseCountedByHand() {
        double w1 = 784 * 128;
        double w2 = 128 * 10;
        assertThat(MLP.flops(Mode.FORWARD)).isEqualTo(2 * 32 * (w1 + w2));
        // The gradients of W1 and W2, that of h^s, and w - eta g.
        assertThat(MLP.flops(Mode.STEP)).isEqualTo(2 * 32 * (2 * (w1 + w2) + w2) + 2 * (w1 + 128 + w2 + 10));
        double conv1 = 6 * 28 * 28 * 25;
        double conv3 = 16 * 10 * 10 * 6 * 25;
        double head = 1600 * 10;
        assertThat(CNN.flops(Mode.FORWARD)).isEqualTo(2 * 3 * (conv1 + conv3 + head));
        // The gradients of all weights, those of pool2 and of the flattened conv3, and w - eta g.
        double parameters = 150 + 6 + 2400 + 16 + 16000 + 10;
        assertThat(CNN.flops(Mode.STEP)).isEqualTo(2 * 3 * (2 * conv1 + 3 * conv3 + 3 * head) + 2 * parameters);
        assertThat(CNN.parameters()).isEqualTo((long) parameters);
    }

    @Test
    void bytesAreThoseCountedByHand() {
        double parameters = 784 * 128 + 128 + 1280 + 10;
        assertThat(MLP.bytes(Mode.FORWARD)).isEqualTo(8 * (32 * 784 + parameters));
        assertThat(MLP.bytes(Mode.STEP)).isEqualTo(8 * (32 * 784 + 5 * parameters));
    }

    @ParameterizedTest
    @EnumSource
    void minibatchesAreTheFirstDigitsOfTheTrainingSet(Network network) {
        Workload workload = new Workload(network, 8, 1000);
        Minibatches minibatches = workload.minibatches();
        Digits digits = Mnist.train();
        assertThat(minibatches.count()).isEqualTo(4);
        double[] row = minibatches.x()[3][999];
        double[] image = digits.image(3999);
        int border = network == Network.MLP ? 0 : 2;
        for (int r = 0; r < 28; r++) {
            int from = (r + border) * (28 + 2 * border) + border;
            assertThat(Arrays.copyOfRange(row, from, from + 28))
                    .as("row %d", r)
                    .isEqualTo(Arrays.copyOfRange(image, r * 28, r * 28 + 28));
        }
        assertThat(Arrays.stream(row).sum()).isEqualTo(Arrays.stream(image).sum());
        assertThat(minibatches.y()[3][999]).isEqualTo(digits.label(3999) + 1);
    }

    @Test
    void aWorkloadSurvivesItsText() {
        String[] words = MLP.text().split(" ", -1);
        assertThat(Workload.parse(words[0], words[1], words[2])).isEqualTo(MLP);
    }

    @Test
    void everySideStartsFromTheSameParameters() {
        assertThat(CNN.start()).isEqualTo(CNN.start());
    }
}
