package org.crosscheck.compare.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.crosscheck.datasets.Mnist;
import org.crosscheck.reference.kernels.Dots;
import org.crosscheck.reference.kernels.Nonzeros;
import org.crosscheck.reference.kernels.Rows;
import org.crosscheck.reference.kernels.Sines;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The kernels, each on 64 rows of MNIST or of noise; the figure is that of all 64. */
public class KernelBenchmark extends MicroBenchmark {

    private static final int ROWS = 64;
    private static final int CLASSES = 10;

    /** The columns of a row. */
    @Param({"25", "128", "448"})
    private int columns;

    private final Nonzeros nonzeros = new Nonzeros();
    private final Sines sines = new Sines();
    private double[][] x;
    private double[][] wide;
    private double[][] weights;
    private double[][] c;
    private double[][] s;
    private double[][] gradients;
    private double[][] logits;
    private double[][] cos;

    private static double[][] noise(SplittableRandom random, int rows, int columns) {
        double[][] noise = new double[rows][];
        Arrays.setAll(noise, row -> random.doubles(columns, -1, 1).toArray());
        return noise;
    }

    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        x = new double[ROWS][];
        Arrays.setAll(x, row -> Mnist.train().image(row));
        int d = x[0].length;
        wide = noise(random, ROWS, columns);
        weights = noise(random, d, columns);
        gradients = new double[d][columns];
        s = noise(random, ROWS, ROWS);
        c = new double[ROWS][columns];
        cos = new double[ROWS][columns];
        logits = new double[ROWS][CLASSES];
        nonzeros.reset(x, 0, ROWS, d);
        nonzeros.gather(0);
    }

    /** C += S D, all three dense. */
    @Benchmark
    public void rows() {
        Rows.add(c, 0, ROWS, s, wide, ROWS, 0, columns);
    }

    /** C += A B^T. */
    @Benchmark
    public void dots() {
        Dots.add(logits, wide, 0, ROWS, weights, CLASSES, 0, columns);
    }

    @Benchmark
    public void sinCos() {
        sines.sinCos(wide, 0, ROWS, c, cos, columns);
    }

    @Benchmark
    public void gather() {
        nonzeros.gather(0);
    }

    /** C += X W, zeros of X left out. */
    @Benchmark
    public void times() {
        nonzeros.times(c, 0, ROWS, weights, columns, true);
    }

    /** C += X^T G, zeros of X left out. */
    @Benchmark
    public void transposedTimes() {
        nonzeros.transposedTimes(gradients, 0, gradients.length, wide, columns, true);
    }
}
