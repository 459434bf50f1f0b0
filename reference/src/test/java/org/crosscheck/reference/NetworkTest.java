package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The architecture of part 2 with its activations open, and question 2p on it. */
class NetworkTest {

    @ParameterizedTest
    @MethodSource("org.crosscheck.reference.MlpCase#grid")
    void homeworkNetworkComputesTheProbabilities(MlpCase mlp) {
        Network network = new Network(mlp.theta(), MlpDetailed::hs, MlpDetailed::os);
        MlpForward forward = MlpDetailed.forward(mlp.theta(), mlp.x(), mlp.y());
        for (int e = 0; e < mlp.n(); e++) {
            Bits.same("os", network.forward(mlp.x()[e]), forward.os()[e]);
        }
    }

    @ParameterizedTest
    @MethodSource("org.crosscheck.reference.MlpCase#grid")
    void gradientWithRespectToXIsAForwardPassOfTheSameArchitecture(MlpCase mlp) { // 2p
        Theta theta = mlp.theta();
        MlpForward forward = MlpDetailed.forward(theta, mlp.x(), mlp.y());
        MlpBackward backward = MlpDetailed.backward(theta, mlp.x(), mlp.y(), forward);
        for (int e = 0; e < mlp.n(); e++) {
            Network network = Network.inputGradient(theta, forward.ha()[e]);
            Bits.same("gradX", network.forward(backward.gradOa()[e]), backward.gradX()[e]);
        }
    }

    @Test
    void inputGradientNetworkHasTransposedWeightsAndZeroBiases() {
        Theta theta = new MlpCase(1, 3, 2, 4, 1).theta();
        Theta transposed = Network.inputGradient(theta, new double[2]).theta();
        assertThat(new int[] {transposed.d(), transposed.dh(), transposed.m()}).containsExactly(4, 2, 3);
        assertThat(transposed.b1()).containsOnly(0.0);
        assertThat(transposed.b2()).containsOnly(0.0);
        Bits.same("W(2)^T", transposed.w1()[1], RoundingBounds.column(theta.w2(), 1));
        Bits.same("W(1)^T", transposed.w2()[2], RoundingBounds.column(theta.w1(), 2));
    }

    @Test
    void forwardAppliesTheActivationsToWholeVectorsInTheirOrder() {
        Theta theta = new Theta(
                new double[][] {{2}, {3}}, new double[] {1, -1}, new double[][] {{1, 10}}, new double[] {100});
        Network network =
                new Network(theta, h -> new double[] {h[1], h[0]}, o -> new double[] {-o[0]}); // swap, then negate
        assertThat(network.forward(new double[] {5})).containsExactly(-224); // h = (11, 14): 14 + 110 + 100
    }

    @Test
    void vectorsThatDoNotFitAreRefused() {
        Theta theta = new MlpCase(1, 3, 2, 4, 1).theta();
        assertThatThrownBy(() -> Network.inputGradient(theta, new double[2]).forward(new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x has 2 elements and W1 4 columns");
        assertThatThrownBy(() -> Network.inputGradient(theta, new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("h^a has 3 elements and b1 2");
    }
}
