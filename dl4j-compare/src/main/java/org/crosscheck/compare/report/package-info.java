/**
 * What is drawn: the dossier of {@code verify}, the answer key, the cohort, the networks ({@link org.crosscheck.compare.report.Dossier}, where to
 * begin). A page is given results and shows them; it computes no check and starts no engine. Uses {@code pages} for how things are drawn.
 */
package org.crosscheck.compare.report;
