package org.crosscheck.compare.bench;

import java.util.Random;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.matrix.ConvolutionMatrix;
import org.crosscheck.reference.matrix.MlpMatrix;
import org.crosscheck.reference.matrix.PoolingMatrix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The steps of the matrix form one by one: affine, sine, gradients of weights, convolutions, pooling. */
public class MatrixFormBenchmark extends MicroBenchmark {

    private static final int D = 784;
    private static final int DH = 128;

    @Param({"1", "32", "128"})
    private int n;

    private double[][] x; // (n, d)
    private double[][] w1; // (dh, d)
    private double[] b1; // (dh)
    private double[][] ha; // (n, dh)
    private Tensor images; // (n, 1, 32, 32)
    private Tensor pool2; // (n, 6, 14, 14)
    private Tensor conv1; // (n, 6, 28, 28)
    private Tensor conv3; // (n, 16, 10, 10)
    private Tensor conv1W;
    private Tensor conv3W;

    @Setup
    public void prepare() {
        Random random = new Random(1);
        x = normal(random, n, D).rows();
        w1 = normal(random, DH, D).rows();
        b1 = normal(random, DH).values();
        ha = normal(random, n, DH).rows();
        images = normal(random, Cnn.CONV1.inputShape(n));
        conv1 = normal(random, Cnn.CONV1.outputShape(n));
        pool2 = normal(random, Cnn.CONV3.inputShape(n));
        conv3 = normal(random, Cnn.CONV3.outputShape(n));
        conv1W = normal(random, Cnn.CONV1.weightShape());
        conv3W = normal(random, Cnn.CONV3.weightShape());
    }

    private static Tensor normal(Random random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = random.nextGaussian();
        }
        return tensor;
    }

    @Benchmark
    public double[][] affine() {
        return MlpMatrix.ha(x, w1, b1);
    }

    @Benchmark
    public double[][] sine() {
        return MlpMatrix.hs(ha);
    }

    @Benchmark
    public double[][] gradW1() {
        return MlpMatrix.gradW1(ha, x);
    }

    @Benchmark
    public double[][] gradX() {
        return MlpMatrix.gradX(ha, w1);
    }

    @Benchmark
    public Tensor conv1Forward() {
        return ConvolutionMatrix.forward(Cnn.CONV1, images, conv1W, new double[Cnn.CONV1.filters()]);
    }

    @Benchmark
    public Tensor conv3Forward() {
        return ConvolutionMatrix.forward(Cnn.CONV3, pool2, conv3W, new double[Cnn.CONV3.filters()]);
    }

    @Benchmark
    public Tensor conv3GradWeights() {
        return ConvolutionMatrix.gradWeights(Cnn.CONV3, pool2, conv3);
    }

    @Benchmark
    public Tensor conv3GradImages() {
        return ConvolutionMatrix.gradImages(Cnn.CONV3, conv3W, conv3);
    }

    @Benchmark
    public Tensor pooling() {
        return PoolingMatrix.forward(Cnn.POOL2, Cnn.POOL2, conv1);
    }
}
