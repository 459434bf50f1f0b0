package org.crosscheck.compare.checks;

import static org.crosscheck.compare.checks.PlantedFaults.given;
import static org.crosscheck.compare.checks.PlantedFaults.permuted;
import static org.crosscheck.compare.checks.PlantedFaults.right;
import static org.crosscheck.compare.checks.PlantedFaults.step;
import static org.crosscheck.compare.checks.PlantedFaults.times;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.PlantedFaults.Fault;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.WindowAxis;
import org.crosscheck.reference.matrix.ConvolutionMatrix;
import org.crosscheck.reference.matrix.PoolingMatrix;

/** Faults in windows, strides, paddings, dilations, channels and taps, planted in the CNN. */
final class WindowFaults {

    private WindowFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                given("rows of the kernels flipped", "conv1_W", WindowFaults::flippedRows, "conv1", "grad_images"),
                given("columns of the kernels flipped", "conv3_W", WindowFaults::flippedColumns, "conv3", "grad_pool2"),
                given("two input channels swapped", "conv3_W", WindowFaults::swapped, "conv3", "grad_pool2"),
                given("two filters swapped", "conv1_W", WindowFaults::swapped, "conv1", "grad_images"),
                given("one tap missing", "conv3_W", w -> TestCases.with(w, 612, 0), "conv3", "grad_pool2"),
                given("float32 filters", "conv3_W", PlantedFaults::single, "conv3", "grad_pool2"),
                given("no bias in layer 3", "conv3_b", b -> TestCases.map(b, bi -> 0), "conv3"),
                given("images transposed", "images", WindowFaults::transposedImages, "conv1", "grad_conv1_W"),
                given(
                        "upstream ignored",
                        "upstream",
                        g -> TestCases.map(g, gi -> 1),
                        "grad_conv3_W",
                        "grad_conv3_b",
                        "grad_pool2"),
                step(
                        "conv1",
                        "dilation off by one, padded to the same size",
                        in -> ConvolutionMatrix.forward(
                                Geometry.square(1, 32, 32, 6, 5, 1, 2, 2),
                                in.get("images"),
                                in.get("conv1_W"),
                                in.vector("conv1_b"))),
                step(
                        "conv3",
                        "dilation off by one, padded to the same size",
                        in -> ConvolutionMatrix.forward(
                                Geometry.square(6, 14, 14, 16, 5, 1, 2, 2),
                                in.get("pool2"),
                                in.get("conv3_W"),
                                in.vector("conv3_b"))),
                step(
                        "conv3",
                        "padding of 1, cropped",
                        in -> cropped(
                                ConvolutionMatrix.forward(
                                        Geometry.square(6, 14, 14, 16, 5, 1, 1, 1),
                                        in.get("pool2"),
                                        in.get("conv3_W"),
                                        in.vector("conv3_b")),
                                10)),
                step(
                        "conv3",
                        "stride 2",
                        in -> ConvolutionMatrix.forward(
                                Geometry.square(6, 14, 14, 16, 5, 2, 0, 1),
                                in.get("pool2"),
                                in.get("conv3_W"),
                                in.vector("conv3_b"))),
                step("conv1", "one image twice", WindowFaults::oneImageTwice),
                step("pool2", "maximum for average", in -> pooled(in.get("conv1"), 2, 0, WindowFaults::largest)),
                step("pool2", "shifted by one", in -> pooled(in.get("conv1"), 2, 1, WindowFaults::mean)),
                step("pool2", "stride 1", in -> pooled(in.get("conv1"), 1, 0, WindowFaults::mean)),
                step(
                        "pool2",
                        "one cell of each window left out",
                        in -> pooled(in.get("conv1"), 2, 0, (x, at) -> (x[at] + x[at + 1] + x[at + 28]) / 4)),
                step("pool2", "divided by one cell too few", in -> times(4 / 3.0)
                        .apply(right(in, "pool2"))),
                step("grad_conv1", "to the first cell of each window alone", WindowFaults::toOneCell),
                step("grad_conv1", "rows and columns exchanged", in -> transposedImages(right(in, "grad_conv1"))),
                step("grad_conv3_b", "averaged over the positions", in -> times(0.01)
                        .apply(right(in, "grad_conv3_b"))),
                step(
                        "grad_conv1_b",
                        "one image dropped",
                        in -> Tensor.vector(ConvolutionMatrix.gradBias(Cnn.CONV1, firstImage(in.get("grad_conv1"))))),
                step(
                        "grad_conv1_W",
                        "one image dropped",
                        in -> ConvolutionMatrix.gradWeights(
                                Cnn.CONV1, firstImage(in.get("images")), firstImage(in.get("grad_conv1")))),
                step("grad_conv3_W", "mean over the images", in -> times(0.5).apply(right(in, "grad_conv3_W"))),
                step("grad_conv1_W", "kernels flipped", in -> {
                    Tensor gradient = right(in, "grad_conv1_W");
                    return permuted(gradient, 25, cell -> 24 - cell);
                }),
                step(
                        "grad_images",
                        "kernels flipped",
                        in -> ConvolutionMatrix.gradImages(
                                Cnn.CONV1, permuted(in.get("conv1_W"), 25, cell -> 24 - cell), in.get("grad_conv1"))),
                step("grad_images", "one channel forgotten", WindowFaults::withoutOneFilter));
    }

    private static Tensor flippedRows(Tensor w) {
        return permuted(w, 25, cell -> (4 - cell / 5) * 5 + cell % 5);
    }

    private static Tensor flippedColumns(Tensor w) {
        return permuted(w, 25, cell -> cell / 5 * 5 + 4 - cell % 5);
    }

    /** The first two of each six kernels: input channels of layer 3, filters of layer 1. */
    private static Tensor swapped(Tensor w) {
        return permuted(w, 150, tap -> tap < 50 ? (tap + 25) % 50 : tap);
    }

    private static Tensor transposedImages(Tensor images) {
        int size = images.shape()[3];
        return permuted(images, size * size, pixel -> pixel % size * size + pixel / size);
    }

    private static Tensor firstImage(Tensor images) {
        int[] shape = images.shape().clone();
        int size = images.values().length / shape[0];
        shape[0] = 1;
        return new Tensor(shape, Arrays.copyOf(images.values(), size));
    }

    private static Tensor oneImageTwice(NamedTensors in) {
        Tensor conv1 = right(in, "conv1");
        double[] values = conv1.values().clone();
        System.arraycopy(values, 0, values, values.length / 2, values.length / 2);
        return new Tensor(conv1.shape(), values);
    }

    /** The first rows and columns of each plane. */
    private static Tensor cropped(Tensor planes, int size) {
        int[] shape = planes.shape();
        Tensor cropped = Tensor.zeros(shape[0], shape[1], size, size);
        for (int i = 0; i < cropped.values().length; i++) {
            cropped.values()[i] = planes.at(cropped.index(i));
        }
        return cropped;
    }

    /** Windows of 2x2 at a stride and an offset, kept inside the plane, each reduced from where it begins in the plane. */
    private static Tensor pooled(Tensor x, int stride, int offset, ToDoubleBiFunction<double[], Integer> reduction) {
        Tensor pooled = Tensor.zeros(x.shape()[0], x.shape()[1], 14, 14);
        for (int i = 0; i < pooled.values().length; i++) {
            int[] at = pooled.index(i);
            int row = Math.min(stride * at[2] + offset, 26);
            int column = Math.min(stride * at[3] + offset, 26);
            int start = ((at[0] * x.shape()[1] + at[1]) * 28 + row) * 28 + column;
            pooled.values()[i] = reduction.applyAsDouble(x.values(), start);
        }
        return pooled;
    }

    private static double mean(double[] x, int at) {
        return (x[at] + x[at + 1] + x[at + 28] + x[at + 29]) / 4;
    }

    private static double largest(double[] x, int at) {
        return Math.max(Math.max(x[at], x[at + 1]), Math.max(x[at + 28], x[at + 29]));
    }

    private static Tensor toOneCell(NamedTensors in) {
        WindowAxis oneCell = new WindowAxis(28, 1, 2, 0, 1);
        return PoolingMatrix.gradImages(oneCell, oneCell, in.get("grad_pool2"));
    }

    private static Tensor withoutOneFilter(NamedTensors in) {
        Tensor w = in.get("conv1_W");
        double[] fewer = w.values().clone();
        Arrays.fill(fewer, 25, 50, 0);
        return ConvolutionMatrix.gradImages(Cnn.CONV1, new Tensor(w.shape(), fewer), in.get("grad_conv1"));
    }
}
