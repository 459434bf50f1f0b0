package org.crosscheck.compare.dl4j;

import java.util.Locale;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;
import org.nd4j.linalg.dataset.DataSet;

/**
 * What DL4J's default does to a saturated loss: it raises probabilities to 1e-10 in the score, though not in the
 * gradient. Every comparison here sets that clip to 0.
 */
public final class ClipFinding {

    private ClipFinding() {}

    /** The finding in a sentence, computed on a network whose logits are 0 and -40 with class 2 as the label. */
    public static String text() {
        NamedTensors given = NamedTensors.NONE
                .with("X", Tensor.matrix(new double[][] {{1}}))
                .with("y", Tensor.vector(new double[] {2}))
                .with("W1", Tensor.matrix(new double[][] {{0}}))
                .with("b1", Tensor.vector(new double[] {0}))
                .with("W2", Tensor.matrix(new double[][] {{0}, {0}}))
                .with("b2", Tensor.vector(new double[] {0, -40}));
        double exact = Softmax.negativeLogLikelihood(given.vector("b2"), 2);
        double clipped = score(given, Dl4jMlp.DEFAULT_CLIP);
        double unclipped = score(given, 0);
        return String.format(
                Locale.ROOT,
                "for logits (0, -40) and y = 2, L = -log o_y is %.4f; DL4J's default score, which raises"
                        + " probabilities to %.0e, is %.4f, off by %.4f; with the clip set to 0, as everywhere here, it is"
                        + " %.4f (2d).",
                exact,
                Dl4jMlp.DEFAULT_CLIP,
                clipped,
                exact - clipped,
                unclipped);
    }

    private static double score(NamedTensors given, double clip) {
        DataSet data = new DataSet(Bridge.toNd4j(given.get("X")), Bridge.onehot(given.integers("y"), 2));
        return Dl4jMlp.network(given, clip, 0).score(data, false);
    }
}
