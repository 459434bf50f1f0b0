package org.crosscheck.compare.grade.mistakes;

import static org.crosscheck.compare.grade.mistakes.BoundedMath.cosine;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.exact;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.minus;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.product;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.scaled;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.sine;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.sum;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.grade.mistakes.Mistake.WrongFormula;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;

/** Mistakes in the backward pass of part 2 of the homework, 2g to 2p. */
final class GradientMistakes {

    private static final String DELTA =
            "Add up one row: o^s and onehot(y) both sum to 1, so the difference sums to 0, and only"
                    + " the element of class y is negative.";
    private static final String PER_EXAMPLE =
            "Each row is the gradient of one example's own L: it does not depend on n.";
    private static final String ONE_PRODUCT = "Compute one element by hand: the sum over k of dL/do^a_k W(2)_kj.";
    private static final String ONE_INPUT = "Compute one element by hand: the sum over j of dL/dh^a_j W(1)_ji.";
    private static final String SLOPE = "Move one h^a_j a little: by the definition of the derivative h^s_j moves by"
            + " phi'(h^a_j) times as much.";

    static final List<Mistake> ALL = all();

    private GradientMistakes() {}

    private static List<Mistake> all() {
        List<Mistake> all = new ArrayList<>(List.of(
                mistake(
                        "grad_oa",
                        "sign",
                        "The sign is flipped: it is onehot(y) - o^s.",
                        DELTA,
                        in -> scaled(in.right("grad_oa"), -1)),
                mistake("grad_oa", "no-onehot", "It is o^s: onehot(y) is not subtracted.", DELTA, in -> in.get("os")),
                mistake("grad_oa", "plus", "It is o^s + onehot(y).", DELTA, in -> sum(in.get("os"), 1, onehot(in))),
                mistake(
                        "grad_oa",
                        "class-above",
                        "The 1 is at the class after y (the first after the last): labels were taken as counted from 0.",
                        DELTA,
                        in -> in.with("y", MlpMistakes.shifted(in, 1)).right("grad_oa")),
                mistake(
                        "grad_oa",
                        "class-below",
                        "The 1 is at the class before y (the last before the first): 1 was subtracted once too often.",
                        DELTA,
                        in -> in.with("y", MlpMistakes.shifted(in, -1)).right("grad_oa")),
                mistake(
                        "grad_oa",
                        "per-n",
                        "It is divided by n: a mean where each example's gradient is asked for.",
                        PER_EXAMPLE,
                        in -> scaled(in.right("grad_oa"), 1.0 / in.size("os", 0))),
                mistake(
                        "grad_oa",
                        "logits",
                        "It is o^a - onehot(y): the softmax is missing.",
                        DELTA,
                        in -> minus(in.get("oa"), onehot(in))),
                mistake(
                        "grad_oa",
                        "ones",
                        "It is o^s - 1 for all classes, not only for y.",
                        DELTA,
                        in -> minus(
                                in.get("os"),
                                exact(in.get("os"), in.get("os").value().map(p -> 1)))),
                mistake(
                        "grad_oa",
                        "true-class-only",
                        "It is 0 for the classes other than y.",
                        DELTA,
                        in -> product(in.right("grad_oa"), onehot(in))),
                mistake(
                        "grad_oa",
                        "squared-loss",
                        "It has an extra factor o^s (1 - o^s): that of a squared loss after sigmoids.",
                        DELTA,
                        in -> product(
                                in.right("grad_oa"),
                                product(
                                        in.get("os"),
                                        minus(
                                                exact(
                                                        in.get("os"),
                                                        in.get("os").value().map(p -> 1)),
                                                in.get("os"))))),
                mistake(
                        "grad_oa",
                        "twice",
                        "It is twice the gradient: that of a squared distance.",
                        DELTA,
                        in -> scaled(in.right("grad_oa"), 2)),
                mistake(
                        "grad_W2",
                        "ha-for-hs",
                        "It is computed with h^a where h^s belongs.",
                        "For one example the gradient is the outer product of dL/do^a and h^s.",
                        in -> in.with("hs", in.get("ha")).right("grad_W2")),
                mistake(
                        "grad_W2",
                        "os-for-delta",
                        "It is computed with o^s where dL/do^a belongs.",
                        "For one example the gradient is the outer product of dL/do^a and h^s.",
                        in -> in.with("grad_oa", in.get("os")).right("grad_W2")),
                mistake(
                        "grad_b2",
                        "os-for-delta",
                        "It is the mean of o^s, not of dL/do^a.",
                        "The elements of the gradient with respect to b(2) sum to 0.",
                        in -> in.with("grad_oa", in.get("os")).right("grad_b2")),
                mistake(
                        "grad_hs",
                        "no-weights",
                        "The product with W(2) is missing: it is dL/do^a.",
                        ONE_PRODUCT,
                        in -> MlpMistakes.square(in, "W2") ? in.get("grad_oa") : null),
                mistake(
                        "grad_hs",
                        "not-transposed",
                        "W(2) is not transposed.",
                        ONE_PRODUCT,
                        in -> MlpMistakes.square(in, "W2")
                                ? in.rearranged("W2", Rearrange::transposed).right("grad_hs")
                                : null),
                mistake(
                        "grad_hs",
                        "reshaped",
                        "W(2) was reshaped to dh x m where it should have been transposed.",
                        ONE_PRODUCT,
                        in -> MlpMistakes.reshaped(in, "W2", "grad_hs")),
                mistake(
                        "grad_hs",
                        "os-for-delta",
                        "It is computed with o^s where dL/do^a belongs.",
                        ONE_PRODUCT,
                        in -> in.with("grad_oa", in.get("os")).right("grad_hs")),
                mistake("grad_hs", "sign", "The sign is flipped.", ONE_PRODUCT, in -> scaled(in.right("grad_hs"), -1)),
                mistake(
                        "grad_hs",
                        "per-n",
                        "It is divided by n: a mean where each example's gradient is asked for.",
                        PER_EXAMPLE,
                        in -> scaled(in.right("grad_hs"), 1.0 / in.size("grad_oa", 0))),
                slope("no-cosine", "The factor cos(h^a) is missing: it is dL/dh^s.", in -> in.get("grad_hs")),
                slope("cosine-of-hs", "It has cos(h^s) where cos(h^a) belongs.", in -> times(in, cosine(in.get("hs")))),
                slope(
                        "minus-sine",
                        "The derivative of the sine was taken as -sin.",
                        in -> times(in, scaled(sine(in.get("ha")), -1))),
                slope("sine", "The derivative of the sine was taken as the sine.", in -> times(in, sine(in.get("ha")))),
                slope(
                        "minus-cosine",
                        "The derivative of the sine was taken as -cos.",
                        in -> scaled(in.right("grad_ha"), -1)),
                slope(
                        "tanh",
                        "It has 1 - (h^s)^2, the derivative of tanh, where cos(h^a) belongs; that is cos(h^a)^2.",
                        in -> times(in, minus(one(in), product(in.get("hs"), in.get("hs"))))),
                slope(
                        "sigmoid",
                        "It has h^s (1 - h^s), the derivative of the sigmoid, where cos(h^a) belongs.",
                        in -> times(in, product(in.get("hs"), minus(one(in), in.get("hs"))))),
                slope(
                        "rectifier",
                        "It has the derivative of the rectifier where cos(h^a) belongs.",
                        in -> times(in, BoundedMath.stepwise(in.get("ha"), z -> z > 0 ? 1 : 0))),
                slope(
                        "tanh-squared",
                        "It has 1 - tanh(h^a)^2, the derivative of tanh, where cos(h^a) belongs.",
                        in -> times(
                                in,
                                minus(
                                        one(in),
                                        product(BoundedMath.tanh(in.get("ha")), BoundedMath.tanh(in.get("ha")))))),
                slope(
                        "softplus",
                        "It has the sigmoid of h^a, the derivative of the softplus, where cos(h^a) belongs.",
                        in -> times(in, BoundedMath.sigmoid(in.get("ha")))),
                slope(
                        "elu",
                        "It has the derivative of the ELU where cos(h^a) belongs.",
                        in -> times(in, Activations.eluSlope(in.get("ha")))),
                leaky(0.01),
                leaky(0.1),
                leaky(0.2),
                leaky(0.3),
                mistake(
                        "grad_ha",
                        "per-n",
                        "It is divided by n: a mean where each example's gradient is asked for.",
                        PER_EXAMPLE,
                        in -> scaled(in.right("grad_ha"), 1.0 / in.size("ha", 0))),
                mistake(
                        "grad_W1",
                        "no-cosine",
                        "It is computed with dL/dh^s where dL/dh^a belongs.",
                        "For one example the gradient is the outer product of dL/dh^a and x.",
                        in -> in.with("grad_ha", in.get("grad_hs")).right("grad_W1")),
                mistake(
                        "grad_b1",
                        "no-cosine",
                        "It is the mean of dL/dh^s, not of dL/dh^a.",
                        "For one example it is dL/dh^a itself.",
                        in -> in.with("grad_ha", in.get("grad_hs")).right("grad_b1")),
                mistake(
                        "grad_x",
                        "no-cosine",
                        "It is computed with dL/dh^s where dL/dh^a belongs.",
                        ONE_INPUT,
                        in -> in.with("grad_ha", in.get("grad_hs")).right("grad_x")),
                mistake(
                        "grad_x",
                        "no-weights",
                        "The product with W(1) is missing: it is dL/dh^a.",
                        ONE_INPUT,
                        in -> MlpMistakes.square(in, "W1") ? in.get("grad_ha") : null),
                mistake(
                        "grad_x",
                        "not-transposed",
                        "W(1) is not transposed.",
                        ONE_INPUT,
                        in -> MlpMistakes.square(in, "W1")
                                ? in.rearranged("W1", Rearrange::transposed).right("grad_x")
                                : null),
                mistake(
                        "grad_x",
                        "reshaped",
                        "W(1) was reshaped to d x dh where it should have been transposed.",
                        ONE_INPUT,
                        in -> MlpMistakes.reshaped(in, "W1", "grad_x")),
                mistake("grad_x", "sign", "The sign is flipped.", ONE_INPUT, in -> scaled(in.right("grad_x"), -1)),
                mistake(
                        "grad_x",
                        "per-n",
                        "It is divided by n: a mean where each example's gradient is asked for.",
                        PER_EXAMPLE,
                        in -> scaled(in.right("grad_x"), 1.0 / in.size("X", 0)))));
        for (String quantity : List.of("grad_W2", "grad_b2")) {
            all.addAll(means(quantity, "grad_oa", quantity.equals("grad_W2") ? "hs" : null));
        }
        for (String quantity : List.of("grad_W1", "grad_b1")) {
            all.addAll(means(quantity, "grad_ha", quantity.equals("grad_W1") ? "X" : null));
        }
        return List.copyOf(all);
    }

    /** The mistakes of a gradient of the risk R^, a mean over the examples of delta, or of its products with rows. */
    private static List<Mistake> means(String quantity, String delta, String rows) {
        String mean = "R is a mean: with every example twice in the batch its gradient stays the same.";
        return List.of(
                mistake(
                        quantity,
                        "sum",
                        "It is the sum over the examples, not their mean.",
                        mean,
                        in -> scaled(in.right(quantity), in.size(delta, 0))),
                mistake(
                        quantity,
                        "n-1",
                        "The sum is divided by n - 1, not by n.",
                        mean,
                        in -> in.size(delta, 0) == 1
                                ? null
                                : scaled(in.right(quantity), in.size(delta, 0) / (in.size(delta, 0) - 1.0))),
                mistake(
                        quantity,
                        "mean-twice",
                        "The mean is divided by n once more.",
                        mean,
                        in -> scaled(in.right(quantity), 1.0 / in.size(delta, 0))),
                mistake(
                        quantity,
                        "sign",
                        "The sign is flipped: it is minus the gradient.",
                        "A small step along minus the gradient must lower R.",
                        in -> scaled(in.right(quantity), -1)),
                mistake(quantity, "first", "It is the gradient of the first example alone.", mean, in -> alone(
                                in, delta, rows, 0)
                        .right(quantity)),
                mistake(quantity, "last", "It is the gradient of the last example alone.", mean, in -> alone(
                                in, delta, rows, in.size(delta, 0) - 1)
                        .right(quantity)));
    }

    private static Inputs alone(Inputs in, String delta, String rows, int example) {
        Inputs one = in.rearranged(delta, array -> Rearrange.rows(array, example, example + 1));
        return rows == null ? one : one.rearranged(rows, array -> Rearrange.rows(array, example, example + 1));
    }

    private static Mistake mistake(String quantity, String name, String found, String check, WrongFormula formula) {
        return new Mistake(quantity, name, found, check, formula);
    }

    private static Mistake slope(String name, String found, WrongFormula formula) {
        return mistake("grad_ha", name, found, SLOPE, formula);
    }

    private static Mistake leaky(double slope) {
        return slope(
                "leaky-" + slope,
                "It has the derivative of the leaky rectifier (1, or " + Activations.percent(slope)
                        + " below 0) where cos(h^a) belongs.",
                in -> times(in, Activations.leakySlope(in.get("ha"), slope)));
    }

    private static Bounded times(Inputs in, Bounded slope) {
        return product(in.get("grad_hs"), slope);
    }

    private static Bounded one(Inputs in) {
        return exact(in.get("ha"), in.get("ha").value().map(z -> 1));
    }

    /** onehot_m(y), row by row. (n, m). */
    private static Bounded onehot(Inputs in) {
        int m = in.size("os", 1);
        double[] y = in.get("y").value().values();
        double[][] onehot = new double[y.length][];
        for (int e = 0; e < y.length; e++) {
            onehot[e] = Softmax.onehot(m, (int) y[e]);
        }
        return exact(in.get("os"), Tensor.matrix(onehot));
    }
}
