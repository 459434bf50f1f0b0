package org.crosscheck.compare.grade;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosscheck.compare.Bounded;
import org.crosscheck.compare.Schema;
import org.crosscheck.reference.Tensor;

/** Finds how a wrong array follows from the right one: another shape, a factor, an order, a constant, a sample less. */
final class Relations {

    /** So many elements must bear out a constant that was taken from one of them. */
    private static final int WITNESSES = 3;

    private final AnswerKey key;
    private final String quantity;
    private final Tensor found;
    private final Source source;
    private final Bounded right;

    /**
     * @param source what the quantity is computed from
     * @param right what the homework makes of that
     */
    Relations(AnswerKey key, String quantity, Tensor found, Source source, Bounded right) {
        this.key = key;
        this.quantity = quantity;
        this.found = found;
        this.source = source;
        this.right = right;
    }

    /** The first relation that holds. */
    Optional<Finding> find() {
        Stream<Supplier<Optional<Finding>>> searches = Arrays.equals(found.shape(), key.shape(quantity))
                ? Stream.of(this::exchanged, this::axes, this::factor, this::permuted, this::shifted, this::sampleLess)
                : Stream.of(this::axes, this::reshaped, this::rowLess, this::overExamples);
        return searches.flatMap(search -> search.get().stream()).findFirst();
    }

    private boolean holds(Bounded wrong) {
        return Diagnosis.holds(wrong, found, key.scale(quantity));
    }

    private Optional<Finding> finding(String name, String text, String check) {
        return Optional.of(new Finding(quantity + ".~" + name, text, Mistake.where(quantity), check));
    }

    /** The right array of another key of the same shape. */
    private Optional<Finding> exchanged() {
        for (String other : key.items()) {
            boolean same = !other.equals(quantity) && Arrays.equals(key.shape(other), found.shape());
            if (same && Schema.find(other).orElseThrow().group() != Schema.Group.SHAPES && holds(source.get(other))) {
                return finding(
                        "exchanged",
                        "It is the array that belongs under the key " + other + ": two keys are exchanged.",
                        "Look at the lines that save " + quantity + " and " + other + ".");
            }
        }
        return Optional.empty();
    }

    /** The same numbers with their axes in another order. */
    private Optional<Finding> axes() {
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
                                : "Its axes are in another order; asked are "
                                        + Schema.find(quantity).orElseThrow().shapeText() + ".",
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

    /** The same factor in every element: first those that have a meaning. */
    private Optional<Finding> factor() {
        for (Map.Entry<String, Double> named : factors().entrySet()) {
            if (holds(BoundedMath.scaled(right, named.getValue()))) {
                String name = named.getKey();
                return finding(
                        "times " + name,
                        "It is the right array times " + name + ".",
                        "Compare with the formula: is"
                                + " there a sum where a mean belongs, a mean where a sum belongs, or a sign turned?");
            }
        }
        int largest = largest(right.value());
        double scale = Math.abs(right.value().values()[largest]);
        double c = found.values()[largest] / right.value().values()[largest];
        double unsure = 2 * (1 + Math.abs(c)) * right.errorAt(largest) / (scale - right.errorAt(largest));
        boolean enough = witnesses() >= WITNESSES && unsure > 0 == right.errorAt(largest) > 0 && Double.isFinite(c);
        Bounded scaled = BoundedMath.map(
                right,
                x -> c * x,
                (x, cx, e) -> Math.abs(c) * e
                        + unsure * Math.abs(x)
                        + right.precision().unit() * Math.abs(cx));
        if (enough && c != 0 && holds(scaled)) {
            return finding(
                    "factor",
                    "It is the right array times a constant, the same in every element.",
                    "Divide one element, computed by hand, by yours, and look for that factor in your formula.");
        }
        return Optional.empty();
    }

    private Map<String, Double> factors() {
        Map<String, Double> factors = new LinkedHashMap<>();
        factors.put("-1", -1.0);
        Map<String, Integer> sizes = key.given().sizes();
        for (String letter : new String[] {"n", "images", "m", "dh", "d"}) {
            boolean mine = sizes.containsKey(letter)
                    && Schema.find(quantity).orElseThrow().group()
                            == (letter.equals("images") ? Schema.Group.CNN : Schema.Group.MLP);
            if (mine && sizes.get(letter) > 1) {
                double size = sizes.get(letter);
                factors.put(letter, size);
                factors.put("1/" + letter, 1 / size);
                factors.put("-" + letter, -size);
                factors.put("-1/" + letter, -1 / size);
            }
        }
        for (int power : new int[] {2, 4}) {
            factors.put(String.valueOf(power), (double) power);
            factors.put("1/" + power, 1.0 / power);
        }
        return factors;
    }

    /** The same slices along one axis in another order: examples, classes, hidden units, channels. */
    private Optional<Finding> permuted() {
        int[] shape = found.shape();
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] > 1 && isPermuted(axis)) {
                String letter = Schema.find(quantity).orElseThrow().shape().get(axis);
                String what =
                        switch (letter) {
                            case "n", "images" -> "examples";
                            case "m" -> "classes";
                            case "dh" -> "hidden units";
                            default -> "slices along axis " + axis;
                        };
                return finding(
                        "order of " + what,
                        "The " + what + " are in another order.",
                        "Find the first of the " + what + " in your array, and see where it went.");
            }
        }
        return Optional.empty();
    }

    private boolean isPermuted(int axis) {
        int size = found.shape()[axis];
        boolean[] used = new boolean[size];
        int inner = 1;
        for (int i = axis + 1; i < found.shape().length; i++) {
            inner *= found.shape()[i];
        }
        int moved = 0;
        for (int slice = 0; slice < size; slice++) {
            int match = -1;
            for (int tried = 0; tried < size && match < 0; tried++) {
                int candidate = (slice + tried) % size; // its own place first
                match = !used[candidate] && isSlice(slice, candidate, size, inner) ? candidate : -1;
            }
            if (match < 0) {
                return false;
            }
            used[match] = true;
            moved += match == slice ? 0 : 1;
        }
        return moved > 0 && witnesses() >= WITNESSES;
    }

    private boolean isSlice(int slice, int candidate, int size, int inner) {
        int length = found.values().length;
        for (int outer = 0; outer < length; outer += size * inner) {
            for (int i = 0; i < inner; i++) {
                double difference = found.values()[outer + slice * inner + i]
                        - right.value().values()[outer + candidate * inner + i];
                if (!(Math.abs(difference) <= 2 * right.errorAt(outer + candidate * inner + i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The same constant added to every element. */
    private Optional<Finding> shifted() {
        double c = found.values()[0] - right.value().values()[0];
        double unsure =
                2 * right.errorAt(0) + 2 * right.precision().unit() * (Math.abs(c) + Math.abs(found.values()[0]));
        Bounded moved = BoundedMath.map(
                right, x -> x + c, (x, fx, e) -> e + unsure + right.precision().unit() * Math.abs(fx));
        if (found.values().length >= WITNESSES && holds(moved)) {
            return finding(
                    "shift",
                    "It is the right array plus a constant, the same in every element.",
                    "Subtract your array from one element computed by hand, and look for that constant.");
        }
        return Optional.empty();
    }

    /** A mean or sum over the examples in which one example is missing. */
    private Optional<Finding> sampleLess() {
        return SampleLess.of(quantity, found, source, right)
                .filter(this::holds)
                .flatMap(ignored -> finding(
                        "sample-missing",
                        "One example is missing from the sum over the examples.",
                        "Count the examples that your loop or slice takes: there are as many as in y."));
    }

    private Optional<Finding> reshaped() {
        boolean same = found.values().length == right.value().values().length
                && holds(BoundedMath.rearranged(right, x -> Rearrange.reshaped(x, found.shape())));
        return !same
                ? Optional.empty()
                : finding(
                        "reshaped",
                        "The numbers are right, but not the shape.",
                        "Print the shape before you save: asked is " + Schema.text(key.shape(quantity)) + ".");
    }

    /** One row less along the first axis. */
    private Optional<Finding> rowLess() {
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
    private Optional<Finding> overExamples() {
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
                            "It is the %s over the examples; one row for each is asked.",
                            sum ? "sum" : "mean"),
                    "Print the shape: it must have a row for each example.");
        }
        return Optional.empty();
    }

    /** How many elements of the right array are told from 0. */
    private int witnesses() {
        int witnesses = 0;
        for (int i = 0; i < right.value().values().length; i++) {
            witnesses += Math.abs(right.value().values()[i]) > 2 * right.errorAt(i) ? 1 : 0;
        }
        return witnesses;
    }

    private static int largest(Tensor x) {
        int largest = 0;
        for (int i = 0; i < x.values().length; i++) {
            largest = Math.abs(x.values()[i]) > Math.abs(x.values()[largest]) ? i : largest;
        }
        return largest;
    }
}
