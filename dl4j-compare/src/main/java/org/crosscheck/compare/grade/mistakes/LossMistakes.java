package org.crosscheck.compare.grade.mistakes;

import static org.crosscheck.compare.grade.mistakes.BoundedMath.exact;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.exp;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.log;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.minus;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.product;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.rowSums;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.scaled;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.sum;

import java.util.List;
import org.crosscheck.compare.grade.mistakes.Mistake.WrongFormula;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;

/** Mistakes in the loss and the risk, 2d and 2e of the homework. */
final class LossMistakes {

    private static final String ONE_LOSS =
            "Take one example: exp(-L) must be o^s of its class, classes counted from 1.";
    private static final String FROM_LOGITS =
            "Take the loss from the logits, max + log sum exp(o^a - max) - o^a_y, with the max of each row.";
    private static final String MEAN = "Compare with L: R is its mean over the n examples.";

    static final List<Mistake> ALL = List.of(
            mistake(
                    "L",
                    "base-10",
                    "The logarithm is to base 10, not the natural one.",
                    ONE_LOSS,
                    in -> scaled(in.right("L"), 1 / StrictMath.log(10))),
            mistake(
                    "L",
                    "base-2",
                    "The logarithm is to base 2, not the natural one.",
                    ONE_LOSS,
                    in -> scaled(in.right("L"), 1 / StrictMath.log(2))),
            mistake(
                    "L",
                    "sign",
                    "The minus sign is missing.",
                    "A loss is at least 0.",
                    in -> scaled(in.right("L"), -1)),
            mistake(
                    "L",
                    "class-above",
                    "It takes the probability of the class after y (the first after the last): labels were taken as"
                            + " counted from 0.",
                    ONE_LOSS,
                    in -> in.with("y", MlpMistakes.shifted(in, 1)).right("L")),
            mistake(
                    "L",
                    "class-below",
                    "It takes the probability of the class before y (the last before the first): 1 was subtracted once"
                            + " too often.",
                    ONE_LOSS,
                    in -> in.with("y", MlpMistakes.shifted(in, -1)).right("L")),
            mistake(
                    "L",
                    "predicted",
                    "It takes the probability of the most probable class, not that of y.",
                    ONE_LOSS,
                    in -> in.with("y", predicted(in)).right("L")),
            mistake(
                    "L",
                    "all-classes",
                    "It adds up -log o^s over all classes, not only y.",
                    ONE_LOSS,
                    in -> firstColumn(rowSums(scaled(MlpMistakes.logSoftmax(in), -1)))),
            mistake(
                    "L",
                    "no-logarithm",
                    "It is -o^s_y: the logarithm is missing.",
                    "A loss is at least 0.",
                    in -> scaled(trueClass(in.get("os"), in), -1)),
            mistake(
                    "L",
                    "complement",
                    "It is 1 - o^s_y, not -log o^s_y.",
                    ONE_LOSS,
                    in -> minus(ones(trueClass(in.get("os"), in)), trueClass(in.get("os"), in))),
            mistake(
                    "L",
                    "no-log-sum",
                    "It is -o^a_y: the term log sum exp is missing.",
                    ONE_LOSS,
                    in -> scaled(trueClass(in.get("oa"), in), -1)),
            mistake(
                    "L",
                    "log-sum-only",
                    "It is log sum exp o^a: the term -o^a_y is missing.",
                    ONE_LOSS,
                    in -> sum(in.right("L"), 1, trueClass(in.get("oa"), in))),
            mistake(
                    "L",
                    "entropy",
                    "It is the entropy of o^s, -sum o^s log o^s: it does not depend on y.",
                    ONE_LOSS,
                    in -> firstColumn(scaled(rowSums(product(in.get("os"), log(in.get("os")))), -1))),
            mistake(
                    "L",
                    "binary",
                    "It adds -log(1 - o^s) of the other classes, the loss of separate yes/no questions.",
                    ONE_LOSS,
                    LossMistakes::binary),
            mistake(
                    "L",
                    "squared",
                    "It is the squared distance of o^s from onehot(y), not the logarithm.",
                    ONE_LOSS,
                    in -> firstColumn(rowSums(product(in.right("grad_oa"), in.right("grad_oa"))))),
            mistake(
                    "L",
                    "per-class",
                    "It is divided by the number of classes m: a mean where a sum belongs.",
                    ONE_LOSS,
                    in -> scaled(in.right("L"), 1.0 / in.size("oa", 1))),
            mistake(
                    "L",
                    "log-of-zero",
                    "It is infinite where o^s_y underflows to 0, whose logarithm it takes.",
                    FROM_LOGITS,
                    in -> notFinite(scaled(log(trueClass(in.get("os"), in)), -1))),
            mistake(
                    "L",
                    "overflow",
                    "exp(o^a) overflows in log sum exp: the largest logit of each row is not subtracted first.",
                    FROM_LOGITS,
                    in -> notFinite(minus(firstColumn(log(rowSums(exp(in.get("oa"))))), trueClass(in.get("oa"), in)))),
            mistake(
                    "R",
                    "sum",
                    "It is the sum of the losses, not their mean.",
                    MEAN,
                    in -> scaled(in.right("R"), in.size("L", 0))),
            mistake(
                    "R",
                    "n-1",
                    "The sum is divided by n - 1, not by n.",
                    MEAN,
                    in -> in.size("L", 0) == 1
                            ? null
                            : scaled(in.right("R"), in.size("L", 0) / (in.size("L", 0) - 1.0))),
            mistake(
                    "R",
                    "per-class",
                    "The mean is divided by the number of classes m as well.",
                    MEAN,
                    in -> scaled(in.right("R"), 1.0 / in.size("os", 1))),
            mistake("R", "first", "It is the loss of the first example alone.", MEAN, in -> in.rearranged(
                            "L", loss -> Rearrange.rows(loss, 0, 1))
                    .right("R")),
            mistake("R", "last", "It is the loss of the last example alone.", MEAN, in -> in.rearranged(
                            "L", loss -> Rearrange.rows(loss, loss.shape()[0] - 1, loss.shape()[0]))
                    .right("R")));

    private LossMistakes() {}

    private static Mistake mistake(String quantity, String name, String found, String check, WrongFormula formula) {
        return new Mistake(quantity, name, found, check, formula);
    }

    /** Null where all is finite, since that is the loss. */
    private static Bounded notFinite(Bounded loss) {
        return MlpMistakes.isFinite(loss) ? null : loss;
    }

    private static Bounded ones(Bounded like) {
        return exact(like, like.value().map(x -> 1));
    }

    private static Bounded predicted(Inputs in) {
        double[][] oa = in.get("oa").value().rows();
        double[] classes = new double[oa.length];
        for (int e = 0; e < oa.length; e++) {
            classes[e] = 1 + Softmax.argmax(oa[e]);
        }
        return exact(in.get("y"), Tensor.vector(classes));
    }

    /** -log o^s_y - sum over k != y of log(1 - o^s_k). */
    private static Bounded binary(Inputs in) {
        Bounded complement = minus(ones(in.get("os")), in.get("os"));
        Bounded all = scaled(log(complement), -1);
        Bounded others = minus(firstColumn(rowSums(all)), trueClass(all, in));
        return sum(in.right("L"), 1, others);
    }

    /** The element of class y of each row: (n, m) to (n). */
    private static Bounded trueClass(Bounded x, Inputs in) {
        double[] y = in.get("y").value().values();
        int m = x.value().shape()[1];
        Tensor value = Tensor.zeros(y.length);
        Tensor error = Tensor.zeros(y.length);
        for (int e = 0; e < y.length; e++) {
            value.values()[e] = x.value().values()[e * m + (int) y[e] - 1];
            error.values()[e] = x.errorAt(e * m + (int) y[e] - 1);
        }
        return new Bounded(value, error, x.precision());
    }

    private static Bounded firstColumn(Bounded x) {
        int m = x.value().shape()[1];
        return BoundedMath.rearranged(x, matrix -> {
            Tensor column = Tensor.zeros(matrix.shape()[0]);
            for (int e = 0; e < column.values().length; e++) {
                column.values()[e] = matrix.values()[e * m];
            }
            return column;
        });
    }
}
