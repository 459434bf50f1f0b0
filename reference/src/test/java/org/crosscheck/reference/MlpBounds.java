package org.crosscheck.reference;

import static java.lang.Math.abs;

/**
 * RoundingBounds on the error of every quantity of part 2 when the whole pass starts from x: first order, any order of
 * summation. A sum of k products and a bias is off by gamma(k + 1) of its absolute terms, plus the errors of its
 * factors; sin, cos and exp by 2 u and by the error of their argument (their slopes being at most 1, or the value). The
 * magnitudes of the gradients use o^s + onehot for |o^s - onehot|, as the difference may cancel.
 *
 * <p>All is computed from the homework's formulas here; of the code under test only the softmax is used, which {@link
 * SoftmaxTest} holds against exact arithmetic. Each array has the shape of
 * the quantity that it bounds.
 */
public final class MlpBounds {

    final double[][] ha;
    final double[][] hs;
    final double[][] oa;
    public final double[][] os;
    final double[] loss;
    public double risk; // summed up as the examples come
    final double[][] gradOa;
    final double[][] gradHs;
    final double[][] gradHa;
    final double[][] gradX;
    public final Theta gradTheta;

    public MlpBounds(Theta theta, double[][] x, int[] y) {
        int n = x.length;
        ha = new double[n][theta.dh()];
        hs = new double[n][theta.dh()];
        oa = new double[n][theta.m()];
        os = new double[n][theta.m()];
        loss = new double[n];
        gradOa = new double[n][theta.m()];
        gradHs = new double[n][theta.dh()];
        gradHa = new double[n][theta.dh()];
        gradX = new double[n][theta.d()];
        gradTheta = new Theta(
                new double[theta.dh()][theta.d()],
                new double[theta.dh()],
                new double[theta.m()][theta.dh()],
                new double[theta.m()]);
        for (int e = 0; e < n; e++) {
            example(theta, x[e], y[e], e, n);
        }
    }

    private void example(Theta theta, double[] x, int y, int e, int n) {
        double[] sin = new double[theta.dh()];
        for (int j = 0; j < theta.dh(); j++) {
            double[] w = theta.w1()[j];
            ha[e][j] = RoundingBounds.gamma(theta.d() + 1) * (RoundingBounds.absDot(w, x) + abs(theta.b1()[j]));
            hs[e][j] = ha[e][j] + RoundingBounds.ELEMENTARY;
            sin[j] = StrictMath.sin(Cases.dot(w, x) + theta.b1()[j]);
        }
        double[] logits = new double[theta.m()];
        double worst = 0;
        for (int k = 0; k < theta.m(); k++) {
            double[] w = theta.w2()[k];
            oa[e][k] = RoundingBounds.gamma(theta.dh() + 1) * (RoundingBounds.absDot(w, sin) + abs(theta.b2()[k]))
                    + RoundingBounds.absDot(w, hs[e]);
            logits[k] = Cases.dot(w, sin) + theta.b2()[k];
            worst = Math.max(worst, oa[e][k]);
        }
        double relative = 2 * worst + RoundingBounds.softmaxRelative(logits);
        double[] p = Softmax.softmax(logits);
        double distance = logits[Softmax.argmax(logits)] - logits[y - 1];
        double likely = -StrictMath.log(p[y - 1]);
        loss[e] = relative + RoundingBounds.ELEMENTARY * likely + RoundingBounds.U * (distance + likely);
        risk += (loss[e] + RoundingBounds.gamma(n + 1) * likely) / n;
        double[] delta = new double[theta.m()]; // magnitudes
        for (int k = 0; k < theta.m(); k++) {
            os[e][k] = relative * p[k];
            delta[k] = p[k] + (k == y - 1 ? 1 : 0);
            gradOa[e][k] = os[e][k] + RoundingBounds.U * delta[k];
        }
        backward(theta, x, e, n, sin, delta);
    }

    private void backward(Theta theta, double[] x, int e, int n, double[] sin, double[] delta) {
        double[] hidden = new double[theta.dh()]; // magnitudes
        for (int j = 0; j < theta.dh(); j++) {
            double[] w = RoundingBounds.column(theta.w2(), j);
            hidden[j] = RoundingBounds.absDot(w, delta);
            gradHs[e][j] = RoundingBounds.gamma(theta.m() + 1) * hidden[j] + RoundingBounds.absDot(w, gradOa[e]);
            gradHa[e][j] = gradHs[e][j] + (ha[e][j] + RoundingBounds.ELEMENTARY + RoundingBounds.U) * hidden[j];
        }
        for (int i = 0; i < theta.d(); i++) {
            double[] w = RoundingBounds.column(theta.w1(), i);
            gradX[e][i] = RoundingBounds.gamma(theta.dh() + 1) * RoundingBounds.absDot(w, hidden)
                    + RoundingBounds.absDot(w, gradHa[e]);
        }
        addMean(gradTheta.w2(), gradTheta.b2(), delta, gradOa[e], sin, hs[e], n);
        addMean(gradTheta.w1(), gradTheta.b1(), hidden, gradHa[e], x, new double[x.length], n);
    }

    /** The mean of delta a^T and of delta, both factors inexact: n products, n additions, one division. */
    private static void addMean(
            double[][] w, double[] b, double[] delta, double[] deltaError, double[] a, double[] aError, int n) {
        for (int k = 0; k < delta.length; k++) {
            b[k] += (deltaError[k] + RoundingBounds.gamma(n + 1) * delta[k]) / n;
            for (int j = 0; j < a.length; j++) {
                double rounded = RoundingBounds.gamma(n + 2) * delta[k] * abs(a[j]);
                w[k][j] += (deltaError[k] * abs(a[j]) + delta[k] * aError[j] + rounded) / n;
            }
        }
    }

    /** Fails unless each |actual - expected| is at most the given multiple of the bound, plus the rounding of a literal. */
    public static void within(String what, double[][] actual, double[][] expected, double times, double[][] bounds) {
        for (int e = 0; e < expected.length; e++) {
            within(what + "[" + e + "]", actual[e], expected[e], times, bounds[e]);
        }
    }

    public static void within(String what, double[] actual, double[] expected, double times, double[] bounds) {
        for (int i = 0; i < expected.length; i++) {
            double bound = times * bounds[i] + RoundingBounds.U * abs(expected[i]);
            RoundingBounds.within(what + "[" + i + "]", actual[i], expected[i], bound);
        }
    }

    public static void within(String what, Theta actual, Theta expected, double times, Theta bounds) {
        within(what + " w1", actual.w1(), expected.w1(), times, bounds.w1());
        within(what + " b1", actual.b1(), expected.b1(), times, bounds.b1());
        within(what + " w2", actual.w2(), expected.w2(), times, bounds.w2());
        within(what + " b2", actual.b2(), expected.b2(), times, bounds.b2());
    }
}
