package org.crosscheck.reference.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows, dots and products without zeros against the definition, on a seeded grid of shapes that hits every remainder of
 * every block. What is promised is a chain of fused multiply-adds in ascending order, so all bits must agree.
 */
class ProductsTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    /** Rows, taps and columns: all small ones, and some around every block length. */
    record Shape(int rows, int taps, int columns) {

        double[][] matrix(int seed, int rows, int columns, double zeros) {
            SplittableRandom random = new SplittableRandom(1000L * rows + columns + 31L * seed);
            double[][] matrix = new double[rows][columns];
            for (double[] row : matrix) {
                for (int j = 0; j < columns; j++) {
                    row[j] = random.nextDouble() < zeros ? 0 : random.nextDouble(-1, 1);
                }
            }
            return matrix;
        }
    }

    static Stream<Shape> shapes() {
        Stream<Shape> small = IntStream.rangeClosed(1, 7).boxed().flatMap(rows -> IntStream.rangeClosed(1, 13)
                .boxed()
                .flatMap(taps -> IntStream.of(1, 2, 3, 9).mapToObj(columns -> new Shape(rows, taps, columns))));
        Stream<Shape> large = IntStream.of(3, 5, 64, 65, 130).boxed().flatMap(rows -> IntStream.of(
                        16, 23, 24, 25, 63, 64, 65, 131)
                .boxed()
                .flatMap(taps ->
                        IntStream.of(7, 127, 128, 129, 520).mapToObj(columns -> new Shape(rows, taps, columns))));
        return Stream.concat(small, large);
    }

    /** C + S D, element by element. */
    private static double[][] expected(double[][] c, double[][] s, double[][] d, int from, int to) {
        double[][] sum = copy(c);
        for (int r = 0; r < c.length; r++) {
            for (int j = from; j < to; j++) {
                for (int t = 0; t < d.length; t++) {
                    sum[r][j] = Math.fma(s[r][t], d[t][j], sum[r][j]);
                }
            }
        }
        return sum;
    }

    private static double[][] copy(double[][] a) {
        return Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
    }

    private static double[][] transpose(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < t.length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    private static void same(double[][] actual, double[][] expected, Object what) {
        for (int r = 0; r < expected.length; r++) {
            for (int j = 0; j < expected[r].length; j++) {
                if (Double.compare(actual[r][j] + 0.0, expected[r][j] + 0.0) != 0) { // -0 and 0 are the same here
                    assertThat(actual[r][j])
                            .as("element %d, %d of %s", r, j, what)
                            .isEqualTo(expected[r][j]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void rows(Shape shape) {
        double[][] s = shape.matrix(1, shape.rows, shape.taps, 0);
        double[][] d = shape.matrix(2, shape.taps, shape.columns, 0);
        double[][] c = shape.matrix(3, shape.rows, shape.columns, 0);
        int from = shape.columns / 3;
        int to = shape.columns - shape.columns / 5;
        double[][] expected = expected(c, s, d, from, to);
        Rows.add(c, 0, shape.rows, s, d, shape.taps, from, to);
        same(c, expected, shape);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void dots(Shape shape) {
        double[][] a = shape.matrix(1, shape.rows, shape.columns, 0);
        double[][] b = shape.matrix(2, shape.taps, shape.columns, 0);
        double[][] c = shape.matrix(3, shape.rows, shape.taps, 0);
        double[][] expected = expected(c, a, transpose(b), 0, shape.taps);
        Dots.add(c, a, 0, shape.rows, b, shape.taps, 0, shape.columns);
        same(c, expected, shape);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void withoutZeros(Shape shape) {
        double[][] x = shape.matrix(1, shape.rows + 2, shape.taps, 0.7);
        double[][] part = Arrays.copyOfRange(x, 2, shape.rows + 2);
        double[][] d = shape.matrix(2, shape.taps, shape.columns, 0);
        double[][] g = shape.matrix(3, shape.rows, shape.columns, 0);
        Nonzeros nonzeros = new Nonzeros();
        nonzeros.reset(x, 2, shape.rows, shape.taps);
        IntStream.range(0, nonzeros.blocks()).forEach(nonzeros::gather);
        for (boolean skip : new boolean[] {true, false}) {
            double[][] c = shape.matrix(4, shape.rows, shape.columns, 0);
            double[][] expected = expected(c, part, d, 0, shape.columns);
            nonzeros.times(c, 0, shape.rows, d, shape.columns, skip);
            same(c, expected, shape + " times, skip " + skip);

            double[][] back = shape.matrix(5, shape.taps, shape.columns, 0);
            double[][] expectedBack = expected(back, transpose(part), g, 0, shape.columns);
            nonzeros.transposedTimes(back, 0, shape.taps, g, shape.columns, skip);
            same(back, expectedBack, shape + " transposed, skip " + skip);
        }
    }

    @Test
    void aSmallerMatrixAfterALargerOneLeavesNothingBehind() {
        Shape large = new Shape(70, 130, 5);
        Nonzeros nonzeros = new Nonzeros();
        nonzeros.reset(large.matrix(1, 70, 130, 0), 0, 70, 130);
        IntStream.range(0, nonzeros.blocks()).forEach(nonzeros::gather);
        double[][] x = {{0, 2, 0}};
        nonzeros.reset(x, 0, 1, 3);
        nonzeros.gather(0);
        double[][] c = new double[1][2];
        nonzeros.times(c, 0, 1, new double[][] {{1, 1}, {10, 20}, {1, 1}}, 2, true);
        assertThat(c[0]).containsExactly(20, 40);
    }

    /** More rows, then more columns, then both, in the same buffers. */
    @Test
    void aLargerMatrixAfterASmallerOneFindsRoom() {
        Nonzeros nonzeros = new Nonzeros();
        for (Shape shape : new Shape[] {
            new Shape(1, 3, 2),
            new Shape(130, 3, 2),
            new Shape(130, 70, 2),
            new Shape(5, 200, 2),
            new Shape(260, 201, 2)
        }) {
            double[][] x = shape.matrix(1, shape.rows, shape.taps, 0.6);
            double[][] d = shape.matrix(2, shape.taps, shape.columns, 0);
            nonzeros.reset(x, 0, shape.rows, shape.taps);
            IntStream.range(0, nonzeros.blocks()).forEach(nonzeros::gather);
            double[][] c = shape.matrix(4, shape.rows, shape.columns, 0);
            double[][] expected = expected(c, x, d, 0, shape.columns);
            nonzeros.times(c, 0, shape.rows, d, shape.columns, true);
            same(c, expected, shape);
        }
    }

    @Test
    void zeroTimesInfinityIsNaNUnlessTheCallerSaysThatAllIsFinite() {
        double[][] x = {{0, 1}};
        Nonzeros nonzeros = new Nonzeros();
        nonzeros.reset(x, 0, 1, 2);
        nonzeros.gather(0);
        double[][] c = new double[1][1];
        nonzeros.times(c, 0, 1, new double[][] {{INF}, {1}}, 1, false);
        assertThat(c[0][0]).isNaN();
        double[][] rows = new double[1][1];
        Rows.add(rows, 0, 1, x, new double[][] {{INF}, {1}}, 2, 0, 1);
        assertThat(rows[0][0]).isNaN();
    }

    @Test
    void nanAndSubnormalInputsAreNotZeros() {
        double[][] x = {{Double.NaN, 0, Double.MIN_VALUE, -0.0, -INF}};
        Nonzeros nonzeros = new Nonzeros();
        nonzeros.reset(x, 0, 1, 5);
        nonzeros.gather(0);
        for (int k = 0; k < 5; k++) {
            double[][] unit = new double[5][1];
            unit[k][0] = 1;
            double[][] c = new double[1][1];
            nonzeros.transposedTimes(unit, 0, 5, new double[][] {{1}}, 1, true);
            double gained = unit[k][0] - 1;
            boolean counted = Double.isNaN(gained) || gained != 0 || x[0][k] == Double.MIN_VALUE;
            assertThat(counted).as("input %s", x[0][k]).isEqualTo(x[0][k] != 0);
            assertThat(c[0][0]).isZero();
        }
        double[][] tiny = new double[1][1];
        nonzeros.times(tiny, 0, 1, new double[][] {{0}, {0}, {0x1p1000}, {0}, {0}}, 1, true);
        assertThat(tiny[0][0]).as("NaN times 0").isNaN();
    }

    /** Rows are looked at by fours and by halves of a block: each place of one is tried. */
    @Test
    void aSpecialElementIsMissedInNoRow() {
        Shape shape = new Shape(70, 3, 2);
        for (int e = 0; e < 70; e++) {
            for (double special : new double[] {Double.NaN, INF, Double.MIN_VALUE, -1, 1e300}) {
                double[][] x = shape.matrix(1, 71, 3, 0.9);
                x[e + 1][1] = special;
                double[][] part = Arrays.copyOfRange(x, 1, 71);
                Nonzeros nonzeros = new Nonzeros();
                nonzeros.reset(x, 1, 70, 3);
                IntStream.range(0, nonzeros.blocks()).forEach(nonzeros::gather);
                double[][] c = new double[70][2];
                double[][] d = shape.matrix(2, 3, 2, 0);
                nonzeros.times(c, 0, 70, d, 2, true);
                same(c, expected(new double[70][2], part, d, 0, 2), special + " in row " + e);
                double[][] g = shape.matrix(3, 70, 2, 0);
                double[][] back = new double[3][2];
                nonzeros.transposedTimes(back, 0, 3, g, 2, true);
                same(back, expected(new double[3][2], transpose(part), g, 0, 2), special + " back from row " + e);
            }
        }
    }

    @Test
    void elementsBySideProducts() {
        double[] c = {2, 3, 4, 5};
        Rows.multiply(c, new double[] {10, -1, INF, 7}, 3);
        assertThat(c).containsExactly(20, -3, INF, 5);
        Rows.add(c, 2, new double[] {1, 1, 1, 1}, 1, 2);
        assertThat(c).containsExactly(20, -1, INF, 5);
    }
}
