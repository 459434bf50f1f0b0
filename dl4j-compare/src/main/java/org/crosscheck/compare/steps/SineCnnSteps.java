package org.crosscheck.compare.steps;

import static org.crosscheck.reference.Tensor.matrix;

import java.util.List;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.matrix.MlpMatrix;

/**
 * The CNN of the demo as steps, made of those of parts 2 and 3: conv1, sine, pool2, conv3, sine, then W h + b and
 * softmax on the 1600 outputs. Gradients are those of R^, the mean over the images.
 */
public final class SineCnnSteps {

    /** What distinguishes this network's answers from those of parts 2 and 3 that have the same names. */
    public static final String PREFIX = "sine_";

    static final List<Step> STEPS = List.of(
            CnnSteps.convolution(Cnn.CONV1, "conv1", "images", "conv1_W", "conv1_b"),
            sine("sin1", "conv1"),
            CnnSteps.pooling("pool2", "sin1"),
            CnnSteps.convolution(Cnn.CONV3, "conv3", "pool2", "conv3_W", "conv3_b"),
            sine("sin3", "conv3"),
            Step.affine(
                    "oa",
                    "sin3",
                    "W",
                    "b",
                    (maps, w, b) -> matrix(MlpMatrix.oa(flat(maps).rows(), w.rows(), b.values())),
                    MlpSteps::columns),
            MlpSteps.OS,
            MlpSteps.GRAD_OA,
            Step.linear(
                    "grad_W",
                    "grad_oa",
                    "sin3",
                    (delta, maps) ->
                            matrix(MlpMatrix.gradW2(delta.rows(), flat(maps).rows())),
                    (delta, maps) -> MlpSteps.examples(maps) + 2),
            MlpSteps.meanOfRows("grad_b", "grad_oa", MlpMatrix::gradB2),
            Step.linear(
                    "grad_sin3",
                    "grad_oa",
                    "W",
                    (delta, w) -> maps(matrix(MlpMatrix.gradHs(delta.rows(), w.rows()))),
                    (delta, w) -> MlpSteps.examples(w)),
            Step.of(
                    "grad_conv3",
                    "grad_sin3",
                    "conv3",
                    (g, z) -> mean(timesCosine(g, z)),
                    (g, z, kappa) -> meanOfProduct(g, MlpSteps.cosine(z, kappa))),
            CnnSteps.gradWeights(Cnn.CONV3, "grad_conv3_W", "pool2", "grad_conv3"),
            CnnSteps.gradBias(Cnn.CONV3, "grad_conv3_b", "grad_conv3"),
            CnnSteps.gradImages(Cnn.CONV3, "grad_pool2", "grad_conv3", "conv3_W"),
            CnnSteps.gradPooling("grad_sin1", "grad_pool2"),
            Step.of(
                    "grad_conv1",
                    "grad_sin1",
                    "conv1",
                    SineCnnSteps::timesCosine,
                    (g, z, kappa) -> Bounds.product(g, MlpSteps.cosine(z, kappa))),
            CnnSteps.gradWeights(Cnn.CONV1, "grad_conv1_W", "images", "grad_conv1"),
            CnnSteps.gradBias(Cnn.CONV1, "grad_conv1_b", "grad_conv1"));

    /** The same with L and R^. */
    private static final List<Step> WITH_RISK = Stream.concat(
                    STEPS.stream(), Stream.of(MlpSteps.LOSS_FROM_LOGITS, MlpSteps.RISK))
            .toList();

    private SineCnnSteps() {}

    /**
     * The chained bounds of all that an engine computes of this network.
     *
     * @param given the parameters, images and y, which are exact
     */
    public static NamedTensors errors(NamedTensors given, double kappa) {
        NamedTensors known = given;
        for (Step step : WITH_RISK) {
            known = known.with(step.quantity(), step.replay().apply(known));
        }
        return Chain.errors(WITH_RISK, known, given.keys(), kappa);
    }

    private static Step sine(String quantity, String z) {
        return Step.of(quantity, z, maps -> maps.map(Functions::phi), Bounds::phi);
    }

    /** g cos z, element by element. */
    private static Tensor timesCosine(Tensor g, Tensor z) {
        return g.map(z, (gi, zi) -> gi * Functions.phiPrime(zi));
    }

    /** Each element's share of a mean over the images. */
    private static Tensor mean(Tensor sums) {
        int n = sums.shape()[0];
        return sums.map(value -> value / n);
    }

    /** A product, bounded as in {@link Bounds#product}, divided by the number of images: u |a b / n| more. */
    private static Tensor meanOfProduct(Bounded a, Bounded b) {
        double[] bound = Bounds.product(a, b).values();
        int n = a.value().shape()[0];
        for (int i = 0; i < bound.length; i++) {
            double product = Math.abs(a.value().values()[i] * b.value().values()[i]);
            bound[i] = Bounds.rounded((bound[i] + Bounds.U * (product + bound[i])) / n + Bounds.ETA);
        }
        return new Tensor(a.value().shape(), bound);
    }

    /** (n, c, h, w) as (n, c h w). */
    static Tensor flat(Tensor maps) {
        int n = maps.shape()[0];
        return new Tensor(new int[] {n, maps.values().length / n}, maps.values());
    }

    /** (n, 1600) as (n, 16, 10, 10). */
    private static Tensor maps(Tensor rows) {
        return new Tensor(Cnn.CONV3.outputShape(rows.shape()[0]), rows.values());
    }
}
