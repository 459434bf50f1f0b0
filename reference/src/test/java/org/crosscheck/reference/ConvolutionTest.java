package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.crosscheck.reference.matrix.ConvolutionMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Convolutions small enough to follow, and the shapes that do not fit. */
class ConvolutionTest {

    /** Either form. */
    private enum Form {
        DETAILED,
        MATRIX;

        Tensor forward(Geometry geometry, Tensor images, Tensor weights, double[] bias) {
            return this == DETAILED
                    ? ConvolutionDetailed.forward(geometry, images, weights, bias)
                    : ConvolutionMatrix.forward(geometry, images, weights, bias);
        }
    }

    private static Tensor image(double[]... rows) {
        return new Tensor(
                new int[] {1, 1, rows.length, rows[0].length},
                Tensor.matrix(rows).values());
    }

    private static double[] forward(Form form, Tensor image, Tensor kernel, int stride, int padding, int dilation) {
        WindowAxis rows = new WindowAxis(image.shape()[2], kernel.shape()[2], stride, padding, dilation);
        WindowAxis columns = new WindowAxis(image.shape()[3], kernel.shape()[3], stride, padding, dilation);
        return form.forward(new Geometry(1, 1, rows, columns), image, kernel, new double[1])
                .values();
    }

    private static final Tensor ROW = image(new double[] {1, 2, 3, 4, 5, 6});
    private static final Tensor PAIR = image(new double[] {1, 10});

    @ParameterizedTest
    @EnumSource
    void kernelIsNotFlipped(Form form) { // 1 + 10 * 2, not 10 + 2
        assertThat(forward(form, ROW, PAIR, 1, 0, 1)).containsExactly(21, 32, 43, 54, 65);
    }

    @ParameterizedTest
    @EnumSource
    void strideDropsWhatIsLeft(Form form) {
        assertThat(forward(form, ROW, PAIR, 3, 0, 1)).containsExactly(21, 54); // 3 and 6 meet no window
        assertThat(forward(form, ROW, PAIR, 2, 0, 1)).containsExactly(21, 43, 65);
    }

    @ParameterizedTest
    @EnumSource
    void dilationLeavesGapsInTheWindow(Form form) {
        assertThat(forward(form, ROW, PAIR, 1, 0, 3)).containsExactly(41, 52, 63);
        assertThat(forward(form, ROW, PAIR, 2, 0, 2)).containsExactly(31, 53);
    }

    @ParameterizedTest
    @EnumSource
    void paddingIsZerosOnAllFourSides(Form form) {
        Tensor image = image(new double[] {1, 2}, new double[] {3, 4});
        Tensor kernel = image(new double[] {1, 10}, new double[] {100, 1000});
        assertThat(forward(form, image, kernel, 1, 1, 1)).containsExactly(1000, 2100, 200, 3010, 4321, 402, 30, 43, 4);
    }

    @ParameterizedTest
    @EnumSource
    void filtersSumOverChannelsAndAddTheirBias(Form form) {
        Geometry geometry = Geometry.square(2, 1, 1, 3, 1, 1, 0, 1);
        Tensor images = new Tensor(new int[] {2, 2, 1, 1}, new double[] {1, 2, 3, 4});
        Tensor weights = new Tensor(new int[] {3, 2, 1, 1}, new double[] {1, 10, 2, 20, 3, 30});
        Tensor output = form.forward(geometry, images, weights, new double[] {100, 200, 300});
        assertThat(output.shape()).containsExactly(2, 3, 1, 1);
        assertThat(output.values()).containsExactly(121, 242, 363, 143, 286, 429); // 1 + 20 + 100, ...
    }

    @Test
    void gradientsOfAKnownRow() { // out = w0 x_i + w1 x_{i+1} with x = (1, 2, 3), w = (1, 10), g = (5, 7)
        Geometry geometry = new Geometry(1, 1, new WindowAxis(1, 1, 1, 0, 1), new WindowAxis(3, 2, 1, 0, 1));
        Tensor x = image(new double[] {1, 2, 3});
        Tensor g = image(new double[] {5, 7});
        assertThat(ConvolutionDetailed.gradWeights(geometry, x, g).values()).containsExactly(19, 31); // 5+14, 10+21
        assertThat(ConvolutionMatrix.gradWeights(geometry, x, g).values()).containsExactly(19, 31);
        assertThat(ConvolutionDetailed.gradImages(geometry, PAIR, g).values()).containsExactly(5, 57, 70);
        assertThat(ConvolutionMatrix.gradImages(geometry, PAIR, g).values()).containsExactly(5, 57, 70);
        assertThat(ConvolutionDetailed.gradBias(geometry, g)).containsExactly(12);
        assertThat(ConvolutionMatrix.gradBias(geometry, g)).containsExactly(12);
    }

    @Test
    void infiniteWeightOverPaddingIsSkippedInTheDetailedFormOnly() {
        Tensor kernel = image(new double[] {Double.POSITIVE_INFINITY, 1});
        Tensor image = image(new double[] {1});
        Geometry geometry = new Geometry(1, 1, new WindowAxis(1, 1, 1, 0, 1), new WindowAxis(1, 2, 2, 1, 1));
        Tensor detailed = ConvolutionDetailed.forward(geometry, image, kernel, new double[1]);
        Tensor matrix = ConvolutionMatrix.forward(geometry, image, kernel, new double[1]);
        assertThat(detailed.values()).containsExactly(1); // the window is (padding, image)
        assertThat(matrix.values()[0]).isNaN();
    }

    @ParameterizedTest
    @EnumSource
    void zeroWeightTimesInfinitePixelIsNan(Form form) {
        Tensor image = image(new double[] {1, Double.POSITIVE_INFINITY, 3});
        double[] output = forward(form, image, image(new double[] {1, 0}), 1, 0, 1);
        assertThat(output[0]).isNaN();
        assertThat(output[1]).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        Geometry g = Geometry.square(2, 5, 6, 3, 2, 1, 0, 1);
        Tensor x = Tensor.zeros(4, 2, 5, 6);
        Tensor w = Tensor.zeros(3, 2, 2, 2);
        Tensor up = Tensor.zeros(4, 3, 4, 5);
        double[] b = new double[3];
        List<ThrowingCallable> calls = new ArrayList<>();
        for (Form form : Form.values()) {
            calls.add(() -> form.forward(g, Tensor.zeros(4, 2, 6, 5), w, b));
            calls.add(() -> form.forward(g, Tensor.zeros(4), w, b));
            calls.add(() -> form.forward(g, Tensor.scalar(1), w, b));
            calls.add(() -> form.forward(g, x, Tensor.zeros(2, 3, 2, 2), b));
            calls.add(() -> form.forward(g, x, w, new double[4]));
        }
        calls.add(() -> ConvolutionDetailed.gradWeights(g, x, Tensor.zeros(3, 3, 4, 5)));
        calls.add(() -> ConvolutionMatrix.gradWeights(g, x, Tensor.zeros(3, 3, 4, 5)));
        Tensor manyImages = Tensor.zeros(4, 2, 6, 6); // that hold the images asked for, and more
        calls.add(() -> ConvolutionDetailed.gradWeights(g, manyImages, up));
        calls.add(() -> ConvolutionMatrix.gradWeights(g, manyImages, up));
        calls.add(() -> ConvolutionMatrix.gradBias(g, Tensor.zeros(4, 3, 5, 5)));
        calls.add(() -> ConvolutionDetailed.gradImages(g, w, Tensor.zeros(4, 3, 5, 4)));
        calls.add(() -> ConvolutionMatrix.gradImages(g, w, Tensor.zeros(4, 3, 5, 4)));
        calls.add(() -> ConvolutionDetailed.gradImages(g, x, up));
        calls.add(() -> ConvolutionMatrix.gradImages(g, x, up));
        calls.add(() -> ConvolutionDetailed.gradBias(g, Tensor.zeros(4, 2, 4, 5)));
        calls.add(() -> ConvolutionMatrix.gradBias(g, Tensor.scalar(1)));
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ConvolutionMatrix.forward(g, Tensor.zeros(4, 2, 6, 5), w, b))
                .hasMessage("images has shape [4, 2, 6, 5], expected [4, 2, 5, 6]");
        assertThatThrownBy(() -> ConvolutionMatrix.forward(g, x, w, new double[4]))
                .hasMessage("4 biases for 3 filters");
    }
}
