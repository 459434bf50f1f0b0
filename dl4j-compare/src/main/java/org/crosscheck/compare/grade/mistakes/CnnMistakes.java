package org.crosscheck.compare.grade.mistakes;

import static org.crosscheck.compare.grade.mistakes.BoundedMath.exact;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.scaled;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.crosscheck.compare.grade.mistakes.Mistake.WrongFormula;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.WindowAxis;
import org.crosscheck.reference.matrix.ConvolutionMatrix;
import org.crosscheck.reference.matrix.PoolingMatrix;

/** Mistakes in the forward pass of part 3 of the homework, and in the counts of 3a and 3b. */
final class CnnMistakes {

    private static final String ONE_OUTPUT =
            "Compute one output by hand, at row 0 and column 1: b plus the sum over channels,"
                    + " rows u and columns v of w[u, v] x[u, 1 + v].";
    private static final String ONE_WINDOW = "Average the 2 x 2 window at the top left by hand.";

    static final List<Mistake> ALL = all();

    private CnnMistakes() {}

    private static List<Mistake> all() {
        List<Mistake> all = new ArrayList<>();
        all.addAll(convolution("conv1", Cnn.CONV1, "images"));
        all.addAll(convolution("conv3", Cnn.CONV3, "pool2"));
        all.addAll(List.of(
                mistake(
                        "conv3",
                        "mean-of-channels",
                        "It is the mean over the input channels, not their sum.",
                        ONE_OUTPUT,
                        in -> in.with("conv3_W", scaled(in.get("conv3_W"), 1.0 / 6))
                                .right("conv3")),
                mistake(
                        "conv3",
                        "first-channel",
                        "Only the first of the 6 input channels is used.",
                        ONE_OUTPUT,
                        in -> in.rearranged("conv3_W", CnnMistakes::firstChannel)
                                .right("conv3")),
                mistake(
                        "conv3",
                        "channels-reversed",
                        "The input channels are in reverse order.",
                        ONE_OUTPUT,
                        in -> in.rearranged("conv3_W", w -> Rearrange.reversed(w, 1))
                                .right("conv3")),
                mistake(
                        "pool2",
                        "max",
                        "It is the maximum of each window, not the average.",
                        ONE_WINDOW,
                        in -> windows(in, Math::max)),
                mistake(
                        "pool2",
                        "min",
                        "It is the minimum of each window, not the average.",
                        ONE_WINDOW,
                        in -> windows(in, Math::min)),
                mistake(
                        "pool2",
                        "sum",
                        "It is the sum of each window, not the average.",
                        ONE_WINDOW,
                        in -> scaled(in.right("pool2"), 4)),
                mistake(
                        "pool2",
                        "top-left",
                        "It is the top left pixel of each window, not the average.",
                        ONE_WINDOW,
                        in -> windows(in, (a, b) -> a)),
                mistake("pool2", "stride-1", "The windows overlap: the stride is 1, not 2.", ONE_WINDOW, in -> {
                    WindowAxis axis = new WindowAxis(28, 2, 1, 0, 1);
                    return linear(
                            (x, w, b) -> PoolingMatrix.forward(axis, axis, x), in.get("conv1"), none(in), none(in), 5);
                }),
                count("q3a", "one-filter", "It is the output of one filter; there are 16.", 10 * 10),
                count("q3a", "no-pooling", "The pooling is missing.", 16 * 24 * 24),
                count("q3a", "padded", "The last layer was assumed to keep the size of its input.", 16 * 14 * 14),
                count("q3b", "with-biases", "The biases are counted; the question leaves them out.", 2416),
                count("q3b", "one-channel", "The 6 input channels are not counted.", 400),
                count("q3b", "one-filter", "It is the number for one filter; there are 16.", 150)));
        return List.copyOf(all);
    }

    /** The mistakes of both convolutions. */
    private static List<Mistake> convolution(String quantity, Geometry geometry, String images) {
        String w = quantity + "_W";
        String b = quantity + "_b";
        int size = geometry.rows().input();
        return List.of(
                mistake(quantity, "no-bias", "The bias is not added.", ONE_OUTPUT, in -> in.with(
                                b, MlpMistakes.zeros(in.get(b)))
                        .right(quantity)),
                mistake(quantity, "minus-bias", "The bias is subtracted.", ONE_OUTPUT, in -> in.with(
                                b, scaled(in.get(b), -1))
                        .right(quantity)),
                mistake(
                        quantity,
                        "flipped",
                        "The kernels are flipped: it is the convolution of mathematics, not the"
                                + " cross-correlation of convolutional networks.",
                        ONE_OUTPUT,
                        in -> in.rearranged(w, Rearrange::flipped).right(quantity)),
                mistake(
                        quantity,
                        "kernels-transposed",
                        "Rows and columns of the kernels are exchanged.",
                        ONE_OUTPUT,
                        in -> in.rearranged(w, Rearrange::kernelsTransposed).right(quantity)),
                window(quantity, geometry, images, "stride-2", "The stride is 2, not 1.", 2, 0, 1),
                window(quantity, geometry, images, "dilation-2", "The dilation is 2, not 1.", 1, 0, 2),
                window(quantity, geometry, images, "padding-1", "The input is padded by 1.", 1, 1, 1),
                window(
                        quantity,
                        geometry,
                        images,
                        "padding-2",
                        "The input is padded by 2, so that the output is as large" + " as the input (" + size + " x "
                                + size + ").",
                        1,
                        2,
                        1));
    }

    private static Mistake window(
            String quantity,
            Geometry right,
            String images,
            String name,
            String found,
            int stride,
            int padding,
            int dilation) {
        Geometry wrong = Geometry.square(
                right.channels(),
                right.rows().input(),
                right.columns().input(),
                right.filters(),
                right.rows().kernel(),
                stride,
                padding,
                dilation);
        double products = (double) right.weights() / right.filters();
        return mistake(
                quantity,
                name,
                found,
                "The output has (input + 2 padding - dilation (kernel - 1) - 1) / stride + 1 rows.",
                in -> linear(
                        (x, w, b) -> ConvolutionMatrix.forward(wrong, x, w, b.values()),
                        in.get(images),
                        in.get(quantity + "_W"),
                        in.get(quantity + "_b"),
                        products + 1));
    }

    private static Mistake mistake(String quantity, String name, String found, String check, WrongFormula formula) {
        return new Mistake(quantity, name, found, check, formula);
    }

    private static Mistake count(String quantity, String name, String found, double wrong) {
        return mistake(quantity, name, found, "Write down the shape layer by layer.", in -> {
            Tensor scalar = Tensor.scalar(wrong);
            return new Bounded(scalar, Bounds.exact(scalar));
        });
    }

    /** A step that is linear in each operand, with its bound. */
    private static Bounded linear(Bounds.Multilinear step, Bounded x, Bounded w, Bounded b, double length) {
        return new Bounded(
                step.apply(x.value(), w.value(), b.value()), Bounds.linear(step, x, w, b, length), x.precision());
    }

    private static Bounded none(Inputs in) {
        return exact(in.get("conv1"), Tensor.scalar(0));
    }

    private static Tensor firstChannel(Tensor w) {
        Tensor result = Tensor.zeros(w.shape());
        for (int i = 0; i < result.values().length; i++) {
            result.values()[i] = w.index(i)[1] == 0 ? w.values()[i] : 0;
        }
        return result;
    }

    /** One number from each 2 x 2 window; for the bounds, the largest of the four. */
    private static Bounded windows(Inputs in, DoubleBinaryOperator chosen) {
        Bounded x = in.get("conv1");
        Tensor value = Tensor.zeros(in.size("conv1", 0), 6, 14, 14);
        Tensor error = Tensor.zeros(value.shape());
        for (int i = 0; i < value.values().length; i++) {
            int[] cells = cells(i);
            value.values()[i] = x.value().values()[cells[0]];
            error.values()[i] = x.errorAt(cells[0]);
            for (int cell : cells) {
                value.values()[i] =
                        chosen.applyAsDouble(value.values()[i], x.value().values()[cell]);
                error.values()[i] = Math.max(error.values()[i], x.errorAt(cell));
            }
        }
        return new Bounded(value, error, x.precision());
    }

    /** The positions in (n, 6, 28, 28) of the window of position i in (n, 6, 14, 14). */
    static int[] cells(int i) {
        int top = i / (14 * 14) * 28 * 28 + i / 14 % 14 * 2 * 28 + i % 14 * 2;
        return new int[] {top, top + 1, top + 28, top + 29};
    }
}
