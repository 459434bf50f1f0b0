/**
 * Marks homeworks in LaTeX: proposed points by the judge of written answers, groups of equal answers, what an instructor
 * decides of them, and the files of a cohort ({@link org.crosscheck.compare.marking.WrittenMarker}, where to begin).
 */
package org.crosscheck.compare.marking;
