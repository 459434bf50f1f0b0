package org.crosscheck.reference.training;

import static java.lang.Math.abs;

import java.util.function.DoubleUnaryOperator;
import org.crosscheck.reference.Cases;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.ConvolutionDetailed;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.MlpBounds;
import org.crosscheck.reference.PoolingDetailed;
import org.crosscheck.reference.RoundingBounds;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;

/**
 * RoundingBounds on the error of R^ and of its gradient in the CNN of the demo when the whole pass starts from the images: first
 * order, any order of summation, each bound the step itself applied to magnitudes (see {@link MlpBounds}). The slopes of
 * sin and cos are at most 1.
 */
record SineCnnBounds(double risk, SineCnn gradient) {

    static SineCnnBounds of(SineCnn net, Tensor images, int[] y) {
        SineCnn.Forward pass = net.forward(images);
        SineCnn size = SineCnn.of(net.tensors().stream()
                .map(tensor -> Cases.map(tensor, Math::abs))
                .toList());
        Cnn cnn = size.cnn();
        double[] none1 = new double[cnn.conv1B().length];
        double[] none3 = new double[cnn.conv3B().length];
        int n = y.length;
        int m = net.m();

        Tensor x = Cases.map(images, Math::abs);
        Tensor e1 = Cases.map(
                ConvolutionDetailed.forward(Cnn.CONV1, x, cnn.conv1W(), cnn.conv1B()), times(RoundingBounds.gamma(26)));
        Tensor s1 = Cases.map(pass.conv1(), z -> abs(StrictMath.sin(z)));
        Tensor eS1 = Cases.map(e1, e -> e + RoundingBounds.ELEMENTARY);
        Tensor p2 = PoolingDetailed.forward(Cnn.POOL2, Cnn.POOL2, s1);
        Tensor eP2 =
                sum(Cases.map(p2, times(RoundingBounds.gamma(5))), PoolingDetailed.forward(Cnn.POOL2, Cnn.POOL2, eS1));
        Tensor e3 = sum(
                Cases.map(
                        ConvolutionDetailed.forward(Cnn.CONV3, p2, cnn.conv3W(), cnn.conv3B()),
                        times(RoundingBounds.gamma(151))),
                ConvolutionDetailed.forward(Cnn.CONV3, eP2, cnn.conv3W(), none3));
        int features = net.w().shape()[1];
        double[][] eH = rows(Cases.map(e3, e -> e + RoundingBounds.ELEMENTARY), n);

        double risk = 0;
        double[][] delta = new double[n][m]; // magnitudes
        double[][] eDelta = new double[n][m];
        double[][] maps = new double[n][features]; // magnitudes of dL/dconv3
        double[][] eMaps = new double[n][features];
        double[][] w = size.w().rows();
        double[][] mapError = rows(e3, n);
        for (int e = 0; e < n; e++) {
            double[] h = Cases.map(Tensor.vector(pass.h()[e]), Math::abs).values();
            double worst = 0;
            for (int k = 0; k < m; k++) {
                double logit = RoundingBounds.gamma(features + 1) * (RoundingBounds.absDot(w[k], h) + size.b()[k])
                        + RoundingBounds.absDot(w[k], eH[e]);
                worst = Math.max(worst, logit);
            }
            double relative = 2 * worst + RoundingBounds.softmaxRelative(pass.oa()[e]);
            double[] oa = pass.oa()[e];
            double likely = Softmax.negativeLogLikelihood(oa, y[e]);
            double distance = oa[Softmax.argmax(oa)] - oa[y[e] - 1];
            risk += (relative
                            + RoundingBounds.ELEMENTARY * likely
                            + RoundingBounds.U * (distance + likely)
                            + RoundingBounds.gamma(n + 1) * likely)
                    / n;
            for (int k = 0; k < m; k++) {
                delta[e][k] = pass.os()[e][k] + (k == y[e] - 1 ? 1 : 0);
                eDelta[e][k] = relative * pass.os()[e][k] + RoundingBounds.U * delta[e][k];
            }
            for (int j = 0; j < features; j++) {
                double[] column = RoundingBounds.column(w, j);
                double hidden = RoundingBounds.absDot(column, delta[e]);
                maps[e][j] = hidden;
                eMaps[e][j] = RoundingBounds.gamma(m + 1) * hidden
                        + RoundingBounds.absDot(column, eDelta[e])
                        + (mapError[e][j] + RoundingBounds.ELEMENTARY + RoundingBounds.U) * hidden;
            }
        }
        Tensor g3 = new Tensor(pass.conv3().shape(), Tensor.matrix(maps).values());
        Tensor eG3 = new Tensor(pass.conv3().shape(), Tensor.matrix(eMaps).values());
        Tensor gP2 = ConvolutionDetailed.gradImages(Cnn.CONV3, cnn.conv3W(), g3);
        Tensor eGP2 = sum(
                Cases.map(gP2, times(RoundingBounds.gamma(16 * 25))),
                ConvolutionDetailed.gradImages(Cnn.CONV3, cnn.conv3W(), eG3));
        Tensor gS1 = PoolingDetailed.gradImages(Cnn.POOL2, Cnn.POOL2, gP2);
        Tensor eGS1 = sum(
                Cases.map(gS1, times(RoundingBounds.gamma(2))), PoolingDetailed.gradImages(Cnn.POOL2, Cnn.POOL2, eGP2));
        Tensor eG1 = sum(eGS1, product(gS1, Cases.map(e1, e -> e + RoundingBounds.ELEMENTARY + RoundingBounds.U)));

        Cnn gradient = new Cnn(
                mean(n, Cnn.CONV1, x, Tensor.zeros(x.shape()), gS1, eG1),
                meanBias(n, Cnn.CONV1, gS1, eG1, none1),
                mean(n, Cnn.CONV3, p2, eP2, g3, eG3),
                meanBias(n, Cnn.CONV3, g3, eG3, none3));
        Tensor gradW = Tensor.zeros(net.w().shape());
        double[] gradB = new double[m];
        for (int e = 0; e < n; e++) {
            for (int k = 0; k < m; k++) {
                gradB[k] += (RoundingBounds.gamma(n + 2) * delta[e][k] + eDelta[e][k]) / n;
                for (int j = 0; j < features; j++) {
                    double h = abs(pass.h()[e][j]);
                    gradW.values()[k * features + j] += (RoundingBounds.gamma(n + 3) * delta[e][k] * h
                                    + eDelta[e][k] * h
                                    + delta[e][k] * eH[e][j])
                            / n;
                }
            }
        }
        return new SineCnnBounds(risk, new SineCnn(gradient, gradW, gradB));
    }

    /** A mean over n images of sums over positions of products, both factors inexact. */
    private static Tensor mean(int n, Geometry geometry, Tensor x, Tensor eX, Tensor g, Tensor eG) {
        int terms = n * geometry.rows().output() * geometry.columns().output() + 3;
        Tensor rounded = Cases.map(ConvolutionDetailed.gradWeights(geometry, x, g), times(RoundingBounds.gamma(terms)));
        Tensor inherited =
                sum(ConvolutionDetailed.gradWeights(geometry, x, eG), ConvolutionDetailed.gradWeights(geometry, eX, g));
        return Cases.map(sum(rounded, inherited), times(1.0 / n));
    }

    private static double[] meanBias(int n, Geometry geometry, Tensor g, Tensor eG, double[] bound) {
        int terms = n * geometry.rows().output() * geometry.columns().output() + 2;
        double[] magnitude = ConvolutionDetailed.gradBias(geometry, g);
        double[] inherited = ConvolutionDetailed.gradBias(geometry, eG);
        for (int f = 0; f < bound.length; f++) {
            bound[f] = (RoundingBounds.gamma(terms) * magnitude[f] + inherited[f]) / n;
        }
        return bound;
    }

    private static DoubleUnaryOperator times(double factor) {
        return value -> factor * value;
    }

    private static Tensor sum(Tensor a, Tensor b) {
        double[] values = a.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += b.values()[i];
        }
        return new Tensor(a.shape(), values);
    }

    private static Tensor product(Tensor a, Tensor b) {
        double[] values = a.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= b.values()[i];
        }
        return new Tensor(a.shape(), values);
    }

    private static double[][] rows(Tensor tensor, int n) {
        return new Tensor(new int[] {n, tensor.values().length / n}, tensor.values()).rows();
    }
}
