package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.crosscheck.reference.matrix.MlpMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Questions 2e and 2f: the parameters, their number, and a step of gradient descent. */
class ThetaTest {

    private static final Theta THETA = new Theta(
            new double[][] {{1, 2, 3}, {4, 5, 6}},
            new double[] {7, 8},
            new double[][] {{9, 10}, {11, 12}, {13, 14}, {15, 16}},
            new double[] {17, 18, 19, 20});

    @Test
    void sizeCountsEveryScalar() {
        assertThat(Theta.size(784, 128, 10)).isEqualTo(101_770); // 100352 + 128 + 1280 + 10
        assertThat(THETA.size()).isEqualTo(20); // the numbers above
        assertThat(Theta.size(50_000, 50_000, 10)).isEqualTo(2_500_550_010L); // beyond int
    }

    @Test
    void dimensionsAreThoseOfTheShapes() {
        assertThat(THETA.d()).isEqualTo(3);
        assertThat(THETA.dh()).isEqualTo(2);
        assertThat(THETA.m()).isEqualTo(4);
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        double[][] w1 = THETA.w1();
        double[][] w2 = THETA.w2();
        refused(new double[0][], new double[0], w2, new double[4], "W1 is empty");
        refused(new double[2][0], new double[2], w2, new double[4], "W1 is empty");
        refused(w1, new double[2], new double[0][], new double[0], "W2 is empty");
        refused(w1, new double[3], w2, new double[4], "W1 has 2 rows and b1 3 elements");
        refused(w1, new double[2], w2, new double[2], "W2 has 4 rows and b2 2 elements");
        refused(w1, new double[2], new double[4][3], new double[4], "W2 has 3 columns and W1 2 rows");
        double[][] ragged = {{1, 2}, {1, 2, 3}};
        refused(ragged, new double[2], w2, new double[4], "W1 has 2 columns in row 0 and 3 in row 1");
    }

    private static void refused(double[][] w1, double[] b1, double[][] w2, double[] b2, String message) {
        assertThatThrownBy(() -> new Theta(w1, b1, w2, b2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void stepSubtractsEtaTimesTheGradientAndModifiesNeither() {
        Theta theta = Cases.copy(THETA);
        Theta gradient = Cases.copy(THETA);
        Theta stepped = theta.step(-0.5, gradient); // theta + theta / 2, exact
        Bits.same("w1", stepped.w1(), new double[][] {{1.5, 3, 4.5}, {6, 7.5, 9}});
        Bits.same("b1", stepped.b1(), new double[] {10.5, 12});
        Bits.same("w2", stepped.w2(), new double[][] {{13.5, 15}, {16.5, 18}, {19.5, 21}, {22.5, 24}});
        Bits.same("b2", stepped.b2(), new double[] {25.5, 27, 28.5, 30});
        Bits.same("theta", theta, THETA);
        Bits.same("gradient", gradient, THETA);
        Bits.same("no step", theta.step(0, gradient), THETA);
    }

    @ParameterizedTest
    @MethodSource("org.crosscheck.reference.MlpCase#grid")
    void stepIsThetaMinusEtaGradientToTheBit(MlpCase mlp) {
        Theta theta = mlp.theta();
        Theta gradient = new MlpCase(mlp.n(), mlp.d(), mlp.dh(), mlp.m(), -mlp.seed()).theta();
        double eta = 0.1;
        Theta stepped = theta.step(eta, gradient);
        for (int j = 0; j < mlp.dh(); j++) {
            for (int i = 0; i < mlp.d(); i++) {
                assertThat(stepped.w1()[j][i]).isEqualTo(theta.w1()[j][i] - eta * gradient.w1()[j][i]);
            }
            assertThat(stepped.b1()[j]).isEqualTo(theta.b1()[j] - eta * gradient.b1()[j]);
        }
        for (int k = 0; k < mlp.m(); k++) {
            for (int j = 0; j < mlp.dh(); j++) {
                assertThat(stepped.w2()[k][j]).isEqualTo(theta.w2()[k][j] - eta * gradient.w2()[k][j]);
            }
            assertThat(stepped.b2()[k]).isEqualTo(theta.b2()[k] - eta * gradient.b2()[k]);
        }
    }

    @Test
    void stepRefusesAGradientOfAnotherShape() {
        for (int[] size : new int[][] {{3, 2, 5}, {3, 1, 4}, {4, 2, 4}}) {
            Theta other = new MlpCase(1, size[0], size[1], size[2], 1).theta();
            assertThatThrownBy(() -> THETA.step(1, other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("gradient with d, dh, m = %s, %s, %s, expected 3, 2, 4", size[0], size[1], size[2]);
        }
    }

    /** The decrease is eta |g|^2 to first order; Armijo's condition asks half of it, and so small a step gives it. */
    @ParameterizedTest
    @MethodSource("org.crosscheck.reference.MlpCase#grid")
    void aSmallStepDecreasesTheRiskByEtaTimesTheSquaredGradient(MlpCase mlp) {
        double eta = 0x1p-20;
        Theta theta = mlp.theta();
        MlpForward forward = MlpMatrix.forward(theta, mlp.x(), mlp.y());
        Theta gradient = MatrixForm.backward(theta, mlp.x(), mlp.y(), forward).gradTheta();
        double first = eta * squaredNorm(gradient);
        double decrease = forward.risk() - risk(mlp, theta.step(eta, gradient));
        double rounding = 2 * new MlpBounds(theta, mlp.x(), mlp.y()).risk; // of two risks
        RoundingBounds.within("decrease", decrease, first, first / 2 + rounding);
    }

    private static double risk(MlpCase mlp, Theta theta) {
        return MlpMatrix.forward(theta, mlp.x(), mlp.y()).risk();
    }

    private static double squaredNorm(Theta theta) {
        double sum = Functions.squaredNorm2(theta.b1()) + Functions.squaredNorm2(theta.b2());
        for (double[] row : theta.w1()) {
            sum += Functions.squaredNorm2(row);
        }
        for (double[] row : theta.w2()) {
            sum += Functions.squaredNorm2(row);
        }
        return sum;
    }
}
