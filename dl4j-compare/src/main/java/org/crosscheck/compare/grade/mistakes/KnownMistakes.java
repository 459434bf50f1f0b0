package org.crosscheck.compare.grade.mistakes;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All known mistakes, by name. */
public final class KnownMistakes {

    public static final List<Mistake> ALL = Stream.of(
                    FunctionMistakes.ALL,
                    MlpMistakes.ALL,
                    LossMistakes.ALL,
                    GradientMistakes.ALL,
                    CnnMistakes.ALL,
                    CnnGradientMistakes.ALL)
            .flatMap(List::stream)
            .toList();

    private KnownMistakes() {}

    /** The mistakes in the step of one quantity. */
    public static List<Mistake> of(String quantity) {
        return ALL.stream()
                .filter(mistake -> mistake.quantity().equals(quantity))
                .toList();
    }

    /** The mistake of an id such as grad_ha.no-cosine. */
    public static Optional<Mistake> find(String id) {
        return ALL.stream().filter(mistake -> mistake.id().equals(id)).findFirst();
    }

    /** What is found of the mistake of an id; throws {@link IllegalArgumentException} if there is none. */
    public static String found(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("no mistake '" + id + "'"))
                .found();
    }
}
