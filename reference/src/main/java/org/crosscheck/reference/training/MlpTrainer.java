package org.crosscheck.reference.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.crosscheck.reference.Require;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;
import org.crosscheck.reference.kernels.Kernels;
import org.crosscheck.reference.kernels.Matrix;
import org.crosscheck.reference.kernels.Nonzeros;
import org.crosscheck.reference.kernels.Sines;
import org.crosscheck.reference.kernels.Team;

/**
 * Trains the network of part 2 in place: d inputs, dh sine units, m softmax outputs. W(1) is held transposed, a row for
 * each input, so that h^a of an example is a sum of the rows of its nonzero inputs.
 *
 * <p>A thread takes a few examples at a time forward and backward through all layers, so that their intermediate
 * results stay in its cache. If there are {@value #UNITS} or more hidden units for each of several threads, the threads
 * divide the units among themselves instead of the examples: then W(1) and its gradient, which are most of what a step
 * writes, stay with one thread each, and only h^s and o^a travel.
 */
public final class MlpTrainer extends Descent {

    /** Examples that one task takes through the layers. */
    private static final int EXAMPLES = 64;

    /**
     * Examples that are taken at one time: their h^s, cos h^a and h^a are still in the cache when the gradients need
     * them.
     */
    private static final int PART = 256;

    /** The least number of hidden units that a thread takes for itself: loops over fewer cost more than they save. */
    private static final int UNITS = 128;

    private final int d;
    private final int dh;
    private final int m;

    private final MlpUnits[] units;

    /** b(2) and its gradient. */
    private final double[] b2;

    private final double[] gradB2;

    /** o^a, which becomes dL/do^a / n, (examples, m), and its transpose. */
    private final double[][] oa;

    private final double[][] deltaByClass;
    private final double[][] ones = new double[1][PART];

    private final Nonzeros nonzeros;
    private final Sines[] sines;
    /** Scratch space for testing whether numbers are finite, one for each worker. */
    private final double[][] probe;

    private final Team.Job prepare = this::prepare;
    private final Team.Job forward = this::forward;
    private final Team.Job forwardAndBack = this::forwardAndBack;
    private final Team.Job hidden = this::hidden;
    private final Team.Job outputs = this::outputs;
    private final Team.Job back = this::back;
    private final Team.Job sum = this::sum;

    private int[] y;
    private double[] loss;
    private double[][] os;
    private int start;
    private int count;
    private int examples;
    private int n;

    /** Starts from a copy of the parameters. Throws {@link IllegalArgumentException} for fewer than one thread. */
    public MlpTrainer(Theta start, int threads) {
        this(start, threads, Kernels.STANDARD);
    }

    /** The same with kernels of choice. */
    public MlpTrainer(Theta start, int threads, Kernels kernels) {
        super(
                List.of("W1", "b1", "W2", "b2"),
                start.d(),
                start.m(),
                rows(start, shares(start.dh(), threads)),
                decays(start, shares(start.dh(), threads)),
                PART,
                threads);
        d = start.d();
        dh = start.dh();
        m = start.m();
        units = IntStream.range(0, shares(dh, threads))
                .mapToObj(share -> new MlpUnits(parameters(), gradients(), share * MlpUnits.rows(d, m), d, m, kernels))
                .toArray(MlpUnits[]::new);
        b2 = parameters()[parameters().length - 1];
        gradB2 = gradients()[parameters().length - 1];
        oa = new double[PART][m];
        deltaByClass = new double[m][PART];
        Arrays.fill(ones[0], 1);
        probe = new double[threads]
                [Arrays.stream(units).mapToInt(MlpUnits::width).max().orElseThrow()];
        nonzeros = kernels.nonzeros();
        sines = new Sines[threads];
        Arrays.setAll(sines, worker -> kernels.sines());
    }

    private static int shares(int dh, int threads) {
        return Math.max(1, Math.min(threads, dh / UNITS));
    }

    /** The first unit of a share: a multiple of 8, as eight doubles fill a cache line. */
    private static int firstUnit(int dh, int share, int shares) {
        return share == shares ? dh : dh * share / shares / 8 * 8;
    }

    /** By share: rows of W(1)^T, b(1), rows of W(2); then b(2). */
    private static double[][] rows(Theta theta, int shares) {
        int each = MlpUnits.rows(theta.d(), theta.m());
        double[][] rows = new double[shares * each + 1][];
        double[][] w1 = Matrix.transpose(theta.w1());
        for (int share = 0; share < shares; share++) {
            int from = firstUnit(theta.dh(), share, shares);
            int to = firstUnit(theta.dh(), share + 1, shares);
            for (int i = 0; i < each; i++) {
                double[] whole = i < theta.d() ? w1[i] : i == theta.d() ? theta.b1() : theta.w2()[i - theta.d() - 1];
                rows[share * each + i] = Arrays.copyOfRange(whole, from, to);
            }
        }
        rows[shares * each] = theta.b2().clone();
        return rows;
    }

    private static boolean[] decays(Theta theta, int shares) {
        int each = MlpUnits.rows(theta.d(), theta.m());
        boolean[] decays = new boolean[shares * each + 1];
        for (int i = 0; i < shares * each; i++) {
            decays[i] = i % each != theta.d();
        }
        return decays;
    }

    /** The parameters, copied. */
    public Theta theta() {
        List<Tensor> t = export(parameters());
        return new Theta(
                t.get(0).rows(), t.get(1).values(), t.get(2).rows(), t.get(3).values());
    }

    @Override
    public List<Tensor> export(double[][] rows) {
        int each = MlpUnits.rows(d, m);
        double[][] whole = new double[each][dh];
        for (int share = 0; share < units.length; share++) {
            for (int i = 0; i < each; i++) {
                double[] row = rows[share * each + i];
                System.arraycopy(row, 0, whole[i], firstUnit(dh, share, units.length), row.length);
            }
        }
        return List.of(
                Tensor.matrix(Matrix.transpose(Arrays.copyOfRange(whole, 0, d))),
                Tensor.vector(whole[d]),
                Tensor.matrix(Arrays.copyOfRange(whole, d + 1, each)),
                Tensor.vector(rows[units.length * each].clone()));
    }

    @Override
    public void load(double[][] rows, List<Tensor> tensors) {
        Theta theta = new Theta(
                tensors.get(0).rows(),
                tensors.get(1).values(),
                tensors.get(2).rows(),
                tensors.get(3).values());
        Require.require(
                theta.d() == d && theta.dh() == dh && theta.m() == m,
                "d, dh, m = %d, %d, %d, expected %d, %d, %d",
                theta.d(),
                theta.dh(),
                theta.m(),
                d,
                dh,
                m);
        double[][] from = rows(theta, units.length);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(from[i], 0, rows[i], 0, rows[i].length);
        }
    }

    @Override
    void addGradient(double[][] x, int[] y, int start, int end, int n, double[] loss) {
        this.y = y;
        this.n = n;
        this.loss = loss;
        begin(x, start, end);
        if (units.length == 1) {
            team().run(blocks(), forwardAndBack);
        } else {
            team().run(units.length * blocks(), hidden);
            team().run(blocks(), outputs);
            team().run(units.length * blocks(), back);
        }
        team().run(units.length * (units[0].parts() + 1) + 1, sum);
    }

    @Override
    void addProbabilities(double[][] x, int start, int end, double[][] os) {
        this.os = os;
        begin(x, start, end);
        team().run(blocks(), forward);
    }

    private int blocks() {
        return (count + examples - 1) / examples;
    }

    private int first(int block) {
        return block * examples;
    }

    private int last(int block) {
        return Math.min((block + 1) * examples, count);
    }

    private void begin(double[][] x, int start, int end) {
        this.start = start;
        count = end - start;
        examples = Math.max(16, Math.min(EXAMPLES, (count + 1) / 2));
        nonzeros.reset(x, start, count, d);
        for (MlpUnits some : units) {
            some.begin(count);
        }
        team().run(nonzeros.blocks() + units.length * units[0].parts(), prepare);
    }

    /** Finds the nonzeros of a block of examples, or whether some rows of W(1)^T are finite. */
    private void prepare(int task, int worker) {
        int check = task - nonzeros.blocks(); // the longer tasks first, so that nobody waits for one at the end
        int parts = units[0].parts();
        if (check < 0) {
            nonzeros.gather(task);
        } else {
            units[check / parts].checkWeights(check % parts, probe[worker]);
        }
    }

    /** Question 2c. */
    private void forward(int block, int worker) {
        for (MlpUnits some : units) {
            some.forward(nonzeros, first(block), last(block), sines[worker], false);
        }
        addOutputs(block);
        for (int e = first(block); e < last(block); e++) {
            Softmax.softmax(oa[e], os[start + e]);
        }
    }

    /** Questions 2a to 2m for a block of examples. */
    private void forwardAndBack(int block, int worker) {
        units[0].forward(nonzeros, first(block), last(block), sines[worker], true);
        outputs(block, worker);
        units[0].back(oa, first(block), last(block), probe[worker]);
    }

    /**
     * Questions 2a to 2m for some units and a block of examples, in three jobs: these units, then all outputs, then
     * backward.
     */
    private void hidden(int task, int worker) {
        int block = task % blocks();
        units[task / blocks()].forward(nonzeros, first(block), last(block), sines[worker], true);
    }

    private void back(int task, int worker) {
        int block = task % blocks();
        units[task / blocks()].back(oa, first(block), last(block), probe[worker]);
    }

    /** Questions 2b to 2e and 2g; every gradient of L is divided by n here, where it enters. */
    private void outputs(int block, int worker) {
        addOutputs(block);
        for (int e = first(block); e < last(block); e++) {
            loss[start + e] = lossAndDelta(oa[e], y[start + e], n, oa[e]);
            for (int k = 0; k < m; k++) {
                deltaByClass[k][e] = oa[e][k];
            }
        }
    }

    private void addOutputs(int block) {
        for (int e = first(block); e < last(block); e++) {
            System.arraycopy(b2, 0, oa[e], 0, m);
        }
        for (MlpUnits some : units) { // in ascending order, as one sum
            some.addOutputs(oa, first(block), last(block));
        }
    }

    /** Questions 2h and 2i. */
    private void sum(int task, int worker) {
        int each = units[0].parts() + 1;
        if (task < units.length * each) {
            units[task / each].sum(task % each, nonzeros, deltaByClass, ones, count, start == 0);
            return;
        }
        for (int k = 0; k < m; k++) {
            double sum = start == 0 ? 0 : gradB2[k];
            for (int e = 0; e < count; e++) {
                sum += deltaByClass[k][e];
            }
            gradB2[k] = sum;
        }
    }
}
