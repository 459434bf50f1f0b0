package org.crosscheck.compare.checks;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;

/**
 * The outcome of {@code verify}, as {@code report.json} holds it, where numbers that are not finite are the strings
 * "NaN" and "Infinity".
 *
 * @param tool always crosscheck
 * @param version of this build
 * @param environment JVM, machine and libraries
 * @param summary the counts
 * @param questions every question asked, in the homework's order
 * @param findings what is worth knowing even though nothing is wrong
 */
public record Report(
        String tool,
        String version,
        Map<String, String> environment,
        Summary summary,
        List<QuestionResult> questions,
        List<String> findings) {

    /** A report of what was found since a start by {@link System#nanoTime}. */
    public static Report of(
            String version,
            Map<String, String> environment,
            List<QuestionResult> questions,
            List<String> findings,
            long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Report("crosscheck", version, environment, Summary.of(questions, seconds), questions, findings);
    }

    /**
     * The counts.
     *
     * @param questions that were asked
     * @param agree questions all of whose checks agree
     * @param disagree questions with a check that disagrees
     * @param illConditioned questions with an ill-conditioned check and none that disagrees
     * @param error questions with a check that failed to run
     * @param unchecked questions for which the case has no arrays
     * @param checks all checks that were run
     * @param seconds wall-clock time
     */
    public record Summary(
            int questions,
            int agree,
            int disagree,
            int illConditioned,
            int error,
            int unchecked,
            int checks,
            double seconds) {

        static Summary of(List<QuestionResult> questions, double seconds) {
            return new Summary(
                    questions.size(),
                    count(questions, Verdict.AGREE),
                    count(questions, Verdict.DISAGREE),
                    count(questions, Verdict.ILL_CONDITIONED),
                    count(questions, Verdict.ERROR),
                    count(questions, null),
                    questions.stream()
                            .mapToInt(question -> question.checks().size())
                            .sum(),
                    seconds);
        }

        private static int count(List<QuestionResult> questions, Verdict verdict) {
            return (int) questions.stream()
                    .filter(question -> question.verdict() == verdict)
                    .count();
        }
    }

    /**
     * One question.
     *
     * @param verdict the worst of its checks; null if no case has the arrays for any
     */
    public record QuestionResult(String id, String title, Verdict verdict, List<CheckResult> checks) {

        static QuestionResult of(Question question, List<CheckResult> checks) {
            Verdict gravest = checks.isEmpty() ? null : Verdict.AGREE;
            for (CheckResult check : checks) {
                if (check.gates() && check.found().verdict().compareTo(gravest) > 0) {
                    gravest = check.found().verdict();
                }
            }
            return new QuestionResult(question.id(), question.title(), gravest, checks);
        }
    }

    /**
     * One check on one case, and what it found; in JSON one object.
     *
     * @param caseName the case
     */
    public record CheckResult(
            @JsonProperty("case") String caseName,
            @JsonUnwrapped Check check,
            @JsonUnwrapped Agreement found) {

        /**
         * Whether the verdict counts: a chained bound that has grown too wide only informs, unless a number is missing.
         */
        public boolean gates() {
            return check.kind() != Kind.CHAINED
                    || found.verdict() != Verdict.ILL_CONDITIONED
                    || !Double.isFinite(found.right());
        }

        /** The name of the side that the judge found wrong; empty where nobody is or it is not known. */
        public Optional<String> wrong() {
            return Optional.ofNullable(found.guilty()).map(side -> side.equals("left") ? check.left() : check.right());
        }
    }

    /** All that were held against each other: engines, and the homework's own statements. */
    public SortedSet<String> sides() {
        return questions.stream()
                .flatMap(question -> question.checks().stream())
                .flatMap(check -> Stream.of(check.check().left(), check.check().right()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The worst verdict of all questions. */
    @JsonIgnore
    public Verdict verdict() {
        Verdict gravest = Verdict.AGREE;
        for (QuestionResult question : questions) {
            if (question.verdict() != null && question.verdict().compareTo(gravest) > 0) {
                gravest = question.verdict();
            }
        }
        return gravest;
    }
}
