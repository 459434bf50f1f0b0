package org.crosscheck.compare.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.PlantedFaults.Fault;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.Step.Replay;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.matrix.MlpMatrix;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a fault once it is caught: where, from what terms, what slip would explain it, on how little. */
class FirstFailureTest {

    private static final Case GIVEN = TestCases.mlp(70, 5, 4, 3, 7);

    @Test
    void aTermThatIsMissingIsNamed() {
        FirstFailure found = localize("grad_W1", in -> {
            double[][] gradient = honest(in, "grad_W1").rows();
            gradient[2][1] -= in.rows("grad_ha")[3][2] * in.rows("X")[3][1] / 7;
            return Tensor.matrix(gradient);
        });
        assertThat(found.agreement().worstIndex()).containsExactly(2, 1);
        assertThat(found.guess()).isEqualTo("the term grad_ha[3, 2] X[3, 1] is missing");
        assertThat(found.trace().terms()).hasSize(7);
    }

    @Test
    void aTermThatIsThereTwiceIsNamed() {
        FirstFailure found = localize("oa", in -> {
            double[][] oa = honest(in, "oa").rows();
            oa[1][2] += in.rows("W2")[2][3] * in.rows("hs")[1][3];
            return Tensor.matrix(oa);
        });
        assertThat(found.guess()).isEqualTo("the term W2[2, 3] hs[1, 3] is there twice");
    }

    @Test
    void aForgottenBiasIsNamed() {
        FirstFailure found =
                localize("ha", in -> Tensor.matrix(MlpMatrix.ha(in.rows("X"), in.rows("W1"), new double[4])));
        int[] worst = found.agreement().worstIndex();
        assertThat(found.guess()).isEqualTo("the term b1[" + worst[1] + "] is missing");
    }

    @Test
    void theSumForTheMeanIsNamed() {
        FirstFailure found = localize("grad_b1", in -> PlantedFaults.times(7).apply(honest(in, "grad_b1")));
        assertThat(found.guess()).isEqualTo("the sum was not divided by 7");
    }

    @Test
    void aFlippedSignIsNamed() {
        FirstFailure found = localize("grad_ha", in -> PlantedFaults.times(-1).apply(honest(in, "grad_ha")));
        assertThat(found.guess()).isEqualTo("the sign is flipped");
    }

    @Test
    void whatNoSlipExplainsIsLeftUnexplained() {
        FirstFailure found =
                localize("grad_hs", in -> PlantedFaults.times(1 + 1e-9).apply(honest(in, "grad_hs")));
        assertThat(found.guess()).isNull();
        assertThat(found.lines()).last().asString().isEqualTo("  no single slip in one term explains it");
    }

    @Test
    void theExplanationCanBeRead() {
        FirstFailure found = localize("grad_b1", in -> PlantedFaults.times(7).apply(honest(in, "grad_b1")));
        int j = found.agreement().worstIndex()[0];
        assertThat(found.lines().get(0))
                .isEqualTo(
                        "First in the chain to fail: grad_b1 (2o) of dl4j; its inputs are right or were taken as given.");
        assertThat(found.lines().get(1)).isEqualTo("  grad_b1[" + j + "] = (a sum of 7 terms) / 7");
        // The six largest terms, then how many there are more.
        assertThat(found.lines().subList(2, 8))
                .allMatch(line -> line.matches("    -?[0-9.E-]+ +grad_ha\\[\\d, " + j + "]"));
        assertThat(found.lines().get(8)).isEqualTo("    ... and 1 smaller term");
        assertThat(found.lines().get(9))
                .matches("  reference \\S+, dl4j \\S+, oracle \\S+; difference \\S+, bound \\S+");
        assertThat(found.lines().get(10)).isEqualTo("  explained if the sum was not divided by 7");
        assertThat(found.lines()).hasSize(11).allSatisfy(line -> assertThat(line)
                .hasSizeLessThan(160));
    }

    @Test
    void aWrongShapeIsSaidInWords() {
        FirstFailure found = localize("grad_x", in -> Tensor.vector(in.vector("b1")));
        assertThat(found.trace()).isNull();
        assertThat(found.lines()).hasSize(2).last().asString().isEqualTo("  shape (4,), not (7, 5)");
    }

    @Test
    void anEngineThatDoesNotRunHasNoPlace() {
        Engine broken = TestCases.engine(Engines.of("dl4j"), given -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(FirstFailure.of(evidence(broken), "dl4j")).isEmpty();
    }

    /** What each letter has to be for the fault to show: nothing more than that is left. */
    @ParameterizedTest
    @CsvSource({
        "ha,      no bias,     1, 1, 1, 1",
        "grad_b1, sum,         2, 1, 1, 2",
        "hs,      identity,    1, 1, 1, 1",
        "grad_x,  off by 1e-9, 1, 1, 1, 2",
    })
    void aCaseIsShrunkAsFarAsTheFaultAllows(
            String quantity, String slip, int n, int d, int dh, int m, @TempDir Path out) throws Exception {
        Replay wrong =
                switch (slip) {
                    case "no bias" ->
                        in -> Tensor.matrix(
                                MlpMatrix.ha(in.rows("X"), in.rows("W1"), new double[in.vector("b1").length]));
                    case "sum" ->
                        in -> PlantedFaults.times(in.get("X").shape()[0]).apply(honest(in, "grad_b1"));
                    case "identity" -> in -> in.get("ha");
                    default -> in -> PlantedFaults.times(1 + 1e-9).apply(honest(in, quantity));
                };
        Evidence evidence = evidence(PlantedFaults.engine("dl4j", Map.of(quantity, wrong)));
        FirstFailure found = FirstFailure.of(evidence, "dl4j").orElseThrow();
        Case small = found.shrink(evidence);
        assertThat(small.sizes()).containsExactlyInAnyOrderEntriesOf(Map.of("n", n, "d", d, "dh", dh, "m", m));

        // It fails in the same way, also after a way through a file.
        CaseFiles.write(out.resolve("small.npz"), small.values());
        Case again = CaseFiles.read(out.resolve("small.npz"), Assertions::fail);
        assertThat(again.values()).isEqualTo(small.values());
        FirstFailure replayed = FirstFailure.of(evidence.on(again), "dl4j").orElseThrow();
        assertThat(replayed.quantity()).isEqualTo(quantity);
    }

    static Stream<Fault> someFaults() {
        List<Fault> faults = PlantedFaults.all()
                .filter(fault -> !fault.given().has(Group.CNN))
                .toList();
        return IntStream.range(0, faults.size()).filter(i -> i % 7 == 0).mapToObj(faults::get);
    }

    /** Every seventh row of the table of faults keeps failing while its case is shrunk. */
    @ParameterizedTest
    @MethodSource("someFaults")
    void aShrunkCaseStillFails(Fault fault) {
        Evidence evidence = new Evidence(
                fault.given(), name -> name.equals(fault.engine().name()) ? fault.engine() : Engines.of(name));
        FirstFailure found = FirstFailure.of(evidence, fault.engine().name()).orElseThrow();
        Case small = found.shrink(evidence);
        Agreement again = StepChecks.local(evidence.on(small), found.quantity(), "reference", found.engine());
        assertThat(again.verdict()).isEqualTo(Verdict.DISAGREE);
        assertThat(size(small)).isLessThanOrEqualTo(size(fault.given()));
    }

    private static int size(Case given) {
        return given.sizes().values().stream().mapToInt(Integer::intValue).sum();
    }

    private static FirstFailure localize(String quantity, Replay wrong) {
        FirstFailure found = FirstFailure.of(evidence(PlantedFaults.engine("dl4j", Map.of(quantity, wrong))), "dl4j")
                .orElseThrow();
        assertThat(found.quantity()).isEqualTo(quantity);
        assertThat(found.engine()).isEqualTo("dl4j");
        assertThat(found.agreement().guilty()).isEqualTo(found.agreement().worst() < 0 ? null : "right");
        return found;
    }

    private static Evidence evidence(Engine planted) {
        return new Evidence(GIVEN, name -> name.equals(planted.name()) ? planted : Engines.of(name));
    }

    private static Tensor honest(NamedTensors in, String quantity) {
        return PlantedFaults.right(in, quantity);
    }
}
