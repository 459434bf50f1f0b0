package org.crosscheck.reference;

/**
 * The convolution of part 3 in its detailed form, the specification: one multiplication at a time, as {@link
 * Geometry#forEachTap} lists them. As in every such network the kernel is not flipped (a cross-correlation):
 *
 * <pre>out[n, f, i, j] = b[f] + sum over c, u, v of w[f, c, u, v] x[n, c, i s - p + u d, j s - p + v d]</pre>
 *
 * where x is 0 in the padding. The gradients are those of any S whose gradient with respect to the output is given.
 * All functions throw {@link IllegalArgumentException} if a shape does not fit the geometry.
 */
public final class ConvolutionDetailed {

    private ConvolutionDetailed() {}

    /** Question 3a: the output, shape (n, filters, output height, output width). */
    public static Tensor forward(Geometry geometry, Tensor images, Tensor weights, double[] bias) {
        int n = Geometry.images("images", images);
        Geometry.requireShape("images", geometry.inputShape(n), images);
        Geometry.requireShape("weights", geometry.weightShape(), weights);
        Tensor output = startedFrom(bias, geometry.outputShape(n));
        double[] out = output.values();
        double[] w = weights.values();
        double[] x = images.values();
        geometry.forEachTap(n, (o, t, i) -> out[o] += w[t] * x[i]);
        return output;
    }

    /** dS/dw[f, c, u, v] = sum over n, i, j of dS/dout[n, f, i, j] x[n, c, i s - p + u d, j s - p + v d]. */
    public static Tensor gradWeights(Geometry geometry, Tensor images, Tensor gradOutput) {
        int n = Geometry.images("images", images);
        Geometry.requireShape("images", geometry.inputShape(n), images);
        Geometry.requireShape("gradOutput", geometry.outputShape(n), gradOutput);
        Tensor gradient = Tensor.zeros(geometry.weightShape());
        double[] gradW = gradient.values();
        double[] x = images.values();
        double[] gradOut = gradOutput.values();
        geometry.forEachTap(n, (o, t, i) -> gradW[t] += gradOut[o] * x[i]);
        return gradient;
    }

    /** dS/db[f] = sum over n, i, j of dS/dout[n, f, i, j]. Shape (filters). */
    public static double[] gradBias(Geometry geometry, Tensor gradOutput) {
        int n = Geometry.images("gradOutput", gradOutput);
        Geometry.requireShape("gradOutput", geometry.outputShape(n), gradOutput);
        double[] gradB = new double[geometry.filters()];
        for (int o = 0; o < gradOutput.values().length; o++) {
            gradB[gradOutput.index(o)[1]] += gradOutput.values()[o];
        }
        return gradB;
    }

    /** dS/dx[n, c, r, q]: the sum of dS/dout w over all output and weight elements that met x[n, c, r, q]. */
    public static Tensor gradImages(Geometry geometry, Tensor weights, Tensor gradOutput) {
        int n = Geometry.images("gradOutput", gradOutput);
        Geometry.requireShape("weights", geometry.weightShape(), weights);
        Geometry.requireShape("gradOutput", geometry.outputShape(n), gradOutput);
        Tensor gradient = Tensor.zeros(geometry.inputShape(n));
        double[] gradX = gradient.values();
        double[] w = weights.values();
        double[] gradOut = gradOutput.values();
        geometry.forEachTap(n, (o, t, i) -> gradX[i] += gradOut[o] * w[t]);
        return gradient;
    }

    private static Tensor startedFrom(double[] bias, int[] shape) {
        Require.require(bias.length == shape[1], "%d biases for %d filters", bias.length, shape[1]);
        Tensor output = Tensor.zeros(shape);
        for (int o = 0; o < output.values().length; o++) {
            output.values()[o] = bias[output.index(o)[1]];
        }
        return output;
    }
}
