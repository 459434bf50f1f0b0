package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.written.Questions.Part;
import org.crosscheck.compare.written.Questions.Question;

/** What is found of each part of a question while its answer is gone through, what is said of it, and the findings. */
final class PartMarks {

    final Question question;
    final Map<String, String> parts;
    final List<String> said = new ArrayList<>();
    final Set<String> findings = new LinkedHashSet<>();
    /** The claims that show a part. */
    final Map<String, List<Claim>> shown = new HashMap<>();

    PartMarks(Question question) {
        this.question = question;
        this.parts = AnswerJudge.missing(question);
    }

    void record(Part part, String result) {
        String before = parts.get(part.name());
        boolean better = before.equals("missing") || rank(result) > rank(before);
        if (better && !result.equals("missing")) {
            parts.put(part.name(), result);
        }
    }

    /** A part that is shown twice counts as the better, but what is wrong stays wrong. */
    static int rank(String result) {
        return List.of("missing", "incomplete", "form", "right", "unclear", "wrong")
                .indexOf(result);
    }

    /** 2g is answered by the vector, or by both cases. */
    void covered() {
        for (Part part : question.parts()) {
            if (part.covers() && parts.get(part.name()).equals("right")) {
                parts.replaceAll((name, value) -> value.equals("missing") ? "right" : value);
            }
        }
        boolean both = question.parts().stream().anyMatch(Part::covers)
                && question.parts().stream().filter(p -> !p.covers()).allMatch(p -> parts.get(p.name())
                        .equals("right"));
        if (both) {
            question.parts().stream().filter(Part::covers).forEach(p -> parts.replace(p.name(), "missing", "right"));
        }
    }
}
