package org.crosscheck.compare.dl4j;

import org.crosscheck.reference.Axis;
import org.crosscheck.reference.Geometry;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Single convolution layers of DL4J of any geometry, for the shapes and counts of part 3. */
public final class Dl4jLayers {

    private Dl4jLayers() {}

    /** (filters, height, width) of the output of a layer that is run on one image. Strict: the stride must divide. */
    public static double[] outputShape(Geometry geometry) {
        INDArray output = run(geometry, ConvolutionMode.Strict);
        return new double[] {output.size(1), output.size(2), output.size(3)};
    }

    /** The number of scalars in that output. */
    public static long outputSize(Geometry geometry) {
        return run(geometry, ConvolutionMode.Strict).length();
    }

    /** The number of weights of a layer, biases not counted. */
    public static long weights(Geometry geometry) {
        return network(geometry, ConvolutionMode.Strict)
                .getLayer(0)
                .getParam("W")
                .length();
    }

    private static INDArray run(Geometry geometry, ConvolutionMode mode) {
        int[] shape = geometry.inputShape(1);
        INDArray image = Nd4j.zeros(DataType.DOUBLE, shape[0], shape[1], shape[2], shape[3]);
        return network(geometry, mode).getLayer(0).activate(image, false, LayerWorkspaceMgr.noWorkspaces());
    }

    /** A network of just this layer. */
    static MultiLayerNetwork network(Geometry geometry, ConvolutionMode mode) {
        Axis rows = geometry.rows();
        Axis columns = geometry.columns();
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .convolutionMode(mode)
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
