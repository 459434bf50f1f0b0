package org.crosscheck.compare.steps;

import static org.crosscheck.reference.Tensor.matrix;
import static org.crosscheck.reference.Tensor.vector;

import java.util.List;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.matrix.MlpMatrix;

/** Part 2 of the homework as steps: the MLP forward (2a to 2e) and backward (2g to 2p). */
final class MlpSteps {

    private static final Bounded NO_BIAS = new Bounded(Tensor.scalar(0), null);

    private static final Step HA = new Step(
            "ha",
            List.of("X", "W1", "b1"),
            in -> matrix(MlpMatrix.ha(in.rows("X"), in.rows("W1"), in.vector("b1"))),
            (in, kappa) -> affine(in.get("X"), in.get("W1"), in.get("b1")));

    private static final Step HS = new Step(
            "hs",
            List.of("ha"),
            in -> matrix(MlpMatrix.hs(in.rows("ha"))),
            (in, kappa) -> Bounds.sine(in.get("ha"), kappa));

    private static final Step OA = new Step(
            "oa",
            List.of("hs", "W2", "b2"),
            in -> matrix(MlpMatrix.oa(in.rows("hs"), in.rows("W2"), in.vector("b2"))),
            (in, kappa) -> affine(in.get("hs"), in.get("W2"), in.get("b2")));

    static final Step OS = new Step(
            "os",
            List.of("oa"),
            in -> matrix(MlpMatrix.os(in.rows("oa"))),
            (in, kappa) ->
                    Bounds.softmax(in.get("oa"), matrix(MlpMatrix.os(in.values().rows("oa"))), kappa));

    /** L from o^a, as the reference has it. */
    static final Step LOSS_FROM_LOGITS = new Step(
            "L",
            List.of("oa", "y"),
            in -> vector(MlpMatrix.loss(in.rows("oa"), in.integers("y"))),
            (in, kappa) -> Bounds.lossFromLogits(in.get("oa"), in.values().integers("y"), kappa));

    /** L from o^s: the homework's definition, -log o^s_y. */
    static final Step LOSS_FROM_PROBABILITIES = new Step(
            "L",
            List.of("os", "y"),
            MlpSteps::minusLog,
            (in, kappa) ->
                    Bounds.lossFromProbabilities(in.get("os"), in.values().integers("y"), kappa));

    private static final Step RISK = new Step(
            "R",
            List.of("L"),
            in -> Tensor.scalar(MlpMatrix.risk(in.vector("L"))),
            (in, kappa) -> Bounds.mean(in.get("L")));

    /** Question 2g, for both networks. */
    static final Step GRAD_OA = new Step(
            "grad_oa",
            List.of("os", "y"),
            in -> matrix(MlpMatrix.gradOa(in.rows("os"), in.integers("y"))),
            (in, kappa) -> Bounds.delta(
                    in.get("os"),
                    matrix(MlpMatrix.gradOa(in.values().rows("os"), in.values().integers("y")))));

    /** The backward steps, 2g to 2p. */
    static final List<Step> BACKWARD = List.of(
            GRAD_OA,
            new Step(
                    "grad_W2",
                    List.of("grad_oa", "hs"),
                    in -> matrix(MlpMatrix.gradW2(in.rows("grad_oa"), in.rows("hs"))),
                    (in, kappa) -> meanOfOuter(in.get("grad_oa"), in.get("hs"))),
            new Step(
                    "grad_b2",
                    List.of("grad_oa"),
                    in -> vector(MlpMatrix.gradB2(in.rows("grad_oa"))),
                    (in, kappa) -> meanOfRows(in.get("grad_oa"))),
            new Step(
                    "grad_hs",
                    List.of("grad_oa", "W2"),
                    in -> matrix(MlpMatrix.gradHs(in.rows("grad_oa"), in.rows("W2"))),
                    (in, kappa) -> throughTransposed(in.get("grad_oa"), in.get("W2"))),
            new Step(
                    "grad_ha",
                    List.of("grad_hs", "ha"),
                    in -> matrix(MlpMatrix.gradHa(in.rows("grad_hs"), in.rows("ha"))),
                    (in, kappa) -> Bounds.product(in.get("grad_hs"), cosine(in.get("ha"), kappa))),
            new Step(
                    "grad_W1",
                    List.of("grad_ha", "X"),
                    in -> matrix(MlpMatrix.gradW1(in.rows("grad_ha"), in.rows("X"))),
                    (in, kappa) -> meanOfOuter(in.get("grad_ha"), in.get("X"))),
            new Step(
                    "grad_b1",
                    List.of("grad_ha"),
                    in -> vector(MlpMatrix.gradB1(in.rows("grad_ha"))),
                    (in, kappa) -> meanOfRows(in.get("grad_ha"))),
            new Step(
                    "grad_x",
                    List.of("grad_ha", "W1"),
                    in -> matrix(MlpMatrix.gradX(in.rows("grad_ha"), in.rows("W1"))),
                    (in, kappa) -> throughTransposed(in.get("grad_ha"), in.get("W1"))));

    private MlpSteps() {}

    /** The forward steps, 2a to 2e, with one of the two ways to the loss. */
    static List<Step> forward(Step loss) {
        return List.of(HA, HS, OA, OS, loss, RISK);
    }

    static Bounded cosine(Bounded ha, double kappa) {
        return new Bounded(Bounds.map(ha.value(), StrictMath::cos), Bounds.cosine(ha, kappa), ha.precision());
    }

    /** x (n, k) and w (m, k) and b (m) to (n, m): k products and a bias. */
    static Tensor affine(Bounded x, Bounded w, Bounded b) {
        int products = w.value().shape()[1];
        return Bounds.linear(
                (xs, ws, bs) -> matrix(MlpMatrix.ha(xs.rows(), ws.rows(), bs.values())), x, w, b, products + 1);
    }

    /** delta (n, m) and w (m, k) to (n, k): m products. */
    static Tensor throughTransposed(Bounded delta, Bounded w) {
        int products = w.value().shape()[0];
        return Bounds.linear(
                (ds, ws, none) -> matrix(MlpMatrix.gradHs(ds.rows(), ws.rows())), delta, w, NO_BIAS, products);
    }

    /** delta (n, m) and a (n, k) to the mean of n outer products (m, k): n products and a division. */
    static Tensor meanOfOuter(Bounded delta, Bounded a) {
        int examples = a.value().shape()[0];
        return Bounds.linear(
                (ds, as, none) -> matrix(MlpMatrix.gradW2(ds.rows(), as.rows())), delta, a, NO_BIAS, examples + 2);
    }

    /** delta (n, m) to the mean of its rows (m): n - 1 additions and a division. */
    static Tensor meanOfRows(Bounded delta) {
        int examples = delta.value().shape()[0];
        return Bounds.linear(
                (ds, ones, none) -> vector(MlpMatrix.gradB2(ds.rows())), delta, NO_BIAS, NO_BIAS, examples + 1);
    }

    private static Tensor minusLog(NamedTensors in) {
        double[][] os = in.rows("os");
        int[] y = in.integers("y");
        double[] loss = new double[y.length];
        for (int e = 0; e < y.length; e++) {
            loss[e] = -StrictMath.log(os[e][y[e] - 1]);
        }
        return vector(loss);
    }
}
