package org.crosscheck.compare.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.crosscheck.compare.checks.Report.QuestionResult;
import org.crosscheck.compare.checks.Verification;

/** Waits for questions one after the other, and tells of each as soon as it is done. */
final class QuestionRun {

    private QuestionRun() {}

    static List<QuestionResult> run(
            List<Verification.Started> running, ProgressLine progress, Consumer<QuestionResult> done) {
        List<QuestionResult> results = new ArrayList<>();
        for (Verification.Started started : running) {
            String now = " questions, now " + started.question().id();
            progress.bar("checking", results.size(), running.size(), now);
            QuestionResult result = started.result();
            results.add(result);
            progress.clear();
            done.accept(result);
        }
        progress.clear();
        return results;
    }
}
