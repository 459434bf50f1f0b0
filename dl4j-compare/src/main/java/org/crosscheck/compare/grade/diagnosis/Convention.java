package org.crosscheck.compare.grade.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.Rearrange;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.reference.Tensor;

/**
 * A convention other than the homework's, kept throughout. Arrays are translated to the homework's convention and then judged
 * like any others.
 *
 * @param name in the ids of findings
 * @param text what the student is told
 * @param family the quantities that it concerns; all if it is empty
 * @param undo translates an array, given the shape asked for; null if the array cannot be in this convention
 */
public record Convention(String name, String text, Set<String> family, BiFunction<Tensor, int[], Tensor> undo) {

    /** Axes of length 1 more or less: (1) for (), (n, 1) or (1, n) for (n). */
    public static final Convention UNIT_AXES =
            new Convention("reshaped", "The numbers are right, but not the shape.", Set.of(), Convention::squeezed);

    /** (n, m, dh) for (m, dh). */
    private static final Convention PER_EXAMPLE = new Convention(
            "per-example",
            "It is the gradient of each example, not averaged over them: the risk R is their mean.",
            Set.of("grad_W2", "grad_b2", "grad_W1", "grad_b1"),
            Convention::averaged);

    /** (d, n) for (n, d). */
    private static final Convention COLUMNS = new Convention(
            "examples-in-columns",
            "The examples are the columns of your arrays, not their rows.",
            Set.of("ha", "hs", "oa", "os", "grad_oa", "grad_hs", "grad_ha", "grad_x"),
            Convention::transposed);

    /** (in, out) for (out, in). */
    private static final Convention WEIGHTS = new Convention(
            "weights-in-out",
            "The gradients with respect to W are laid out as (in, out): they must have the shape of W, (out, in).",
            Set.of("grad_W2", "grad_W1"),
            Convention::transposed);

    /** Sums over the examples instead of means; only the values tell. */
    public static final Convention SUMS = new Convention(
            "sums",
            "The gradients are sums over the examples: R is their mean, and so are its gradients.",
            Set.of("R", "grad_W2", "grad_b2", "grad_W1", "grad_b1"),
            (found, asked) -> null);

    private static final List<Convention> ALL = List.of(UNIT_AXES, PER_EXAMPLE, COLUMNS, WEIGHTS);

    /** An array in the convention asked for, and those that it was in. */
    public record Undone(Tensor values, List<Convention> conventions) {}

    /** The finding at the array where it is first seen. */
    public Finding finding(String item, int[] asked) {
        return Relations.finding(
                item,
                name,
                text,
                "Print the shapes before you save: " + Quantities.text(asked) + " is asked for here.");
    }

    /** A few words for the arrays after that. */
    public String words() {
        return name.replace('-', ' ');
    }

    /** The arrays in another convention, by key, translated. */
    public static Map<String, Undone> undo(ReferenceAnswers key, Map<String, Tensor> found) {
        Map<String, Undone> undone = new LinkedHashMap<>();
        for (Convention convention : ALL) {
            Map<String, Tensor> now = new LinkedHashMap<>(found);
            undone.forEach((item, array) -> now.put(item, array.values));
            convention.undone(key, now).forEach((item, array) -> {
                List<Convention> all =
                        new ArrayList<>(undone.containsKey(item) ? undone.get(item).conventions : List.of());
                all.add(convention);
                undone.put(item, new Undone(array, all));
            });
        }
        undone.entrySet().removeIf(one -> !Arrays.equals(one.getValue().values.shape(), key.shape(one.getKey())));
        return undone;
    }

    /** Those in this convention, if it is kept throughout: two arrays of a layout at least, and none in the one asked for. */
    private Map<String, Tensor> undone(ReferenceAnswers key, Map<String, Tensor> found) {
        Map<String, Tensor> undone = new LinkedHashMap<>();
        boolean isKept = true;
        for (Map.Entry<String, Tensor> one : found.entrySet()) {
            String item = one.getKey();
            if (!(family.isEmpty() || family.contains(item)) || !isExpected(key, item, one.getValue())) {
                continue;
            }
            int[] asked = key.shape(item);
            Tensor back = undo.apply(one.getValue(), asked);
            boolean hasShape = Arrays.equals(one.getValue().shape(), asked);
            boolean fits = back != null
                    && (Arrays.equals(back.shape(), asked) || equals(PER_EXAMPLE)); // perhaps laid out otherwise
            if (fits && (!hasShape || (agrees(key, item, back) && !agrees(key, item, one.getValue())))) {
                undone.put(item, back);
            } else if (hasShape
                    && (back == null || !Arrays.equals(back.shape(), asked) || agrees(key, item, one.getValue()))) {
                isKept = false;
            }
        }
        boolean isLayout = equals(COLUMNS) || equals(WEIGHTS);
        return isLayout && (!isKept || undone.size() < 2) ? Map.of() : undone;
    }

    /** A gradient of each example has as many rows as there are examples. */
    private boolean isExpected(ReferenceAnswers key, String item, Tensor found) {
        return !equals(PER_EXAMPLE)
                || (found.shape().length == key.shape(item).length + 1
                        && found.shape()[0] == key.given().sizes().get("n"));
    }

    private static boolean agrees(ReferenceAnswers key, String item, Tensor found) {
        return key.compare(item, found, Precision.DOUBLE).agrees()
                || key.compare(item, found, Precision.SINGLE).agrees();
    }

    /** A sum over n examples as a mean. */
    public static Tensor mean(Tensor sum, int n) {
        return sum.map(x -> x / n);
    }

    /** Whether a quantity is a mean over the examples. */
    public static boolean isMean(String item) {
        return SUMS.family.contains(item);
    }

    private static Tensor transposed(Tensor found, int[] asked) {
        return found.shape().length == 2 && asked.length == 2 ? Rearrange.transposed(found) : null;
    }

    private static Tensor squeezed(Tensor found, int[] asked) {
        return !Arrays.equals(found.shape(), asked) && Arrays.equals(squeezed(found.shape()), squeezed(asked))
                ? Rearrange.reshaped(found, asked)
                : null;
    }

    private static int[] squeezed(int[] shape) {
        return Arrays.stream(shape).filter(axis -> axis != 1).toArray();
    }

    private static Tensor averaged(Tensor found, int[] asked) {
        int[] each = Arrays.copyOfRange(found.shape(), 1, found.shape().length);
        boolean isTransposed = asked.length == 2 && Arrays.equals(each, new int[] {asked[1], asked[0]});
        if (!Arrays.equals(each, asked) && !isTransposed) {
            return null;
        }
        int n = found.shape()[0];
        Tensor mean = Tensor.zeros(each);
        for (int i = 0; i < found.values().length; i++) {
            mean.values()[i % mean.values().length] += found.values()[i];
        }
        return mean(mean, n);
    }
}
