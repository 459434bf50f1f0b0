package org.crosscheck.compare.grade.diagnosis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosscheck.compare.grade.mistakes.BoundedMath;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.Rearrange;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.reference.Tensor;

/**
 * Finds how a wrong array follows from the right one by its shape: axes in another order, another shape, a missing row.
 */
final class ShapeRelations {

    private final String quantity;
    private final Tensor found;
    private final Bounded right;
    private final Fit fit;

    ShapeRelations(String quantity, Fit fit) {
        this.quantity = quantity;
        this.found = fit.found();
        this.right = fit.right();
        this.fit = fit;
    }

    private boolean holds(Bounded wrong) {
        return fit.holds(wrong);
    }

    private Optional<Finding> finding(String name, String text, String check) {
        return Optional.of(Relations.finding(quantity, name, text, check));
    }

    /** The same numbers with their axes in another order. */
    Optional<Finding> axes() {
        int rank = right.value().shape().length;
        if (rank < 2
                || found.shape().length != rank
                || found.values().length != right.value().values().length) {
            return Optional.empty();
        }
        return permutations(rank)
                .filter(axes -> !Arrays.equals(axes, IntStream.range(0, rank).toArray()))
                .filter(axes -> holds(BoundedMath.rearranged(right, x -> Rearrange.permuted(x, axes))))
                .findFirst()
                .flatMap(axes -> finding(
                        rank == 2 ? "transposed" : "axes",
                        rank == 2
                                ? "It is the transpose of the right array."
                                : "Its axes are in another order; the order asked for is "
                                        + Quantities.find(quantity)
                                                .orElseThrow()
                                                .shapeText() + ".",
                        "Say for one element, by its indices, which example, channel, row or column it belongs to."));
    }

    /** All orders of 0 to rank - 1. */
    private static Stream<int[]> permutations(int rank) {
        int codes = 1;
        for (int axis = 0; axis < rank; axis++) {
            codes *= rank;
        }
        return IntStream.range(0, codes)
                .mapToObj(code -> digits(code, rank))
                .filter(axes -> IntStream.of(axes).distinct().count() == rank);
    }

    private static int[] digits(int code, int rank) {
        int[] digits = new int[rank];
        int rest = code;
        for (int axis = 0; axis < rank; axis++) {
            digits[axis] = rest % rank;
            rest /= rank;
        }
        return digits;
    }

    /** The same numbers in another shape. */
    Optional<Finding> reshaped() {
        boolean same = found.values().length == right.value().values().length
                && holds(BoundedMath.rearranged(right, x -> Rearrange.reshaped(x, found.shape())));
        return !same
                ? Optional.empty()
                : finding(
                        "reshaped",
                        "The numbers are right, but not the shape.",
                        "Print the shape before you save: asked for is "
                                + Quantities.text(right.value().shape()) + ".");
    }

    /** One row missing along the first axis. */
    Optional<Finding> rowLess() {
        int[] shape = right.value().shape().clone();
        if (shape.length == 0 || shape[0] < 2) {
            return Optional.empty();
        }
        shape[0]--;
        boolean missing = Arrays.equals(shape, found.shape())
                && IntStream.rangeClosed(0, shape[0])
                        .anyMatch(row -> holds(BoundedMath.rearranged(right, x -> Rearrange.withoutRow(x, row))));
        return missing
                ? finding(
                        "row-missing",
                        "One row is missing.",
                        "Print the shapes: the first axis must be as long as in the case.")
                : Optional.empty();
    }

    /** The mean or sum over the examples of what is asked for each of them. */
    Optional<Finding> overExamples() {
        int[] shape = right.value().shape();
        if (shape.length != 2 || !Arrays.equals(found.shape(), new int[] {shape[1]})) {
            return Optional.empty();
        }
        Bounded sums = BoundedMath.rearranged(
                BoundedMath.rowSums(BoundedMath.rearranged(right, Rearrange::transposed)),
                x -> Rearrange.reshaped(Rearrange.rows(Rearrange.transposed(x), 0, 1), shape[1]));
        boolean sum = holds(sums);
        if (sum || holds(BoundedMath.scaled(sums, 1.0 / shape[0]))) {
            return finding(
                    sum ? "summed" : "averaged",
                    String.format(
                            Locale.ROOT,
                            "It is the %s over the examples; a row for each example is asked for.",
                            sum ? "sum" : "mean"),
                    "Print the shape: it must have a row for each example.");
        }
        return Optional.empty();
    }

    /** One number: the sum of all elements. */
    Optional<Finding> summedUp() {
        int size = right.value().values().length;
        if (found.values().length != 1 || size == 1) {
            return Optional.empty();
        }
        Bounded row = BoundedMath.rearranged(right, x -> Rearrange.reshaped(x, 1, size));
        Bounded sum = BoundedMath.rearranged(
                BoundedMath.rowSums(row), x -> Rearrange.reshaped(Rearrange.firstElement(x), found.shape()));
        return holds(sum)
                ? finding(
                        "summed-up",
                        "It is the sum of all elements: a number where an array is asked for.",
                        "Print the shape: it must be "
                                + Quantities.text(right.value().shape()) + ".")
                : Optional.empty();
    }
}
