package org.crosscheck.compare.grade.diagnosis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.crosscheck.compare.grade.mistakes.BoundedMath;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.Inputs;
import org.crosscheck.compare.grade.mistakes.Mistake;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.reference.Tensor;

/**
 * Finds how a wrong array follows from the right one: another shape, a factor, another order, a constant, a missing
 * example.
 */
final class Relations {

    /** How many elements must confirm a constant that was taken from one of them. */
    private static final int WITNESSES = 3;

    /** Sizes of batches that people divide by, though the last may be short. */
    private static final List<Integer> BATCHES = List.of(4, 8, 16, 32, 50, 64, 100, 128, 200, 256, 512, 1000, 1024);

    private final ReferenceAnswers key;
    private final String quantity;
    private final Tensor found;
    private final Fit fit;
    private final Inputs source;
    private final Bounded right;
    private final StudentArrays hand;

    /**
     * Relations of an array to the right one.
     *
     * @param fit what was handed in, and what the homework makes of the source
     * @param source what the quantity is computed from
     * @param hand what was handed in besides
     */
    Relations(ReferenceAnswers key, String quantity, Fit fit, Inputs source, StudentArrays hand) {
        this.key = key;
        this.quantity = quantity;
        this.fit = fit;
        this.found = fit.found();
        this.source = source;
        this.right = fit.right();
        this.hand = hand;
    }

    /** The first relation that holds. */
    Optional<Finding> find() {
        ShapeRelations shapes = new ShapeRelations(quantity, fit);
        Recovered recovered = new Recovered(key, quantity, fit, source);
        Stream<Supplier<Optional<Finding>>> searches = Arrays.equals(found.shape(), key.shape(quantity))
                ? Stream.of(
                        this::exchanged,
                        shapes::axes,
                        this::factor,
                        this::permuted,
                        recovered::find,
                        this::shifted,
                        this::sampleLess)
                : Stream.of(shapes::axes, shapes::reshaped, shapes::rowLess, shapes::overExamples, shapes::summedUp);
        return searches.flatMap(search -> search.get().stream()).findFirst();
    }

    private boolean holds(Bounded wrong) {
        return fit.holds(wrong);
    }

    private Optional<Finding> finding(String name, String text, String check) {
        return Optional.of(finding(quantity, name, text, check));
    }

    static Finding finding(String quantity, String name, String text, String check) {
        return new Finding(quantity + ".~" + name, text, Mistake.where(quantity), check);
    }

    /** The array of another key of the same shape: the keys are exchanged, or one array was computed over the other. */
    private Optional<Finding> exchanged() {
        for (String other : key.items()) {
            boolean same = !other.equals(quantity) && Arrays.equals(key.shape(other), found.shape());
            boolean whole = Quantities.find(other).orElseThrow().group() == Quantities.Group.SHAPES;
            if (!same || whole) {
                continue;
            }
            Tensor twin = hand.own(other);
            // The sine of what is nearly 0 is the same number, computed rightly.
            boolean follows = twin != null
                    && hand.sources(other).contains(quantity)
                    && hand.replay(other, twin).agrees();
            boolean isTwin = twin != null && twin.equals(found) && !isConstant(found) && !follows;
            if (!isTwin && !holds(Diagnosis.right(key, right.precision()).get(other))) {
                continue;
            }
            if (isTwin || (twin != null && new Fit(twin, hand.saved(twin), right, 0).isSame(found))) {
                return finding(
                        "overwritten",
                        "It holds the same numbers as " + other
                                + ": it was overwritten in place, as np.sin(z, out=z) and" + " h *= c do.",
                        "Print " + quantity + " before and after the line that computes " + other + ".");
            }
            return finding(
                    "exchanged",
                    "It is the array that belongs under the key " + other + ": two keys are exchanged.",
                    "Look at the lines that save " + quantity + " and " + other + ".");
        }
        return Optional.empty();
    }

    /** The same factor in every element: first the factors that have a meaning. */
    private Optional<Finding> factor() {
        for (Map.Entry<String, Double> named : factors().entrySet()) {
            if (holds(BoundedMath.scaled(right, named.getValue()))) {
                String name = named.getKey();
                return finding(
                        "times " + name,
                        "It is the right array times " + name + ".",
                        "Compare with the formula: is"
                                + " there a sum where a mean belongs, a mean where a sum belongs, or a flipped sign?");
            }
        }
        int largest = largest(right.value());
        double scale = Math.abs(right.value().values()[largest]);
        double c = found.values()[largest] / right.value().values()[largest];
        double unsure = 2 * (1 + Math.abs(c)) * right.errorAt(largest) / (scale - right.errorAt(largest));
        boolean enough = witnesses() >= WITNESSES && unsure > 0 == right.errorAt(largest) > 0 && Double.isFinite(c);
        String constant = Recovered.nice(c, unsure);
        Bounded scaled = BoundedMath.map(
                right,
                x -> c * x,
                (x, cx, e) -> Math.abs(c) * e
                        + unsure * Math.abs(x)
                        + right.precision().unit() * Math.abs(cx));
        if (enough && c != 0 && holds(scaled)) {
            return finding(
                    "factor",
                    "It is the right array times " + (constant == null ? "a constant" : constant)
                            + ", the same in every element.",
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
                    && Quantities.find(quantity).orElseThrow().group()
                            == (letter.equals("images") ? Quantities.Group.CNN : Quantities.Group.MLP);
            if (mine && sizes.get(letter) > 1) {
                double size = sizes.get(letter);
                factors.put(letter, size);
                factors.put("1/" + letter, 1 / size);
                factors.put("-" + letter, -size);
                factors.put("-1/" + letter, -1 / size);
            }
        }
        String examples = sizes.containsKey("n") ? "n" : "images";
        for (int batch : BATCHES) {
            if (sizes.containsKey(examples)
                    && Quantities.find(quantity).orElseThrow().group() != Quantities.Group.FUNCTIONS) {
                factors.putIfAbsent(examples + "/" + batch, (double) sizes.get(examples) / batch);
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
                String letter = Quantities.find(quantity).orElseThrow().shape().get(axis);
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
                if (!(Math.abs(difference) <= fit.boundAt(right, outer + candidate * inner + i))) {
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

    /** How many elements of the right array are distinct from 0. */
    private int witnesses() {
        int witnesses = 0;
        for (int i = 0; i < right.value().values().length; i++) {
            witnesses += Math.abs(right.value().values()[i]) > 2 * right.errorAt(i) ? 1 : 0;
        }
        return witnesses;
    }

    private static boolean isConstant(Tensor x) {
        return Arrays.stream(x.values()).allMatch(value -> value == x.values()[0]);
    }

    private static int largest(Tensor x) {
        int largest = 0;
        for (int i = 0; i < x.values().length; i++) {
            largest = Math.abs(x.values()[i]) > Math.abs(x.values()[largest]) ? i : largest;
        }
        return largest;
    }
}
