package org.crosscheck.compare.demo.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.dl4j.Bridge;
import org.crosscheck.compare.dl4j.SineActivation;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Tensor;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** The two networks of the demo as a user of DL4J writes them, and their parameters by the homework's names. */
final class Dl4jDemoNetworks {

    private Dl4jDemoNetworks() {}

    /** A network with parameters by name, ready to fit. The weight decay is DL4J's L2, without biases as its default. */
    static MultiLayerNetwork network(
            Model model, NamedTensors start, double momentum, double decay, StepSchedule.Rate rate) {
        StepSchedule schedule = new StepSchedule(rate);
        return network(model, start, momentum > 0 ? new Nesterovs(schedule, momentum) : new Sgd(schedule), decay);
    }

    /** The same with any updater. */
    static MultiLayerNetwork network(Model model, NamedTensors start, IUpdater updater, double decay) {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(updater)
                .l2(decay)
                .activation(new SineActivation())
                .convolutionMode(ConvolutionMode.Strict)
                .list();
        MultiLayerNetwork network =
                new MultiLayerNetwork((model == Model.MLP ? mlp(layers, start) : cnn(layers, start)).build());
        network.init();
        setParameters(model, network, start);
        return network;
    }

    private static NeuralNetConfiguration.ListBuilder mlp(
            NeuralNetConfiguration.ListBuilder layers, NamedTensors start) {
        int[] w1 = start.get("W1").shape();
        return layers.layer(new DenseLayer.Builder().nIn(w1[1]).nOut(w1[0]).build())
                .layer(output(start.get("W2")));
    }

    private static NeuralNetConfiguration.ListBuilder cnn(
            NeuralNetConfiguration.ListBuilder layers, NamedTensors start) {
        return layers.layer(new ConvolutionLayer.Builder(5, 5).nOut(6).build())
                .layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(16).build())
                .layer(output(start.get("W")))
                .setInputType(InputType.convolutional(32, 32, 1));
    }

    /** Softmax and cross-entropy; the clip that saturates DL4J's score by default is off. */
    private static OutputLayer output(Tensor w) {
        LossMCXENT loss = new LossMCXENT();
        loss.setSoftmaxClipEps(0);
        return new OutputLayer.Builder(loss)
                .nIn(w.shape()[1])
                .nOut(w.shape()[0])
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** Rows of examples as the network takes them: (n, d), or (n, 1, 32, 32). */
    static INDArray features(Model model, double[][] x) {
        Tensor rows = Tensor.matrix(x);
        int[] shape = model == Model.MLP ? rows.shape() : new int[] {x.length, 1, 32, 32};
        return Bridge.toNd4j(new Tensor(shape, rows.values()));
    }

    /** The layers that have parameters, in order. */
    private static List<Layer> layers(Model model, MultiLayerNetwork network) {
        return model == Model.MLP
                ? List.of(network.getLayer(0), network.getLayer(1))
                : List.of(network.getLayer(0), network.getLayer(2), network.getLayer(3));
    }

    /** The parameters by name, copied. */
    static NamedTensors parameters(Model model, MultiLayerNetwork network) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        List<Layer> layers = layers(model, network);
        for (int i = 0; i < layers.size(); i++) {
            INDArray w = layers.get(i).getParam("W");
            values.put(model.names().get(2 * i), w.rank() == 2 ? Bridge.denseWeights(w) : Bridge.toTensor(w));
            values.put(
                    model.names().get(2 * i + 1), Bridge.toVector(layers.get(i).getParam("b")));
        }
        return new NamedTensors(values);
    }

    /** Overwrites the parameters, by name. */
    static void setParameters(Model model, MultiLayerNetwork network, NamedTensors values) {
        List<Layer> layers = layers(model, network);
        for (int i = 0; i < layers.size(); i++) {
            Tensor w = values.get(model.names().get(2 * i));
            Tensor b = values.get(model.names().get(2 * i + 1));
            if (w.shape().length == 2) {
                Bridge.setDense(layers.get(i), w, b);
            } else {
                Bridge.setConvolution(layers.get(i), w, b);
            }
        }
    }
}
