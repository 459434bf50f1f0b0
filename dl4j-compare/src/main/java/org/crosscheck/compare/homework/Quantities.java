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
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
     * The magnitude that a quantity has by its nature, even where all its elements happen to be smaller: what a bound is
     * measured against.
     */
    public enum Scale {
        /** None but that of its own elements. */
        OWN,
        /** Probabilities, their logarithms and their differences are of order 1. */
        ONE,
        /** Products with v are of the order of v. */
        OF_V
    }

    /**
     * What a gradient is the gradient of.
     *
     * @param output R, the risk; L, each example's loss; or conv3, of which part 3 takes S = sum(upstream * conv3)
     * @param variable with respect to what
     */
    public record Gradient(String output, String variable) {}

    /**
     * One array.
     *
     * @param key its name in files
     * @param symbol how the homework writes it
     * @param group the group that it belongs to
     * @param question the homework's question that asks for it, or "" for an array of a case
     * @param shape each dimension as a number or a letter: n, d, dh, m of the MLP, images of the CNN, k, p of part 1
     * @param scale its natural magnitude
     * @param gradient what it is the gradient of; null if it is none
     */
    public record Quantity(
            String key,
            String symbol,
            Group group,
            String question,
            List<String> shape,
            Scale scale,
            Gradient gradient) {

        /** The shape as people write it: (n, dh). */
        public String shapeText() {
            return text(shape);
        }

        /** The same quantity, whose natural magnitude is known. */
        private Quantity of(Scale natural) {
            return new Quantity(key, symbol, group, question, shape, natural, gradient);
        }
    }

    /** The arrays of a case: what both sides are given. */
    public static final List<Quantity> CASE = List.of(
            given("X", "x", MLP, "n", "d"),
            given("y", "y", MLP, "n"),
            given("W1", "W⁽¹⁾", MLP, "dh", "d"),
            given("b1", "b⁽¹⁾", MLP, "dh"),
            given("W2", "W⁽²⁾", MLP, "m", "dh"),
            given("b2", "b⁽²⁾", MLP, "m"),
            given("images", "images", CNN, "images", "1", "32", "32"),
            given("conv1_W", "conv1_W", CNN, "6", "1", "5", "5"),
            given("conv1_b", "conv1_b", CNN, "6"),
            given("conv3_W", "conv3_W", CNN, "16", "6", "5", "5"),
            given("conv3_b", "conv3_b", CNN, "16"),
            given("upstream", "upstream", CNN, "images", "16", "10", "10"),
            given("t", "t", FUNCTIONS, "k"),
            given("x", "x", FUNCTIONS, "p"),
            given("v", "v", FUNCTIONS, "p"));

    private static final List<Quantity> FUNCTION_ANSWERS = List.of(
            asked("1a", "q1a", "rect'(t)", FUNCTIONS, "k"),
            asked("1b", "q1b", "σ'(t)", FUNCTIONS, "k").of(Scale.ONE),
            asked("1f", "q1f", "sign(t)", FUNCTIONS, "k"),
            asked("1g", "q1g", "∇‖x‖₂²", FUNCTIONS, "p"),
            asked("1h", "q1h", "∇‖x‖₁", FUNCTIONS, "p"),
            asked("1l", "q1l", "∂S/∂x", FUNCTIONS, "p", "p").of(Scale.ONE),
            asked("1m", "q1m_sigmoid", "σ'(x) v", FUNCTIONS, "p").of(Scale.OF_V),
            asked("1m", "q1m_softmax", "(∂S/∂x)ᵀ v", FUNCTIONS, "p").of(Scale.OF_V));

    private static final List<Quantity> FORWARD = List.of(
            asked("2a", "ha", "hᵃ", MLP, "n", "dh"),
            asked("2a", "hs", "hˢ", MLP, "n", "dh"),
            asked("2b", "oa", "oᵃ", MLP, "n", "m"),
            asked("2c", "os", "oˢ", MLP, "n", "m").of(Scale.ONE),
            asked("2d", "L", "L", MLP, "n").of(Scale.ONE),
            asked("2e", "R", "R̂", MLP).of(Scale.ONE));

    private static final List<Quantity> LAYERS = List.of(
            asked("3a", "conv1", "conv1", CNN, "images", "6", "28", "28"),
            asked("3a", "pool2", "pool2", CNN, "images", "6", "14", "14"),
            asked("3a", "conv3", "conv3", CNN, "images", "16", "10", "10"));

    private static final List<Quantity> BACKWARD = List.of(
            gradient("2g", "grad_oa", "L", "oa").of(Scale.ONE),
            gradient("2i", "grad_W2", "R", "W2"),
            gradient("2i", "grad_b2", "R", "b2").of(Scale.ONE),
            gradient("2k", "grad_hs", "L", "hs"),
            gradient("2m", "grad_ha", "L", "ha"),
            gradient("2o", "grad_W1", "R", "W1"),
            gradient("2o", "grad_b1", "R", "b1"),
            gradient("2p", "grad_x", "L", "X"));

    private static final List<Quantity> LAYERS_BACKWARD = List.of(
            gradient("3a", "grad_conv3_W", "conv3", "conv3_W"),
            gradient("3a", "grad_conv3_b", "conv3", "conv3_b"),
            gradient("3a", "grad_pool2", "conv3", "pool2"),
            gradient("3a", "grad_conv1", "conv3", "conv1"),
            gradient("3a", "grad_conv1_W", "conv3", "conv1_W"),
            gradient("3a", "grad_conv1_b", "conv3", "conv1_b"),
            gradient("3a", "grad_images", "conv3", "images"));

    private static final List<Quantity> WHOLE_NUMBERS = List.of(
            asked("3a", "q3a", "q3a", SHAPES),
            asked("3b", "q3b", "q3b", SHAPES),
            asked("3c", "q3c", "[k, s, p, d]", SHAPES, "4"),
            asked("3d", "q3d", "[k, s, p, d]", SHAPES, "4"),
            asked("3e", "q3e", "[k, s, p, d]", SHAPES, "4"));

    /** The arrays of the answers: what one side computes from a case. */
    public static final List<Quantity> ANSWERS = Stream.of(
                    FUNCTION_ANSWERS, FORWARD, BACKWARD, LAYERS, LAYERS_BACKWARD, WHOLE_NUMBERS)
            .flatMap(List::stream)
            .toList();

    private static final Map<String, Quantity> BY_KEY = Stream.concat(CASE.stream(), ANSWERS.stream())
            .collect(Collectors.toUnmodifiableMap(Quantity::key, quantity -> quantity));

    /** The quantity of a key, of the case or of the answers. */
    public static Optional<Quantity> find(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /** The quantity of a key that is known to be one; throws {@link IllegalArgumentException} if it is not. */
    public static Quantity of(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("no quantity '" + key + "'"));
    }

    /** The natural magnitude of a quantity, 0 for none but its own; given holds v where it is asked for. */
    public static double naturalScale(String key, NamedTensors given) {
        return switch (of(key).scale()) {
            case OWN -> 0;
            case ONE -> 1;
            case OF_V -> Arrays.stream(given.vector("v")).map(Math::abs).max().orElse(0);
        };
    }

    /**
     * Binds the letters of the shapes of a case to numbers.
     *
     * @param file what the message of an exception calls the case
     * @param shapes of its arrays by key
     * @throws InputException for a key that no case has, half a group, or shapes that do not fit each other
     */
    public static Map<String, Integer> bind(String file, Map<String, int[]> shapes) throws InputException {
        Map<String, Integer> sizes = new HashMap<>();
        for (String key : shapes.keySet()) {
            if (CASE.stream().noneMatch(quantity -> quantity.key().equals(key))) {
                String known = CASE.stream().map(Quantity::key).collect(Collectors.joining(" "));
                throw new InputException(file, "array '" + key + "'", "one of " + known, "'" + key + "'");
            }
        }
        for (Quantity quantity : CASE) {
            int[] shape = shapes.get(quantity.key());
            if (shape == null) {
                requireAbsent(file, quantity, shapes);
                continue;
            }
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

    /** How many numbers a case of these sizes has, together with its answers. */
    public static long numbers(Map<String, Integer> sizes) {
        return Stream.concat(CASE.stream(), ANSWERS.stream())
                .filter(quantity -> quantity.shape().stream()
                        .allMatch(letter -> Character.isDigit(letter.charAt(0)) || sizes.containsKey(letter)))
                .mapToLong(quantity ->
                        IntStream.of(shape(quantity, sizes)).asLongStream().reduce(1, (a, b) -> a * b))
                .sum();
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

    private static void requireAbsent(String file, Quantity missing, Map<String, int[]> shapes) throws InputException {
        for (Quantity quantity : CASE) {
            if (quantity.group() == missing.group() && shapes.containsKey(quantity.key())) {
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

    private static Quantity given(String key, String symbol, Group group, String... shape) {
        return new Quantity(key, symbol, group, "", List.of(shape), Scale.OWN, null);
    }

    private static Quantity asked(String question, String key, String symbol, Group group, String... shape) {
        return new Quantity(key, symbol, group, question, List.of(shape), Scale.OWN, null);
    }

    /** A gradient has the shape of what it is taken with respect to. */
    private static Quantity gradient(String question, String key, String output, String variable) {
        Quantity of = Stream.of(CASE, FORWARD, LAYERS)
                .flatMap(List::stream)
                .filter(quantity -> quantity.key().equals(variable))
                .findFirst()
                .orElseThrow();
        String what = output.equals("R") ? "∂R̂/∂" : output.equals("L") ? "∂L/∂" : "∂S/∂";
        return new Quantity(
                key, what + of.symbol(), of.group(), question, of.shape(), Scale.OWN, new Gradient(output, variable));
    }
}
