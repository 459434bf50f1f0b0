package org.crosscheck.compare.oracle;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import org.apache.commons.numbers.core.DD;

/**
 * The oracle's arithmetic: pairs of doubles, 106 bits. Sums, products and quotients are commons-numbers' (relative error
 * at most a few 2^-106 each); sin, cos, exp and log are computed to 40 digits by big-math and rounded to a pair.
 */
public final class DoubleDouble implements Field<DD> {

    /** 40 decimal digits, about 132 bits. */
    private static final int DIGITS = 40;

    private static final DD NAN = DD.of(Double.NaN);

    @Override
    public DD of(double value) {
        return DD.of(value);
    }

    @Override
    public double toDouble(DD number) {
        return number.doubleValue();
    }

    @Override
    public DD add(DD a, DD b) {
        return a.add(b);
    }

    @Override
    public DD subtract(DD a, DD b) {
        return a.subtract(b);
    }

    @Override
    public DD multiply(DD a, DD b) {
        return a.multiply(b);
    }

    @Override
    public DD divide(DD a, DD b) {
        return a.divide(b);
    }

    @Override
    public DD sin(DD x) {
        if (!x.isFinite()) {
            return NAN;
        }
        BigDecimal argument = argument(x);
        return DD.from(BigDecimalMath.sin(argument, context(argument)));
    }

    @Override
    public DD cos(DD x) {
        if (!x.isFinite()) {
            return NAN;
        }
        BigDecimal argument = argument(x);
        return DD.from(BigDecimalMath.cos(argument, context(argument)));
    }

    /** exp x; 0 where it is far below the smallest double, infinite where it is above the largest. */
    @Override
    public DD exp(DD x) {
        if (x.hi() < -800) {
            return DD.ZERO;
        }
        if (x.hi() > 710) {
            return DD.of(Double.POSITIVE_INFINITY);
        }
        if (!x.isFinite()) {
            return NAN;
        }
        BigDecimal argument = argument(x);
        return DD.from(BigDecimalMath.exp(argument, new MathContext(DIGITS)));
    }

    /** log x; minus infinity at 0, NaN below 0. */
    @Override
    public DD log(DD x) {
        if (x.isZero()) {
            return DD.of(Double.NEGATIVE_INFINITY);
        }
        if (!x.isFinite() || x.hi() < 0) {
            return x.hi() > 0 ? x : NAN;
        }
        return DD.from(BigDecimalMath.log(argument(x), new MathContext(DIGITS)));
    }

    /** The argument to 60 decimal places: a pair whose halves lie far apart would have up to a thousand. */
    private static BigDecimal argument(DD x) {
        BigDecimal exact = x.bigDecimalValue();
        return exact.round(new MathContext(60 + integerDigits(exact)));
    }

    /** Digits for the result, for the reduction by multiples of pi, and for a result near 0. */
    private static MathContext context(BigDecimal x) {
        return new MathContext(DIGITS + 20 + integerDigits(x));
    }

    private static int integerDigits(BigDecimal x) {
        return Math.max(0, x.precision() - x.scale());
    }
}
