package org.crosscheck.compare.demo.learn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.training.CnnTrainer;
import org.crosscheck.reference.training.MlpTrainer;
import org.crosscheck.reference.training.SineCnn;
import org.crosscheck.reference.training.Trainer;

/** The reference in training. The bits do not depend on the number of threads. */
public final class ReferenceLearner implements Learner {

    private final Trainer trainer;
    private final double momentum;
    private final double decay;
    private final double[][] average; // rows as the trainer's parameters
    private double[][] sum; // of a gradient over parts, made when first needed

    public ReferenceLearner(Model model, NamedTensors start, double momentum, double decay, int threads) {
        this.trainer = trainer(model, start, threads);
        this.momentum = momentum;
        this.decay = decay;
        this.average = copy(trainer.parameters());
    }

    /** A trainer that starts from these parameters. */
    public static Trainer trainer(Model model, NamedTensors start, int threads) {
        List<Tensor> tensors = model.names().stream().map(start::get).toList();
        return model == Model.MLP
                ? new MlpTrainer(start.theta(), threads)
                : new CnnTrainer(SineCnn.of(tensors), threads);
    }

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public double step(double[][] x, int[] y, double eta, double keep) {
        double risk = trainer.gradient(x, y);
        update(eta, keep);
        return risk;
    }

    private void update(double eta, double keep) {
        trainer.step(eta, momentum, decay);
        double[][] w = trainer.parameters();
        for (int i = 0; i < w.length; i++) {
            for (int j = 0; j < w[i].length; j++) {
                average[i][j] = keep * average[i][j] + (1 - keep) * w[i][j];
            }
        }
    }

    @Override
    public double wholeStep(TrainingImages examples, int part, double eta, double keep) {
        sum = sum == null ? copy(trainer.gradients()) : sum;
        for (double[] row : sum) {
            java.util.Arrays.fill(row, 0);
        }
        double risk = 0;
        for (int from = 0; from < examples.n(); from += part) {
            TrainingImages.Batch batch = examples.range(from, Math.min(examples.n(), from + part));
            double share = (double) batch.y().length / examples.n();
            risk += share * trainer.gradient(batch.x(), batch.y());
            add(sum, share, trainer.gradients());
        }
        for (int i = 0; i < sum.length; i++) {
            System.arraycopy(sum[i], 0, trainer.gradients()[i], 0, sum[i].length);
        }
        update(eta, keep);
        return risk;
    }

    private static void add(double[][] sum, double share, double[][] rows) {
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < sum[i].length; j++) {
                sum[i][j] += share * rows[i][j];
            }
        }
    }

    @Override
    public Scores evaluate(TrainingImages examples) {
        double[][] weights = copy(trainer.parameters());
        overwrite(trainer.parameters(), average);
        Scores scores = evaluate(trainer, examples);
        overwrite(trainer.parameters(), weights);
        return scores;
    }

    /** As many as there are biases of the last layer. */
    private static int classes(Trainer trainer) {
        List<Tensor> parameters = trainer.export(trainer.parameters());
        return parameters.get(parameters.size() - 1).values().length;
    }

    /** The scores of a trainer's parameters. */
    public static Scores evaluate(Trainer trainer, TrainingImages examples) {
        double[][] os = new double[examples.n()][classes(trainer)];
        int[] y = new int[examples.n()];
        for (int from = 0; from < y.length; from += Settings.PART) {
            int to = Math.min(y.length, from + Settings.PART);
            TrainingImages.Batch batch = examples.range(from, to);
            trainer.probabilities(batch.x(), java.util.Arrays.copyOfRange(os, from, to));
            System.arraycopy(batch.y(), 0, y, from, to - from);
        }
        return Scores.of(os, y);
    }

    @Override
    public State state() {
        return new State(values(trainer.parameters()), values(trainer.velocity()), values(average));
    }

    @Override
    public void load(State state, long step) {
        load(trainer.parameters(), state.weights());
        load(trainer.velocity(), state.velocity());
        load(average, state.average());
    }

    @Override
    public void close() {
        trainer.close();
    }

    private NamedTensors values(double[][] rows) {
        List<Tensor> tensors = trainer.export(rows);
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            named.put(trainer.names().get(i), tensors.get(i));
        }
        return new NamedTensors(named);
    }

    private void load(double[][] rows, NamedTensors values) {
        trainer.load(rows, trainer.names().stream().map(values::get).toList());
    }

    private static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }

    private static void overwrite(double[][] rows, double[][] with) {
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(with[i], 0, rows[i], 0, rows[i].length);
        }
    }
}
