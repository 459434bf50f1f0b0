/**
 * The sides of the benchmark and the work that all are given ({@link org.crosscheck.compare.bench.contenders.Contender}, where to begin; another one is
 * found by Java's service loader).
 */
package org.crosscheck.compare.bench.contenders;
