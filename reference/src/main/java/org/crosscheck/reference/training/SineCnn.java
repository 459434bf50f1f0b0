package org.crosscheck.reference.training;

import java.util.List;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.ConvolutionDetailed;
import org.crosscheck.reference.MlpDetailed;
import org.crosscheck.reference.PoolingDetailed;
import org.crosscheck.reference.Require;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.kernels.Matrix;

/**
 * The network of the CNN demo: the three layers of part 3 with the activation of part 2 after each convolution, and a
 * softmax output layer as in part 2 on the 1600 outputs.
 *
 * <pre>conv1, sin, pool2, conv3, sin, o^a = W h + b with h the flattened maps, o^s = softmax(o^a)</pre>
 *
 * Also used for anything of the same shapes, such as the gradient of R^.
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

    /**
     * What the forward pass over n images computes, in detailed form.
     *
     * @param conv1 the first maps before their sine, shape (n, 6, 28, 28)
     * @param pool2 the means of their sines, shape (n, 6, 14, 14)
     * @param conv3 the last maps before their sine, shape (n, 16, 10, 10)
     * @param h their sines, the input of the output layer, shape (n, 1600)
     * @param oa the logits, shape (n, m)
     * @param os the probabilities, shape (n, m)
     */
    public record Forward(Tensor conv1, Tensor pool2, Tensor conv3, double[][] h, double[][] oa, double[][] os) {

        /** R^, the mean of L. */
        public double risk(int[] y) {
            double[] loss = new double[y.length];
            for (int e = 0; e < y.length; e++) {
                loss[e] = Softmax.negativeLogLikelihood(oa[e], y[e]);
            }
            return MlpDetailed.risk(loss);
        }

        /** The last maps of each example in a row: (n, 1600). */
        private double[][] maps() {
            return new Tensor(new int[] {h.length, h[0].length}, conv3.values()).rows();
        }
    }

    /**
     * The forward pass over images (n, 1, 32, 32), one element at a time: the specification of {@link CnnTrainer}. Throws
     * {@link IllegalArgumentException} on a wrong shape.
     */
    public Forward forward(Tensor images) {
        Tensor conv1 = ConvolutionDetailed.forward(Cnn.CONV1, images, cnn.conv1W(), cnn.conv1B());
        Tensor sin1 = new Tensor(conv1.shape(), MlpDetailed.hs(conv1.values()));
        Tensor pool2 = PoolingDetailed.forward(Cnn.POOL2, Cnn.POOL2, sin1);
        Tensor conv3 = ConvolutionDetailed.forward(Cnn.CONV3, pool2, cnn.conv3W(), cnn.conv3B());
        int n = conv3.shape()[0];
        double[][] h = new Tensor(new int[] {n, w.shape()[1]}, MlpDetailed.hs(conv3.values())).rows();
        double[][] oa = new double[n][];
        double[][] os = new double[n][];
        for (int e = 0; e < n; e++) {
            oa[e] = MlpDetailed.oa(w.rows(), b, h[e]);
            os[e] = MlpDetailed.os(oa[e]);
        }
        return new Forward(conv1, pool2, conv3, h, oa, os);
    }

    /**
     * The gradient of R^, a mean over n, with respect to every parameter: back from what the forward pass of the same images,
     * with classes y in 1..m, has computed. Throws {@link IllegalArgumentException} on a wrong shape or class.
     */
    public SineCnn gradient(Tensor images, int[] y, Forward forward) {
        int n = y.length;
        double[][] maps = forward.maps();
        double[][] gradOa = new double[n][];
        double[][] gradMaps = new double[n][];
        for (int e = 0; e < n; e++) {
            gradOa[e] = MlpDetailed.gradOa(forward.os[e], y[e]);
            gradMaps[e] = MlpDetailed.gradHa(MlpDetailed.gradHs(w.rows(), gradOa[e]), maps[e]);
        }
        Tensor gradConv3 =
                new Tensor(forward.conv3.shape(), Tensor.matrix(gradMaps).values());
        Tensor gradSin1 = PoolingDetailed.gradImages(
                Cnn.POOL2, Cnn.POOL2, ConvolutionDetailed.gradImages(Cnn.CONV3, cnn.conv3W(), gradConv3));
        Tensor gradConv1 =
                new Tensor(forward.conv1.shape(), MlpDetailed.gradHa(gradSin1.values(), forward.conv1.values()));
        SineCnn sum = new SineCnn(
                new Cnn(
                        ConvolutionDetailed.gradWeights(Cnn.CONV1, images, gradConv1),
                        ConvolutionDetailed.gradBias(Cnn.CONV1, gradConv1),
                        ConvolutionDetailed.gradWeights(Cnn.CONV3, forward.pool2, gradConv3),
                        ConvolutionDetailed.gradBias(Cnn.CONV3, gradConv3)),
                outer(gradOa, forward.h),
                column(gradOa));
        return sum.over(n);
    }

    /** The sum over examples of gradOa h^T: (n, m) and (n, 1600) to (m, 1600). */
    private Tensor outer(double[][] gradOa, double[][] h) {
        Tensor sum = Tensor.zeros(w.shape());
        for (int e = 0; e < h.length; e++) {
            for (int i = 0; i < sum.values().length; i++) {
                int[] kj = sum.index(i);
                sum.values()[i] += gradOa[e][kj[0]] * h[e][kj[1]];
            }
        }
        return sum;
    }

    /** The sum over examples: (n, m) to (m). */
    private static double[] column(double[][] gradOa) {
        double[] sum = new double[gradOa[0].length];
        for (double[] row : gradOa) {
            for (int k = 0; k < sum.length; k++) {
                sum[k] += row[k];
            }
        }
        return sum;
    }

    private SineCnn over(int n) {
        return of(tensors().stream()
                .map(tensor -> new Tensor(tensor.shape(), Matrix.divide(tensor.values(), n)))
                .toList());
    }
}
