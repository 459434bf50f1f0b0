package org.crosscheck.reference;

import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A seeded problem of n examples. No two dimensions are equal where that can be, so that no transposition goes unseen;
 * the biases are not zero, so that none may be forgotten.
 */
public record MlpCase(int n, int d, int dh, int m, long seed) {

    /** Dimensions from 1 up, n = 1 among them; the last is larger than any unrolled loop or block. */
    public static Stream<MlpCase> grid() {
        int[][] dimensions = {
            {1, 3, 2, 4},
            {2, 1, 3, 5},
            {3, 4, 1, 2},
            {4, 2, 5, 1},
            {5, 1, 1, 2},
            {2, 3, 4, 5},
            {7, 5, 11, 3},
            {1, 17, 6, 10},
            {33, 64, 16, 10}
        };
        return Stream.of(dimensions)
                .flatMap(a -> Stream.of(1L, 2L, 3L).map(seed -> new MlpCase(a[0], a[1], a[2], a[3], seed)));
    }

    /** Those small enough for one evaluation of the loss per parameter. */
    static Stream<MlpCase> small() {
        return grid().filter(mlp -> Theta.size(mlp.d, mlp.dh, mlp.m) < 200);
    }

    private SplittableRandom random(int part) {
        return new SplittableRandom(seed * 1000 + part);
    }

    public Theta theta() {
        SplittableRandom random = random(1);
        return new Theta(
                Cases.matrix(random, dh, d, 1.5),
                Cases.vector(random, dh, 1),
                Cases.matrix(random, m, dh, 1.5),
                Cases.vector(random, m, 1));
    }

    public double[][] x() {
        return Cases.matrix(random(2), n, d, 2);
    }

    /** Classes 1..m. */
    public int[] y() {
        return random(3).ints(n, 1, m + 1).toArray();
    }
}
