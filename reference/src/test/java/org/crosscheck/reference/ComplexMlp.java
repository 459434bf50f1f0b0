package org.crosscheck.reference;

import java.util.stream.IntStream;
import org.apache.commons.numbers.complex.Complex;

/**
 * The loss of one example as a complex function: with i h added to one of its inputs, the imaginary part is h times the
 * derivative, without the cancellation of a difference, since h^2 is below the smallest double. Written from the
 * homework's equations, apart from the code under test.
 */
final class ComplexMlp {

    static final double H = 1e-200;

    private ComplexMlp() {}

    static Complex[] complex(double[] real) {
        return IntStream.range(0, real.length)
                .mapToObj(i -> Complex.ofCartesian(real[i], 0))
                .toArray(Complex[]::new);
    }

    /** The vector with i h added to one element. */
    static Complex[] stepped(double[] real, int element) {
        Complex[] stepped = complex(real);
        stepped[element] = Complex.ofCartesian(real[element], H);
        return stepped;
    }

    static Complex[] affine(double[][] w, Complex[] b, Complex[] x) {
        return IntStream.range(0, w.length)
                .mapToObj(j -> row(complex(w[j]), b[j], x))
                .toArray(Complex[]::new);
    }

    /** sum_i w_i x_i + b. */
    static Complex row(Complex[] w, Complex b, Complex[] x) {
        Complex sum = b;
        for (int i = 0; i < x.length; i++) {
            sum = sum.add(w[i].multiply(x[i]));
        }
        return sum;
    }

    static Complex[] sin(Complex[] ha) {
        return IntStream.range(0, ha.length).mapToObj(j -> ha[j].sin()).toArray(Complex[]::new);
    }

    /** log sum_k exp(oa_k) - oa_y, shifted by the largest real part. */
    static Complex loss(Complex[] oa, int y) {
        double max = Double.NEGATIVE_INFINITY;
        for (Complex o : oa) {
            max = Math.max(max, o.getReal());
        }
        Complex sum = Complex.ZERO;
        for (Complex o : oa) {
            sum = sum.add(o.subtract(max).exp());
        }
        return sum.log().subtract(oa[y - 1].subtract(max));
    }

    static Complex lossFromHs(Theta theta, Complex[] hs, int y) {
        return loss(affine(theta.w2(), complex(theta.b2()), hs), y);
    }

    static Complex lossFromHa(Theta theta, Complex[] ha, int y) {
        return lossFromHs(theta, sin(ha), y);
    }

    static Complex lossFromX(Theta theta, Complex[] x, int y) {
        return lossFromHa(theta, affine(theta.w1(), complex(theta.b1()), x), y);
    }

    /** The gradients of one example's L with respect to the parameters. */
    static Theta gradient(Theta theta, double[] x, int y) {
        double[] ha = real(affine(theta.w1(), complex(theta.b1()), complex(x)));
        double[] hs = real(sin(complex(ha)));
        double[] oa = real(affine(theta.w2(), complex(theta.b2()), complex(hs)));
        double[][] w1 = new double[theta.dh()][theta.d()];
        double[] b1 = new double[theta.dh()];
        for (int j = 0; j < theta.dh(); j++) {
            for (int i = 0; i < theta.d(); i++) {
                Complex[] stepped = complex(ha);
                stepped[j] = row(stepped(theta.w1()[j], i), Complex.ofCartesian(theta.b1()[j], 0), complex(x));
                w1[j][i] = lossFromHa(theta, stepped, y).getImaginary() / H;
            }
            b1[j] = lossFromHa(theta, stepped(ha, j), y).getImaginary() / H; // b_j enters ha_j alone, with slope 1
        }
        double[][] w2 = new double[theta.m()][theta.dh()];
        double[] b2 = new double[theta.m()];
        for (int k = 0; k < theta.m(); k++) {
            for (int j = 0; j < theta.dh(); j++) {
                Complex[] stepped = complex(oa);
                stepped[k] = row(stepped(theta.w2()[k], j), Complex.ofCartesian(theta.b2()[k], 0), complex(hs));
                w2[k][j] = loss(stepped, y).getImaginary() / H;
            }
            b2[k] = loss(stepped(oa, k), y).getImaginary() / H;
        }
        return new Theta(w1, b1, w2, b2);
    }

    private static double[] real(Complex[] complex) {
        return IntStream.range(0, complex.length)
                .mapToDouble(i -> complex[i].getReal())
                .toArray();
    }
}
