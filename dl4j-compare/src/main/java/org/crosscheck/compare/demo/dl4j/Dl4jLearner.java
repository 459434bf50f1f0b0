package org.crosscheck.compare.demo.dl4j;

import java.util.List;
import org.crosscheck.compare.demo.learn.Learner;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.Scores;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.demo.learn.TrainingImages;
import org.crosscheck.compare.dl4j.Bridge;
import org.crosscheck.compare.homework.NamedTensors;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deeplearning4j in training, as its users do it: {@code fit}, listeners, {@code Evaluation}. */
public final class Dl4jLearner implements Learner {

    private static final Logger LOG = LoggerFactory.getLogger(Dl4jLearner.class);

    private final Model model;
    private final MultiLayerNetwork network;
    private final MultiLayerNetwork shadow; // its parameters are read and written by name for velocity and average
    private final LossListener loss = new LossListener();
    private final INDArray average;
    private final int classes;

    /**
     * @param start the parameters by name
     * @param rate the learning rate by step
     */
    public Dl4jLearner(Model model, NamedTensors start, double momentum, double decay, StepSchedule.Rate rate) {
        this.model = model;
        String head = model.names().get(model.names().size() - 1);
        this.classes = start.get(head).values().length;
        network = Dl4jDemoNetworks.network(model, start, momentum, decay, rate);
        shadow = Dl4jDemoNetworks.network(model, start, momentum, decay, rate);
        network.setListeners(loss);
        average = network.params().dup();
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", network.summary());
        }
    }

    /** o^s of rows of examples by a network with these parameters: (n, d) to (n, m). */
    public static double[][] probabilities(Model model, NamedTensors weights, double[][] x) {
        MultiLayerNetwork network = Dl4jDemoNetworks.network(model, weights, 0, 0, step -> 0);
        INDArray os = network.output(Dl4jDemoNetworks.features(model, x), false);
        return Bridge.toTensor(os).rows();
    }

    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public double step(double[][] x, int[] y, double eta, double keep) {
        network.fit(new DataSet(Dl4jDemoNetworks.features(model, x), Bridge.onehot(y, classes)));
        INDArray w = network.params();
        average.muli(keep).addi(w.mul(1 - keep));
        return loss.last();
    }

    @Override
    public double wholeStep(TrainingImages examples, int part, double eta, double keep) {
        TrainingImages.Batch all = examples.range(0, examples.n());
        return step(all.x(), all.y(), eta, keep);
    }

    @Override
    public Scores evaluate(TrainingImages examples) {
        shadow.params().assign(average);
        Evaluation evaluation = new Evaluation(classes);
        double[][] os = new double[examples.n()][];
        int[] y = new int[os.length];
        for (int from = 0; from < os.length; from += Settings.PART) {
            TrainingImages.Batch batch = examples.range(from, Math.min(os.length, from + Settings.PART));
            INDArray output = shadow.output(Dl4jDemoNetworks.features(model, batch.x()), false);
            evaluation.eval(Bridge.onehot(batch.y(), classes), output);
            double[][] rows = Bridge.toTensor(output).rows();
            System.arraycopy(rows, 0, os, from, rows.length);
            System.arraycopy(batch.y(), 0, y, from, rows.length);
        }
        LOG.info("{}", evaluation.stats());
        int[][] confusion = new int[classes][classes];
        for (int actual = 0; actual < classes; actual++) {
            for (int predicted = 0; predicted < classes; predicted++) {
                confusion[actual][predicted] = evaluation.getConfusionMatrix().getCount(actual, predicted);
            }
        }
        return new Scores(os, y, confusion);
    }

    @Override
    public State state() {
        return new State(
                Dl4jDemoNetworks.parameters(model, network),
                named(network.getUpdater().getStateViewArray()),
                named(average));
    }

    /** Reads a flat array in the layout of all parameters by name: it serves as the parameters of another network. */
    private NamedTensors named(INDArray flat) {
        if (flat == null) {
            shadow.params().assign(0); // no momentum, no velocity
        } else {
            shadow.params().assign(flat.reshape(shadow.params().shape()));
        }
        return Dl4jDemoNetworks.parameters(model, shadow);
    }

    @Override
    public void load(State state, long step) {
        Dl4jDemoNetworks.setParameters(model, network, state.weights());
        INDArray velocity = network.getUpdater().getStateViewArray();
        if (velocity != null) {
            Dl4jDemoNetworks.setParameters(model, shadow, state.velocity());
            velocity.assign(shadow.params().reshape(velocity.shape()));
        }
        Dl4jDemoNetworks.setParameters(model, shadow, state.average());
        average.assign(shadow.params());
        network.setIterationCount(Math.toIntExact(step));
    }

    @Override
    public void close() {
        for (Layer layer : List.of(network.getLayers())) {
            layer.clear();
        }
        network.close();
        shadow.close();
    }
}
