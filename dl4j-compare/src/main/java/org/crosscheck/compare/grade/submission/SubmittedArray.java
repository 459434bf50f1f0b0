package org.crosscheck.compare.grade.submission;

import org.crosscheck.datasets.formats.FormatException;
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

        static Unreadable of(FormatException why) {
            return new Unreadable(why.reason().code(), why.getMessage());
        }
    }
}
