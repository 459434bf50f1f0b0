package org.crosscheck.compare.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No check of a statement (an identity, a shape, a gradient, a step of gradient descent) is unable to fail: for each
 * there is a fault that makes it, planted in an answer of an engine or in what the engine shows besides.
 */
class StatementFaultTest {

    private static final Case GIVEN = TestCases.small(120);

    private static final Map<String, NamedTensors> HONEST = new ConcurrentHashMap<>();

    private static final List<String> COUNTS =
            List.of("count q1m_sigmoid formula~counted shape", "count q1m_softmax formula~counted shape");

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
                        Arguments.of("2f", "step of theta reference~trainer local", "trainer", "grad_W2"),
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

    static Stream<StatementFaults.Fault> besideAnswers() {
        return StatementFaults.all();
    }

    @ParameterizedTest
    @MethodSource("besideAnswers")
    void aCheckOfWhatAnEngineShowsFailsIfThatIsWrong(StatementFaults.Fault fault) {
        Evidence evidence = evidence(fault.engine());
        for (String check : fault.checks()) {
            Agreement found = Verification.outcome(check(check), evidence);
            assertThat(found.verdict()).as("%s: %s", check, found).isEqualTo(Verdict.DISAGREE);
        }
    }

    @Test
    void withoutAFaultEveryOneOfThoseChecksAgrees() {
        Evidence evidence = evidence(new EngineAround(Engines.of("reference")));
        for (String check : coveredBesideAnswers()) {
            Agreement found = Verification.outcome(check(check), evidence);
            assertThat(found.verdict()).as("%s: %s", check, found).isEqualTo(Verdict.AGREE);
        }
    }

    /** The counted side runs the oracle's own formulas; so it is the formula that is wrong here, by one operation. */
    @ParameterizedTest
    @CsvSource({"q1m_sigmoid, 1", "q1m_softmax, 4"})
    void aCountOfOperationsFailsIfItIsNotTheFormulas(String quantity, int perElement) {
        Evidence evidence = evidence(new EngineAround(Engines.of("reference")));
        Check wrong = FunctionChecks.operations(quantity, perElement + 1);
        assertThat(Verification.outcome(wrong, evidence).verdict()).isEqualTo(Verdict.DISAGREE);
        assertThat(wrong.name()).isEqualTo(check("1m " + wrong.name()).name()).isIn(COUNTS);
    }

    /** A wrong reference is no less guilty than a wrong DL4J. */
    @Test
    void theJudgeFindsTheReferenceGuiltyWhereItIsWrong() {
        UnaryOperator<Tensor> wrong = right -> TestCases.map(right, value -> value * 7 / 8);
        Engine replaying = StatementFaults.replaying("grad_b1", (in, right) -> wrong.apply(right));
        Evidence evidence = evidence(TestCases.engine(replaying, given -> {
            NamedTensors answers = replaying.solve(given);
            return answers.with("grad_b1", wrong.apply(answers.get("grad_b1")));
        }));
        Agreement found = Verification.outcome(check("2o grad_b1 reference~dl4j local"), evidence);
        assertThat(found.verdict()).isEqualTo(Verdict.DISAGREE);
        assertThat(found.guilty()).isEqualTo("left");
        assertThat(Verification.outcome(check("2o grad_b1 oracle~reference local"), evidence)
                        .verdict())
                .isEqualTo(Verdict.DISAGREE);
        assertThat(Verification.outcome(check("2o grad_b1 oracle~dl4j chained"), evidence)
                        .verdict())
                .isEqualTo(Verdict.AGREE);
    }

    @Test
    void everyCheckOfAStatementIsInOneOfTheTables() {
        Set<String> statements = new TreeSet<>();
        for (Question question : Catalogue.QUESTIONS) {
            question.checks().stream()
                    // KeyEqualitiesTest plants a slip in each answer.
                    .filter(check -> !check.quantity().equals(Catalogue.EQUALITIES))
                    .filter(check -> !check.name().matches("\\w+ (oracle|reference)~[\\w-]+ (local|chained)"))
                    .forEach(check -> statements.add(question.id() + " " + check.name()));
        }
        Set<String> covered = new TreeSet<>(coveredBesideAnswers());
        Stream.concat(inEngines(), dimensions())
                .forEach(arguments ->
                        covered.add(arguments.get()[0] + " " + arguments.get()[1]));
        COUNTS.forEach(count -> covered.add("1m " + count));
        assertThat(covered).containsExactlyElementsOf(statements);
    }

    private static List<String> coveredBesideAnswers() {
        return StatementFaults.all().flatMap(fault -> fault.checks().stream()).toList();
    }

    /** A check by the id of its question and its name. */
    private static Check check(String idAndName) {
        String[] parts = idAndName.split(" ", 2);
        return check(parts[0], parts[1]);
    }

    /** All engines honest but one. */
    private static Evidence evidence(Engine planted) {
        return new Evidence(GIVEN, name -> {
            if (name.equals(planted.name())) {
                return planted;
            }
            Engine honest = Engines.of(name);
            return TestCases.engine(honest, any -> HONEST.computeIfAbsent(name, ignored -> honest.solve(GIVEN)));
        });
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
        return answers.with(key, whole ? TestCases.map(honest, value -> value + 1) : StatementFaults.nudged(honest));
    }
}
