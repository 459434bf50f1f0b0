package org.crosscheck.reference;

/** The sine CNN, trained in place. A row of x is an image of 32 x 32 in row-major order. */
public final class CnnTrainer extends PlainTrainer {

    public CnnTrainer(SineCnn start, int threads) {
        super(SineCnn.NAMES, start.tensors());
    }

    /** The parameters, copied. */
    public SineCnn network() {
        return SineCnn.of(export(parameters()));
    }

    @Override
    public double gradient(double[][] x, int[] y) {
        SineCnn.Gradient gradient = network().gradient(images(x), y);
        load(gradients(), gradient.gradient().tensors());
        return gradient.risk();
    }

    @Override
    public void probabilities(double[][] x, double[][] os) {
        double[][] p = network().probabilities(images(x));
        for (int e = 0; e < x.length; e++) {
            System.arraycopy(p[e], 0, os[e], 0, p[e].length);
        }
    }

    private static Tensor images(double[][] x) {
        return new Tensor(Cnn.CONV1.inputShape(x.length), Tensor.matrix(x).values());
    }
}
