package org.crosscheck.compare.rounding;

import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Tensor;

/**
 * A computed tensor and how far it may be from the exact one, element by element.
 *
 * @param value what was computed
 * @param error at least |computed - exact|, of the same shape; null where the value is exact by definition
 * @param precision of what is computed from it
 */
public record Bounded(Tensor value, Tensor error, Precision precision) {

    /** In double precision. */
    public Bounded(Tensor value, Tensor error) {
        this(value, error, Precision.DOUBLE);
    }

    /** Named values, bounds for those that have one, and the precision of what is computed from them. */
    public record All(NamedTensors values, NamedTensors errors, Precision precision) {

        /** In double precision. */
        public All(NamedTensors values, NamedTensors errors) {
            this(values, errors, Precision.DOUBLE);
        }

        public Bounded get(String key) {
            return new Bounded(values.get(key), errors.has(key) ? errors.get(key) : null, precision);
        }
    }

    /** Whether there is no error. */
    public boolean exact() {
        return error == null;
    }

    /** The bound of one element, 0 where exact. */
    public double errorAt(int position) {
        return error == null ? 0 : error.values()[position];
    }
}
