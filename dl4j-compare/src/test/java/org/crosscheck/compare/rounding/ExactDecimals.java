package org.crosscheck.compare.rounding;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Elementary functions to far more digits than a double has: what the bounds are held against. */
public final class ExactDecimals {

    /** Enough for arguments to 1e15 and a result of 60 digits. */
    public static final MathContext DIGITS = new MathContext(90);

    private static final BigDecimal TINY = BigDecimal.ONE.movePointLeft(95);
    private static final BigDecimal PI = pi();

    private ExactDecimals() {}

    public static BigDecimal of(double value) {
        return new BigDecimal(value);
    }

    /** exp, by its series at x / 2^k, squared k times. */
    public static BigDecimal exp(BigDecimal x) {
        int halvings = Math.max(0, x.abs().toBigInteger().bitLength() + 4);
        BigDecimal small = x.divide(BigDecimal.valueOf(2).pow(halvings), DIGITS);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int n = 1; term.signum() != 0 && term.abs().compareTo(TINY) > 0; n++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    /** log, by Halley's iteration on exp, which triples the digits of each guess. */
    public static BigDecimal log(BigDecimal x) {
        BigDecimal guess = of(StrictMath.log(x.doubleValue()));
        for (int i = 0; i < 3; i++) {
            BigDecimal e = exp(guess);
            BigDecimal step = x.subtract(e, DIGITS).divide(x.add(e, DIGITS), DIGITS);
            guess = guess.add(step.multiply(BigDecimal.valueOf(2)), DIGITS);
        }
        return guess;
    }

    public static BigDecimal sin(BigDecimal x) {
        BigDecimal turn = PI.multiply(BigDecimal.valueOf(2));
        BigDecimal turns = x.divide(turn, DIGITS).setScale(0, RoundingMode.HALF_EVEN);
        BigDecimal rest = x.subtract(turn.multiply(turns), DIGITS);
        BigDecimal square = rest.multiply(rest, DIGITS);
        BigDecimal sum = rest;
        BigDecimal term = rest;
        for (int n = 1; term.signum() != 0 && term.abs().compareTo(TINY) > 0; n++) {
            term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf(-2L * n * (2L * n + 1)), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return sum;
    }

    public static BigDecimal cos(BigDecimal x) {
        return sin(x.add(PI.divide(BigDecimal.valueOf(2), DIGITS), DIGITS));
    }

    /** Machin: pi = 16 atan(1/5) - 4 atan(1/239). */
    private static BigDecimal pi() {
        return atanOfInverse(5)
                .multiply(BigDecimal.valueOf(16))
                .subtract(atanOfInverse(239).multiply(BigDecimal.valueOf(4)));
    }

    private static BigDecimal atanOfInverse(int n) {
        MathContext more = new MathContext(DIGITS.getPrecision() + 20);
        BigDecimal square = BigDecimal.valueOf((long) n * n);
        BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(n), more);
        BigDecimal sum = power;
        for (int k = 1; power.compareTo(BigDecimal.ONE.movePointLeft(110)) > 0; k++) {
            power = power.divide(square, more);
            BigDecimal term = power.divide(BigDecimal.valueOf(2L * k + 1), more);
            sum = k % 2 == 0 ? sum.add(term) : sum.subtract(term);
        }
        return sum;
    }
}
