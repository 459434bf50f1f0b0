package org.crosscheck.compare.steps;

import static org.crosscheck.reference.Tensor.matrix;
import static org.crosscheck.reference.Tensor.vector;

import java.util.List;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.matrix.ConvolutionMatrix;
import org.crosscheck.reference.matrix.MlpMatrix;

/**
 * The CNN of the demo as steps, made of those of parts 2 and 3: conv1, sine, pool2, conv3, sine, then W h + b and
 * softmax on the 1600 outputs. Gradients are those of R^, the mean over the images.
 */
final class SineCnnSteps {

    private static final Bounded NONE = new Bounded(Tensor.scalar(0), null);

    static final List<Step> STEPS = List.of(
            new Step(
                    "conv1",
                    List.of("images", "conv1_W", "conv1_b"),
                    in -> ConvolutionMatrix.forward(
                            Cnn.CONV1, in.get("images"), in.get("conv1_W"), in.vector("conv1_b")),
                    (in, kappa) -> CnnSteps.forward(Cnn.CONV1, in.get("images"), in.get("conv1_W"), in.get("conv1_b"))),
            sine("sin1", "conv1"),
            new Step(
                    "pool2",
                    List.of("sin1"),
                    in -> CnnSteps.pool(in.get("sin1")),
                    (in, kappa) -> Bounds.linear(
                            (x, w, b) -> CnnSteps.pool(x), in.get("sin1"), NONE, NONE, CnnSteps.cells() + 1)),
            new Step(
                    "conv3",
                    List.of("pool2", "conv3_W", "conv3_b"),
                    in -> ConvolutionMatrix.forward(
                            Cnn.CONV3, in.get("pool2"), in.get("conv3_W"), in.vector("conv3_b")),
                    (in, kappa) -> CnnSteps.forward(Cnn.CONV3, in.get("pool2"), in.get("conv3_W"), in.get("conv3_b"))),
            sine("sin3", "conv3"),
            new Step(
                    "oa",
                    List.of("sin3", "W", "b"),
                    in -> matrix(MlpMatrix.oa(flat(in.get("sin3")).rows(), in.rows("W"), in.vector("b"))),
                    (in, kappa) -> MlpSteps.affine(flat(in.get("sin3")), in.get("W"), in.get("b"))),
            MlpSteps.OS,
            MlpSteps.GRAD_OA,
            new Step(
                    "grad_W",
                    List.of("grad_oa", "sin3"),
                    in -> matrix(MlpMatrix.gradW2(
                            in.rows("grad_oa"), flat(in.get("sin3")).rows())),
                    (in, kappa) -> MlpSteps.meanOfOuter(in.get("grad_oa"), flat(in.get("sin3")))),
            new Step(
                    "grad_b",
                    List.of("grad_oa"),
                    in -> vector(MlpMatrix.gradB2(in.rows("grad_oa"))),
                    (in, kappa) -> MlpSteps.meanOfRows(in.get("grad_oa"))),
            new Step(
                    "grad_sin3",
                    List.of("grad_oa", "W"),
                    in -> maps(matrix(MlpMatrix.gradHs(in.rows("grad_oa"), in.rows("W")))),
                    (in, kappa) -> maps(MlpSteps.throughTransposed(in.get("grad_oa"), in.get("W")))),
            new Step(
                    "grad_conv3",
                    List.of("grad_sin3", "conv3"),
                    in -> mean(times(in.get("grad_sin3"), in.get("conv3"))),
                    (in, kappa) -> meanOfProduct(in.get("grad_sin3"), MlpSteps.cosine(in.get("conv3"), kappa))),
            new Step(
                    "grad_conv3_W",
                    List.of("pool2", "grad_conv3"),
                    in -> ConvolutionMatrix.gradWeights(Cnn.CONV3, in.get("pool2"), in.get("grad_conv3")),
                    (in, kappa) -> CnnSteps.gradWeights(Cnn.CONV3, in.get("pool2"), in.get("grad_conv3"))),
            new Step(
                    "grad_conv3_b",
                    List.of("grad_conv3"),
                    in -> vector(ConvolutionMatrix.gradBias(Cnn.CONV3, in.get("grad_conv3"))),
                    (in, kappa) -> CnnSteps.gradBias(Cnn.CONV3, in.get("grad_conv3"))),
            new Step(
                    "grad_pool2",
                    List.of("grad_conv3", "conv3_W"),
                    in -> ConvolutionMatrix.gradImages(Cnn.CONV3, in.get("conv3_W"), in.get("grad_conv3")),
                    (in, kappa) -> CnnSteps.gradImages(Cnn.CONV3, in.get("conv3_W"), in.get("grad_conv3"))),
            new Step(
                    "grad_sin1",
                    List.of("grad_pool2"),
                    in -> CnnSteps.gradPool(in.get("grad_pool2")),
                    (in, kappa) ->
                            Bounds.linear((g, w, b) -> CnnSteps.gradPool(g), in.get("grad_pool2"), NONE, NONE, 2)),
            new Step(
                    "grad_conv1",
                    List.of("grad_sin1", "conv1"),
                    in -> times(in.get("grad_sin1"), in.get("conv1")),
                    (in, kappa) -> Bounds.product(in.get("grad_sin1"), MlpSteps.cosine(in.get("conv1"), kappa))),
            new Step(
                    "grad_conv1_W",
                    List.of("images", "grad_conv1"),
                    in -> ConvolutionMatrix.gradWeights(Cnn.CONV1, in.get("images"), in.get("grad_conv1")),
                    (in, kappa) -> CnnSteps.gradWeights(Cnn.CONV1, in.get("images"), in.get("grad_conv1"))),
            new Step(
                    "grad_conv1_b",
                    List.of("grad_conv1"),
                    in -> vector(ConvolutionMatrix.gradBias(Cnn.CONV1, in.get("grad_conv1"))),
                    (in, kappa) -> CnnSteps.gradBias(Cnn.CONV1, in.get("grad_conv1"))));

    private SineCnnSteps() {}

    private static Step sine(String quantity, String z) {
        return new Step(
                quantity,
                List.of(z),
                in -> Bounds.map(in.get(z), StrictMath::sin),
                (in, kappa) -> Bounds.sine(in.get(z), kappa));
    }

    /** g cos z, element by element. */
    private static Tensor times(Tensor g, Tensor z) {
        double[] product = new double[g.values().length];
        for (int i = 0; i < product.length; i++) {
            product[i] = g.values()[i] * StrictMath.cos(z.values()[i]);
        }
        return new Tensor(g.shape(), product);
    }

    /** Each element's part of a mean over the images. */
    private static Tensor mean(Tensor sums) {
        int n = sums.shape()[0];
        return Bounds.map(sums, value -> value / n);
    }

    /** A product as {@link Bounds#product}, and a division by the number of images: u |a b / n| more. */
    private static Tensor meanOfProduct(Bounded a, Bounded b) {
        double[] bound = Bounds.product(a, b).values();
        int n = a.value().shape()[0];
        for (int i = 0; i < bound.length; i++) {
            double product = Math.abs(a.value().values()[i] * b.value().values()[i]);
            bound[i] = Bounds.rounded((bound[i] + Bounds.U * (product + bound[i])) / n + Bounds.ETA);
        }
        return new Tensor(a.value().shape(), bound);
    }

    /** (n, 16, 10, 10) as (n, 1600). */
    private static Tensor flat(Tensor maps) {
        int n = maps.shape()[0];
        return new Tensor(new int[] {n, maps.values().length / n}, maps.values());
    }

    private static Bounded flat(Bounded maps) {
        return new Bounded(flat(maps.value()), maps.exact() ? null : flat(maps.error()));
    }

    /** (n, 1600) as (n, 16, 10, 10). */
    private static Tensor maps(Tensor rows) {
        return new Tensor(Cnn.CONV3.outputShape(rows.shape()[0]), rows.values());
    }
}
