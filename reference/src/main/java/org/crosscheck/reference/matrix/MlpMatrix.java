package org.crosscheck.reference.matrix;

import org.crosscheck.reference.MlpDetailed;
import org.crosscheck.reference.MlpForward;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Theta;
import org.crosscheck.reference.kernels.Matrix;
import org.crosscheck.reference.kernels.Rows;
import org.crosscheck.reference.kernels.Sines;

/**
 * Part 2 of the homework in its matrix form, over a minibatch: a row is an example, so the homework's W x becomes X
 * W^T. The same quantities as {@link MlpDetailed}, which is the specification.
 *
 * <p>Every function is one step of the chain and takes exactly what that step needs, so that a step can be replayed
 * from anybody's inputs. Arguments are never modified. NaN and infinities propagate as IEEE 754 has it.
 */
public final class MlpMatrix {

    private MlpMatrix() {}

    /** Question 2a: h^a = W(1) x + b(1), of dimension dh as b(1). X (n, d) to (n, dh). */
    public static double[][] ha(double[][] x, double[][] w1, double[] b1) {
        return Matrix.timesTransposedPlus(x, w1, b1);
    }

    /** Question 2a: h^s = phi(h^a) = sin(h^a). Shape (n, dh). */
    public static double[][] hs(double[][] ha) {
        double[][] hs = new double[ha.length][ha[0].length];
        new Sines().sin(ha, 0, ha.length, hs, hs[0].length);
        return hs;
    }

    /** Question 2b: o^a = W(2) h^s + b(2), W(2) being m x dh and b(2) of dimension m. (n, dh) to (n, m). */
    public static double[][] oa(double[][] hs, double[][] w2, double[] b2) {
        return Matrix.timesTransposedPlus(hs, w2, b2);
    }

    /** Question 2c: o^s = softmax(o^a), row by row. Shape (n, m). */
    public static double[][] os(double[][] oa) {
        double[][] os = new double[oa.length][];
        for (int e = 0; e < oa.length; e++) {
            os[e] = Softmax.softmax(oa[e]);
        }
        return os;
    }

    /** Question 2d: L of each example from its logits. (n, m) and classes 1..m (n) to (n). */
    public static double[] loss(double[][] oa, int[] y) {
        double[] loss = new double[oa.length];
        for (int e = 0; e < oa.length; e++) {
            loss[e] = Softmax.negativeLogLikelihood(oa[e], y[e]);
        }
        return loss;
    }

    /** Question 2e: the empirical risk R^, the mean of the losses (n). */
    public static double risk(double[] loss) {
        double sum = 0;
        for (double l : loss) {
            sum += l;
        }
        return sum / loss.length;
    }

    /** Question 2g: dL/do^a = o^s - onehot_m(y). Shape (n, m). */
    public static double[][] gradOa(double[][] os, int[] y) {
        double[][] gradOa = new double[os.length][];
        for (int e = 0; e < os.length; e++) {
            gradOa[e] = Matrix.subtract(os[e], Softmax.onehot(os[e].length, y[e]));
        }
        return gradOa;
    }

    /** Questions 2h and 2i: dR^/dW(2), the mean of dL/do^a (h^s)^T. (n, m) and (n, dh) to (m, dh). */
    public static double[][] gradW2(double[][] gradOa, double[][] hs) {
        return Matrix.divide(Matrix.transposedTimes(gradOa, hs), gradOa.length);
    }

    /** Questions 2h and 2i: dR^/db(2), the mean of dL/do^a. (n, m) to (m). */
    public static double[] gradB2(double[][] gradOa) {
        return Matrix.divide(Matrix.sumRows(gradOa), gradOa.length);
    }

    /** Questions 2j and 2k: dL/dh^s = W(2)^T dL/do^a. (n, m) and (m, dh) to (n, dh). */
    public static double[][] gradHs(double[][] gradOa, double[][] w2) {
        return Matrix.times(gradOa, w2);
    }

    /** Questions 2l and 2m: dL/dh^a = dL/dh^s * cos(h^a), element by element. Shape (n, dh). */
    public static double[][] gradHa(double[][] gradHs, double[][] ha) {
        double[][] gradHa = new double[ha.length][ha[0].length];
        new Sines().cos(ha, 0, ha.length, gradHa, gradHa[0].length);
        for (int e = 0; e < ha.length; e++) {
            Rows.multiply(gradHa[e], gradHs[e], gradHa[e].length);
        }
        return gradHa;
    }

    /** Questions 2n and 2o: dR^/dW(1), the mean of dL/dh^a x^T. (n, dh) and (n, d) to (dh, d). */
    public static double[][] gradW1(double[][] gradHa, double[][] x) {
        return Matrix.divide(Matrix.transposedTimes(gradHa, x), gradHa.length);
    }

    /** Questions 2n and 2o: dR^/db(1), the mean of dL/dh^a. (n, dh) to (dh). */
    public static double[] gradB1(double[][] gradHa) {
        return Matrix.divide(Matrix.sumRows(gradHa), gradHa.length);
    }

    /** Question 2p: dL/dx = W(1)^T dL/dh^a. (n, dh) and (dh, d) to (n, d). */
    public static double[][] gradX(double[][] gradHa, double[][] w1) {
        return Matrix.times(gradHa, w1);
    }

    /**
     * Questions 2a to 2e: the forward pass over a minibatch X (n, d) with classes y (n) in 1..m. Throws {@link
     * IllegalArgumentException} if X or y do not fit.
     */
    public static MlpForward forward(Theta theta, double[][] x, int[] y) {
        theta.requireExamples(x, y);
        double[][] ha = ha(x, theta.w1(), theta.b1());
        double[][] hs = hs(ha);
        double[][] oa = oa(hs, theta.w2(), theta.b2());
        double[][] os = os(oa);
        double[] loss = loss(oa, y);
        return new MlpForward(ha, hs, oa, os, loss, risk(loss));
    }
}
