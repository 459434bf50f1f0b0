package org.crosscheck.compare.checks;

import java.util.List;
import org.crosscheck.compare.answers.Answer;
import org.crosscheck.compare.answers.Answers;

/**
 * One of the homework's 34 sub-questions.
 *
 * @param id such as 2g
 * @param points the homework's points
 * @param title a few words
 * @param checks its live checks
 */
public record Question(String id, int points, String title, List<Check> checks) {

    /** The question in a sentence, and its answer worked out. */
    public Answer answer() {
        return Answers.of(id);
    }
}
