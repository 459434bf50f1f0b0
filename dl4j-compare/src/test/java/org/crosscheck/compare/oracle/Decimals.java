package org.crosscheck.compare.oracle;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;

/** Arithmetic of 70 digits, for tests: sums, products and quotients are the JDK's, the functions big-math's. */
final class Decimals implements Field<BigDecimal> {

    static final MathContext DIGITS = new MathContext(70);

    @Override
    public BigDecimal of(double value) {
        return new BigDecimal(value);
    }

    @Override
    public double toDouble(BigDecimal number) {
        return number.doubleValue();
    }

    @Override
    public BigDecimal add(BigDecimal a, BigDecimal b) {
        return a.add(b, DIGITS);
    }

    @Override
    public BigDecimal subtract(BigDecimal a, BigDecimal b) {
        return a.subtract(b, DIGITS);
    }

    @Override
    public BigDecimal multiply(BigDecimal a, BigDecimal b) {
        return a.multiply(b, DIGITS);
    }

    @Override
    public BigDecimal divide(BigDecimal a, BigDecimal b) {
        return a.divide(b, DIGITS);
    }

    @Override
    public BigDecimal sin(BigDecimal x) {
        return BigDecimalMath.sin(x, more(x));
    }

    @Override
    public BigDecimal cos(BigDecimal x) {
        return BigDecimalMath.cos(x, more(x));
    }

    @Override
    public BigDecimal exp(BigDecimal x) {
        return BigDecimalMath.exp(x, DIGITS);
    }

    @Override
    public BigDecimal log(BigDecimal x) {
        return BigDecimalMath.log(x, more(x));
    }

    /** As many digits more as a large argument, or a result near 0, takes away. */
    private static MathContext more(BigDecimal x) {
        return new MathContext(DIGITS.getPrecision() + 40 + Math.max(0, x.precision() - x.scale()));
    }
}
