/**
 * The specification: the homework's formulas as it writes them, index by index, in {@code double} ({@link org.crosscheck.reference.Functions} for part 1, {@link
 * org.crosscheck.reference.MlpDetailed} for part 2, {@link org.crosscheck.reference.ConvolutionDetailed} and {@link org.crosscheck.reference.Window} for part 3). Never
 * made faster: it is what the fast forms are held against.
 */
package org.crosscheck.reference;
