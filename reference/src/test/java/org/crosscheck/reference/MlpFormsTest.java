package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.crosscheck.reference.matrix.MlpMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each step of the matrix form against the detailed form of the same step, from the same inputs: so the bound is that of
 * one step, and a slip of 10^-14 in it is seen. Where both do the same operations in the same order, all bits agree.
 */
class MlpFormsTest {

    static Stream<MlpCase> grid() {
        return MlpCase.grid();
    }

    private static MlpForward forward(MlpCase mlp) {
        return MlpDetailed.forward(mlp.theta(), mlp.x(), mlp.y());
    }

    private static MlpBackward backward(MlpCase mlp) {
        return MlpDetailed.backward(mlp.theta(), mlp.x(), mlp.y(), forward(mlp));
    }

    @ParameterizedTest
    @MethodSource("grid")
    void ha(MlpCase mlp) { // 2a
        Theta theta = mlp.theta();
        affine(MlpMatrix.ha(mlp.x(), theta.w1(), theta.b1()), forward(mlp).ha(), theta.w1(), theta.b1(), mlp.x());
    }

    @ParameterizedTest
    @MethodSource("grid")
    void hs(MlpCase mlp) { // 2a
        double[][] expected = forward(mlp).hs();
        double[][] actual = MlpMatrix.hs(forward(mlp).ha());
        for (int e = 0; e < mlp.n(); e++) {
            for (int j = 0; j < mlp.dh(); j++) {
                double bound =
                        2 * RoundingBounds.ELEMENTARY * Math.abs(expected[e][j]); // two sines, each within an ulp
                RoundingBounds.within("element " + e + ", " + j, actual[e][j], expected[e][j], bound);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void oa(MlpCase mlp) { // 2b
        Theta theta = mlp.theta();
        double[][] hs = forward(mlp).hs();
        affine(MlpMatrix.oa(hs, theta.w2(), theta.b2()), forward(mlp).oa(), theta.w2(), theta.b2(), hs);
    }

    private static void affine(double[][] actual, double[][] expected, double[][] w, double[] b, double[][] x) {
        for (int e = 0; e < x.length; e++) {
            for (int j = 0; j < w.length; j++) {
                double magnitude = RoundingBounds.absDot(w[j], x[e]) + Math.abs(b[j]);
                double bound = RoundingBounds.sums(x[e].length + 1, magnitude);
                RoundingBounds.within("element " + e + ", " + j, actual[e][j], expected[e][j], bound);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void os(MlpCase mlp) { // 2c
        double[][] oa = forward(mlp).oa();
        double[][] actual = MlpMatrix.os(oa);
        double[][] expected = forward(mlp).os();
        for (int e = 0; e < mlp.n(); e++) {
            double sum = 0;
            for (int k = 0; k < mlp.m(); k++) {
                double bound = 2 * RoundingBounds.softmaxRelative(oa[e]) * expected[e][k];
                RoundingBounds.within("os", actual[e][k], expected[e][k], bound);
                assertThat(expected[e][k]).isPositive();
                sum += expected[e][k];
            }
            RoundingBounds.within("sum", sum, 1, RoundingBounds.softmaxRelative(oa[e]) + RoundingBounds.gamma(mlp.m()));
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void lossAndRisk(MlpCase mlp) { // 2d, 2e; the detailed loss is the function that the matrix form calls
        MlpForward forward = forward(mlp);
        Bits.same("loss", MlpMatrix.loss(forward.oa(), mlp.y()), forward.loss());
        double mean = 0;
        for (int e = 0; e < mlp.n(); e++) {
            double p = forward.os()[e][mlp.y()[e] - 1];
            double loss = -StrictMath.log(p); // p is off by its relative error, its logarithm by as much, absolutely
            double spread = RoundingBounds.softmaxRelative(forward.oa()[e]);
            RoundingBounds.within("loss", forward.loss()[e], loss, 2 * spread + 3 * RoundingBounds.ELEMENTARY * loss);
            mean += forward.loss()[e] / mlp.n();
        }
        assertThat(MlpMatrix.risk(forward.loss())).isEqualTo(MlpDetailed.risk(forward.loss()));
        RoundingBounds.within("risk", forward.risk(), mean, RoundingBounds.sums(mlp.n() + 1, mean));
    }

    @ParameterizedTest
    @MethodSource("grid")
    void gradOa(MlpCase mlp) { // 2g
        Bits.same(
                "gradOa",
                MlpMatrix.gradOa(forward(mlp).os(), mlp.y()),
                backward(mlp).gradOa());
    }

    @ParameterizedTest
    @MethodSource("grid")
    void gradHsAndGradX(MlpCase mlp) { // 2j and 2k; 2p
        MlpBackward backward = backward(mlp);
        Theta theta = mlp.theta();
        products(MlpMatrix.gradHs(backward.gradOa(), theta.w2()), backward.gradHs(), backward.gradOa(), theta.w2());
        products(MlpMatrix.gradX(backward.gradHa(), theta.w1()), backward.gradX(), backward.gradHa(), theta.w1());
    }

    private static void products(double[][] actual, double[][] expected, double[][] a, double[][] b) {
        for (int e = 0; e < a.length; e++) {
            for (int j = 0; j < b[0].length; j++) {
                double bound = RoundingBounds.sums(b.length, RoundingBounds.absDot(a[e], RoundingBounds.column(b, j)));
                RoundingBounds.within("element " + e + ", " + j, actual[e][j], expected[e][j], bound);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void gradHa(MlpCase mlp) { // 2l and 2m
        double[][] expected = backward(mlp).gradHa();
        double[][] actual =
                MlpMatrix.gradHa(backward(mlp).gradHs(), forward(mlp).ha());
        for (int e = 0; e < mlp.n(); e++) {
            for (int j = 0; j < mlp.dh(); j++) {
                // Two cosines, each within an ulp, and two products.
                double bound = 2 * (RoundingBounds.ELEMENTARY + RoundingBounds.gamma(1)) * Math.abs(expected[e][j])
                        + 2 * RoundingBounds.ETA;
                RoundingBounds.within("element " + e + ", " + j, actual[e][j], expected[e][j], bound);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void parameterGradients(MlpCase mlp) { // 2h and 2i; 2n and 2o
        MlpBackward backward = backward(mlp);
        double[][] hs = forward(mlp).hs();
        Theta expected = backward.gradTheta();
        means(MlpMatrix.gradW2(backward.gradOa(), hs), expected.w2(), backward.gradOa(), hs);
        means(MlpMatrix.gradW1(backward.gradHa(), mlp.x()), expected.w1(), backward.gradHa(), mlp.x());
        Bits.same("gradB2", MlpMatrix.gradB2(backward.gradOa()), expected.b2());
        Bits.same("gradB1", MlpMatrix.gradB1(backward.gradHa()), expected.b1());
    }

    private static void means(double[][] actual, double[][] expected, double[][] delta, double[][] a) {
        for (int k = 0; k < actual.length; k++) {
            for (int j = 0; j < actual[k].length; j++) {
                double magnitude =
                        RoundingBounds.absDot(RoundingBounds.column(delta, k), RoundingBounds.column(a, j)) / a.length;
                double bound = RoundingBounds.sums(a.length + 1, magnitude);
                RoundingBounds.within("element " + k + ", " + j, actual[k][j], expected[k][j], bound);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void wholePassesAgreeWithinTheChainedBounds(MlpCase mlp) {
        MlpBounds bounds = new MlpBounds(mlp.theta(), mlp.x(), mlp.y());
        MlpForward forward = MlpMatrix.forward(mlp.theta(), mlp.x(), mlp.y());
        MlpBackward backward = MatrixForm.backward(mlp.theta(), mlp.x(), mlp.y(), forward);
        MlpBounds.within("ha", forward.ha(), forward(mlp).ha(), 2, bounds.ha);
        MlpBounds.within("hs", forward.hs(), forward(mlp).hs(), 2, bounds.hs);
        MlpBounds.within("oa", forward.oa(), forward(mlp).oa(), 2, bounds.oa);
        MlpBounds.within("os", forward.os(), forward(mlp).os(), 2, bounds.os);
        MlpBounds.within("loss", forward.loss(), forward(mlp).loss(), 2, bounds.loss);
        RoundingBounds.within("risk", forward.risk(), forward(mlp).risk(), 2 * bounds.risk);
        MlpBounds.within("gradOa", backward.gradOa(), backward(mlp).gradOa(), 2, bounds.gradOa);
        MlpBounds.within("gradHs", backward.gradHs(), backward(mlp).gradHs(), 2, bounds.gradHs);
        MlpBounds.within("gradHa", backward.gradHa(), backward(mlp).gradHa(), 2, bounds.gradHa);
        MlpBounds.within("gradX", backward.gradX(), backward(mlp).gradX(), 2, bounds.gradX);
        MlpBounds.within("gradTheta", backward.gradTheta(), backward(mlp).gradTheta(), 2, bounds.gradTheta);
    }
}
