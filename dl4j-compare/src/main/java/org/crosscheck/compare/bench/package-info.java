/**
 * Speed, side by side in one run: what is measured, in which order, and the table ({@link org.crosscheck.compare.bench.Bench}, where to begin). Each side runs
 * in a JVM of its own.
 */
package org.crosscheck.compare.bench;
