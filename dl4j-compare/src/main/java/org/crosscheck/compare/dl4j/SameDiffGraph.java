package org.crosscheck.compare.dl4j;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.crosscheck.reference.Tensor;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A SameDiff graph that is built once and run forward and backward in one pass. Its leaves are variables, so that each
 * has a gradient; the gradients of what lies between leaves and result are asked for by name.
 */
final class SameDiffGraph {

    private static final String NOISE = "Added differentiated op ";
    private static final Object STDOUT = new Object();

    private final SameDiff graph = SameDiff.create();

    SameDiff ops() {
        return graph;
    }

    /** A leaf that holds a copy of an array. */
    SDVariable leaf(String name, Tensor value) {
        return graph.var(name, Bridge.toNd4j(value));
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
    OutAndGrad run(Map<String, INDArray> placeholders, List<String> outputs, List<String> variables) {
        return graph.calculateGradientsAndOutputs(placeholders, outputs, variables);
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
