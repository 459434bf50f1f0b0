package org.crosscheck.compare.rounding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgreementTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    private static Tensor vector(double... values) {
        return Tensor.vector(values);
    }

    private static Verdict verdict(double left, double right, double bound) {
        return Agreement.compare(vector(1, left), vector(1, right), vector(0, bound))
                .verdict();
    }

    @Test
    void equalNumbersAgreeAtABoundOfZero() {
        Agreement found = Agreement.compare(vector(1, 2), vector(1, 2), vector(0, 0));
        assertThat(found.verdict()).isEqualTo(Verdict.AGREE);
        assertThat(found.ratio()).isZero();
        assertThat(found.maxAbsDifference()).isZero();
        assertThat(found.reason()).isNull();
    }

    @Test
    void itSaysHowManyElementsAreBeyondTheirBoundsAndOfAScalarThatItIs() {
        Agreement some = Agreement.compare(vector(1, 2, 3, 4), vector(1.5, 2, 9, NAN), vector(0.5, 0.5, 0.5, 0.5));
        assertThat(some.beyond()).isEqualTo(2);
        assertThat(some.reason()).isEqualTo("not finite, 2 of 4 elements");
        Agreement one = Agreement.compare(Tensor.scalar(1), Tensor.scalar(2), Tensor.scalar(0.5));
        assertThat(one.beyond()).isEqualTo(1);
        assertThat(one.reason()).isEqualTo("beyond the bound");
    }

    @Test
    void oneUlpDisagreesAtABoundOfZero() {
        Agreement found = Agreement.compare(vector(1, 2), vector(1, Math.nextUp(2.0)), vector(0, 0));
        assertThat(found.verdict()).isEqualTo(Verdict.DISAGREE);
        assertThat(found.ratio()).isInfinite();
        assertThat(found.ulps()).isEqualTo(1);
        assertThat(found.worstIndex()).containsExactly(1);
        assertThat(found.beyond()).isEqualTo(1);
        assertThat(found.reason()).isEqualTo("beyond the bound, 1 of 2 elements");
    }

    @Test
    void theBoundItselfStillAgreesAndTheNextNumberDoesNot() {
        double bound = 0x1p-40;
        assertThat(verdict(1, 1 + bound, bound)).isEqualTo(Verdict.AGREE);
        assertThat(verdict(1, 1 + bound, Math.nextDown(bound))).isEqualTo(Verdict.DISAGREE);
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 1",
        "1, NaN",
        "NaN, NaN",
        "Infinity, 1",
        "1, Infinity",
        "1, -Infinity",
        "Infinity, Infinity",
        "-Infinity, -Infinity",
        "-Infinity, Infinity",
        "NaN, Infinity",
        "1.7e308, -1.7e308"
    })
    void whatIsNotFiniteNeverAgreesWithinAFiniteBound(double left, double right) {
        assertThat(verdict(left, right, 1e-14)).isEqualTo(Verdict.DISAGREE);
        assertThat(verdict(left, right, 0)).isEqualTo(Verdict.DISAGREE);
        assertThat(verdict(left, right, Double.MAX_VALUE)).isNotEqualTo(Verdict.AGREE);
    }

    @ParameterizedTest
    @CsvSource({
        "Infinity, 1, Infinity",
        "1, Infinity, Infinity",
        "Infinity, Infinity, Infinity",
        "1, 1, NaN",
        "1, 2, Infinity",
        "NaN, 1, Infinity",
        "NaN, NaN, NaN",
        "1, NaN, NaN"
    })
    void aBoundThatIsNotFiniteIsIllConditionedAndNoPass(double left, double right, double bound) {
        assertThat(verdict(left, right, bound)).isEqualTo(Verdict.ILL_CONDITIONED);
    }

    @Test
    void nanIsReportedThoughAnOrdinaryDifferenceFollows() {
        Agreement found = Agreement.compare(vector(1, NAN, 1), vector(2, 1, 9), vector(1e-9, 1e-9, 1e-9));
        assertThat(found.worstIndex()).containsExactly(1);
        assertThat(found.beyond()).isEqualTo(3);
        assertThat(found.reason()).isEqualTo("not finite, 3 of 3 elements");
        assertThat(found.maxAbsDifference()).isNaN();
    }

    @Test
    void equalElementsBesideAnInfinityDoNotHideIt() {
        Agreement found = Agreement.compare(vector(1, 2, INF), vector(1, 2, INF), vector(1e-9, 1e-9, 1e-9));
        assertThat(found.verdict()).isEqualTo(Verdict.DISAGREE);
        assertThat(found.worst()).isEqualTo(2);
    }

    @Test
    void otherShapesDisagreeEvenWhereTheyWouldBroadcast() {
        Tensor left = Tensor.zeros(2, 3);
        for (Tensor right : new Tensor[] {
            Tensor.zeros(3),
            Tensor.zeros(1, 3),
            Tensor.zeros(2, 1),
            Tensor.scalar(0),
            Tensor.zeros(3, 2),
            Tensor.zeros(6),
            Tensor.zeros(2, 3, 1)
        }) {
            Agreement found = Agreement.compare(left, right, left);
            assertThat(found.verdict()).as(right.toString()).isEqualTo(Verdict.DISAGREE);
            assertThat(found.reason()).contains("shape", "(2, 3)");
            assertThat(found.worstIndex()).isNull();
            assertThat(found.maxAbsDifference()).isNaN();
        }
    }

    @Test
    void aScalarIsNotAVectorOfOne() {
        assertThat(Agreement.compare(Tensor.scalar(1), vector(1), Tensor.scalar(0))
                        .verdict())
                .isEqualTo(Verdict.DISAGREE);
    }

    @Test
    void scalarsAreComparedAndHaveAnEmptyIndex() {
        Agreement found = Agreement.compare(Tensor.scalar(3), Tensor.scalar(4), Tensor.scalar(1e-12));
        assertThat(found.verdict()).isEqualTo(Verdict.DISAGREE);
        assertThat(found.worstIndex()).isEmpty();
        assertThat(found.maxAbsDifference()).isEqualTo(1);
    }

    @Test
    void emptyTensorsCannotBeMade() {
        assertThatIllegalArgumentException().isThrownBy(() -> Tensor.zeros(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tensor(new int[] {2, 0}, new double[0]));
    }

    @Test
    void zerosOfBothSignsAgree() {
        assertThat(verdict(0.0, -0.0, 0)).isEqualTo(Verdict.AGREE);
    }

    @Test
    void subnormalsAreComparedByValue() {
        double eta = Double.MIN_VALUE;
        assertThat(verdict(eta, eta, 0)).isEqualTo(Verdict.AGREE);
        assertThat(verdict(eta, 0, eta)).isEqualTo(Verdict.AGREE);
        assertThat(verdict(3 * eta, eta, eta)).isEqualTo(Verdict.DISAGREE);
        Agreement allTiny = Agreement.compare(vector(eta, -eta), vector(0, -0.0), vector(eta, eta));
        assertThat(allTiny.verdict()).isEqualTo(Verdict.AGREE);
        assertThat(allTiny.ratio()).isEqualTo(1);
    }

    @Test
    void aBoundWithFewerThanTwentyCertainBitsIsIllConditioned() {
        assertThat(Agreement.compare(vector(1), vector(1), vector(0x1p-20)).verdict())
                .isEqualTo(Verdict.AGREE);
        Agreement wide = Agreement.compare(vector(1), vector(1), vector(Math.nextUp(0x1p-20)));
        assertThat(wide.verdict()).isEqualTo(Verdict.ILL_CONDITIONED);
        assertThat(wide.agrees()).isFalse();
        assertThat(wide.reason()).isEqualTo("the bound leaves fewer than 20 certain bits at a scale of 1.0e+00");
    }

    @Test
    void aDifferenceBeyondEvenAWideBoundDisagrees() {
        assertThat(Agreement.compare(vector(1), vector(3), vector(1)).verdict()).isEqualTo(Verdict.DISAGREE);
    }

    @Test
    void aNaturalScaleLetsTinyNumbersAgreeWithinItsBound() {
        Tensor tiny = vector(1e-30);
        Tensor bound = vector(1e-16);
        assertThat(Agreement.compare(tiny, vector(2e-30), bound).verdict()).isEqualTo(Verdict.ILL_CONDITIONED);
        assertThat(Agreement.compare(tiny, vector(2e-30), bound, 1).verdict()).isEqualTo(Verdict.AGREE);
    }

    @Test
    void aDisagreementOutweighsIllConditionedElements() {
        Agreement found = Agreement.compare(vector(1, 1, 1), vector(1, 2, 1), vector(INF, 1e-12, 0.5));
        assertThat(found.verdict()).isEqualTo(Verdict.DISAGREE);
        assertThat(found.worst()).isEqualTo(1);
    }

    @Test
    void theWorstElementIsTheOneOfTheLargestRatioNotOfTheLargestDifference() {
        Tensor left = Tensor.zeros(2, 3, 4);
        left.values()[0] = 1e9;
        Tensor right = TestCases.with(TestCases.with(left, 0, 1e9 + 1e-3), 23, 1e-6);
        Tensor bound = TestCases.with(TestCases.map(left, zero -> 1e-7), 0, 1e-2);
        Agreement found = Agreement.compare(left, right, bound);
        assertThat(found.worstIndex()).containsExactly(1, 2, 3);
        assertThat(found.ratio()).isEqualTo(1e-6 / 1e-7);
        assertThat(found.bound()).isEqualTo(1e-7);
        assertThat(found.maxAbsDifference()).isEqualTo(Math.abs(1e9 - (1e9 + 1e-3)));
        assertThat(found.left()).isZero();
        assertThat(found.right()).isEqualTo(1e-6);
    }

    @Test
    void theIndexIsRowMajor() {
        Tensor left = Tensor.zeros(2, 3, 4);
        for (int position = 0; position < 24; position++) {
            Agreement found = Agreement.compare(left, TestCases.with(left, position, 1), left);
            assertThat(found.worstIndex()).containsExactly(left.index(position));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -1, 1e300, -1e-300})
    void theSidesMayBeSwapped(double value) {
        double other = Math.nextUp(value);
        double bound = Math.abs(value) * 0x1p-52;
        Agreement there = Agreement.compare(vector(value), vector(other), vector(bound));
        Agreement back = Agreement.compare(vector(other), vector(value), vector(bound));
        assertThat(there.verdict()).isEqualTo(back.verdict()).isEqualTo(Verdict.AGREE);
        assertThat(there.maxAbsDifference()).isEqualTo(back.maxAbsDifference());
    }

    @Test
    void anErrorIsNeverAPass() {
        Agreement error = Agreement.error("why");
        assertThat(error.agrees()).isFalse();
        assertThat(error.reason()).isEqualTo("why");
        assertThat(error.worstIndex()).isNull();
    }

    /** What agrees beside it takes nothing back, however much of its bound it uses. */
    @Test
    void anIllConditionedElementIsNotHiddenByOnesThatAgree() {
        double bound = 0x1p-40;
        Agreement first = Agreement.compare(vector(1, 1), vector(1, 1 + bound), vector(0.5, bound));
        assertThat(first.verdict()).isEqualTo(Verdict.ILL_CONDITIONED);
        assertThat(first.worst()).isZero();
        Agreement last = Agreement.compare(vector(1, 1), vector(1 + bound, 1), vector(bound, 0.5));
        assertThat(last.verdict()).isEqualTo(Verdict.ILL_CONDITIONED);
        assertThat(last.worst()).isEqualTo(1);
        assertThat(last.beyond()).isZero();
    }

    @Test
    void aBoundThatIsNotFiniteIsSaidToBeNone() {
        Agreement found = Agreement.compare(vector(1), vector(1), vector(INF));
        assertThat(found.reason()).isEqualTo("rounding has no finite bound here");
    }

    /** Of those that use as much of their bounds the first, wherever smaller ones stand. */
    @Test
    void theFirstOfTheWorstIsNamed() {
        double bound = 0x1p-40;
        Tensor right = vector(1, 1 + bound / 2, 1 + bound, 1 + bound, 1 + bound / 4);
        Agreement found = Agreement.compare(vector(1, 1, 1, 1, 1), right, vector(bound, bound, bound, bound, bound));
        assertThat(found.agrees()).isTrue();
        assertThat(found.worst()).isEqualTo(2);
        assertThat(found.ratio()).isEqualTo(1);
        assertThat(found.maxAbsDifference()).isEqualTo(bound);
    }

    /** One infinite number says nothing of the scale of the others. */
    @Test
    void theScaleIsThatOfTheFiniteNumbers() {
        Agreement found = Agreement.compare(vector(INF, 1), vector(INF, 1), vector(INF, 0.5));
        assertThat(found.verdict()).isEqualTo(Verdict.ILL_CONDITIONED);
    }

    @Test
    void whatCouldNotBeComparedIsNoPass() {
        int[] shape = {2, 3};
        Agreement undefined = Agreement.undefined(shape, "why");
        assertThat(undefined.verdict()).isEqualTo(Verdict.ILL_CONDITIONED);
        assertThat(undefined.reason()).isEqualTo("why");
        assertThat(undefined.shape()).containsExactly(shape);
        assertThat(undefined.guilty()).isNull();
        Agreement missing = Agreement.missing(shape, "not answered");
        assertThat(missing.verdict()).isEqualTo(Verdict.DISAGREE);
        assertThat(missing.reason()).isEqualTo("not answered");
        assertThat(missing.guilty()).isEqualTo("right");
        assertThat(missing.worst()).isEqualTo(-1);
        assertThat(missing.oracle()).isNaN();
    }

    @Test
    void theOracleIsAddedAndNothingElseChanges() {
        Agreement found = Agreement.compare(vector(1, 2), vector(1, 3), vector(0, 0));
        Agreement judged = found.judged(2.5, "left");
        assertThat(judged.oracle()).isEqualTo(2.5);
        assertThat(judged.guilty()).isEqualTo("left");
        assertThat(judged.verdict()).isEqualTo(found.verdict());
        assertThat(judged.worst()).isEqualTo(1);
        assertThat(judged.difference()).isEqualTo(1);
        assertThat(judged.ulps()).isEqualTo(1 / Math.ulp(2.0));
        assertThat(judged.reason()).isEqualTo(found.reason());
    }
}
