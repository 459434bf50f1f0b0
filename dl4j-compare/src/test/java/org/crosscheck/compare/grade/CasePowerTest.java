package org.crosscheck.compare.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.CasePower.Sight;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;

class CasePowerTest {

    private static final Case GOOD = TestCases.small(50);

    private static List<String> blind(String key, Tensor tensor) {
        return CasePower.blind(TestCases.of("weakened", GOOD.values().with(key, tensor)));
    }

    private static Tensor zeros(String key) {
        return TestCases.map(GOOD.values().get(key), x -> 0);
    }

    @Test
    void aGoodCaseIsBlindToNothing() {
        assertThat(CasePower.blind(GOOD)).isEmpty();
    }

    @Test
    void zeroBiasesAreBlindToForgottenOnes() {
        assertThat(blind("b1", zeros("b1"))).contains("ha.no-bias", "ha.minus-bias", "hs.no-bias");
        assertThat(blind("conv3_b", zeros("conv3_b"))).containsExactly("conv3.no-bias", "conv3.minus-bias");
    }

    @Test
    void oneExampleIsBlindToMeans() {
        assertThat(CasePower.blind(TestCases.mlp(1, 5, 4, 3, 1)))
                .contains("R.sum", "grad_oa.per-n", "grad_W1.sum", "grad_W1.first");
    }

    @Test
    void symmetricKernelsAreBlindToFlips() {
        assertThat(blind("conv1_W", TestCases.map(zeros("conv1_W"), x -> 1)))
                .contains("conv1.flipped", "conv1.kernels-transposed", "grad_images.flipped");
    }

    @Test
    void aTWithoutZeroIsBlindToWhatHappensThere() {
        Tensor t = TestCases.map(GOOD.values().get("t"), x -> x == 0 ? 1 : x);
        assertThat(blind("t", t)).contains("q1a.one-at-0", "q1a.half-at-0", "q1f.one-at-0");
    }

    @Test
    void anXOfOneSignIsBlindToLostSigns() {
        assertThat(blind("x", TestCases.map(GOOD.values().get("x"), x -> 1 + Math.abs(x))))
                .contains("q1g.absolute", "q1h.ones", "q1h.indicator");
    }

    /** A square W lets a missing transpose run at all; a symmetric one hides it. */
    @Test
    void symmetricSquareWeightsAreBlindToATranspose() {
        Case square = TestCases.mlp(1, 3, 3, 3, 5);
        assertThat(CasePower.blind(square)).noneMatch(id -> id.endsWith("transposed"));
        NamedTensors symmetric =
                square.values().with("W2", Tensor.matrix(new double[][] {{1, 2, 3}, {2, 5, 7}, {3, 7, -4}}));
        assertThat(CasePower.blind(TestCases.of("symmetric", symmetric)))
                .contains("oa.transposed", "grad_hs.not-transposed");
    }

    @Test
    void theTableShowsAMistakeInWhatFollowsFromItAlone() {
        CasePower row = CasePower.table(GOOD).stream()
                .filter(power -> power.mistake().equals("grad_ha.no-cosine"))
                .findFirst()
                .orElseThrow();
        assertThat(row.sights().keySet()).containsExactlyInAnyOrder("grad_ha", "grad_W1", "grad_b1", "grad_x");
        assertThat(row.sights().get("grad_ha")).isEqualTo(Sight.CAUGHT);
        assertThat(row.isBlind()).isFalse();
    }

    /** A bias has the same gradient wherever in a window the gradient goes: one array alone does not tell. */
    @Test
    void theTableSaysWhereAMistakeDoesNotShow() {
        CasePower row = CasePower.table(GOOD).stream()
                .filter(power -> power.mistake().equals("grad_conv1.top-left"))
                .findFirst()
                .orElseThrow();
        assertThat(row.sights()).containsEntry("grad_conv1_b", Sight.BLIND).containsEntry("grad_conv1", Sight.CAUGHT);
    }
}
