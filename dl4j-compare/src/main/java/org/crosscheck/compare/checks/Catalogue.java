package org.crosscheck.compare.checks;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.reference.Tensor;

/** The homework's 34 questions with their live checks: what verify runs, the tests run and the reports show. */
public final class Catalogue {

    /** What the check of an answer's equalities is called. */
    static final String EQUALITIES = "answer's equalities";

    /** All questions, 1a to 3e. */
    public static final List<Question> QUESTIONS = Stream.of(
                    FunctionChecks.QUESTIONS, MlpChecks.QUESTIONS, CnnChecks.QUESTIONS)
            .flatMap(List::stream)
            .map(Catalogue::withEqualities)
            .toList();

    /** A question with the check that every equality of its answer holds, read and judged as students' are. */
    private static Question withEqualities(Question question) {
        Check equalities = new Check(EQUALITIES, Kind.SHAPE, "stated", "shown", Group.SHAPES, evidence -> {
            KeyEqualities key = KeyEqualities.of(question.id());
            Tensor stated = Tensor.vector(new double[] {key.stated()});
            return Agreement.compare(stated, Tensor.vector(new double[] {key.shown()}), Bounds.exact(stated));
        });
        List<Check> checks =
                Stream.concat(question.checks().stream(), Stream.of(equalities)).toList();
        return new Question(question.asked(), checks);
    }

    private Catalogue() {}

    /** The question of an id such as 2g. */
    public static Optional<Question> find(String id) {
        return QUESTIONS.stream().filter(question -> question.id().equals(id)).findFirst();
    }

    /**
     * The questions asked for on the command line, in the homework's order; all of them if none is named.
     *
     * @throws InputException that lists the ids if there is no such question
     */
    public static List<Question> require(List<String> ids) throws InputException {
        for (String id : ids) {
            if (find(id).isEmpty()) {
                String known = QUESTIONS.stream().map(Question::id).collect(Collectors.joining(" "));
                throw new InputException("--question", "one of " + known, "'" + id + "'");
            }
        }
        return QUESTIONS.stream()
                .filter(question -> ids.isEmpty() || ids.contains(question.id()))
                .toList();
    }
}
