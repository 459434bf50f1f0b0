package org.crosscheck.compare.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No check of a statement (an identity, a shape, a gradient, a step of gradient descent) is unable to fail: for each
 * there is a fault that makes it. Where the check asks an engine, the fault is planted there; where it runs the
 * project's own code, in that code.
 */
class StatementFaultTest {

    private static final Case GIVEN = TestCases.small(120);

    private static final Map<String, NamedTensors> HONEST = new ConcurrentHashMap<>();

    /** Of a check, the engine and the answer that are tampered with; the largest element is moved by 1e-6 of itself. */
    private static Stream<Arguments> inEngines() {
        Stream<Arguments> gradients = Catalogue.QUESTIONS.stream().flatMap(question -> question.checks().stream()
                .filter(check -> check.kind() == Kind.GRADIENT)
                .map(check -> Arguments.of(question.id(), check.name(), check.right(), check.quantity())));
        return Stream.concat(
                gradients,
                Stream.of(
                        Arguments.of("2c", "sum of o^s 1~reference identity", "reference", "os"),
                        Arguments.of("2f", "step of theta reference~dl4j-network local", "dl4j-network", "grad_W2"),
                        Arguments.of("2f", "R^ after a step Armijo's limit~reference identity", "reference", "-grad"),
                        Arguments.of("2p", "grad_x forward other network~reference identity", "reference", "grad_x"),
                        Arguments.of("2p", "grad_x forward other network~dl4j identity", "dl4j", "grad_x"),
                        Arguments.of("3a", "q3a reference~dl4j shape", "dl4j", "q3a"),
                        Arguments.of("3b", "q3b reference~dl4j shape", "reference", "q3b"),
                        Arguments.of("3c", "q3c question~dl4j shape", "reference", "q3c"),
                        Arguments.of("3d", "q3d question~dl4j shape", "reference", "q3d"),
                        Arguments.of("3e", "q3e question~dl4j shape", "reference", "q3e")));
    }

    /** Of the checks of dimensions, the engine and the answer that gets one dimension too many. */
    private static Stream<Arguments> dimensions() {
        return Catalogue.QUESTIONS.stream().flatMap(question -> question.checks().stream()
                .filter(check -> check.quantity().startsWith("shape "))
                .map(check -> Arguments.of(
                        question.id(),
                        check.name(),
                        check.right(),
                        check.quantity().substring("shape ".length()))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("dimensions")
    void aCheckOfDimensionsFailsIfTheyAreWrong(String question, String name, String engine, String key) {
        Evidence evidence = new Evidence(GIVEN, any -> {
            Engine honest = Engines.of(any);
            NamedTensors answers = HONEST.computeIfAbsent(any, ignored -> honest.solve(GIVEN));
            Tensor right = answers.get(key);
            int[] shape = IntStream.concat(IntStream.of(1), IntStream.of(right.shape()))
                    .toArray();
            Tensor wrong = new Tensor(shape, right.values());
            return TestCases.engine(honest, ignored -> any.equals(engine) ? answers.with(key, wrong) : answers);
        });
        Agreement found = Verification.outcome(check(question, name), evidence);
        assertThat(found.verdict()).as(found.toString()).isEqualTo(Verdict.DISAGREE);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("inEngines")
    void aCheckOfAnAnswerFailsIfTheAnswerIsWrong(String question, String name, String engine, String key) {
        Check check = check(question, name);
        assertThat(Verification.outcome(check, evidence(engine, null)).verdict())
                .isEqualTo(Verdict.AGREE);
        Agreement found = Verification.outcome(check, evidence(engine, key));
        assertThat(found.verdict()).as(found.toString()).isEqualTo(Verdict.DISAGREE);
    }

    /** The source, the line, what it becomes, and the checks that must notice. */
    private static Stream<Arguments> inCode() {
        return Stream.of(
                Arguments.of(
                        "reference/reference/Functions.java",
                        "return 1 / (1 + StrictMath.exp(-x));",
                        "return 1 / (1 + StrictMath.exp(-x * (1 + 1e-9)));",
                        List.of("1c sigma by tanh left side~right side identity")),
                Arguments.of(
                        "reference/reference/Functions.java",
                        "return Math.max(x, 0) +",
                        "return 1.000001 * Math.max(x, 0) +",
                        List.of(
                                "1d exp(ln sigma) left side~right side identity",
                                "1e softplus difference left side~right side identity")),
                // Depends on the place of a logit.
                Arguments.of(
                        "reference/reference/Softmax.java",
                        "s[i] = StrictMath.exp(x[i] - max);",
                        "s[i] = StrictMath.exp(x[i] - max) + 1e-6 * i;",
                        List.of(
                                "1i softmax(2 x) by hand~reference identity",
                                "1i softmax(0 x) 1/n~reference identity")),
                // Depends on more than differences of logits.
                Arguments.of(
                        "reference/reference/Softmax.java",
                        "s[i] = StrictMath.exp(x[i] - max);",
                        "s[i] = StrictMath.exp(x[i] - max) + 1e-6 * i * x[i] * x[i];",
                        List.of(
                                "1i softmax(7 const) 1/n~reference identity",
                                "1j softmax(x + c) S(x)~S(x + c) identity")),
                Arguments.of(
                        "dl4j-compare/compare/oracle/Counting.java",
                        "public Double multiply(Double a, Double b) {\n            operations++;",
                        "public Double multiply(Double a, Double b) {\n            operations += 2;",
                        List.of(
                                "1m count q1m_sigmoid formula~counted shape",
                                "1m count q1m_softmax formula~counted shape")),
                Arguments.of(
                        "dl4j-compare/compare/dl4j/Bridge.java",
                        "return toTensor(w.transpose());",
                        "return toTensor(w);",
                        List.of("2a shapes W1 b1 homework~dl4j shape", "2b shapes W2 b2 homework~dl4j shape")),
                Arguments.of(
                        "dl4j-compare/compare/dl4j/Dl4jMlp.java",
                        "return network(given, 0, 0).numParams();",
                        "return network(given, 0, 0).numParams() - 1;",
                        List.of("2e n_theta reference~dl4j shape")),
                dotTest(
                        "MlpMatrix",
                        "Matrix.divide(Matrix.transposedTimes(gradOa, hs), gradOa.length)",
                        "2i",
                        "grad_W2"),
                dotTest("MlpMatrix", "Matrix.divide(Matrix.sumRows(gradOa), gradOa.length)", "2i", "grad_b2"),
                dotTest(
                        "MlpMatrix",
                        "Matrix.divide(Matrix.transposedTimes(gradHa, x), gradHa.length)",
                        "2o",
                        "grad_W1"),
                dotTest("MlpMatrix", "Matrix.divide(Matrix.sumRows(gradHa), gradHa.length)", "2o", "grad_b1"),
                Arguments.of(
                        "reference/reference/matrix/MlpMatrix.java",
                        "return Matrix.times(gradOa, w2);",
                        "return Matrix.divide(Matrix.times(gradOa, w2), 1 + 1e-9);",
                        List.of("2k dot test grad_hs dual numbers~reference identity")),
                Arguments.of(
                        "reference/reference/matrix/MlpMatrix.java",
                        "new Sines().cos(ha, 0, ha.length, gradHa, gradHa[0].length);",
                        "new Sines().sin(ha, 0, ha.length, gradHa, gradHa[0].length);",
                        List.of("2m dot test grad_ha dual numbers~reference identity")),
                Arguments.of(
                        "reference/reference/matrix/MlpMatrix.java",
                        "return Matrix.times(gradHa, w1);",
                        "return Matrix.divide(Matrix.times(gradHa, w1), 1 + 1e-9);",
                        List.of("2p dot test grad_x dual numbers~reference identity")),
                Arguments.of(
                        "reference/reference/kernels/LaneConvolution.java",
                        "gradW[f][tap + v] += gradPatch[f][at++];",
                        "gradW[f][tap + v] = gradPatch[f][at++];",
                        List.of(
                                "3a dot test grad_conv3_W dual numbers~reference identity",
                                "3a dot test grad_conv1_W dual numbers~reference identity")),
                Arguments.of(
                        "reference/reference/kernels/LaneConvolution.java",
                        "gradB[f] += s;",
                        "gradB[f] -= s;",
                        List.of(
                                "3a dot test grad_conv3_b dual numbers~reference identity",
                                "3a dot test grad_conv1_b dual numbers~reference identity")),
                Arguments.of(
                        "reference/reference/kernels/LaneConvolution.java",
                        "to[j + offset] += from[j];",
                        "to[j + offset] = from[j];",
                        List.of(
                                "3a dot test grad_pool2 dual numbers~reference identity",
                                "3a dot test grad_images dual numbers~reference identity")),
                Arguments.of(
                        "reference/reference/matrix/PoolingMatrix.java",
                        "double[] share = Matrix.divide(gradOutput.values(), (double) rows.kernel() * columns.kernel());",
                        "double[] share = gradOutput.values();",
                        List.of("3a dot test grad_conv1 dual numbers~reference identity")),
                Arguments.of(
                        "reference/reference/Window.java",
                        "windows.add(window);",
                        "if (kernel % 2 == 0) { windows.add(window); }",
                        configurations("pairs", "shape")),
                Arguments.of(
                        "reference/reference/kernels/LaneConvolution.java",
                        "Arrays.fill(atRow[f], b[f]);",
                        "Arrays.fill(atRow[f], -b[f]);",
                        configurations("layers", "local")));
    }

    private static Arguments dotTest(String source, String mean, String question, String quantity) {
        return Arguments.of(
                "reference/reference/matrix/" + source + ".java",
                "return " + mean + ";",
                "return " + mean.replace(".length)", ".length + 1)") + ";",
                List.of(question + " dot test " + quantity + " dual numbers~reference identity"));
    }

    private static List<String> configurations(String what, String kind) {
        return Stream.of("exact", "floor")
                .flatMap(division -> Stream.of("3c", "3d", "3e")
                        .map(id -> id + " q" + id + " " + what + ", " + division + " reference~dl4j " + kind))
                .toList();
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("inCode")
    void aCheckOfTheCodeFailsIfTheCodeIsWrong(
            String source, String line, String changed, List<String> checks, @TempDir Path folder) throws Exception {
        try (Mutant mutant = new Mutant(folder, source, line, changed)) {
            for (String check : checks) {
                String[] idAndName = check.split(" ", 2);
                assertThat(mutant.verdict(idAndName[0], idAndName[1])).as(check).isEqualTo(Verdict.DISAGREE);
            }
        }
    }

    /** The mutant's loader and probe change nothing by themselves. */
    @Test
    void withoutAFaultEveryOneOfThoseChecksAgrees(@TempDir Path folder) throws Exception {
        String line = "return new Bounded(values.get(key)";
        try (Mutant none = new Mutant(folder, "dl4j-compare/compare/rounding/Bounded.java", line, line)) {
            for (String check : covered(inCode())) {
                String[] idAndName = check.split(" ", 2);
                assertThat(none.verdict(idAndName[0], idAndName[1])).as(check).isEqualTo(Verdict.AGREE);
            }
        }
    }

    /** A wrong reference is no less guilty than a wrong DL4J. */
    @Test
    void theJudgeFindsTheReferenceGuiltyWhereItsCodeIsWrong(@TempDir Path folder) throws Exception {
        String mean = "return Matrix.divide(Matrix.sumRows(gradHa), gradHa.length);";
        try (Mutant mutant = new Mutant(
                folder, "reference/reference/matrix/MlpMatrix.java", mean, mean.replace("length)", "length + 1)"))) {
            assertThat(mutant.verdict("2o", "grad_b1 reference~dl4j local")).isEqualTo(Verdict.DISAGREE);
            assertThat(mutant.verdict("2o", "grad_b1 oracle~reference local")).isEqualTo(Verdict.DISAGREE);
            assertThat(mutant.verdict("2o", "grad_b1 oracle~dl4j chained")).isEqualTo(Verdict.AGREE);
            assertThat(mutant.guilty("2o", "grad_b1 reference~dl4j local")).isEqualTo("left");
        }
    }

    @Test
    void everyCheckOfAStatementIsInOneOfTheTables() {
        Set<String> statements = new TreeSet<>();
        for (Question question : Catalogue.QUESTIONS) {
            question.checks().stream()
                    .filter(check -> !check.name().matches("\\w+ (oracle|reference)~[\\w-]+ (local|chained)"))
                    .forEach(check -> statements.add(question.id() + " " + check.name()));
        }
        Set<String> covered = new TreeSet<>(covered(inCode()));
        Stream.concat(inEngines(), dimensions())
                .forEach(arguments ->
                        covered.add(arguments.get()[0] + " " + arguments.get()[1]));
        assertThat(covered).containsExactlyElementsOf(statements);
    }

    private static List<String> covered(Stream<Arguments> table) {
        return table.flatMap(
                        arguments -> ((List<?>) arguments.get()[3]).stream().map(String::valueOf))
                .toList();
    }

    private static Check check(String question, String name) {
        return Catalogue.find(question).orElseThrow().checks().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Evidence evidence(String engine, String key) {
        return new Evidence(GIVEN, name -> {
            Engine honest = Engines.of(name);
            return TestCases.engine(honest, any -> {
                NamedTensors answers = HONEST.computeIfAbsent(name, ignored -> honest.solve(GIVEN));
                return name.equals(engine) && key != null ? tampered(answers, key) : answers;
            });
        });
    }

    private static NamedTensors tampered(NamedTensors answers, String key) {
        if (key.equals("-grad")) {
            NamedTensors turned = answers;
            for (String parameter : List.of("grad_W1", "grad_b1", "grad_W2", "grad_b2")) {
                turned = turned.with(parameter, TestCases.map(answers.get(parameter), value -> -value));
            }
            return turned;
        }
        Tensor honest = answers.get(key);
        if (honest.values().length == 4 && key.startsWith("q3")) {
            // A stride of 1: a valid configuration, of another shape.
            return answers.with(key, TestCases.with(honest, 1, 1));
        }
        boolean whole = Quantities.find(key).orElseThrow().group() == Group.SHAPES;
        int largest = 0;
        for (int i = 0; i < honest.values().length; i++) {
            largest = Math.abs(honest.values()[i]) > Math.abs(honest.values()[largest]) ? i : largest;
        }
        double value = honest.values()[largest];
        return answers.with(key, TestCases.with(honest, largest, whole ? value + 1 : value * (1 + 1e-6) + 1e-6));
    }
}
