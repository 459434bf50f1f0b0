package org.crosscheck.compare.grade.mistakes;

import static org.crosscheck.compare.grade.mistakes.BoundedMath.exact;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.rearranged;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.scaled;

import java.util.List;
import org.crosscheck.compare.grade.mistakes.Mistake.WrongFormula;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.reference.Tensor;

/** Mistakes in the backward pass of part 3 of the homework: the gradients of S = sum(upstream * conv3). */
final class CnnGradientMistakes {

    private static final String LINEAR = "S is linear in upstream: with upstream all 0 every gradient must be 0.";
    private static final String TOTAL =
            "S is a sum over all images and positions: the gradients of weights and biases add up,"
                    + " nothing is divided.";
    private static final String FULL = "One pixel at the top left meets one weight of each filter only, w[0, 0].";
    private static final String SHARES = "The four pixels of a window get equal shares, together the whole gradient.";
    private static final double PIXELS1 = 28 * 28;
    private static final double PIXELS3 = 10 * 10;

    static final List<Mistake> ALL = List.of(
            ignored("grad_conv3_W", "upstream"),
            ignored("grad_conv3_b", "upstream"),
            ignored("grad_pool2", "upstream"),
            mistake(
                    "grad_conv3_W",
                    "mean-of-images",
                    "It is divided by the number of images.",
                    TOTAL,
                    in -> scaled(in.right("grad_conv3_W"), 1.0 / in.size("upstream", 0))),
            mistake(
                    "grad_conv3_W",
                    "mean-of-positions",
                    "It is divided by the number of positions.",
                    TOTAL,
                    in -> scaled(in.right("grad_conv3_W"), 1 / PIXELS3)),
            mistake(
                    "grad_conv3_W",
                    "flipped",
                    "The kernels of the gradient are flipped.",
                    "Element [0, 0] of a kernel's gradient meets the top left pixels of the input.",
                    in -> rearranged(in.right("grad_conv3_W"), Rearrange::flipped)),
            mistake(
                    "grad_conv3_b",
                    "mean-of-images",
                    "It is divided by the number of images.",
                    TOTAL,
                    in -> scaled(in.right("grad_conv3_b"), 1.0 / in.size("upstream", 0))),
            mistake(
                    "grad_conv3_b",
                    "mean-of-positions",
                    "It is divided by the number of positions.",
                    TOTAL,
                    in -> scaled(in.right("grad_conv3_b"), 1 / PIXELS3)),
            mistake(
                    "grad_conv3_b",
                    "mean",
                    "It is the mean over images and positions, not the sum.",
                    TOTAL,
                    in -> scaled(in.right("grad_conv3_b"), 1 / PIXELS3 / in.size("upstream", 0))),
            mistake("grad_pool2", "flipped", "The kernels are rotated by half a turn.", FULL, in -> in.rearranged(
                            "conv3_W", Rearrange::flipped)
                    .right("grad_pool2")),
            mistake(
                    "grad_pool2",
                    "kernels-transposed",
                    "Rows and columns of the kernels are exchanged.",
                    FULL,
                    in -> in.rearranged("conv3_W", Rearrange::kernelsTransposed).right("grad_pool2")),
            mistake(
                    "grad_pool2",
                    "mean-of-images",
                    "It is divided by the number of images.",
                    TOTAL,
                    in -> scaled(in.right("grad_pool2"), 1.0 / in.size("upstream", 0))),
            mistake(
                    "grad_conv1",
                    "undivided",
                    "The gradient of each average is not divided by 4.",
                    SHARES,
                    in -> scaled(in.right("grad_conv1"), 4)),
            mistake(
                    "grad_conv1",
                    "top-left",
                    "The whole gradient goes to the top left pixel of each window.",
                    SHARES,
                    in -> routed(in, false)),
            mistake(
                    "grad_conv1",
                    "max",
                    "The whole gradient goes to the largest pixel of each window: that is the"
                            + " gradient of max pooling.",
                    SHARES,
                    in -> routed(in, true)),
            mistake(
                    "grad_conv1_W",
                    "mean-of-images",
                    "It is divided by the number of images.",
                    TOTAL,
                    in -> scaled(in.right("grad_conv1_W"), 1.0 / in.size("images", 0))),
            mistake(
                    "grad_conv1_W",
                    "mean-of-positions",
                    "It is divided by the number of positions.",
                    TOTAL,
                    in -> scaled(in.right("grad_conv1_W"), 1 / PIXELS1)),
            mistake(
                    "grad_conv1_W",
                    "flipped",
                    "The kernels of the gradient are flipped.",
                    "Element [0, 0] of a kernel's gradient meets the top left pixels of the input.",
                    in -> rearranged(in.right("grad_conv1_W"), Rearrange::flipped)),
            ignored("grad_conv1_W", "grad_conv1"),
            mistake(
                    "grad_conv1_b",
                    "mean-of-images",
                    "It is divided by the number of images.",
                    TOTAL,
                    in -> scaled(in.right("grad_conv1_b"), 1.0 / in.size("images", 0))),
            mistake(
                    "grad_conv1_b",
                    "mean-of-positions",
                    "It is divided by the number of positions.",
                    TOTAL,
                    in -> scaled(in.right("grad_conv1_b"), 1 / PIXELS1)),
            mistake("grad_images", "flipped", "The kernels are rotated by half a turn.", FULL, in -> in.rearranged(
                            "conv1_W", Rearrange::flipped)
                    .right("grad_images")),
            mistake(
                    "grad_images",
                    "kernels-transposed",
                    "Rows and columns of the kernels are exchanged.",
                    FULL,
                    in -> in.rearranged("conv1_W", Rearrange::kernelsTransposed).right("grad_images")),
            ignored("grad_images", "grad_conv1"));

    private CnnGradientMistakes() {}

    private static Mistake mistake(String quantity, String name, String found, String check, WrongFormula formula) {
        return new Mistake(quantity, name, found, check, formula);
    }

    private static Mistake ignored(String quantity, String upstream) {
        return mistake(
                quantity,
                "upstream-ignored",
                "It does not depend on " + upstream + ": that was taken as 1 everywhere.",
                LINEAR,
                in -> in.with(
                                upstream,
                                exact(in.get(upstream), in.get(upstream).value().map(g -> 1)))
                        .right(quantity));
    }

    /** The whole gradient of each window at one of its pixels. */
    private static Bounded routed(Inputs in, boolean toLargest) {
        Bounded gradient = in.get("grad_pool2");
        double[] x = in.get("conv1").value().values();
        Tensor value = Tensor.zeros(in.get("conv1").value().shape());
        Tensor error = Tensor.zeros(value.shape());
        for (int i = 0; i < gradient.value().values().length; i++) {
            int[] cells = CnnMistakes.cells(i);
            int target = cells[0];
            for (int cell : cells) {
                target = toLargest && x[cell] > x[target] ? cell : target;
            }
            value.values()[target] = gradient.value().values()[i];
            error.values()[target] = gradient.errorAt(i);
        }
        return new Bounded(value, error, gradient.precision());
    }
}
