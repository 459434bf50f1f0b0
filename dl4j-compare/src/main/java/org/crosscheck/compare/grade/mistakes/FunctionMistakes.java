package org.crosscheck.compare.grade.mistakes;

import static org.crosscheck.compare.grade.mistakes.BoundedMath.exact;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.exactly;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.map;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.minus;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.product;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.rowSums;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.scaled;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.sigmoid;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.stepwise;
import static org.crosscheck.compare.grade.mistakes.BoundedMath.sum;

import java.util.List;
import org.crosscheck.compare.grade.mistakes.Mistake.WrongFormula;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;

/** Mistakes in part 1 of the homework. */
final class FunctionMistakes {

    private static final String AT_ZERO = "Look at the element where t is 0.";
    private static final String AT_NEGATIVE = "Look at an element where the argument is negative.";
    private static final String SIGMA_PRIME = "At t = 0, sigma is 1/2 and its slope 1/4.";
    private static final String ROW_SUMS =
            "Add up a row: the Jacobian's rows sum to 0, since the probabilities sum to 1.";

    static final List<Mistake> ALL = List.of(
            q1a("one-at-0", "The derivative of the rectifier is 1 at 0.", AT_ZERO, t -> t >= 0 ? 1 : 0),
            q1a("half-at-0", "The derivative of the rectifier is 1/2 at 0.", AT_ZERO, Functions::heaviside),
            q1a("sign", "It is the sign of t.", AT_NEGATIVE, Functions::sign),
            mistake(
                    "q1a",
                    "rectifier",
                    "It is the rectifier itself, not its derivative.",
                    "Look at the element where t is largest: the slope of max(0, t) is the same for all t > 0.",
                    in -> exactly(in.get("t"), Functions::rectifier)),
            mistake(
                    "q1b",
                    "sigmoid",
                    "It is the sigmoid itself, not its derivative.",
                    SIGMA_PRIME,
                    in -> sigmoid(in.get("t"))),
            mistake(
                    "q1b",
                    "squared",
                    "It is sigma(t)^2.",
                    "For large t the slope of sigma goes to 0.",
                    in -> product(sigmoid(in.get("t")), sigmoid(in.get("t")))),
            mistake(
                    "q1b",
                    "tanh",
                    "It is 1 - sigma(t)^2, the form of the derivative of tanh.",
                    SIGMA_PRIME,
                    in -> minus(ones(in.get("t")), product(sigmoid(in.get("t")), sigmoid(in.get("t"))))),
            mistake(
                    "q1b",
                    "plus",
                    "It is sigma(t) (1 + sigma(t)): a plus where a minus belongs.",
                    SIGMA_PRIME,
                    in -> product(sigmoid(in.get("t")), sum(ones(in.get("t")), 1, sigmoid(in.get("t"))))),
            mistake(
                    "q1b",
                    "complement",
                    "It is 1 - sigma(t): the factor sigma(t) is missing.",
                    SIGMA_PRIME,
                    in -> minus(ones(in.get("t")), sigmoid(in.get("t")))),
            mistake(
                    "q1b",
                    "negative",
                    "The sign is flipped.",
                    "The sigmoid rises everywhere.",
                    in -> scaled(in.right("q1b"), -1)),
            q1f("one-at-0", "The sign of 0 is 1.", AT_ZERO, t -> t >= 0 ? 1 : -1),
            q1f("minus-one-at-0", "The sign of 0 is -1.", AT_ZERO, t -> t > 0 ? 1 : -1),
            q1f("heaviside", "It is the Heaviside step, not the sign.", AT_NEGATIVE, Functions::heaviside),
            q1f(
                    "indicator",
                    "It is 1 for t > 0 and 0 elsewhere: the second indicator is missing.",
                    AT_NEGATIVE,
                    t -> t > 0 ? 1 : 0),
            mistake("q1g", "half", "The factor 2 is missing.", "Differentiate x^2 for one x.", in -> in.get("x")),
            mistake(
                    "q1g",
                    "squares",
                    "It is x^2, the term of the sum, not its derivative.",
                    "Look at an element where x is negative.",
                    in -> product(in.get("x"), in.get("x"))),
            mistake(
                    "q1g",
                    "absolute",
                    "It is 2 |x|: the sign is lost.",
                    AT_NEGATIVE,
                    in -> scaled(exactly(in.get("x"), Math::abs), 2)),
            mistake(
                    "q1g",
                    "value",
                    "It is the sum of squares itself, a number: its gradient has an element for each of x.",
                    "Print the shape: it must be that of x.",
                    in -> first(total(product(in.get("x"), in.get("x"))))),
            mistake(
                    "q1g",
                    "unit",
                    "It is x / |x|, the gradient of the norm, not of its square.",
                    "Its norm is 1; that of the gradient of the square is twice the norm of x.",
                    in -> unit(in.get("x"))),
            mistake(
                    "q1h",
                    "absolute",
                    "It is |x|, the term of the sum, not its derivative.",
                    "The slope of |x| is 1 or -1.",
                    in -> exactly(in.get("x"), Math::abs)),
            mistake(
                    "q1h",
                    "ones",
                    "It is 1 everywhere: the sign is lost.",
                    AT_NEGATIVE,
                    in -> stepwise(in.get("x"), x -> 1)),
            mistake(
                    "q1h",
                    "value",
                    "It is the sum of absolute values itself, a number: its gradient has an element for each of x.",
                    "Print the shape: it must be that of x.",
                    in -> first(total(exactly(in.get("x"), Math::abs)))),
            atZero("one-at-0", "The sign of 0 is 1.", x -> x >= 0 ? 1 : -1),
            atZero("minus-one-at-0", "The sign of 0 is -1.", x -> x > 0 ? 1 : -1),
            mistake("q1h", "identity", "It is x itself.", "The slope of |x| is 1 or -1.", in -> in.get("x")),
            mistake(
                    "q1h",
                    "indicator",
                    "It is 1 for x > 0 and 0 elsewhere.",
                    AT_NEGATIVE,
                    in -> stepwise(in.get("x"), x -> x > 0 ? 1 : 0)),
            mistake(
                    "q1l",
                    "no-diagonal",
                    "The term diag(S) is missing.",
                    ROW_SUMS,
                    in -> scaled(outer(softmax(in)), -1)),
            mistake(
                    "q1l",
                    "diagonal-only",
                    "All elements off the diagonal are 0: the softmax was differentiated as if each S_i depended on x_i"
                            + " alone.",
                    ROW_SUMS,
                    in -> product(in.right("q1l"), exact(in.get("x"), identity(in.size("x", 0))))),
            mistake(
                    "q1l",
                    "plus",
                    "It is diag(S) + S S^T: a plus where a minus belongs.",
                    ROW_SUMS,
                    in -> sum(diagonal(softmax(in)), 1, outer(softmax(in)))),
            mistake(
                    "q1l",
                    "diagonal-of-s",
                    "It is diag(S): the term S S^T is missing.",
                    ROW_SUMS,
                    in -> diagonal(softmax(in))),
            mistake(
                    "q1l",
                    "no-factor",
                    "It is S_i - S_j on the diagonal and -S_j off it: the factor S_i of the second term is missing.",
                    ROW_SUMS,
                    in -> minus(
                            diagonal(softmax(in)),
                            BoundedMath.rearranged(columns(softmax(in)), Rearrange::transposed))),
            mistake(
                    "q1l",
                    "no-other-factor",
                    "It is S_i - S_i on the diagonal and -S_i off it: the factor S_j of the second term is missing.",
                    ROW_SUMS,
                    in -> minus(diagonal(softmax(in)), columns(softmax(in)))),
            mistake(
                    "q1m_sigmoid",
                    "no-v",
                    "It does not depend on v: the product with v is missing.",
                    "With v = 0 the result must be 0.",
                    in -> in.with("v", ones(in.get("v"))).right("q1m_sigmoid")),
            mistake(
                    "q1m_sigmoid",
                    "no-derivative",
                    "It is sigma(x) v: the derivative of sigma is missing.",
                    "Where x is large the result must be near 0.",
                    in -> product(sigmoid(in.get("x")), in.get("v"))),
            mistake(
                    "q1m_softmax",
                    "diagonal-only",
                    "It is S (1 - S) v: only the diagonal of the Jacobian was used.",
                    "Add up the result: its elements sum to 0, since the columns of the Jacobian do.",
                    in -> product(product(softmax(in), minus(ones(in.get("x")), softmax(in))), in.get("v"))),
            mistake(
                    "q1m_softmax",
                    "no-dot",
                    "It is S v, element by element: the term with the inner product of S and v is missing.",
                    "Add up the result: its elements sum to 0.",
                    in -> product(softmax(in), in.get("v"))),
            mistake(
                    "q1m_softmax",
                    "plus",
                    "It is S (v + <S, v>): a plus where a minus belongs.",
                    "Add up the result: its elements sum to 0.",
                    in -> product(softmax(in), sum(in.get("v"), 1, total(product(softmax(in), in.get("v")))))),
            mistake(
                    "q1m_softmax",
                    "plain-sum",
                    "It is S (v - sum of v): the sum is not weighted with S.",
                    "Add up the result: its elements sum to 0.",
                    in -> product(softmax(in), minus(in.get("v"), total(in.get("v"))))),
            mistake(
                    "q1m_softmax",
                    "no-factor",
                    "It is v - <S, v>: the factor S is missing.",
                    "Where S is near 0 the result must be near 0.",
                    in -> minus(in.get("v"), total(product(softmax(in), in.get("v"))))));

    private FunctionMistakes() {}

    private static Mistake mistake(String quantity, String name, String found, String check, WrongFormula formula) {
        return new Mistake(quantity, name, found, check, formula);
    }

    private static Mistake q1a(String name, String found, String check, java.util.function.DoubleUnaryOperator f) {
        return mistake("q1a", name, found, check, in -> stepwise(in.get("t"), f));
    }

    private static Mistake q1f(String name, String found, String check, java.util.function.DoubleUnaryOperator f) {
        return mistake("q1f", name, found, check, in -> stepwise(in.get("t"), f));
    }

    /** A derivative of |x| at 0, in a case whose x has one. */
    private static Mistake atZero(String name, String found, java.util.function.DoubleUnaryOperator f) {
        return mistake(
                "q1h",
                name,
                found,
                "Look at the element where x is 0.",
                in -> java.util.Arrays.stream(in.get("x").value().values()).anyMatch(x -> x == 0)
                        ? stepwise(in.get("x"), f)
                        : null);
    }

    /** The first element, as a number. */
    private static Bounded first(Bounded x) {
        return BoundedMath.rearranged(x, values -> Rearrange.reshaped(Rearrange.firstElement(values)));
    }

    private static Bounded ones(Bounded like) {
        return exact(like, like.value().map(x -> 1));
    }

    private static Tensor identity(int p) {
        Tensor identity = Tensor.zeros(p, p);
        for (int i = 0; i < p; i++) {
            identity.values()[i * p + i] = 1;
        }
        return identity;
    }

    /** S(x), shape (p). */
    private static Bounded softmax(Inputs in) {
        Bounded x = in.get("x");
        Tensor s = Tensor.vector(Softmax.softmax(x.value().values()));
        return new Bounded(s, Bounds.softmax(x, s, BoundedMath.KAPPA), x.precision());
    }

    /** x / |x|. */
    private static Bounded unit(Bounded x) {
        return BoundedMath.quotient(x, BoundedMath.sqrt(total(product(x, x))));
    }

    /** The sum of a vector, in each of its places. */
    private static Bounded total(Bounded x) {
        int p = x.value().values().length;
        Bounded row = BoundedMath.rearranged(x, vector -> Rearrange.reshaped(vector, 1, p));
        return BoundedMath.rearranged(rowSums(row), sums -> Rearrange.reshaped(sums, p));
    }

    /** diag(s). */
    private static Bounded diagonal(Bounded s) {
        int p = s.value().values().length;
        return product(columns(s), exact(s, identity(p)));
    }

    /** s s^T. */
    private static Bounded outer(Bounded s) {
        return product(columns(s), BoundedMath.rearranged(columns(s), Rearrange::transposed));
    }

    /** s in every column: (p) to (p, p). */
    private static Bounded columns(Bounded s) {
        int p = s.value().values().length;
        Tensor zeros = Tensor.zeros(p, p);
        Bounded spread = map(exact(s, zeros), x -> 0, (x, fx, e) -> 0);
        for (int i = 0; i < p * p; i++) {
            spread.value().values()[i] = s.value().values()[i / p];
            spread.error().values()[i] = s.errorAt(i / p);
        }
        return spread;
    }
}
