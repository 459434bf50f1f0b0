package org.crosscheck.compare.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Tensor;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Part 3 of the homework in DL4J: convolution, average pooling, convolution, without activations. */
public final class Dl4jCnn {

    private Dl4jCnn() {}

    /** The network of part 3, loaded with the weights of a case. */
    public static MultiLayerNetwork network(NamedTensors given) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .convolutionMode(ConvolutionMode.Strict)
                .list()
                .layer(convolution(1, 6))
                .layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(convolution(6, 16))
                .build());
        network.init();
        network.initGradientsView();
        Bridge.setConvolution(network.getLayer(0), given.get("conv1_W"), given.get("conv1_b"));
        Bridge.setConvolution(network.getLayer(2), given.get("conv3_W"), given.get("conv3_b"));
        return network;
    }

    /**
     * Question 3a: every quantity of part 3, each layer run by itself, forward and backward from the case's upstream
     * gradient.
     */
    public static NamedTensors solve(NamedTensors given) {
        MultiLayerNetwork network = network(given);
        LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
        Layer first = network.getLayer(0);
        Layer pooling = network.getLayer(1);
        Layer last = network.getLayer(2);
        Map<String, Tensor> answers = new LinkedHashMap<>();

        INDArray conv1 = first.activate(Bridge.toNd4j(given.get("images")), true, none);
        answers.put("conv1", Bridge.toTensor(conv1));
        INDArray pool2 = pooling.activate(conv1.dup(), true, none);
        answers.put("pool2", Bridge.toTensor(pool2));
        answers.put("conv3", Bridge.toTensor(last.activate(pool2.dup(), true, none)));

        Pair<Gradient, INDArray> back3 = last.backpropGradient(Bridge.toNd4j(given.get("upstream")), none);
        answers.put("grad_conv3_W", Bridge.toTensor(back3.getFirst().getGradientFor("W")));
        answers.put("grad_conv3_b", Bridge.toVector(back3.getFirst().getGradientFor("b")));
        answers.put("grad_pool2", Bridge.toTensor(back3.getSecond()));
        INDArray gradConv1 =
                pooling.backpropGradient(back3.getSecond().dup(), none).getSecond();
        answers.put("grad_conv1", Bridge.toTensor(gradConv1));
        Pair<Gradient, INDArray> back1 = first.backpropGradient(gradConv1.dup(), none);
        answers.put("grad_conv1_W", Bridge.toTensor(back1.getFirst().getGradientFor("W")));
        answers.put("grad_conv1_b", Bridge.toVector(back1.getFirst().getGradientFor("b")));
        answers.put("grad_images", Bridge.toTensor(back1.getSecond()));
        return new NamedTensors(answers);
    }

    private static ConvolutionLayer convolution(int channels, int filters) {
        return new ConvolutionLayer.Builder(5, 5)
                .nIn(channels)
                .nOut(filters)
                .stride(1, 1)
                .padding(0, 0)
                .activation(Activation.IDENTITY)
                .build();
    }
}
