package org.crosscheck.compare.grade;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.grade.diagnosis.ReferenceAnswers;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.grade.submission.SubmittedArray;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.datasets.formats.FormatException;

/**
 * Arrays under names that are nearly keys. Such an array counts as an answer only if it is the right one for exactly one key,
 * and nothing was handed in under that key itself; otherwise the key is suggested.
 */
final class NearNames {

    private NearNames() {}

    /** The submission with such names resolved, and a note for each. */
    static Submission resolve(Submission submission, ReferenceAnswers key, boolean take) {
        Map<String, SubmittedArray> readings = new LinkedHashMap<>(submission.readings());
        List<String> unknown = new ArrayList<>(submission.unknown());
        List<String> notes = new ArrayList<>(submission.notes());
        Map<String, List<String>> suggested = new LinkedHashMap<>();
        submission.near().forEach((name, array) -> {
            List<String> open = Submission.keysNear(name).stream()
                    .filter(candidate -> key.items().contains(candidate))
                    .filter(candidate -> !submission.readings().containsKey(candidate))
                    .toList();
            List<String> right = open.stream()
                    .filter(candidate -> isRight(key, candidate, array))
                    .toList();
            String shown = FormatException.printable(name);
            if (take && right.size() == 1 && !readings.containsKey(right.get(0))) {
                readings.put(right.get(0), array);
                unknown.remove(shown);
                notes.add("'" + shown + "' was taken for " + right.get(0)
                        + ", whose right array it holds; please use the key itself.");
            } else if (!open.isEmpty()) {
                suggested.put(shown, open);
            }
        });
        suggested.forEach((name, keys) ->
                notes.add("'" + name + "' is not a key: did you mean " + String.join(" or ", keys) + "?"));
        return new Submission(submission.name(), readings, Map.of(), unknown, notes, submission.problem());
    }

    private static boolean isRight(ReferenceAnswers key, String candidate, SubmittedArray.Array array) {
        boolean single = array.dtype().equals("float32");
        return Arrays.equals(array.values().shape(), key.shape(candidate))
                && (key.compare(candidate, array.values(), Precision.DOUBLE).agrees()
                        || (single
                                && key.compare(candidate, array.values(), Precision.SINGLE)
                                        .agrees()));
    }
}
