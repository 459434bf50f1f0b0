package org.crosscheck.compare.grade.gradescope;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.crosscheck.compare.grade.Marker;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.text.InputException;

/**
 * What a Gradescope bundle runs. Its folder is laid out as Gradescope prescribes: {@code source/} holds the {@link
 * Bundle}, {@code submission/} what a student handed in, {@code results/} takes {@code results.json}.
 */
public final class Autograder {

    private Autograder() {}

    /**
     * Marks the one submission and replaces {@code results/results.json} in one step. Any other outcome is a fault of
     * the bundle or the machine, and leaves that file as it was.
     *
     * @param args the folder
     */
    public static void main(String[] args) throws IOException, InputException {
        Path folder = Path.of(args[0]);
        Marker marker = Bundle.open(folder.resolve("source"));
        Path submission = folder.resolve("submission");
        // The student does not choose where it lies, so this one link is followed.
        Path real = Files.exists(submission) ? submission.toRealPath() : submission;
        Gradescope.write(
                marker.mark(Submission.read(real)), folder.resolve("results").resolve("results.json"));
    }
}
