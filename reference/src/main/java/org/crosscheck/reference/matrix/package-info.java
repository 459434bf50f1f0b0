/**
 * The same networks in the homework's matrix form ({@link org.crosscheck.reference.matrix.MlpMatrix}, where to begin), fast, over whole batches. Uses the kernels; gives the
 * same bits on every machine.
 */
package org.crosscheck.reference.matrix;
