package org.crosscheck.reference;

import java.util.List;

/**
 * The network of the CNN demo: the three layers of part 3 with the activation of part 2 after each convolution, and a
 * softmax output layer as in part 2 on the 1600 outputs.
 *
 * <pre>conv1, sin, pool2, conv3, sin, o^a = W h + b with h the flattened maps, o^s = softmax(o^a)</pre>
 *
 * Also what has its shapes, such as the gradient of R^.
 *
 * @param cnn the convolutions
 * @param w the output weights W, shape (m, 1600)
 * @param b the output biases, shape (m)
 */
public record SineCnn(Cnn cnn, Tensor w, double[] b) {

    /** Throws {@link IllegalArgumentException} unless the shapes are those above. */
    public SineCnn {
        Require.require(
                w.shape().length == 2 && w.shape()[1] == Cnn.CONV3.outputSize(),
                "W has shape %s, not (m, 1600)",
                w.shape());
        Require.require(b.length == w.shape()[0], "W has %d rows and b %d elements", w.shape()[0], b.length);
    }

    /** The names of the parameters in the order of {@link #tensors}. */
    public static final List<String> NAMES = List.of("conv1_W", "conv1_b", "conv3_W", "conv3_b", "W", "b");

    /** The parameters as tensors, not copied. */
    public List<Tensor> tensors() {
        return List.of(
                cnn.conv1W(),
                Tensor.vector(cnn.conv1B()),
                cnn.conv3W(),
                Tensor.vector(cnn.conv3B()),
                w,
                Tensor.vector(b));
    }

    /** A network from its six tensors, not copied. */
    public static SineCnn of(List<Tensor> tensors) {
        Cnn cnn = new Cnn(
                tensors.get(0),
                tensors.get(1).values(),
                tensors.get(2),
                tensors.get(3).values());
        return new SineCnn(cnn, tensors.get(4), tensors.get(5).values());
    }

    /** The number of classes, m. */
    public int m() {
        return b.length;
    }

    /** R^ and its gradient over examples. */
    public record Gradient(double risk, SineCnn gradient) {}

    /** o^s of images (n, 1, 32, 32), in matrix form. Shape (n, m). */
    public double[][] probabilities(Tensor images) {
        Tensor conv1 = ConvolutionMatrix.forward(Cnn.CONV1, images, cnn.conv1W(), cnn.conv1B());
        Tensor pool2 = PoolingMatrix.forward(Cnn.POOL2, Cnn.POOL2, sin(conv1));
        Tensor conv3 = ConvolutionMatrix.forward(Cnn.CONV3, pool2, cnn.conv3W(), cnn.conv3B());
        return MlpMatrix.os(MlpMatrix.oa(flat(sin(conv3)), w.rows(), b));
    }

    /** R^ of images (n, 1, 32, 32) with classes y in 1..m and its gradient, in matrix form. */
    public Gradient gradient(Tensor images, int[] y) {
        Tensor conv1 = ConvolutionMatrix.forward(Cnn.CONV1, images, cnn.conv1W(), cnn.conv1B());
        Tensor pool2 = PoolingMatrix.forward(Cnn.POOL2, Cnn.POOL2, sin(conv1));
        Tensor conv3 = ConvolutionMatrix.forward(Cnn.CONV3, pool2, cnn.conv3W(), cnn.conv3B());
        double[][] h = flat(sin(conv3));
        double[][] oa = MlpMatrix.oa(h, w.rows(), b);
        double[][] gradOa = MlpMatrix.gradOa(MlpMatrix.os(oa), y);
        double[][] gradH = MlpMatrix.gradHa(MlpMatrix.gradHs(gradOa, w.rows()), flat(conv3));
        // The layers below sum over the examples; R^ is a mean.
        int n = y.length;
        Tensor gradConv3 =
                new Tensor(conv3.shape(), Matrix.divide(Tensor.matrix(gradH).values(), n));
        Tensor gradPool2 = ConvolutionMatrix.gradImages(Cnn.CONV3, cnn.conv3W(), gradConv3);
        Tensor gradSin1 = PoolingMatrix.gradImages(Cnn.POOL2, Cnn.POOL2, gradPool2);
        Tensor gradConv1 = Tensor.zeros(conv1.shape());
        for (int i = 0; i < gradConv1.values().length; i++) {
            gradConv1.values()[i] = gradSin1.values()[i] * StrictMath.cos(conv1.values()[i]);
        }
        Cnn gradient = new Cnn(
                ConvolutionMatrix.gradWeights(Cnn.CONV1, images, gradConv1),
                ConvolutionMatrix.gradBias(Cnn.CONV1, gradConv1),
                ConvolutionMatrix.gradWeights(Cnn.CONV3, pool2, gradConv3),
                ConvolutionMatrix.gradBias(Cnn.CONV3, gradConv3));
        SineCnn whole = new SineCnn(gradient, Tensor.matrix(MlpMatrix.gradW2(gradOa, h)), MlpMatrix.gradB2(gradOa));
        return new Gradient(MlpMatrix.risk(MlpMatrix.loss(oa, y)), whole);
    }

    private static Tensor sin(Tensor z) {
        Tensor s = Tensor.zeros(z.shape());
        for (int i = 0; i < s.values().length; i++) {
            s.values()[i] = StrictMath.sin(z.values()[i]);
        }
        return s;
    }

    /** (n, 16, 10, 10) to (n, 1600). */
    private static double[][] flat(Tensor maps) {
        int n = maps.shape()[0];
        return new Tensor(new int[] {n, maps.values().length / n}, maps.values()).rows();
    }
}
