package org.crosscheck.compare.grade.submission;

import java.util.EnumSet;
import java.util.Set;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.reference.Tensor;

/** One array of a submission, read or refused. */
public sealed interface SubmittedArray permits SubmittedArray.Array, SubmittedArray.Unreadable {

    /**
     * An array; its numbers may be NaN or infinite.
     *
     * @param values row-major, each equal to what the file holds
     * @param dtype NumPy's name of the type in the file, such as {@code float32}; {@code float64} for JSON's numbers
     */
    record Array(Tensor values, String dtype) implements SubmittedArray {}

    /**
     * An array that cannot be read.
     *
     * @param code the stable code of the reason, see {@link FormatException.Reason}
     * @param message one line: file, place, what was expected, what was found; safe to print
     */
    record Unreadable(String code, String message) implements SubmittedArray {

        private static final Set<Reason> NO_FLOAT64 =
                EnumSet.of(Reason.NPY_OBJECT, Reason.NPY_STRUCTURED, Reason.NPY_DTYPE, Reason.NPY_COMPLEX);

        /** With the line that mends it, where there is one; the key is null for a whole submission. */
        static Unreadable of(String key, FormatException why) {
            String mend = key == null || !NO_FLOAT64.contains(why.reason())
                    ? ""
                    : ". Save it as float64: answers['" + key + "'] = np.asarray(answers['" + key
                            + "'], dtype=np.float64)";
            return new Unreadable(why.reason().code(), why.getMessage() + mend);
        }
    }
}
