package org.crosscheck.compare.grade;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.grade.diagnosis.Coarse;
import org.crosscheck.compare.grade.diagnosis.Diagnosis;
import org.crosscheck.compare.grade.diagnosis.StudentArrays;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.reference.Tensor;

/**
 * What a student had in hand, in each precision that the work may be in. Which arrays are wrong becomes known while they are
 * judged.
 *
 * @param own the arrays of the right shape with finite numbers
 * @param wrong the keys of those that are wrong
 * @param single the keys of those in float32 or less
 */
record Hands(
        Diagnosis diagnosis,
        Map<String, Tensor> own,
        Set<String> wrong,
        Set<String> single,
        Map<List<Object>, StudentArrays> known) {

    Hands(Diagnosis diagnosis, Map<String, Tensor> own, Set<String> wrong, Set<String> single) {
        this(diagnosis, own, wrong, single, new HashMap<>());
    }

    /**
     * What the student had.
     *
     * @param coarse what the numbers were rounded to; null if they were not
     */
    StudentArrays of(Precision precision, Coarse coarse) {
        return known.computeIfAbsent(
                Arrays.asList(precision, coarse == null ? null : coarse.text()),
                ignored -> new StudentArrays(diagnosis, own, wrong, precision, coarse));
    }

    /** The same if all of it counted as wrong but one array, which had not been handed in. */
    StudentArrays allWrongBut(String item, Precision precision, Coarse coarse) {
        Map<String, Tensor> others = new HashMap<>(own);
        others.remove(item);
        return new StudentArrays(diagnosis, others, others.keySet(), precision, coarse);
    }

    /** The precision to judge an item in: float32 if it, or an array handed in that it is computed from, is in float32. */
    Precision precision(String item) {
        return Chain.upstream(item).stream().anyMatch(single::contains) ? Precision.SINGLE : Precision.DOUBLE;
    }

    /** The arrays that are in float32 though what they are computed from is not, by key. */
    Map<String, Tensor> onlySingle() {
        Map<String, Tensor> arrays = new HashMap<>(own);
        arrays.keySet()
                .removeIf(item -> !single.contains(item)
                        || Chain.upstream(item).stream().anyMatch(key -> !key.equals(item) && single.contains(key)));
        return arrays;
    }
}
