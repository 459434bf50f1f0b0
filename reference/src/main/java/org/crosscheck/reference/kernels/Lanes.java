package org.crosscheck.reference.kernels;

import java.util.Arrays;

/**
 * Several images side by side: a row of a plane holds, column by column, that pixel of every image, so that loops along
 * a row run over contiguous memory. Element (row q, column c) of image {@code lane} is {@code rows[q][c * lanes +
 * lane]}; a row of an image is a row of one of its channels.
 */
public final class Lanes {

    private Lanes() {}

    /** Rows of zeros for images of the given width. */
    public static double[][] rows(int rows, int width, int lanes) {
        return new double[rows][width * lanes];
    }

    /**
     * Rows kept by row and then by channel, as row {@code i * channels + c}, in the order of an image: row i of channel c
     * at {@code c * height + i}. The same arrays.
     */
    public static double[][] inImageOrder(double[][] rows, int channels) {
        int height = rows.length / channels;
        double[][] ordered = new double[rows.length][];
        for (int at = 0; at < rows.length; at++) {
            ordered[at % channels * height + at / channels] = rows[at];
        }
        return ordered;
    }

    /** An image, row-major from {@code offset} on, into a lane. */
    public static void put(double[] image, int offset, double[][] rows, int lanes, int lane) {
        int at = offset;
        for (double[] row : rows) {
            putRow(image, at, row, lanes, lane);
            at += row.length / lanes;
        }
    }

    /** A lane as an image, row-major from {@code offset} on. */
    public static void get(double[][] rows, int lanes, int lane, double[] image, int offset) {
        int at = offset;
        for (double[] row : rows) {
            getRow(row, lanes, lane, image, at);
            at += row.length / lanes;
        }
    }

    /** Images first to first + count into lanes from 0, row by row; 0 into the lanes behind them. */
    public static void putAll(double[][] images, int first, int count, double[][] rows, int lanes) {
        for (int row = 0; row < rows.length; row++) {
            if (count < lanes) {
                Arrays.fill(rows[row], 0);
            }
            for (int lane = 0; lane < count; lane++) {
                putRow(images[first + lane], row * rows[row].length / lanes, rows[row], lanes, lane);
            }
        }
    }

    /** Lanes 0 to count as images, row by row. */
    public static void getAll(double[][] rows, int lanes, double[][] images, int count) {
        for (int row = 0; row < rows.length; row++) {
            for (int lane = 0; lane < count; lane++) {
                getRow(rows[row], lanes, lane, images[lane], row * rows[row].length / lanes);
            }
        }
    }

    private static void putRow(double[] image, int from, double[] row, int lanes, int lane) {
        int at = from;
        for (int j = lane; j < row.length; j += lanes) {
            row[j] = image[at++];
        }
    }

    private static void getRow(double[] row, int lanes, int lane, double[] image, int to) {
        int at = to;
        for (int j = lane; j < row.length; j += lanes) {
            image[at++] = row[j];
        }
    }
}
