package org.crosscheck.compare.checks;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.checks.Report.CheckResult;
import org.crosscheck.compare.checks.Report.QuestionResult;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.rounding.Agreement;

/** Runs the catalogue on cases. Pure: what it finds is returned as a {@link Report}. */
public final class Verification {

    private Verification() {}

    /**
     * Runs the checks of the given questions on the evidence of every case that has the arrays they need. A question of which
     * no case shows anything has no result but that: its answer's equalities alone are no evidence.
     */
    public static List<QuestionResult> run(List<Question> questions, List<Evidence> evidence) {
        List<QuestionResult> results = new ArrayList<>();
        for (Question question : questions) {
            List<CheckResult> checks = new ArrayList<>();
            for (Check check : question.checks()) {
                if (check.needs() == Quantities.Group.SHAPES) {
                    checks.add(run(check, evidence.get(0)));
                } else {
                    evidence.stream()
                            .filter(one -> one.given().has(check.needs()))
                            .forEach(one -> checks.add(run(check, one)));
                }
            }
            boolean ofCase =
                    checks.stream().anyMatch(result -> question.ofCases().contains(result.check()));
            results.add(QuestionResult.of(question, ofCase ? checks : List.of()));
        }
        return results;
    }

    private static CheckResult run(Check check, Evidence evidence) {
        return new CheckResult(evidence.given().name(), check, outcome(check, evidence));
    }

    /** The outcome of one check; a check that throws is an error and does not end the run. */
    public static Agreement outcome(Check check, Evidence evidence) {
        try {
            return check.comparison().compare(evidence);
        } catch (RuntimeException e) {
            return Agreement.error(e.toString());
        }
    }
}
