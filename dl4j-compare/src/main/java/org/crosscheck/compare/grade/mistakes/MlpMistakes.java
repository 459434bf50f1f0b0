package org.crosscheck.compare.grade.mistakes;

import static org.crosscheck.compare.grade.mistakes.BoundedMath.cosine;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.exact;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.exactly;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.exp;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.minus;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.quotient;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.rowSums;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.scaled;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.sigmoid;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.sine;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.tanh;

import java.util.List;
import org.crosscheck.compare.grade.mistakes.Mistake.WrongFormula;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Tensor;

/** Mistakes in the forward pass of part 2 of the homework, 2a to 2c. */
final class MlpMistakes {

    private static final String AT_ZERO_X = "For an x of zeros h^a must be b(1).";
    private static final String AT_ZERO_H = "For an h^s of zeros o^a must be b(2).";
    private static final String ONE_ELEMENT =
            "Compute one element by hand, as the sum over its index, from a row of W.";
    private static final String SINE_RANGE = "Compare one element with the sine, in radians, of h^a at the same place.";
    private static final String SUMS_TO_1 =
            "Add up the probabilities of one example: they must be positive and sum to 1.";
    private static final String EXPONENTIALS =
            "Divide two probabilities of one example: the quotient is exp of the difference of their logits.";

    static final List<Mistake> ALL = List.of(
            mistake("ha", "no-bias", "The bias b(1) is not added.", AT_ZERO_X, in -> in.with("b1", zeros(in.get("b1")))
                    .right("ha")),
            mistake("ha", "minus-bias", "The bias b(1) is subtracted.", AT_ZERO_X, in -> in.with(
                            "b1", scaled(in.get("b1"), -1))
                    .right("ha")),
            mistake(
                    "ha",
                    "reshaped",
                    "W(1) was reshaped to d x dh where it should have been transposed.",
                    ONE_ELEMENT,
                    in -> reshaped(in, "W1", "ha")),
            mistake(
                    "ha",
                    "transposed",
                    "W(1) is transposed.",
                    ONE_ELEMENT,
                    in -> square(in, "W1")
                            ? in.rearranged("W1", Rearrange::transposed).right("ha")
                            : null),
            mistake("hs", "cosine", "It is cos(h^a), not sin(h^a).", SINE_RANGE, in -> cosine(in.get("ha"))),
            mistake("hs", "identity", "The activation is missing: it is h^a.", SINE_RANGE, in -> in.get("ha")),
            mistake("hs", "tanh", "It is tanh(h^a), not sin(h^a).", SINE_RANGE, in -> tanh(in.get("ha"))),
            mistake(
                    "hs",
                    "sigmoid",
                    "It is the sigmoid of h^a, not its sine.",
                    SINE_RANGE,
                    in -> sigmoid(in.get("ha"))),
            mistake(
                    "hs",
                    "rectifier",
                    "It is the rectifier of h^a, not its sine.",
                    SINE_RANGE,
                    in -> exactly(in.get("ha"), Functions::rectifier)),
            mistake(
                    "hs",
                    "softplus",
                    "It is the softplus of h^a, not its sine.",
                    SINE_RANGE,
                    in -> Activations.softplus(in.get("ha"))),
            leaky("hs", 0.01),
            leaky("hs", 0.1),
            leaky("hs", 0.2),
            leaky("hs", 0.3),
            mistake(
                    "hs",
                    "elu",
                    "It is the ELU of h^a (exp(z) - 1 below 0), not its sine.",
                    SINE_RANGE,
                    in -> Activations.elu(in.get("ha"))),
            mistake(
                    "hs",
                    "degrees",
                    "h^a was taken to be in degrees; phi takes radians.",
                    SINE_RANGE,
                    in -> sine(scaled(in.get("ha"), Math.PI / 180))),
            mistake(
                    "hs",
                    "no-bias",
                    "It is the sine of W(1) x, without b(1).",
                    AT_ZERO_X,
                    in -> sine(in.with("b1", zeros(in.get("b1"))).right("ha"))),
            mistake("oa", "no-bias", "The bias b(2) is not added.", AT_ZERO_H, in -> in.with("b2", zeros(in.get("b2")))
                    .right("oa")),
            mistake("oa", "minus-bias", "The bias b(2) is subtracted.", AT_ZERO_H, in -> in.with(
                            "b2", scaled(in.get("b2"), -1))
                    .right("oa")),
            mistake(
                    "oa",
                    "ha-for-hs",
                    "It is computed from h^a: the activation is missing.",
                    "Compute one element by hand from h^s.",
                    in -> in.with("hs", in.get("ha")).right("oa")),
            mistake(
                    "oa",
                    "reshaped",
                    "W(2) was reshaped to dh x m where it should have been transposed.",
                    ONE_ELEMENT,
                    in -> reshaped(in, "W2", "oa")),
            mistake(
                    "oa",
                    "transposed",
                    "W(2) is transposed.",
                    ONE_ELEMENT,
                    in -> square(in, "W2")
                            ? in.rearranged("W2", Rearrange::transposed).right("oa")
                            : null),
            mistake(
                    "os",
                    "over-batch",
                    "The softmax runs over the examples, not over the classes.",
                    SUMS_TO_1,
                    in -> BoundedMath.rearranged(
                            in.rearranged("oa", Rearrange::transposed).right("os"), Rearrange::transposed)),
            mistake(
                    "os",
                    "over-batch-shifted",
                    "The sum of the softmax runs over the examples, not over the classes; the shift is that of each row.",
                    SUMS_TO_1,
                    MlpMistakes::overBatchShifted),
            mistake(
                    "os",
                    "batch-maximum",
                    "The logits are shifted by the largest of the whole batch: where a row lies far below it, all its"
                            + " exponentials underflow.",
                    "Subtract from each row its own largest logit.",
                    MlpMistakes::batchMaximum),
            mistake(
                    "os",
                    "overflow",
                    "exp(o^a) overflows, or underflows in a whole row: the largest logit of each row is not subtracted first.",
                    "Subtract from each row its own largest logit: the softmax stays the same (question 1j).",
                    MlpMistakes::overflow),
            mistake(
                    "os",
                    "over-all",
                    "The softmax runs over all examples and classes together.",
                    SUMS_TO_1,
                    MlpMistakes::overAll),
            mistake(
                    "os",
                    "unnormalised",
                    "It is exp(o^a), not divided by the sum.",
                    SUMS_TO_1,
                    in -> exp(in.get("oa"))),
            mistake(
                    "os",
                    "unnormalised-shifted",
                    "It is exp(o^a - max), not divided by the sum.",
                    SUMS_TO_1,
                    in -> exp(minus(in.get("oa"), rowMaxima(in.get("oa"))))),
            mistake(
                    "os",
                    "no-exponential",
                    "It is o^a divided by its sum: the exponential is missing.",
                    EXPONENTIALS,
                    in -> quotient(in.get("oa"), rowSums(in.get("oa")))),
            mistake(
                    "os",
                    "sigmoid",
                    "It is the sigmoid of each logit, not the softmax.",
                    SUMS_TO_1,
                    in -> sigmoid(in.get("oa"))),
            mistake("os", "logarithm", "It is the logarithm of the softmax.", SUMS_TO_1, MlpMistakes::logSoftmax),
            mistake(
                    "os",
                    "base-2",
                    "It has powers of 2 where the softmax has powers of e.",
                    EXPONENTIALS,
                    in -> in.with("oa", scaled(in.get("oa"), StrictMath.log(2))).right("os")),
            mistake("os", "negative", "It is the softmax of -o^a.", EXPONENTIALS, in -> in.with(
                            "oa", scaled(in.get("oa"), -1))
                    .right("os")));

    private MlpMistakes() {}

    private static Mistake mistake(String quantity, String name, String found, String check, WrongFormula formula) {
        return new Mistake(quantity, name, found, check, formula);
    }

    private static Mistake leaky(String quantity, double slope) {
        return mistake(
                quantity,
                "leaky-" + slope,
                "It is the leaky rectifier of h^a (" + Activations.percent(slope) + " of it below 0), not its sine.",
                SINE_RANGE,
                in -> Activations.leaky(in.get("ha"), slope));
    }

    /** exp(o^a - max of its row) over the sum of these over the examples. */
    private static Bounded overBatchShifted(Inputs in) {
        Bounded shifted = exp(minus(in.get("oa"), rowMaxima(in.get("oa"))));
        Bounded sums = BoundedMath.rearranged(
                rowSums(BoundedMath.rearranged(shifted, Rearrange::transposed)), Rearrange::transposed);
        return quotient(shifted, sums);
    }

    /** exp(o^a - max) over its row's sum; null where nothing underflows, since that is the softmax. */
    private static Bounded batchMaximum(Inputs in) {
        Bounded oa = in.get("oa");
        double max = java.util.Arrays.stream(oa.value().values()).max().orElseThrow();
        boolean underflows =
                java.util.Arrays.stream(oa.value().values()).anyMatch(z -> StrictMath.exp(z - max) < Double.MIN_NORMAL);
        if (!underflows) {
            return null;
        }
        Bounded shifted = exp(minus(oa, exact(oa, oa.value().map(z -> max))));
        return quotient(shifted, rowSums(shifted));
    }

    /** exp(o^a) over its row's sum; null where nothing overflows and no sum is 0, since that is the softmax. */
    private static Bounded overflow(Inputs in) {
        Bounded exponentials = exp(in.get("oa"));
        Bounded softmax = quotient(exponentials, rowSums(exponentials));
        return isFinite(softmax) && isFinite(exponentials) ? null : softmax;
    }

    static boolean isFinite(Bounded x) {
        return java.util.Arrays.stream(x.value().values()).allMatch(Double::isFinite);
    }

    static Bounded zeros(Bounded like) {
        return exact(like, Tensor.zeros(like.value().shape()));
    }

    static boolean square(Inputs in, String key) {
        return in.size(key, 0) == in.size(key, 1);
    }

    /** With W (a, b) read as (b, a) and transposed, as in X W.reshape(b, a); for a square W that changes nothing. */
    static Bounded reshaped(Inputs in, String key, String quantity) {
        return square(in, key)
                ? null
                : in.rearranged(key, w -> Rearrange.transposed(Rearrange.reshaped(w, w.shape()[1], w.shape()[0])))
                        .right(quantity);
    }

    /** The classes shifted by one, wrapping around from m to 1. */
    static Bounded shifted(Inputs in, int by) {
        int m = in.size("oa", 1);
        return exact(in.get("y"), in.get("y").value().map(y -> 1 + Math.floorMod((int) y - 1 + by, m)));
    }

    private static Bounded overAll(Inputs in) {
        int[] shape = in.get("oa").value().shape();
        Bounded all = in.rearranged("oa", oa -> Rearrange.reshaped(oa, 1, shape[0] * shape[1]))
                .right("os");
        return BoundedMath.rearranged(all, os -> Rearrange.reshaped(os, shape));
    }

    /** The largest element of each row, in every place of the row. */
    private static Bounded rowMaxima(Bounded x) {
        int m = x.value().shape()[1];
        Tensor maxima = Tensor.zeros(x.value().shape());
        Tensor errors = Tensor.zeros(x.value().shape());
        for (int i = 0; i < maxima.values().length; i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = i - i % m; j < i - i % m + m; j++) {
                largest = Math.max(largest, x.value().values()[j]);
                errors.values()[i] = Math.max(errors.values()[i], x.errorAt(j));
            }
            maxima.values()[i] = largest;
        }
        return new Bounded(maxima, errors, x.precision());
    }

    /** log o^s, column by column as minus the loss of each class. (n, m). */
    static Bounded logSoftmax(Inputs in) {
        int n = in.size("oa", 0);
        int m = in.size("oa", 1);
        Tensor value = Tensor.zeros(n, m);
        Tensor error = Tensor.zeros(n, m);
        for (int k = 0; k < m; k++) {
            double label = k + 1;
            Bounded loss = in.with("y", exact(in.get("y"), in.get("y").value().map(y -> label)))
                    .right("L");
            for (int e = 0; e < n; e++) {
                value.values()[e * m + k] = -loss.value().values()[e];
                error.values()[e * m + k] = loss.errorAt(e);
            }
        }
        return new Bounded(value, error, in.get("oa").precision());
    }
}
