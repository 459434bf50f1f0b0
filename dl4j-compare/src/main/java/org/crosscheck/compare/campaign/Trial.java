package org.crosscheck.compare.campaign;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Shrinking;
import org.crosscheck.compare.grade.Mark;
import org.crosscheck.compare.grade.Marker;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Outcome;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.diagnosis.ReferenceAnswers;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.programs.Answered;
import org.crosscheck.compare.programs.ProgramEngine;
import org.crosscheck.compare.rounding.Precision;

/** Tries one program on cases, as a homework is marked. */
public final class Trial {

    /** No smaller case is looked for after this long: a program may start slowly. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final ProgramEngine program;
    private final Rubric rubric;

    /** @param rubric the items that are asked for */
    public Trial(ProgramEngine program, Rubric rubric) {
        this.program = program;
        this.rubric = rubric;
    }

    /**
     * What came of one case.
     *
     * @param answered what the program wrote
     * @param marks of it; of a program that failed, every item is missing
     * @param undecided the keys of items on which the case decides nothing in the precision of the answers
     */
    public record Result(Case given, Answered answered, Marks marks, Set<String> undecided) {

        /** Whether the program ran and all that counts agrees. */
        public boolean agrees() {
            return answered.problem() == null && wrong().findAny().isEmpty();
        }

        /** Where the first error entered, in the order of the homework; else the first that does not agree. */
        public Optional<Mark> first() {
            return Stream.concat(marks.entered().stream().filter(this::isWrong), wrong())
                    .findFirst();
        }

        private Stream<Mark> wrong() {
            return marks.items().stream().filter(this::isWrong);
        }

        /** Whether an item does not agree, and that is its own fault or another's on which the case can decide. */
        private boolean isWrong(Mark item) {
            return item.counts()
                    && item.outcome() != Outcome.AGREE
                    && !undecided.contains(item.key())
                    && !undecided.contains(String.valueOf(item.root()));
        }

        /** What is wrong, in a word: the failure of the program, or the first item, its outcome, and what explains it. */
        private List<Object> kind() {
            if (answered.problem() != null) {
                return List.of(answered.problem());
            }
            return first().<List<Object>>map(mark -> List.of(
                            mark.key(),
                            mark.outcome(),
                            mark.findings().stream().map(Finding::id).toList()))
                    .orElse(List.of());
        }
    }

    /** Runs the program on a case and marks what it wrote. */
    public Result on(Case given) {
        Answered answered = program.answered(given);
        return new Result(
                given, answered, new Marker(given, rubric).mark(answered.submission()), undecided(given, answered));
    }

    private static Set<String> undecided(Case given, Answered answered) {
        if (answered.precision() == Precision.DOUBLE) {
            return Set.of();
        }
        ReferenceAnswers key = new ReferenceAnswers(given);
        return key.items().stream()
                .filter(item -> key.unfit(item, answered.precision()) != null)
                .collect(Collectors.toSet());
    }

    /** The smallest case found on which the program is wrong in the same way; that of the result if there is none. */
    public Result shrink(Result failing) {
        long start = System.nanoTime();
        List<Object> kind = failing.kind();
        Case smallest = Shrinking.shrink(
                failing.given,
                candidate -> System.nanoTime() - start < PATIENCE
                        && kind.equals(on(candidate).kind()));
        return on(smallest);
    }
}
