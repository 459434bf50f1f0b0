package org.crosscheck.compare.steps;

import static org.crosscheck.reference.Tensor.vector;

import java.util.List;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.matrix.ConvolutionMatrix;
import org.crosscheck.reference.matrix.PoolingMatrix;

/** Part 3 of the homework as steps: the CNN forward, and backward from S = sum(upstream * conv3). */
public final class CnnSteps {

    private static final Bounded NONE = new Bounded(Tensor.scalar(0), null);

    static final List<Step> STEPS = List.of(
            new Step(
                    "conv1",
                    List.of("images", "conv1_W", "conv1_b"),
                    in -> forward(Cnn.CONV1, in, "images", "conv1_W", "conv1_b"),
                    (in, kappa) -> forward(Cnn.CONV1, in.get("images"), in.get("conv1_W"), in.get("conv1_b"))),
            new Step(
                    "pool2",
                    List.of("conv1"),
                    in -> pool(in.get("conv1")),
                    (in, kappa) -> Bounds.linear((x, w, b) -> pool(x), in.get("conv1"), NONE, NONE, cells() + 1)),
            new Step(
                    "conv3",
                    List.of("pool2", "conv3_W", "conv3_b"),
                    in -> forward(Cnn.CONV3, in, "pool2", "conv3_W", "conv3_b"),
                    (in, kappa) -> forward(Cnn.CONV3, in.get("pool2"), in.get("conv3_W"), in.get("conv3_b"))),
            new Step(
                    "grad_conv3_W",
                    List.of("pool2", "upstream"),
                    in -> ConvolutionMatrix.gradWeights(Cnn.CONV3, in.get("pool2"), in.get("upstream")),
                    (in, kappa) -> gradWeights(Cnn.CONV3, in.get("pool2"), in.get("upstream"))),
            new Step(
                    "grad_conv3_b",
                    List.of("upstream"),
                    in -> vector(ConvolutionMatrix.gradBias(Cnn.CONV3, in.get("upstream"))),
                    (in, kappa) -> gradBias(Cnn.CONV3, in.get("upstream"))),
            new Step(
                    "grad_pool2",
                    List.of("upstream", "conv3_W"),
                    in -> ConvolutionMatrix.gradImages(Cnn.CONV3, in.get("conv3_W"), in.get("upstream")),
                    (in, kappa) -> gradImages(Cnn.CONV3, in.get("conv3_W"), in.get("upstream"))),
            new Step(
                    "grad_conv1",
                    List.of("grad_pool2"),
                    in -> gradPool(in.get("grad_pool2")),
                    (in, kappa) -> Bounds.linear((g, w, b) -> gradPool(g), in.get("grad_pool2"), NONE, NONE, 2)),
            new Step(
                    "grad_conv1_W",
                    List.of("images", "grad_conv1"),
                    in -> ConvolutionMatrix.gradWeights(Cnn.CONV1, in.get("images"), in.get("grad_conv1")),
                    (in, kappa) -> gradWeights(Cnn.CONV1, in.get("images"), in.get("grad_conv1"))),
            new Step(
                    "grad_conv1_b",
                    List.of("grad_conv1"),
                    in -> vector(ConvolutionMatrix.gradBias(Cnn.CONV1, in.get("grad_conv1"))),
                    (in, kappa) -> gradBias(Cnn.CONV1, in.get("grad_conv1"))),
            new Step(
                    "grad_images",
                    List.of("grad_conv1", "conv1_W"),
                    in -> ConvolutionMatrix.gradImages(Cnn.CONV1, in.get("conv1_W"), in.get("grad_conv1")),
                    (in, kappa) -> gradImages(Cnn.CONV1, in.get("conv1_W"), in.get("grad_conv1"))));

    private CnnSteps() {}

    static int cells() {
        return Cnn.POOL2.kernel() * Cnn.POOL2.kernel();
    }

    static Tensor pool(Tensor x) {
        return PoolingMatrix.forward(Cnn.POOL2, Cnn.POOL2, x);
    }

    /** The windows do not overlap, so each gradient has one term. */
    static Tensor gradPool(Tensor gradOutput) {
        return PoolingMatrix.gradImages(Cnn.POOL2, Cnn.POOL2, gradOutput);
    }

    private static Tensor forward(Geometry geometry, NamedTensors in, String x, String w, String b) {
        return ConvolutionMatrix.forward(geometry, in.get(x), in.get(w), in.vector(b));
    }

    /** channels kh kw products and a bias. */
    public static Tensor forward(Geometry geometry, Bounded x, Bounded w, Bounded b) {
        double products = (double) geometry.weights() / geometry.filters();
        return Bounds.linear(
                (xs, ws, bs) -> ConvolutionMatrix.forward(geometry, xs, ws, bs.values()), x, w, b, products + 1);
    }

    /** n Ho Wo products. */
    static Tensor gradWeights(Geometry geometry, Bounded x, Bounded gradOutput) {
        return Bounds.linear(
                (xs, gs, none) -> ConvolutionMatrix.gradWeights(geometry, xs, gs),
                x,
                gradOutput,
                NONE,
                positions(gradOutput.value()) + 2);
    }

    /** n Ho Wo terms. */
    static Tensor gradBias(Geometry geometry, Bounded gradOutput) {
        return Bounds.linear(
                (gs, none, nothing) -> vector(ConvolutionMatrix.gradBias(geometry, gs)),
                gradOutput,
                NONE,
                NONE,
                positions(gradOutput.value()) + 1);
    }

    /** At most filters kh kw products. */
    static Tensor gradImages(Geometry geometry, Bounded w, Bounded gradOutput) {
        double products = (double) geometry.weights() / geometry.channels();
        return Bounds.linear(
                (ws, gs, none) -> ConvolutionMatrix.gradImages(geometry, ws, gs), w, gradOutput, NONE, products);
    }

    private static double positions(Tensor gradOutput) {
        int[] shape = gradOutput.shape();
        return (double) shape[0] * shape[2] * shape[3];
    }
}
