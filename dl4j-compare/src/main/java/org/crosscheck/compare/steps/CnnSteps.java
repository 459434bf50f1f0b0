package org.crosscheck.compare.steps;

import static org.crosscheck.reference.Tensor.vector;

import java.util.List;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.rounding.Bounds.Multilinear;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.matrix.ConvolutionMatrix;
import org.crosscheck.reference.matrix.PoolingMatrix;

/** Part 3 of the homework as steps: the CNN forward, and backward from S = sum(upstream * conv3). */
public final class CnnSteps {

    /** Question 3a: the three layers, and the gradient of S with respect to each quantity. */
    static final List<Step> STEPS = List.of(
            convolution(Cnn.CONV1, "conv1", "images", "conv1_W", "conv1_b"),
            pooling("pool2", "conv1"),
            convolution(Cnn.CONV3, "conv3", "pool2", "conv3_W", "conv3_b"),
            gradWeights(Cnn.CONV3, "grad_conv3_W", "pool2", "upstream"),
            gradBias(Cnn.CONV3, "grad_conv3_b", "upstream"),
            gradImages(Cnn.CONV3, "grad_pool2", "upstream", "conv3_W"),
            gradPooling("grad_conv1", "grad_pool2"),
            gradWeights(Cnn.CONV1, "grad_conv1_W", "images", "grad_conv1"),
            gradBias(Cnn.CONV1, "grad_conv1_b", "grad_conv1"),
            gradImages(Cnn.CONV1, "grad_images", "grad_conv1", "conv1_W"));

    private CnnSteps() {}

    /** Questions 3a and 3c to 3e: the bound of one convolution layer of any geometry. */
    public static Tensor forward(Geometry geometry, Bounded x, Bounded w, Bounded b) {
        return Bounds.linear(forward(geometry), x, w, b, products(geometry) + 1);
    }

    /** A layer's output: channels kh kw products and a bias. */
    static Step convolution(Geometry geometry, String quantity, String x, String w, String b) {
        return Step.affine(quantity, x, w, b, forward(geometry), weights -> products(geometry));
    }

    private static Multilinear forward(Geometry geometry) {
        return (x, w, b) -> ConvolutionMatrix.forward(geometry, x, w, b.values());
    }

    private static int products(Geometry geometry) {
        return Math.toIntExact(geometry.weights() / geometry.filters());
    }

    /** Average pooling over windows of 2x2: four terms and a division. */
    static Step pooling(String quantity, String x) {
        int cells = Cnn.POOL2.kernel() * Cnn.POOL2.kernel();
        return Step.linear(quantity, x, maps -> PoolingMatrix.forward(Cnn.POOL2, Cnn.POOL2, maps), maps -> cells + 1);
    }

    /** Back through the pooling: the windows do not overlap, so each gradient has one term. */
    static Step gradPooling(String quantity, String gradOutput) {
        return Step.linear(
                quantity, gradOutput, grad -> PoolingMatrix.gradImages(Cnn.POOL2, Cnn.POOL2, grad), grad -> 2);
    }

    /** The gradient of the filters: n Ho Wo products. */
    static Step gradWeights(Geometry geometry, String quantity, String x, String gradOutput) {
        return Step.linear(
                quantity,
                x,
                gradOutput,
                (images, grad) -> ConvolutionMatrix.gradWeights(geometry, images, grad),
                (images, grad) -> positions(grad) + 2);
    }

    /** The gradient of the biases: n Ho Wo terms. */
    static Step gradBias(Geometry geometry, String quantity, String gradOutput) {
        return Step.linear(
                quantity,
                gradOutput,
                grad -> vector(ConvolutionMatrix.gradBias(geometry, grad)),
                grad -> positions(grad) + 1);
    }

    /** The gradient of the layer's input: at most filters kh kw products. */
    static Step gradImages(Geometry geometry, String quantity, String gradOutput, String w) {
        return Step.linear(
                quantity,
                gradOutput,
                w,
                (grad, weights) -> ConvolutionMatrix.gradImages(geometry, weights, grad),
                (grad, weights) -> Math.toIntExact(geometry.weights() / geometry.channels()));
    }

    private static int positions(Tensor gradOutput) {
        int[] shape = gradOutput.shape();
        return shape[0] * shape[2] * shape[3];
    }
}
