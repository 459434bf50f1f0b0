package org.crosscheck.reference;

import java.util.function.UnaryOperator;

/**
 * The homework's architecture with its activations left open: x to output(W(2) hidden(W(1) x + b(1)) + b(2)). The
 * network of part 2 is one instance, the network that computes its gradient with respect to x (question 2p) another.
 *
 * @param theta the parameters; they fix d, dh and m
 * @param hidden the activation of the hidden layer, a function of the whole vector of dimension dh
 * @param output the activation of the output layer, a function of the whole vector of dimension m
 */
public record Network(Theta theta, UnaryOperator<double[]> hidden, UnaryOperator<double[]> output) {

    /**
     * Question 2p: dL/dx = W(1)^T (cos(h^a) * (W(2)^T (o^s - onehot_m(y)))) is the forward pass, on the input o^s -
     * onehot_m(y), of a network of the same architecture with the parameters W(2)^T, 0, W(1)^T, 0: it has m inputs, dh
     * hidden neurons with the linear activation z to z * cos(h^a), and d linear outputs.
     *
     * @param ha the pre-activations h^a of the example whose gradient is wanted, shape (dh)
     */
    public static Network inputGradient(Theta theta, double[] ha) {
        Require.require(ha.length == theta.dh(), "h^a has %d elements and b1 %d", ha.length, theta.dh());
        Theta transposed =
                new Theta(transpose(theta.w2()), new double[theta.dh()], transpose(theta.w1()), new double[theta.d()]);
        return new Network(transposed, z -> MlpDetailed.gradHa(z, ha), UnaryOperator.identity());
    }

    /** The forward pass of one example: (d) to (m). Throws IllegalArgumentException unless x has d elements. */
    public double[] forward(double[] x) {
        Require.require(x.length == theta.d(), "x has %d elements and W1 %d columns", x.length, theta.d());
        double[] hs = hidden.apply(MlpDetailed.ha(theta.w1(), theta.b1(), x));
        return output.apply(MlpDetailed.oa(theta.w2(), theta.b2(), hs));
    }

    /** A^T: (n, k) to (k, n). */
    private static double[][] transpose(double[][] a) {
        double[][] transpose = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                transpose[j][i] = a[i][j];
            }
        }
        return transpose;
    }
}
