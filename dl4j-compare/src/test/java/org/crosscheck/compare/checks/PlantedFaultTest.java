package org.crosscheck.compare.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.ReferenceEngine;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.compare.steps.Step.Replay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults planted in one side. Each must be caught by the local checks of just the quantities that the fault is in, at
 * the questions that ask for them, and be blamed on the side that it was planted in; whatever does not follow from those must agree. The engine with the fault goes on computing from it honestly.
 */
class PlantedFaultTest {

    /** The answers of the honest engines, which are the same whatever the fault. */
    private static final Map<List<Object>, NamedTensors> ANSWERS = new ConcurrentHashMap<>();

    @Test
    void theTableIsLong() {
        assertThat(PlantedFaults.all().toList())
                .hasSizeGreaterThanOrEqualTo(65)
                .extracting(fault -> fault.engine().name() + " " + fault)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("org.crosscheck.compare.checks.PlantedFaults#all")
    void aPlantedFaultIsCaughtWhereItIs(PlantedFaults.Fault fault) {
        String engine = fault.engine().name();
        Evidence evidence = new Evidence(fault.given(), with(fault.engine()));
        Set<String> local = new TreeSet<>();
        Set<String> chained = new TreeSet<>();
        for (Question question : Catalogue.QUESTIONS) {
            for (Check check : question.checks()) {
                boolean informs = check.kind() == Kind.LOCAL || check.kind() == Kind.CHAINED;
                if (!check.right().equals(engine) || !informs || !isOf(fault.given(), check)) {
                    continue;
                }
                Agreement found = Verification.outcome(check, evidence);
                assertThat(found.verdict()).as(check.name()).isNotEqualTo(Verdict.ERROR);
                if (check.kind() == Kind.CHAINED && !found.agrees()) {
                    chained.add(check.quantity());
                } else if (found.verdict() == Verdict.DISAGREE) {
                    local.add(check.quantity());
                    assertThat(found.guilty()).as(check.name()).isEqualTo(found.worst() < 0 ? null : "right");
                    assertThat(question.id()).isIn(asking(engine, check.quantity()));
                } else if (!found.agrees()) {
                    assertThat(found.bound())
                            .as("ill-conditioned for want of a bound")
                            .satisfiesAnyOf(bound -> assertThat(bound).isNaN(), bound -> assertThat(bound)
                                    .isInfinite());
                }
            }
        }
        assertThat(local).as("caught by local checks").isEqualTo(new TreeSet<>(fault.caught()));
        assertThat(downstream(fault.caught()))
                .as("may differ in the whole chain")
                .containsAll(chained);

        FirstFailure first = FirstFailure.of(evidence, engine).orElseThrow();
        assertThat(first.quantity()).isEqualTo(firstOf(fault.caught()));
        assertThat(first.question())
                .isEqualTo(Quantities.find(first.quantity()).orElseThrow().question());
    }

    static Stream<String> witnesses() {
        return Engines.witnesses().filter(Engines.Entry::stepwise).map(Engines.Entry::name);
    }

    @ParameterizedTest
    @MethodSource("witnesses")
    void nothingIsCaughtWhereNothingIsPlanted(String engine) {
        for (Case given : List.of(PlantedFaults.REST, PlantedFaults.CNN)) {
            Evidence evidence = new Evidence(given, with(honest(engine)));
            assertThat(FirstFailure.of(evidence, engine)).isEmpty();
        }
    }

    static Stream<String> quantities() {
        return SubtleFaults.rounded().stream().map(Quantities.Quantity::key);
    }

    /** The reference is not beyond doubt: the oracle replays each of its steps. */
    @ParameterizedTest
    @MethodSource("quantities")
    void theOracleCatchesAFaultOfTheReference(String key) {
        Case given = PlantedFaults.home(key);
        Replay honest = Chain.step(key, ReferenceEngine.ARITHMETIC).replay();
        Replay wrong = in -> SubtleFaults.nudged(honest.apply(in), key);
        Engine reference = PlantedFaults.engine("reference", Map.of(key, wrong));
        Evidence evidence = new Evidence(given, with(reference));
        List<String> caught = new ArrayList<>();
        for (Question question : Catalogue.QUESTIONS) {
            for (Check check : question.checks()) {
                boolean judged = check.kind() == Kind.LOCAL && check.left().equals("oracle");
                if (judged && isOf(given, check)) {
                    Agreement found = Verification.outcome(check, evidence);
                    if (!found.agrees()) {
                        assertThat(found.verdict()).isEqualTo(Verdict.DISAGREE);
                        assertThat(found.guilty()).isEqualTo("right");
                        caught.add(question.id() + " " + check.name());
                    }
                }
            }
        }
        String question = Quantities.find(key).orElseThrow().question();
        assertThat(caught).containsExactly(question + " " + key + " oracle~reference local");
        assertThat(StepChecks.chained(evidence, key, "reference").verdict()).isNotEqualTo(Verdict.ERROR);
    }

    @ParameterizedTest
    @MethodSource("quantities")
    void aMissingAnswerIsAnErrorAndNoPass(String key) {
        Case given = PlantedFaults.home(key);
        Engine dl4j = honest("dl4j");
        Engine forgetful = TestCases.engine(dl4j, any -> dl4j.solve(any).without(Set.of(key)));
        Evidence evidence = new Evidence(given, with(forgetful));
        Question question =
                Catalogue.find(Quantities.find(key).orElseThrow().question()).orElseThrow();
        assertThat(question.checks().stream()
                        .filter(check ->
                                check.quantity().equals(key) && check.right().equals("dl4j"))
                        .map(check -> Verification.outcome(check, evidence)))
                .isNotEmpty()
                .allSatisfy(found -> {
                    assertThat(found.verdict()).isEqualTo(Verdict.ERROR);
                    assertThat(found.reason()).contains("'" + key + "'");
                });
    }

    /** All engines honest but one. */
    private static Function<String, Engine> with(Engine planted) {
        return name -> name.equals(planted.name()) ? planted : honest(name);
    }

    private static Engine honest(String name) {
        Engine engine = Engines.of(name);
        return TestCases.engine(
                engine, given -> ANSWERS.computeIfAbsent(List.of(name, given), key -> engine.solve(given)));
    }

    private static boolean isOf(Case given, Check check) {
        return check.needs() != Quantities.Group.SHAPES && given.has(check.needs());
    }

    /** The element-wise form of some quantities has a question of its own, just before that of the matrix form. */
    private static List<String> asking(String engine, String quantity) {
        String question = Quantities.find(quantity).orElseThrow().question();
        char before = (char) (question.charAt(1) - 1);
        return engine.equals("detailed") ? List.of(question, "" + question.charAt(0) + before) : List.of(question);
    }

    private static String firstOf(Set<String> quantities) {
        return Chain.STEPS.stream()
                .map(Step::quantity)
                .filter(quantities::contains)
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> downstream(Set<String> from) {
        Set<String> reached = new HashSet<>(from);
        for (Step step : Chain.steps(Engines.of("dl4j").arithmetic())) {
            if (step.inputs().stream().anyMatch(reached::contains)) {
                reached.add(step.quantity());
            }
        }
        return reached;
    }
}
