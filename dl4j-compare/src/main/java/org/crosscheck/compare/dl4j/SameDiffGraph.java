package org.crosscheck.compare.dl4j;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.homework.NamedTensors;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A SameDiff graph that is built and differentiated once, and then run for arrays of any shapes: its leaves are placeholders.
 * Each run is forward and backward in one pass. For one thread: who asks for a graph often keeps one for each.
 */
final class SameDiffGraph {

    private static final String NOISE = "Added differentiated op ";
    private static final Object STDOUT = new Object();

    private final SameDiff graph = SameDiff.create();

    SameDiff ops() {
        return graph;
    }

    /** A leaf of so many dimensions: an array of DOUBLE that each run is given. */
    SDVariable leaf(String name, int dimensions) {
        long[] any = new long[dimensions];
        Arrays.fill(any, -1);
        return graph.placeHolder(name, DataType.DOUBLE, any);
    }

    /** The same elements in another shape, a vector of whole numbers that each run is given by this name. */
    SDVariable reshaped(SDVariable x, String shape) {
        return graph.reshape(x, graph.placeHolder(shape, DataType.INT32, -1));
    }

    /**
     * Says of which scalar to take the gradients, and with respect to what. SameDiff derives the backward graph here,
     * once.
     */
    void differentiate(SDVariable scalar, List<String> variables) {
        graph.setLossVariables(scalar);
        withoutNoise(() -> graph.createGradFunction(variables.toArray(String[]::new)));
    }

    /** One pass forward and backward. */
    OutAndGrad run(Map<String, INDArray> leaves, List<String> outputs, List<String> variables) {
        return graph.calculateGradientsAndOutputs(leaves, outputs, variables);
    }

    /** Arrays of a case, by name. */
    static Map<String, INDArray> arrays(NamedTensors given, List<String> keys) {
        Map<String, INDArray> arrays = new HashMap<>();
        keys.forEach(key -> arrays.put(key, Bridge.toNd4j(given.get(key))));
        return arrays;
    }

    /** SameDiff 1.0.0-M2.1 prints a line per op on standard output, which is for results: those lines are dropped. */
    private static void withoutNoise(Runnable derivation) {
        synchronized (STDOUT) {
            PrintStream out = System.out;
            System.setOut(new Quiet(out));
            try {
                derivation.run();
            } finally {
                System.setOut(out);
            }
        }
    }

    /** Passes everything on, from any thread, except SameDiff's lines. */
    private static final class Quiet extends PrintStream {

        Quiet(PrintStream out) {
            super(out, true);
        }

        @Override
        public void println(String line) {
            if (line == null || !line.startsWith(NOISE)) {
                super.println(line);
            }
        }
    }
}
