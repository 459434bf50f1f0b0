package org.crosscheck.reference.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Require;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.kernels.Kernels;
import org.crosscheck.reference.kernels.Rows;
import org.crosscheck.reference.kernels.Team;

/**
 * The network of {@link SineCnn}, the layers of question 3a with the activation and the output layer of part 2, trained in
 * place (question 2f). A row of x is an image of 32 x 32 in row-major order.
 */
public final class CnnTrainer extends Descent {

    private static final int LANES = CnnWorker.LANES;

    /**
     * The largest number of blocks of images that one task takes; their gradients are summed before they are added to
     * those of others.
     */
    private static final int BLOCKS = 4;

    /** Examples that are taken at one time. */
    private static final int PART = 512;

    private static final int PIXELS =
            Cnn.CONV1.rows().input() * Cnn.CONV1.columns().input();

    private final int m;
    private final CnnRows now;
    private final CnnWorker[] workers;
    /** The gradients of each task. */
    private final CnnRows[] partial;

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
        this(start, threads, Kernels.STANDARD);
    }

    /** The same with kernels of choice. */
    public CnnTrainer(SineCnn start, int threads, Kernels kernels) {
        super(
                SineCnn.NAMES,
                PIXELS,
                start.m(),
                CnnRows.rows(start.tensors()),
                CnnRows.decays(start.m()),
                PART,
                threads);
        m = start.m();
        now = new CnnRows(parameters(), m);
        workers = IntStream.range(0, threads)
                .mapToObj(worker -> new CnnWorker(m, kernels))
                .toArray(CnnWorker[]::new);
        partial = IntStream.range(0, PART / LANES / BLOCKS)
                .mapToObj(task -> new CnnRows(CnnRows.rows(start.tensors()), m))
                .toArray(CnnRows[]::new);
    }

    /** The parameters, copied. */
    public SineCnn network() {
        return SineCnn.of(export(parameters()));
    }

    @Override
    public List<Tensor> export(double[][] rows) {
        return new CnnRows(rows, m).tensors();
    }

    @Override
    public void load(double[][] rows, List<Tensor> tensors) {
        SineCnn network = SineCnn.of(tensors);
        Require.require(network.m() == m, "%d classes instead of %d", network.m(), m);
        double[][] from = CnnRows.rows(tensors);
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

    /** To o^s (question 2c). */
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

    /** To L (question 2d) and o^s - onehot(y) over n (question 2g), and back. */
    private void forwardAndBack(int task, int worker) {
        CnnRows sum = partial[task];
        for (double[] row : sum.all) {
            Arrays.fill(row, 0);
        }
        workers[worker].turn(now);
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
}
