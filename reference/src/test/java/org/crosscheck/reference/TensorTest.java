package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The row-major array: positions, equality, and what it refuses. */
class TensorTest {

    private static final double[] VALUES = Cases.vector(new SplittableRandom(1), 24, 1);

    @Test
    void lastIndexRunsFastest() {
        Tensor tensor = new Tensor(new int[] {2, 3, 4}, VALUES);
        assertThat(tensor.at(1, 2, 3)).isEqualTo(VALUES[23]);
        assertThat(tensor.at(1, 0, 2)).isEqualTo(VALUES[14]); // 1 * 12 + 0 * 4 + 2
        assertThat(tensor.at(0, 2, 1)).isEqualTo(VALUES[9]);
        assertThat(tensor.index(14)).containsExactly(1, 0, 2);
    }

    @Test
    void indexIsTheInverseOfAt() {
        Tensor tensor = new Tensor(new int[] {4, 1, 3, 2}, VALUES);
        for (int position = 0; position < 24; position++) {
            assertThat(tensor.at(tensor.index(position))).isEqualTo(VALUES[position]);
        }
    }

    @Test
    void scalarHasNoDimensionAndOneValue() {
        Tensor scalar = Tensor.scalar(5);
        assertThat(scalar.shape()).isEmpty();
        assertThat(scalar.at()).isEqualTo(5);
        assertThat(scalar.index(0)).isEmpty();
        assertThat(Tensor.zeros()).isEqualTo(Tensor.scalar(0));
    }

    @Test
    void matrixCopiesItsRowsAndGivesThemBack() {
        double[][] rows = {{1, 2, 3}, {4, 5, 6}};
        Tensor matrix = Tensor.matrix(rows);
        assertThat(matrix.shape()).containsExactly(2, 3);
        assertThat(matrix.values()).containsExactly(1, 2, 3, 4, 5, 6);
        Bits.same("rows", matrix.rows(), rows);
        rows[0][0] = 7;
        matrix.rows()[1][1] = 7;
        assertThat(matrix.values()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void vectorAndZerosHaveTheirShapes() {
        assertThat(Tensor.vector(new double[] {1, 2}).shape()).containsExactly(2);
        assertThat(Tensor.zeros(2, 3).values()).containsExactly(0, 0, 0, 0, 0, 0);
    }

    @Test
    void equalityIsOfShapesAndBits() {
        Tensor tensor = Tensor.vector(new double[] {0, Double.NaN});
        assertThat(tensor).isEqualTo(Tensor.vector(new double[] {0, Double.NaN}));
        assertThat(tensor).hasSameHashCodeAs(Tensor.vector(new double[] {0, Double.NaN}));
        assertThat(tensor).isNotEqualTo(Tensor.vector(new double[] {-0.0, Double.NaN}));
        assertThat(tensor).isNotEqualTo(new Tensor(new int[] {1, 2}, tensor.values()));
        assertThat(tensor).isNotEqualTo(Tensor.vector(new double[] {0, 1}));
        assertThat(tensor).isNotEqualTo("Tensor[2]").hasToString("Tensor[2]");
        assertThat(tensor.hashCode())
                .isNotEqualTo(Tensor.vector(new double[] {0, 1}).hashCode());
    }

    @Test
    void functionsAreOfEachElement() {
        Tensor left = new Tensor(new int[] {1, 3}, new double[] {1, -2, 3});
        Tensor right = new Tensor(new int[] {1, 3}, new double[] {10, 20, 40});
        assertThat(left.map(x -> 2 * x)).isEqualTo(new Tensor(new int[] {1, 3}, new double[] {2, -4, 6}));
        assertThat(left.map(right, (x, y) -> y - x)).isEqualTo(new Tensor(new int[] {1, 3}, new double[] {9, 22, 37}));
        assertThat(left.plus(right)).isEqualTo(new Tensor(new int[] {1, 3}, new double[] {11, 18, 43}));
        refused(() -> left.plus(Tensor.vector(right.values())), "shape [1, 3] with [3]");
    }

    @Test
    void shapesThatHoldAnotherNumberOfValuesAreRefused() {
        refused(() -> new Tensor(new int[] {2, 3}, new double[5]), "shape [2, 3] with 5 values");
        refused(() -> new Tensor(new int[] {}, new double[0]), "shape [] with 0 values");
        refused(() -> new Tensor(new int[] {2, 0}, new double[0]), "shape [2, 0] has an empty dimension");
        refused(() -> Tensor.zeros(0), "shape [0] has an empty dimension");
        refused(() -> Tensor.zeros(2, -1), "shape [2, -1] has an empty dimension");
        refused(() -> Tensor.vector(new double[0]), "shape [0] has an empty dimension");
    }

    @Test
    void shapesBeyondIntAreRefusedAndNotWrapped() {
        refused(() -> Tensor.zeros(65536, 65536), "shape [65536, 65536] has too many elements"); // 2^32 wraps to 0
        int max = Integer.MAX_VALUE;
        refused(() -> new Tensor(new int[] {max}, new double[1]), "shape [2147483647] with 1 values");
        refused(
                () -> new Tensor(new int[] {max, max, max}, new double[1]),
                "shape [2147483647, 2147483647, 2147483647] has too many elements");
    }

    @Test
    void indicesOutsideAreRefused() {
        Tensor tensor = Tensor.zeros(2, 3);
        refused(() -> tensor.at(2, 0), "index [2, 0] into [2, 3]");
        refused(() -> tensor.at(0, -1), "index [0, -1] into [2, 3]");
        refused(() -> tensor.at(0, 3), "index [0, 3] into [2, 3]"); // not the element (1, 0)
        refused(() -> tensor.at(1), "index [1] into [2, 3]");
        refused(() -> tensor.index(6), "position 6 in [2, 3]");
        refused(() -> tensor.index(-1), "position -1 in [2, 3]");
    }

    @Test
    void matricesMustBeRectangularAndOfTwoDimensions() {
        refused(() -> Tensor.matrix(new double[][] {{1, 2}, {3}}), "matrix has 2 columns in row 0 and 1 in row 1");
        refused(() -> Tensor.matrix(new double[0][]), "matrix is empty");
        refused(() -> Tensor.zeros(2, 3, 4).rows(), "shape [2, 3, 4] is not a matrix");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
