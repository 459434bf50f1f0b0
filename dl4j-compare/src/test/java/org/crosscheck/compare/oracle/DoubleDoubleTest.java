package org.crosscheck.compare.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.numbers.core.DD;
import org.junit.jupiter.api.Test;

/** The oracle's arithmetic where it is its own: functions by their series, and sums of products. */
class DoubleDoubleTest {

    private static final DoubleDouble PAIRS = new DoubleDouble();

    private static final BigDecimal HALF_PI = new BigDecimal(
            "1.5707963267948966192313216916397514420985846996875529104874722961539082031431044993140174126710585339910740432566");

    /** 102 bits, relative: what a chain of formulas needs of each function to keep the 100 that are promised. */
    private static final BigDecimal RELATIVE =
            BigDecimal.ONE.divide(BigDecimal.valueOf(2).pow(102), Decimals.DIGITS);

    /** Of all sizes, on both sides of where the series hands over, and as near to the zeros as pairs of doubles come. */
    private static List<DD> angles() {
        SplittableRandom random = new SplittableRandom(5);
        List<DD> arguments = new ArrayList<>(List.of(DD.ZERO, DD.ONE, DD.of(-0.0), DD.of(Math.PI), DD.of(0x1p-1074)));
        for (int power = -60; power <= 40; power++) {
            for (int i = 0; i < 8; i++) {
                double hi = random.nextDouble(-2, 2) * Math.scalb(1.0, power);
                arguments.add(DD.ofSum(hi, hi * 0x1p-54 * random.nextDouble(-1, 1)));
            }
        }
        for (int k = -40; k <= 40; k++) {
            BigDecimal quarter = HALF_PI.multiply(BigDecimal.valueOf(k == 40 ? 123_456 : k));
            for (int distance = 10; distance <= 110; distance += 5) {
                BigDecimal offset = new BigDecimal(Math.scalb(random.nextDouble(-1, 1), -distance));
                arguments.add(DD.from(quarter.add(offset)));
            }
            arguments.add(DD.of(quarter.doubleValue()));
        }
        return arguments;
    }

    @Test
    void sineAndCosineHaveMoreThanAHundredBitsEverywhere() {
        Decimals decimals = new Decimals();
        for (DD x : angles()) {
            BigDecimal exact = x.bigDecimalValue();
            assertNear("sin " + x, PAIRS.sin(x), decimals.sin(exact));
            assertNear("cos " + x, PAIRS.cos(x), decimals.cos(exact));
        }
    }

    /** Wherever the result is a number of double's range, whose small end a pair shares. */
    @Test
    void exponentialsHaveMoreThanAHundredBitsEverywhere() {
        Decimals decimals = new Decimals();
        SplittableRandom random = new SplittableRandom(7);
        List<DD> arguments =
                new ArrayList<>(List.of(DD.ZERO, DD.of(709.782712893384), DD.of(-745.1), DD.of(0x1p-1074)));
        for (int x = -760; x < 709; x++) {
            arguments.add(DD.ofSum(x + random.nextDouble(), 0x1p-54 * random.nextDouble(-1, 1)));
            arguments.add(DD.of(Math.scalb(random.nextDouble(-1, 1), -Math.abs(x))));
        }
        arguments.forEach(x -> {
            DD found = PAIRS.exp(x);
            assertNear("exp " + x, found, decimals.exp(x.bigDecimalValue().round(Decimals.DIGITS)));
        });
        assertThat(PAIRS.exp(DD.of(-801)).doubleValue()).isZero();
        assertThat(PAIRS.exp(DD.of(711)).doubleValue()).isInfinite();
        assertThat(PAIRS.exp(DD.of(Double.NaN)).doubleValue()).isNaN();
    }

    @Test
    void logarithmsHaveMoreThanAHundredBitsEverywhere() {
        Decimals decimals = new Decimals();
        SplittableRandom random = new SplittableRandom(8);
        for (int power = -1074; power < 1024; power++) {
            double hi = Math.scalb(1 + random.nextDouble(), power);
            DD x = DD.ofSum(hi, hi * 0x1p-54 * random.nextDouble(-1, 1));
            assertNear("log " + x, PAIRS.log(x), decimals.log(x.bigDecimalValue()));
            DD near = DD.ofSum(1, Math.scalb(random.nextDouble(-1, 1), -1 - (power & 63)));
            assertNear("log " + near, PAIRS.log(near), decimals.log(near.bigDecimalValue()));
        }
        assertThat(PAIRS.log(DD.ZERO).doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(PAIRS.log(DD.of(-1)).doubleValue()).isNaN();
        assertThat(PAIRS.log(DD.of(Double.POSITIVE_INFINITY)).doubleValue()).isInfinite();
    }

    private static void assertNear(String name, DD found, BigDecimal exact) {
        BigDecimal allowed =
                exact.abs().multiply(RELATIVE).add(new BigDecimal(Double.MIN_VALUE).multiply(BigDecimal.TEN));
        assertThat(found.bigDecimalValue().subtract(exact).abs()).as(name).isLessThanOrEqualTo(allowed);
    }

    @Test
    void nothingFiniteComesOfInfinityOrNan() {
        for (double x : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(PAIRS.sin(DD.of(x)).doubleValue()).isNaN();
            assertThat(PAIRS.cos(DD.of(x)).doubleValue()).isNaN();
        }
    }

    /** The short way through the arrays against multiply and add, one after the other. */
    @Test
    void aSumOfProductsHasTheSameBitsHoweverItsNumbersAreKept() {
        SplittableRandom random = new SplittableRandom(6);
        for (int round = 0; round < 200; round++) {
            int scale = round % 20 - 10;
            IntFunction<DD> a = numbers(random, 40, scale);
            IntFunction<DD> b = numbers(random, 40, 3 * scale);
            DD start = round % 3 == 0 ? null : a.apply(39);
            int count = 1 + round % 13;
            DD kept = PAIRS.dot(start, a, 2, 3, b, 38, -2, count);
            DD plain = PAIRS.dot(start, plainly(a), 2, 3, plainly(b), 38, -2, count);
            assertThat(List.of(kept.hi(), kept.lo())).isEqualTo(List.of(plain.hi(), plain.lo()));
        }
    }

    /** The same numbers, kept in no way that a sum of products could know. */
    private static <T> IntFunction<T> plainly(IntFunction<T> numbers) {
        return position -> numbers.apply(position);
    }

    private static IntFunction<DD> numbers(SplittableRandom random, int size, int scale) {
        List<DD> numbers = IntStream.range(0, size)
                .mapToObj(i -> DD.ofProduct(random.nextDouble(-1, 1), Math.scalb(random.nextDouble(), scale * (i % 5))))
                .toList();
        return PAIRS.kept(size, numbers::get);
    }

    @Test
    void aSumOfProductsOfDualNumbersMovesAsItsTermsDo() {
        Dual.Numbers<DD> duals = new Dual.Numbers<>(PAIRS);
        double[] values = {1, -2, 3, 0.5};
        double[] directions = {0.5, 1, -1, 2};
        IntFunction<Dual<DD>> moving = duals.moving(values, directions);
        IntFunction<Dual<DD>> still = duals.exact(new double[] {3, 1, 4, 1});
        assertThat(dot(duals, moving, still)).containsExactly(13.5, 0.5);
        assertThat(dot(duals, still, moving)).containsExactly(13.5, 0.5);
        assertThat(dot(duals, still, still)).containsExactly(27, 0);
        assertThat(dot(duals, moving, moving)).containsExactly(14.25, -7);
        assertThat(dot(duals, duals.kept(4, moving), still)).containsExactly(13.5, 0.5);
    }

    /** The value and the derivative, which must also be those of multiply and add. */
    private static double[] dot(Dual.Numbers<DD> duals, IntFunction<Dual<DD>> a, IntFunction<Dual<DD>> b) {
        Dual<DD> found = duals.dot(null, a, 0, 1, b, 0, 1, 4);
        Dual<DD> plain = duals.dot(null, plainly(a), 0, 1, plainly(b), 0, 1, 4);
        assertThat(found.value()).isEqualTo(plain.value());
        assertThat(found.derivative()).isEqualTo(plain.derivative());
        Dual<DD> begun = duals.dot(duals.of(7), a, 0, 1, b, 0, 1, 4);
        assertThat(duals.toDouble(begun)).isEqualTo(duals.toDouble(found) + 7);
        return new double[] {duals.toDouble(found), PAIRS.toDouble(found.derivative())};
    }
}
