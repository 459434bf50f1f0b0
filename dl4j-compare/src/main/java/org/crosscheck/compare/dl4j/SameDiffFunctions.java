package org.crosscheck.compare.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Tensor;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Part 1 of the homework in SameDiff: each derivative is a product of a Jacobian's transpose with a vector, the
 * gradient of sum(f(x) * vector), as reverse-mode differentiation gives it. A derivative of one argument takes the
 * vector of ones; row i of a Jacobian takes the unit vector i.
 */
final class SameDiffFunctions {

    private SameDiffFunctions() {}

    /** Questions 1a, 1b, 1g, 1h and 1m. */
    static NamedTensors solve(NamedTensors given) {
        Tensor t = given.get("t");
        Tensor x = given.get("x");
        INDArray v = Bridge.toNd4j(given.get("v"));
        INDArray ones = Nd4j.ones(DataType.DOUBLE, t.shape()[0]);
        INDArray one = Nd4j.scalar(1.0);
        Product softmax = new Product(x, (ops, z) -> ops.nn().softmax(z));
        Map<String, Tensor> answers = new LinkedHashMap<>();
        answers.put("q1a", new Product(t, (ops, z) -> ops.nn().relu(z, 0)).with(ones));
        answers.put("q1b", new Product(t, (ops, z) -> ops.nn().sigmoid(z)).with(ones));
        answers.put("q1f", sign(t));
        answers.put("q1g", new Product(x, (ops, z) -> ops.math().squaredNorm(z)).with(one));
        answers.put("q1h", new Product(x, (ops, z) -> ops.math().norm1(z)).with(one));
        answers.put("q1l", jacobian(softmax, x.shape()[0]));
        answers.put("q1m_sigmoid", new Product(x, (ops, z) -> ops.nn().sigmoid(z)).with(v));
        answers.put("q1m_softmax", softmax.with(v));
        return new NamedTensors(answers);
    }

    /** Question 1f. */
    private static Tensor sign(Tensor t) {
        SameDiff ops = SameDiff.create();
        return Bridge.toTensor(ops.math().sign(ops.constant(Bridge.toNd4j(t))).eval());
    }

    /** Questions 1k and 1l. */
    private static Tensor jacobian(Product f, int p) {
        double[][] rows = new double[p][];
        for (int i = 0; i < p; i++) {
            INDArray unit = Nd4j.zeros(DataType.DOUBLE, p);
            unit.putScalar(i, 1);
            rows[i] = f.with(unit).values();
        }
        return Tensor.matrix(rows);
    }

    /** The transposed Jacobian of f at x, as a map of vectors; the graph is built once. */
    private static final class Product {

        private final SameDiffGraph graph = new SameDiffGraph();

        Product(Tensor x, BiFunction<SameDiff, SDVariable, SDVariable> f) {
            SameDiff ops = graph.ops();
            SDVariable y = f.apply(ops, graph.leaf("x", x));
            SDVariable vector = ops.placeHolder("vector", DataType.DOUBLE);
            graph.differentiate(ops.sum(y.mul(vector)), List.of("x"));
        }

        Tensor with(INDArray vector) {
            Map<String, INDArray> placeholders = Map.of("vector", vector);
            return Bridge.toTensor(graph.run(placeholders, List.of(), List.of("x"))
                    .getGradients()
                    .get("x"));
        }
    }
}
