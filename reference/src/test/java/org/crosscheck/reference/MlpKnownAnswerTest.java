package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Part 2 on two examples, d = 3, dh = 2, m = 4: once in exact numbers by hand, once in digits of a 50-digit run. */
class MlpKnownAnswerTest {

    private static double[][] rows(double[]... rows) {
        return rows;
    }

    private static double[] row(double... row) {
        return row;
    }

    /**
     * W(1) x + b(1) = 0 for both x, so h^s = 0, cos h^a = 1 and o^a = b(2) = 0: four equal probabilities. Then dL/dh^s
     * for y = 2 is W(2)^T (1/4, -3/4, 1/4, 1/4), and all that follows is sums of quarters, which a double holds.
     */
    @ParameterizedTest
    @EnumSource
    void atZeroPreActivationsEveryQuantityIsExact(MlpForm form) {
        Theta theta = new Theta(
                rows(row(1, 2, -1), row(0, 1, 1)),
                row(-2, -2),
                rows(row(1, 0), row(2, -1), row(0, 3), row(-2, 2)),
                row(0, 0, 0, 0));
        double[][] x = rows(row(1, 1, 1), row(4, 0, 2));
        int[] y = {2, 4};

        MlpForward forward = form.forward(theta, x, y);
        Bits.same("ha", forward.ha(), rows(row(0, 0), row(0, 0)));
        Bits.same("hs", forward.hs(), rows(row(0, 0), row(0, 0)));
        Bits.same("oa", forward.oa(), new double[2][4]);
        Bits.same("os", forward.os(), rows(row(.25, .25, .25, .25), row(.25, .25, .25, .25)));
        double ln4 = 1.3862943611198906;
        RoundingBounds.within("loss", forward.loss(), row(ln4, ln4), Math.ulp(ln4));
        assertThat(forward.risk()).isEqualTo(forward.loss()[0]); // the mean of two equal losses

        MlpBackward backward = form.backward(theta, x, y, forward);
        Bits.same("gradOa", backward.gradOa(), rows(row(.25, -.75, .25, .25), row(.25, .25, .25, -.75)));
        Bits.same("gradHs", backward.gradHs(), rows(row(-1.75, 2), row(2.25, -1)));
        Bits.same("gradHa", backward.gradHa(), rows(row(-1.75, 2), row(2.25, -1)));
        Bits.same("gradX", backward.gradX(), rows(row(-1.75, -1.5, 3.75), row(2.25, 3.5, -3.25)));
        Theta expected = new Theta(
                rows(row(3.625, -0.875, 1.375), row(-1, 1, 0)), // (-1.75 (1, 1, 1) + 2.25 (4, 0, 2)) / 2, ...
                row(0.25, 0.5),
                new double[4][2],
                row(.25, -.25, .25, -.25));
        assertThat(backward.gradTheta().w2()).isDeepEqualTo(expected.w2()); // -0.75 * 0 may be -0
        Bits.same("gradW1", backward.gradTheta().w1(), expected.w1());
        Bits.same("gradB1", backward.gradTheta().b1(), expected.b1());
        Bits.same("gradB2", backward.gradTheta().b2(), expected.b2());
    }

    private static final Theta THETA = new Theta(
            rows(row(.5, -1.25, .75), row(1.5, .25, -.5)),
            row(.125, -.75),
            rows(row(1.5, -.5), row(-.25, 2), row(.75, 1.25), row(-1, .5)),
            row(.25, -.5, .125, 1));

    private static final double[][] X = {{1, -.5, 2}, {-.75, 1.5, .25}};
    private static final int[] Y = {3, 1};

    @ParameterizedTest
    @EnumSource
    void forwardPassHasTheDigitsOfAFiftyDigitRun(MlpForm form) {
        MlpForward forward = form.forward(THETA, X, Y);
        MlpBounds bounds = new MlpBounds(THETA, X, Y);
        Bits.same("ha", forward.ha(), rows(row(2.75, -0.375), row(-1.9375, -1.625))); // dyadic, so exact
        MlpBounds.within(
                "hs",
                forward.hs(),
                rows(row(0.3816609920523317, -0.36627252908604757), row(-0.9335142808623762, -0.9985313405398316)),
                1,
                bounds.hs);
        MlpBounds.within(
                "oa",
                forward.oa(),
                rows(
                        row(1.0056277526215214, -1.327960306185178, -0.04659491731831068, 0.43520274340464454),
                        row(-0.6510057510236485, -2.263684110864069, -1.8232998863215717, 1.4342486105924603)),
                1,
                bounds.oa);
        MlpBounds.within(
                "os",
                forward.os(),
                rows(
                        row(0.49716782808980114, 0.04819906355562774, 0.17359152491634244, 0.2810415834382287),
                        row(0.10465016492361393, 0.020862320082923342, 0.03240552359344309, 0.8420819914000196)),
                1,
                bounds.os);
        RoundingBounds.within("loss 1", forward.loss()[0], 1.7510502975539255, bounds.loss[0]);
        RoundingBounds.within("loss 2", forward.loss()[1], 2.257132254137104, bounds.loss[1]);
        RoundingBounds.within("risk", forward.risk(), 2.004091275845515, bounds.risk);
    }

    @ParameterizedTest
    @EnumSource
    void backwardPassHasTheDigitsOfAFiftyDigitRun(MlpForm form) {
        MlpBackward backward = form.backward(THETA, X, Y, form.forward(THETA, X, Y));
        MlpBounds bounds = new MlpBounds(THETA, X, Y);
        MlpBounds.within(
                "gradHs",
                backward.gradHs(),
                rows(row(-0.1671459635051771, -1.0446755890691026), row(-2.1660181813402475, 0.9509474578958534)),
                1,
                bounds.gradHs);
        MlpBounds.within(
                "gradHa",
                backward.gradHa(),
                rows(row(0.15449341164665012, -0.9720785980545368), row(0.7766046294269834, -0.05151960882994549)),
                1,
                bounds.gradHa);
        MlpBounds.within(
                "gradX",
                backward.gradX(),
                rows(
                        row(-1.3808711912584801, -0.43613641407194687, 0.601909357762256),
                        row(0.3110229014685735, -0.9836356889912157, 0.6082132764852103)),
                1,
                bounds.gradX);
        Theta expected = new Theta(
                rows(
                        row(-0.2139800302117937, 0.543830119158575, 0.251568990325023),
                        row(-0.46671944571603885, 0.2043799428911751, -0.9785185491582801)),
                row(0.4655490205368168, -0.5117991034422412),
                rows(
                        row(0.5127857119484182, 0.35596797664813606),
                        row(-0.0005397856583483117, -0.019242836673635706),
                        row(-0.1728294487470926, 0.13516639565618965),
                        row(-0.3394164775429772, -0.47189153563069)),
                row(-0.19909100349329248, 0.03453069181927554, -0.39700147574510725, 0.5615617874191242));
        MlpBounds.within("gradTheta", backward.gradTheta(), expected, 1, bounds.gradTheta);
    }
}
