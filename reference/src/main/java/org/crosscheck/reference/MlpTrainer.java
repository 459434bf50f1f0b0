package org.crosscheck.reference;

import java.util.Arrays;
import java.util.List;
import org.crosscheck.reference.kernels.Dots;
import org.crosscheck.reference.kernels.Nonzeros;
import org.crosscheck.reference.kernels.Rows;
import org.crosscheck.reference.kernels.Sines;
import org.crosscheck.reference.kernels.Team;

/**
 * The network of part 2, trained in place: d inputs, dh sine units, m softmax outputs. W(1) is held transposed, a row
 * for each input, so that h^a of an example is a sum of the rows of its nonzero inputs.
 */
public final class MlpTrainer extends Descent {

    /** Examples that one task takes through the layers. */
    private static final int EXAMPLES = 64;

    /** Rows of W(1)^T that one task looks at, or whose gradient it sums. */
    private static final int INPUTS = 48;

    /** Examples that are taken at one time: their h^s, cos h^a and h^a meet the gradients in the cache. */
    private static final int PART = 256;

    private final int d;
    private final int dh;
    private final int m;

    /** W(1)^T (d, dh), b(1) (1, dh), W(2) (m, dh), b(2) (1, m), and their gradients: rows of the base class. */
    private final double[][] w1;

    private final double[] b1;
    private final double[][] w2;
    private final double[] b2;
    private final double[][] gradW1;
    private final double[][] gradB1;
    private final double[][] gradW2;
    private final double[] gradB2;

    /** Of the examples at hand: h^s, cos h^a, and h^a, which becomes dL/dh^a / n; (examples, dh) each. */
    private double[][] hs = new double[0][];

    private double[][] cos;
    private double[][] ha;
    /** o^a, which becomes dL/do^a / n, (examples, m), and that transposed. */
    private double[][] oa;

    private final double[][] deltaByClass;
    private final double[][] ones = new double[1][PART];
    /** For {@link Rows#finite}, by worker. */
    private final double[][] probe;

    /** By task: whether the rows of W(1)^T, or dL/dh^a of its examples, are finite. */
    private final boolean[] finiteWeights;

    private final boolean[] finiteDeltas = new boolean[PART];
    private final Nonzeros nonzeros = new Nonzeros();
    private final Sines[] sines;

    private final Team.Job prepare = this::prepare;
    private final Team.Job forward = this::forward;
    private final Team.Job forwardAndBack = this::forwardAndBack;
    private final Team.Job sum = this::sum;

    private int[] y;
    private double[] loss;
    private double[][] os;
    private int start;
    private int count;
    private int examples;
    private int n;
    private boolean skipForward;
    private boolean skipBack;

    /** Starts from a copy of the parameters. Throws {@link IllegalArgumentException} for fewer than one thread. */
    public MlpTrainer(Theta start, int threads) {
        super(List.of("W1", "b1", "W2", "b2"), start.d(), start.m(), rows(start), decays(start), PART, threads);
        d = start.d();
        dh = start.dh();
        m = start.m();
        double[][] p = parameters();
        double[][] g = gradients();
        w1 = Arrays.copyOfRange(p, 0, d);
        b1 = p[d];
        w2 = Arrays.copyOfRange(p, d + 1, d + 1 + m);
        b2 = p[d + 1 + m];
        gradW1 = Arrays.copyOfRange(g, 0, d);
        gradB1 = new double[][] {g[d]};
        gradW2 = Arrays.copyOfRange(g, d + 1, d + 1 + m);
        gradB2 = g[d + 1 + m];
        deltaByClass = new double[m][PART];
        Arrays.fill(ones[0], 1);
        probe = new double[threads][dh];
        finiteWeights = new boolean[tasks(d, INPUTS)];
        sines = new Sines[threads];
        Arrays.setAll(sines, worker -> new Sines());
    }

    private static double[][] rows(Theta theta) {
        double[][] rows = new double[theta.d() + theta.m() + 2][];
        System.arraycopy(Matrix.transpose(theta.w1()), 0, rows, 0, theta.d());
        rows[theta.d()] = theta.b1().clone();
        for (int k = 0; k < theta.m(); k++) {
            rows[theta.d() + 1 + k] = theta.w2()[k].clone();
        }
        rows[theta.d() + 1 + theta.m()] = theta.b2().clone();
        return rows;
    }

    private static boolean[] decays(Theta theta) {
        boolean[] decays = new boolean[theta.d() + theta.m() + 2];
        Arrays.fill(decays, true);
        decays[theta.d()] = false;
        decays[theta.d() + 1 + theta.m()] = false;
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
        return List.of(
                Tensor.matrix(Matrix.transpose(Arrays.copyOfRange(rows, 0, d))),
                Tensor.vector(rows[d].clone()),
                Tensor.matrix(Arrays.copyOfRange(rows, d + 1, d + 1 + m)),
                Tensor.vector(rows[d + 1 + m].clone()));
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
                "d, dh, m = %d, %d, %d instead of %d, %d, %d",
                theta.d(),
                theta.dh(),
                theta.m(),
                d,
                dh,
                m);
        double[][] from = rows(theta);
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
        team().run(tasks(count, examples), forwardAndBack);
        skipBack = all(finiteDeltas, tasks(count, examples));
        team().run(tasks(d, INPUTS) + 1, sum);
    }

    @Override
    void addProbabilities(double[][] x, int start, int end, double[][] os) {
        this.os = os;
        begin(x, start, end);
        team().run(tasks(count, examples), forward);
    }

    private static int tasks(int all, int each) {
        return (all + each - 1) / each;
    }

    private void begin(double[][] x, int start, int end) {
        this.start = start;
        count = end - start;
        if (hs.length < count) {
            hs = new double[count][dh];
            cos = new double[count][dh];
            ha = new double[count][dh];
            oa = new double[count][m];
        }
        examples = Math.max(16, Math.min(EXAMPLES, tasks(count, 2)));
        nonzeros.reset(x, start, count, d);
        team().run(nonzeros.blocks() + finiteWeights.length, prepare);
        skipForward = all(finiteWeights, finiteWeights.length);
    }

    private static boolean all(boolean[] flags, int count) {
        boolean all = true;
        for (int i = 0; i < count; i++) {
            all &= flags[i];
        }
        return all;
    }

    /** Finds the nonzeros of a block of examples, or whether some rows of W(1)^T are finite. */
    private void prepare(int task, int worker) {
        if (task < nonzeros.blocks()) {
            nonzeros.gather(task);
        } else {
            int part = task - nonzeros.blocks();
            int from = part * INPUTS;
            finiteWeights[part] = Rows.finite(w1, from, Math.min(from + INPUTS, d), probe[worker]);
        }
    }

    /** Examples of one task: h^a, h^s, o^a (questions 2a and 2b). */
    private void layers(int from, int to, Sines sines, boolean back) {
        for (int e = from; e < to; e++) {
            System.arraycopy(b1, 0, ha[e], 0, dh);
            System.arraycopy(b2, 0, oa[e], 0, m);
        }
        nonzeros.times(ha, from, to, w1, dh, skipForward);
        if (back) {
            sines.sinCos(ha, from, to, hs, cos, dh);
        } else {
            sines.sin(ha, from, to, hs, dh);
        }
        Dots.add(oa, hs, from, to, w2, m, 0, dh);
    }

    private void forward(int task, int worker) {
        int from = task * examples;
        int to = Math.min(from + examples, count);
        layers(from, to, sines[worker], false);
        for (int e = from; e < to; e++) {
            Softmax.softmax(oa[e], os[start + e]);
        }
    }

    /** Questions 2a to 2m; every gradient of L is divided by n here, where it enters. */
    private void forwardAndBack(int task, int worker) {
        int from = task * examples;
        int to = Math.min(from + examples, count);
        layers(from, to, sines[worker], true);
        for (int e = from; e < to; e++) {
            loss[start + e] = lossAndDelta(oa[e], y[start + e], n, oa[e]);
            for (int k = 0; k < m; k++) {
                deltaByClass[k][e] = oa[e][k];
            }
            Arrays.fill(ha[e], 0);
        }
        Rows.add(ha, from, to, oa, w2, m, 0, dh);
        for (int e = from; e < to; e++) {
            Rows.multiply(ha[e], cos[e], dh);
        }
        finiteDeltas[task] = Rows.finite(ha, from, to, probe[worker]);
    }

    /** Questions 2i and 2o: rows of the gradient of W(1)^T, or, in the last task, of all other parameters. */
    private void sum(int task, int worker) {
        int from = task * INPUTS;
        if (from < d) {
            int to = Math.min(from + INPUTS, d);
            for (int k = from; k < to && start == 0; k++) {
                Arrays.fill(gradW1[k], 0);
            }
            nonzeros.transposedTimes(gradW1, from, to, ha, dh, skipBack);
            return;
        }
        for (int row = d; row < gradients().length && start == 0; row++) {
            Arrays.fill(gradients()[row], 0);
        }
        Rows.add(gradB1, 0, 1, ones, ha, count, 0, dh);
        Rows.add(gradW2, 0, m, deltaByClass, hs, count, 0, dh);
        for (int k = 0; k < m; k++) {
            for (int e = 0; e < count; e++) {
                gradB2[k] += deltaByClass[k][e];
            }
        }
    }
}
