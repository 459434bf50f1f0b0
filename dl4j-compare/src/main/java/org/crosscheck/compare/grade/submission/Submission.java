package org.crosscheck.compare.grade.submission;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.datasets.formats.FormatException;

/**
 * The answers of one untrusted person: one {@code .npz}, one {@code .json} ({key: nested arrays}), or a folder that holds
 * one of these or {@code .npy} files named by key.
 *
 * <p>Only data is read, from regular files that are not links. The size of the input bounds the work: at most 64 MiB
 * are read, and the heap is at most 4 times the input and 64 MiB. A bad array costs only itself wherever the rest is
 * not in doubt.
 *
 * @param name the file or folder, without its path; safe to print
 * @param readings by key, those of {@link org.crosscheck.compare.homework.Quantities#ANSWERS} only
 * @param unknown names that are not keys of answers, safe to print; what they name is not read
 * @param problem why nothing could be read; null if something could
 */
public record Submission(
        String name, Map<String, SubmittedArray> readings, List<String> unknown, SubmittedArray.Unreadable problem) {

    public Submission {
        readings = Collections.unmodifiableMap(new LinkedHashMap<>(readings));
        unknown = List.copyOf(unknown);
    }

    /** Reads a file or folder. Never throws because of what is or is not there: that is a {@link #problem}. */
    public static Submission read(Path path) {
        SubmissionReader reader = new SubmissionReader(path);
        try {
            return reader.read();
        } catch (FormatException e) {
            return new Submission(reader.name(), Map.of(), List.of(), SubmittedArray.Unreadable.of(e));
        } catch (IOException e) {
            return new Submission(
                    reader.name(), Map.of(), List.of(), SubmittedArray.Unreadable.of(reader.unreadable(e)));
        }
    }
}
