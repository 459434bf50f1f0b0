package org.crosscheck.compare.grade;

import java.util.List;
import org.crosscheck.reference.Tensor;

/** Looks for the one mistake that explains a wrong array. */
final class Diagnosis {

    private final AnswerKey key;

    Diagnosis(AnswerKey key) {
        this.key = key;
    }

    List<Finding> of(String quantity, Tensor found, Hand hand) {
        return List.of();
    }
}
