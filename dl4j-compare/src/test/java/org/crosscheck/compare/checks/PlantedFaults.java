package org.crosscheck.compare.checks;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.compare.steps.Step.Replay;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.matrix.ConvolutionMatrix;
import org.crosscheck.reference.matrix.MlpMatrix;

/**
 * Faults to plant in an engine, and the quantities that each of them is in: here the slips that a programmer makes in one
 * formula or one array. Those of single elements, of precision and of the other engines are in {@link SubtleFaults},
 * those of windows, strides and channels in {@link WindowFaults}.
 */
final class PlantedFaults {

    private static final Case ALL = TestCases.small(50);

    /** The CNN's arrays, and all others: a fault is planted in one of the two. */
    static final Case CNN = part(true);

    static final Case REST = part(false);

    private PlantedFaults() {}

    /**
     * A fault.
     *
     * @param engine DL4J, or the engine of its name, with the fault
     * @param caught the quantities whose local checks must fail
     */
    record Fault(String name, Case given, Engine engine, Set<String> caught) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Fault> all() {
        return Stream.of(slips(), SubtleFaults.all(), WindowFaults.all()).flatMap(faults -> faults);
    }

    private static Stream<Fault> slips() {
        return Stream.of(
                // DL4J itself, given something else than it should have been.
                given("1e-12 in one hidden bias", "b1", b -> plus(b, 2, 1e-12), "ha"),
                given("1e-12 in one output bias", "b2", b -> plus(b, 1, 1e-12), "oa"),
                given("1e-12 in one hidden weight", "W1", w -> plus(w, 7, 1e-12), "ha", "grad_x"),
                given("float32 hidden weights", "W1", PlantedFaults::single, "ha", "grad_x"),
                given("float32 output weights", "W2", PlantedFaults::single, "oa", "grad_hs"),
                given("float32 inputs", "X", PlantedFaults::single, "ha", "grad_W1"),
                given("two examples exchanged", "X", PlantedFaults::reversed, "ha", "grad_W1"),
                given("labels one class on", "y", PlantedFaults::nextClass, "L", "grad_oa"),
                given("flipped kernels in layer 1", "conv1_W", PlantedFaults::flipped, "conv1", "grad_images"),
                given("flipped kernels in layer 3", "conv3_W", PlantedFaults::flipped, "conv3", "grad_pool2"),
                given("transposed kernels", "conv3_W", PlantedFaults::transposedKernels, "conv3", "grad_pool2"),
                given("1e-12 in one filter's bias", "conv3_b", b -> plus(b, 15, 1e-12), "conv3"),
                given("no bias in layer 1", "conv1_b", b -> TestCases.map(b, bi -> 0), "conv1"),
                // One step computed otherwise, the rest from what it gave.
                step("hs", "cosine for sine", in -> TestCases.map(in.get("ha"), StrictMath::cos)),
                step("hs", "identity for sine", in -> in.get("ha")),
                step("oa", "no output bias", in -> matrix(MlpMatrix.oa(in.rows("hs"), in.rows("W2"), new double[3]))),
                step("oa", "W(2) read down its columns", PlantedFaults::wrongLayout),
                step("os", "softmax over the examples", PlantedFaults::softmaxOverExamples),
                step("os", "sigmoid for softmax", in -> TestCases.map(in.get("oa"), z -> 1 / (1 + StrictMath.exp(-z)))),
                step(
                        "os",
                        "softmax at temperature 1 + 1e-12",
                        in -> matrix(MlpMatrix.os(TestCases.map(in.get("oa"), z -> z * (1 + 1e-12))
                                .rows()))),
                step("L", "logarithm to base 2", in -> times(1 / StrictMath.log(2))
                        .apply(right(in, "L"))),
                step("L", "labels from 0", PlantedFaults::lossOfClassesFromZero),
                step("R", "sum for mean", in -> times(7).apply(right(in, "R"))),
                step("R", "one example dropped", in -> Tensor.scalar(MlpMatrix.risk(Arrays.copyOf(in.vector("L"), 6)))),
                step("grad_oa", "o^s + onehot", in -> oppositeOnehot(in, 1)),
                step("grad_oa", "onehot forgotten", in -> oppositeOnehot(in, 0)),
                step("grad_oa", "minus the gradient", in -> times(-1).apply(right(in, "grad_oa"))),
                step("grad_W2", "sum for mean", in -> times(7).apply(right(in, "grad_W2"))),
                step("grad_W2", "mean over n - 1", in -> times(7 / 6.0).apply(right(in, "grad_W2"))),
                step("grad_W2", "one example dropped", PlantedFaults::gradW2WithoutTheLast),
                step("grad_W2", "h^a for h^s", in -> matrix(MlpMatrix.gradW2(in.rows("grad_oa"), in.rows("ha")))),
                step("grad_b2", "sum for mean", in -> times(7).apply(right(in, "grad_b2"))),
                step("grad_hs", "1e-12 relative", in -> times(1 + 1e-12).apply(right(in, "grad_hs"))),
                step("grad_ha", "1 for the cosine", in -> in.get("grad_hs")),
                step("grad_ha", "minus the cosine", in -> times(-1).apply(right(in, "grad_ha"))),
                step("grad_ha", "cosine of h^s", in -> matrix(MlpMatrix.gradHa(in.rows("grad_hs"), in.rows("hs")))),
                step("grad_W1", "sum for mean", in -> times(7).apply(right(in, "grad_W1"))),
                step("grad_b1", "one ulp of the largest, times 64", in -> plus(right(in, "grad_b1"), 0, 0x1p-44)),
                step("grad_x", "mean for each example", in -> times(1 / 7.0).apply(right(in, "grad_x"))),
                step("grad_x", "NaN in one place", in -> plus(right(in, "grad_x"), 3, Double.NaN)),
                step("grad_x", "infinite in one place", in -> plus(right(in, "grad_x"), 3, Double.NEGATIVE_INFINITY)),
                step("grad_x", "a row as a vector", in -> Tensor.vector(in.vector("b1"))),
                step("pool2", "sum for average", in -> times(4).apply(right(in, "pool2"))),
                step("grad_conv1", "not divided by the cells", in -> times(4).apply(right(in, "grad_conv1"))),
                step(
                        "grad_conv3_W",
                        "upstream flipped",
                        in -> ConvolutionMatrix.gradWeights(Cnn.CONV3, in.get("pool2"), flipped(in.get("upstream")))),
                step("grad_conv3_b", "mean for sum", in -> times(0.5).apply(right(in, "grad_conv3_b"))),
                step(
                        "grad_pool2",
                        "flipped kernels",
                        in -> ConvolutionMatrix.gradImages(Cnn.CONV3, flipped(in.get("conv3_W")), in.get("upstream"))),
                step("q1a", "1 at 0", in -> TestCases.map(in.get("t"), t -> t >= 0 ? 1 : 0)),
                step("q1b", "sigma for its derivative", in -> TestCases.map(in.get("t"), t -> 1 / (1 + Math.exp(-t)))),
                step("q1f", "1 at 0", in -> TestCases.map(in.get("t"), t -> t >= 0 ? 1 : -1)),
                step("q1g", "x for 2x", in -> in.get("x")),
                step("q1h", "|x| for sign(x)", in -> TestCases.map(in.get("x"), Math::abs)),
                step("q1l", "diagonal forgotten", PlantedFaults::withoutDiagonal),
                step("q1m_sigmoid", "v forgotten", in -> times(2).apply(right(in, "q1m_sigmoid"))),
                step("q1m_softmax", "diagonal only", PlantedFaults::diagonalOnly));
    }

    static Case home(String key) {
        return Quantities.find(key).orElseThrow().group() == Quantities.Group.CNN ? CNN : REST;
    }

    private static Case part(boolean cnn) {
        Set<String> others = new HashSet<>(ALL.values().keys());
        others.removeIf(key -> (Quantities.find(key).orElseThrow().group() == Quantities.Group.CNN) == cnn);
        return TestCases.of("part", ALL.values().without(others));
    }

    /** DL4J solves another case. */
    static Fault given(String name, String key, UnaryOperator<Tensor> tampering, String... caught) {
        Engine honest = Engines.of("dl4j");
        Function<Case, NamedTensors> answers = given -> {
            Tensor tampered = tampering.apply(given.values().get(key));
            return honest.solve(TestCases.of("tampered", given.values().with(key, tampered)));
        };
        return new Fault(name, home(key), TestCases.engine(honest, answers), Set.of(caught));
    }

    /** The chain with one step replaced. */
    static Fault step(String quantity, String name, Replay wrong) {
        return step("dl4j", home(quantity), quantity, name, wrong);
    }

    /** The same in an engine and on a case of choice. */
    static Fault step(String engine, Case given, String quantity, String name, Replay wrong) {
        return steps(engine, given, quantity + ": " + name, Map.of(quantity, wrong));
    }

    /** The chain with some steps replaced. */
    static Fault steps(String engine, Case given, String name, Map<String, Replay> wrong) {
        return new Fault(name, given, engine(engine, wrong), wrong.keySet());
    }

    /** The chain of an engine with some steps replaced; all others follow honestly from what these give. */
    static Engine engine(String name, Map<String, Replay> wrong) {
        Engine honest = Engines.of(name);
        return TestCases.engine(honest, given -> {
            NamedTensors known = given.values();
            for (Step step : Chain.steps(honest.arithmetic())) {
                if (known.hasAll(step.inputs())) {
                    Replay formula = wrong.getOrDefault(step.quantity(), step.replay());
                    known = known.with(step.quantity(), formula.apply(known));
                }
            }
            return known.without(given.values().keys());
        });
    }

    static Tensor right(NamedTensors in, String quantity) {
        return Chain.steps(Engines.of("dl4j").arithmetic()).stream()
                .filter(step -> step.quantity().equals(quantity))
                .findFirst()
                .orElseThrow()
                .replay()
                .apply(in);
    }

    static UnaryOperator<Tensor> times(double factor) {
        return tensor -> TestCases.map(tensor, value -> factor * value);
    }

    private static Tensor matrix(double[][] rows) {
        return Tensor.matrix(rows);
    }

    private static Tensor plus(Tensor tensor, int position, double change) {
        return TestCases.with(tensor, position, tensor.values()[position] + change);
    }

    static Tensor single(Tensor tensor) {
        return TestCases.map(tensor, value -> (float) value);
    }

    private static Tensor nextClass(Tensor y) {
        return TestCases.map(y, yi -> yi % 3 + 1);
    }

    private static Tensor reversed(Tensor rows) {
        double[][] x = rows.rows();
        double[] first = x[0];
        x[0] = x[1];
        x[1] = first;
        return Tensor.matrix(x);
    }

    /** Every square window turned by half a turn: a true convolution instead of a correlation. */
    private static Tensor flipped(Tensor windows) {
        int cells = windows.shape()[2] * windows.shape()[3];
        return permuted(windows, cells, cell -> cells - 1 - cell);
    }

    private static Tensor transposedKernels(Tensor w) {
        int k = w.shape()[2];
        return permuted(w, k * k, cell -> cell % k * k + cell / k);
    }

    static Tensor permuted(Tensor windows, int cells, IntUnaryOperator from) {
        Tensor permuted = Tensor.zeros(windows.shape());
        for (int i = 0; i < permuted.values().length; i++) {
            permuted.values()[i] = windows.values()[i / cells * cells + from.applyAsInt(i % cells)];
        }
        return permuted;
    }

    /** W(2)'s numbers, stored row by row, read as if they were stored column by column. */
    private static Tensor wrongLayout(NamedTensors in) {
        Tensor w2 = in.get("W2");
        Tensor read = Tensor.zeros(w2.shape());
        for (int k = 0; k < w2.shape()[0]; k++) {
            for (int j = 0; j < w2.shape()[1]; j++) {
                read.values()[k * w2.shape()[1] + j] = w2.values()[j * w2.shape()[0] + k];
            }
        }
        return matrix(MlpMatrix.oa(in.rows("hs"), read.rows(), in.vector("b2")));
    }

    static double[][] transposed(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }

    private static Tensor softmaxOverExamples(NamedTensors in) {
        return matrix(transposed(MlpMatrix.os(transposed(in.rows("oa")))));
    }

    private static Tensor lossOfClassesFromZero(NamedTensors in) {
        double[][] os = in.rows("os");
        int[] y = in.integers("y");
        double[] loss = new double[y.length];
        for (int e = 0; e < y.length; e++) {
            loss[e] = -StrictMath.log(os[e][y[e] % 3]);
        }
        return Tensor.vector(loss);
    }

    private static Tensor oppositeOnehot(NamedTensors in, double value) {
        double[][] gradient = in.rows("os");
        int[] y = in.integers("y");
        for (int e = 0; e < y.length; e++) {
            gradient[e][y[e] - 1] += value;
        }
        return matrix(gradient);
    }

    private static Tensor gradW2WithoutTheLast(NamedTensors in) {
        return matrix(MlpMatrix.gradW2(Arrays.copyOf(in.rows("grad_oa"), 6), Arrays.copyOf(in.rows("hs"), 6)));
    }

    private static Tensor withoutDiagonal(NamedTensors in) {
        double[][] jacobian = right(in, "q1l").rows();
        for (int i = 0; i < jacobian.length; i++) {
            jacobian[i][i] = 0;
        }
        return matrix(jacobian);
    }

    private static Tensor diagonalOnly(NamedTensors in) {
        double[][] jacobian = right(in, "q1l").rows();
        double[] product = new double[jacobian.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = jacobian[i][i] * in.vector("v")[i];
        }
        return Tensor.vector(product);
    }
}
