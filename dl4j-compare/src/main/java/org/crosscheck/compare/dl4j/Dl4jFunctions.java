package org.crosscheck.compare.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Tensor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Part 1 of the homework with DL4J's own activations and losses: their backward passes are the derivatives asked for,
 * and the gradients of its L2 and L1 losses against labels of 0 are those of the squared L2 and the L1 norm.
 */
final class Dl4jFunctions {

    private Dl4jFunctions() {}

    /** Question 1f. */
    static NamedTensors solve(NamedTensors given) {
        INDArray t = row(given.get("t"));
        INDArray x = row(given.get("x"));
        INDArray v = row(given.get("v"));
        INDArray ones = Nd4j.onesLike(t);
        Map<String, Tensor> answers = new LinkedHashMap<>();
        answers.put("q1a", backward(new ActivationReLU(), t, ones));
        answers.put("q1b", backward(new ActivationSigmoid(), t, ones));
        answers.put("q1f", Bridge.toVector(Transforms.sign(t, true)));
        answers.put("q1g", gradient(new LossL2(), x));
        answers.put("q1h", gradient(new LossL1(), x));
        answers.put("q1l", softmaxJacobian(x));
        answers.put("q1m_sigmoid", backward(new ActivationSigmoid(), x, v));
        answers.put("q1m_softmax", backward(new ActivationSoftmax(), x, v));
        return new NamedTensors(answers);
    }

    /**
     * Questions 1k and 1l: column i of the Jacobian's transpose, and so row i of the Jacobian, is the product with the
     * unit vector i.
     */
    private static Tensor softmaxJacobian(INDArray x) {
        int p = Math.toIntExact(x.size(1));
        double[][] jacobian = new double[p][];
        for (int i = 0; i < p; i++) {
            INDArray unit = Nd4j.zerosLike(x);
            unit.putScalar(0, i, 1);
            jacobian[i] = backward(new ActivationSoftmax(), x, unit).values();
        }
        return Tensor.matrix(jacobian);
    }

    /** Questions 1a, 1b and 1m. */
    private static Tensor backward(IActivation activation, INDArray in, INDArray epsilon) {
        return Bridge.toVector(activation.backprop(in.dup(), epsilon.dup()).getFirst());
    }

    /** Questions 1g and 1h. */
    private static Tensor gradient(ILossFunction loss, INDArray x) {
        return Bridge.toVector(loss.computeGradient(Nd4j.zerosLike(x), x.dup(), new ActivationIdentity(), null));
    }

    private static INDArray row(Tensor vector) {
        return Bridge.toNd4j(new Tensor(new int[] {1, vector.values().length}, vector.values()));
    }
}
