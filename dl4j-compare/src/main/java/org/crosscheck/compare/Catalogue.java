package org.crosscheck.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.crosscheck.compare.Check.Kind;

/** The homework's 34 questions with their live checks: what verify runs, the tests run and the reports show. */
public final class Catalogue {

    /** All questions, 1a to 3e. */
    public static final List<Question> QUESTIONS = Stream.of(Part1.QUESTIONS, Part2.QUESTIONS, Part3.QUESTIONS)
            .flatMap(List::stream)
            .toList();

    private Catalogue() {}

    /** The question of an id such as 2g. */
    public static Optional<Question> find(String id) {
        return QUESTIONS.stream().filter(question -> question.id().equals(id)).findFirst();
    }

    /** One step of a quantity, replayed from the right side's inputs. */
    static Check local(String quantity, String right) {
        return new Check(
                quantity,
                Kind.LOCAL,
                "reference",
                right,
                Schema.find(quantity).orElseThrow().group(),
                evidence -> evidence.local(quantity, right));
    }

    /** A quantity computed by both sides from the case's arrays. */
    static Check chained(String quantity, String right) {
        return new Check(
                quantity,
                Kind.CHAINED,
                "reference",
                right,
                Schema.find(quantity).orElseThrow().group(),
                evidence -> evidence.chained(quantity, right));
    }

    /** The checks of quantities: local and chained against the element-wise form and DL4J's layers. */
    static List<Check> quantities(String... quantities) {
        List<Check> checks = new ArrayList<>();
        for (String quantity : quantities) {
            for (String right : List.of("detailed", "dl4j")) {
                checks.add(local(quantity, right));
                checks.add(chained(quantity, right));
            }
        }
        return checks;
    }

    /** The same against one side only. */
    static List<Check> quantities(List<String> quantities, String right) {
        List<Check> checks = new ArrayList<>();
        for (String quantity : quantities) {
            checks.add(local(quantity, right));
            checks.add(chained(quantity, right));
        }
        return checks;
    }

    /** Two lists of checks as one. */
    static List<Check> checks(List<Check> first, List<Check> more) {
        return Stream.concat(first.stream(), more.stream()).toList();
    }
}
