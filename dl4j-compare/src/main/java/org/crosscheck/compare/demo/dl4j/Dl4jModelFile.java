package org.crosscheck.compare.demo.dl4j;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.homework.NamedTensors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Trained weights as DL4J's own model file, for {@code MultiLayerNetwork.load}: float64, to the last bit. It names {@link
 * org.crosscheck.compare.dl4j.SineActivation}, which must be on the class path of whoever loads it. Such files are written
 * here and never read: they can hold code.
 */
public final class Dl4jModelFile {

    /** The name of the file in the folder of a run. */
    public static final String NAME = "model-dl4j.zip";

    private Dl4jModelFile() {}

    /** The content of the file; its updater, if training goes on, is plain gradient descent. */
    public static byte[] toBytes(Model model, NamedTensors weights) throws IOException {
        MultiLayerNetwork network = Dl4jDemoNetworks.network(model, weights, new Sgd(), 0);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, file, false);
        network.close();
        return file.toByteArray();
    }
}
