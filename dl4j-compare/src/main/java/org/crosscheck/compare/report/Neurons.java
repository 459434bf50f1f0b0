package org.crosscheck.compare.report;

import java.util.List;
import org.crosscheck.compare.pages.Canvas;
import org.crosscheck.compare.pages.Plots.Frame;
import org.crosscheck.compare.pages.Svg;

/** The multilayer perceptron drawn neuron by neuron: layers as columns of circles, every connection a line. */
final class Neurons {

    private static final double COLUMN = 220;
    private static final double LEFT = 120;
    private static final double TOP = 64;
    private static final double ROW = 52;
    private static final double RADIUS = 17;

    private Neurons() {}

    /** A network of d inputs, dh hidden neurons and m outputs, few enough to be drawn one by one. */
    static String figure(int d, int dh, int m) {
        int[] sizes = {d, dh, m};
        int most = Math.max(d, Math.max(dh, m));
        Svg svg = new Svg();
        for (int layer = 0; layer < 2; layer++) {
            for (int from = 0; from < sizes[layer]; from++) {
                for (int to = 0; to < sizes[layer + 1]; to++) {
                    svg.line(
                            "edge",
                            x(layer) + RADIUS,
                            y(from, sizes[layer], most),
                            x(layer + 1) - RADIUS,
                            y(to, sizes[layer + 1], most));
                }
            }
        }
        String[] letters = {"x", "h", "o"};
        String[] heads = {"input x", "hidden: hᵃ, hˢ = sin(hᵃ)", "output: oᵃ, oˢ = softmax(oᵃ)"};
        String[] counts = {"d = " + d, "d_h = " + dh, "m = " + m};
        for (int layer = 0; layer < 3; layer++) {
            svg.label("label middle", x(layer), 18, heads[layer]);
            svg.label("tick middle", x(layer), 34, counts[layer]);
            for (int i = 0; i < sizes[layer]; i++) {
                double at = y(i, sizes[layer], most);
                svg.start("g", "class", "node")
                        .element("circle", "cx", x(layer), "cy", at, "r", RADIUS)
                        .end("g");
                svg.label("middle", x(layer), at + 4.5, letters[layer] + (i + 1));
            }
        }
        double bottom = TOP + (most - 1) * ROW + RADIUS;
        svg.label("label middle", x(0.5), bottom + 24, "W⁽¹⁾ (" + dh + " × " + d + "), b⁽¹⁾ (" + dh + ")");
        svg.label("label middle", x(1.5), bottom + 24, "W⁽²⁾ (" + m + " × " + dh + "), b⁽²⁾ (" + m + ")");
        return Canvas.figure(
                Frame.of(
                        "The network, neuron by neuron",
                        "Every input feeds every hidden neuron and every hidden neuron every output; a line is one weight, and each"
                                + " hidden and output neuron has a bias.",
                        null,
                        null),
                List.of(),
                2 * LEFT + 2 * COLUMN,
                bottom + 36,
                svg);
    }

    private static double x(double layer) {
        return LEFT + layer * COLUMN;
    }

    private static double y(int neuron, int size, int most) {
        return TOP + ((most - size) / 2.0 + neuron) * ROW;
    }
}
