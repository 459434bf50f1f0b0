/**
 * Digits and arrays from files: MNIST (embedded), IDX, NumPy's npy and npz, and DataVec record readers over them.
 *
 * <p>Every parser here is strict. A file that is not exactly what its format allows is refused with a {@link
 * org.crosscheck.datasets.formats.FormatException} that names the file, the place, what was expected and what was found. Heap
 * is bounded by the bytes that are really there, never by a size that a file only declares.
 */
package org.crosscheck.datasets;
