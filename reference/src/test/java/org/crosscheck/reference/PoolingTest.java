package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.crosscheck.reference.matrix.PoolingMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Average pooling, on the windows of {@link ConvolutionCase}: overlapping, dilated, padded, not square. */
class PoolingTest {

    private static final WindowAxis TWO = new WindowAxis(4, 2, 2, 0, 1);

    static Stream<ConvolutionCase> grid() {
        return ConvolutionCase.grid();
    }

    private static WindowAxis rows(ConvolutionCase conv) {
        return conv.geometry().rows();
    }

    private static WindowAxis columns(ConvolutionCase conv) {
        return conv.geometry().columns();
    }

    /** Integers times the number of cells: sums and means are then integers too, and nothing rounds. */
    private static Tensor times(ConvolutionCase conv, Tensor integers) {
        return Cases.map(
                integers, value -> value * rows(conv).kernel() * columns(conv).kernel());
    }

    private static Tensor images(ConvolutionCase conv) {
        return times(conv, conv.images());
    }

    private static Tensor gradOutput(ConvolutionCase conv) {
        SplittableRandom random = new SplittableRandom(conv.seed());
        int channels = conv.geometry().channels();
        int[] shape = {conv.n(), channels, rows(conv).output(), columns(conv).output()};
        return times(conv, Cases.integers(random, shape));
    }

    @Test
    void windowsOfTwoByTwoAverageFourPixels() {
        Tensor image = new Tensor(new int[] {1, 1, 2, 4}, new double[] {1, 2, 3, 4, 5, 6, 7, 16});
        WindowAxis rows = new WindowAxis(2, 2, 2, 0, 1);
        assertThat(PoolingDetailed.forward(rows, TWO, image).values()).containsExactly(3.5, 7.5);
        assertThat(PoolingMatrix.forward(rows, TWO, image).values()).containsExactly(3.5, 7.5);
    }

    @Test
    void paddingCountsInTheDivisor() { // windows (0, 6) and (8, 0) of two cells
        Tensor image = new Tensor(new int[] {1, 1, 1, 2}, new double[] {6, 8});
        WindowAxis row = new WindowAxis(1, 1, 1, 0, 1);
        WindowAxis padded = new WindowAxis(2, 2, 2, 1, 1);
        assertThat(PoolingDetailed.forward(row, padded, image).values()).containsExactly(3, 4);
        assertThat(PoolingMatrix.forward(row, padded, image).values()).containsExactly(3, 4);
    }

    @Test
    void overlappingWindowsAccumulateTheirGradients() { // windows (0, 1), (1, 2) of three pixels, g = (2, 10)
        Tensor gradOutput = new Tensor(new int[] {1, 1, 1, 2}, new double[] {2, 10});
        WindowAxis row = new WindowAxis(1, 1, 1, 0, 1);
        WindowAxis overlapping = new WindowAxis(3, 2, 1, 0, 1);
        assertThat(PoolingDetailed.gradImages(row, overlapping, gradOutput).values())
                .containsExactly(1, 6, 5);
        assertThat(PoolingMatrix.gradImages(row, overlapping, gradOutput).values())
                .containsExactly(1, 6, 5);
    }

    @ParameterizedTest
    @MethodSource("grid")
    void forwardIsTheMeanOfEachSlidWindow(ConvolutionCase conv) {
        Tensor expected = SlidConvolution.averagePool(rows(conv), columns(conv), images(conv));
        ConvolutionExactTest.same(
                "detailed", PoolingDetailed.forward(rows(conv), columns(conv), images(conv)), expected);
        ConvolutionExactTest.same("matrix", PoolingMatrix.forward(rows(conv), columns(conv), images(conv)), expected);
    }

    @ParameterizedTest
    @MethodSource("grid")
    void gradImagesIsWhatEachPixelChanges(ConvolutionCase conv) {
        Tensor images = images(conv);
        double cells = (double) rows(conv).kernel() * columns(conv).kernel(); // a change by it keeps means integers
        Tensor expected = Tensor.zeros(images.shape());
        for (int i = 0; i < images.values().length; i++) {
            double change = s(conv, Cases.plusAt(images, i, cells)) - s(conv, images);
            expected.values()[i] = change / cells;
        }
        Tensor g = gradOutput(conv);
        ConvolutionExactTest.same("detailed", PoolingDetailed.gradImages(rows(conv), columns(conv), g), expected);
        ConvolutionExactTest.same("matrix", PoolingMatrix.gradImages(rows(conv), columns(conv), g), expected);
    }

    private static double s(ConvolutionCase conv, Tensor images) {
        Tensor output = PoolingDetailed.forward(rows(conv), columns(conv), images);
        return Cases.dot(gradOutput(conv).values(), output.values());
    }

    @ParameterizedTest
    @MethodSource("grid")
    void formsAgreeOnNumbersThatRound(ConvolutionCase conv) {
        SplittableRandom random = new SplittableRandom(conv.seed());
        Tensor x = Cases.tensor(random, images(conv).shape());
        Tensor g = Cases.tensor(random, gradOutput(conv).shape());
        Tensor absX = Cases.map(x, Math::abs);
        Tensor absG = Cases.map(g, Math::abs);
        WindowAxis rows = rows(conv);
        WindowAxis columns = columns(conv);
        int cells = rows.kernel() * columns.kernel(); // of a window, and at most so many windows over a pixel
        ConvolutionRoundingTest.within(
                "forward",
                cells + 1,
                List.of(
                        PoolingMatrix.forward(rows, columns, x),
                        PoolingDetailed.forward(rows, columns, x),
                        PoolingDetailed.forward(rows, columns, absX)));
        ConvolutionRoundingTest.within(
                "gradImages",
                cells + 1,
                List.of(
                        PoolingMatrix.gradImages(rows, columns, g),
                        PoolingDetailed.gradImages(rows, columns, g),
                        PoolingDetailed.gradImages(rows, columns, absG)));
    }

    @Test
    void argumentsAreNotModifiedAndNanStaysInItsWindow() {
        double[] values = {1, 2, Double.NaN, 4};
        Tensor image = new Tensor(new int[] {1, 1, 1, 4}, values.clone());
        WindowAxis row = new WindowAxis(1, 1, 1, 0, 1);
        double[] expected = {1.5, Double.NaN};
        Bits.same("detailed", PoolingDetailed.forward(row, TWO, image).values(), expected);
        Bits.same("matrix", PoolingMatrix.forward(row, TWO, image).values(), expected);
        Bits.same("image", image.values(), values);
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        Tensor wrong = Tensor.zeros(1, 1, 4, 5);
        for (Tensor tensor : new Tensor[] {wrong, Tensor.scalar(1), Tensor.zeros(4, 4)}) {
            assertThatThrownBy(() -> PoolingDetailed.forward(TWO, TWO, tensor))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("images has shape");
            assertThatThrownBy(() -> PoolingMatrix.forward(TWO, TWO, tensor))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> PoolingDetailed.gradImages(TWO, TWO, tensor))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("gradOutput has shape");
            assertThatThrownBy(() -> PoolingMatrix.gradImages(TWO, TWO, tensor))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
