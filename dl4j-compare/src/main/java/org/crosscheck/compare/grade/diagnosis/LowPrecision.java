package org.crosscheck.compare.grade.diagnosis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.crosscheck.reference.Tensor;

/**
 * The low precisions that the numbers of a submission may have: so many decimals or digits, so few bits. All arrays that are
 * rounded at all are taken to be rounded alike, to what the finest of them needs.
 */
public final class LowPrecision {

    private static final int MOST_DECIMALS = 12;
    private static final int MOST_DIGITS = 9;
    private static final int MOST_BITS = 20;
    private static final int FEWEST_DECIMALS = 1;
    private static final int FEWEST_DIGITS = 2;
    private static final int FEWEST_BITS = 4;
    private static final int NONE = Integer.MAX_VALUE;

    /** A number's last place is not looked at if the number's own rounding error is a larger share of it than this. */
    private static final double UNSURE = 1e-2;

    /** What operands have on graphics cards: TF32 and float16 11 bits, bfloat16 8. Sums are in float32. */
    private static final Coarse ELEVEN_BITS =
            Coarse.computed("computed with operands of 11 bits (float16, or TF32 as graphics cards have it)", 11);

    private static final Coarse EIGHT_BITS = Coarse.computed("computed with operands of 8 bits (bfloat16)", 8);

    private final Map<String, Tensor> handedIn;
    private final Map<String, Integer> decimals = new HashMap<>();
    private final Map<String, Integer> digits = new HashMap<>();
    private final Map<String, Integer> bits = new HashMap<>();
    private final Set<String> single;

    /**
     * Looks at the arrays of a submission.
     *
     * @param handedIn the arrays as they are in the file, with finite numbers
     * @param single the keys of those in float32 or less
     */
    public LowPrecision(Map<String, Tensor> handedIn, Set<String> single) {
        this.handedIn = Map.copyOf(handedIn);
        this.single = Set.copyOf(single);
        handedIn.forEach((key, tensor) -> {
            double unsure = single.contains(key) ? 0x1p-24 : 0x1p-51;
            decimals.put(key, least(tensor, MOST_DECIMALS, x -> decimals(x, unsure)));
            digits.put(key, least(tensor, MOST_DIGITS, x -> digits(x, unsure)));
            bits.put(key, least(tensor, MOST_BITS, LowPrecision::bits));
        });
    }

    /**
     * The precisions in which an array may have been saved or computed, the likeliest first.
     *
     * @param judged the array as it is judged: if it has fewer numbers than the one handed in, it is the mean over the first
     *     axis of that
     */
    public List<Coarse> of(String key, Tensor judged) {
        Tensor raw = handedIn.get(key);
        return of(key).stream()
                .map(coarse -> coarse.computed() || raw.values().length == judged.values().length
                        ? coarse
                        : coarse.ofMeansOver(raw))
                .toList();
    }

    /** The precisions in which an array may have been saved or computed as it was handed in, the likeliest first. */
    public List<Coarse> of(String key) {
        List<Coarse> coarse = new ArrayList<>();
        int places = finest(decimals, key);
        if (places != NONE && places >= FEWEST_DECIMALS) {
            double scale = StrictMath.pow(10, places);
            String many = places + (places == 1 ? " decimal" : " decimals");
            coarse.add(Coarse.saved(
                    "saved with " + many, x -> Math.rint(x * scale) / scale, x -> 0.5 / scale + Math.ulp(x)));
            coarse.add(Coarse.saved(
                    "cut off after " + many,
                    x -> (x < 0 ? Math.ceil(x * scale) : Math.floor(x * scale)) / scale,
                    x -> 1 / scale + Math.ulp(x)));
        }
        int significant = finest(digits, key);
        if (significant != NONE && significant >= FEWEST_DIGITS) {
            coarse.add(Coarse.saved(
                    "saved with " + significant + " significant digits",
                    x -> x == 0 ? 0 : toDigits(x, significant),
                    x -> StrictMath.pow(10, exponent(x) + 1 - significant) / 2 + Math.ulp(x)));
        }
        if (single.contains(key)) {
            coarse.replaceAll(Coarse::inSingle);
        }
        int mantissa = finest(bits, key);
        if (mantissa != NONE && mantissa >= FEWEST_BITS) {
            String type = mantissa == 11 ? " (float16)" : mantissa == 8 ? " (bfloat16)" : "";
            int lowest = mantissa == 11 ? -24 : -1000;
            coarse.add(Coarse.saved(
                    "saved with " + mantissa + " bits" + type,
                    x -> toBits(x, mantissa, lowest),
                    x -> Math.abs(x) * StrictMath.scalb(1, -mantissa) + StrictMath.scalb(1, lowest - 1)));
        }
        if (single.contains(key)) {
            coarse.add(ELEVEN_BITS);
            coarse.add(EIGHT_BITS);
        }
        return coarse;
    }

    /** What the finest of all rounded arrays has, if this one is rounded. */
    private static int finest(Map<String, Integer> all, String key) {
        return all.getOrDefault(key, NONE) == NONE
                ? NONE
                : all.values().stream()
                        .mapToInt(many -> many)
                        .filter(many -> many != NONE)
                        .max()
                        .orElse(NONE);
    }

    /** The most that an element has. */
    private static int least(Tensor tensor, int most, ToIntFunction<Double> of) {
        int least = 0;
        for (double x : tensor.values()) {
            least = Math.max(least, x == 0 ? 0 : of.applyAsInt(x));
            if (least > most) {
                return NONE;
            }
        }
        return least;
    }

    private static int decimals(double x, double unsure) {
        double scaled = Math.abs(x);
        for (int places = 0; places <= MOST_DECIMALS; places++, scaled *= 10) {
            if (scaled * unsure > UNSURE) {
                return NONE;
            }
            if (Math.abs(scaled - Math.rint(scaled)) <= 2 * scaled * unsure) {
                return places;
            }
        }
        return NONE;
    }

    private static int digits(double x, double unsure) {
        double scaled = Math.abs(x) * StrictMath.pow(10, -exponent(x));
        for (int digits = 1; digits <= MOST_DIGITS; digits++, scaled *= 10) {
            if (scaled * unsure > UNSURE) {
                return NONE;
            }
            if (Math.abs(scaled - Math.rint(scaled)) <= 4 * scaled * unsure) {
                return digits;
            }
        }
        return NONE;
    }

    private static double toDigits(double x, int digits) {
        double scale = StrictMath.pow(10, digits - 1 - exponent(x));
        return Math.rint(x * scale) / scale;
    }

    /** To so many bits, none of them below 2^lowest. */
    private static double toBits(double x, int bits, int lowest) {
        int last = Math.max(lowest, Math.getExponent(x) + 1 - bits);
        return Math.scalb(Math.rint(Math.scalb(x, -last)), last);
    }

    private static int exponent(double x) {
        return x == 0 ? -400 : (int) Math.floor(StrictMath.log10(Math.abs(x)));
    }

    private static int bits(double x) {
        return 53 - Math.min(52, Long.numberOfTrailingZeros(Double.doubleToRawLongBits(x) | 1L << 52));
    }
}
