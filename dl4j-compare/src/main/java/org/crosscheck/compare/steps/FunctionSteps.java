package org.crosscheck.compare.steps;

import static org.crosscheck.reference.Tensor.matrix;
import static org.crosscheck.reference.Tensor.vector;

import java.util.List;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;

/** Part 1 of the homework as steps: the functions at t, the gradients and Jacobians at x, their products with v. */
final class FunctionSteps {

    static final List<Step> STEPS = List.of(
            // Question 1a.
            Step.of("q1a", "t", t -> t.map(Functions::rectifierPrime), (t, kappa) -> Bounds.exact(t.value())),
            // Question 1b.
            Step.of("q1b", "t", t -> t.map(Functions::sigmoidPrime), FunctionSteps::sigmoidPrime),
            // Question 1f.
            Step.of("q1f", "t", t -> t.map(Functions::sign), (t, kappa) -> Bounds.exact(t.value())),
            // Question 1g.
            Step.of("q1g", "x", x -> vector(Functions.gradSquaredNorm2(x.values())), (x, kappa) -> doubled(x)),
            // Question 1h.
            Step.of("q1h", "x", x -> vector(Functions.gradNorm1(x.values())), (x, kappa) -> Bounds.exact(x.value())),
            // Questions 1k and 1l.
            Step.of("q1l", "x", x -> matrix(Softmax.jacobian(x.values())), FunctionSteps::softmaxJacobian),
            // Question 1m.
            Step.of(
                    "q1m_sigmoid",
                    "x",
                    "v",
                    (x, v) -> vector(Functions.sigmoidVectorJacobian(x.values(), v.values())),
                    (x, v, kappa) -> Bounds.product(
                            new Bounded(x.value().map(Functions::sigmoidPrime), sigmoidPrime(x, kappa), x.precision()),
                            v)),
            Step.of(
                    "q1m_softmax",
                    "x",
                    "v",
                    (x, v) -> vector(Softmax.vectorJacobian(x.values(), v.values())),
                    FunctionSteps::softmaxProduct));

    private FunctionSteps() {}

    /** Question 1g: 2 x is exact: the error of x counts twice. */
    private static Tensor doubled(Bounded x) {
        return x.exact() ? Bounds.exact(x.value()) : x.error().map(e -> 2 * e);
    }

    /**
     * Question 1b: Rounding, and what t is off: since |d log sigma' / dt| is at most 1, the relative error expm1(E_t).
     */
    private static Tensor sigmoidPrime(Bounded t, double kappa) {
        Tensor bound = t.value()
                .map(ti -> Bounds.sigmoidPrime(Functions.sigmoid(ti), Functions.sigmoid(-ti), kappa, t.precision()));
        for (int i = 0; i < bound.values().length && !t.exact(); i++) {
            double slope = Functions.sigmoidPrime(t.value().values()[i]);
            bound.values()[i] += Bounds.rounded(slope * StrictMath.expm1(t.errorAt(i)));
        }
        return bound;
    }

    /**
     * Questions 1k and 1l: s_i 1_{i=j} - s_i s_j: with r the relative error of a probability, (2 r + 3u) (s_i 1_{i=j} +
     * s_i s_j) + eta, and where probabilities underflow, (kappa + 1) eta of each (2c): that times 1_{i=j} + s_i + s_j.
     */
    private static Tensor softmaxJacobian(Bounded x, double kappa) {
        double[] s = Softmax.softmax(x.value().values());
        double r = relative(x, kappa);
        double[][] bound = new double[s.length][s.length];
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < s.length; j++) {
                double magnitude = s[i] * Functions.indicator(i == j) + s[i] * s[j];
                double touched = Functions.indicator(i == j) + s[i] + s[j];
                bound[i][j] = Bounds.rounded((2 * r + 3 * x.precision().unit()) * magnitude
                        + x.precision().eta() * (1 + (kappa + 1) * touched));
            }
        }
        return matrix(bound);
    }

    /**
     * Question 1m: s_i (v_i - sum_j s_j v_j), or the sum over a Jacobian that is formed first: either way at most (2 r
     * + gamma(n + 4)) (s_i |v_i| + s_i sum_j s_j |v_j|) + n eta; s_i (E_i + sum_j s_j E_j) (1 + 2 r) for the error of v;
     * and where probabilities underflow, (kappa + 1) eta of each (2c): that times |v_i| + sum_j (s_i + s_j) |v_j|.
     */
    private static Tensor softmaxProduct(Bounded x, Bounded v, double kappa) {
        double[] s = Softmax.softmax(x.value().values());
        double r = relative(x, kappa);
        double dot = 0;
        double moved = 0;
        double all = 0;
        for (int j = 0; j < s.length; j++) {
            dot += s[j] * Math.abs(v.value().values()[j]);
            all += Math.abs(v.value().values()[j]);
            moved += s[j] * v.errorAt(j);
        }
        double relative = 2 * r + x.precision().gamma(s.length + 4);
        double[] bound = new double[s.length];
        for (int i = 0; i < s.length; i++) {
            double magnitude = s[i] * Math.abs(v.value().values()[i]) + s[i] * dot;
            double touched = Math.abs(v.value().values()[i]) + dot + s[i] * all;
            bound[i] = Bounds.rounded(relative * magnitude
                    + x.precision().eta() * (s.length + (kappa + 1) * touched)
                    + s[i] * (v.errorAt(i) + moved) * (1 + 2 * relative));
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
