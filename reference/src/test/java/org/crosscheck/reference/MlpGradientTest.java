package org.crosscheck.reference;

import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.numbers.complex.Complex;
import org.crosscheck.reference.matrix.MlpMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Questions 2g to 2p: every gradient against the complex step, and the rows against single examples.
 *
 * <p>The complex step passes through the same magnitudes in forward order. Per path it rounds m + 12 times more than
 * exact: the product with h, cos and its product, the products of the affine step and of exp, m additions, the argument
 * of the logarithm (4), the difference and the division by h. The bound of the gradient has 2 m + 9 at least, so twice
 * it covers the witness, and three times it both.
 */
class MlpGradientTest {

    private static final double BOTH = 3;

    static Stream<MlpCase> small() {
        return MlpCase.small();
    }

    static Stream<MlpCase> grid() {
        return MlpCase.grid();
    }

    private static MlpBackward detailed(MlpCase mlp) {
        MlpForward forward = MlpDetailed.forward(mlp.theta(), mlp.x(), mlp.y());
        return MlpDetailed.backward(mlp.theta(), mlp.x(), mlp.y(), forward);
    }

    private static MlpBackward matrix(MlpCase mlp) {
        MlpForward forward = MlpMatrix.forward(mlp.theta(), mlp.x(), mlp.y());
        return MatrixForm.backward(mlp.theta(), mlp.x(), mlp.y(), forward);
    }

    @ParameterizedTest
    @MethodSource("small")
    void parametersGradientIsTheMeanOfTheComplexStepsOverTheExamples(MlpCase mlp) {
        Theta theta = mlp.theta();
        Theta sum = new Theta(
                new double[mlp.dh()][mlp.d()], new double[mlp.dh()],
                new double[mlp.m()][mlp.dh()], new double[mlp.m()]);
        for (int e = 0; e < mlp.n(); e++) {
            sum = sum.step(-1.0 / mlp.n(), ComplexMlp.gradient(theta, mlp.x()[e], mlp.y()[e]));
        }
        Theta bound = new MlpBounds(theta, mlp.x(), mlp.y()).gradTheta;
        MlpBounds.within("detailed", detailed(mlp).gradTheta(), sum, BOTH, bound);
        MlpBounds.within("matrix", matrix(mlp).gradTheta(), sum, BOTH, bound);
    }

    @ParameterizedTest
    @MethodSource("small")
    void gradOaIsTheComplexStepOfEachExamplesLoss(MlpCase mlp) {
        double[][] oa = MlpDetailed.forward(mlp.theta(), mlp.x(), mlp.y()).oa();
        double[][] bound = new MlpBounds(mlp.theta(), mlp.x(), mlp.y()).gradOa;
        double[][] expected = complexSteps(mlp, oa, e -> at -> ComplexMlp.loss(at, mlp.y()[e]));
        MlpBounds.within("detailed", detailed(mlp).gradOa(), expected, BOTH, bound);
        MlpBounds.within("matrix", matrix(mlp).gradOa(), expected, BOTH, bound);
    }

    @ParameterizedTest
    @MethodSource("small")
    void gradHsIsTheComplexStepOfEachExamplesLoss(MlpCase mlp) {
        double[][] hs = MlpDetailed.forward(mlp.theta(), mlp.x(), mlp.y()).hs();
        double[][] bound = new MlpBounds(mlp.theta(), mlp.x(), mlp.y()).gradHs;
        double[][] expected = complexSteps(mlp, hs, e -> at -> ComplexMlp.lossFromHs(mlp.theta(), at, mlp.y()[e]));
        MlpBounds.within("detailed", detailed(mlp).gradHs(), expected, BOTH, bound);
        MlpBounds.within("matrix", matrix(mlp).gradHs(), expected, BOTH, bound);
    }

    @ParameterizedTest
    @MethodSource("small")
    void gradHaIsTheComplexStepOfEachExamplesLoss(MlpCase mlp) {
        double[][] ha = MlpDetailed.forward(mlp.theta(), mlp.x(), mlp.y()).ha();
        double[][] bound = new MlpBounds(mlp.theta(), mlp.x(), mlp.y()).gradHa;
        double[][] expected = complexSteps(mlp, ha, e -> at -> ComplexMlp.lossFromHa(mlp.theta(), at, mlp.y()[e]));
        MlpBounds.within("detailed", detailed(mlp).gradHa(), expected, BOTH, bound);
        MlpBounds.within("matrix", matrix(mlp).gradHa(), expected, BOTH, bound);
    }

    @ParameterizedTest
    @MethodSource("small")
    void gradXIsTheComplexStepOfEachExamplesLoss(MlpCase mlp) {
        double[][] bound = new MlpBounds(mlp.theta(), mlp.x(), mlp.y()).gradX;
        double[][] expected = complexSteps(mlp, mlp.x(), e -> at -> ComplexMlp.lossFromX(mlp.theta(), at, mlp.y()[e]));
        MlpBounds.within("detailed", detailed(mlp).gradX(), expected, BOTH, bound);
        MlpBounds.within("matrix", matrix(mlp).gradX(), expected, BOTH, bound);
    }

    private static double[][] complexSteps(
            MlpCase mlp, double[][] at, Function<Integer, Function<Complex[], Complex>> lossOfExample) {
        double[][] gradient = new double[mlp.n()][at[0].length];
        for (int e = 0; e < mlp.n(); e++) {
            for (int i = 0; i < at[e].length; i++) {
                Complex loss = lossOfExample.apply(e).apply(ComplexMlp.stepped(at[e], i));
                gradient[e][i] = loss.getImaginary() / ComplexMlp.H;
            }
        }
        return gradient;
    }

    /** A row must not know of the other examples: a batch of one gives its very bits, with no 1/n. */
    @ParameterizedTest
    @MethodSource("grid")
    void eachRowIsTheGradientOfThatExampleAlone(MlpCase mlp) {
        MlpBackward batch = matrix(mlp);
        for (int e = 0; e < mlp.n(); e++) {
            double[][] x = {mlp.x()[e]};
            int[] y = {mlp.y()[e]};
            MlpBackward alone = MatrixForm.backward(mlp.theta(), x, y, MlpMatrix.forward(mlp.theta(), x, y));
            Bits.same("gradOa", batch.gradOa()[e], alone.gradOa()[0]);
            Bits.same("gradHs", batch.gradHs()[e], alone.gradHs()[0]);
            Bits.same("gradHa", batch.gradHa()[e], alone.gradHa()[0]);
            Bits.same("gradX", batch.gradX()[e], alone.gradX()[0]);
        }
    }

    /** b(1) enters through h^a and b(2) through o^a alone, with slope 1. */
    @ParameterizedTest
    @MethodSource("grid")
    void biasGradientsAreTheMeansOfTheRows(MlpCase mlp) {
        for (MlpBackward backward : new MlpBackward[] {detailed(mlp), matrix(mlp)}) {
            means("gradB1", backward.gradTheta().b1(), backward.gradHa());
            means("gradB2", backward.gradTheta().b2(), backward.gradOa());
        }
    }

    private static void means(String what, double[] actual, double[][] rows) {
        for (int j = 0; j < actual.length; j++) {
            double sum = 0;
            double magnitude = 0;
            for (double[] row : rows) {
                sum += row[j];
                magnitude += Math.abs(row[j]);
            }
            RoundingBounds.within(
                    what, actual[j], sum / rows.length, RoundingBounds.sums(rows.length + 1, magnitude / rows.length));
        }
    }
}
