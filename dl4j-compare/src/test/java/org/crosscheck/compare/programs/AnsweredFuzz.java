package org.crosscheck.compare.programs;

import java.nio.file.Path;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.Quantities;

/** What a program wrote, for the fuzzer: all that an engine asks of it. */
public final class AnsweredFuzz {

    private static final Case GIVEN = TestCases.small(3);

    private AnsweredFuzz() {}

    public static void read(Path answers) {
        Answered answered = new Answered(Submission.read(answers), null, false, answers.toString());
        if (answered.problem() != null) {
            answered.lines("a program");
        }
        answered.precision();
        answered.arrays(GIVEN);
        Quantities.ANSWERS.forEach(quantity -> answered.excuse(GIVEN, quantity.key()));
    }
}
