package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The network of part 3: its sizes (3a, 3b), and a whole pass forward and backward, exact on integers. */
class CnnTest {

    private static final long SEED = 3;
    private static final int N = 2;

    /** The pooling divides by 4, so pixels of multiples of 4 keep every number an integer. */
    private static Tensor images() {
        return Cases.map(Cases.integers(new SplittableRandom(SEED), N, 1, 32, 32), value -> 4 * value);
    }

    private static Tensor upstream() {
        return Cases.map(Cases.integers(new SplittableRandom(SEED + 1), N, 16, 10, 10), value -> 4 * value);
    }

    private static Cnn cnn() {
        SplittableRandom random = new SplittableRandom(SEED + 2);
        Tensor conv1W = Cases.integers(random, 6, 1, 5, 5);
        double[] conv1B =
                Cases.map(Cases.integers(random, 6), value -> 4 * value).values();
        Tensor conv3W = Cases.integers(random, 16, 6, 5, 5);
        return new Cnn(conv1W, conv1B, conv3W, Cases.integers(random, 16).values());
    }

    @Test
    void lastLayerHas1600OutputsAnd2400Weights() { // 3a and 3b
        assertThat(Cnn.CONV3.outputSize()).isEqualTo(1600);
        assertThat(Cnn.CONV3.weights()).isEqualTo(2400);
    }

    @Test
    void layersHaveTheHomeworksShapes() {
        Cnn.Forward forward = MatrixForm.forward(cnn(), images());
        assertThat(forward.conv1().shape()).containsExactly(N, 6, 28, 28);
        assertThat(forward.pool2().shape()).containsExactly(N, 6, 14, 14);
        assertThat(forward.conv3().shape()).containsExactly(N, 16, 10, 10);
        Cnn.Backward backward = MatrixForm.backward(cnn(), images(), forward, upstream());
        assertThat(backward.conv3W().shape()).containsExactly(16, 6, 5, 5);
        assertThat(backward.conv3B()).hasSize(16);
        assertThat(backward.pool2().shape()).containsExactly(N, 6, 14, 14);
        assertThat(backward.conv1().shape()).containsExactly(N, 6, 28, 28);
        assertThat(backward.conv1W().shape()).containsExactly(6, 1, 5, 5);
        assertThat(backward.conv1B()).hasSize(6);
        assertThat(backward.images().shape()).containsExactly(N, 1, 32, 32);
    }

    @Test
    void forwardIsThatOfSlidWindowsInBothForms() {
        Cnn cnn = cnn();
        Tensor conv1 = SlidConvolution.forward(Cnn.CONV1, images(), cnn.conv1W(), cnn.conv1B());
        Tensor pool2 = SlidConvolution.averagePool(Cnn.POOL2, Cnn.POOL2, conv1);
        Tensor conv3 = SlidConvolution.forward(Cnn.CONV3, pool2, cnn.conv3W(), cnn.conv3B());
        for (Cnn.Forward forward : List.of(MatrixForm.forward(cnn, images()), cnn.forward(images()))) {
            ConvolutionExactTest.same("conv1", forward.conv1(), conv1);
            ConvolutionExactTest.same("pool2", forward.pool2(), pool2);
            ConvolutionExactTest.same("conv3", forward.conv3(), conv3);
        }
    }

    @Test
    void backwardIsTheSameInBothForms() {
        Cnn cnn = cnn();
        Cnn.Forward forward = cnn.forward(images());
        Cnn.Backward matrix = MatrixForm.backward(cnn, images(), forward, upstream());
        Cnn.Backward detailed = cnn.backward(images(), forward, upstream());
        ConvolutionExactTest.same("conv3W", matrix.conv3W(), detailed.conv3W());
        assertThat(matrix.conv3B()).containsExactly(detailed.conv3B());
        ConvolutionExactTest.same("pool2", matrix.pool2(), detailed.pool2());
        ConvolutionExactTest.same("conv1", matrix.conv1(), detailed.conv1());
        ConvolutionExactTest.same("conv1W", matrix.conv1W(), detailed.conv1W());
        assertThat(matrix.conv1B()).containsExactly(detailed.conv1B());
        ConvolutionExactTest.same("images", matrix.images(), detailed.images());
    }

    /** S is linear in each single number, with one layer behind the other: adding 4 changes it by four times. */
    @Test
    void backwardIsWhatChangingOneNumberAtATimeChanges() {
        Cnn cnn = cnn();
        Cnn.Backward backward = MatrixForm.backward(cnn, images(), MatrixForm.forward(cnn, images()), upstream());
        SplittableRandom random = new SplittableRandom(SEED + 3);
        double before = s(cnn, images());
        for (int trial = 0; trial < 12; trial++) {
            int pixel = random.nextInt(N * 1024);
            double change = (s(cnn, Cases.plusAt(images(), pixel, 4)) - before) / 4;
            assertThat(change).isEqualTo(backward.images().values()[pixel]);

            int w1 = random.nextInt(150);
            Cnn other = new Cnn(Cases.plusAt(cnn.conv1W(), w1, 4), cnn.conv1B(), cnn.conv3W(), cnn.conv3B());
            assertThat((s(other, images()) - before) / 4)
                    .isEqualTo(backward.conv1W().values()[w1]);

            int w3 = random.nextInt(2400);
            other = new Cnn(cnn.conv1W(), cnn.conv1B(), Cases.plusAt(cnn.conv3W(), w3, 4), cnn.conv3B());
            assertThat((s(other, images()) - before) / 4)
                    .isEqualTo(backward.conv3W().values()[w3]);

            int b1 = trial % 6;
            double[] conv1B = Cases.plusAt(Tensor.vector(cnn.conv1B()), b1, 4).values();
            other = new Cnn(cnn.conv1W(), conv1B, cnn.conv3W(), cnn.conv3B());
            assertThat((s(other, images()) - before) / 4).isEqualTo(backward.conv1B()[b1]);

            double[] conv3B =
                    Cases.plusAt(Tensor.vector(cnn.conv3B()), trial, 4).values();
            other = new Cnn(cnn.conv1W(), cnn.conv1B(), cnn.conv3W(), conv3B);
            assertThat((s(other, images()) - before) / 4).isEqualTo(backward.conv3B()[trial]);
        }
    }

    private static double s(Cnn cnn, Tensor images) {
        return Cases.dot(
                upstream().values(), MatrixForm.forward(cnn, images).conv3().values());
    }

    @Test
    void parametersOfOtherShapesAreNamed() {
        Cnn cnn = cnn();
        assertThatThrownBy(() -> new Cnn(Tensor.zeros(6, 1, 5, 4), cnn.conv1B(), cnn.conv3W(), cnn.conv3B()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("conv1_W has shape [6, 1, 5, 4], expected [6, 1, 5, 5]");
        assertThatThrownBy(() -> new Cnn(cnn.conv1W(), cnn.conv1B(), Tensor.zeros(6, 16, 5, 5), cnn.conv3B()))
                .hasMessage("conv3_W has shape [6, 16, 5, 5], expected [16, 6, 5, 5]");
        assertThatThrownBy(() -> new Cnn(cnn.conv1W(), new double[7], cnn.conv3W(), cnn.conv3B()))
                .hasMessage("conv1_b has 7 elements, not 6");
        assertThatThrownBy(() -> new Cnn(cnn.conv1W(), cnn.conv1B(), cnn.conv3W(), new double[6]))
                .hasMessage("conv3_b has 6 elements, not 16");
    }

    @Test
    void imagesOfOtherShapesAreRefused() {
        assertThatThrownBy(() -> MatrixForm.forward(cnn(), Tensor.zeros(1, 1, 28, 28)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("images has shape [1, 1, 28, 28], expected [1, 1, 32, 32]");
    }
}
