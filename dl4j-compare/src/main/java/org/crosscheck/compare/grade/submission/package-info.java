/**
 * Reads what was handed in, as data and nothing else, in bounded memory: one bad array costs only itself ({@link
 * org.crosscheck.compare.grade.submission.SubmissionReader}, where to begin).
 */
package org.crosscheck.compare.grade.submission;
