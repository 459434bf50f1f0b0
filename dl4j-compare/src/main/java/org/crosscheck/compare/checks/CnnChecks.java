package org.crosscheck.compare.checks;

import static org.crosscheck.compare.checks.Checks.checks;
import static org.crosscheck.compare.checks.Checks.gradients;
import static org.crosscheck.compare.checks.Checks.quantities;
import static org.crosscheck.compare.checks.GradientChecks.dotTest;
import static org.crosscheck.compare.homework.WindowQuestion.FILTERS;
import static org.crosscheck.compare.homework.WindowQuestion.INPUT;
import static org.crosscheck.compare.homework.WindowQuestion.OUTPUT;
import static org.crosscheck.compare.homework.WindowQuestion.layer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.homework.WindowQuestion;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.steps.CnnSteps;
import org.crosscheck.compare.steps.Layers;
import org.crosscheck.compare.steps.SineCnnSteps;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Window;
import org.crosscheck.reference.Window.Division;

/** Part 3 of the catalogue, questions 3a to 3e: the CNN, its shapes, and the configurations that reach a shape. */
final class CnnChecks {

    /** Of the configurations that only floor division allows, one in this many is run. */
    private static final int SAMPLE = 8;

    private static final String[] LAYERS = {"conv1", "pool2", "conv3"};

    private static final String[] GRADIENTS = {
        "grad_conv3_W", "grad_conv3_b", "grad_pool2", "grad_conv1", "grad_conv1_W", "grad_conv1_b", "grad_images"
    };

    /**
     * Of the network that the demo trains, these layers with sine and an output layer: what a step of training shows.
     */
    private static final String[] WITH_SINE = {
        "os", "L", "R", "grad_W", "grad_b", "grad_conv3_W", "grad_conv3_b", "grad_conv1_W", "grad_conv1_b"
    };

    static final List<Question> QUESTIONS = List.of(
            Question.of(
                    "3a",
                    checks(
                            quantities(LAYERS),
                            quantities(GRADIENTS),
                            gradients(GRADIENTS),
                            withSine(WITH_SINE),
                            List.of(
                                    dotTest("grad_conv3_W", "upstream", "conv3", ""),
                                    dotTest("grad_conv3_b", "upstream", "conv3", ""),
                                    dotTest("grad_conv1_b", "grad_conv1", "conv1", ""),
                                    dotTest("grad_pool2", "upstream", "conv3", ""),
                                    dotTest("grad_conv1", "grad_pool2", "pool2", ""),
                                    dotTest("grad_conv1_W", "grad_conv1", "conv1", ""),
                                    dotTest("grad_images", "grad_conv1", "conv1", ""),
                                    count("q3a")))),
            Question.of("3b", List.of(count("q3b"))),
            Question.of("3c", configurations("q3c")),
            Question.of("3d", configurations("q3d")),
            Question.of("3e", configurations("q3e")));

    private CnnChecks() {}

    private static List<Check> withSine(String... quantities) {
        return Stream.of(quantities)
                .map(quantity -> new Check(
                        SineCnnSteps.PREFIX + quantity,
                        Kind.CHAINED,
                        Engines.ORACLE,
                        "trainer",
                        Group.CNN,
                        evidence -> StepChecks.chainedWithSine(evidence, quantity, "trainer")))
                .toList();
    }

    /** Questions 3a and 3b. */
    private static Check count(String key) {
        return new Check(key, Kind.SHAPE, "reference", "dl4j", Group.SHAPES, evidence -> {
            Tensor left = evidence.answers("reference").get(key);
            return Agreement.compare(left, evidence.answers("dl4j").get(key), Bounds.exact(left));
        });
    }

    private static List<Check> configurations(String key) {
        WindowQuestion question = WindowQuestion.of(key).orElseThrow();
        return List.of(
                reaches(key),
                pairs(question, Division.EXACT),
                pairs(question, Division.FLOOR),
                layers(question, Division.EXACT),
                layers(question, Division.FLOOR));
    }

    /** Questions 3c to 3e: the answered configuration, run in DL4J: the output must be (64, 6, 6). */
    private static Check reaches(String key) {
        return new Check(key, Kind.SHAPE, "question", "dl4j", Group.SHAPES, evidence -> {
            double[] answer = evidence.answers("reference").vector(key);
            Window window = new Window((int) answer[0], (int) answer[1], (int) answer[2], (int) answer[3]);
            Tensor left = Tensor.vector(new double[] {FILTERS, OUTPUT, OUTPUT});
            Layers dl4j = evidence.engine("dl4j").layers();
            boolean accepted = window.fits(INPUT) && dl4j.outcome(window, INPUT, OUTPUT, Division.EXACT) >= 0;
            Tensor right = accepted
                    ? Tensor.vector(IntStream.of(dl4j.outputShape(layer(window)))
                            .asDoubleStream()
                            .toArray())
                    : left.map(refused -> Double.NaN);
            return Agreement.compare(left, right, Bounds.exact(left));
        });
    }

    /**
     * Questions 3c to 3e: for every k and s up to the padded size: 1 where they reach the target, 0 where they lead
     * elsewhere, -1 where the layer is refused (a window that does not fit; for exact division also a stride that does
     * not divide). The reference's constructors against DL4J in mode Strict (exact) or Truncate (floor).
     */
    private static Check pairs(WindowQuestion question, Division division) {
        String name = question.key() + " pairs, " + text(division);
        return new Check(name, Kind.SHAPE, "reference", "dl4j", Group.SHAPES, evidence -> {
            int size = INPUT + 2 * question.padding();
            Tensor left = Tensor.zeros(size, size);
            Tensor right = Tensor.zeros(size, size);
            Layers reference = evidence.engine("reference").layers();
            Layers dl4j = evidence.engine("dl4j").layers();
            Set<Window> listed = new HashSet<>(reference.windows(question, division));
            for (int k = 1; k <= size; k++) {
                for (int s = 1; s <= size; s++) {
                    Window window = new Window(k, s, question.padding(), question.dilation());
                    int at = (k - 1) * size + s - 1;
                    int outcome = reference.outcome(window, INPUT, OUTPUT, division);
                    // The search must list what the constructors reach; if it does not, no answer equals this value.
                    left.values()[at] = listed.contains(window) == (outcome == 1) ? outcome : Double.NaN;
                    right.values()[at] = dl4j.outcome(window, INPUT, OUTPUT, division);
                }
            }
            return Agreement.compare(left, right, Bounds.exact(left));
        });
    }

    /**
     * Questions 3c to 3e: the layers themselves, run on random numbers: every configuration with exact division, a
     * sample of the others.
     */
    private static Check layers(WindowQuestion question, Division division) {
        String name = question.key() + " layers, " + text(division);
        return new Check(name, Kind.LOCAL, "reference", "dl4j", Group.SHAPES, evidence -> {
            List<Window> windows = question.windows(division);
            if (division == Division.FLOOR) {
                List<Window> exact = question.windows(Division.EXACT);
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
            List<Layer> layers =
                    windows.stream().map(window -> Layer.random(layer(window))).toList();
            // Ours of all layers first: that needs no framework, which may be starting.
            for (int i = 0; i < layers.size(); i++) {
                Tensor ours = layers.get(i).forward(evidence.engine("reference").layers(), division);
                System.arraycopy(ours.values(), 0, left.values(), i * each, each);
                System.arraycopy(layers.get(i).bound().values(), 0, bound.values(), i * each, each);
            }
            for (int i = 0; i < layers.size(); i++) {
                Tensor theirs = layers.get(i).forward(evidence.engine("dl4j").layers(), division);
                System.arraycopy(theirs.values(), 0, right.values(), i * each, each);
            }
            return Agreement.compare(left, right, bound);
        });
    }

    private static String text(Division division) {
        return division == Division.EXACT ? "exact" : "floor";
    }

    /** One convolution layer with random weights, and an image for it. */
    private record Layer(Geometry geometry, Tensor image, Tensor weights, Tensor bias) {

        static Layer random(Geometry geometry) {
            SplittableRandom random = new SplittableRandom(geometry.hashCode());
            return new Layer(
                    geometry,
                    random(random, geometry.inputShape(1)),
                    random(random, geometry.weightShape()),
                    random(random, geometry.filters()));
        }

        private static Tensor random(SplittableRandom random, int... shape) {
            return Tensor.zeros(shape).map(zero -> 2 * random.nextDouble() - 1);
        }

        Tensor forward(Layers layers, Division division) {
            return layers.forward(geometry, division, image, weights, bias);
        }

        /** Both sides sum the same products. */
        Tensor bound() {
            Tensor one = CnnSteps.forward(
                    geometry, new Bounded(image, null), new Bounded(weights, null), new Bounded(bias, null));
            return one.plus(one);
        }
    }
}
