package org.crosscheck.reference;

/**
 * Part 1 of the homework, the scalar functions and norms, with the derivatives and gradients that it asks for
 * (questions 1a to 1h, and the sigmoid half of 1m), and the activation phi of part 2 with its derivative. The softmax
 * has a class of its own, {@link Softmax}.
 *
 * <p>All are stable over the whole range of {@code double}: no intermediate overflows where the result does not. A NaN
 * argument gives NaN in every function here. Elementary functions are {@link StrictMath}'s (error at most 1 ulp, of
 * tanh 2.5), so the bits are the same on every machine.
 */
public final class Functions {

    private Functions() {}

    /**
     * Question 1c: the logistic sigmoid 1 / (1 + exp(-x)). sigma(-inf) = 0, sigma(+inf) = 1. For x &lt; 0 it is
     * computed as exp(x) / (1 + exp(x)), which keeps its relative accuracy down to the underflow of exp(x).
     */
    public static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + StrictMath.exp(-x));
        }
        double e = StrictMath.exp(x);
        return e / (1 + e);
    }

    /**
     * Question 1b: sigma'(x) = sigma(x) (1 - sigma(x)), written as sigma(x) sigma(-x): the same number, since 1 -
     * sigma(x) = sigma(-x), without the cancellation that makes 1 - sigma(40) zero.
     */
    public static double sigmoidPrime(double x) {
        return sigmoid(x) * sigmoid(-x);
    }

    /** Question 1c: the hyperbolic tangent (e^x - e^-x) / (e^x + e^-x): tanh(+-0) = +-0, tanh(+-inf) = +-1. */
    public static double tanh(double x) {
        return StrictMath.tanh(x);
    }

    /** Question 2a: phi(x) = sin(x), the activation of the hidden layer. phi(+-0) = +-0; NaN at infinities. */
    public static double phi(double x) {
        return StrictMath.sin(x);
    }

    /** Questions 2l and 2m: phi'(x) = cos(x). NaN at infinities. */
    public static double phiPrime(double x) {
        return StrictMath.cos(x);
    }

    /**
     * Question 1e: softplus(x) = ln(1 + exp(x)), as max(x, 0) + ln(1 + exp(-|x|)). softplus(-inf) = 0, softplus(+inf) =
     * +inf.
     */
    public static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** Question 1d: ln sigma(x) = -softplus(-x). Finite for every finite x, where ln(sigma(-800)) would be -inf. */
    public static double logSigmoid(double x) {
        return -softplus(-x);
    }

    /** The indicator 1_S: 1 where the condition holds, else 0. */
    public static double indicator(boolean condition) {
        return condition ? 1 : 0;
    }

    /** Question 1f: sign(x) = 1_{x > 0}(x) - 1_{x < 0}(x). sign(+-0) = 0. */
    public static double sign(double x) {
        return Double.isNaN(x) ? x : indicator(x > 0) - indicator(x < 0);
    }

    /** The Heaviside step: 1 if x is positive, 0 if negative, 1/2 at +-0. */
    public static double heaviside(double x) {
        return Double.isNaN(x) ? x : indicator(x > 0) + 0.5 * indicator(x == 0);
    }

    /**
     * The rectifier, max(0, x); rect(-0) = 0. (The homework's last equality omits the factor x: rect(x) = x 1_{x >
     * 0}(x) is meant.)
     */
    public static double rectifier(double x) {
        return Math.max(0, x);
    }

    /** Question 1a: rect'(x) = 1_{x > 0}(x). It does not exist at +-0, where this returns 0 as the homework allows. */
    public static double rectifierPrime(double x) {
        return Double.isNaN(x) ? x : indicator(x > 0);
    }

    /** diag(x): the square matrix with x on its diagonal and +0 elsewhere. Shape (n) to (n, n). */
    public static double[][] diag(double[] x) {
        double[][] diag = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            diag[i][i] = x[i];
        }
        return diag;
    }

    /** The squared L2 norm, sum_i x_i^2. */
    public static double squaredNorm2(double[] x) {
        double sum = 0;
        for (double xi : x) {
            sum += xi * xi;
        }
        return sum;
    }

    /** Question 1g: the gradient of the squared L2 norm is 2 x. Shape (n), exact unless 2 x overflows. */
    public static double[] gradSquaredNorm2(double[] x) {
        double[] gradient = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            gradient[i] = 2 * x[i];
        }
        return gradient;
    }

    /** The L1 norm, sum_i |x_i|. */
    public static double norm1(double[] x) {
        double sum = 0;
        for (double xi : x) {
            sum += Math.abs(xi);
        }
        return sum;
    }

    /** Question 1h: the gradient of the L1 norm is sign(x), element by element; where some x_i = 0 a subgradient. */
    public static double[] gradNorm1(double[] x) {
        double[] gradient = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            gradient[i] = sign(x[i]);
        }
        return gradient;
    }

    /** The Jacobian of the element-wise sigmoid, diag(sigma'(x)). Shape (n, n). */
    public static double[][] sigmoidJacobian(double[] x) {
        double[] derivative = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            derivative[i] = sigmoidPrime(x[i]);
        }
        return diag(derivative);
    }

    /**
     * Question 1m, sigmoid: the vector-Jacobian product (d sigma / dx)^T v in O(n), since the Jacobian is diagonal:
     * sigma'(x) times v, element by element.
     *
     * @param v the gradient of the loss with respect to sigma(x), shape (n) as x
     * @throws IllegalArgumentException if x and v differ in length
     */
    public static double[] sigmoidVectorJacobian(double[] x, double[] v) {
        Require.require(x.length == v.length, "x has %d elements and v has %d", x.length, v.length);
        double[] product = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            product[i] = sigmoidPrime(x[i]) * v[i];
        }
        return product;
    }
}
