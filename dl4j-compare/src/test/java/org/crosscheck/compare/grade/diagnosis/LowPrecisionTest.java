package org.crosscheck.compare.grade.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;

/** Which precisions an array of few decimals, digits or bits may have been saved in, and what saving in each of them does. */
class LowPrecisionTest {

    private static final String ELEVEN =
            "computed with operands of 11 bits (float16, or TF32 as graphics cards have it)";
    private static final String EIGHT = "computed with operands of 8 bits (bfloat16)";

    /** So small that no few decimals or digits write it. */
    private static final double TINY = 0x1p-60;

    private static Tensor vector(double... values) {
        return Tensor.vector(values);
    }

    private static List<Coarse> of(double... values) {
        return new LowPrecision(Map.of("a", vector(values)), Set.of()).of("a");
    }

    private static List<String> texts(List<Coarse> coarse) {
        return coarse.stream().map(Coarse::text).toList();
    }

    private static double saved(Coarse coarse, double x) {
        assertThat(coarse.most().applyAsDouble(x))
                .as("%s: most of %s", coarse.text(), x)
                .isEqualTo(coarse.least().applyAsDouble(x));
        return coarse.least().applyAsDouble(x);
    }

    @Test
    void decimalsAndDigitsAreThoseOfTheLongestNumber() {
        assertThat(texts(of(0.123, 1.457, -2.306, 0, 2)))
                .containsExactly(
                        "saved with 3 decimals", "cut off after 3 decimals", "saved with 4 significant digits");
        assertThat(texts(of(0.1, 0.7, -0.3))).containsExactly("saved with 1 decimal", "cut off after 1 decimal");
        assertThat(texts(of(0.1234567, -12345.67)))
                .containsExactly(
                        "saved with 7 decimals", "cut off after 7 decimals", "saved with 7 significant digits");
        assertThat(texts(of(13, -31)))
                .as("whole numbers")
                .containsExactly("saved with 2 significant digits", "saved with 5 bits");
        assertThat(of(1, 2, -3)).as("numbers of one digit").isEmpty();
        assertThat(of(Math.PI, 0.5)).as("one number with all digits").isEmpty();
    }

    @Test
    void thereAreMostDecimalsDigitsAndBitsThatMeanAnything() {
        assertThat(texts(of(0.123456789013))).containsExactly("saved with 12 decimals", "cut off after 12 decimals");
        assertThat(of(0.1234567890123)).isEmpty();
        assertThat(texts(of(123456789e6, 123456789e-12))).containsExactly("saved with 9 significant digits");
        assertThat(of(1234567891e6, 1234567891e-12)).isEmpty();
        assertThat(texts(of(0xfffffp-60))).containsExactly("saved with 20 bits");
        assertThat(of(0x1fffffp-60)).isEmpty();
        assertThat(texts(of(15 * TINY))).containsExactly("saved with 4 bits");
        assertThat(of(7 * TINY)).isEmpty();
        assertThat(texts(of(0x7ffp-60, TINY))).containsExactly("saved with 11 bits (float16)");
        assertThat(texts(of(-0xffp-60, TINY))).containsExactly("saved with 8 bits (bfloat16)");
    }

    /** A number whose own last places are that unsure has no decimals that could be counted. */
    @Test
    void theLastPlacesOfLargeNumbersAreNotLookedAt() {
        assertThat(texts(of(1234567.5))).contains("saved with 1 decimal");
        assertThat(texts(of(12345678901234.5))).doesNotContain("saved with 1 decimal");
    }

    @Test
    void savingRoundsAndCutsOff() {
        List<Coarse> three = of(0.123, 1.457, -2.306);
        assertThat(saved(three.get(0), 0.12349)).isEqualTo(0.123);
        assertThat(saved(three.get(0), 0.12351)).isEqualTo(0.124);
        assertThat(saved(three.get(0), -0.12351)).isEqualTo(-0.124);
        assertThat(saved(three.get(1), 0.12399)).isEqualTo(0.123);
        assertThat(saved(three.get(1), -0.12399)).isEqualTo(-0.123);
        assertThat(saved(three.get(2), 12346.9)).isEqualTo(12350);
        assertThat(saved(three.get(2), -0.00123449)).isEqualTo(-0.001234);
        assertThat(saved(three.get(2), 0)).isZero();
        near(three.get(0), 0.5, 0.0005);
        near(three.get(1), 0.5, 0.001);
        near(three.get(2), 0.5, 0.00005);
        near(three.get(2), -99.9, 0.005);
        assertThat(three).noneMatch(Coarse::computed);
    }

    /** How far saving changes a number, and an ulp. */
    private static void near(Coarse coarse, double x, double error) {
        assertThat(coarse.error().applyAsDouble(x))
                .as("%s: error of %s", coarse.text(), x)
                .isBetween(error + Math.ulp(x) / 2, error * (1 + 1e-12) + 2 * Math.ulp(x));
    }

    /** The nearest number of so many bits, of which float16 has none below 2^-24. */
    @Test
    void savingRoundsToBits() {
        Coarse half = of(0x7ffp-60).get(0);
        assertThat(saved(half, 1 + 0x1p-10 + 0x1p-12)).isEqualTo(1 + 0x1p-10);
        assertThat(saved(half, -(1 + 0x1p-10 + 0x1.8p-11))).isEqualTo(-(1 + 0x1p-9));
        assertThat(saved(half, 0x1.8p-25)).isEqualTo(0x1p-24);
        assertThat(saved(half, 0x0.8p-25)).isZero();
        assertThat(half.error().applyAsDouble(-3)).isEqualTo(3 * 0x1p-11 + 0x1p-25);
        Coarse eight = of(0xffp-60).get(0);
        assertThat(saved(eight, 0x1.ff8p-90)).isEqualTo(0x1p-89);
        assertThat(saved(eight, 0x1.01p-90)).isEqualTo(0x1p-90);
        assertThat(eight.error().applyAsDouble(0x1p-90)).isEqualTo(0x1p-98);
    }

    /** All arrays that are rounded are taken to be rounded alike; those that are not say nothing of the others. */
    @Test
    void theFinestOfAllRoundedArraysCounts() {
        LowPrecision low =
                new LowPrecision(Map.of("a", vector(0.12, -3.45), "b", vector(0.3457), "c", vector(Math.PI)), Set.of());
        assertThat(texts(low.of("a")))
                .containsExactly(
                        "saved with 4 decimals", "cut off after 4 decimals", "saved with 4 significant digits");
        assertThat(low.of("c")).isEmpty();
        assertThat(low.of("none")).isEmpty();
    }

    /** What was rounded in float32 is no whole number of thousandths in float64. */
    @Test
    void float32HasItsOwnRounding() {
        Tensor single = vector((float) 0.123, (float) -2.306);
        assertThat(new LowPrecision(Map.of("a", single), Set.of()).of("a")).isEmpty();
        List<Coarse> coarse = new LowPrecision(Map.of("a", single), Set.of("a")).of("a");
        assertThat(texts(coarse))
                .containsExactly(
                        "saved with 3 decimals",
                        "cut off after 3 decimals",
                        "saved with 4 significant digits",
                        ELEVEN,
                        EIGHT);
        // A number that float32 puts on the other side of a half may have been rounded either way.
        double unit = 0x1p-23;
        Coarse three = coarse.get(0);
        for (double half : new double[] {0.1235, -0.1235}) {
            assertThat(three.least().applyAsDouble(half)).isLessThanOrEqualTo(half - 0.0004);
            assertThat(three.most().applyAsDouble(half)).isGreaterThanOrEqualTo(half + 0.0004);
        }
        assertThat(three.least().applyAsDouble(0.2)).isEqualTo(0.2 - unit * 0.2);
        assertThat(three.most().applyAsDouble(0.2)).isEqualTo(0.2 + unit * 0.2);
        assertThat(three.most().applyAsDouble(-0.2)).isEqualTo(-0.2 + unit * 0.2);
        near(three, 0.5, 0.0005 + 2 * unit * 0.5);
        assertThat(three.computed()).isFalse();
        assertThat(coarse.get(3).computed()).isTrue();
        assertThat(coarse.get(3).error().applyAsDouble(-4)).isEqualTo(4 * 0x1p-11);
        assertThat(coarse.get(4).error().applyAsDouble(4)).isEqualTo(4 * 0x1p-8);
        assertThat(saved(coarse.get(3), 0.3)).isEqualTo(0.3);
    }

    /** A mean over the first axis of an array that was saved is off by the mean of what saving changed, at most. */
    @Test
    void aMeanOfWhatWasSavedIsOffByTheMeanOfThat() {
        Tensor each = new Tensor(new int[] {2, 2}, new double[] {0.12, 0.34, 0.56, 0.79});
        LowPrecision low = new LowPrecision(Map.of("a", each), Set.of());
        assertThat(saved(low.of("a", each).get(0), 0.123)).isEqualTo(0.12);
        Coarse mean = low.of("a", vector(0.34, 0.565)).get(0);
        assertThat(mean.least().applyAsDouble(0.3)).isBetween(0.295 - 1e-9, 0.295);
        assertThat(mean.most().applyAsDouble(0.3)).isBetween(0.305, 0.305 + 1e-9);
        near(mean, 0.3, 0.005);
        Coarse computed = new LowPrecision(Map.of("a", each), Set.of("a"))
                .of("a", vector(0.34, 0.565)).stream()
                        .filter(Coarse::computed)
                        .findFirst()
                        .orElseThrow();
        assertThat(saved(computed, 0.3)).isEqualTo(0.3);
    }

    @Test
    void meansOverExamplesAreOfSumsThatWereSaved() {
        Coarse means = of(0.12, 3.45).get(0).ofMeans(4);
        assertThat(saved(means, 0.12376)).isEqualTo(0.125); // 0.49504 is saved as 0.5
        near(means, 0.1, 0.00125);
        assertThat(means.text()).isEqualTo("saved with 2 decimals");
    }

    @Test
    void errorsAreThoseOfEachNumber() {
        Coarse digits = of(0.123, 1.457, -2.306).get(2);
        double[] errors = digits.errors(vector(0.5, -99.9)).values();
        assertThat(errors[0]).isBetween(0.00005, 0.0000501);
        assertThat(errors[1]).isBetween(0.005, 0.00501);
    }

    @Test
    void fewDecimalsAreCoarserThanFloat32AndManyAreNot() {
        assertThat(of(0.12).get(0).isCoarserThanSingle(vector(-1, 0.5))).isTrue();
        assertThat(of(0.123456789013).get(0).isCoarserThanSingle(vector(-1, 0.5)))
                .isFalse();
        // 3 decimals of numbers in the thousands are as good as float32.
        assertThat(of(0.123).get(0).isCoarserThanSingle(vector(1, -3000))).isFalse();
        assertThat(of(0.123).get(0).isCoarserThanSingle(vector(1, -1000))).isTrue();
    }

    /** A number within the bound of the right one may have been the one that was saved. */
    @Test
    void anArrayIsWhatSavingMakesOfWhatMayHaveBeenRight() {
        Coarse two = of(0.12, 3.45).get(0);
        Bounded right = new Bounded(vector(1.2349, 7), vector(0.0002, 0));
        assertThat(two.isOf(right, vector(1.23, 7))).isTrue();
        assertThat(two.isOf(right, vector(1.24, 7))).isTrue();
        assertThat(two.isOf(right, vector(1.25, 7))).isFalse();
        assertThat(two.isOf(right, vector(1.22, 7))).isFalse();
        assertThat(two.isOf(right, vector(1.23, 7.01))).isFalse();
        assertThat(two.isOf(right, vector(Double.NaN, 7))).isFalse();
        assertThat(two.isOf(new Bounded(vector(1.2349), null), vector(1.24))).isFalse();
    }
}
