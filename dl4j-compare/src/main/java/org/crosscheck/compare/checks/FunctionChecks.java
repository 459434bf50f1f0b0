package org.crosscheck.compare.checks;

import static org.crosscheck.compare.checks.Checks.checks;
import static org.crosscheck.compare.checks.Checks.elements;
import static org.crosscheck.compare.checks.Checks.matrixForm;
import static org.crosscheck.compare.checks.Checks.quantities;
import static org.crosscheck.compare.checks.GradientChecks.function;
import static org.crosscheck.compare.checks.GradientChecks.vectorJacobian;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.oracle.Counting;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.steps.BasicFunctions;
import org.crosscheck.compare.steps.ReferenceEngine;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Tensor;

/** Part 1 of the catalogue, questions 1a to 1m: derivatives of, and relationships between, basic functions. */
final class FunctionChecks {

    private static final double KAPPA = ReferenceEngine.ARITHMETIC.kappa();
    private static final double U = Bounds.U;

    /** {@link StrictMath#tanh} is the one elementary function here that is only within 2.5 ulps. */
    private static final double TANH_ULPS = 2.5;

    static final List<Question> QUESTIONS = List.of(
            Question.of("1a", checks(quantities("q1a"), List.of(function("q1a", "rectifier")))),
            Question.of("1b", checks(quantities("q1b"), List.of(function("q1b", "sigmoid")))),
            Question.of(
                    "1c",
                    List.of(identity(
                            "sigma by tanh",
                            BasicFunctions::sigmoid,
                            (f, t) -> 0.5 * (f.tanh(0.5 * t) + 1),
                            t -> sigmoidError(t)
                                    + 0.5 * (2 * TANH_ULPS * U * Math.abs(Functions.tanh(0.5 * t)) + 2 * U)))),
            Question.of(
                    "1d",
                    List.of(identity(
                            "exp(ln sigma)",
                            BasicFunctions::sigmoid,
                            (f, t) -> StrictMath.exp(-f.softplus(-t)),
                            t -> sigmoidError(t)
                                    + Functions.sigmoid(t) * (softplusError(-t) + 2 * KAPPA * U)
                                    + Bounds.ETA))),
            Question.of(
                    "1e",
                    List.of(identity(
                            "softplus difference",
                            (f, t) -> t,
                            (f, t) -> f.softplus(t) - f.softplus(-t),
                            t -> softplusError(t) + softplusError(-t) + U * Math.abs(t)))),
            Question.of("1f", quantities("q1f")),
            Question.of("1g", checks(quantities("q1g"), List.of(function("q1g", "squared_norm2")))),
            Question.of("1h", checks(quantities("q1h"), List.of(function("q1h", "norm1")))),
            Question.of("1i", List.of(notScaleInvariant(), scaledByZero(), constantVector())),
            Question.of("1j", List.of(translationInvariant())),
            Question.of("1k", elements("q1l")),
            Question.of("1l", checks(matrixForm("q1l"), List.of(function("q1l", "softmax")))),
            Question.of(
                    "1m",
                    checks(
                            quantities("q1m_sigmoid", "q1m_softmax"),
                            List.of(
                                    vectorJacobian("q1m_sigmoid", "sigmoid"),
                                    vectorJacobian("q1m_softmax", "softmax"),
                                    operations("q1m_sigmoid", 1),
                                    operations("q1m_softmax", 4)))));

    private FunctionChecks() {}

    /** Questions 1c and 1d: |computed - exact| of sigma(t): one exponential, a sum and a quotient. */
    private static double sigmoidError(double t) {
        return Bounds.rounded(2 * (KAPPA + 1) * U * Functions.sigmoid(t) + Double.MIN_NORMAL);
    }

    /**
     * Questions 1d and 1e: |computed - exact| of softplus(t): an exponential and a log1p, both of relative error 2
     * kappa u, and a sum.
     */
    private static double softplusError(double t) {
        double tail = StrictMath.log1p(StrictMath.exp(-Math.abs(t)));
        return Bounds.rounded(4 * KAPPA * U * tail + U * Functions.softplus(t) + Bounds.ETA);
    }

    /**
     * Questions 1c to 1e: left = right at each t. 1d is checked with exp taken of both sides: a relative error of sigma
     * is an absolute one of its logarithm, and ln 0 is not asked for where sigma underflows.
     */
    private static Check identity(String quantity, Side left, Side right, DoubleUnaryOperator bound) {
        return new Check(quantity, Kind.IDENTITY, "left side", "right side", Group.FUNCTIONS, evidence -> {
            Tensor t = evidence.given().values().get("t");
            BasicFunctions functions = functions(evidence);
            return Agreement.compare(
                    t.map(ti -> left.at(functions, ti)),
                    t.map(ti -> right.at(functions, ti)),
                    t.map(x -> Bounds.rounded(bound.applyAsDouble(x))),
                    1);
        });
    }

    /** One side of an identity, made of the reference's functions. */
    @FunctionalInterface
    private interface Side {
        double at(BasicFunctions functions, double t);
    }

    private static BasicFunctions functions(Evidence evidence) {
        return evidence.engine("reference").functions();
    }

    /** Question 1j: S(x + c) = S(x): adding c moves each logit by at most u |x_i + c|. */
    private static Check translationInvariant() {
        return new Check("softmax(x + c)", Kind.IDENTITY, "S(x)", "S(x + c)", Group.FUNCTIONS, evidence -> {
            Tensor x = evidence.given().values().get("x");
            double c = evidence.given().values().vector("v")[0];
            Tensor moved = x.map(xi -> xi + c);
            Bounded movedExactly = new Bounded(moved, moved.map(z -> U * Math.abs(z)));
            Tensor left = Tensor.vector(functions(evidence).softmax(x.values()));
            Tensor right = Tensor.vector(functions(evidence).softmax(moved.values()));
            Tensor bound =
                    Bounds.softmax(new Bounded(x, null), left, KAPPA).plus(Bounds.softmax(movedExactly, right, KAPPA));
            return Agreement.compare(left, right, bound, 1);
        });
    }

    /**
     * Question 1i: a counter-example: for x = (0, ln 2) and c = 2, S(x) = (1/3, 2/3) but S(c x) = (1/5, 4/5). Both are
     * checked against these values; they differ by 2/15.
     */
    private static Check notScaleInvariant() {
        double ln2 = StrictMath.log(2);
        Tensor x = Tensor.matrix(new double[][] {{0, ln2}, {0, 2 * ln2}});
        Tensor exact = Tensor.matrix(new double[][] {{1 / 3.0, 2 / 3.0}, {1 / 5.0, 4 / 5.0}});
        return new Check("softmax(2 x)", Kind.IDENTITY, "by hand", "reference", Group.SHAPES, evidence -> {
            Bounded logits = new Bounded(x, x.map(z -> 2 * KAPPA * U * z));
            Tensor right = Tensor.matrix(
                    Arrays.stream(x.rows()).map(functions(evidence)::softmax).toArray(double[][]::new));
            Tensor bound = Bounds.softmax(logits, right, KAPPA).plus(exact.map(value -> U * value));
            return Agreement.compare(exact, right, bound, 1);
        });
    }

    /** Question 1i: the exception of 1i at c = 0, for every x: all classes become equal, 1/n exactly. */
    private static Check scaledByZero() {
        return uniform("softmax(0 x)", x -> 0 * x);
    }

    /**
     * Question 1i: the exception of 1i for every c: a constant vector stays constant, so all classes stay equal; here c
     * = 7.
     */
    private static Check constantVector() {
        return uniform("softmax(7 const)", x -> 7 * 3.0);
    }

    private static Check uniform(String name, DoubleUnaryOperator logits) {
        return new Check(name, Kind.IDENTITY, "1/n", "reference", Group.FUNCTIONS, evidence -> {
            Tensor x = evidence.given().values().get("x");
            Tensor exact = x.map(xi -> 1.0 / x.values().length);
            Tensor found =
                    Tensor.vector(functions(evidence).softmax(x.map(logits).values()));
            return Agreement.compare(exact, found, Bounds.exact(exact), 1);
        });
    }

    /**
     * Question 1m: the operations of the product without the Jacobian, counted while the formula runs for n = 8, 16,
     * 32: a constant times n; through the full Jacobian they grow with n^2. Functions of x alone (sigma, S) are not
     * counted: the forward pass has them.
     *
     * @param perElement multiplications, additions and subtractions per element
     */
    static Check operations(String quantity, int perElement) {
        return new Check("count " + quantity, Kind.SHAPE, "formula", "counted", Group.SHAPES, evidence -> {
            double[] expected = new double[6];
            double[] counted = new double[6];
            for (int i = 0; i < 3; i++) {
                int n = 8 << i;
                expected[i] = quantity.endsWith("softmax") ? perElement * n - 1 : perElement * n;
                expected[i + 3] = quantity.endsWith("softmax") ? 4 * n * n - n : 2 * n * n - n;
                counted[i] = Counting.product(quantity, n);
                counted[i + 3] = Counting.throughJacobian(quantity, n);
            }
            Tensor left = Tensor.vector(expected);
            return Agreement.compare(left, Tensor.vector(counted), Bounds.exact(left));
        });
    }
}
