/**
 * The homework as a chain of steps, each with its value and its bound side by side ({@link org.crosscheck.compare.steps.Chain}, where to begin), and the
 * engines that are made of the reference alone. Uses {@code homework}, {@code rounding} and the reference; knows neither Deeplearning4j nor the oracle.
 */
package org.crosscheck.compare.steps;
