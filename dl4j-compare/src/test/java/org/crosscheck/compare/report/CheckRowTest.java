package org.crosscheck.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crosscheck.compare.checks.Check;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.checks.Report.CheckResult;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckRowTest {

    private static CheckResult check(Kind kind, Verdict verdict, double ratio, String guilty) {
        Agreement found = new Agreement(
                verdict, new int[] {2, 3}, 0.25, 2, 0.25 / ratio, 5, 1.5, 1.25, 1.5, guilty, "beyond the bound");
        return new CheckResult("small", new Check("ha", kind, "reference", "dl4j", Group.MLP, null), found);
    }

    private static CheckRow row(Kind kind, Verdict verdict, double ratio, String guilty) {
        return CheckRow.of("2a", check(kind, verdict, ratio, guilty), new HashSet<>());
    }

    @Test
    void aReasonNamesPlaceBothValuesAndTheWrongSide() {
        CheckRow right = row(Kind.LOCAL, Verdict.DISAGREE, 3, "right");
        assertThat(right.reason()).isEqualTo("beyond the bound at [1, 2]; reference 1.5, dl4j 1.25; wrong: dl4j");
        assertThat(row(Kind.LOCAL, Verdict.DISAGREE, 3, "left").reason()).endsWith("; wrong: reference");
        assertThat(row(Kind.LOCAL, Verdict.DISAGREE, 3, null).reason()).endsWith("dl4j 1.25");
        assertThat(row(Kind.LOCAL, Verdict.AGREE, 0.1, null).reason()).isEmpty();
        assertThat(right.result().found().difference()).isEqualTo(0.25);
    }

    /** Five decades from 1e-4 to 10: each is a fifth of the bar, and the bound is at four fifths. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1e-5, 0", "1e-4, 0", "0.01, 40", "1, 80", "10, 100", "1e6, 100", "NaN, 0"})
    void theGaugeIsLogarithmic(double ratio, double along) {
        assertThat(Double.parseDouble(
                        row(Kind.LOCAL, Verdict.AGREE, ratio, null).gauge()))
                .isEqualTo(along);
    }

    @Test
    void whatDisagreesOrIsIllConditionedFailsAndWhatOnlyInformsDoesNot() {
        assertThat(row(Kind.LOCAL, Verdict.AGREE, 0.1, null).fails()).isFalse();
        assertThat(row(Kind.LOCAL, Verdict.DISAGREE, 3, null).fails()).isTrue();
        assertThat(row(Kind.LOCAL, Verdict.ILL_CONDITIONED, 0.1, null).fails()).isTrue();
        CheckRow informs = row(Kind.CHAINED, Verdict.ILL_CONDITIONED, 0.1, null);
        assertThat(informs.fails()).isFalse();
        assertThat(informs.style()).isEqualTo(CheckRow.UNCHECKED);
    }

    @Test
    void theSecondCheckOfANameHasALinkOfItsOwn() {
        Set<String> anchors = new HashSet<>();
        CheckResult check = check(Kind.LOCAL, Verdict.AGREE, 0.1, null);
        assertThat(List.of(
                        CheckRow.of("2a", check, anchors).anchor(),
                        CheckRow.of("2a", check, anchors).anchor()))
                .containsExactly("2a.ha.local.reference.dl4j.small", "2a.ha.local.reference.dl4j.small.2");
    }
}
