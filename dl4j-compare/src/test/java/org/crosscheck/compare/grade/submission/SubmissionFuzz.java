package org.crosscheck.compare.grade.submission;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.crosscheck.datasets.formats.FormatException;

/** Submissions for the fuzzer: from bytes, since a file for each would take most of the time. */
public final class SubmissionFuzz {

    private SubmissionFuzz() {}

    /** What {@link Submission#read} makes of a file of this name with these bytes; throws what it must not. */
    public static Submission read(String name, byte[] bytes) throws IOException {
        SubmissionReader reader = new SubmissionReader(Path.of(name));
        try {
            return reader.read(bytes);
        } catch (FormatException e) {
            return new Submission(name, Map.of(), List.of(), SubmittedArray.Unreadable.of(null, e));
        }
    }
}
