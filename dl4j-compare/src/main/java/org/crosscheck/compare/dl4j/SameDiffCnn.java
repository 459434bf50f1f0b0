package org.crosscheck.compare.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Tensor;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/**
 * Part 3 of the homework in SameDiff: the forward formulas, and SameDiff's derivatives of S = sum(upstream * conv3).
 */
final class SameDiffCnn {

    private static final List<String> FORWARD = List.of("conv1", "pool2", "conv3");

    private static final List<String> VARIABLES =
            List.of("conv3_W", "conv3_b", "pool2", "conv1", "conv1_W", "conv1_b", "images");

    private static final ThreadLocal<SameDiffGraph> GRAPH = ThreadLocal.withInitial(SameDiffCnn::graph);

    private SameDiffCnn() {}

    /** Question 3a. */
    static NamedTensors solve(NamedTensors given) {
        Map<String, INDArray> leaves =
                SameDiffGraph.arrays(given, List.of("images", "conv1_W", "conv1_b", "conv3_W", "conv3_b", "upstream"));
        OutAndGrad results = GRAPH.get().run(leaves, FORWARD, VARIABLES);
        Map<String, Tensor> answers = new LinkedHashMap<>();
        for (String key : FORWARD) {
            answers.put(key, Bridge.toTensor(results.getOutputs().get(key)));
        }
        for (String variable : VARIABLES) {
            answers.put(
                    "grad_" + variable, Bridge.toTensor(results.getGradients().get(variable)));
        }
        return new NamedTensors(answers);
    }

    private static SameDiffGraph graph() {
        SameDiffGraph graph = new SameDiffGraph();
        SameDiff ops = graph.ops();
        SDVariable conv1 = convolution(graph, "conv1", graph.leaf("images", 4), Cnn.CONV1);
        SDVariable pool2 = ops.cnn().avgPooling2d("pool2", conv1, pooling());
        SDVariable conv3 = convolution(graph, "conv3", pool2, Cnn.CONV3);
        graph.differentiate(ops.sum(graph.leaf("upstream", 4).mul(conv3)), VARIABLES);
        return graph;
    }

    /**
     * The filters stay (filters, channels, height, width) and are permuted to SameDiff's default, YXIO, inside the
     * graph. SameDiff 1.0.0-M2.1 takes the homework's order (OIYX) forward; but its conv2d_bp is told YXIO all the same
     * and throws that the shapes do not fit.
     */
    private static SDVariable convolution(SameDiffGraph graph, String name, SDVariable x, Geometry geometry) {
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(geometry.rows().kernel())
                .kW(geometry.columns().kernel())
                .sH(geometry.rows().stride())
                .sW(geometry.columns().stride())
                .pH(geometry.rows().padding())
                .pW(geometry.columns().padding())
                .dH(geometry.rows().dilation())
                .dW(geometry.columns().dilation())
                .paddingMode(PaddingMode.VALID)
                .dataFormat(Conv2DConfig.NCHW)
                .weightsFormat(WeightsFormat.YXIO)
                .build();
        SDVariable w = graph.leaf(name + "_W", 4);
        SDVariable b = graph.leaf(name + "_b", 1);
        return graph.ops().cnn().conv2d(name, x, w.permute(2, 3, 1, 0), b, config);
    }

    private static Pooling2DConfig pooling() {
        return Pooling2DConfig.builder()
                .kH(Cnn.POOL2.kernel())
                .kW(Cnn.POOL2.kernel())
                .sH(Cnn.POOL2.stride())
                .sW(Cnn.POOL2.stride())
                .pH(Cnn.POOL2.padding())
                .pW(Cnn.POOL2.padding())
                .dH(Cnn.POOL2.dilation())
                .dW(Cnn.POOL2.dilation())
                .paddingMode(PaddingMode.VALID)
                .isNHWC(false)
                .build();
    }
}
