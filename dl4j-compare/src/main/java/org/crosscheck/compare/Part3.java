package org.crosscheck.compare;

import static org.crosscheck.compare.Catalogue.checks;
import static org.crosscheck.compare.Catalogue.quantities;

import java.util.List;
import org.crosscheck.compare.Check.Kind;
import org.crosscheck.compare.Schema.Group;
import org.crosscheck.compare.dl4j.Dl4jLayers;
import org.crosscheck.reference.ConvolutionMatrix;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Window;

/** Part 3 of the catalogue: the CNN, its shapes, and the configurations that reach a shape. */
final class Part3 {

    static final List<Question> QUESTIONS = List.of(
            new Question(
                    "3a",
                    3,
                    "size of the last layer's output",
                    checks(
                            List.of(count("q3a")),
                            quantities(
                                    "conv1",
                                    "pool2",
                                    "conv3",
                                    "grad_conv3_W",
                                    "grad_conv3_b",
                                    "grad_pool2",
                                    "grad_conv1",
                                    "grad_conv1_W",
                                    "grad_conv1_b",
                                    "grad_images"))),
            new Question("3b", 2, "parameters of the last layer", List.of(count("q3b"))),
            new Question("3c", 2, "64x64x3 to (64, 6, 6), no padding, no dilation", List.of(reaches("q3c"))),
            new Question("3d", 2, "64x64x3 to (64, 6, 6), p = 1, d = 2", List.of(reaches("q3d"))),
            new Question("3e", 2, "64x64x3 to (64, 6, 6), p = 1, d = 1", List.of(reaches("q3e"))));

    private Part3() {}

    private static Check count(String key) {
        return new Check(key, Kind.SHAPE, "reference", "dl4j", Group.SHAPES, evidence -> {
            Tensor left = evidence.answers("reference").get(key);
            return Agreement.compare(left, evidence.answers("dl4j").get(key), Bounds.exact(left));
        });
    }

    /** The answered configuration, run: the reference's output and DL4J's must both be (64, 6, 6). */
    private static Check reaches(String key) {
        return new Check(key, Kind.SHAPE, "reference", "dl4j", Group.SHAPES, evidence -> {
            double[] answer = evidence.answers("reference").vector(key);
            Window window = new Window((int) answer[0], (int) answer[1], (int) answer[2], (int) answer[3]);
            Geometry geometry = new Geometry(3, 64, window.along(64), window.along(64));
            Tensor output = ConvolutionMatrix.forward(
                    geometry,
                    Tensor.zeros(geometry.inputShape(1)),
                    Tensor.zeros(geometry.weightShape()),
                    new double[geometry.filters()]);
            Tensor left = Tensor.vector(new double[] {64, 6, 6});
            int[] shape = output.shape();
            Tensor reference = Tensor.vector(new double[] {shape[1], shape[2], shape[3]});
            Agreement mine = Agreement.compare(left, reference, Bounds.exact(left));
            return mine.agrees()
                    ? Agreement.compare(left, Tensor.vector(Dl4jLayers.outputShape(geometry)), Bounds.exact(left))
                    : mine;
        });
    }
}
