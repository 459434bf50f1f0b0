package org.crosscheck.compare.grade;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crosscheck.compare.grade.diagnosis.ReferenceAnswers;
import org.crosscheck.compare.grade.mistakes.Activations;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.HonestBounds;

/** What shows only when all items of a submission are looked at together. */
final class Whole {

    /** Answers of so few values that those of another case are often the same. */
    private static final Set<String> COARSE = Set.of("q1a", "q1f", "q1h", "y");

    private static final int ENOUGH = 3;

    private final ReferenceAnswers key;
    private final Map<String, Judgement> judgements;

    Whole(ReferenceAnswers key, Map<String, Judgement> judgements) {
        this.key = key;
        this.judgements = judgements;
    }

    /** h^s and dL/dh^a are those of one activation that is not the sine: one cause, named at h^s. */
    void anotherActivation(List<String> remarks) {
        Judgement hs = judgements.get("hs");
        Judgement slope = judgements.get("grad_ha");
        if (hs == null || slope == null) {
            return;
        }
        Optional<Finding> activation = hs.findings().stream()
                .filter(finding -> finding.id().startsWith("hs."))
                .filter(finding -> Activations.derivative(finding.id())
                        .filter(derivative -> slope.findings().stream()
                                .anyMatch(found -> found.id().equals(derivative)))
                        .isPresent())
                .findFirst();
        activation.ifPresent(finding -> {
            judgements.put(
                    "grad_ha",
                    slope.follows("hs", "It has the derivative of the activation that hs has, not that of the sine."));
            boolean throughout = judgements.values().stream()
                    .noneMatch(item -> item.outcome() == Outcome.DISAGREE && !"hs".equals(item.root()));
            if (throughout) {
                remarks.add("All answers fit another activation than the sine, the same in h^s and dL/dh^a ("
                        + finding.id().substring("hs.".length()) + ").");
            }
        });
    }

    /** Notes when no array computed directly from the case agrees and no mistake explains any of them. */
    void anotherCase(List<String> notes) {
        int different = 0;
        for (Map.Entry<String, Judgement> one : judgements.entrySet()) {
            boolean fromCase = HonestBounds.steps(one.getKey()).stream()
                    .flatMap(step -> step.inputs().stream())
                    .anyMatch(input -> key.given().values().has(input));
            Outcome outcome = one.getValue().outcome();
            if (!fromCase
                    || COARSE.contains(one.getKey())
                    || outcome == Outcome.MISSING
                    || outcome == Outcome.UNREADABLE) {
                continue;
            }
            boolean unexplained = (outcome == Outcome.DISAGREE || outcome == Outcome.WRONG_SHAPE)
                    && one.getValue().findings().isEmpty();
            if (!unexplained) {
                return;
            }
            different++;
        }
        if (different >= ENOUGH) {
            notes.add("Everything differs: are these the answers to another case?");
        }
    }
}
