package org.crosscheck.reference;

/**
 * Part 2 of the homework in its detailed, element-wise form: the specification. Every function is one formula of the
 * homework for one example (x, y), a sum over indices written as a loop over that index, in the homework's letters. It
 * is never optimised; {@code MlpMatrix} is the fast form and must agree with it.
 *
 * <p>Indices j = 1..dh (hidden), k = 1..m (classes) and i = 1..d (inputs) run from 0 in the code; only the class y keeps
 * the homework's 1..m. NaN and infinities propagate as IEEE 754 has it.
 */
public final class MlpDetailed {

    private MlpDetailed() {}

    /** Question 2a: h^a_j = b(1)_j + sum_i W(1)_ji x_i. Shape (dh). */
    public static double[] ha(double[][] w1, double[] b1, double[] x) {
        double[] ha = new double[w1.length];
        for (int j = 0; j < ha.length; j++) {
            double sum = b1[j];
            for (int i = 0; i < x.length; i++) {
                sum += w1[j][i] * x[i];
            }
            ha[j] = sum;
        }
        return ha;
    }

    /** Question 2a: h^s_j = phi(h^a_j) = sin(h^a_j). Shape (dh). */
    public static double[] hs(double[] ha) {
        double[] hs = new double[ha.length];
        for (int j = 0; j < hs.length; j++) {
            hs[j] = Functions.phi(ha[j]);
        }
        return hs;
    }

    /** Question 2b: o^a_k = b(2)_k + sum_j W(2)_kj h^s_j. Shape (m). */
    public static double[] oa(double[][] w2, double[] b2, double[] hs) {
        double[] oa = new double[w2.length];
        for (int k = 0; k < oa.length; k++) {
            double sum = b2[k];
            for (int j = 0; j < hs.length; j++) {
                sum += w2[k][j] * hs[j];
            }
            oa[k] = sum;
        }
        return oa;
    }

    /** Question 2c: o^s_k = exp(o^a_k) / sum_j exp(o^a_j), both shifted by max o^a (allowed by 1j). Shape (m). */
    public static double[] os(double[] oa) {
        double shift = oa[Softmax.argmax(oa)];
        double[] os = new double[oa.length];
        for (int k = 0; k < os.length; k++) {
            double sum = 0;
            for (double other : oa) {
                sum += StrictMath.exp(other - shift);
            }
            os[k] = StrictMath.exp(oa[k] - shift) / sum;
        }
        return os;
    }

    /** Question 2d: L = log sum_j exp(o^a_j) - o^a_y, shifted as {@link Softmax#negativeLogLikelihood}. */
    public static double loss(double[] oa, int y) {
        return Softmax.negativeLogLikelihood(oa, y);
    }

    /** Question 2g: dL/do^a_k = o^s_k - 1_{k = y}. Shape (m). */
    public static double[] gradOa(double[] os, int y) {
        double[] onehot = Softmax.onehot(os.length, y);
        double[] gradOa = new double[os.length];
        for (int k = 0; k < gradOa.length; k++) {
            gradOa[k] = os[k] - onehot[k];
        }
        return gradOa;
    }

    /** Questions 2h and 2i: dL/dW(2)_kj = dL/do^a_k h^s_j. Shape (m, dh). */
    public static double[][] gradW2(double[] gradOa, double[] hs) {
        return outer(gradOa, hs);
    }

    /** Questions 2h and 2i: dL/db(2)_k = dL/do^a_k. Shape (m). */
    public static double[] gradB2(double[] gradOa) {
        return gradOa.clone();
    }

    /** Questions 2j and 2k: dL/dh^s_j = sum_k dL/do^a_k W(2)_kj. Shape (dh). */
    public static double[] gradHs(double[][] w2, double[] gradOa) {
        double[] gradHs = new double[w2[0].length];
        for (int j = 0; j < gradHs.length; j++) {
            double sum = 0;
            for (int k = 0; k < gradOa.length; k++) {
                sum += gradOa[k] * w2[k][j];
            }
            gradHs[j] = sum;
        }
        return gradHs;
    }

    /** Questions 2l and 2m: dL/dh^a_j = dL/dh^s_j phi'(h^a_j) = dL/dh^s_j cos(h^a_j). Shape (dh). */
    public static double[] gradHa(double[] gradHs, double[] ha) {
        double[] gradHa = new double[ha.length];
        for (int j = 0; j < gradHa.length; j++) {
            gradHa[j] = gradHs[j] * Functions.phiPrime(ha[j]);
        }
        return gradHa;
    }

    /** Questions 2n and 2o: dL/dW(1)_ji = dL/dh^a_j x_i. Shape (dh, d). */
    public static double[][] gradW1(double[] gradHa, double[] x) {
        return outer(gradHa, x);
    }

    /** Questions 2n and 2o: dL/db(1)_j = dL/dh^a_j. Shape (dh). */
    public static double[] gradB1(double[] gradHa) {
        return gradHa.clone();
    }

    /** Question 2p: dL/dx_i = sum_j dL/dh^a_j W(1)_ji. Shape (d). */
    public static double[] gradX(double[][] w1, double[] gradHa) {
        double[] gradX = new double[w1[0].length];
        for (int i = 0; i < gradX.length; i++) {
            double sum = 0;
            for (int j = 0; j < gradHa.length; j++) {
                sum += gradHa[j] * w1[j][i];
            }
            gradX[i] = sum;
        }
        return gradX;
    }

    /** Question 2e: the empirical risk R^ = (1/n) sum over the n examples of their loss L. */
    public static double risk(double[] loss) {
        double sum = 0;
        for (double l : loss) {
            sum += l;
        }
        return sum / loss.length;
    }

    /**
     * Questions 2a to 2e for n examples, one after the other. Shapes as in {@link MlpForward}. Throws {@link
     * IllegalArgumentException} if x or y do not fit.
     */
    public static MlpForward forward(Theta theta, double[][] x, int[] y) {
        theta.requireExamples(x, y);
        int n = x.length;
        double[][] ha = new double[n][];
        double[][] hs = new double[n][];
        double[][] oa = new double[n][];
        double[][] os = new double[n][];
        double[] loss = new double[n];
        for (int e = 0; e < n; e++) {
            ha[e] = ha(theta.w1(), theta.b1(), x[e]);
            hs[e] = hs(ha[e]);
            oa[e] = oa(theta.w2(), theta.b2(), hs[e]);
            os[e] = os(oa[e]);
            loss[e] = loss(oa[e], y[e]);
        }
        return new MlpForward(ha, hs, oa, os, loss, risk(loss));
    }

    /**
     * Questions 2g to 2p for n examples: the gradients of each example's L, and the gradient of R^ with respect to the
     * parameters: the mean over the examples of the gradients of L. Shapes as in {@link MlpBackward}.
     */
    public static MlpBackward backward(Theta theta, double[][] x, int[] y, MlpForward forward) {
        int n = x.length;
        double[][] gradOa = new double[n][];
        double[][] gradHs = new double[n][];
        double[][] gradHa = new double[n][];
        double[][] gradX = new double[n][];
        double[][] sumW1 = new double[theta.dh()][theta.d()];
        double[] sumB1 = new double[theta.dh()];
        double[][] sumW2 = new double[theta.m()][theta.dh()];
        double[] sumB2 = new double[theta.m()];
        for (int e = 0; e < n; e++) {
            gradOa[e] = gradOa(forward.os()[e], y[e]);
            gradHs[e] = gradHs(theta.w2(), gradOa[e]);
            gradHa[e] = gradHa(gradHs[e], forward.ha()[e]);
            gradX[e] = gradX(theta.w1(), gradHa[e]);
            addTo(sumW2, gradW2(gradOa[e], forward.hs()[e]));
            addTo(sumB2, gradB2(gradOa[e]));
            addTo(sumW1, gradW1(gradHa[e], x[e]));
            addTo(sumB1, gradB1(gradHa[e]));
        }
        Theta gradTheta = new Theta(mean(sumW1, n), mean(sumB1, n), mean(sumW2, n), mean(sumB2, n));
        return new MlpBackward(gradOa, gradHs, gradHa, gradX, gradTheta);
    }

    private static double[][] outer(double[] a, double[] b) {
        double[][] outer = new double[a.length][b.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                outer[i][j] = a[i] * b[j];
            }
        }
        return outer;
    }

    private static void addTo(double[][] sum, double[][] term) {
        for (int i = 0; i < sum.length; i++) {
            addTo(sum[i], term[i]);
        }
    }

    private static void addTo(double[] sum, double[] term) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += term[i];
        }
    }

    private static double[][] mean(double[][] sum, int n) {
        double[][] mean = new double[sum.length][];
        for (int i = 0; i < sum.length; i++) {
            mean[i] = mean(sum[i], n);
        }
        return mean;
    }

    private static double[] mean(double[] sum, int n) {
        double[] mean = new double[sum.length];
        for (int i = 0; i < sum.length; i++) {
            mean[i] = sum[i] / n;
        }
        return mean;
    }
}
