package org.crosscheck.compare.grade.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.reference.Tensor;

/**
 * Derivatives by finite differences. The step h is recovered in one of two ways: by the truncation error, where it is told from
 * rounding, or by the differences themselves, which are whole multiples of a unit in the last place of the function, over h.
 * An array is one of differences if every element is what they give, within the rounding error of the function over h.
 */
public final class Differences {

    private static final int SAMPLE = 12;
    private static final int LARGEST_STEP = 1;
    private static final int SMALLEST_STEP = 12;

    private final Tensor found;
    private final Tensor right;
    private final DifferentiatedFunction function;
    private final int[] sample;

    /** How a derivative is taken: between f(x + ahead h) and f(x - behind h). */
    private enum Kind {
        FORWARD("forward", 1, 0),
        CENTRAL("central", 1, 1),
        BACKWARD("backward", 0, 1);

        private final String text;
        private final int ahead;
        private final int behind;

        Kind(String text, int ahead, int behind) {
            this.text = text;
            this.ahead = ahead;
            this.behind = behind;
        }
    }

    /** A kind and a step. */
    private record Way(Kind kind, double step, String stepText) {

        String text() {
            return "by " + kind.text + " differences, step " + stepText;
        }

        double width() {
            return (kind.ahead + kind.behind) * step;
        }
    }

    /**
     * What explains an array.
     *
     * @param text such as: by central differences, step 1e-5
     * @param bound how far each element may be from the derivative
     */
    public record Explanation(String text, Tensor bound) {}

    private Differences(ReferenceAnswers key, String quantity, Tensor found) {
        this.found = found;
        this.right = key.answer(quantity);
        this.function = DifferentiatedFunction.of(key, quantity);
        double[] off = right.map(found, (r, f) -> Math.abs(r - f)).values();
        this.sample = IntStream.range(0, off.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -off[i]))
                .limit(SAMPLE)
                .mapToInt(i -> i)
                .toArray();
    }

    /**
     * How an array was differentiated; null if it was not, or the quantity is no derivative of a function known here.
     *
     * @param before the text for an array before it, which is tried first; null if there is none
     */
    public static Explanation of(ReferenceAnswers key, String quantity, Tensor found, String before) {
        Differences differences = new Differences(key, quantity, found);
        return differences.function == null ? null : differences.explain(before);
    }

    private Explanation explain(String before) {
        List<Way> ways = IntStream.rangeClosed(LARGEST_STEP, SMALLEST_STEP)
                .boxed()
                .flatMap(power -> List.of(Kind.values()).stream()
                        .map(kind -> new Way(kind, StrictMath.pow(10, -power), "1e-" + power)))
                .filter(way -> IntStream.of(sample).allMatch(i -> fits(way, i)))
                .toList();
        return ways.stream()
                .filter(way -> way.text().equals(before))
                .findFirst()
                .or(() -> ways.stream()
                        .filter(way -> IntStream.of(sample).anyMatch(i -> isTruncated(way, i)))
                        .findFirst())
                .or(() -> ways.stream()
                        .filter(this::isQuantised)
                        .max(Comparator.comparingDouble((Way way) -> -way.step)
                                .thenComparing(way -> way.kind == Kind.FORWARD)))
                .filter(way -> IntStream.range(0, found.values().length).allMatch(i -> fits(way, i)))
                .map(way -> new Explanation(way.text(), bound(way)))
                .orElse(null);
    }

    private double difference(Way way, int element) {
        double ahead = function.at(element, way.kind.ahead * way.step);
        double behind = function.at(element, -way.kind.behind * way.step);
        return (ahead - behind) / way.width();
    }

    /** What rounding of the function makes of a difference, in their program and in ours. */
    private double noise(Way way, int element) {
        return 4 * function.error(element) / way.width()
                + 4 * Precision.DOUBLE.unit() * Math.abs(right.values()[element]);
    }

    private boolean fits(Way way, int element) {
        return Math.abs(found.values()[element] - difference(way, element)) <= noise(way, element);
    }

    private boolean isTruncated(Way way, int element) {
        return Math.abs(difference(way, element) - right.values()[element]) > 2 * noise(way, element);
    }

    /** Whether the differences are whole numbers of units in the last place of the function, and not 0. */
    private boolean isQuantised(Way way) {
        boolean any = false;
        for (int i : sample) {
            double unit = Math.ulp(function.at(i, 0));
            double units = found.values()[i] * way.width() / unit;
            double unsure = Math.abs(units) * 0x1p-50;
            if (unsure > 1e-2 || !(Math.abs(units - Math.rint(units)) <= unsure + 1e-6)) {
                return false;
            }
            any |= units != 0;
        }
        return any && sample.length >= 4;
    }

    private Tensor bound(Way way) {
        Tensor bound = Tensor.zeros(found.shape());
        for (int i = 0; i < bound.values().length; i++) {
            bound.values()[i] = noise(way, i) + Math.abs(difference(way, i) - right.values()[i]);
        }
        return bound;
    }
}
