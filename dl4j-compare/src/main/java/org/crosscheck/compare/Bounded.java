package org.crosscheck.compare;

import org.crosscheck.reference.Tensor;

/**
 * A computed tensor and how far from the exact one it may be, element by element.
 *
 * @param value what was computed
 * @param error at least |computed - exact|, same shape; null where the value is exact by definition
 */
public record Bounded(Tensor value, Tensor error) {

    /** A tensor of values and the bounds of those that have one. */
    public record All(Values values, Values errors) {

        public Bounded get(String key) {
            return new Bounded(values.get(key), errors.has(key) ? errors.get(key) : null);
        }
    }

    boolean exact() {
        return error == null;
    }

    /** The bound of one element, 0 where exact. */
    double errorAt(int position) {
        return error == null ? 0 : error.values()[position];
    }
}
