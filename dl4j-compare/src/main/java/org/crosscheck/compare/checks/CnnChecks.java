package org.crosscheck.compare.checks;

import static org.crosscheck.compare.checks.Checks.checks;
import static org.crosscheck.compare.checks.Checks.gradients;
import static org.crosscheck.compare.checks.Checks.quantities;
import static org.crosscheck.compare.checks.GradientChecks.dotTest;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.dl4j.Dl4jLayers;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.steps.CnnSteps;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Window;
import org.crosscheck.reference.Window.Division;
import org.crosscheck.reference.WindowAxis;
import org.crosscheck.reference.matrix.ConvolutionMatrix;

/** Part 3 of the catalogue: the CNN, its shapes, and the configurations that reach a shape. */
final class CnnChecks {

    private static final int INPUT = 64;
    private static final int CHANNELS = 3;
    private static final int OUTPUT = 6;
    private static final int FILTERS = 64;

    /** Of the configurations that only floor division allows, every so many is run. */
    private static final int SAMPLE = 8;

    static final List<Question> QUESTIONS = List.of(
            new Question(
                    "3a",
                    3,
                    "size of the last layer's output",
                    checks(
                            checks(
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
                                            "grad_images"),
                                    gradients(
                                            "grad_conv3_W",
                                            "grad_conv3_b",
                                            "grad_pool2",
                                            "grad_conv1",
                                            "grad_conv1_W",
                                            "grad_conv1_b",
                                            "grad_images")),
                            List.of(
                                    dotTest("grad_conv3_W", "upstream", "conv3", ""),
                                    dotTest("grad_conv3_b", "upstream", "conv3", ""),
                                    dotTest("grad_conv1_b", "grad_conv1", "conv1", ""),
                                    dotTest("grad_pool2", "upstream", "conv3", ""),
                                    dotTest("grad_conv1", "grad_pool2", "pool2", ""),
                                    dotTest("grad_conv1_W", "grad_conv1", "conv1", ""),
                                    dotTest("grad_images", "grad_conv1", "conv1", "")),
                            count("q3a"))),
            new Question("3b", 2, "parameters of the last layer", List.of(count("q3b"))),
            new Question("3c", 2, "64x64x3 to (64, 6, 6), no padding, no dilation", configurations("q3c", 0, 1)),
            new Question("3d", 2, "64x64x3 to (64, 6, 6), p = 1, d = 2", configurations("q3d", 1, 2)),
            new Question("3e", 2, "64x64x3 to (64, 6, 6), p = 1, d = 1", configurations("q3e", 1, 1)));

    private CnnChecks() {}

    private static Check count(String key) {
        return new Check(key, Kind.SHAPE, "reference", "dl4j", Group.SHAPES, evidence -> {
            Tensor left = evidence.answers("reference").get(key);
            return Agreement.compare(left, evidence.answers("dl4j").get(key), Bounds.exact(left));
        });
    }

    private static List<Check> configurations(String key, int padding, int dilation) {
        return List.of(
                reaches(key),
                pairs(key, padding, dilation, Division.EXACT),
                pairs(key, padding, dilation, Division.FLOOR),
                layers(key, padding, dilation, Division.EXACT),
                layers(key, padding, dilation, Division.FLOOR));
    }

    /** The answered configuration, run in DL4J: the output must be (64, 6, 6). */
    private static Check reaches(String key) {
        return new Check(key, Kind.SHAPE, "question", "dl4j", Group.SHAPES, evidence -> {
            double[] answer = evidence.answers("reference").vector(key);
            Window window = new Window((int) answer[0], (int) answer[1], (int) answer[2], (int) answer[3]);
            Tensor left = Tensor.vector(new double[] {FILTERS, OUTPUT, OUTPUT});
            boolean accepted = window.fits(INPUT) && Dl4jLayers.outcome(window, INPUT, OUTPUT, true) >= 0;
            Tensor right = accepted
                    ? Tensor.vector(Dl4jLayers.outputShape(geometry(window)))
                    : Bounds.map(left, refused -> Double.NaN);
            return Agreement.compare(left, right, Bounds.exact(left));
        });
    }

    /**
     * For every k and s up to the padded size: 1 where they reach the target, 0 where they lead elsewhere, -1 where the
     * layer is refused (a window that does not fit; for exact division also a stride that does not divide). The
     * reference's constructors against DL4J in mode Strict (exact) or Truncate (floor).
     */
    private static Check pairs(String key, int padding, int dilation, Division division) {
        String name = key + " pairs, " + text(division);
        return new Check(name, Kind.SHAPE, "reference", "dl4j", Group.SHAPES, evidence -> {
            int size = INPUT + 2 * padding;
            Tensor left = Tensor.zeros(size, size);
            Tensor right = Tensor.zeros(size, size);
            Set<Window> listed = new HashSet<>(windows(padding, dilation, division));
            for (int k = 1; k <= size; k++) {
                for (int s = 1; s <= size; s++) {
                    Window window = new Window(k, s, padding, dilation);
                    int at = (k - 1) * size + s - 1;
                    int outcome = outcome(window, division);
                    // What the search lists must be what the constructors reach; else nothing equals this.
                    left.values()[at] = listed.contains(window) == (outcome == 1) ? outcome : Double.NaN;
                    right.values()[at] = Dl4jLayers.outcome(window, INPUT, OUTPUT, division == Division.EXACT);
                }
            }
            return Agreement.compare(left, right, Bounds.exact(left));
        });
    }

    private static int outcome(Window window, Division division) {
        WindowAxis axis;
        try {
            axis = window.along(INPUT);
        } catch (IllegalArgumentException refused) {
            return -1;
        }
        if (division == Division.EXACT && !axis.exact()) {
            return -1;
        }
        return axis.output() == OUTPUT ? 1 : 0;
    }

    /** The layers themselves, run on random numbers: every configuration with exact division, a sample of the others. */
    private static Check layers(String key, int padding, int dilation, Division division) {
        String name = key + " layers, " + text(division);
        return new Check(name, Kind.LOCAL, "reference", "dl4j", Group.SHAPES, evidence -> {
            List<Window> windows = windows(padding, dilation, division);
            if (division == Division.FLOOR) {
                List<Window> exact = windows(padding, dilation, Division.EXACT);
                List<Window> rest = windows.stream()
                        .filter(window -> !exact.contains(window))
                        .toList();
                windows = rest.stream()
                        .filter(window -> rest.indexOf(window) % SAMPLE == 0)
                        .toList();
            }
            int each = FILTERS * OUTPUT * OUTPUT;
            Tensor left = Tensor.zeros(windows.size(), FILTERS, OUTPUT, OUTPUT);
            Tensor right = Tensor.zeros(left.shape());
            Tensor bound = Tensor.zeros(left.shape());
            for (int i = 0; i < windows.size(); i++) {
                Layer layer = Layer.random(geometry(windows.get(i)));
                System.arraycopy(layer.reference().values(), 0, left.values(), i * each, each);
                System.arraycopy(layer.dl4j(division).values(), 0, right.values(), i * each, each);
                System.arraycopy(layer.bound().values(), 0, bound.values(), i * each, each);
            }
            return Agreement.compare(left, right, bound);
        });
    }

    private static List<Window> windows(int padding, int dilation, Division division) {
        return Window.reaching(INPUT, INPUT, OUTPUT, OUTPUT, padding, dilation, division);
    }

    private static Geometry geometry(Window window) {
        return new Geometry(CHANNELS, FILTERS, window.along(INPUT), window.along(INPUT));
    }

    private static String text(Division division) {
        return division == Division.EXACT ? "exact" : "floor";
    }

    /** One convolution layer with random weights, and an image for it. */
    private record Layer(Geometry geometry, Tensor image, Tensor weights, Tensor bias) {

        static Layer random(Geometry geometry) {
            Random random = new Random(geometry.hashCode());
            return new Layer(
                    geometry,
                    random(random, geometry.inputShape(1)),
                    random(random, geometry.weightShape()),
                    random(random, geometry.filters()));
        }

        private static Tensor random(Random random, int... shape) {
            return Bounds.map(Tensor.zeros(shape), zero -> 2 * random.nextDouble() - 1);
        }

        Tensor reference() {
            return ConvolutionMatrix.forward(geometry, image, weights, bias.values());
        }

        Tensor dl4j(Division division) {
            return Dl4jLayers.forward(geometry, division == Division.EXACT, image, weights, bias);
        }

        /** Both sides sum the same products. */
        Tensor bound() {
            Tensor one = CnnSteps.forward(
                    geometry, new Bounded(image, null), new Bounded(weights, null), new Bounded(bias, null));
            return Bounds.add(one, one);
        }
    }
}
