package org.crosscheck.compare.dl4j;

import org.crosscheck.compare.steps.Layers;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Window;
import org.crosscheck.reference.Window.Division;
import org.crosscheck.reference.WindowAxis;
import org.deeplearning4j.exception.DL4JException;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Single convolution layers of DL4J, of any geometry, for the shapes and counts of part 3. */
public final class Dl4jLayers implements Layers {

    Dl4jLayers() {}

    @Override
    public int[] outputShape(Geometry geometry) {
        INDArray output = run(geometry, ConvolutionMode.Strict);
        return new int[] {(int) output.size(1), (int) output.size(2), (int) output.size(3)};
    }

    /** Question 3a: the number of scalars in that output. */
    public static long outputSize(Geometry geometry) {
        return run(geometry, ConvolutionMode.Strict).length();
    }

    /** Question 3b: the number of weights of a layer, biases not counted. */
    public static long weights(Geometry geometry) {
        return network(geometry, ConvolutionMode.Strict)
                .getLayer(0)
                .getParam("W")
                .length();
    }

    /** Questions 3c to 3e. */
    @Override
    public Tensor forward(Geometry geometry, Division division, Tensor images, Tensor weights, Tensor bias) {
        MultiLayerNetwork network = network(geometry, mode(division));
        Bridge.setConvolution(network.getLayer(0), weights, bias);
        INDArray output = network.getLayer(0).activate(Bridge.toNd4j(images), false, LayerWorkspaceMgr.noWorkspaces());
        return Bridge.toTensor(output);
    }

    /** Questions 3c to 3e. */
    @Override
    public int outcome(Window window, int input, int output, Division division) {
        ConvolutionLayer layer = new ConvolutionLayer.Builder(window.kernel(), window.kernel())
                .nIn(1)
                .nOut(1)
                .stride(window.stride(), window.stride())
                .padding(window.padding(), window.padding())
                .dilation(window.dilation(), window.dilation())
                .convolutionMode(mode(division))
                .build();
        try {
            InputType type = layer.getOutputType(0, InputType.convolutional(input, input, 1));
            InputType.InputTypeConvolutional shape = (InputType.InputTypeConvolutional) type;
            return shape.getHeight() == output && shape.getWidth() == output ? 1 : 0;
        } catch (DL4JException refused) {
            return -1;
        }
    }

    /** Strict: the stride must divide. Truncate: the rest is dropped. */
    private static ConvolutionMode mode(Division division) {
        return division == Division.EXACT ? ConvolutionMode.Strict : ConvolutionMode.Truncate;
    }

    private static INDArray run(Geometry geometry, ConvolutionMode mode) {
        int[] shape = geometry.inputShape(1);
        INDArray image = Nd4j.zeros(DataType.DOUBLE, shape[0], shape[1], shape[2], shape[3]);
        return network(geometry, mode).getLayer(0).activate(image, false, LayerWorkspaceMgr.noWorkspaces());
    }

    /** A network of just this layer. */
    static MultiLayerNetwork network(Geometry geometry, ConvolutionMode mode) {
        WindowAxis rows = geometry.rows();
        WindowAxis columns = geometry.columns();
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .convolutionMode(mode)
                .weightInit(WeightInit.ZERO) // who uses them sets them; random ones take time
                .list()
                .layer(new ConvolutionLayer.Builder(rows.kernel(), columns.kernel())
                        .nIn(geometry.channels())
                        .nOut(geometry.filters())
                        .stride(rows.stride(), columns.stride())
                        .padding(rows.padding(), columns.padding())
                        .dilation(rows.dilation(), columns.dilation())
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        network.init();
        network.initGradientsView();
        return network;
    }
}
