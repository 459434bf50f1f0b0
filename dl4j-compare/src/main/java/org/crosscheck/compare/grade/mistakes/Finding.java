package org.crosscheck.compare.grade.mistakes;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * What explains a wrong array. It is safe to show to students: it holds none of the right numbers.
 *
 * @param id the name of the mistake in tables, such as {@code grad_ha.no-cosine}
 * @param found what was found
 * @param where the homework's question, and what it says
 * @param check how to see it by hand
 */
public record Finding(String id, String found, String where, String check) {

    public Finding {
        Stream.of(id, found, where, check).forEach(Objects::requireNonNull);
    }
}
