package org.crosscheck.compare.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.grade.submission.SubmittedArray;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.text.Printable;
import org.crosscheck.reference.Tensor;

/**
 * What a program made of one case.
 *
 * @param submission what it wrote, read as untrusted; nothing if it failed
 * @param failure why it has no answers, in a few words; null if it ended well and wrote some
 * @param isLate whether it failed for want of time
 * @param output the last of what it printed
 */
public record Answered(Submission submission, String failure, boolean isLate, String output) {

    /** The lines of output that are shown. */
    private static final int LINES = 20;

    private static final int LONGEST = 160;

    static Answered failed(String why, String output) {
        return new Answered(nothing(), why, false, output);
    }

    /** Too late. */
    static Answered late(String why, String output) {
        return new Answered(nothing(), why, true, output);
    }

    static Submission nothing() {
        return new Submission("answers.npz", Map.of(), List.of(), null);
    }

    /** Why there are no answers at all: it failed, or they cannot be read; null if there are some. */
    public String problem() {
        return failure != null || submission.problem() == null
                ? failure
                : "its answers cannot be read: " + submission.problem().message();
    }

    /** The failure and the last lines that it printed, each safe to print. */
    public List<String> lines(String program) {
        List<String> lines = new ArrayList<>();
        lines.add(program + ": " + Printable.text(problem()));
        List<String> printed = output.lines().filter(line -> !line.isBlank()).toList();
        printed.stream()
                .skip(Math.max(0, printed.size() - LINES))
                .forEach(line -> lines.add("  | " + cut(Printable.text(line.replace("\t", "    ")))));
        return lines;
    }

    private static String cut(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
    }

    /** The arrays of the right shapes; their numbers need not be finite. */
    NamedTensors arrays(Case given) {
        NamedTensors arrays = NamedTensors.NONE;
        for (Map.Entry<String, SubmittedArray> reading : submission.readings().entrySet()) {
            if (excuse(given, reading.getKey()) == null) {
                arrays = arrays.with(reading.getKey(), ((SubmittedArray.Array) reading.getValue()).values());
            }
        }
        return arrays;
    }

    /** Why an array is not among {@link #arrays}; null if it is. */
    String excuse(Case given, String quantity) {
        SubmittedArray reading = submission.readings().get(quantity);
        if (problem() != null) {
            return problem();
        }
        if (reading == null) {
            String unknown = String.join(", ", submission.unknown());
            return "not answered" + (unknown.isEmpty() ? "" : "; not keys of answers: " + unknown);
        }
        if (reading instanceof SubmittedArray.Unreadable unreadable) {
            return unreadable.message();
        }
        Tensor found = ((SubmittedArray.Array) reading).values();
        int[] asked = Quantities.shape(Quantities.of(quantity), given.sizes());
        return java.util.Arrays.equals(found.shape(), asked)
                ? null
                : "shape " + Quantities.text(found.shape()) + ", not " + Quantities.text(asked);
    }

    /** That of float32 if any array is of a type no wider. */
    public Precision precision() {
        return submission.readings().values().stream()
                        .anyMatch(reading -> reading instanceof SubmittedArray.Array array
                                && (array.dtype().equals("float32")
                                        || array.dtype().equals("float16")))
                ? Precision.SINGLE
                : Precision.DOUBLE;
    }
}
