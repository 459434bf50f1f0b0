package org.crosscheck.compare.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Engines;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.checks.StepChecks;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFactory;
import org.crosscheck.compare.homework.CaseFactory.Plan;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.homework.Quantities.Quantity;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SameDiffEngineTest {

    private static final double SATURATED = 1e4;

    static Stream<Arguments> mlps() {
        return Stream.of(
                Arguments.of("small", 5, 4, 3, 7),
                Arguments.of("one example", 5, 4, 3, 1),
                Arguments.of("one class", 5, 4, 1, 7),
                Arguments.of("one input", 1, 4, 3, 7),
                Arguments.of("one hidden neuron", 5, 1, 3, 7),
                Arguments.of("everything 1", 1, 1, 1, 1),
                Arguments.of("two classes, one of everything else", 1, 1, 2, 1),
                Arguments.of("784-128-10", 784, 128, 10, 8),
                Arguments.of("784-128-10, 33 examples", 784, 128, 10, 33));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mlps")
    void mlpAgreesStepByStepAndAsAWhole(String name, int d, int dh, int m, int n) throws Exception {
        requireAllAgree(Group.MLP, Case.of(name, mlp(3, d, dh, m, n)));
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
    void smallMlpAgreesForManySeeds(long seed) throws Exception {
        requireAllAgree(Group.MLP, Case.of("small", mlp(seed, 5, 4, 3, 7)));
    }

    @ParameterizedTest(name = "b2[{0}] = {1}")
    @CsvSource({"0, 1e4", "0, -1e4", "1, 800", "1, -800", "2, 1e4", "2, -1e4", "1, 50", "1, -50"})
    void saturatedLogitsKeepTheLossFiniteAndExact(int neuron, double bias) throws Exception {
        NamedTensors values = mlp(3, 5, 4, 3, 7);
        double[] b2 = values.vector("b2").clone();
        b2[neuron] = bias;
        Case given = Case.of("saturated", values.with("b2", Tensor.vector(b2)));
        requireAllAgree(Group.MLP, given);
    }

    @Test
    void aSaturatedWrongClassCostsItsDistance() throws Exception {
        NamedTensors values = mlp(3, 5, 4, 3, 1);
        int y = values.integers("y")[0];
        double[] b2 = new double[3];
        b2[y - 1] = -SATURATED;
        b2[y % 3] = SATURATED;
        NamedTensors zeroW2 = values.with("W2", Tensor.zeros(3, 4)).with("b2", Tensor.vector(b2));

        NamedTensors answers = new SameDiffEngine().solve(Case.of("wrong", zeroW2));

        assertThat(answers.vector("L")).containsExactly(2 * SATURATED);
        assertThat(answers.vector("grad_oa")[y - 1]).isEqualTo(-1);
        assertThat(answers.vector("grad_oa")[y % 3]).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} images")
    @CsvSource({"1", "2", "3"})
    void cnnAgreesStepByStepAndAsAWhole(int images) throws Exception {
        requireAllAgree(
                Group.CNN, Case.of("cnn", CaseFactory.make(new Plan(5, 1, 1, 1, 1, images, Set.of(Group.CNN)))));
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
    void functionsAgreeStepByStepAndAsAWhole(long seed) throws Exception {
        requireAllAgree(
                Group.FUNCTIONS,
                Case.of("functions", CaseFactory.make(new Plan(seed, 1, 1, 1, 1, 1, Set.of(Group.FUNCTIONS)))));
    }

    @Test
    void functionsAgreeInOneDimensionAndAtZeroAndFarOut() throws Exception {
        requireAllAgree(Group.FUNCTIONS, functions(new double[] {0}, new double[] {0}, new double[] {-1.5}));
        double[] far = {0.0, -0.0, 40, -40, 1e4, -1e4, 1e-300, -1e-300};
        double[] v = {1, -2, 3, -4, 5, -6, 7, -8};
        requireAllAgree(Group.FUNCTIONS, functions(far, far, v));
    }

    @Test
    void answersHaveTheContractsKeysAndShapes() throws Exception {
        Case given = Case.of("standard", CaseFactory.make(Plan.standard(1)));

        NamedTensors answers = new SameDiffEngine().solve(given);

        assertThat(answers.keys()).containsExactlyInAnyOrderElementsOf(keys(Group.FUNCTIONS, Group.MLP, Group.CNN));
        for (String key : answers.keys()) {
            int[] shape = Quantities.shape(Quantities.find(key).orElseThrow(), given.sizes());
            assertThat(answers.get(key).shape()).as(key).isEqualTo(shape);
        }
        assertThat(answers.get("R").shape()).isEmpty();
    }

    @Test
    void answersAreTheSameBitsTwice() throws Exception {
        Case given = Case.of("standard", CaseFactory.make(Plan.standard(2)));
        NamedTensors first = new SameDiffEngine().solve(given);
        NamedTensors second = new SameDiffEngine().solve(given);
        for (String key : first.keys()) {
            assertThat(Arrays.equals(first.vector(key), second.vector(key)))
                    .as(key)
                    .isTrue();
        }
    }

    @Test
    void theCaseIsLeftAlone() throws Exception {
        NamedTensors before = CaseFactory.make(Plan.standard(3));
        NamedTensors after = CaseFactory.make(Plan.standard(3));
        NamedTensors unused = new SameDiffEngine().solve(Case.of("standard", after));
        assertThat(unused.keys()).isNotEmpty();
        for (String key : before.keys()) {
            assertThat(after.vector(key)).as(key).isEqualTo(before.vector(key));
        }
    }

    @Test
    void nothingIsPrintedAndStandardOutputIsGivenBack() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(capture);
        try {
            NamedTensors unused = new SameDiffEngine().solve(Case.of("small", mlp(1, 2, 2, 2, 2)));
            assertThat(unused.keys()).isNotEmpty();
            assertThat(System.out).isSameAs(capture);
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("Added differentiated op");
    }

    private static NamedTensors mlp(long seed, int d, int dh, int m, int n) throws Exception {
        return CaseFactory.make(new Plan(seed, d, dh, m, n, 0, Set.of(Group.MLP)));
    }

    private static Case functions(double[] t, double[] x, double[] v) throws Exception {
        return Case.of(
                "functions",
                NamedTensors.NONE
                        .with("t", Tensor.vector(t))
                        .with("x", Tensor.vector(x))
                        .with("v", Tensor.vector(v)));
    }

    private static List<String> keys(Group... groups) {
        return Quantities.ANSWERS.stream()
                .filter(quantity -> List.of(groups).contains(quantity.group()))
                .map(Quantity::key)
                .toList();
    }

    private static void requireAllAgree(Group group, Case given) {
        Evidence evidence = new Evidence(given, SameDiffEngineTest::engine);
        for (String key : keys(group)) {
            requireAgreement(key + " local", key, StepChecks.local(evidence, key, "reference", "samediff"), evidence);
            requireAgreement(key + " chained", key, StepChecks.chained(evidence, key, "samediff"), evidence);
        }
    }

    /** Where the exact result is 0 everywhere (one class) no relative bound can hold: then the engine must give 0 too. */
    private static void requireAgreement(String name, String key, Agreement agreement, Evidence evidence) {
        boolean vanishes =
                Arrays.stream(evidence.answers("reference").vector(key)).allMatch(value -> value == 0);
        if (vanishes) {
            assertThat(Arrays.stream(evidence.answers("samediff").vector(key)))
                    .as(name)
                    .allMatch(value -> value == 0);
            assertThat(agreement.maxAbsDifference()).as(name).isZero();
        } else {
            assertThat(agreement.agrees()).as("%s: %s", name, agreement).isTrue();
        }
    }

    private static Engine engine(String name) {
        return name.equals("samediff") ? new SameDiffEngine() : Engines.of(name);
    }
}
