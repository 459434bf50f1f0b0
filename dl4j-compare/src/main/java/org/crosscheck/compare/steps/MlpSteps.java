package org.crosscheck.compare.steps;

import static org.crosscheck.compare.homework.NamedTensors.integers;
import static org.crosscheck.reference.Tensor.matrix;
import static org.crosscheck.reference.Tensor.vector;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.matrix.MlpMatrix;

/** Part 2 of the homework as steps: the MLP forward (2a to 2e) and backward (2g to 2p), over n examples as rows. */
final class MlpSteps {

    /** Question 2a: h^a = W(1) x + b(1), d products and a bias. (n, dh) */
    private static final Step HA = Step.affine(
            "ha",
            "X",
            "W1",
            "b1",
            (x, w, b) -> matrix(MlpMatrix.ha(x.rows(), w.rows(), b.values())),
            MlpSteps::columns);

    /** Question 2a: h^s = sin(h^a). (n, dh) */
    private static final Step HS = Step.of("hs", "ha", a -> matrix(MlpMatrix.hs(a.rows())), Bounds::phi);

    /** Question 2b: o^a = W(2) h^s + b(2), dh products and a bias. (n, m) */
    private static final Step OA = Step.affine(
            "oa",
            "hs",
            "W2",
            "b2",
            (h, w, b) -> matrix(MlpMatrix.oa(h.rows(), w.rows(), b.values())),
            MlpSteps::columns);

    /** Question 2c: o^s = softmax(o^a). (n, m) */
    static final Step OS =
            Step.of("os", "oa", MlpSteps::softmax, (o, kappa) -> Bounds.softmax(o, softmax(o.value()), kappa));

    /** Question 2d: L from o^a, as the reference computes it. (n) */
    static final Step LOSS_FROM_LOGITS = Step.of(
            "L",
            "oa",
            "y",
            (o, y) -> vector(MlpMatrix.loss(o.rows(), integers(y))),
            (o, y, kappa) -> Bounds.lossFromLogits(o, integers(y.value()), kappa));

    /** Question 2d: L from o^s, the homework's definition, -log o^s_y. (n) */
    static final Step LOSS_FROM_PROBABILITIES = Step.of(
            "L",
            "os",
            "y",
            MlpSteps::minusLog,
            (p, y, kappa) -> Bounds.lossFromProbabilities(p, integers(y.value()), kappa));

    /** Question 2e: R^, the mean of L. () */
    static final Step RISK =
            Step.of("R", "L", l -> Tensor.scalar(MlpMatrix.risk(l.values())), (l, kappa) -> Bounds.mean(l));

    /** Question 2g: o^s - onehot_m(y), for both networks. (n, m) */
    static final Step GRAD_OA = Step.of(
            "grad_oa", "os", "y", MlpSteps::gradOa, (p, y, kappa) -> Bounds.delta(p, gradOa(p.value(), y.value())));

    /** The backward steps, 2g to 2p. */
    static final List<Step> BACKWARD = List.of(
            GRAD_OA,
            // Questions 2h and 2i: the mean of n outer products and of n rows.
            meanOfOuter("grad_W2", "grad_oa", "hs", MlpMatrix::gradW2),
            meanOfRows("grad_b2", "grad_oa", MlpMatrix::gradB2),
            // Questions 2j and 2k: W(2)^T dL/do^a.
            throughTransposed("grad_hs", "grad_oa", "W2", MlpMatrix::gradHs),
            // Questions 2l and 2m: dL/dh^s * cos(h^a), element by element.
            Step.of(
                    "grad_ha",
                    "grad_hs",
                    "ha",
                    (g, a) -> matrix(MlpMatrix.gradHa(g.rows(), a.rows())),
                    (g, a, kappa) -> Bounds.product(g, cosine(a, kappa))),
            // Questions 2n and 2o.
            meanOfOuter("grad_W1", "grad_ha", "X", MlpMatrix::gradW1),
            meanOfRows("grad_b1", "grad_ha", MlpMatrix::gradB1),
            // Question 2p: W(1)^T dL/dh^a.
            throughTransposed("grad_x", "grad_ha", "W1", MlpMatrix::gradX));

    private MlpSteps() {}

    /** The forward steps, 2a to 2e, with one of the two ways to the loss. */
    static List<Step> forward(Step loss) {
        return List.of(HA, HS, OA, OS, loss, RISK);
    }

    /** delta (n, m) and a (n, k) to the mean of n outer products (m, k): n products and a division. */
    private static Step meanOfOuter(String quantity, String delta, String a, BinaryOperator<double[][]> value) {
        return Step.linear(
                quantity,
                delta,
                a,
                (ds, as) -> matrix(value.apply(ds.rows(), as.rows())),
                (ds, as) -> examples(as) + 2);
    }

    /** delta (n, m) to the mean of its rows (m): n - 1 additions and a division. */
    static Step meanOfRows(String quantity, String delta, Function<double[][], double[]> value) {
        return Step.linear(quantity, delta, ds -> vector(value.apply(ds.rows())), ds -> examples(ds) + 1);
    }

    /** delta (n, m) and w (m, k) to (n, k): m products. */
    private static Step throughTransposed(String quantity, String delta, String w, BinaryOperator<double[][]> value) {
        return Step.linear(
                quantity, delta, w, (ds, ws) -> matrix(value.apply(ds.rows(), ws.rows())), (ds, ws) -> examples(ws));
    }

    /** cos(z) with its error. */
    static Bounded cosine(Bounded z, double kappa) {
        return new Bounded(z.value().map(Functions::phiPrime), Bounds.phiPrime(z, kappa), z.precision());
    }

    static int examples(Tensor rows) {
        return rows.shape()[0];
    }

    static int columns(Tensor weights) {
        return weights.shape()[1];
    }

    private static Tensor softmax(Tensor oa) {
        return matrix(MlpMatrix.os(oa.rows()));
    }

    private static Tensor gradOa(Tensor os, Tensor y) {
        return matrix(MlpMatrix.gradOa(os.rows(), integers(y)));
    }

    private static Tensor minusLog(Tensor os, Tensor y) {
        double[] loss = new double[examples(y)];
        for (int e = 0; e < loss.length; e++) {
            loss[e] = -StrictMath.log(os.at(e, (int) y.values()[e] - 1));
        }
        return vector(loss);
    }
}
