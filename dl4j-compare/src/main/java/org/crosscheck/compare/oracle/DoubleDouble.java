package org.crosscheck.compare.oracle;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.IntFunction;
import org.apache.commons.numbers.core.DD;

/**
 * The oracle's arithmetic: pairs of doubles, 106 bits. Sums, products and quotients are commons-numbers' (relative error
 * at most a few 2^-106 each). Functions are their series in pairs, with a relative error of a few 2^-105, and what a pair cannot
 * hold where the result is below 2^-968. Where pairs would lose bits, near the zeros of sin and cos and for large numbers, the
 * argument is reduced in decimal digits, as many as it takes.
 */
public final class DoubleDouble implements Field<DD> {

    /** 40 decimal digits, about 132 bits. */
    private static final int DIGITS = 40;

    /** Digits behind the point of a multiple of pi/2: nearer to one than 10^-60 no pair comes. */
    private static final int NEAR_ZERO = 110;

    private static final DD NAN = DD.of(Double.NaN);

    /** pi/2 to 159 bits, the largest part first. */
    private static final double[] HALF_PI = {0x1.921fb54442d18p0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110};

    /** Beyond this many quarters of a turn, or nearer than this to one, the reduction to a quarter would lose bits. */
    private static final double MOST_QUARTERS = 0x1p20;

    private static final double NEAR = 0x1p-20;

    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** log 2 to 159 bits, the largest part first. */
    private static final double[] LOG_2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56, 0x1.7b57a079a1934p-111};

    /** Numbers below 2^-900 are scaled by 2^200 for their logarithm, since subnormal ones have no exponent of their own. */
    private static final double SMALLEST = 0x1p-900;

    private static final int SCALED = 200;

    /** Of sin z = z + z^3 (s[0] + s[1] z^2 + ...) and cos z = 1 + z^2 (c[0] + c[1] z^2 + ...); |z| is at most pi/4. */
    private static final DD[] SINE = inverseFactorials(3);

    private static final DD[] COSINE = inverseFactorials(2);

    /** Of exp z = 1 + z (e[0] + e[1] z + ...); |z| is at most (log 2) / 2. */
    private static final DD[] EXPONENTIAL = coefficients(24, i -> BigDecimalMath.factorial(1 + i));

    /** Of log((1 + s) / (1 - s)) = 2 s (l[0] + l[1] s^2 + ...); |s| is at most 1/5. */
    private static final DD[] LOGARITHM = coefficients(24, i -> BigDecimal.valueOf(1 + 2L * i));

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
        return turned(x, 0);
    }

    @Override
    public DD cos(DD x) {
        return turned(x, 1);
    }

    /** sin(x + quarters pi/2) for 0 or 1 quarters. */
    private static DD turned(DD x, int quarters) {
        if (!x.isFinite()) {
            return NAN;
        }
        double k = Math.rint(x.hi() / HALF_PI[0]);
        DD z = minus(x, k, HALF_PI);
        int turn = ((int) k + quarters) & 3;
        if (Math.abs(k) > MOST_QUARTERS || (k != 0 && Math.abs(z.hi()) < NEAR)) {
            BigDecimal exact = x.bigDecimalValue();
            MathContext digits = new MathContext(NEAR_ZERO + Math.max(0, exact.precision() - exact.scale()));
            BigDecimal quarter = BigDecimalMath.pi(digits).multiply(HALF);
            BigDecimal turns = exact.divide(quarter, 0, RoundingMode.HALF_EVEN);
            z = DD.from(exact.subtract(turns.multiply(quarter)));
            turn = (turns.toBigInteger().intValue() + quarters) & 3;
        }
        DD square = z.square();
        DD result = turn % 2 == 0
                ? z.add(z.multiply(square).multiply(polynomial(SINE, square)))
                : DD.ONE.add(square.multiply(polynomial(COSINE, square)));
        return turn < 2 ? result : result.negate();
    }

    /** c[0] + c[1] z + c[2] z^2 + ... */
    private static DD polynomial(DD[] c, DD z) {
        DD sum = c[c.length - 1];
        for (int i = c.length - 2; i >= 0; i--) {
            sum = sum.multiply(z).add(c[i]);
        }
        return sum;
    }

    /** -1/first!, 1/(first + 2)!, ... up to 1/30! or so: the next would be less than 2^-107 of what it is added to. */
    private static DD[] inverseFactorials(int first) {
        DD[] inverse = coefficients(14, i -> BigDecimalMath.factorial(first + 2 * i));
        for (int i = 0; i < inverse.length; i += 2) {
            inverse[i] = inverse[i].negate();
        }
        return inverse;
    }

    /** 1 over each of so many numbers. */
    private static DD[] coefficients(int count, IntFunction<BigDecimal> divisor) {
        DD[] coefficients = new DD[count];
        for (int i = 0; i < count; i++) {
            coefficients[i] = DD.from(BigDecimal.ONE.divide(divisor.apply(i), new MathContext(DIGITS)));
        }
        return coefficients;
    }

    /** Pairs by their positions. */
    private record Pairs(double[] hi, double[] lo) implements IntFunction<DD> {

        @Override
        public DD apply(int position) {
            return DD.ofSum(hi[position], lo[position]);
        }
    }

    @Override
    public IntFunction<DD> exact(double[] values) {
        return new Pairs(values, new double[values.length]);
    }

    @Override
    public IntFunction<DD> kept(int size, IntFunction<DD> at) {
        Pairs pairs = new Pairs(new double[size], new double[size]);
        Field.positions(size).forEach(position -> {
            DD number = at.apply(position);
            pairs.hi[position] = number.hi();
            pairs.lo[position] = number.lo();
        });
        return pairs;
    }

    /**
     * The same bits as from {@link DD#multiply} and {@link DD#add}, without an object for each: nearly all of the oracle's
     * time goes here. The algorithms are DWTimesDW2 and AccurateDWPlusDW of Joldes, Muller and Popescu (2017), ACM TOMS 44.
     */
    @Override
    public DD dot(DD start, IntFunction<DD> a, int i, int di, IntFunction<DD> b, int j, int dj, int products) {
        if (!(a instanceof Pairs x && b instanceof Pairs y)) {
            return Field.super.dot(start, a, i, di, b, j, dj, products);
        }
        double sum = start == null ? 0 : start.hi();
        double low = start == null ? 0 : start.lo();
        for (int r = 0; r < products; r++) {
            double p = x.hi[i + r * di];
            double q = y.hi[j + r * dj];
            double product = p * q;
            double rest = Math.fma(p, q, -product) + (p * y.lo[j + r * dj] + x.lo[i + r * di] * q);
            double high = product + rest;
            rest -= high - product;

            double s = sum + high;
            double t = s - sum;
            double s0 = sum - (s - t) + (high - t);
            double u = low + rest;
            t = u - low;
            double u0 = low - (u - t) + (rest - t);
            double v = s0 + u;
            high = s + v;
            rest = v - (high - s) + u0;
            sum = high + rest;
            low = rest - (sum - high);
        }
        return DD.ofSum(sum, low);
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
        double k = Math.rint(x.hi() / LOG_2[0]);
        DD z = minus(x, k, LOG_2);
        return DD.ONE.add(z.multiply(polynomial(EXPONENTIAL, z))).scalb((int) k);
    }

    /** x - k c, for c in parts. */
    private static DD minus(DD x, double k, double[] parts) {
        DD difference = x;
        for (double part : parts) {
            difference = difference.subtract(DD.ofProduct(k, part));
        }
        return difference;
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
        int scaled = x.hi() < SMALLEST ? SCALED : 0;
        DD normal = x.scalb(scaled);
        // It is 2^k m with m in [2/3, 4/3]: k log 2 and log m never cancel.
        int k = Math.getExponent(normal.hi() * 0.75) + 1;
        DD m = normal.scalb(-k);
        DD s = m.subtract(DD.ONE).divide(m.add(DD.ONE));
        DD log = s.multiply(DD.of(2)).multiply(polynomial(LOGARITHM, s.square()));
        return minus(log, scaled - k, LOG_2);
    }
}
