package org.crosscheck.compare;

import static org.crosscheck.reference.Tensor.matrix;
import static org.crosscheck.reference.Tensor.vector;

import java.util.List;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;

/** Part 1 of the homework as steps: the functions at t, the gradients and Jacobians at x, their products with v. */
final class FunctionSteps {

    static final List<Step> STEPS = List.of(
            new Step(
                    "q1a",
                    List.of("t"),
                    in -> Bounds.map(in.get("t"), Functions::rectifierPrime),
                    (in, kappa) -> Bounds.exact(in.values().get("t"))),
            new Step(
                    "q1b",
                    List.of("t"),
                    in -> Bounds.map(in.get("t"), Functions::sigmoidPrime),
                    (in, kappa) -> sigmoidPrime(in.values().get("t"), kappa)),
            new Step(
                    "q1f",
                    List.of("t"),
                    in -> Bounds.map(in.get("t"), Functions::sign),
                    (in, kappa) -> Bounds.exact(in.values().get("t"))),
            new Step(
                    "q1g",
                    List.of("x"),
                    in -> vector(Functions.gradSquaredNorm2(in.vector("x"))),
                    (in, kappa) -> Bounds.exact(in.values().get("x"))),
            new Step(
                    "q1h",
                    List.of("x"),
                    in -> vector(Functions.gradNorm1(in.vector("x"))),
                    (in, kappa) -> Bounds.exact(in.values().get("x"))),
            new Step(
                    "q1l",
                    List.of("x"),
                    in -> matrix(Softmax.jacobian(in.vector("x"))),
                    (in, kappa) -> softmaxJacobian(in.get("x"), kappa)),
            new Step(
                    "q1m_sigmoid",
                    List.of("x", "v"),
                    in -> vector(Functions.sigmoidVectorJacobian(in.vector("x"), in.vector("v"))),
                    (in, kappa) -> Bounds.product(
                            new Bounded(
                                    Bounds.map(in.values().get("x"), Functions::sigmoidPrime),
                                    sigmoidPrime(in.values().get("x"), kappa)),
                            in.get("v"))),
            new Step(
                    "q1m_softmax",
                    List.of("x", "v"),
                    in -> vector(Softmax.vectorJacobian(in.vector("x"), in.vector("v"))),
                    (in, kappa) -> softmaxProduct(in.get("x"), in.values().vector("v"), kappa)));

    private FunctionSteps() {}

    private static Tensor sigmoidPrime(Tensor t, double kappa) {
        return Bounds.map(t, ti -> Bounds.sigmoidPrime(Functions.sigmoid(ti), Functions.sigmoid(-ti), kappa));
    }

    /** s_i 1_{i=j} - s_i s_j: with r the relative error of a probability, (2 r + 3u) (s_i 1_{i=j} + s_i s_j) + eta. */
    private static Tensor softmaxJacobian(Bounded x, double kappa) {
        double[] s = Softmax.softmax(x.value().values());
        double r = relative(x, kappa);
        double[][] bound = new double[s.length][s.length];
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < s.length; j++) {
                double magnitude = s[i] * Functions.indicator(i == j) + s[i] * s[j];
                bound[i][j] = Bounds.rounded((2 * r + 3 * Bounds.U) * magnitude + Bounds.ETA);
            }
        }
        return matrix(bound);
    }

    /**
     * s_i (v_i - sum_j s_j v_j), or the sum over a Jacobian formed first: in either way at most (2 r + gamma(n + 4)) (s_i
     * |v_i| + s_i sum_j s_j |v_j|) + n eta.
     */
    private static Tensor softmaxProduct(Bounded x, double[] v, double kappa) {
        double[] s = Softmax.softmax(x.value().values());
        double r = relative(x, kappa);
        double dot = 0;
        for (int j = 0; j < s.length; j++) {
            dot += s[j] * Math.abs(v[j]);
        }
        double[] bound = new double[s.length];
        for (int i = 0; i < s.length; i++) {
            double magnitude = s[i] * Math.abs(v[i]) + s[i] * dot;
            bound[i] = Bounds.rounded((2 * r + Bounds.gamma(s.length + 4)) * magnitude + s.length * Bounds.ETA);
        }
        return vector(bound);
    }

    /** The largest relative error of a softmax's elements, with the second-order term. */
    private static double relative(Bounded x, double kappa) {
        double largest = 0;
        for (double r : Bounds.softmaxRelative(x, kappa).values()) {
            largest = Math.max(largest, StrictMath.expm1(r));
        }
        return largest * (1 + largest);
    }
}
