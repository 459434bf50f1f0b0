package org.crosscheck.reference;

import java.util.List;

/** The network of part 2, trained in place. */
public final class MlpTrainer extends PlainTrainer {

    public MlpTrainer(Theta start, int threads) {
        super(List.of("W1", "b1", "W2", "b2"), tensors(start));
    }

    /** The parameters, copied. */
    public Theta theta() {
        return theta(export(parameters()));
    }

    private static Theta theta(List<Tensor> t) {
        return new Theta(
                t.get(0).rows(), t.get(1).values(), t.get(2).rows(), t.get(3).values());
    }

    private static List<Tensor> tensors(Theta theta) {
        return List.of(
                Tensor.matrix(theta.w1()),
                Tensor.vector(theta.b1()),
                Tensor.matrix(theta.w2()),
                Tensor.vector(theta.b2()));
    }

    @Override
    public double gradient(double[][] x, int[] y) {
        Theta theta = theta();
        MlpForward forward = MlpMatrix.forward(theta, x, y);
        load(gradients(), tensors(MlpMatrix.backward(theta, x, y, forward).gradTheta()));
        return forward.risk();
    }

    @Override
    public void probabilities(double[][] x, double[][] os) {
        Theta theta = theta();
        double[][] p = MlpMatrix.os(
                MlpMatrix.oa(MlpMatrix.hs(MlpMatrix.ha(x, theta.w1(), theta.b1())), theta.w2(), theta.b2()));
        for (int e = 0; e < x.length; e++) {
            System.arraycopy(p[e], 0, os[e], 0, p[e].length);
        }
    }
}
