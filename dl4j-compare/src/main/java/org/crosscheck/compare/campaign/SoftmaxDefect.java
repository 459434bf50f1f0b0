package org.crosscheck.compare.campaign;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import org.crosscheck.compare.checks.Check;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.reference.Tensor;

/** The one defect of ND4J that random cases meet again and again. */
final class SoftmaxDefect {

    private SoftmaxDefect() {}

    /**
     * No false alarm but a true one. ND4J 1.0.0-M2.1 shifts the logits of a softmax by max(0, max z): where all of a row
     * are negative and some exponential underflows without a shift, digits are lost, and below -745 all is 0 / 0. Only
     * verdicts against DL4J, whose softmax that is, are excused. EdgeCasesTest pins it.
     */
    static boolean explains(Check check, Evidence evidence, Agreement found) {
        if (found.verdict() != Verdict.DISAGREE || !check.right().startsWith("dl4j")) {
            return false;
        }
        boolean functions = check.needs() == Group.FUNCTIONS;
        Tensor logits = functions
                ? evidence.given().values().get("x")
                : evidence.answers("reference").get("oa");
        int classes = logits.shape()[logits.shape().length - 1];
        for (int row = 0; row < logits.values().length; row += classes) {
            DoubleSummaryStatistics spread =
                    Arrays.stream(logits.values(), row, row + classes).summaryStatistics();
            if (spread.getMax() < 0 && StrictMath.exp(spread.getMin()) < Double.MIN_NORMAL) {
                return true;
            }
        }
        return false;
    }
}
