package org.crosscheck.compare.grade;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.grade.diagnosis.Diagnosis;
import org.crosscheck.compare.grade.diagnosis.ReferenceAnswers;
import org.crosscheck.compare.grade.mistakes.Inputs;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.grade.mistakes.Mistake;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.reference.Tensor;

/**
 * The power of a case as a test: for each known mistake, whether its result, anywhere within its own rounding bounds,
 * can be told from every honest right answer.
 *
 * @param mistake its id, such as grad_ha.no-cosine
 * @param quantity the quantity in which it is made
 * @param sights by key, what shows of it in the quantity and in those that follow from it; empty if the shapes of the
 *     case do not allow the mistake
 */
public record CasePower(String mistake, String quantity, Map<String, Sight> sights) {

    /** What a case shows of a mistake in one array. */
    public enum Sight {
        /** Distinct from the right answer in float64 and in float32. */
        CAUGHT,
        /** Distinct in float64; float32's rounding may hide it. */
        CAUGHT_IN_FLOAT64,
        /** Not distinct: whoever makes the mistake gets full marks. */
        BLIND
    }

    /** Whether the mistake does not show in the quantity in which it is made. */
    public boolean isBlind() {
        return sights.get(quantity) == Sight.BLIND;
    }

    /** The ids of the mistakes that a case is blind to, each in its own quantity. */
    public static List<String> blind(Case given) {
        ReferenceAnswers key = new ReferenceAnswers(given);
        return blind(key, new Diagnosis(key));
    }

    static List<String> blind(ReferenceAnswers key, Diagnosis diagnosis) {
        return KnownMistakes.ALL.parallelStream()
                .filter(mistake -> asked(key, mistake))
                .filter(mistake -> diagnosis
                        .known(mistake)
                        .filter(wrong -> !isCaught(key, mistake.quantity(), wrong, Precision.DOUBLE))
                        .isPresent())
                .map(Mistake::id)
                .toList();
    }

    /** Every mistake against its own quantity and all that follow from it. */
    public static List<CasePower> table(Case given) {
        ReferenceAnswers key = new ReferenceAnswers(given);
        Inputs right = Diagnosis.right(key, Precision.DOUBLE);
        Inputs right32 = Diagnosis.right(key, Precision.SINGLE);
        List<CasePower> table = new ArrayList<>();
        for (Mistake mistake : KnownMistakes.ALL) {
            if (asked(key, mistake)) {
                table.add(of(key, mistake, right, right32));
            }
        }
        return table;
    }

    private static CasePower of(ReferenceAnswers key, Mistake mistake, Inputs right, Inputs right32) {
        Map<String, Sight> sights = new LinkedHashMap<>();
        Bounded wrong = mistake.formula().apply(right);
        if (wrong != null) {
            boolean goesOn = Arrays.equals(wrong.value().shape(), key.shape(mistake.quantity()));
            Inputs moved = right.wrong(mistake.quantity(), wrong, Set.of());
            Inputs moved32 = right32.wrong(mistake.quantity(), mistake.formula().apply(right32), Set.of());
            Set<String> downstream = goesOn ? Chain.downstream(mistake.quantity()) : Set.of(mistake.quantity());
            for (String item : key.items()) {
                if (downstream.contains(item)) {
                    boolean caught = isCaught(key, item, moved.get(item), Precision.DOUBLE);
                    boolean caught32 = caught && isCaught(key, item, moved32.get(item), Precision.SINGLE);
                    sights.put(item, caught32 ? Sight.CAUGHT : caught ? Sight.CAUGHT_IN_FLOAT64 : Sight.BLIND);
                }
            }
        }
        return new CasePower(mistake.id(), mistake.quantity(), sights);
    }

    private static boolean asked(ReferenceAnswers key, Mistake mistake) {
        return key.items().contains(mistake.quantity());
    }

    /** Whether in at least one element the wrong result is further from the right one than both bounds. */
    private static boolean isCaught(ReferenceAnswers key, String item, Bounded wrong, Precision precision) {
        Tensor right = key.answer(item);
        if (!Arrays.equals(right.shape(), wrong.value().shape())) {
            return true;
        }
        Tensor tolerance = key.tolerance(item, precision);
        for (int i = 0; i < right.values().length; i++) {
            double difference = Math.abs(right.values()[i] - wrong.value().values()[i]);
            boolean isHidden = difference <= tolerance.values()[i] + wrong.errorAt(i); // NaN is not
            if (!isHidden) {
                return true;
            }
        }
        return false;
    }
}
