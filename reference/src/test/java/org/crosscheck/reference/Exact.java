package org.crosscheck.reference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The functions of part 1 to 30 digits and more, from the exponential series alone. */
final class Exact {

    static final MathContext DIGITS = new MathContext(40, RoundingMode.HALF_EVEN);

    private static final int SQUARINGS = 16;
    private static final int LOG_SERIES = 3;
    private static final BigDecimal TINY = new BigDecimal("1e-15");

    private Exact() {}

    /** exp(x) = (exp(x / 2^16))^(2^16), the inner one by its series. For |x| at most 10^4. */
    static BigDecimal exp(BigDecimal x) {
        BigDecimal r = x.divide(BigDecimal.valueOf(1L << SQUARINGS), DIGITS);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int n = 1; term.abs().compareTo(new BigDecimal("1e-40")) > 0; n++) {
            term = term.multiply(r, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < SQUARINGS; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    static BigDecimal exp(double x) {
        return exp(new BigDecimal(x));
    }

    /**
     * ln(1 + t) for 0 &lt;= t. A t below 1e-15 has three terms of its series; else one step of Halley's iteration on
     * exp(l) = 1 + t, which triples the 15 digits of the start.
     */
    static BigDecimal log1p(BigDecimal t) {
        if (t.compareTo(TINY) < 0) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int n = LOG_SERIES; n >= 1; n--) {
                BigDecimal term = t.pow(n, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
                sum = n % 2 == 0 ? sum.subtract(term, DIGITS) : sum.add(term, DIGITS);
            }
            return sum;
        }
        BigDecimal start = new BigDecimal(Math.log1p(t.doubleValue()));
        BigDecimal e = exp(start);
        BigDecimal v = t.add(BigDecimal.ONE);
        BigDecimal step = v.subtract(e).multiply(BigDecimal.valueOf(2)).divide(v.add(e), DIGITS);
        return start.add(step, DIGITS);
    }

    /** sigma(x) = 1 / (1 + e^-x). */
    static BigDecimal sigmoid(double x) {
        return BigDecimal.ONE.divide(exp(-x).add(BigDecimal.ONE), DIGITS);
    }

    /** sigma'(x) = e^-x / (1 + e^-x)^2. */
    static BigDecimal sigmoidPrime(double x) {
        BigDecimal e = exp(-x);
        return e.divide(e.add(BigDecimal.ONE).pow(2, DIGITS), DIGITS);
    }

    /** ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|). */
    static BigDecimal softplus(double x) {
        return log1p(exp(-Math.abs(x))).add(new BigDecimal(Math.max(x, 0)), DIGITS);
    }

    /** The tanh of x != 0 as (e^2x - 1) / (e^2x + 1). */
    static BigDecimal tanh(double x) {
        BigDecimal e = exp(new BigDecimal(x).multiply(BigDecimal.valueOf(2)));
        return e.subtract(BigDecimal.ONE).divide(e.add(BigDecimal.ONE), DIGITS);
    }
}
