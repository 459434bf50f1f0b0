package org.crosscheck.reference.matrix;

import java.util.Arrays;
import org.crosscheck.reference.ConvolutionDetailed;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Require;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.kernels.LaneConvolution;
import org.crosscheck.reference.kernels.Lanes;

/**
 * The convolution of part 3 in matrix form, written for speed: products of matrices of whole image rows, several images
 * side by side ({@link LaneConvolution} says how). The same quantities as {@link ConvolutionDetailed}, which is the
 * specification.
 *
 * <p>The padding is made of real zeros: an infinite weight or gradient of the output over them gives NaN, where the
 * detailed form, which skips the padding, does not. All functions throw {@link IllegalArgumentException} on a shape
 * that does not fit.
 */
public final class ConvolutionMatrix {

    /** The largest number of images side by side. */
    private static final int LANES = 16;

    private ConvolutionMatrix() {}

    /** Questions 3a and 3c to 3e: the output, shape (n, filters, output height, output width). */
    public static Tensor forward(Geometry geometry, Tensor images, Tensor weights, double[] bias) {
        int n = Geometry.images("images", images);
        Geometry.requireShape("images", geometry.inputShape(n), images);
        Require.require(bias.length == geometry.filters(), "%d biases for %d filters", bias.length, geometry.filters());
        double[][] w = weightMatrix(geometry, weights);
        Tensor output = Tensor.zeros(geometry.outputShape(n));
        forEachBlock(geometry, n, block -> {
            double[][] out = block.outputRows();
            block.convolution.shift(block.inputRows(images));
            for (int i = 0; i < geometry.rows().output(); i++) {
                block.convolution.forward(i, w, bias, out);
            }
            block.get(Lanes.inImageOrder(out, geometry.filters()), output);
        });
        return output;
    }

    /** dS/dW = sum over images and positions of dS/dout times the pixel that W met there. Shape of the weights. */
    public static Tensor gradWeights(Geometry geometry, Tensor images, Tensor gradOutput) {
        int n = Geometry.images("images", images);
        Geometry.requireShape("images", geometry.inputShape(n), images);
        Geometry.requireShape("gradOutput", geometry.outputShape(n), gradOutput);
        double[][] gradW = new double[geometry.filters()][Math.toIntExact(geometry.weights() / geometry.filters())];
        forEachBlock(geometry, n, block -> {
            block.convolution.shift(block.inputRows(images));
            block.convolution.transpose();
            double[][] gradOut = block.outputRows(gradOutput);
            for (int i = 0; i < geometry.rows().output(); i++) {
                block.convolution.addGradWeights(i, gradOut, gradW);
            }
        });
        return new Tensor(geometry.weightShape(), Tensor.matrix(gradW).values());
    }

    /** dS/db = the sum of dS/dout over images and positions. Shape (filters). */
    public static double[] gradBias(Geometry geometry, Tensor gradOutput) {
        int n = Geometry.images("gradOutput", gradOutput);
        Geometry.requireShape("gradOutput", geometry.outputShape(n), gradOutput);
        double[] gradB = new double[geometry.filters()];
        forEachBlock(geometry, n, block -> {
            double[][] gradOut = block.outputRows(gradOutput);
            for (int i = 0; i < geometry.rows().output(); i++) {
                block.convolution.sumRow(i, gradOut);
            }
            block.convolution.addGradBias(gradB);
        });
        return gradB;
    }

    /** dS/dx: each dS/dout times each weight, added to the pixel that they met. Shape of the images. */
    public static Tensor gradImages(Geometry geometry, Tensor weights, Tensor gradOutput) {
        int n = Geometry.images("gradOutput", gradOutput);
        Geometry.requireShape("gradOutput", geometry.outputShape(n), gradOutput);
        double[][] w = weightMatrix(geometry, weights);
        Tensor gradient = Tensor.zeros(geometry.inputShape(n));
        forEachBlock(geometry, n, block -> {
            double[][] gradX = block.inputRows();
            block.convolution.turn(w);
            block.convolution.gradInput(block.outputRows(gradOutput), gradX);
            block.get(gradX, gradient);
        });
        return gradient;
    }

    private static double[][] weightMatrix(Geometry geometry, Tensor weights) {
        Geometry.requireShape("weights", geometry.weightShape(), weights);
        int taps = Math.toIntExact(geometry.weights() / geometry.filters());
        return new Tensor(new int[] {geometry.filters(), taps}, weights.values()).rows();
    }

    /** Images {@code first} to {@code first + lanes} of a tensor, side by side. */
    private record Block(LaneConvolution convolution, Geometry geometry, int first, int lanes) {

        double[][] inputRows() {
            return Lanes.rows(
                    geometry.channels() * geometry.rows().input(),
                    geometry.columns().input(),
                    lanes);
        }

        double[][] outputRows() {
            return Lanes.rows(
                    geometry.filters() * geometry.rows().output(),
                    geometry.columns().output(),
                    lanes);
        }

        double[][] inputRows(Tensor images) {
            double[][] rows = inputRows();
            put(images, rows);
            return rows;
        }

        double[][] outputRows(Tensor outputs) {
            double[][] rows = outputRows();
            put(outputs, Lanes.inImageOrder(rows, geometry.filters()));
            return rows;
        }

        private void put(Tensor tensor, double[][] rows) {
            for (int lane = 0; lane < lanes; lane++) {
                Lanes.put(tensor.values(), (first + lane) * size(rows), rows, lanes, lane);
            }
        }

        void get(double[][] rows, Tensor tensor) {
            for (int lane = 0; lane < lanes; lane++) {
                Lanes.get(rows, lanes, lane, tensor.values(), (first + lane) * size(rows));
            }
        }

        /** The elements of one image. */
        private int size(double[][] rows) {
            return Arrays.stream(rows).mapToInt(row -> row.length).sum() / lanes;
        }
    }

    @FunctionalInterface
    private interface BlockWork {
        void accept(Block block);
    }

    private static void forEachBlock(Geometry geometry, int n, BlockWork work) {
        int full = Math.min(n, LANES);
        LaneConvolution convolution = new LaneConvolution(geometry, full);
        for (int first = 0; first < n; first += full) {
            int lanes = Math.min(full, n - first);
            work.accept(new Block(
                    lanes == full ? convolution : new LaneConvolution(geometry, lanes), geometry, first, lanes));
        }
    }
}
