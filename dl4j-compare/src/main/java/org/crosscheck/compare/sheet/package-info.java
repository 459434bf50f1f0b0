/**
 * Reads a homework as it is handed in, a {@code .tex}: which of its text answers which question ({@link
 * org.crosscheck.compare.sheet.Sheet}, where to begin). It uses the reader of untrusted files and the list of questions.
 */
package org.crosscheck.compare.sheet;
