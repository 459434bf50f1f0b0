package org.crosscheck.compare.dl4j;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The homework's activation phi(x) = sin x (question 2a), which DL4J does not have, and its derivative cos x (2l). */
public final class SineActivation extends BaseActivationFunction {

    private static final long serialVersionUID = 1L;

    /** Question 2a: phi = sin, in place: DL4J's layers and workspaces expect the same array that they passed. */
    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return Transforms.sin(in, false);
    }

    /**
     * Questions 2l and 2m: dL/dz = dL/d(phi z) phi'(z) with phi' = cos, given the pre-activation z and dL/d(phi z);
     * there are no parameters.
     */
    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        assertShape(in, epsilon);
        return new Pair<>(Transforms.cos(in, true).muli(epsilon), null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SineActivation;
    }

    @Override
    public int hashCode() {
        return SineActivation.class.hashCode();
    }

    @Override
    public String toString() {
        return "sine";
    }
}
