package org.crosscheck.reference;

/**
 * Several images side by side: a row of a plane holds, column by column, the pixels of all images there, so that loops
 * along a row run over contiguous memory. Element (row q, column c) of image {@code lane} is {@code rows[q][c * lanes +
 * lane]}; a row of an image is a row of one of its channels.
 */
final class Lanes {

    private Lanes() {}

    /** Rows of zeros for images of the given width. */
    static double[][] rows(int rows, int width, int lanes) {
        return new double[rows][width * lanes];
    }

    /** An image, row-major from {@code offset} on, into a lane. */
    static void put(double[] image, int offset, double[][] rows, int lanes, int lane) {
        int at = offset;
        for (double[] row : rows) {
            for (int j = lane; j < row.length; j += lanes) {
                row[j] = image[at++];
            }
        }
    }

    /** A lane as an image, row-major from {@code offset} on. */
    static void get(double[][] rows, int lanes, int lane, double[] image, int offset) {
        int at = offset;
        for (double[] row : rows) {
            for (int j = lane; j < row.length; j += lanes) {
                image[at++] = row[j];
            }
        }
    }
}
