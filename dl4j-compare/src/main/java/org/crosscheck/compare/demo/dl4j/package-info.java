/**
 * Deeplearning4j's learner for the demo runs: the same networks, updater and batches.
 */
package org.crosscheck.compare.demo.dl4j;
