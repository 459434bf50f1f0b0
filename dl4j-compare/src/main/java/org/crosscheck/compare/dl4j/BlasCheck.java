package org.crosscheck.compare.dl4j;

import java.util.Random;
import java.util.function.BinaryOperator;
import org.crosscheck.reference.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A self-check of the matrix product that ND4J gets from its BLAS: some builds of OpenBLAS give silently wrong DOUBLE
 * products on some processors, and then nothing that is compared with DL4J means anything.
 */
public final class BlasCheck {

    /** {m, k, n} of products (m, k) (k, n): small and odd ones, blocked ones, and those of the homework's networks. */
    private static final int[][] SHAPES = {
        {1, 1, 1}, {7, 5, 3}, {33, 17, 65}, {8, 784, 128}, {128, 8, 784}, {32, 128, 10}, {96, 96, 96}, {150, 200, 31}
    };

    private BlasCheck() {}

    /** What is wrong, in words; null if all products are right. */
    public static String fault() {
        return fault(INDArray::mmul);
    }

    /** What is wrong with a matrix product; null if nothing is. */
    static String fault(BinaryOperator<INDArray> product) {
        Random random = new Random(1);
        for (int[] shape : SHAPES) {
            for (boolean transposed : new boolean[] {false, true}) {
                String fault = fault(product, random, shape[0], shape[1], shape[2], transposed);
                if (fault != null) {
                    return fault;
                }
            }
        }
        return null;
    }

    /** The elements are small integers, so every sum is exact in any order and must come out equal. */
    private static String fault(
            BinaryOperator<INDArray> product, Random random, int m, int k, int n, boolean transposed) {
        Tensor a = integers(random, m, k);
        Tensor b = transposed ? integers(random, n, k) : integers(random, k, n);
        INDArray right = Bridge.toNd4j(b);
        Tensor found = Bridge.toTensor(product.apply(Bridge.toNd4j(a), transposed ? right.transpose() : right));
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double expected = 0;
                for (int l = 0; l < k; l++) {
                    expected += a.values()[i * k + l] * b.values()[transposed ? j * k + l : l * n + j];
                }
                if (!(found.values()[i * n + j] == expected)) {
                    return String.format(
                            java.util.Locale.ROOT,
                            "element [%d, %d] of a product (%d, %d) (%d, %d)%s is %s, not %s",
                            i,
                            j,
                            m,
                            k,
                            k,
                            n,
                            transposed ? " with the right factor transposed" : "",
                            found.at(i, j),
                            expected);
                }
            }
        }
        return null;
    }

    private static Tensor integers(Random random, int rows, int columns) {
        Tensor tensor = Tensor.zeros(rows, columns);
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = random.nextInt(17) - 8;
        }
        return tensor;
    }
}
