package org.crosscheck.compare.written;

import org.crosscheck.compare.oracle.Field;

/** Arithmetic that also knows signs, and numbers of which nothing is known. */
interface SignedNumbers<T> extends Field<T> {

    /** What {@link #sign} says where it cannot tell. */
    int UNKNOWN = 2;

    /** -1, 0 or 1 where that is certain, else {@link #UNKNOWN}. */
    int sign(T x);

    /** A number of which nothing is known, such as the logarithm of a negative one. */
    T undefined();

    default T negate(T x) {
        return subtract(of(0), x);
    }
}
