package org.crosscheck.reference;

import java.util.Arrays;

/**
 * The convolution of part 3 in matrix form: the patches under the windows become the columns of a matrix P, and
 * the layer a product, W P. The same quantities as {@link ConvolutionDetailed}, which is the specification.
 *
 * <p>With W (filters, taps), one image's P (taps, positions) and its output (filters, positions): out = W P + b, dS/dW =
 * dS/dout P^T summed over the images, dS/dP = W^T dS/dout, and each element of dS/dP is added to the pixel it came
 * from. Taps are c, u, v; positions i, j. The zeros of the padding are elements of P: an infinite weight or
 * gradient of the output over them gives NaN, where the detailed form, which skips the padding, does not. All functions throw {@link IllegalArgumentException}
 * on a shape that does not fit.
 */
public final class ConvolutionMatrix {

    private ConvolutionMatrix() {}

    /** The output, shape (n, filters, output height, output width). */
    public static Tensor forward(Geometry geometry, Tensor images, Tensor weights, double[] bias) {
        int n = Geometry.images("images", images);
        Geometry.requireShape("images", geometry.inputShape(n), images);
        Require.require(bias.length == geometry.filters(), "%d biases for %d filters", bias.length, geometry.filters());
        double[][] w = weightMatrix(geometry, weights);
        Tensor output = Tensor.zeros(geometry.outputShape(n));
        for (int image = 0; image < n; image++) {
            double[][] product = Matrix.times(w, patches(geometry, images, image));
            int positions = product[0].length;
            for (int f = 0; f < product.length; f++) {
                int start = (image * product.length + f) * positions;
                for (int p = 0; p < positions; p++) {
                    output.values()[start + p] = product[f][p] + bias[f];
                }
            }
        }
        return output;
    }

    /** dS/dW = sum over the images of dS/dout P^T. Shape of the weights. */
    public static Tensor gradWeights(Geometry geometry, Tensor images, Tensor gradOutput) {
        int n = Geometry.images("images", images);
        Geometry.requireShape("images", geometry.inputShape(n), images);
        Geometry.requireShape("gradOutput", geometry.outputShape(n), gradOutput);
        double[][] sum = new double[geometry.filters()][taps(geometry)];
        for (int image = 0; image < n; image++) {
            double[][] gradient = outputMatrix(geometry, gradOutput, image);
            Matrix.addTimesTransposed(sum, gradient, patches(geometry, images, image));
        }
        return new Tensor(geometry.weightShape(), Tensor.matrix(sum).values());
    }

    /** dS/db = the sum of dS/dout over images and positions. Shape (filters). */
    public static double[] gradBias(Geometry geometry, Tensor gradOutput) {
        int n = Geometry.images("gradOutput", gradOutput);
        Geometry.requireShape("gradOutput", geometry.outputShape(n), gradOutput);
        double[] gradB = new double[geometry.filters()];
        for (int image = 0; image < n; image++) {
            double[][] gradient = outputMatrix(geometry, gradOutput, image);
            for (int f = 0; f < gradB.length; f++) {
                for (double g : gradient[f]) {
                    gradB[f] += g;
                }
            }
        }
        return gradB;
    }

    /** dS/dx: W^T dS/dout, each element added to the pixel it came from. Shape of the images. */
    public static Tensor gradImages(Geometry geometry, Tensor weights, Tensor gradOutput) {
        int n = Geometry.images("gradOutput", gradOutput);
        Geometry.requireShape("gradOutput", geometry.outputShape(n), gradOutput);
        double[][] w = weightMatrix(geometry, weights);
        Tensor gradient = Tensor.zeros(geometry.inputShape(n));
        for (int image = 0; image < n; image++) {
            double[][] gradPatches = Matrix.transposedTimes(w, outputMatrix(geometry, gradOutput, image));
            scatter(geometry, gradPatches, gradient, image);
        }
        return gradient;
    }

    private static int taps(Geometry geometry) {
        return Math.toIntExact(geometry.weights() / geometry.filters());
    }

    private static double[][] weightMatrix(Geometry geometry, Tensor weights) {
        Geometry.requireShape("weights", geometry.weightShape(), weights);
        return new Tensor(new int[] {geometry.filters(), taps(geometry)}, weights.values()).rows();
    }

    /** One image's part of an output-shaped tensor: (filters, positions). */
    private static double[][] outputMatrix(Geometry geometry, Tensor output, int image) {
        int size = Math.toIntExact(geometry.outputSize());
        double[] values = Arrays.copyOfRange(output.values(), image * size, (image + 1) * size);
        return new Tensor(new int[] {geometry.filters(), size / geometry.filters()}, values).rows();
    }

    /** P: the pixel that each tap (row) meets at each position (column), 0 in the padding. */
    private static double[][] patches(Geometry geometry, Tensor images, int image) {
        double[][] patches = new double[taps(geometry)]
                [geometry.rows().output() * geometry.columns().output()];
        forEachPatchElement(geometry, image, (tap, position, pixel) -> patches[tap][position] = images.values()[pixel]);
        return patches;
    }

    private static void scatter(Geometry geometry, double[][] gradPatches, Tensor gradient, int image) {
        forEachPatchElement(
                geometry, image, (tap, position, pixel) -> gradient.values()[pixel] += gradPatches[tap][position]);
    }

    @FunctionalInterface
    private interface PatchElement {
        void visit(int tap, int position, int pixel);
    }

    private static void forEachPatchElement(Geometry geometry, int image, PatchElement element) {
        Axis rows = geometry.rows();
        Axis columns = geometry.columns();
        int tap = 0;
        for (int c = 0; c < geometry.channels(); c++) {
            int plane = (image * geometry.channels() + c) * rows.input() * columns.input();
            for (int u = 0; u < rows.kernel(); u++) {
                for (int v = 0; v < columns.kernel(); v++, tap++) {
                    for (int i = 0; i < rows.output(); i++) {
                        int row = rows.position(i, u);
                        for (int j = 0; j < columns.output(); j++) {
                            int column = columns.position(j, v);
                            if (rows.contains(row) && columns.contains(column)) {
                                element.visit(tap, i * columns.output() + j, plane + row * columns.input() + column);
                            }
                        }
                    }
                }
            }
        }
    }
}
