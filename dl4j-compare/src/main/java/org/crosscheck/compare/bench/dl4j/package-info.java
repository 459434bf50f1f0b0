/**
 * Deeplearning4j as a side of the benchmark, with the settings that measured best.
 */
package org.crosscheck.compare.bench.dl4j;
