/**
 * Strict readers and writers of the file formats: NumPy's {@code .npy} and {@code .npz} ({@link org.crosscheck.datasets.formats.Npz}, where to begin), IDX, PNG. Every error is a
 * {@link org.crosscheck.datasets.formats.FormatException} that names file, place, expected and found.
 */
package org.crosscheck.datasets.formats;
