package org.crosscheck.compare.text;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as tables show them, on terminals and pages. */
public final class Numbers {

    private Numbers() {}

    /** Two digits and an exponent, such as 1.1e-16; or 0, NaN, inf. */
    public static String text(double value) {
        if (Double.isInfinite(value)) {
            return value < 0 ? "-inf" : "inf";
        }
        // From the exact value: of subnormal numbers Java 17 takes other digits than newer ones do.
        return value == 0
                ? "0"
                : Double.isNaN(value) ? "NaN" : String.format(Locale.ROOT, "%.1e", new BigDecimal(value));
    }

    /** The ratio of a difference to its bound: three decimals, or one digit and an exponent where it is large. */
    public static String ratio(double ratio) {
        return ratio == 0 || !Double.isFinite(ratio)
                ? text(ratio)
                : String.format(Locale.ROOT, ratio < 1e4 ? "%.3f" : "%.0e", ratio);
    }

    /** A number as people write it, without an exponent and without zeros at its end: 2, 0.5, 0.0002. */
    public static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** How many there are of something: 1 check, 2 checks, 1 bias, 6 biases. */
    public static String count(long number, String noun) {
        return number + " " + (number == 1 ? noun : noun + (noun.endsWith("s") ? "es" : "s"));
    }
}
