package org.crosscheck.compare.written;

import java.util.Arrays;
import java.util.Random;
import org.crosscheck.compare.latex.Expr;

/**
 * Formulas without their dimensions: each name is a square matrix of random residues, sums, products and transposes are those of
 * such matrices, and everything else is a random matrix for what stands in it. Two formulas that the rules of such
 * matrices make equal are equal here, whether or not their dimensions fit, and others are not, but by chance.
 */
final class Unshaped {

    private static final long PRIME = 2_147_483_647;
    private static final int SIZE = 3;

    private Unshaped() {}

    static boolean areEqual(Expr one, Expr other) {
        return Arrays.deepEquals(value(one), value(other));
    }

    private static long[][] value(Expr e) {
        if (e instanceof Expr.Add x) {
            return combined(value(x.left()), value(x.right()), 1);
        } else if (e instanceof Expr.Sub x) {
            return combined(value(x.left()), value(x.right()), PRIME - 1);
        } else if (e instanceof Expr.Neg x) {
            return combined(new long[SIZE][SIZE], value(x.of()), PRIME - 1);
        } else if (e instanceof Expr.Transpose x) {
            return transposed(value(x.of()));
        } else if (e instanceof Expr.Mul x) {
            return switch (x.times()) {
                case BESIDE, DOT, CROSS, STAR -> product(value(x.left()), value(x.right()));
                default -> named(x.times() + " " + hash(x.left()) + " " + hash(x.right()));
            };
        }
        int[] at = {0};
        StringBuilder parts = new StringBuilder();
        Expr alone = Expr.map(e, part -> {
            parts.append(' ').append(hash(part));
            return new Expr.Sym("#" + at[0]++);
        });
        return named(alone + parts.toString());
    }

    private static int hash(Expr e) {
        return Arrays.deepHashCode(value(e));
    }

    private static long[][] named(String text) {
        Random random = new Random(text.hashCode());
        long[][] value = new long[SIZE][SIZE];
        for (long[] row : value) {
            Arrays.setAll(row, i -> random.nextInt((int) PRIME));
        }
        return value;
    }

    private static long[][] combined(long[][] a, long[][] b, long factor) {
        long[][] sum = new long[SIZE][SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                sum[i][j] = (a[i][j] + factor * b[i][j]) % PRIME;
            }
        }
        return sum;
    }

    private static long[][] transposed(long[][] a) {
        long[][] turned = new long[SIZE][SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                turned[j][i] = a[i][j];
            }
        }
        return turned;
    }

    private static long[][] product(long[][] a, long[][] b) {
        long[][] product = new long[SIZE][SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                for (int k = 0; k < SIZE; k++) {
                    product[i][j] = (product[i][j] + a[i][k] * b[k][j]) % PRIME;
                }
            }
        }
        return product;
    }
}
