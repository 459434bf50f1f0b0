package org.crosscheck.compare.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.MlpNetwork;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Part 2 of the homework in DL4J, twice: as a user of DL4J writes it, and with every intermediate result exposed. */
public final class Dl4jMlp implements MlpNetwork {

    /** DL4J's default: probabilities below this are raised to it before the logarithm, in the score only. */
    public static final double DEFAULT_CLIP = new LossMCXENT().getSoftmaxClipEps();

    Dl4jMlp() {}

    /**
     * The network as a user of DL4J writes it: a dense sine layer and a softmax output layer with cross-entropy, loaded
     * with the weights of a case.
     *
     * @param clip the probability at which the score saturates; 0 to compute L as the homework defines it
     */
    public static MultiLayerNetwork network(NamedTensors given, double clip, double learningRate) {
        return loaded(Shape.of(given).network(clip, learningRate), given, 1);
    }

    /**
     * The dimensions of the homework's network.
     *
     * @param d inputs
     * @param dh hidden neurons
     * @param m classes
     */
    private record Shape(int d, int dh, int m) {

        static Shape of(NamedTensors given) {
            int[] w1 = given.get("W1").shape();
            return new Shape(w1[1], w1[0], given.get("W2").shape()[0]);
        }

        MultiLayerNetwork network(double clip, double learningRate) {
            MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                    .dataType(DataType.DOUBLE)
                    .weightInit(WeightInit.ZERO)
                    .updater(new Sgd(learningRate))
                    .list()
                    .layer(new DenseLayer.Builder()
                            .nIn(d)
                            .nOut(dh)
                            .activation(new SineActivation())
                            .build())
                    .layer(new OutputLayer.Builder(crossEntropy(clip))
                            .nIn(dh)
                            .nOut(m)
                            .activation(Activation.SOFTMAX)
                            .build())
                    // DL4J refuses a softmax over one class, whose gradients are all 0; here it is a case like any
                    // other.
                    .validateOutputLayerConfig(false)
                    .build();
            MultiLayerNetwork network = new MultiLayerNetwork(configuration);
            network.init();
            return network;
        }

        /** The exploded twin: each step is a layer. */
        MultiLayerNetwork twin() {
            MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                    .dataType(DataType.DOUBLE)
                    .weightInit(WeightInit.ZERO)
                    .list()
                    .layer(dense(d, dh))
                    .layer(new ActivationLayer.Builder()
                            .activation(new SineActivation())
                            .build())
                    .layer(dense(dh, m))
                    .layer(new LossLayer.Builder(crossEntropy(0))
                            .activation(Activation.SOFTMAX)
                            .build())
                    .build();
            MultiLayerNetwork twin = new MultiLayerNetwork(configuration);
            twin.init();
            // A gradient view must exist before a single layer can be asked for its gradient.
            twin.initGradientsView();
            return twin;
        }
    }

    /** The network that was made last, by each thread for itself: of one case several things are asked one after another. */
    private static final class Last {

        private final Function<Shape, MultiLayerNetwork> maker;
        private Shape shape;
        private MultiLayerNetwork network;

        Last(Function<Shape, MultiLayerNetwork> maker) {
            this.maker = maker;
        }

        MultiLayerNetwork of(Shape asked) {
            if (!asked.equals(shape)) {
                network = maker.apply(asked);
                shape = asked;
            }
            return network;
        }
    }

    private static final ThreadLocal<Last> NETWORK =
            ThreadLocal.withInitial(() -> new Last(shape -> shape.network(0, 0)));

    private static final ThreadLocal<Last> TWIN = ThreadLocal.withInitial(() -> new Last(Shape::twin));

    /** The user's network of this thread with the weights of a case; who asks next gets the same one. */
    private static MultiLayerNetwork shared(NamedTensors given) {
        return loaded(NETWORK.get().of(Shape.of(given)), given, 1);
    }

    private static MultiLayerNetwork loaded(MultiLayerNetwork network, NamedTensors given, int second) {
        Bridge.setDense(network.getLayer(0), given.get("W1"), given.get("b1"));
        Bridge.setDense(network.getLayer(second), given.get("W2"), given.get("b2"));
        return network;
    }

    @Override
    public int[] shape(NamedTensors given, String parameter) {
        Layer dense = shared(given).getLayer(parameter.endsWith("1") ? 0 : 1);
        INDArray values = dense.getParam(parameter.substring(0, 1));
        return (parameter.startsWith("W") ? Bridge.denseWeights(values) : Bridge.toVector(values)).shape();
    }

    /** Question 2e. */
    @Override
    public long parameterCount(NamedTensors given) {
        return shared(given).numParams();
    }

    /** Question 2f: the parameters after one step of DL4J's own gradient descent on the whole case. */
    static Theta fitOnce(NamedTensors given, double learningRate) {
        MultiLayerNetwork network = shared(given);
        network.setLearningRate(learningRate);
        network.fit(new DataSet(Bridge.toNd4j(given.get("X")), labels(given)));
        Layer hidden = network.getLayer(0);
        Layer output = network.getLayer(1);
        return new Theta(
                Bridge.denseWeights(hidden.getParam("W")).rows(),
                Bridge.toVector(hidden.getParam("b")).values(),
                Bridge.denseWeights(output.getParam("W")).rows(),
                Bridge.toVector(output.getParam("b")).values());
    }

    /** What the user's network shows: h^s, o^s, L, R^, the gradients of R^, and of each L with respect to x. */
    public static NamedTensors solveAsUser(NamedTensors given) {
        MultiLayerNetwork network = shared(given);
        INDArray x = Bridge.toNd4j(given.get("X"));
        INDArray labels = labels(given);
        DataSet data = new DataSet(x, labels);
        Map<String, Tensor> answers = new LinkedHashMap<>();
        answers.put("hs", Bridge.toTensor(network.feedForward(x, false).get(1)));
        answers.put("os", Bridge.toTensor(network.output(x, false)));
        answers.put("L", Bridge.toVector(network.scoreExamples(data, false)));
        answers.put("R", Tensor.scalar(network.score(data, false)));
        Pair<Gradient, INDArray> gradients = network.calculateGradients(x, labels, null, null);
        Gradient byName = gradients.getFirst();
        int n = Math.toIntExact(x.size(0));
        answers.put("grad_W2", Bridge.denseWeights(mean(byName.getGradientFor("1_W"), n)));
        answers.put("grad_b2", Bridge.toVector(mean(byName.getGradientFor("1_b"), n)));
        answers.put("grad_W1", Bridge.denseWeights(mean(byName.getGradientFor("0_W"), n)));
        answers.put("grad_b1", Bridge.toVector(mean(byName.getGradientFor("0_b"), n)));
        answers.put("grad_x", Bridge.toTensor(gradients.getSecond()));
        return new NamedTensors(answers);
    }

    /**
     * Questions 2a to 2e and 2g to 2p: the exploded twin: dense, sine, dense and softmax-loss as layers of their own,
     * so that each step shows.
     */
    public static NamedTensors solveExploded(NamedTensors given) {
        MultiLayerNetwork twin = loaded(TWIN.get().of(Shape.of(given)), given, 2);
        INDArray x = Bridge.toNd4j(given.get("X"));
        INDArray labels = labels(given);
        int n = Math.toIntExact(x.size(0));
        LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
        Layer dense1 = twin.getLayer(0);
        Layer sine = twin.getLayer(1);
        Layer dense2 = twin.getLayer(2);
        Layer softmax = twin.getLayer(3);
        Map<String, Tensor> answers = new LinkedHashMap<>();

        // Each layer gets its own copy: an activation works in place on what it is given.
        INDArray ha = dense1.activate(x.dup(), true, none);
        answers.put("ha", Bridge.toTensor(ha));
        INDArray hs = sine.activate(ha.dup(), true, none);
        answers.put("hs", Bridge.toTensor(hs));
        INDArray oa = dense2.activate(hs.dup(), true, none);
        answers.put("oa", Bridge.toTensor(oa));
        answers.put("os", Bridge.toTensor(softmax.activate(oa.dup(), true, none)));
        softmax.setInput(oa.dup(), none);
        ((IOutputLayer) softmax).setLabels(labels);
        INDArray loss = ((IOutputLayer) softmax).computeScoreForExamples(0, none);
        answers.put("L", Bridge.toVector(loss));
        answers.put("R", Tensor.scalar(((IOutputLayer) softmax).computeScore(0, true, none)));

        INDArray gradOa = softmax.backpropGradient(null, none).getSecond();
        answers.put("grad_oa", Bridge.toTensor(gradOa));
        Pair<Gradient, INDArray> back2 = dense2.backpropGradient(gradOa.dup(), none);
        answers.put("grad_W2", Bridge.denseWeights(mean(back2.getFirst().getGradientFor("W"), n)));
        answers.put("grad_b2", Bridge.toVector(mean(back2.getFirst().getGradientFor("b"), n)));
        answers.put("grad_hs", Bridge.toTensor(back2.getSecond()));
        INDArray gradHa = sine.backpropGradient(back2.getSecond().dup(), none).getSecond();
        answers.put("grad_ha", Bridge.toTensor(gradHa));
        Pair<Gradient, INDArray> back1 = dense1.backpropGradient(gradHa.dup(), none);
        answers.put("grad_W1", Bridge.denseWeights(mean(back1.getFirst().getGradientFor("W"), n)));
        answers.put("grad_b1", Bridge.toVector(mean(back1.getFirst().getGradientFor("b"), n)));
        answers.put("grad_x", Bridge.toTensor(back1.getSecond()));
        return new NamedTensors(answers);
    }

    private static DenseLayer dense(int in, int out) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static LossMCXENT crossEntropy(double clip) {
        LossMCXENT loss = new LossMCXENT();
        loss.setSoftmaxClipEps(clip);
        return loss;
    }

    private static INDArray labels(NamedTensors given) {
        return Bridge.onehot(given.integers("y"), given.get("W2").shape()[0]);
    }

    /** DL4J's raw gradients are sums over the minibatch, and views: a copy, divided. */
    private static INDArray mean(INDArray sum, int n) {
        return sum.dup().divi(n);
    }
}
