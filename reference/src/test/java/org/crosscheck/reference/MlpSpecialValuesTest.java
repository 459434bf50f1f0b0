package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.crosscheck.reference.matrix.MlpMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** NaN, infinities, saturation, shapes that do not fit, and arguments left alone, in both forms of part 2. */
class MlpSpecialValuesTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final MlpCase MLP = new MlpCase(3, 4, 2, 5, 1);

    @ParameterizedTest
    @EnumSource
    void nanInOneExampleReachesItsRowAndTheRiskButNoOtherRow(MlpForm form) {
        double[][] x = MLP.x();
        x[1][2] = Double.NaN;
        MlpForward forward = form.forward(MLP.theta(), x, MLP.y());
        MlpBackward backward = form.backward(MLP.theta(), x, MLP.y(), forward);
        for (double[][] quantity : new double[][][] {
            forward.ha(), forward.hs(), forward.oa(), forward.os(),
            backward.gradOa(), backward.gradHs(), backward.gradHa(), backward.gradX()
        }) {
            assertThat(quantity[1]).containsOnly(Double.NaN);
            assertThat(quantity[0]).doesNotContain(Double.NaN);
            assertThat(quantity[2]).doesNotContain(Double.NaN);
        }
        assertThat(forward.loss()[1]).isNaN();
        assertThat(forward.risk()).isNaN();
        assertThat(backward.gradTheta().b1()).containsOnly(Double.NaN);
        assertThat(backward.gradTheta().w1()[0]).containsOnly(Double.NaN);
        assertThat(backward.gradTheta().b2()).containsOnly(Double.NaN);
        assertThat(backward.gradTheta().w2()[0]).containsOnly(Double.NaN);
    }

    @ParameterizedTest
    @EnumSource
    void zeroTimesInfinityIsNanAndSinOfInfinityToo(MlpForm form) {
        Theta theta = new Theta(
                new double[][] {{0, 1}, {1, 0}, {0, 0}}, new double[3], new double[][] {{1, 1, 1}}, new double[1]);
        double[][] x = {{INF, 1}};
        MlpForward forward = form.forward(theta, x, new int[] {1});
        Bits.same("ha", forward.ha()[0], new double[] {Double.NaN, INF, Double.NaN}); // 0 inf, 1 inf + 0, 0 inf
        assertThat(forward.hs()[0]).containsOnly(Double.NaN);
    }

    @Test
    void zeroTimesInfinityIsNanInTheBackwardSteps() {
        double[] zero = {0, 0};
        double[][] w = {{INF, 1, 2}, {1, 1, 2}}; // (2, 3)
        Bits.same("gradHs", MlpDetailed.gradHs(w, zero), new double[] {Double.NaN, 0, 0});
        Bits.same("gradHs", MlpMatrix.gradHs(new double[][] {zero}, w)[0], new double[] {Double.NaN, 0, 0});
        Bits.same("gradX", MlpDetailed.gradX(w, zero), new double[] {Double.NaN, 0, 0});
        Bits.same("gradX", MlpMatrix.gradX(new double[][] {zero}, w)[0], new double[] {Double.NaN, 0, 0});
        Bits.same("gradW1", MlpDetailed.gradW1(zero, new double[] {INF})[0], new double[] {Double.NaN});
        double[][] gradW1 = MlpMatrix.gradW1(new double[][] {zero}, new double[][] {{INF}});
        Bits.same("gradW1", gradW1[0], new double[] {Double.NaN});
    }

    /** W(2) is 0, so o^a = b(2), whatever x is. */
    @ParameterizedTest
    @EnumSource
    void saturatedLogitsGiveExactProbabilitiesLossesAndGradients(MlpForm form) {
        Theta theta = new Theta(
                new double[][] {{1, 2}, {3, 4}, {5, 6}}, new double[3], new double[2][3], new double[] {1e4, -1e4});
        double[][] x = {{1, 1}, {2, 2}};
        int[] y = {1, 2};
        MlpForward forward = form.forward(theta, x, y);
        Bits.same("os", forward.os(), new double[][] {{1, 0}, {1, 0}});
        Bits.same("loss", forward.loss(), new double[] {0, 2e4});
        assertThat(forward.risk()).isEqualTo(1e4);
        MlpBackward backward = form.backward(theta, x, y, forward);
        Bits.same("gradOa", backward.gradOa(), new double[][] {{0, 0}, {1, -1}});
        Bits.same("gradB2", backward.gradTheta().b2(), new double[] {0.5, -0.5});
    }

    @ParameterizedTest
    @EnumSource
    void argumentsAreNotModified(MlpForm form) {
        Theta theta = MLP.theta();
        double[][] x = MLP.x();
        int[] y = MLP.y();
        MlpForward forward = form.forward(theta, x, y);
        MlpBackward backward = form.backward(theta, x, y, forward);
        Bits.same("theta", theta, MLP.theta());
        Bits.same("x", x, MLP.x());
        assertThat(y).isEqualTo(MLP.y());
        MlpForward fresh = form.forward(theta, x, y);
        Bits.same("ha", forward.ha(), fresh.ha());
        Bits.same("hs", forward.hs(), fresh.hs());
        Bits.same("oa", forward.oa(), fresh.oa());
        Bits.same("os", forward.os(), fresh.os());
        Bits.same("loss", forward.loss(), fresh.loss());
        MlpBackward again = form.backward(theta, x, y, fresh);
        backward.gradTheta().b2()[0] = 7; // no gradient is a view of another
        backward.gradTheta().b1()[0] = 7;
        Bits.same("gradOa", backward.gradOa(), again.gradOa());
        Bits.same("gradHa", backward.gradHa(), again.gradHa());
    }

    @ParameterizedTest
    @EnumSource
    void examplesThatDoNotFitAreRefused(MlpForm form) {
        Theta theta = MLP.theta(); // d = 4, m = 5
        refused(form, theta, new double[2][3], new int[] {1, 1}, "X has 3 columns and W1 4");
        refused(form, theta, new double[2][5], new int[] {1, 1}, "X has 5 columns and W1 4");
        refused(form, theta, new double[2][4], new int[] {1, 1, 1}, "X has 2 rows and y 3 elements");
        refused(
                form,
                theta,
                new double[][] {new double[4], new double[3]},
                new int[2],
                "X has 4 columns in row 0 and 3 in row 1");
        refused(form, theta, new double[0][4], new int[0], "X is empty");
        refused(form, theta, new double[1][4], new int[] {0}, "class y = 0 is not in 1..5");
        refused(form, theta, new double[1][4], new int[] {6}, "class y = 6 is not in 1..5");
    }

    private static void refused(MlpForm form, Theta theta, double[][] x, int[] y, String message) {
        assertThatThrownBy(() -> form.forward(theta, x, y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
