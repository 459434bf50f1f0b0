/**
 * The demo runs: the homework's networks trained on MNIST-like digits by the reference, by Deeplearning4j, or by both side
 * by side from the same weights over the same batches.
 */
package org.crosscheck.compare.demo;
