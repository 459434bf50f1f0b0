package org.crosscheck.compare.grade;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.Agreement;
import org.crosscheck.compare.Bounds;
import org.crosscheck.compare.Case;
import org.crosscheck.compare.Chain;
import org.crosscheck.compare.Precision;
import org.crosscheck.compare.ReferenceEngine;
import org.crosscheck.compare.Schema;
import org.crosscheck.compare.Values;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Window;

/**
 * The right answers of a case and how far an honest program may be from them, from the reference alone. Computed once;
 * many threads may read it.
 */
final class AnswerKey {

    /** Questions 3c to 3e: the input and output sizes, and for each the [padding, dilation] that it fixes. */
    private static final int INPUT = 64;

    private static final int OUTPUT = 6;
    private static final Map<String, List<Integer>> CONFIGURATIONS =
            Map.of("q3c", List.of(0, 1), "q3d", List.of(1, 2), "q3e", List.of(1, 1));

    private final Case given;
    private final Values known;
    private final Values ours;
    private final Map<Precision, Values> theirs = new EnumMap<>(Precision.class);

    AnswerKey(Case given) {
        this(given, Chain.solve(given.values()));
    }

    /**
     * The key of a case.
     *
     * @param answers the reference's, of every quantity that follows from the case
     */
    AnswerKey(Case given, Values answers) {
        this.given = given;
        this.known = given.values().with(answers);
        this.ours = Chain.errors(known, given.values().keys(), ReferenceEngine.ARITHMETIC);
    }

    Case given() {
        return given;
    }

    /** The case's arrays and every right answer. */
    Values known() {
        return known;
    }

    Tensor answer(String key) {
        return known.get(key);
    }

    /** How far an honest program's quantities may be from the exact ones, each key of {@link #known}. */
    Values errors(Precision precision) {
        synchronized (theirs) {
            return theirs.computeIfAbsent(
                    precision, asked -> Honest.errors(known, Honest.rounded(given.values(), asked), asked));
        }
    }

    /** How far our own quantities may be from the exact ones. */
    Values ourErrors() {
        return ours;
    }

    /** Holds an array of the right shape against the right one. */
    Agreement compare(String key, Tensor found, Precision precision) {
        if (CONFIGURATIONS.containsKey(key)) {
            Tensor right = isConfiguration(key, found) ? found : answer(key);
            return Agreement.compare(right, found, Bounds.exact(right));
        }
        Tensor bound = Bounds.add(ours.get(key), errors(precision).get(key));
        return Agreement.compare(answer(key), found, bound, scale(key), precision);
    }

    /** The magnitude that a quantity has by its nature. */
    double scale(String key) {
        return Chain.naturalScale(key, known);
    }

    /** Why the case cannot decide about an item in double precision; null if it can. */
    String unfit(String key) {
        return compare(key, answer(key), Precision.DOUBLE).reason();
    }

    /** The shape that the case gives an answer; null if it has not the arrays for it. */
    int[] shape(String key) {
        return known.has(key) ? answer(key).shape() : null;
    }

    /** The quantities that the case asks for. */
    List<String> items() {
        return Schema.ANSWERS.stream()
                .map(Schema.Quantity::key)
                .filter(known::has)
                .toList();
    }

    /** Whether [k, s, p, d] takes 64 x 64 to 6 x 6 with the padding and dilation of the question; all that do are right. */
    private static boolean isConfiguration(String key, Tensor found) {
        double[] numbers = found.values();
        for (double number : numbers) {
            if (!(number == Math.rint(number) && number >= 0 && number <= INPUT * 2)) {
                return false;
            }
        }
        Window window = new Window((int) numbers[0], (int) numbers[1], (int) numbers[2], (int) numbers[3]);
        return List.of(window.padding(), window.dilation()).equals(CONFIGURATIONS.get(key))
                && Window.reaching(
                                INPUT,
                                INPUT,
                                OUTPUT,
                                OUTPUT,
                                window.padding(),
                                window.dilation(),
                                Window.Division.FLOOR)
                        .contains(window);
    }
}
