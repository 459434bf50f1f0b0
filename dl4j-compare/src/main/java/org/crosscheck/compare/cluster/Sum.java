package org.crosscheck.compare.cluster;

import java.io.Serializable;

/**
 * What is found on each of many things that have numbers, added up. Any machine may be asked for any number, more than once,
 * and parts are added in any order: neither may change the sum.
 *
 * <p>A sum is sent to each machine once, and many threads there ask the same object. So it holds a description alone; what is
 * dear to make of it (engines, an answer key) it makes when first asked, and keeps in transient fields.
 *
 * @param <R> what is found
 */
public interface Sum<R extends Serializable> extends Serializable {

    /** What is found on nothing. */
    R none();

    /** What is found on the thing of a number. */
    R of(long number);

    /**
     * What is found on both, which may be one of them, changed: associative and commutative, with {@link #none} as neutral
     * element.
     */
    R plus(R one, R other);

    /** What stands for the thing of a number that ended each JVM, or each task, that was asked for it. */
    R lost(long number);
}
