/**
 * The homework's vocabulary: its quantities with their shapes ({@link org.crosscheck.compare.homework.Quantities}, where to begin), named arrays of
 * them, and cases, which are what both sides of a comparison are given: read, checked, made from a seed. Uses the reference's {@code Tensor} and the
 * array formats of {@code datasets}.
 */
package org.crosscheck.compare.homework;
