/**
 * The known mistakes: what an array becomes when one line of its computation is wrong, with a rounding bound, so that a mistake can be told from
 * noise ({@link org.crosscheck.compare.grade.mistakes.KnownMistakes}, where to begin). Uses {@code homework}, {@code rounding}, {@code steps} and the reference.
 */
package org.crosscheck.compare.grade.mistakes;
