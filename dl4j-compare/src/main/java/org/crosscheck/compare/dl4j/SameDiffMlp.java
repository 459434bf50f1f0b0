package org.crosscheck.compare.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    private static final List<String> FORWARD = List.of("ha", "hs", "oa", "os", "L", "R");

    /** The quantities whose gradients have a row for each example, and what these are called. */
    private static final Map<String, String> ROWS = Map.of("oa", "grad_oa", "hs", "grad_hs", "ha", "grad_ha");

    private static final List<String> MATRICES = List.of("X", "W1", "W2");

    private static final List<String> VARIABLES = Stream.of(List.of("oa", "hs", "ha", "X"), PARAMETERS)
            .flatMap(List::stream)
            .toList();

    private static final ThreadLocal<SameDiffGraph> ONE_CLASS = ThreadLocal.withInitial(() -> graph(true));

    private static final ThreadLocal<SameDiffGraph> CLASSES = ThreadLocal.withInitial(() -> graph(false));

    private SameDiffMlp() {}

    /** Questions 2e and 2g to 2p. */
    static NamedTensors solve(NamedTensors given) {
        int n = given.get("X").shape()[0];
        int m = given.get("W2").shape()[0];
        int dh = given.get("W1").shape()[0];
        Map<String, INDArray> leaves = SameDiffGraph.arrays(given, List.of("b1", "b2"));
        for (String matrix : MATRICES) {
            leaves.put(matrix, batch(Bridge.toNd4j(given.get(matrix))));
        }
        leaves.put("shape of ha", Nd4j.createFromArray(n, dh));
        leaves.put("batch of hs", Nd4j.createFromArray(1, n, dh));
        leaves.put("shape of oa", Nd4j.createFromArray(n, m));
        leaves.put("labels", m == 1 ? Nd4j.zeros(DataType.INT32, n) : Bridge.onehot(given.integers("y"), m));
        OutAndGrad results = (m == 1 ? ONE_CLASS : CLASSES).get().run(leaves, FORWARD, VARIABLES);

        Map<String, Tensor> answers = new LinkedHashMap<>();
        for (String key : FORWARD) {
            answers.put(key, Bridge.toTensor(results.getOutputs().get(key)));
        }
        Map<String, INDArray> gradients = results.getGradients();
        ROWS.forEach((variable, key) -> answers.put(key, Bridge.toTensor(gradients.get(variable))));
        answers.put("grad_x", Bridge.toTensor(single(gradients.get("X"))));
        for (String parameter : PARAMETERS) {
            INDArray sum = gradients.get(parameter);
            answers.put("grad_" + parameter, Bridge.toTensor((parameter.startsWith("W") ? single(sum) : sum).div(n)));
        }
        return new NamedTensors(answers);
    }

    /** A matrix as a batch of one. */
    private static INDArray batch(INDArray matrix) {
        return matrix.reshape(1, matrix.size(0), matrix.size(1));
    }

    /** The matrix of a batch of one. */
    private static INDArray single(INDArray batch) {
        return batch.reshape(batch.size(1), batch.size(2));
    }

    private static SameDiffGraph graph(boolean oneClass) {
        SameDiffGraph graph = new SameDiffGraph();
        SameDiff ops = graph.ops();
        SDVariable ha = affine(graph, "ha", graph.leaf("X", 3), "1");
        SDVariable hs = phi(ops, ha);
        SDVariable oa = affine(graph, "oa", graph.reshaped(hs, "batch of hs"), "2");
        softmax(ops, oa, oneClass);
        SDVariable loss = loss(graph, oa, oneClass);
        ops.mean("R", loss);
        graph.differentiate(ops.sum(loss), VARIABLES);
        return graph;
    }

    /**
     * Questions 2a and 2b: x (1, n, k), W (1, m, k), b (m) to x W^T + b (n, m), as a batch of one product. The gradient of a
     * plain mmul does not work for all sizes: in SameDiff 1.0.0-M2.1 matmul_bp silently gives wrong numbers for (1, k)
     * times the transpose of (1, k), and throws for (1, 1) times (1, 1). Nor does squeeze: of (1, 1, 1) it makes a scalar.
     */
    private static SDVariable affine(SameDiffGraph graph, String name, SDVariable x, String layer) {
        SDVariable product = graph.ops().mmul(x, graph.leaf("W" + layer, 3), false, true, false);
        return graph.reshaped(product, "shape of " + name).add(name, graph.leaf("b" + layer, 1));
    }

    /** Questions 2a, 2l and 2m: h^s = phi(h^a) = sin(h^a). SameDiff knows the derivative (2l). */
    private static SDVariable phi(SameDiff ops, SDVariable ha) {
        return ops.math().sin("hs", ha);
    }

    /**
     * Question 2c: o^s by rows from elementary ops, which round as the gradient of the loss does: that is o^s - onehot
     * to the last bit. The op softmax computes differently for few classes, and then differs by up to 36 ulps.
     */
    private static void softmax(SameDiff ops, SDVariable oa, boolean oneClass) {
        if (oneClass) {
            // The sum or maximum of rows of one element, (n, 1), throws in SameDiff 1.0.0-M2.1; the op softmax gives
            // NaN for (1, 1) below -745, where it takes exp without a shift. Each row is its own maximum and sum.
            ops.math().exp("os", oa.sub(oa));
            return;
        }
        SDVariable exp = ops.math().exp(oa.sub(oa.max(true, 1)));
        exp.div("os", exp.sum(true, 1));
    }

    /** Question 2d: L (n). With LossReduce.NONE the op gives a column (n, 1). */
    private static SDVariable loss(SameDiffGraph graph, SDVariable oa, boolean oneClass) {
        SameDiff ops = graph.ops();
        if (oneClass) {
            // softmax_cross_entropy_loss_grad throws for (1, 1). -log o^s_y is exact here: o^s_y = 1.
            return ops.loss().sparseSoftmaxCrossEntropy("L", oa, ops.placeHolder("labels", DataType.INT32, -1));
        }
        SDVariable column = ops.loss().softmaxCrossEntropy(graph.leaf("labels", 2), oa, null, LossReduce.NONE, 0);
        return ops.reshape("L", column, -1);
    }
}
