package org.crosscheck.reference.training;

import java.util.Arrays;
import java.util.List;
import org.crosscheck.reference.Require;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.kernels.Rows;
import org.crosscheck.reference.kernels.Team;

/** What the trainers share: the parameters as rows, the step of question 2f over them, and the parts of a batch. */
abstract class Descent implements Trainer {

    /** Parameter rows that one task of a step updates. */
    private static final int ROWS = 32;

    private final List<String> names;
    private final double[][] parameters;
    private final double[][] gradients;
    private final double[][] velocity;
    /** Whether weight decay applies to the row: not to biases. */
    private final boolean[] decays;

    private final int inputs;
    private final int classes;
    private final int part;
    private final Team team;
    private final Team.Job step = this::step;
    private double eta;
    private double momentum;
    private double decay;

    /**
     * Holds the parameters, not copied.
     *
     * @param decays whether weight decay applies to each row
     * @param part the number of examples whose intermediate results are held at one time
     */
    Descent(
            List<String> names,
            int inputs,
            int classes,
            double[][] parameters,
            boolean[] decays,
            int part,
            int threads) {
        this.names = names;
        this.inputs = inputs;
        this.classes = classes;
        this.parameters = parameters;
        this.decays = decays;
        this.part = part;
        gradients = zerosLike(parameters);
        velocity = zerosLike(parameters);
        team = new Team(threads);
    }

    private static double[][] zerosLike(double[][] rows) {
        return Arrays.stream(rows).map(row -> new double[row.length]).toArray(double[][]::new);
    }

    /** The threads. */
    final Team team() {
        return team;
    }

    /**
     * The losses of examples start to end, and the gradient of their sum over n into {@link #gradients}: added to what
     * they hold, or replacing it if start is 0.
     */
    abstract void addGradient(double[][] x, int[] y, int start, int end, int n, double[] loss);

    /** o^s of examples start to end. */
    abstract void addProbabilities(double[][] x, int start, int end, double[][] os);

    private double[] loss = new double[0];
    private int examples;

    /** Question 2e. */
    @Override
    public final double gradient(double[][] x, int[] y) {
        requireInputs(x);
        Require.require(y.length == x.length, "x has %d rows and y %d elements", x.length, y.length);
        for (int e = 0; e < y.length; e++) {
            if (!(1 <= y[e] && y[e] <= classes)) {
                throw new IllegalArgumentException(
                        "class y = " + y[e] + " of example " + e + " is not in 1.." + classes);
            }
        }
        if (loss.length < x.length) {
            loss = new double[x.length];
        }
        for (int start = 0; start < x.length; start += part) {
            addGradient(x, y, start, Math.min(start + part, x.length), x.length, loss);
        }
        examples = x.length;
        double sum = 0;
        for (int e = 0; e < x.length; e++) {
            sum += loss[e];
        }
        return sum / x.length;
    }

    @Override
    public final void probabilities(double[][] x, double[][] os) {
        requireInputs(x);
        Require.require(os.length >= x.length, "os has %d rows and x %d", os.length, x.length);
        for (int start = 0; start < x.length; start += part) {
            addProbabilities(x, start, Math.min(start + part, x.length), os);
        }
    }

    private void requireInputs(double[][] x) {
        Require.require(x.length > 0, "no example");
        for (int e = 0; e < x.length; e++) {
            if (x[e].length != inputs) {
                throw new IllegalArgumentException(
                        "row " + e + " of x has " + x[e].length + " elements, not " + inputs);
            }
        }
    }

    /** Question 2f. */
    @Override
    public final void step(double eta, double momentum, double decay) {
        Require.require(eta >= 0 && momentum >= 0 && decay >= 0, "eta %s, momentum %s, decay %s", eta, momentum, decay);
        this.eta = eta;
        this.momentum = momentum;
        this.decay = decay;
        team.run((parameters.length + ROWS - 1) / ROWS, step);
    }

    private void step(int task, int worker) {
        for (int i = task * ROWS; i < Math.min((task + 1) * ROWS, parameters.length); i++) {
            double rowDecay = decays[i] ? decay : 0;
            if (momentum == 0 && rowDecay == 0) {
                Rows.add(parameters[i], -eta, gradients[i], 0, parameters[i].length);
            } else {
                nesterov(parameters[i], gradients[i], velocity[i], eta, momentum, rowDecay);
            }
        }
    }

    private static void nesterov(double[] w, double[] g, double[] v, double eta, double momentum, double decay) {
        for (int j = 0; j < w.length; j++) {
            double down = eta * Math.fma(decay, w[j], g[j]);
            double faster = Math.fma(momentum, v[j], -down);
            v[j] = faster;
            w[j] += Math.fma(momentum, faster, -down);
        }
    }

    @Override
    public final double[][] parameters() {
        return parameters;
    }

    @Override
    public final double[][] gradients() {
        return gradients;
    }

    @Override
    public final double[] losses() {
        return Arrays.copyOf(loss, examples);
    }

    @Override
    public final double[][] velocity() {
        return velocity;
    }

    @Override
    public final List<String> names() {
        return names;
    }

    @Override
    public final void close() {
        team.close();
    }

    /**
     * Questions 2d and 2g: L from the logits oa of an example, and o^s - onehot(y) over n into delta; oa and delta may
     * be the same.
     */
    static double lossAndDelta(double[] oa, int y, int n, double[] delta) {
        double loss = Softmax.negativeLogLikelihood(oa, y, delta);
        delta[y - 1] -= 1;
        for (int k = 0; k < delta.length; k++) {
            delta[k] /= n;
        }
        return loss;
    }
}
