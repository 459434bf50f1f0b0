package org.crosscheck.compare.steps;

/** The functions of part 1 that its identities are about, as an engine computes them. */
public interface BasicFunctions {

    /** sigma(t) (1c, 1d). */
    double sigmoid(double t);

    /** tanh(t) (1c). */
    double tanh(double t);

    /** softplus(t) (1d, 1e). */
    double softplus(double t);

    /** S(x) (1i, 1j). */
    double[] softmax(double[] x);
}
