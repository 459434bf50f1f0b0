package org.crosscheck.reference.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.numbers.core.DD;
import org.junit.jupiter.api.Test;

/**
 * sin and cos of arrays against series in pairs of doubles, about 106 bits, at ten million arguments; those series in
 * turn against 60-digit arithmetic.
 */
class SinesTest {

    private static final int CHUNK = 1000;

    /** pi/2 to 60 digits (OEIS A019669), and its parts as doubles. */
    private static final BigDecimal HALF_PI = new BigDecimal(
            "1.57079632679489661923132169163975144209858469968755291048747229615390820314310449931401741267");

    private static final double[] PARTS = new double[4];

    static {
        BigDecimal rest = HALF_PI;
        for (int i = 0; i < PARTS.length; i++) {
            PARTS[i] = rest.doubleValue();
            rest = rest.subtract(new BigDecimal(PARTS[i]));
        }
    }

    /** 1/k! as pairs. */
    private static final DD[] INVERSE_FACTORIALS = new DD[28];

    static {
        INVERSE_FACTORIALS[0] = DD.ONE;
        for (int k = 1; k < INVERSE_FACTORIALS.length; k++) {
            INVERSE_FACTORIALS[k] = INVERSE_FACTORIALS[k - 1].divide(DD.of(k));
        }
    }

    /** sin (quarter turns = 0) or cos (1) of z, |z| up to 2^17. */
    private static DD exact(double z, int quarterTurns) {
        double q = Math.rint(z / PARTS[0]);
        DD r = DD.of(z);
        for (double part : PARTS) {
            r = r.subtract(DD.ofProduct(q, part));
        }
        int turn = Math.floorMod((int) q + quarterTurns, 4);
        DD value = series(r, turn % 2);
        return turn < 2 ? value : value.negate();
    }

    /** The series of sin (first = 1) or cos (0), down from the terms that no longer count. */
    private static DD series(DD r, int even) {
        int first = even == 0 ? 1 : 0;
        DD square = r.square().negate();
        DD sum = DD.ZERO;
        for (int k = first + 26; k >= first; k -= 2) {
            if (k < INVERSE_FACTORIALS.length) {
                sum = sum.multiply(square).add(INVERSE_FACTORIALS[k]);
            }
        }
        return first == 1 ? sum.multiply(r) : sum;
    }

    private static double argument(SplittableRandom random) {
        double sign = random.nextBoolean() ? 1 : -1;
        return sign
                * switch (random.nextInt(5)) {
                    case 0 -> Math.scalb(random.nextDouble(1, 2), random.nextInt(-60, 17)); // of any magnitude
                    case 1 -> random.nextDouble(8); // as pre-activations are
                    case 2 -> random.nextDouble(Sines.LIMIT);
                    case 3 -> near(random, 0); // where a result is almost 0
                    default -> near(random, 0.5); // where the quadrant changes
                };
    }

    /** Within some ulps of a multiple of pi/2, that multiple shifted. */
    private static double near(SplittableRandom random, double shift) {
        double z = (random.nextInt((int) (Sines.LIMIT / PARTS[0])) + shift) * PARTS[0];
        return z + random.nextInt(-3, 4) * Math.ulp(z);
    }

    /** How far a value is from the exact one in units in the last place of the value. */
    private static double ulps(double value, DD exact) {
        double error = exact.subtract(value).hi();
        return Math.abs(error) / Math.ulp(value);
    }

    private static void sinCos(double[] z, double[] sin, double[] cos) {
        new Sines().sinCos(new double[][] {z}, 0, 1, new double[][] {sin}, new double[][] {cos}, z.length);
    }

    @Test
    void withinOneUlpAtTenMillionArguments() {
        double[] worst = IntStream.range(0, 10_000_000 / CHUNK)
                .parallel()
                .mapToObj(SinesTest::worstOfChunk)
                .reduce(new double[2], (a, b) -> new double[] {Math.max(a[0], b[0]), Math.max(a[1], b[1])});
        assertThat(worst[0]).as("largest error of sin in ulps").isBetween(0.5, Sines.ULPS);
        assertThat(worst[1]).as("largest error of cos in ulps").isBetween(0.5, Sines.ULPS);
    }

    private static double[] worstOfChunk(int chunk) {
        SplittableRandom random = new SplittableRandom(chunk);
        double[] z = random.doubles(CHUNK).map(ignored -> argument(random)).toArray();
        double[] sin = new double[CHUNK];
        double[] cos = new double[CHUNK];
        sinCos(z, sin, cos);
        double[] worst = new double[2];
        for (int j = 0; j < CHUNK; j++) {
            double ofSin = ulps(sin[j], exact(z[j], 0));
            double ofCos = ulps(cos[j], exact(z[j], 1));
            if (!(ofSin <= Sines.ULPS && ofCos <= Sines.ULPS)) {
                throw new AssertionError("at z = " + z[j] + " sin is off by " + ofSin + " ulps, cos by " + ofCos);
            }
            worst[0] = Math.max(worst[0], ofSin);
            worst[1] = Math.max(worst[1], ofCos);
        }
        return worst;
    }

    /** The judge is judged: against the series in 60 digits of the argument less its multiple of pi/2. */
    @Test
    void theSeriesAreExactToHundredBits() {
        MathContext digits = new MathContext(60);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            double z = argument(random);
            double q = Math.rint(z / PARTS[0]);
            BigDecimal r = new BigDecimal(z).subtract(HALF_PI.multiply(new BigDecimal(q)));
            for (int quarterTurns = 0; quarterTurns < 2; quarterTurns++) {
                int turn = Math.floorMod((int) q + quarterTurns, 4);
                BigDecimal term = turn % 2 == 0 ? r : BigDecimal.ONE;
                BigDecimal sum = BigDecimal.ZERO;
                for (int k = turn % 2 == 0 ? 1 : 0; k < 60; k += 2) {
                    sum = sum.add(term, digits);
                    term = term.multiply(r, digits)
                            .multiply(r, digits)
                            .negate()
                            .divide(BigDecimal.valueOf((k + 1L) * (k + 2L)), digits);
                }
                BigDecimal expected = turn < 2 ? sum : sum.negate();
                DD found = exact(z, quarterTurns);
                BigDecimal difference = new BigDecimal(found.hi())
                        .add(new BigDecimal(found.lo()))
                        .subtract(expected);
                assertThat(difference.abs().doubleValue())
                        .as("z = %s, quarter turns %d", z, quarterTurns)
                        .isLessThanOrEqualTo(0x1p-96 * Math.abs(expected.doubleValue()));
            }
        }
    }

    @Test
    void zerosKeepTheirSignAndWhatIsNotFiniteIsNaN() {
        double[] z = {0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, Double.MIN_VALUE};
        double[] sin = new double[z.length];
        double[] cos = new double[z.length];
        sinCos(z, sin, cos);
        assertThat(sin).containsExactly(0.0, -0.0, Double.NaN, Double.NaN, Double.NaN, Double.MIN_VALUE);
        assertThat(cos).containsExactly(1, 1, Double.NaN, Double.NaN, Double.NaN, 1);
    }

    @Test
    void beyondTheLimitItIsStrictMath() {
        double[] z = {Sines.LIMIT, Math.nextUp(Sines.LIMIT), -1e6, 1e15, 1e22, -1e300, Double.MAX_VALUE, 0.5};
        double[] sin = new double[z.length];
        double[] cos = new double[z.length];
        sinCos(z, sin, cos);
        for (int j = 1; j < z.length - 1; j++) {
            assertThat(sin[j]).as("sin %s", z[j]).isEqualTo(StrictMath.sin(z[j]));
            assertThat(cos[j]).as("cos %s", z[j]).isEqualTo(StrictMath.cos(z[j]));
        }
    }

    /** Vectors, their remainders, and arrays used before for more elements. */
    @Test
    void theBitsDependNeitherOnLengthNorOnPlaceNorOnCompany() {
        SplittableRandom random = new SplittableRandom(5);
        double[] z = random.doubles(200, -20, 20).toArray();
        z[100] = 1e9; // takes the slow way
        double[] all = new double[z.length];
        Sines sines = new Sines();
        sines.sin(new double[][] {z}, 0, 1, new double[][] {all}, z.length);
        for (int n = 1; n <= 70; n++) {
            double[][] first = {Arrays.copyOf(z, n)};
            sines.sinCos(first, 0, 1, first, new double[1][n], n);
            assertThat(first[0]).as("%d elements", n).containsExactly(Arrays.copyOf(all, n));
        }
        double[][] column = new double[z.length][1];
        for (int j = 0; j < z.length; j++) {
            column[j][0] = z[j];
        }
        sines.sin(column, 0, 100, column, 1);
        sines.sin(column, 100, z.length, column, 1);
        for (int j = 0; j < z.length; j++) {
            assertThat(column[j][0]).as("element %d in a column", j).isEqualTo(all[j]);
        }
        double[] cos = new double[z.length];
        double[] both = new double[z.length];
        sinCos(z, both, cos);
        double[][] only = {z.clone()};
        sines.cos(only, 0, 1, only, z.length);
        assertThat(both).containsExactly(all);
        assertThat(only[0]).containsExactly(cos);
    }

    /** Whether some arguments are large is found from sums of squares: many small ones add up, but change nothing. */
    @Test
    void manyRowsOfMiddlingArgumentsAreNotTakenForLargeOnes() {
        SplittableRandom random = new SplittableRandom(6);
        double[][] z = new double[50][];
        Arrays.setAll(z, row -> random.doubles(9, 1e5, Sines.LIMIT).toArray());
        double[][] together = new double[z.length][9];
        new Sines().sin(z, 0, z.length, together, 9);
        for (int row = 0; row < z.length; row++) {
            double[] alone = new double[9];
            new Sines().sin(new double[][] {z[row]}, 0, 1, new double[][] {alone}, 9);
            assertThat(together[row]).as("row %d", row).containsExactly(alone);
        }
    }
}
