package org.crosscheck.compare.checks;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.WindowQuestion;
import org.crosscheck.compare.steps.BasicFunctions;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.Layers;
import org.crosscheck.compare.steps.MlpNetwork;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;
import org.crosscheck.reference.Window;
import org.crosscheck.reference.Window.Division;
import org.crosscheck.reference.matrix.MlpMatrix;

/**
 * Faults planted in what engines show besides their answers: functions, single steps, gradient descent, the shapes and
 * counts of a network, layers.
 */
final class StatementFaults {

    private StatementFaults() {}

    /**
     * A fault.
     *
     * @param engine the engine with the fault
     * @param checks the checks that must notice, each with the id of its question before its name
     */
    record Fault(String name, Engine engine, List<String> checks) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Fault> all() {
        return Stream.of(functions(), steps(), networks(), layers()).flatMap(faults -> faults);
    }

    private static Stream<Fault> functions() {
        return Stream.of(
                functions(
                        "1e-9 in sigma's argument",
                        t -> 1 / (1 + StrictMath.exp(-t * (1 + 1e-9))),
                        Functions::softplus,
                        Softmax::softmax,
                        "1c sigma by tanh left side~right side identity"),
                functions(
                        "a millionth in softplus",
                        Functions::sigmoid,
                        t -> Functions.softplus(t) + 1e-6 * Math.max(t, 0),
                        Softmax::softmax,
                        "1d exp(ln sigma) left side~right side identity",
                        "1e softplus difference left side~right side identity"),
                functions(
                        "softmax depends on the place of a logit",
                        Functions::sigmoid,
                        Functions::softplus,
                        x -> softmax(x, 0),
                        "1i softmax(2 x) by hand~reference identity",
                        "1i softmax(0 x) 1/n~reference identity"),
                functions(
                        "softmax depends on more than differences of logits",
                        Functions::sigmoid,
                        Functions::softplus,
                        x -> softmax(x, 2),
                        "1i softmax(7 const) 1/n~reference identity",
                        "1j softmax(x + c) S(x)~S(x + c) identity"));
    }

    /** exp(x_i) + 1e-6 i x_i^power, over its sum. */
    private static double[] softmax(double[] x, int power) {
        double max = x[Softmax.argmax(x)];
        double[] s = new double[x.length];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            s[i] = StrictMath.exp(x[i] - max) + 1e-6 * i * (power == 0 ? 1 : x[i] * x[i]);
            sum += s[i];
        }
        for (int i = 0; i < x.length; i++) {
            s[i] /= sum;
        }
        return s;
    }

    private static Fault functions(
            String name,
            DoubleUnaryOperator sigmoid,
            DoubleUnaryOperator softplus,
            UnaryOperator<double[]> softmax,
            String... checks) {
        BasicFunctions wrong = new BasicFunctions() {
            @Override
            public double sigmoid(double t) {
                return sigmoid.applyAsDouble(t);
            }

            @Override
            public double tanh(double t) {
                return Functions.tanh(t);
            }

            @Override
            public double softplus(double t) {
                return softplus.applyAsDouble(t);
            }

            @Override
            public double[] softmax(double[] x) {
                return softmax.apply(x);
            }
        };
        Engine engine = new EngineAround(Engines.of("reference")) {
            @Override
            public BasicFunctions functions() {
                return wrong;
            }
        };
        return new Fault(name, engine, List.of(checks));
    }

    /** For each dot test: a slip of a formula, or one element off by a millionth. */
    private static Stream<Fault> steps() {
        Stream<Fault> slips = Stream.of(
                step("2i", "grad_W2", "mean over n + 1", (in, right) -> times(right, 7 / 8.0)),
                step("2i", "grad_b2", "mean over n + 1", (in, right) -> times(right, 7 / 8.0)),
                step("2o", "grad_W1", "mean over n + 1", (in, right) -> times(right, 7 / 8.0)),
                step("2o", "grad_b1", "mean over n + 1", (in, right) -> times(right, 7 / 8.0)),
                step("2k", "grad_hs", "1e-9 of each element", (in, right) -> times(right, 1 / (1 + 1e-9))),
                step(
                        "2m",
                        "grad_ha",
                        "sine for cosine",
                        (in, right) -> product(in.get("grad_hs"), Tensor.matrix(MlpMatrix.hs(in.rows("ha"))))),
                step("2p", "grad_x", "1e-9 of each element", (in, right) -> times(right, 1 / (1 + 1e-9))),
                step("3a", "grad_conv3_b", "the sign", (in, right) -> times(right, -1)),
                step("3a", "grad_conv1_b", "the sign", (in, right) -> times(right, -1)),
                step("3a", "grad_conv1", "not divided by the cells", (in, right) -> times(right, 4)));
        Stream<Fault> elements = Catalogue.QUESTIONS.stream().flatMap(question -> question.checks().stream()
                .filter(check -> check.quantity().startsWith("dot test "))
                .map(check -> check.quantity().substring("dot test ".length()))
                .map(quantity ->
                        step(question.id(), quantity, "a millionth in one element", (in, right) -> nudged(right))));
        return Stream.concat(slips, elements);
    }

    private static Fault step(
            String question, String quantity, String slip, BiFunction<NamedTensors, Tensor, Tensor> wrong) {
        String check = question + " dot test " + quantity + " dual numbers~reference identity";
        return new Fault(quantity + ": " + slip, replaying(quantity, wrong), List.of(check));
    }

    /** The reference with a step that it replays otherwise: from the step's inputs and what it should give. */
    static Engine replaying(String quantity, BiFunction<NamedTensors, Tensor, Tensor> wrong) {
        return new EngineAround(Engines.of("reference")) {
            @Override
            public Tensor replay(Step step, NamedTensors inputs) {
                Tensor right = super.replay(step, inputs);
                return step.quantity().equals(quantity) ? wrong.apply(inputs, right) : right;
            }
        };
    }

    private static Stream<Fault> networks() {
        return Stream.of(
                network("weights transposed", (shape, w) -> w ? new int[] {shape[1], shape[0]} : shape, 0),
                network("a bias too few", (shape, w) -> w ? shape : new int[] {shape[0] - 1}, 0),
                network("a parameter forgotten", (shape, w) -> shape, -1),
                descent("dl4j-network", "eta too large", theta -> theta, 0.125 * (1 + 1e-9)),
                descent("trainer", "eta too large", theta -> theta, 0.125 * (1 + 1e-9)),
                descent("trainer", "no step at all", theta -> theta, 0),
                descent(
                        "trainer",
                        "b(2) stays behind by a millionth",
                        theta -> new Theta(
                                theta.w1(),
                                theta.b1(),
                                theta.w2(),
                                times(Tensor.vector(theta.b2()), 1 + 1e-6).values()),
                        0.125));
    }

    private static Fault network(String name, BiFunction<int[], Boolean, int[]> shapes, long more) {
        Engine dl4j = Engines.of("dl4j");
        MlpNetwork wrong = new MlpNetwork() {
            @Override
            public int[] shape(NamedTensors given, String parameter) {
                return shapes.apply(dl4j.network().shape(given, parameter), parameter.startsWith("W"));
            }

            @Override
            public long parameterCount(NamedTensors given) {
                return dl4j.network().parameterCount(given) + more;
            }
        };
        Engine engine = new EngineAround(dl4j) {
            @Override
            public MlpNetwork network() {
                return wrong;
            }
        };
        List<String> checks = more == 0
                ? List.of("2a shapes W1 b1 homework~dl4j shape", "2b shapes W2 b2 homework~dl4j shape")
                : List.of("2e n_theta reference~dl4j shape");
        return new Fault(name, engine, checks);
    }

    private static Fault descent(String name, String what, UnaryOperator<Theta> wrong, double rate) {
        Engine engine = new EngineAround(Engines.of(name)) {
            @Override
            public Theta descend(NamedTensors given, double eta) {
                return wrong.apply(super.descend(given, rate));
            }
        };
        return new Fault(what + ", " + name, engine, List.of("2f step of theta reference~" + name + " local"));
    }

    private static Stream<Fault> layers() {
        Window one = new Window(4, 12, 0, 1);
        return Stream.of(
                layers(
                        "reference",
                        "only even kernels found",
                        configurations("pairs", "shape"),
                        new LayersAround("reference") {
                            @Override
                            public List<Window> windows(WindowQuestion question, Division division) {
                                return super.windows(question, division).stream()
                                        .filter(window -> window.kernel() % 2 == 0)
                                        .toList();
                            }
                        }),
                layers("reference", "dilation ignored", withDilation("pairs", "shape"), new LayersAround("reference") {
                    @Override
                    public int outcome(Window window, int input, int output, Division division) {
                        return super.outcome(undilated(window), input, output, division);
                    }
                }),
                layers(
                        "dl4j",
                        "one window refused",
                        List.of("3c q3c pairs, exact reference~dl4j shape"),
                        new LayersAround("dl4j") {
                            @Override
                            public int outcome(Window window, int input, int output, Division division) {
                                return window.equals(one) ? -1 : super.outcome(window, input, output, division);
                            }
                        }),
                layers(
                        "dl4j",
                        "rows and columns too many",
                        List.of(
                                "3c q3c question~dl4j shape",
                                "3d q3d question~dl4j shape",
                                "3e q3e question~dl4j shape"),
                        new LayersAround("dl4j") {
                            @Override
                            public int[] outputShape(Geometry geometry) {
                                int[] shape = super.outputShape(geometry);
                                return new int[] {shape[0], shape[1] + 1, shape[2] + 1};
                            }
                        }),
                layers("reference", "minus the bias", configurations("layers", "local"), new LayersAround("reference") {
                    @Override
                    public Tensor forward(
                            Geometry geometry, Division division, Tensor images, Tensor weights, Tensor bias) {
                        return super.forward(geometry, division, images, weights, times(bias, -1));
                    }
                }),
                layers(
                        "dl4j",
                        "a millionth in one element",
                        configurations("layers", "local"),
                        new LayersAround("dl4j") {
                            @Override
                            public Tensor forward(
                                    Geometry geometry, Division division, Tensor images, Tensor weights, Tensor bias) {
                                return nudged(super.forward(geometry, division, images, weights, bias));
                            }
                        }));
    }

    private static Window undilated(Window window) {
        return new Window(window.kernel(), window.stride(), window.padding(), 1);
    }

    private static Fault layers(String name, String what, List<String> checks, Layers wrong) {
        Engine engine = new EngineAround(Engines.of(name)) {
            @Override
            public Layers layers() {
                return wrong;
            }
        };
        return new Fault(what + ", " + name, engine, checks);
    }

    private static class LayersAround implements Layers {

        private final Layers honest;

        LayersAround(String engine) {
            honest = Engines.of(engine).layers();
        }

        @Override
        public int outcome(Window window, int input, int output, Division division) {
            return honest.outcome(window, input, output, division);
        }

        @Override
        public int[] outputShape(Geometry geometry) {
            return honest.outputShape(geometry);
        }

        @Override
        public Tensor forward(Geometry geometry, Division division, Tensor images, Tensor weights, Tensor bias) {
            return honest.forward(geometry, division, images, weights, bias);
        }
    }

    private static List<String> configurations(String what, String kind) {
        return Stream.of("3c", "3d", "3e")
                .flatMap(id -> ofBothDivisions(id, what, kind))
                .toList();
    }

    private static List<String> withDilation(String what, String kind) {
        return ofBothDivisions("3d", what, kind).toList();
    }

    private static Stream<String> ofBothDivisions(String id, String what, String kind) {
        return Stream.of("exact", "floor")
                .map(division -> id + " q" + id + " " + what + ", " + division + " reference~dl4j " + kind);
    }

    private static Tensor times(Tensor tensor, double factor) {
        return TestCases.map(tensor, value -> factor * value);
    }

    private static Tensor product(Tensor a, Tensor b) {
        double[] values = a.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= b.values()[i];
        }
        return new Tensor(a.shape(), values);
    }

    /** The largest element moved by a millionth of itself. */
    static Tensor nudged(Tensor honest) {
        int largest = 0;
        for (int i = 0; i < honest.values().length; i++) {
            largest = Math.abs(honest.values()[i]) > Math.abs(honest.values()[largest]) ? i : largest;
        }
        double value = honest.values()[largest];
        return TestCases.with(honest, largest, value * (1 + 1e-6) + 1e-6);
    }
}
