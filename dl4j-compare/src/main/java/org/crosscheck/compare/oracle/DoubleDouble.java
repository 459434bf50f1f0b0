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
        BigDecimal argument = argument(x);
        return DD.from(BigDecimalMath.sin(argument, context(argument)));
    }

    @Override
    public DD cos(DD x) {
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
        BigDecimal argument = argument(x);
        return DD.from(BigDecimalMath.exp(argument, context(argument)));
    }

    /** log x; minus infinity at 0. */
    @Override
    public DD log(DD x) {
        if (x.isZero()) {
            return DD.of(Double.NEGATIVE_INFINITY);
        }
        return DD.from(BigDecimalMath.log(argument(x), new MathContext(DIGITS)));
    }

    /** The argument to 60 digits: a pair whose halves lie far apart would have up to a thousand. */
    private static BigDecimal argument(DD x) {
        return x.bigDecimalValue().round(new MathContext(60));
    }

    /** Digits for the result, and for what the reduction by multiples of pi takes from a large argument. */
    private static MathContext context(BigDecimal x) {
        return new MathContext(DIGITS + Math.max(0, x.precision() - x.scale()));
    }
}
