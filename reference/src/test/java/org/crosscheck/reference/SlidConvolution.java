package org.crosscheck.reference;

import java.util.Arrays;

/**
 * A third convolution, which does what the words say: it writes the zeros around the image, writes the dilated kernel
 * with zeros in its gaps, multiplies wherever that fits and then drops the positions between the strides. Nothing of
 * {@link WindowAxis} but its five numbers is used.
 */
final class SlidConvolution {

    private SlidConvolution() {}

    static Tensor forward(Geometry geometry, Tensor images, Tensor weights, double[] bias) {
        int n = images.shape()[0];
        double[][][][] output = new double[n][geometry.filters()][][];
        for (int image = 0; image < n; image++) {
            for (int f = 0; f < geometry.filters(); f++) {
                double[][] sum = null;
                for (int c = 0; c < geometry.channels(); c++) {
                    double[][] padded = padded(plane(images, image, c), geometry.rows(), geometry.columns());
                    double[][] kernel = dilated(plane(weights, f, c), geometry.rows(), geometry.columns());
                    sum = plus(
                            sum,
                            slid(
                                    padded,
                                    kernel,
                                    geometry.rows().stride(),
                                    geometry.columns().stride()));
                }
                output[image][f] = plus(sum, constant(bias[f], sum));
            }
        }
        return tensor(output);
    }

    /** The mean of each window: the convolution of each channel by itself with ones, over their number. */
    static Tensor averagePool(WindowAxis rows, WindowAxis columns, Tensor images) {
        double[][] ones = constant(1, new double[rows.kernel()][columns.kernel()]);
        double cells = (double) rows.kernel() * columns.kernel();
        double[][][][] output = new double[images.shape()[0]][images.shape()[1]][][];
        for (int image = 0; image < output.length; image++) {
            for (int c = 0; c < output[image].length; c++) {
                double[][] padded = padded(plane(images, image, c), rows, columns);
                double[][] sums = slid(padded, dilated(ones, rows, columns), rows.stride(), columns.stride());
                for (double[] row : sums) {
                    Arrays.setAll(row, q -> row[q] / cells);
                }
                output[image][c] = sums;
            }
        }
        return tensor(output);
    }

    private static double[][] plane(Tensor tensor, int first, int second) {
        double[][] plane = new double[tensor.shape()[2]][tensor.shape()[3]];
        for (int r = 0; r < plane.length; r++) {
            for (int q = 0; q < plane[r].length; q++) {
                plane[r][q] = tensor.at(first, second, r, q);
            }
        }
        return plane;
    }

    private static double[][] padded(double[][] image, WindowAxis rows, WindowAxis columns) {
        double[][] padded = new double[image.length + 2 * rows.padding()][image[0].length + 2 * columns.padding()];
        for (int r = 0; r < image.length; r++) {
            System.arraycopy(image[r], 0, padded[rows.padding() + r], columns.padding(), image[r].length);
        }
        return padded;
    }

    private static double[][] dilated(double[][] kernel, WindowAxis rows, WindowAxis columns) {
        int height = (kernel.length - 1) * rows.dilation() + 1;
        int width = (kernel[0].length - 1) * columns.dilation() + 1;
        double[][] dilated = new double[height][width];
        for (int u = 0; u < kernel.length; u++) {
            for (int v = 0; v < kernel[u].length; v++) {
                dilated[u * rows.dilation()][v * columns.dilation()] = kernel[u][v];
            }
        }
        return dilated;
    }

    private static double[][] slid(double[][] image, double[][] kernel, int rowStride, int columnStride) {
        int height = image.length - kernel.length + 1;
        int width = image[0].length - kernel[0].length + 1;
        double[][] kept = new double[(height + rowStride - 1) / rowStride][(width + columnStride - 1) / columnStride];
        for (int r = 0; r < height; r++) {
            for (int q = 0; q < width; q++) {
                if (r % rowStride == 0 && q % columnStride == 0) {
                    kept[r / rowStride][q / columnStride] = productAt(image, kernel, r, q);
                }
            }
        }
        return kept;
    }

    private static double productAt(double[][] image, double[][] kernel, int row, int column) {
        double sum = 0;
        for (int u = 0; u < kernel.length; u++) {
            for (int v = 0; v < kernel[u].length; v++) {
                sum += kernel[u][v] * image[row + u][column + v];
            }
        }
        return sum;
    }

    private static double[][] plus(double[][] a, double[][] b) {
        double[][] sum = new double[b.length][b[0].length];
        for (int r = 0; r < b.length; r++) {
            for (int q = 0; q < b[r].length; q++) {
                sum[r][q] = (a == null ? 0 : a[r][q]) + b[r][q];
            }
        }
        return sum;
    }

    private static double[][] constant(double value, double[][] like) {
        double[][] constant = new double[like.length][like[0].length];
        for (double[] row : constant) {
            Arrays.fill(row, value);
        }
        return constant;
    }

    private static Tensor tensor(double[][][][] values) {
        double[][] plane = values[0][0];
        Tensor tensor = Tensor.zeros(values.length, values[0].length, plane.length, plane[0].length);
        int position = 0;
        for (double[][][] first : values) {
            for (double[][] second : first) {
                for (double[] row : second) {
                    for (double value : row) {
                        tensor.values()[position++] = value;
                    }
                }
            }
        }
        return tensor;
    }
}
