package org.crosscheck.compare.homework;

import static org.crosscheck.compare.homework.Quantities.Group.CNN;
import static org.crosscheck.compare.homework.Quantities.Group.FUNCTIONS;
import static org.crosscheck.compare.homework.Quantities.Group.MLP;
import static org.crosscheck.compare.homework.Quantities.Group.SHAPES;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crosscheck.compare.text.InputException;

/** The names and shapes of all arrays, those of a case and those of its answers: the one place that lists them. */
public final class Quantities {

    private Quantities() {}

    /** The groups of arrays; a case has all arrays of a group or none. */
    public enum Group {
        MLP,
        CNN,
        FUNCTIONS,
        SHAPES
    }

    /**
     * One array.
     *
     * @param key its name in files
     * @param group the group that it belongs to
     * @param question the homework's question that asks for it, or "" for an array of a case
     * @param shape each dimension as a number or a letter: n, d, dh, m of the MLP, images of the CNN, k, p of part 1
     */
    public record Quantity(String key, Group group, String question, List<String> shape) {

        /** The shape as people write it: (n, dh). */
        public String shapeText() {
            return text(shape);
        }
    }

    /** What both sides are given. */
    public static final List<Quantity> CASE = List.of(
            given("X", MLP, "n", "d"),
            given("y", MLP, "n"),
            given("W1", MLP, "dh", "d"),
            given("b1", MLP, "dh"),
            given("W2", MLP, "m", "dh"),
            given("b2", MLP, "m"),
            given("images", CNN, "images", "1", "32", "32"),
            given("conv1_W", CNN, "6", "1", "5", "5"),
            given("conv1_b", CNN, "6"),
            given("conv3_W", CNN, "16", "6", "5", "5"),
            given("conv3_b", CNN, "16"),
            given("upstream", CNN, "images", "16", "10", "10"),
            given("t", FUNCTIONS, "k"),
            given("x", FUNCTIONS, "p"),
            given("v", FUNCTIONS, "p"));

    /** What one party computes from a case. */
    public static final List<Quantity> ANSWERS = List.of(
            asked("1a", "q1a", FUNCTIONS, "k"),
            asked("1b", "q1b", FUNCTIONS, "k"),
            asked("1f", "q1f", FUNCTIONS, "k"),
            asked("1g", "q1g", FUNCTIONS, "p"),
            asked("1h", "q1h", FUNCTIONS, "p"),
            asked("1l", "q1l", FUNCTIONS, "p", "p"),
            asked("1m", "q1m_sigmoid", FUNCTIONS, "p"),
            asked("1m", "q1m_softmax", FUNCTIONS, "p"),
            asked("2a", "ha", MLP, "n", "dh"),
            asked("2a", "hs", MLP, "n", "dh"),
            asked("2b", "oa", MLP, "n", "m"),
            asked("2c", "os", MLP, "n", "m"),
            asked("2d", "L", MLP, "n"),
            asked("2e", "R", MLP),
            asked("2g", "grad_oa", MLP, "n", "m"),
            asked("2i", "grad_W2", MLP, "m", "dh"),
            asked("2i", "grad_b2", MLP, "m"),
            asked("2k", "grad_hs", MLP, "n", "dh"),
            asked("2m", "grad_ha", MLP, "n", "dh"),
            asked("2o", "grad_W1", MLP, "dh", "d"),
            asked("2o", "grad_b1", MLP, "dh"),
            asked("2p", "grad_x", MLP, "n", "d"),
            asked("3a", "conv1", CNN, "images", "6", "28", "28"),
            asked("3a", "pool2", CNN, "images", "6", "14", "14"),
            asked("3a", "conv3", CNN, "images", "16", "10", "10"),
            asked("3a", "grad_conv3_W", CNN, "16", "6", "5", "5"),
            asked("3a", "grad_conv3_b", CNN, "16"),
            asked("3a", "grad_pool2", CNN, "images", "6", "14", "14"),
            asked("3a", "grad_conv1", CNN, "images", "6", "28", "28"),
            asked("3a", "grad_conv1_W", CNN, "6", "1", "5", "5"),
            asked("3a", "grad_conv1_b", CNN, "6"),
            asked("3a", "grad_images", CNN, "images", "1", "32", "32"),
            asked("3a", "q3a", SHAPES),
            asked("3b", "q3b", SHAPES),
            asked("3c", "q3c", SHAPES, "4"),
            asked("3d", "q3d", SHAPES, "4"),
            asked("3e", "q3e", SHAPES, "4"));

    /** The quantity of a key, of the case or of the answers. */
    public static Optional<Quantity> find(String key) {
        return java.util.stream.Stream.concat(CASE.stream(), ANSWERS.stream())
                .filter(quantity -> quantity.key().equals(key))
                .findFirst();
    }

    /**
     * Binds the letters of the shapes of a case to numbers.
     *
     * @param file what the message of an exception calls the case
     * @throws InputException for a key that no case has, half a group, or shapes that do not fit each other
     */
    public static Map<String, Integer> bind(String file, NamedTensors values) throws InputException {
        Map<String, Integer> sizes = new HashMap<>();
        for (String key : values.keys()) {
            if (CASE.stream().noneMatch(quantity -> quantity.key().equals(key))) {
                String known = CASE.stream().map(Quantity::key).collect(Collectors.joining(" "));
                throw new InputException(file, "array '" + key + "'", "one of " + known, "'" + key + "'");
            }
        }
        for (Quantity quantity : CASE) {
            if (!values.has(quantity.key())) {
                requireAbsent(file, quantity, values);
                continue;
            }
            int[] shape = values.get(quantity.key()).shape();
            if (shape.length != quantity.shape().size()) {
                throw mismatch(file, quantity, shape, quantity.shapeText());
            }
            for (int axis = 0; axis < shape.length; axis++) {
                String letter = quantity.shape().get(axis);
                Integer size = Character.isDigit(letter.charAt(0)) ? Integer.valueOf(letter) : sizes.get(letter);
                if (size == null) {
                    sizes.put(letter, shape[axis]);
                } else if (size != shape[axis]) {
                    throw mismatch(file, quantity, shape, quantity.shapeText() + " with " + letter + " = " + size);
                }
            }
        }
        return sizes;
    }

    /** The shape of a quantity as numbers, once the letters are bound. */
    public static int[] shape(Quantity quantity, Map<String, Integer> sizes) {
        return quantity.shape().stream()
                .mapToInt(letter -> Character.isDigit(letter.charAt(0)) ? Integer.parseInt(letter) : sizes.get(letter))
                .toArray();
    }

    /** A shape as people and NumPy write it: (), (3,), (2, 3). */
    public static String text(int[] shape) {
        return shape.length == 1
                ? "(" + shape[0] + ",)"
                : text(Arrays.stream(shape).mapToObj(String::valueOf).toList());
    }

    private static String text(List<String> shape) {
        return shape.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    private static void requireAbsent(String file, Quantity missing, NamedTensors values) throws InputException {
        for (Quantity quantity : CASE) {
            if (quantity.group() == missing.group() && values.has(quantity.key())) {
                throw new InputException(
                        file,
                        "array '" + missing.key() + "'",
                        "shape " + missing.shapeText() + ", since '" + quantity.key() + "' is there",
                        "no such array");
            }
        }
    }

    private static InputException mismatch(String file, Quantity quantity, int[] shape, String expected) {
        return new InputException(file, "array '" + quantity.key() + "'", "shape " + expected, "shape " + text(shape));
    }

    private static Quantity given(String key, Group group, String... shape) {
        return new Quantity(key, group, "", List.of(shape));
    }

    private static Quantity asked(String question, String key, Group group, String... shape) {
        return new Quantity(key, group, question, List.of(shape));
    }
}
