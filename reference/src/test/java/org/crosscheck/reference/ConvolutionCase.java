package org.crosscheck.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A seeded convolution of n images. Neither the images nor the windows are square, and no two of n, channels and
 * filters are equal where it matters.
 */
record ConvolutionCase(int n, Geometry geometry, long seed) {

    static Stream<ConvolutionCase> grid() {
        int[][] kernels = {{1, 2}, {3, 2}, {2, 3}};
        int[][] strides = {{1, 2}, {2, 1}, {3, 2}};
        int[][] paddings = {{0, 1}, {2, 0}, {1, 3}};
        int[][] dilations = {{1, 1}, {1, 3}, {2, 1}};
        List<ConvolutionCase> cases = new ArrayList<>();
        for (int[] k : kernels) {
            for (int[] s : strides) {
                for (int[] p : paddings) {
                    for (int[] d : dilations) {
                        WindowAxis rows = new WindowAxis(6, k[0], s[0], p[0], d[0]);
                        WindowAxis columns = new WindowAxis(7, k[1], s[1], p[1], d[1]);
                        cases.add(new ConvolutionCase(2, new Geometry(3, 4, rows, columns), cases.size()));
                    }
                }
            }
        }
        cases.add(new ConvolutionCase(1, Geometry.square(1, 5, 4, 1, 1, 1, 0, 1), 1000));
        cases.add(new ConvolutionCase(5, Geometry.square(1, 4, 5, 2, 4, 1, 0, 1), 1001)); // one column of windows
        cases.add(new ConvolutionCase(2, Geometry.square(2, 3, 4, 3, 2, 2, 2, 1), 1002)); // windows of padding alone
        cases.add(new ConvolutionCase(
                2, Geometry.square(2, 1, 1, 3, 3, 2, 1, 1), 1003)); // columns over the padding alone
        cases.add(
                new ConvolutionCase(21, Geometry.square(2, 3, 2, 3, 2, 1, 1, 1), 1004)); // a block of images, and some
        return cases.stream();
    }

    private SplittableRandom random(int part) {
        return new SplittableRandom(seed * 100 + part);
    }

    Tensor images() {
        return Cases.integers(random(1), geometry.inputShape(n));
    }

    Tensor weights() {
        return Cases.integers(random(2), geometry.weightShape());
    }

    double[] bias() {
        return Cases.integers(random(3), geometry.filters()).values();
    }

    Tensor gradOutput() {
        return Cases.integers(random(4), geometry.outputShape(n));
    }
}
