/**
 * Explains a wrong array: by a known mistake, or by its relation to the right one (scaled, shifted, transposed, reordered; {@link
 * org.crosscheck.compare.grade.diagnosis.Diagnosis}, where to begin). What is compared with is the reference's own answer and bound.
 */
package org.crosscheck.compare.grade.diagnosis;
