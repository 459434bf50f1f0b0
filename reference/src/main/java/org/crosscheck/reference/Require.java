package org.crosscheck.reference;

import java.util.Arrays;
import java.util.Locale;

/** Argument checks of the records in this package: the message names the values that were found. */
public final class Require {

    private Require() {}

    /**
     * Throws {@link IllegalArgumentException} with the formatted message unless the condition holds. A value of type
     * {@code int[]} is shown element by element; nothing is formatted while the condition holds.
     */
    public static void require(boolean condition, String message, Object... values) {
        if (!condition) {
            Object[] shown = Arrays.stream(values)
                    .map(value -> value instanceof int[] array ? Arrays.toString(array) : value)
                    .toArray();
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, shown));
        }
    }

    /** The number of columns that all rows of a matrix share; throws if it has no row or a ragged one. */
    static int columns(String name, double[][] matrix) {
        require(matrix.length > 0 && matrix[0].length > 0, "%s is empty", name);
        for (int i = 1; i < matrix.length; i++) {
            require(
                    matrix[i].length == matrix[0].length,
                    "%s has %d columns in row 0 and %d in row %d",
                    name,
                    matrix[0].length,
                    matrix[i].length,
                    i);
        }
        return matrix[0].length;
    }
}
