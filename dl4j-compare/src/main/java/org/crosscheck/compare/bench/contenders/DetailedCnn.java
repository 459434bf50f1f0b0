package org.crosscheck.compare.bench.contenders;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.bench.contenders.Workload.Minibatches;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.ConvolutionDetailed;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.MlpDetailed;
import org.crosscheck.reference.PoolingDetailed;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.training.SineCnn;

/** The sine CNN in element-wise form, from the homework's formulas: those of part 3, with sine and head as in part 2. */
final class DetailedCnn implements Contender.Runner {

    private final Minibatches minibatches;
    private List<Tensor> parameters; // conv1_W conv1_b conv3_W conv3_b W b

    DetailedCnn(SineCnn start, Minibatches minibatches) {
        this.parameters = start.tensors();
        this.minibatches = minibatches;
    }

    /** conv1 (n, 6, 28, 28), pool2 (n, 6, 14, 14), conv3 (n, 16, 10, 10), o^a (n, m). */
    private record Pass(Tensor images, Tensor conv1, Tensor pool2, Tensor conv3, double[][] oa) {}

    private Pass pass(int i) {
        double[][] x = minibatches.x()[i];
        Tensor images =
                new Tensor(Cnn.CONV1.inputShape(x.length), Tensor.matrix(x).values());
        Tensor conv1 = ConvolutionDetailed.forward(Cnn.CONV1, images, parameters.get(0), vector(1));
        Tensor pool2 = PoolingDetailed.forward(Cnn.POOL2, Cnn.POOL2, conv1.map(Functions::phi));
        Tensor conv3 = ConvolutionDetailed.forward(Cnn.CONV3, pool2, parameters.get(2), vector(3));
        double[][] h = examples(conv3.map(Functions::phi));
        double[][] w = parameters.get(4).rows();
        double[][] oa = new double[x.length][];
        for (int e = 0; e < x.length; e++) {
            oa[e] = MlpDetailed.oa(w, vector(5), h[e]);
        }
        return new Pass(images, conv1, pool2, conv3, oa);
    }

    @Override
    public void step(int i) {
        Pass pass = pass(i);
        int n = pass.oa().length;
        double[][] w = parameters.get(4).rows();
        double[][] h = examples(pass.conv3().map(Functions::phi));
        Tensor gradW = Tensor.zeros(parameters.get(4).shape());
        double[] gradB = new double[vector(5).length];
        double[][] gradH = new double[n][];
        for (int e = 0; e < n; e++) {
            double[] gradOa =
                    MlpDetailed.gradOa(MlpDetailed.os(pass.oa()[e]), minibatches.y()[i][e]);
            gradH[e] = MlpDetailed.gradHs(w, gradOa);
            for (int k = 0; k < gradB.length; k++) {
                gradB[k] += gradOa[k] / n;
                for (int j = 0; j < h[e].length; j++) {
                    gradW.values()[k * h[e].length + j] += gradOa[k] * h[e][j] / n;
                }
            }
        }
        Tensor gradConv3 = throughSine(
                new Tensor(pass.conv3().shape(), Tensor.matrix(gradH).values()), pass.conv3(), n);
        Tensor gradPool2 = ConvolutionDetailed.gradImages(Cnn.CONV3, parameters.get(2), gradConv3);
        Tensor gradSin1 = PoolingDetailed.gradImages(Cnn.POOL2, Cnn.POOL2, gradPool2);
        Tensor gradConv1 = throughSine(gradSin1, pass.conv1(), 1);
        List<Tensor> gradient = List.of(
                ConvolutionDetailed.gradWeights(Cnn.CONV1, pass.images(), gradConv1),
                Tensor.vector(ConvolutionDetailed.gradBias(Cnn.CONV1, gradConv1)),
                ConvolutionDetailed.gradWeights(Cnn.CONV3, pass.pool2(), gradConv3),
                Tensor.vector(ConvolutionDetailed.gradBias(Cnn.CONV3, gradConv3)),
                gradW,
                Tensor.vector(gradB));
        List<Tensor> next = new ArrayList<>();
        for (int p = 0; p < gradient.size(); p++) {
            next.add(parameters.get(p).map(gradient.get(p), (parameter, g) -> parameter - Workload.ETA * g));
        }
        parameters = next;
    }

    @Override
    public void forward(int i) {
        for (double[] oa : pass(i).oa()) {
            MlpDetailed.os(oa);
        }
    }

    @Override
    public double risk(int i) {
        double[][] oa = pass(i).oa();
        double[] loss = new double[oa.length];
        for (int e = 0; e < oa.length; e++) {
            loss[e] = MlpDetailed.loss(oa[e], minibatches.y()[i][e]);
        }
        return MlpDetailed.risk(loss);
    }

    private double[] vector(int parameter) {
        return parameters.get(parameter).values();
    }

    /** One row per example, the maps in row-major order. */
    private static double[][] examples(Tensor maps) {
        int n = maps.shape()[0];
        return new Tensor(new int[] {n, maps.values().length / n}, maps.values()).rows();
    }

    /** gradient phi'(z) / n: the chain rule of the sine, and the mean of R^ where it enters. */
    private static Tensor throughSine(Tensor gradient, Tensor z, int n) {
        return gradient.map(z, (g, zi) -> g * Functions.phiPrime(zi) / n);
    }
}
