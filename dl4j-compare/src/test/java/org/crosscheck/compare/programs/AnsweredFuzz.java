package org.crosscheck.compare.programs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.submission.SubmissionFuzz;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.Quantities;

/** What a program wrote and printed, for the fuzzer: all that an engine asks of it. */
public final class AnsweredFuzz {

    private static final Case GIVEN = TestCases.small(3);

    private AnsweredFuzz() {}

    /** The bytes are both its answers and what it printed. */
    public static void read(byte[] answers) throws IOException {
        String printed = new String(answers, StandardCharsets.UTF_8);
        Answered answered = new Answered(SubmissionFuzz.read("answers.npz", answers), null, false, printed);
        if (answered.problem() != null) {
            answered.lines("a program");
        }
        answered.precision();
        answered.arrays(GIVEN);
        Quantities.ANSWERS.forEach(quantity -> answered.excuse(GIVEN, quantity.key()));
    }
}
