package org.crosscheck.compare;

import static org.crosscheck.compare.Catalogue.quantities;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.crosscheck.compare.Check.Kind;
import org.crosscheck.compare.Schema.Group;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;

/** Part 1 of the catalogue: derivatives of, and relationships between, basic functions. */
final class Part1 {

    private static final double KAPPA = ReferenceEngine.ARITHMETIC.kappa();
    private static final double U = Bounds.U;

    static final List<Question> QUESTIONS = List.of(
            new Question("1a", 2, "derivative of the rectifier", quantities("q1a")),
            new Question("1b", 1, "derivative of the sigmoid", quantities("q1b")),
            new Question(
                    "1c",
                    1,
                    "sigmoid from tanh",
                    List.of(identity(
                            "sigma by tanh",
                            Functions::sigmoid,
                            t -> 0.5 * (Functions.tanh(0.5 * t) + 1),
                            t -> sigmoidError(t) + 0.5 * (2 * KAPPA * U * Math.abs(Functions.tanh(0.5 * t)) + 2 * U)))),
            new Question(
                    "1d",
                    1,
                    "logarithm of the sigmoid",
                    List.of(identity(
                            "ln sigma",
                            t -> StrictMath.log(Functions.sigmoid(t)),
                            t -> -Functions.softplus(-t),
                            t -> sigmoidError(t) / Functions.sigmoid(t)
                                    + 2 * KAPPA * U * Math.abs(Functions.logSigmoid(t))
                                    + softplusError(-t)))),
            new Question(
                    "1e",
                    1,
                    "difference of two softplus",
                    List.of(identity(
                            "softplus difference",
                            t -> t,
                            t -> Functions.softplus(t) - Functions.softplus(-t),
                            t -> softplusError(t) + softplusError(-t) + U * Math.abs(t)))),
            new Question("1f", 1, "sign from indicators", quantities("q1f")),
            new Question("1g", 1, "gradient of the squared L2 norm", quantities("q1g")),
            new Question("1h", 1, "gradient of the L1 norm", quantities("q1h")),
            new Question("1i", 1, "softmax is not scale-invariant", List.of(notScaleInvariant())),
            new Question("1j", 1, "softmax is translation-invariant", List.of(translationInvariant())),
            new Question("1k", 1, "partial derivatives of the softmax", quantities(List.of("q1l"), "detailed")),
            new Question("1l", 1, "Jacobian of the softmax", quantities(List.of("q1l"), "dl4j")),
            new Question("1m", 2, "vector-Jacobian products in O(n)", quantities("q1m_sigmoid", "q1m_softmax")));

    private Part1() {}

    /** |computed - exact| of sigma(t): one exponential, a sum and a quotient. */
    private static double sigmoidError(double t) {
        return Bounds.rounded(2 * (KAPPA + 1) * U * Functions.sigmoid(t) + Double.MIN_NORMAL);
    }

    /** |computed - exact| of softplus(t): an exponential and a log1p, both of relative error 2 kappa u, and a sum. */
    private static double softplusError(double t) {
        double tail = StrictMath.log1p(StrictMath.exp(-Math.abs(t)));
        return Bounds.rounded(4 * KAPPA * U * tail + U * Functions.softplus(t) + Bounds.ETA);
    }

    private static Check identity(
            String quantity, DoubleUnaryOperator left, DoubleUnaryOperator right, DoubleUnaryOperator bound) {
        return new Check(quantity, Kind.IDENTITY, "left side", "right side", Group.FUNCTIONS, evidence -> {
            Tensor t = evidence.given().values().get("t");
            return Agreement.compare(
                    Bounds.map(t, left),
                    Bounds.map(t, right),
                    Bounds.map(t, x -> Bounds.rounded(bound.applyAsDouble(x))),
                    1);
        });
    }

    /** S(x + c) = S(x): adding c moves each logit by at most u |x_i + c|. */
    private static Check translationInvariant() {
        return new Check("softmax(x + c)", Kind.IDENTITY, "S(x)", "S(x + c)", Group.FUNCTIONS, evidence -> {
            Tensor x = evidence.given().values().get("x");
            double c = evidence.given().values().vector("v")[0];
            Tensor moved = Bounds.map(x, xi -> xi + c);
            Bounded movedExactly = new Bounded(moved, Bounds.map(moved, z -> U * Math.abs(z)));
            Tensor left = Tensor.vector(Softmax.softmax(x.values()));
            Tensor right = Tensor.vector(Softmax.softmax(moved.values()));
            Tensor bound = Bounds.add(
                    Bounds.softmax(new Bounded(x, null), left, KAPPA), Bounds.softmax(movedExactly, right, KAPPA));
            return Agreement.compare(left, right, bound, 1);
        });
    }

    /**
     * A counter-example: for x = (0, ln 2) and c = 2, S(x) = (1/3, 2/3) but S(c x) = (1/5, 4/5). Both are checked
     * against these values; they differ by 2/15.
     */
    private static Check notScaleInvariant() {
        return new Check("softmax(2 x)", Kind.IDENTITY, "exact", "softmax", Group.SHAPES, evidence -> {
            double ln2 = StrictMath.log(2);
            Tensor x = Tensor.matrix(new double[][] {{0, ln2}, {0, 2 * ln2}});
            Tensor exact = Tensor.matrix(new double[][] {{1 / 3.0, 2 / 3.0}, {1 / 5.0, 4 / 5.0}});
            Tensor right = Tensor.matrix(new double[][] {Softmax.softmax(x.rows()[0]), Softmax.softmax(x.rows()[1])});
            Bounded rounded = new Bounded(x, Bounds.map(x, z -> 2 * KAPPA * U * z));
            Tensor bound = Bounds.add(Bounds.softmax(rounded, right, KAPPA), Bounds.map(exact, value -> U * value));
            return Agreement.compare(exact, right, bound, 1);
        });
    }
}
