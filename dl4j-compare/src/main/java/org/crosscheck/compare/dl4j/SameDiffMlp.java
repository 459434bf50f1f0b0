package org.crosscheck.compare.dl4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Tensor;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Part 2 of the homework in SameDiff: the forward formulas; the derivatives are SameDiff's.
 *
 * <p>What is differentiated is the sum of L over the examples. Row e of the gradient with respect to an intermediate is
 * then the gradient of example e's own L; and the gradient of R^ with respect to a parameter is that of the sum, over n.
 *
 * <p>L is the op softmax_cross_entropy_loss. It takes the logarithm of the sum of exponentials of shifted logits, and
 * is accurate for any logits. Three other ways that SameDiff 1.0.0-M2.1 offers are not: sparse_softmax_cross_entropy is
 * -log o^s_y, infinite where o^s_y underflows; log_softmax is the logarithm of the softmax, -infinity there (and its
 * form with a dimension cannot be differentiated at all: an exception); reduce_logsumexp shifts all rows by the largest
 * logit of the whole batch, so that a row far below it sums to 0.
 */
final class SameDiffMlp {

    private static final List<String> PARAMETERS = List.of("W2", "b2", "W1", "b1");

    private SameDiffMlp() {}

    /** Questions 2e and 2g to 2p. */
    static NamedTensors solve(NamedTensors given) {
        SameDiffGraph graph = new SameDiffGraph();
        SameDiff ops = graph.ops();
        int n = given.get("X").shape()[0];
        int m = given.get("W2").shape()[0];
        SDVariable ha = affine(graph, "ha", graph.leaf("X", given.get("X")), "1", given);
        SDVariable hs = phi(ops, ha);
        SDVariable oa = affine(graph, "oa", hs, "2", given);
        softmax(ops, oa, m);
        SDVariable loss = loss(ops, oa, given.integers("y"), m);
        ops.mean("R", loss);

        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("oa", "grad_oa");
        rows.put("hs", "grad_hs");
        rows.put("ha", "grad_ha");
        rows.put("X", "grad_x");
        List<String> variables = new ArrayList<>(rows.keySet());
        variables.addAll(PARAMETERS);
        graph.differentiate(ops.sum(loss), variables);
        List<String> forward = List.of("ha", "hs", "oa", "os", "L", "R");
        OutAndGrad results = graph.run(Map.of(), forward, variables);

        Map<String, Tensor> answers = new LinkedHashMap<>();
        for (String key : forward) {
            answers.put(key, Bridge.toTensor(results.getOutputs().get(key)));
        }
        Map<String, INDArray> gradients = results.getGradients();
        rows.forEach((variable, key) -> answers.put(key, Bridge.toTensor(gradients.get(variable))));
        for (String parameter : PARAMETERS) {
            answers.put(
                    "grad_" + parameter,
                    Bridge.toTensor(gradients.get(parameter).div(n)));
        }
        return new NamedTensors(answers);
    }

    /**
     * Questions 2a and 2b: x (n, k), W (m, k), b (m) to x W^T + b (n, m), as a batch of one product. The gradient of a
     * plain mmul does not work for all sizes: in SameDiff 1.0.0-M2.1 matmul_bp silently gives wrong numbers for (1, k)
     * times the transpose of (1, k), and throws for (1, 1) times (1, 1).
     */
    private static SDVariable affine(SameDiffGraph graph, String name, SDVariable x, String layer, NamedTensors given) {
        Tensor weights = given.get("W" + layer);
        int n = given.get("X").shape()[0];
        int m = weights.shape()[0];
        int k = weights.shape()[1];
        SDVariable w = graph.leaf("W" + layer, weights);
        SDVariable b = graph.leaf("b" + layer, given.get("b" + layer));
        SameDiff ops = graph.ops();
        SDVariable product = ops.mmul(ops.reshape(x, 1, n, k), ops.reshape(w, 1, m, k), false, true, false);
        return ops.reshape(product, n, m).add(name, b);
    }

    /** Questions 2a, 2l and 2m: h^s = phi(h^a) = sin(h^a). SameDiff knows the derivative (2l). */
    private static SDVariable phi(SameDiff ops, SDVariable ha) {
        return ops.math().sin("hs", ha);
    }

    /**
     * Question 2c: o^s by rows from elementary ops, which round as the gradient of the loss does: that is o^s - onehot
     * to the last bit. The op softmax computes differently for few classes, and then differs by up to 36 ulps.
     */
    private static void softmax(SameDiff ops, SDVariable oa, int m) {
        if (m == 1) {
            // The sum or maximum of rows of one element, (n, 1), throws in SameDiff 1.0.0-M2.1; the op softmax gives
            // NaN for (1, 1) below -745, where it takes exp without a shift. Each row is its own maximum and sum.
            ops.math().exp("os", oa.sub(oa));
            return;
        }
        SDVariable exp = ops.math().exp(oa.sub(oa.max(true, 1)));
        exp.div("os", exp.sum(true, 1));
    }

    /** Question 2d: L (n). With LossReduce.NONE the op gives a column (n, 1). */
    private static SDVariable loss(SameDiff ops, SDVariable oa, int[] y, int m) {
        if (m == 1) {
            // softmax_cross_entropy_loss_grad throws for (1, 1). -log o^s_y is exact here: o^s_y = 1.
            return ops.loss().sparseSoftmaxCrossEntropy("L", oa, ops.constant(Nd4j.zeros(DataType.INT32, y.length)));
        }
        SDVariable onehot = ops.constant(Bridge.onehot(y, m));
        SDVariable column = ops.loss().softmaxCrossEntropy(onehot, oa, null, LossReduce.NONE, 0);
        return ops.reshape("L", column, y.length);
    }
}
