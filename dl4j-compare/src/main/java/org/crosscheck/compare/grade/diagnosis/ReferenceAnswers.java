package org.crosscheck.compare.grade.diagnosis;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.grade.mistakes.Configuration;
import org.crosscheck.compare.grade.mistakes.HonestBounds;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.ReferenceEngine;
import org.crosscheck.reference.Tensor;

/**
 * The right answers to a case and how far an honest program may be from them, from the reference alone. Computed once;
 * many threads may read it.
 */
public final class ReferenceAnswers {

    private final Case given;
    private final NamedTensors known;
    private final NamedTensors ours;
    private final Map<Precision, NamedTensors> theirs = new EnumMap<>(Precision.class);

    public ReferenceAnswers(Case given) {
        this(given, Chain.solve(given.values()));
    }

    /**
     * The key of a case.
     *
     * @param answers the reference's answers, for every quantity that follows from the case
     */
    public ReferenceAnswers(Case given, NamedTensors answers) {
        this.given = given;
        this.known = given.values().with(answers);
        this.ours = Chain.errors(known, given.values().keys(), ReferenceEngine.ARITHMETIC);
    }

    public Case given() {
        return given;
    }

    /** The case's arrays and every right answer. */
    NamedTensors known() {
        return known;
    }

    public Tensor answer(String key) {
        return known.get(key);
    }

    /** How far an honest program's quantities may be from the exact ones, each key of {@link #known}. */
    public NamedTensors errors(Precision precision) {
        synchronized (theirs) {
            return theirs.computeIfAbsent(
                    precision, asked -> HonestBounds.errors(known, HonestBounds.rounded(given.values(), asked), asked));
        }
    }

    /** How far ours and an honest program's may be apart. */
    public Tensor tolerance(String key, Precision precision) {
        return ours.get(key).plus(errors(precision).get(key));
    }

    /** Holds an array of the right shape against the right one. */
    public Agreement compare(String key, Tensor found, Precision precision) {
        if (Configuration.is(key)) {
            Tensor right = Configuration.isRight(key, found) ? found : answer(key);
            return Agreement.compare(right, found, Bounds.exact(right));
        }
        return Agreement.compare(answer(key), found, tolerance(key, precision), scale(key), precision);
    }

    /** The magnitude that a quantity has by its nature. */
    double scale(String key) {
        return Quantities.naturalScale(key, known);
    }

    /** Why the case cannot decide on an item in a precision; null if it can. */
    public String unfit(String key, Precision precision) {
        return compare(key, answer(key), precision).reason();
    }

    /** The shape of an answer for this case; null if the case lacks the arrays for it. */
    public int[] shape(String key) {
        return known.has(key) ? answer(key).shape() : null;
    }

    /** The quantities that the case asks for. */
    public List<String> items() {
        return Quantities.ANSWERS.stream()
                .map(Quantities.Quantity::key)
                .filter(known::has)
                .toList();
    }
}
