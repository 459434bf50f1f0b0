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

    private static final ThreadLocal<Functions> FUNCTIONS = ThreadLocal.withInitial(Functions::new);

    private SameDiffFunctions() {}

    /** Questions 1a, 1b, 1f, 1g, 1h and 1m. */
    static NamedTensors solve(NamedTensors given) {
        Functions functions = FUNCTIONS.get();
        INDArray t = Bridge.toNd4j(given.get("t"));
        INDArray x = Bridge.toNd4j(given.get("x"));
        INDArray v = Bridge.toNd4j(given.get("v"));
        INDArray ones = Nd4j.onesLike(t);
        INDArray one = Nd4j.scalar(1.0);
        Map<String, Tensor> answers = new LinkedHashMap<>();
        answers.put("q1a", functions.relu.product(t, ones));
        answers.put("q1b", functions.sigmoid.product(t, ones));
        answers.put("q1f", functions.sign(t));
        answers.put("q1g", functions.squaredNorm.product(x, one));
        answers.put("q1h", functions.norm1.product(x, one));
        answers.put("q1l", jacobian(functions.softmax, x));
        answers.put("q1m_sigmoid", functions.sigmoid.product(x, v));
        answers.put("q1m_softmax", functions.softmax.product(x, v));
        return new NamedTensors(answers);
    }

    /**
     * Questions 1k and 1l, a row at a time: the softmax of a matrix in ND4J 1.0.0-M2.1 loses the digits of a row of very negative
     * numbers, that of a vector does not.
     */
    private static Tensor jacobian(Differentiated f, INDArray x) {
        int p = Math.toIntExact(x.length());
        double[][] rows = new double[p][];
        for (int i = 0; i < p; i++) {
            INDArray unit = Nd4j.zeros(DataType.DOUBLE, p);
            unit.putScalar(i, 1);
            rows[i] = f.product(x, unit).values();
        }
        return Tensor.matrix(rows);
    }

    /** The functions, each with a graph of its own. */
    private static final class Functions {

        private final Differentiated relu =
                new Differentiated((ops, z) -> ops.nn().relu(z, 0));
        private final Differentiated sigmoid =
                new Differentiated((ops, z) -> ops.nn().sigmoid(z));
        private final Differentiated squaredNorm =
                new Differentiated((ops, z) -> ops.math().squaredNorm(z));
        private final Differentiated norm1 =
                new Differentiated((ops, z) -> ops.math().norm1(z));
        private final Differentiated softmax =
                new Differentiated((ops, z) -> ops.nn().softmax(z));
        private final SameDiff signs = SameDiff.create();

        Functions() {
            signs.math().sign("sign", signs.placeHolder("t", DataType.DOUBLE, -1));
        }

        /** The sign of each element. */
        Tensor sign(INDArray t) {
            return Bridge.toTensor(signs.outputSingle(Map.of("t", t), "sign"));
        }
    }

    /** A function whose transposed Jacobian can be multiplied by vectors. */
    private static final class Differentiated {

        private final SameDiffGraph graph = new SameDiffGraph();

        Differentiated(BiFunction<SameDiff, SDVariable, SDVariable> f) {
            SameDiff ops = graph.ops();
            SDVariable y = f.apply(ops, graph.leaf("x", 1));
            SDVariable vector = ops.placeHolder("vector", DataType.DOUBLE);
            graph.differentiate(ops.sum(y.mul(vector)), List.of("x"));
        }

        Tensor product(INDArray x, INDArray vector) {
            Map<String, INDArray> leaves = Map.of("x", x, "vector", vector);
            return Bridge.toTensor(
                    graph.run(leaves, List.of(), List.of("x")).getGradients().get("x"));
        }
    }
}
