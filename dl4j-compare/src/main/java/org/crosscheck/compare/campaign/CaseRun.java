package org.crosscheck.compare.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.crosscheck.compare.checks.Catalogue;
import org.crosscheck.compare.checks.Check;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.checks.Engines;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.checks.Question;
import org.crosscheck.compare.checks.Report.CheckResult;
import org.crosscheck.compare.checks.Shrinking;
import org.crosscheck.compare.checks.Verification;
import org.crosscheck.compare.dl4j.ShapeCache;
import org.crosscheck.compare.grade.Mark;
import org.crosscheck.compare.grade.Marker;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.grade.submission.SubmittedArray;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.programs.ProgramEngine;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.Engine;

/**
 * The checks of some engines on one case: a function of a seed, the case's number and the engines alone. Derivatives by dual
 * numbers cost as much as all other checks together, so every so many cases have them; checks that need no arrays are
 * the same for every case, and the first one has them.
 */
final class CaseRun {

    static final int GRADIENTS_EVERY = 5;

    private final long seed;
    private final Function<String, Engine> engines;
    private final List<Question> questions;

    /**
     * Runs of cases.
     *
     * @param chosen names of the registry's engines that are checked
     * @param programs of the user's
     */
    CaseRun(long seed, List<String> chosen, List<ProgramEngine> programs) {
        this(seed, chosen, programs, Engines::of);
    }

    /** The same with other engines of the registry's names: for tests that plant a fault in one. */
    CaseRun(long seed, List<String> chosen, List<ProgramEngine> programs, Function<String, Engine> registry) {
        ShapeCache.install();
        this.seed = seed;
        Map<String, Engine> own = programs.stream().collect(Collectors.toMap(ProgramEngine::name, engine -> engine));
        this.engines = name -> own.containsKey(name) ? own.get(name) : registry.apply(name);
        Set<String> others =
                Engines.names().stream().filter(name -> !chosen.contains(name)).collect(Collectors.toSet());
        Set<String> judges = Set.of(Engines.REFERENCE, Engines.ORACLE);
        List<Question> asked = Catalogue.with(
                Catalogue.QUESTIONS, programs.stream().map(ProgramEngine::name).toList());
        this.questions = asked.stream()
                .map(question -> new Question(
                        question.asked(),
                        question.checks().stream()
                                .filter(check -> !others.contains(check.right()))
                                .filter(check -> judges.contains(check.left()) || !others.contains(check.left()))
                                .toList()))
                .toList();
    }

    /** What the checks find on the case of a number. */
    Summary on(long number) {
        return on(RandomCases.of(seed, number), number);
    }

    /** What the checks find on a case, those that are made for a number. */
    private Summary on(Case given, long number) {
        Evidence evidence = new Evidence(given, engines);
        Map<String, Tally> tallies = new TreeMap<>();
        Map<String, Summary.Failing> failures = new TreeMap<>();
        Map<String, List<String>> alarms = new LinkedHashMap<>();
        for (Question question : questions) {
            for (Check check : question.checks()) {
                if (isMade(check, given, number)) {
                    Agreement found = Verification.outcome(check, evidence);
                    boolean known = SoftmaxDefect.explains(check, evidence, found);
                    String key = Summary.key(
                            question.id(), check.right(), check.kind().text());
                    tallies.merge(key, Tally.of(found, known, number), Tally::plus);
                    if (!known && isAlarm(found)) {
                        String engine =
                                new CheckResult("", check, found).wrong().orElse(check.right());
                        alarms.computeIfAbsent(
                                engine, first -> List.of(question.id(), check.quantity(), how(check, found)));
                    }
                }
            }
        }
        alarms.forEach((engine, first) ->
                failures.put(failure(evidence, engine).orElse(joined(engine, first)), new Summary.Failing(1, number)));
        return new Summary(tallies, failures);
    }

    private static boolean isMade(Check check, Case given, long number) {
        boolean costly = check.kind() == Kind.GRADIENT || check.left().equals("dual numbers");
        boolean isTurn = check.needs() == Group.SHAPES ? number == 0 : !costly || number % GRADIENTS_EVERY == 0;
        return isTurn && given.has(check.needs());
    }

    private static boolean isAlarm(Agreement found) {
        return found.verdict() == Verdict.DISAGREE || found.verdict() == Verdict.ERROR;
    }

    /** Of a check that has nothing to compare, why; of any other, its kind. */
    private static String how(Check check, Agreement found) {
        return found.worst() < 0 ? String.valueOf(found.reason()) : check.kind().text();
    }

    private static String joined(String engine, List<String> first) {
        List<String> parts = new ArrayList<>(List.of(engine));
        parts.addAll(first);
        return Summary.key(parts.toArray(String[]::new));
    }

    /** How a program failed, or the first wrong array of an engine's answers and the first mistake that explains it. */
    private Optional<String> failure(Evidence evidence, String engine) {
        Case given = evidence.given();
        if (!Engines.names().contains(engine) && !(engines.apply(engine) instanceof ProgramEngine)) {
            return Optional.empty();
        }
        Engine side = engines.apply(engine);
        if (side instanceof ProgramEngine program && program.answered(given).problem() != null) {
            return Optional.of(
                    Summary.key(engine, "", "run", program.answered(given).problem()));
        }
        try {
            NamedTensors answers = evidence.answers(engine);
            Submission submission = submission(answers, side.precision(given));
            return new Marker(given, Rubric.standard())
                    .mark(submission).entered().stream()
                            .filter(Mark::counts)
                            .findFirst()
                            .map(mark -> Summary.key(
                                    engine,
                                    mark.question(),
                                    mark.key(),
                                    mark.findings().stream()
                                            .map(Finding::id)
                                            .findFirst()
                                            .orElse("")));
        } catch (RuntimeException noAnswers) {
            return Optional.empty(); // the check that failed says why
        }
    }

    private static Submission submission(NamedTensors answers, Precision precision) {
        Map<String, SubmittedArray> readings = new LinkedHashMap<>();
        String type = precision == Precision.SINGLE ? "float32" : "float64";
        answers.tensors().forEach((key, tensor) -> {
            if (Quantities.find(key).isPresent()) {
                readings.put(key, new SubmittedArray.Array(tensor, type));
            }
        });
        return new Submission("answers", readings, List.of(), null);
    }

    /** The smallest case found that has a failure; that of its number if no smaller one has. */
    Case shrink(String failure, long number) {
        String engine = Summary.parts(failure)[0];
        Predicate<Case> marks = candidate -> failure(new Evidence(candidate, engines), engine)
                .filter(failure::equals)
                .isPresent();
        // Not by the marks: by a check of what is no array of the answers.
        Predicate<Case> checks = candidate -> on(candidate, number).failures().containsKey(failure);
        Case start = RandomCases.of(seed, number);
        return Shrinking.shrink(start, marks.test(start) ? marks : checks);
    }
}
