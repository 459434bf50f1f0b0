package org.crosscheck.reference;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.crosscheck.reference.kernels.Dots;
import org.crosscheck.reference.kernels.Rows;
import org.crosscheck.reference.kernels.Sines;
import org.crosscheck.reference.kernels.Team;

/** The network of {@link SineCnn}, trained in place. A row of x is an image of 32 x 32 in row-major order. */
public final class CnnTrainer extends Descent {

    /** Images side by side. */
    private static final int LANES = 16;

    /** Blocks of images that one task takes, at most; their gradients are summed before they meet those of others. */
    private static final int BLOCKS = 4;

    /** Examples that are taken at one time. */
    private static final int PART = 512;

    private static final int FEATURES = Math.toIntExact(Cnn.CONV3.outputSize());

    /** Rows of conv1, of all filters, that one row of the pooling takes. */
    private static final int POOLED = 2 * Cnn.CONV1.filters();

    private static final int PIXELS =
            Cnn.CONV1.rows().input() * Cnn.CONV1.columns().input();

    private final int m;
    private final Rowed now;
    private final Worker[] workers;
    /** The gradients of each task. */
    private final Rowed[] partial;

    private final Team.Job forward = this::forward;
    private final Team.Job forwardAndBack = this::forwardAndBack;
    private final Team.Job reduce = this::reduce;

    private double[][] x;
    private int[] y;
    private double[] loss;
    private double[][] os;
    private int start;
    private int end;
    private int n;
    private int perTask;
    private int tasks;

    /** Starts from a copy of the parameters. Throws {@link IllegalArgumentException} for fewer than one thread. */
    public CnnTrainer(SineCnn start, int threads) {
        super(SineCnn.NAMES, PIXELS, start.m(), rows(start.tensors()), decays(start.m()), PART, threads);
        m = start.m();
        now = new Rowed(parameters(), m);
        workers = IntStream.range(0, threads).mapToObj(worker -> new Worker(m)).toArray(Worker[]::new);
        partial = IntStream.range(0, PART / LANES / BLOCKS)
                .mapToObj(task -> new Rowed(rows(start.tensors()), m))
                .toArray(Rowed[]::new);
    }

    /** Rows as the trainer holds them, by name. */
    private static final class Rowed {

        final double[][] all;
        final double[][] conv1W;
        final double[] conv1B;
        final double[][] conv3W;
        final double[] conv3B;
        final double[][] w;
        final double[] b;

        Rowed(double[][] all, int m) {
            int first = Cnn.CONV1.filters();
            int last = Cnn.CONV3.filters();
            this.all = all;
            conv1W = Arrays.copyOfRange(all, 0, first);
            conv1B = all[first];
            conv3W = Arrays.copyOfRange(all, first + 1, first + 1 + last);
            conv3B = all[first + 1 + last];
            w = Arrays.copyOfRange(all, first + last + 2, first + last + 2 + m);
            b = all[first + last + 2 + m];
        }
    }

    /** One row for each filter, each class, and each vector of biases. */
    private static double[][] rows(List<Tensor> tensors) {
        return tensors.stream()
                .flatMap(tensor -> Arrays.stream(matrix(tensor).rows()))
                .toArray(double[][]::new);
    }

    private static Tensor matrix(Tensor tensor) {
        int rows = tensor.shape().length == 1 ? 1 : tensor.shape()[0];
        return new Tensor(new int[] {rows, tensor.values().length / rows}, tensor.values());
    }

    private static boolean[] decays(int m) {
        int first = Cnn.CONV1.filters();
        int last = Cnn.CONV3.filters();
        boolean[] decays = new boolean[first + last + m + 3];
        Arrays.fill(decays, true);
        decays[first] = false;
        decays[first + 1 + last] = false;
        decays[first + last + 2 + m] = false;
        return decays;
    }

    /** The parameters, copied. */
    public SineCnn network() {
        return SineCnn.of(export(parameters()));
    }

    @Override
    public List<Tensor> export(double[][] rows) {
        Rowed r = new Rowed(rows, m);
        return List.of(
                new Tensor(Cnn.CONV1.weightShape(), Tensor.matrix(r.conv1W).values()),
                Tensor.vector(r.conv1B.clone()),
                new Tensor(Cnn.CONV3.weightShape(), Tensor.matrix(r.conv3W).values()),
                Tensor.vector(r.conv3B.clone()),
                Tensor.matrix(r.w),
                Tensor.vector(r.b.clone()));
    }

    @Override
    public void load(double[][] rows, List<Tensor> tensors) {
        SineCnn network = SineCnn.of(tensors);
        Require.require(network.m() == m, "%d classes instead of %d", network.m(), m);
        double[][] from = rows(tensors);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(from[i], 0, rows[i], 0, rows[i].length);
        }
    }

    @Override
    void addGradient(double[][] x, int[] y, int start, int end, int n, double[] loss) {
        begin(x, start, end);
        this.y = y;
        this.n = n;
        this.loss = loss;
        team().run(tasks, forwardAndBack);
        team().run(now.all.length, reduce);
    }

    @Override
    void addProbabilities(double[][] x, int start, int end, double[][] os) {
        begin(x, start, end);
        this.os = os;
        team().run(tasks, forward);
    }

    /** The tasks depend on the number of images alone, so that every sum has one order. */
    private void begin(double[][] x, int start, int end) {
        this.x = x;
        this.start = start;
        this.end = end;
        int blocks = (end - start + LANES - 1) / LANES;
        perTask = Math.max(1, Math.min(BLOCKS, blocks / 4));
        tasks = (blocks + perTask - 1) / perTask;
    }

    private void forward(int task, int worker) {
        for (int block = 0; block < perTask; block++) {
            int first = start + (task * perTask + block) * LANES;
            int count = Math.min(LANES, end - first);
            if (count > 0) {
                workers[worker].layers(now, x, first, count, false);
                for (int e = 0; e < count; e++) {
                    Softmax.softmax(workers[worker].oa[e], os[first + e]);
                }
            }
        }
    }

    private void forwardAndBack(int task, int worker) {
        Rowed sum = partial[task];
        for (double[] row : sum.all) {
            Arrays.fill(row, 0);
        }
        workers[worker].conv3.turn(now.conv3W);
        for (int block = 0; block < perTask; block++) {
            int first = start + (task * perTask + block) * LANES;
            int count = Math.min(LANES, end - first);
            if (count > 0) {
                workers[worker].layers(now, x, first, count, true);
                for (int e = 0; e < count; e++) {
                    double[] oa = workers[worker].oa[e];
                    loss[first + e] = lossAndDelta(oa, y[first + e], n, oa);
                }
                workers[worker].back(now, count, sum);
            }
        }
    }

    private void reduce(int row, int worker) {
        if (start == 0) {
            Arrays.fill(gradients()[row], 0);
        }
        for (int task = 0; task < tasks; task++) {
            Rows.add(gradients()[row], 1, partial[task].all[row], 0, gradients()[row].length);
        }
    }

    /** What one thread needs to take a block of images through the layers and back. */
    private static final class Worker {

        final LaneConvolution conv1 = new LaneConvolution(Cnn.CONV1, LANES);
        final LaneConvolution conv3 = new LaneConvolution(Cnn.CONV3, LANES);
        final Sines sines = new Sines();

        final double[][] images = input(Cnn.CONV1);
        /**
         * conv1, then its sine; and on the way back dS/dconv1. Rows as {@link LaneConvolution} has them, but only those
         * that one row of the pooling takes are held: all others are the same arrays again.
         */
        final double[][] map1 = repeat(output(Cnn.CONV1), POOLED);

        final double[][] cos1 = output(Cnn.CONV1);
        final double[][] pool2 = input(Cnn.CONV3);
        final double[][] gradPool2 = input(Cnn.CONV3);
        /** conv3, then its sine; the cosine, and dS/dconv3. */
        final double[][] map3 = output(Cnn.CONV3);

        final double[][] cos3 = output(Cnn.CONV3);
        final double[][] grad3 = output(Cnn.CONV3);
        final double[][] features = Lanes.inImageOrder(map3, Cnn.CONV3.filters());
        final double[][] gradFeatures = Lanes.inImageOrder(grad3, Cnn.CONV3.filters());
        /** The input of the output layer, (lanes, 1600), and its gradient. */
        final double[][] h = new double[LANES][FEATURES];

        final double[][] gradH = new double[LANES][FEATURES];
        /** o^a, which becomes dL/do^a / n, (lanes, m), and that transposed. */
        final double[][] oa;

        final double[][] deltaByClass;

        Worker(int m) {
            oa = new double[LANES][m];
            deltaByClass = new double[m][LANES];
        }

        private static double[][] input(Geometry g) {
            return Lanes.rows(g.channels() * g.rows().input(), g.columns().input(), LANES);
        }

        private static double[][] output(Geometry g) {
            return Lanes.rows(g.filters() * g.rows().output(), g.columns().output(), LANES);
        }

        private static double[][] repeat(double[][] rows, int period) {
            double[][] repeated = new double[rows.length][];
            Arrays.setAll(repeated, row -> rows[row % period]);
            return repeated;
        }

        /** From images to o^a. What the lanes without an image hold is never used. */
        void layers(Rowed p, double[][] x, int first, int count, boolean back) {
            Lanes.putAll(x, first, count, images, LANES);
            conv1.shift(images);
            for (int q = 0; q < Cnn.CONV3.rows().input(); q++) {
                conv1.forward(2 * q, p.conv1W, p.conv1B, map1);
                conv1.forward(2 * q + 1, p.conv1W, p.conv1B, map1);
                sine(map1, cos1, q * POOLED, POOLED, back);
                for (int c = 0; c < Cnn.CONV1.filters(); c++) {
                    int upper = q * POOLED + c;
                    pool(
                            map1[upper],
                            map1[upper + POOLED / 2],
                            pool2[c * Cnn.CONV3.rows().input() + q]);
                }
            }
            conv3.shift(pool2);
            for (int i = 0; i < Cnn.CONV3.rows().output(); i++) {
                conv3.forward(i, p.conv3W, p.conv3B, map3);
                sine(map3, cos3, i * Cnn.CONV3.filters(), Cnn.CONV3.filters(), back);
            }
            Lanes.getAll(features, LANES, h, count);
            for (int e = 0; e < count; e++) {
                System.arraycopy(p.b, 0, oa[e], 0, p.b.length);
            }
            Dots.add(oa, h, 0, count, p.w, p.w.length, 0, FEATURES);
        }

        private void sine(double[][] map, double[][] cos, int begin, int rows, boolean back) {
            if (back) {
                sines.sinCos(map, begin, begin + rows, map, cos, map[begin].length);
            } else {
                sines.sin(map, begin, begin + rows, map, map[begin].length);
            }
        }

        /** pool2: means of 2 x 2. */
        private static void pool(double[] upper, double[] lower, double[] mean) {
            for (int j = 0; j < mean.length; j += LANES) {
                for (int i = j; i < j + LANES; i++) {
                    int left = i + j;
                    mean[i] = (upper[left] + upper[left + LANES] + lower[left] + lower[left + LANES]) / 4;
                }
            }
        }

        /** From dL/do^a / n, in oa, to the gradients of all parameters, added to sum. */
        void back(Rowed p, int count, Rowed sum) {
            for (int e = 0; e < LANES; e++) {
                if (e >= count) {
                    Arrays.fill(oa[e], 0);
                    Arrays.fill(h[e], 0);
                }
                Arrays.fill(gradH[e], 0);
                for (int k = 0; k < deltaByClass.length; k++) {
                    deltaByClass[k][e] = oa[e][k];
                    sum.b[k] += oa[e][k];
                }
            }
            Rows.add(sum.w, 0, sum.w.length, deltaByClass, h, LANES, 0, FEATURES);
            Rows.add(gradH, 0, LANES, oa, p.w, p.w.length, 0, FEATURES);
            Lanes.putAll(gradH, 0, LANES, gradFeatures, LANES);
            conv3.transpose();
            for (int i = 0; i < Cnn.CONV3.rows().output(); i++) {
                multiply(grad3, cos3, i * Cnn.CONV3.filters(), Cnn.CONV3.filters());
                conv3.addGradWeights(i, grad3, sum.conv3W);
                conv3.sumRow(i, grad3);
            }
            conv3.addGradBias(sum.conv3B);
            conv3.gradInput(grad3, gradPool2);
            conv1.transpose();
            for (int q = 0; q < Cnn.CONV3.rows().input(); q++) {
                for (int row = 0; row < POOLED; row++) {
                    int c = row % Cnn.CONV1.filters();
                    unpool(gradPool2[c * Cnn.CONV3.rows().input() + q], map1[q * POOLED + row]);
                }
                multiply(map1, cos1, q * POOLED, POOLED);
                for (int i = 2 * q; i <= 2 * q + 1; i++) {
                    conv1.addGradWeights(i, map1, sum.conv1W);
                    conv1.sumRow(i, map1);
                }
            }
            conv1.addGradBias(sum.conv1B);
        }

        private static void multiply(double[][] grad, double[][] cos, int begin, int rows) {
            for (int row = begin; row < begin + rows; row++) {
                Rows.multiply(grad[row], cos[row], grad[row].length);
            }
        }

        /** Each cell of a window gets a quarter of its gradient. */
        private static void unpool(double[] gradMean, double[] grad) {
            for (int j = 0; j < gradMean.length; j += LANES) {
                for (int i = j; i < j + LANES; i++) {
                    double share = gradMean[i] / 4;
                    grad[i + j] = share;
                    grad[i + j + LANES] = share;
                }
            }
        }
    }
}
