package org.crosscheck.compare.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.checks.Question;
import org.crosscheck.compare.checks.Report.QuestionResult;
import org.crosscheck.compare.checks.Verification;

/** Runs questions one after the other, and tells of each as soon as it is done. */
final class QuestionRun {

    private QuestionRun() {}

    static List<QuestionResult> run(
            List<Question> questions, List<Evidence> evidence, ProgressLine progress, Consumer<QuestionResult> done) {
        List<QuestionResult> results = new ArrayList<>();
        for (Question question : questions) {
            progress.bar("checking", results.size(), questions.size(), " questions, now " + question.id());
            QuestionResult result =
                    Verification.run(List.of(question), evidence).get(0);
            results.add(result);
            progress.clear();
            done.accept(result);
        }
        progress.clear();
        return results;
    }
}
