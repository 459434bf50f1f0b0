package org.crosscheck.compare.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.crosscheck.compare.checks.Report.CheckResult;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;

/** The checks of an engine of which only the answers are known. */
class ProgramChecksTest {

    private static final Case GIVEN = TestCases.small(91);

    /** An engine of unknown arithmetic that answers as the reference does, but for what is changed. */
    private record Foreign(UnaryOperator<NamedTensors> change, Precision ofAnswers) implements Engine {

        @Override
        public String name() {
            return "mine";
        }

        @Override
        public Arithmetic arithmetic() {
            return new Arithmetic(VECTORISED, Loss.UNKNOWN);
        }

        @Override
        public NamedTensors solve(Case given) {
            return change.apply(Chain.solve(given.values()));
        }

        @Override
        public Precision precision(Case given) {
            return ofAnswers;
        }

        @Override
        public String excuse(Case given, String quantity) {
            return "it forgot";
        }
    }

    private static Evidence evidence(UnaryOperator<NamedTensors> change, Precision precision) {
        Engine mine = new Foreign(change, precision);
        return new Evidence(GIVEN, name -> name.equals("mine") ? mine : Engines.of(name));
    }

    private static List<CheckResult> checks(Evidence evidence) {
        return Catalogue.QUESTIONS.stream()
                .flatMap(question -> ProgramChecks.of(question.id(), "mine").stream())
                .map(check -> new CheckResult("small", check, Verification.outcome(check, evidence)))
                .toList();
    }

    private static Map<String, List<CheckResult>> wrong(Evidence evidence) {
        return checks(evidence).stream()
                .filter(check -> check.gates() && check.found().verdict() != Verdict.AGREE)
                .collect(Collectors.groupingBy(check -> check.check().quantity()));
    }

    private static UnaryOperator<NamedTensors> replacing(String key, UnaryOperator<Tensor> change) {
        return answers -> answers.with(key, change.apply(answers.get(key)));
    }

    @Test
    void everyQuantityIsCheckedAndRightOnesAgree() {
        Evidence evidence = evidence(answers -> answers, Precision.DOUBLE);
        assertThat(wrong(evidence)).isEmpty();
        assertThat(checks(evidence))
                .extracting(check -> check.check().quantity())
                .contains("q1b", "L", "grad_W1", "conv3", "q3c");
        assertThat(FirstFailure.of(evidence, "mine")).isEmpty();
    }

    @Test
    void aSmallErrorIsCaughtWhereItIsAndTheProgramIsGuilty() {
        Evidence evidence = evidence(
                replacing("grad_ha", tensor -> TestCases.with(tensor, 3, tensor.values()[3] + 1e-13)),
                Precision.DOUBLE);
        assertThat(wrong(evidence)).containsKey("grad_ha");
        assertThat(wrong(evidence).get("grad_ha")).anySatisfy(check -> {
            assertThat(check.check().kind()).isEqualTo(Check.Kind.LOCAL);
            assertThat(check.wrong()).contains("mine");
        });
        assertThat(FirstFailure.of(evidence, "mine"))
                .hasValueSatisfying(first -> assertThat(first.quantity()).isEqualTo("grad_ha"));
    }

    @Test
    void whatIsMissingDisagreesAndSaysWhy() {
        Evidence evidence = evidence(answers -> answers.only(List.of("ha", "os", "grad_W1")), Precision.DOUBLE);
        Map<String, List<CheckResult>> wrong = wrong(evidence);
        assertThat(wrong).containsKeys("hs", "oa", "q1a", "q3a").doesNotContainKeys("ha", "os", "grad_W1");
        assertThat(wrong.get("hs")).allSatisfy(check -> {
            assertThat(check.found().verdict()).isEqualTo(Verdict.DISAGREE);
            assertThat(check.found().reason()).isEqualTo("it forgot");
            assertThat(check.wrong()).contains("mine");
        });
    }

    @Test
    void withoutItsInputsAQuantityIsHeldToTheWholeWay() {
        Evidence evidence = evidence(
                answers -> answers.only(List.of("grad_W1"))
                        .with("grad_W1", answers.get("grad_W1").map(g -> 2 * g)),
                Precision.DOUBLE);
        assertThat(wrong(evidence)).containsKey("grad_W1");
    }

    @Test
    void answersInFloat32AreHeldToWhatFloat32CanDo() {
        UnaryOperator<NamedTensors> rounded = answers -> {
            NamedTensors all = answers;
            for (String key : answers.keys()) {
                all = all.with(key, answers.get(key).map(x -> (float) x));
            }
            return all;
        };
        assertThat(wrong(evidence(rounded, Precision.SINGLE))).isEmpty();
        assertThat(wrong(evidence(rounded, Precision.DOUBLE))).isNotEmpty();
        assertThat(wrong(evidence(
                        answers ->
                                replacing("hs", hs -> hs.map(x -> 1.0001 * x)).apply(rounded.apply(answers)),
                        Precision.SINGLE)))
                .containsKey("hs");
    }

    @Test
    void theLossMayBeTakenFromProbabilities() {
        assertThat(wrong(evidence(
                        answers -> {
                            double[] loss = new double[7];
                            for (int e = 0; e < loss.length; e++) {
                                int y = (int) GIVEN.values().vector("y")[e];
                                loss[e] = -Math.log(answers.get("os").at(e, y - 1));
                            }
                            double mean =
                                    java.util.Arrays.stream(loss).average().orElseThrow();
                            return answers.with("L", Tensor.vector(loss)).with("R", Tensor.scalar(mean));
                        },
                        Precision.DOUBLE)))
                .isEmpty();
    }

    @Test
    void anyRightConfigurationAgrees() {
        Tensor another = Tensor.vector(new double[] {9, 11, 0, 1}); // (64 - 9) / 11 + 1 = 6
        assertThat(wrong(evidence(replacing("q3c", old -> another), Precision.DOUBLE)))
                .isEmpty();
        assertThat(wrong(evidence(replacing("q3c", old -> another.map(x -> x + 1)), Precision.DOUBLE)))
                .containsKey("q3c");
    }
}
