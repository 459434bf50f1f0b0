package org.crosscheck.compare.grade.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.reference.Tensor;

/**
 * Recognises derivatives taken by finite differences and recovers the step h: first among the steps that people choose, by the
 * differences being whole multiples of the function's last place divided by h, or by their truncation error; otherwise as the
 * step with the truncation error of the element where that is largest. An array is explained if every element is what the
 * differences give, within the function's rounding error divided by h.
 */
public final class Differences {

    private static final int SAMPLE = 12;
    private static final int SPREAD = 64;
    private static final int SMALLEST_DECIMAL = 12;
    private static final int SMALLEST_BINARY = 40;
    private static final int REFINEMENTS = 40;

    /** So many bits are not all 0 by chance. */
    private static final int NO_CHANCE = 32;

    /** Units in the last place are of the size of the rounding that they explain. */
    private static final double SHOWS = 1.0 / 16;

    /** The steps that people choose, the likeliest first. */
    private static final List<Step> STEPS = steps();

    private final Tensor found;
    private final Tensor right;
    private final DifferentiatedFunction function;
    private final int[] sample;

    /** How a derivative is taken: between f(x + ahead h) and f(x - behind h). */
    private enum Kind {
        CENTRAL("central", 1, 1),
        FORWARD("forward", 1, 0),
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

    /** A step h, how far it may be off, as a share of it, and how it is written. */
    private record Step(double h, double unsure, String text) {}

    /** A kind and a step. */
    record Way(Kind kind, Step step) {

        /** Of a linear function all steps and kinds give the same but for rounding. */
        String text(boolean isLinear) {
            return isLinear ? "by finite differences" : "by " + kind.text + " differences, step " + step.text;
        }

        double width() {
            return (kind.ahead + kind.behind) * step.h;
        }
    }

    /**
     * What explains an array.
     *
     * @param text such as: by central differences, step 1e-5
     * @param bound how far each element may be from the derivative
     */
    public record Explanation(String text, Tensor bound, Way way) {}

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
     * @param before what explains an array before it, which is tried first; null if there is none
     */
    public static Explanation of(ReferenceAnswers key, String quantity, Tensor found, Explanation before) {
        Differences differences = new Differences(key, quantity, found);
        return differences.function == null ? null : differences.explain(before);
    }

    /**
     * How an array in float32 was differentiated whose inputs are in float64; null if it was not, or if that does not show.
     * Differences with a step of 2^-26 or so are multiples of one unit, so that no number may have more than 24 bits. But they
     * are off by more than saving in float32 is, and the smaller numbers of float32 arrays are not multiples of that unit,
     * unless by chance.
     *
     * @param before what explains an array before it, which then may explain this one; null if there is none
     * @param alike all such arrays, by key, of which it is one
     */
    public static Explanation inSingle(
            ReferenceAnswers key, String quantity, Tensor found, Explanation before, Map<String, Tensor> alike) {
        Differences differences = new Differences(key, quantity, found);
        if (differences.function == null) {
            return null;
        }
        List<Differences> all = alike.entrySet().stream()
                .map(one -> new Differences(key, one.getKey(), one.getValue()))
                .filter(one -> one.function != null)
                .toList();
        return Optional.ofNullable(before)
                .map(Explanation::way)
                .filter(way -> differences.elements().allMatch(i -> differences.fits(way, i)))
                .or(() -> differences
                        .quantised(differences.fitting())
                        .filter(way -> all.stream()
                                        .mapToInt(one -> one.missingBits(way))
                                        .sum()
                                >= NO_CHANCE))
                .filter(way -> differences.areMultiples(way) && differences.isOffInSingle())
                .flatMap(differences::explanation)
                .orElse(null);
    }

    private IntStream elements() {
        return IntStream.range(0, found.values().length);
    }

    private boolean areMultiples(Way way) {
        return elements().allMatch(i -> isMultiple(way, i));
    }

    /** Whether a number is off by more than saving it in float32 explains. */
    private boolean isOffInSingle() {
        return elements()
                .anyMatch(i -> Math.abs(found.values()[i] - right.values()[i]) > Math.ulp((float) right.values()[i]));
    }

    /** 1e-5 and the like, roots of the unit roundoff, powers of 2, and other steps of one digit. */
    private static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        IntStream.rangeClosed(1, SMALLEST_DECIMAL).forEach(power -> steps.add(decimal("1", power)));
        steps.add(new Step(0x1p-26, 0, "sqrt(eps) = 2^-26"));
        steps.add(new Step(StrictMath.cbrt(0x1p-52), 0, "cbrt(eps) = 6.06e-6"));
        IntStream.rangeClosed(1, SMALLEST_BINARY)
                .filter(power -> power != 26)
                .forEach(power -> steps.add(new Step(StrictMath.scalb(1.0, -power), 0, "2^-" + power)));
        for (String digits : List.of("5", "2", "3", "4", "6", "7", "8", "9", "1.5", "2.5")) {
            IntStream.rangeClosed(1, SMALLEST_DECIMAL).forEach(power -> steps.add(decimal(digits, power)));
        }
        return List.copyOf(steps);
    }

    private static Step decimal(String digits, int power) {
        String text = digits + "e-" + power;
        return new Step(Double.parseDouble(text), 0, text);
    }

    private Explanation explain(Explanation before) {
        List<Way> ways = fitting();
        return Optional.ofNullable(before)
                .map(Explanation::way)
                .filter(way -> IntStream.of(sample).allMatch(i -> fits(way, i)))
                .or(() -> ways.stream().filter(this::isReproduced).findFirst())
                .or(() -> quantised(ways))
                .or(() -> ways.stream()
                        .filter(way -> IntStream.of(sample).anyMatch(i -> isTruncated(way, i)))
                        .findFirst())
                .or(() -> Stream.of(Kind.values())
                        .flatMap(kind -> solved(kind).stream())
                        .filter(way -> IntStream.of(sample).allMatch(i -> fits(way, i)))
                        .findFirst())
                .flatMap(this::explanation)
                .orElse(null);
    }

    /** The ways, of the steps that people choose, that give the elements of the sample. */
    private List<Way> fitting() {
        return STEPS.stream()
                .flatMap(step -> Stream.of(Kind.values()).map(kind -> new Way(kind, step)))
                .filter(way -> IntStream.of(sample).allMatch(i -> fits(way, i)))
                .toList();
    }

    /** The likeliest way of the least width of whose units all elements are multiples. */
    private Optional<Way> quantised(List<Way> ways) {
        return ways.stream()
                .filter(this::isQuantised)
                .min(Comparator.comparingDouble(Way::width))
                .flatMap(least -> ways.stream()
                        .filter(way -> Math.abs(way.width() - least.width()) <= 1e-9 * way.width())
                        .findFirst());
    }

    private Optional<Explanation> explanation(Way way) {
        return elements().allMatch(i -> fits(way, i))
                ? Optional.of(new Explanation(way.text(function.isLinear()), bound(way), way))
                : Optional.empty();
    }

    /** The step with the truncation error of the element that is off the most, which is proportional to h, or to its square. */
    private Optional<Way> solved(Kind kind) {
        int at = sample[0];
        double off = found.values()[at] - right.values()[at];
        double h = 1e-3;
        for (int i = 0; i < REFINEMENTS; i++) {
            double truncation = difference(new Way(kind, new Step(h, 0, "")), at) - right.values()[at];
            double factor = off / truncation;
            h *= kind == Kind.CENTRAL ? Math.sqrt(factor) : factor;
            if (!(h > 0x1p-30 && h < 2)) {
                return Optional.empty();
            }
        }
        double unsure = noise(new Way(kind, new Step(h, 0, "")), at) / Math.abs(off);
        String nice = Recovered.nice(h, unsure * h);
        String text = nice == null ? String.format(Locale.ROOT, "about %.2e", h) : nice;
        return unsure < 0.25 && sample.length >= 4
                ? Optional.of(new Way(kind, new Step(h, unsure, text)))
                : Optional.empty();
    }

    private double difference(Way way, int element) {
        double ahead = function.at(element, way.kind.ahead * way.step.h);
        double behind = function.at(element, -way.kind.behind * way.step.h);
        return (ahead - behind) / way.width();
    }

    /** What rounding of the function makes of a difference, in their program and in ours. */
    private double noise(Way way, int element) {
        return 4 * function.error(element) / way.width()
                + 4 * Precision.DOUBLE.unit() * Math.abs(right.values()[element]);
    }

    private boolean fits(Way way, int element) {
        double difference = difference(way, element);
        double unsure = 2 * way.step.unsure * Math.abs(difference - right.values()[element]);
        return Math.abs(found.values()[element] - difference) <= noise(way, element) + unsure;
    }

    private boolean isTruncated(Way way, int element) {
        return Math.abs(difference(way, element) - right.values()[element]) > 2 * noise(way, element);
    }

    /** Whether the differences are these to the last bits, as they can be of functions without exponentials. */
    private boolean isReproduced(Way way) {
        return IntStream.of(sample)
                        .allMatch(i -> Math.abs(found.values()[i] - difference(way, i))
                                <= 4 * Precision.DOUBLE.unit() * Math.abs(found.values()[i]))
                && IntStream.of(sample)
                                .filter(i -> found.values()[i] != right.values()[i])
                                .count()
                        >= 4;
    }

    /** Whether the differences are whole numbers of units in the last place of the function, of a size that shows in them. */
    private boolean isQuantised(Way way) {
        int stride = 1 + found.values().length / SPREAD;
        IntStream spread = IntStream.range(0, found.values().length).filter(i -> i % stride == 0);
        return sample.length >= 4
                && IntStream.concat(IntStream.of(sample), spread).allMatch(i -> isMultiple(way, i))
                && IntStream.of(sample)
                        .anyMatch(i ->
                                Math.abs(found.values()[i] - right.values()[i]) * way.width() > SHOWS * unit(way, i));
    }

    /** Whether a difference is a whole number of units in the last place of the function, over the width of the step. */
    private boolean isMultiple(Way way, int element) {
        double units = found.values()[element] * way.width() / unit(way, element);
        double unsure = Math.abs(units) * 0x1p-50;
        return unsure <= 1e-2 && Math.abs(units - Math.rint(units)) <= unsure + 1e-6;
    }

    /** The smaller unit in the last place of the two values between which the difference is taken. */
    private double unit(Way way, int element) {
        return Math.min(
                Math.ulp(function.at(element, way.kind.ahead * way.step.h)),
                Math.ulp(function.at(element, -way.kind.behind * way.step.h)));
    }

    /** How many bits the numbers lack that numbers of float32 of their sizes have; 0 if they are not all multiples of a unit. */
    private int missingBits(Way way) {
        return !areMultiples(way)
                ? 0
                : elements()
                        .filter(i -> found.values()[i] != 0)
                        .map(i -> Math.getExponent(unit(way, i) / way.width())
                                - Math.getExponent(Math.ulp((float) found.values()[i])))
                        .map(bits -> Math.max(0, bits))
                        .sum();
    }

    private Tensor bound(Way way) {
        Tensor bound = Tensor.zeros(found.shape());
        for (int i = 0; i < bound.values().length; i++) {
            double truncation = Math.abs(difference(way, i) - right.values()[i]);
            bound.values()[i] = noise(way, i) + (1 + 2 * way.step.unsure) * truncation;
        }
        return bound;
    }
}
