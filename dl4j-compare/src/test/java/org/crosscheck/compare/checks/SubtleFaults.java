package org.crosscheck.compare.checks;

import static org.crosscheck.compare.checks.PlantedFaults.REST;
import static org.crosscheck.compare.checks.PlantedFaults.home;
import static org.crosscheck.compare.checks.PlantedFaults.right;
import static org.crosscheck.compare.checks.PlantedFaults.step;
import static org.crosscheck.compare.checks.PlantedFaults.steps;
import static org.crosscheck.compare.checks.PlantedFaults.times;
import static org.crosscheck.compare.checks.PlantedFaults.transposed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.PlantedFaults.Fault;
import org.crosscheck.compare.dl4j.Dl4jMlp;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Step.Replay;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.matrix.MlpMatrix;

/** Faults that are easy to miss: a few ulps in one element, single precision, a clip, a twin shape that hides a transpose. */
final class SubtleFaults {

    /** Square, so that a matrix and its transpose both fit. */
    private static final Case SQUARE = TestCases.mlp(51, 4, 4, 4, 5);

    /** Logits at +-1e4: nothing may be left to the size of an exponential. */
    private static final Case SATURATED = saturated();

    /** The logits are 0 and -40, the class is the second: -log o^s_y is 40, and 23 with the clip. */
    private static final Case CONFIDENT = confident();

    /** The quantities that are sums over all positions of the images or over all filters: their bounds are some thousand ulps wide. */
    private static final Set<String> LONG_SUMS =
            Set.of("grad_conv1_W", "grad_conv1_b", "grad_conv3_W", "grad_conv3_b", "grad_pool2");

    private SubtleFaults() {}

    static Stream<Fault> all() {
        return Stream.of(oneElement(), precision(), examples(), saturation(), twins(), otherEngines())
                .flatMap(faults -> faults);
    }

    /** For each quantity, one element a thousand ulps off. */
    private static Stream<Fault> oneElement() {
        List<Fault> faults = new ArrayList<>();
        for (Quantities.Quantity quantity : rounded()) {
            String key = quantity.key();
            faults.add(step(key, "some ulps in one element", in -> nudged(right(in, key), key)));
        }
        faults.add(step("os", "one element zeroed", in -> TestCases.with(right(in, "os"), 4, 0)));
        faults.add(step("grad_W1", "one element zeroed", in -> TestCases.with(right(in, "grad_W1"), 4, 0)));
        faults.add(step("grad_pool2", "one element zeroed", in -> TestCases.with(right(in, "grad_pool2"), 99, 0)));
        faults.add(step("hs", "two elements exchanged", in -> exchanged(right(in, "hs"))));
        faults.add(step("grad_W2", "two elements exchanged", in -> exchanged(right(in, "grad_W2"))));
        faults.add(step("conv3", "two elements exchanged", in -> exchanged(right(in, "conv3"))));
        faults.add(step("q1l", "two elements exchanged", in -> exchanged(right(in, "q1l"))));
        faults.add(step("ha", "NaN in one place", in -> TestCases.with(right(in, "ha"), 0, Double.NaN)));
        faults.add(step("conv1", "NaN in one place", in -> TestCases.with(right(in, "conv1"), 7, Double.NaN)));
        faults.add(step("R", "infinite", in -> Tensor.scalar(Double.POSITIVE_INFINITY)));
        faults.add(step(
                "grad_b1",
                "as a row",
                in -> Tensor.matrix(new double[][] {right(in, "grad_b1").values()})));
        faults.add(step("R", "as a vector", in -> Tensor.vector(right(in, "R").values())));
        faults.add(step(
                "grad_x",
                "transposed",
                in -> Tensor.matrix(transposed(right(in, "grad_x").rows()))));
        return faults.stream();
    }

    /** What is computed in double elsewhere, rounded to single precision. */
    private static Stream<Fault> precision() {
        Map<String, Replay> everywhere = new TreeMap<>();
        for (Quantities.Quantity quantity : rounded()) {
            if (quantity.group() == Group.MLP) {
                everywhere.put(quantity.key(), in -> PlantedFaults.single(right(in, quantity.key())));
            }
        }
        return Stream.of(
                steps("dl4j", REST, "float32 everywhere in the MLP", everywhere),
                step("ha", "float32", in -> PlantedFaults.single(right(in, "ha"))),
                step("grad_hs", "float32", in -> PlantedFaults.single(right(in, "grad_hs"))),
                step("conv1", "float32", in -> PlantedFaults.single(right(in, "conv1"))),
                step("q1m_sigmoid", "float32", in -> PlantedFaults.single(right(in, "q1m_sigmoid"))));
    }

    /** Which examples count, how often, and by what the sum is divided. */
    private static Stream<Fault> examples() {
        return Stream.of(
                step("R", "mean over n - 1", in -> times(7 / 6.0).apply(right(in, "R"))),
                step(
                        "R",
                        "one example twice",
                        in -> Tensor.scalar(
                                MlpMatrix.risk(exchangedFor(in.get("L"), 0, 1).values()))),
                step("grad_b1", "sum for mean", in -> times(7).apply(right(in, "grad_b1"))),
                step("grad_b1", "mean over n - 1", in -> times(7 / 6.0).apply(right(in, "grad_b1"))),
                step("grad_b2", "one example twice, another not at all", in -> {
                    double[][] rows = in.rows("grad_oa");
                    rows[0] = rows[1];
                    return Tensor.vector(MlpMatrix.gradB2(rows));
                }),
                step(
                        "grad_W1",
                        "one example dropped",
                        in -> Tensor.matrix(MlpMatrix.gradW1(
                                Arrays.copyOf(in.rows("grad_ha"), 6), Arrays.copyOf(in.rows("X"), 6)))),
                step("grad_W1", "examples mispaired", in -> {
                    double[][] x = in.rows("X");
                    double[] last = x[6];
                    System.arraycopy(x, 0, x, 1, 6);
                    x[0] = last;
                    return Tensor.matrix(MlpMatrix.gradW1(in.rows("grad_ha"), x));
                }),
                step("grad_oa", "mean for each example", in -> times(1 / 7.0).apply(right(in, "grad_oa"))),
                step("grad_hs", "mean for each example", in -> times(1 / 7.0).apply(right(in, "grad_hs"))),
                step(
                        "ha",
                        "no hidden bias",
                        in -> Tensor.matrix(MlpMatrix.ha(in.rows("X"), in.rows("W1"), new double[4]))),
                step("grad_ha", "sine for cosine", in -> {
                    Tensor sine = TestCases.map(in.get("ha"), StrictMath::sin);
                    return product(in.get("grad_hs"), sine);
                }),
                step("L", "logarithm to base 10", in -> times(1 / StrictMath.log(10))
                        .apply(right(in, "L"))),
                step("L", "sign", in -> times(-1).apply(right(in, "L"))),
                step("os", "not normalised", in -> TestCases.map(in.get("oa"), StrictMath::exp)),
                step(
                        "os",
                        "softmax at temperature 1 + 1e-10",
                        in -> Tensor.matrix(MlpMatrix.os(TestCases.map(in.get("oa"), z -> z * (1 + 1e-10))
                                .rows()))));
    }

    private static Stream<Fault> saturation() {
        return Stream.of(
                step("dl4j", CONFIDENT, "L", "DL4J's default clip", SubtleFaults::clippedLoss),
                step("detailed", SATURATED, "os", "softmax without a shift", SubtleFaults::unshifted),
                step(
                        "samediff",
                        SATURATED,
                        "L",
                        "-log o^s_y",
                        in -> TestCases.map(right(in, "L"), loss -> loss > 700 ? Double.POSITIVE_INFINITY : loss)));
    }

    private static Stream<Fault> twins() {
        return Stream.of(
                step(
                        "dl4j",
                        SQUARE,
                        "ha",
                        "W(1) transposed",
                        in -> Tensor.matrix(MlpMatrix.ha(in.rows("X"), transposed(in.rows("W1")), in.vector("b1")))),
                step(
                        "dl4j",
                        SQUARE,
                        "oa",
                        "W(2) transposed",
                        in -> Tensor.matrix(MlpMatrix.oa(in.rows("hs"), transposed(in.rows("W2")), in.vector("b2")))),
                step(
                        "dl4j",
                        SQUARE,
                        "grad_hs",
                        "W(2) not transposed",
                        in -> Tensor.matrix(MlpMatrix.gradHs(in.rows("grad_oa"), transposed(in.rows("W2"))))),
                step("dl4j", SQUARE, "grad_hs", "W(2) forgotten", in -> in.get("grad_oa")),
                step(
                        "dl4j",
                        SQUARE,
                        "grad_x",
                        "W(1) not transposed",
                        in -> Tensor.matrix(MlpMatrix.gradX(in.rows("grad_ha"), transposed(in.rows("W1"))))),
                step("dl4j", SQUARE, "grad_x", "W(1) forgotten", in -> in.get("grad_ha")),
                step(
                        "dl4j",
                        SQUARE,
                        "grad_W2",
                        "transposed",
                        in -> Tensor.matrix(transposed(right(in, "grad_W2").rows()))));
    }

    /** The other witnesses are held to the same. */
    private static Stream<Fault> otherEngines() {
        List<Fault> faults = new ArrayList<>();
        for (String engine : List.of("detailed", "samediff")) {
            for (String key : List.of("ha", "os", "L", "grad_oa", "grad_W1", "grad_x", "conv3", "grad_conv1", "q1b")) {
                faults.add(step(engine, home(key), key, "some ulps in one element, " + engine, in -> {
                    Replay honest =
                            Chain.step(key, Engines.of(engine).arithmetic()).replay();
                    return nudged(honest.apply(in), key);
                }));
            }
        }
        return faults.stream();
    }

    /** The quantities that are not whole numbers. */
    static List<Quantities.Quantity> rounded() {
        return Quantities.ANSWERS.stream()
                .filter(quantity -> quantity.group() != Group.SHAPES)
                .toList();
    }

    /** The largest element, whose bound is the smallest in its own ulps, moved by more of them than rounding can. */
    static Tensor nudged(Tensor tensor, String key) {
        int largest = 0;
        for (int i = 0; i < tensor.values().length; i++) {
            largest = Math.abs(tensor.values()[i]) > Math.abs(tensor.values()[largest]) ? i : largest;
        }
        double value = tensor.values()[largest];
        double ulps = LONG_SUMS.contains(key) ? 1e6 : 1000;
        return TestCases.with(tensor, largest, value + ulps * Math.ulp(value));
    }

    private static Tensor exchanged(Tensor tensor) {
        double first = tensor.values()[1];
        return TestCases.with(TestCases.with(tensor, 1, tensor.values()[2]), 2, first);
    }

    private static Tensor exchangedFor(Tensor tensor, int position, int other) {
        return TestCases.with(tensor, position, tensor.values()[other]);
    }

    private static Tensor product(Tensor a, Tensor b) {
        Tensor product = Tensor.zeros(a.shape());
        for (int i = 0; i < product.values().length; i++) {
            product.values()[i] = a.values()[i] * b.values()[i];
        }
        return product;
    }

    private static Tensor unshifted(NamedTensors in) {
        double[][] os = in.rows("oa");
        for (double[] row : os) {
            double sum = 0;
            for (int k = 0; k < row.length; k++) {
                row[k] = StrictMath.exp(row[k]);
                sum += row[k];
            }
            for (int k = 0; k < row.length; k++) {
                row[k] /= sum;
            }
        }
        return Tensor.matrix(os);
    }

    private static Tensor clippedLoss(NamedTensors in) {
        double[][] os = in.rows("os");
        int[] y = in.integers("y");
        double[] loss = new double[y.length];
        for (int e = 0; e < loss.length; e++) {
            loss[e] = -StrictMath.log(Math.max(os[e][y[e] - 1], Dl4jMlp.DEFAULT_CLIP));
        }
        return Tensor.vector(loss);
    }

    private static Case confident() {
        return TestCases.of(
                "confident",
                NamedTensors.NONE
                        .with("X", Tensor.matrix(new double[][] {{1}, {0.5}}))
                        .with("y", Tensor.vector(new double[] {2, 1}))
                        .with("W1", Tensor.matrix(new double[][] {{0.75}}))
                        .with("b1", Tensor.vector(new double[] {0.25}))
                        .with("W2", Tensor.matrix(new double[][] {{0.5}, {0.25}}))
                        .with("b2", Tensor.vector(new double[] {0, -40})));
    }

    private static Case saturated() {
        return TestCases.of(
                "saturated",
                NamedTensors.NONE
                        .with("X", Tensor.matrix(new double[][] {{1, 0.1}, {-1, 0.2}, {0.002, 0.3}}))
                        .with("y", Tensor.vector(new double[] {2, 1, 2}))
                        .with("W1", Tensor.matrix(new double[][] {{1.5, 0.1}, {0.1, 0.2}}))
                        .with("b1", Tensor.vector(new double[] {0.01, 0.02}))
                        .with("W2", Tensor.matrix(new double[][] {{1e4, 1}, {-1e4, 2}, {1, -1}}))
                        .with("b2", Tensor.vector(new double[] {0.5, -0.5, 0.25})));
    }
}
