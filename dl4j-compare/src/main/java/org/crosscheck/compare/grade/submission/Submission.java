package org.crosscheck.compare.grade.submission;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.datasets.formats.FormatException;

/**
 * The answers of one untrusted person: one {@code .npz}, one {@code .json} ({key: nested arrays}), {@code .npy} files named
 * by key, or a folder or {@code .zip} in which one of these is found.
 *
 * <p>Only data is read, from regular files that are no links. The size of the input bounds the work: at most 64 MiB are
 * read, heap is at most 4 times the input and 64 MiB. A bad array costs that array alone wherever the rest is not in
 * doubt. What is read with a guess is said.
 *
 * @param name the file or folder, without its path; safe to print
 * @param readings by key, those of {@link org.crosscheck.compare.homework.Quantities#ANSWERS} only
 * @param near arrays whose names are nearly keys, by their names
 * @param unknown names that are no keys of answers, safe to print; but for those in {@code near} they are not read
 * @param notes what was read with a guess, and what may be wrong with names; a sentence each, safe to print
 * @param problem why nothing could be read; null if something could
 */
public record Submission(
        String name,
        Map<String, SubmittedArray> readings,
        Map<String, SubmittedArray.Array> near,
        List<String> unknown,
        List<String> notes,
        SubmittedArray.Unreadable problem) {

    public Submission {
        readings = Collections.unmodifiableMap(new LinkedHashMap<>(readings));
        near = Collections.unmodifiableMap(new LinkedHashMap<>(near));
        unknown = List.copyOf(unknown);
        notes = List.copyOf(notes);
    }

    /** Without guesses. */
    public Submission(
            String name,
            Map<String, SubmittedArray> readings,
            List<String> unknown,
            SubmittedArray.Unreadable problem) {
        this(name, readings, Map.of(), unknown, List.of(), problem);
    }

    /** Reads a file or folder. Never throws because of what is or is not there: that is a {@link #problem}. */
    public static Submission read(Path path) {
        SubmissionReader reader = new SubmissionReader(path);
        try {
            return reader.read();
        } catch (FormatException e) {
            return new Submission(reader.name(), Map.of(), List.of(), SubmittedArray.Unreadable.of(null, e));
        } catch (IOException e) {
            return new Submission(
                    reader.name(), Map.of(), List.of(), SubmittedArray.Unreadable.of(null, reader.unreadable(e)));
        }
    }

    /** The keys that a name which is none may be meant for. */
    public static Set<String> keysNear(String name) {
        return new LinkedHashSet<>(KeyNames.near(name));
    }
}
