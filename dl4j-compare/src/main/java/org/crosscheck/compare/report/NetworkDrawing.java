package org.crosscheck.compare.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.pages.Canvas;
import org.crosscheck.compare.pages.Plots.Frame;
import org.crosscheck.compare.pages.Svg;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Step;

/**
 * A network drawn as the homework recommends, made from the chain of steps itself: a node for each quantity, an arrow
 * from each of a step's inputs. Forward quantities run to the right, parameters above them; each gradient stands below
 * the quantity whose gradient it is.
 */
final class NetworkDrawing {

    private static final double COLUMN = 140;
    private static final double ROW = 78;
    private static final double NODE_WIDTH = 116;
    private static final double NODE_HEIGHT = 46;
    private static final double MARGIN = 74;
    /** How far from its middle an arrow from the side meets a node, and the height of the bend before that. */
    private static final double PORT = 38;

    private static final double BEND = 26;
    private static final String GRADIENT = "grad_";

    /** Rows, from the top. Weights stand half a column to the left of biases, so that their arrows pass. */
    private static final int WEIGHTS = 0;

    private static final int BIASES = 1;
    private static final int FORWARD = 2;
    private static final int BACKWARD = 3;
    private static final int BIAS_GRADIENTS = 4;
    private static final int WEIGHT_GRADIENTS = 5;

    /**
     * What a node shows in addition to its name.
     *
     * @param shape under the name
     * @param style the class of its verdict, "" for none
     * @param tip what it shows when pointed at
     * @param link where it leads, "" for nowhere
     */
    record Node(String shape, String style, String tip, String link) {}

    private record Place(double column, int row) {
        double x() {
            return MARGIN + column * COLUMN;
        }

        double y() {
            return NODE_HEIGHT / 2 + 8 + row * ROW;
        }
    }

    private NetworkDrawing() {}

    /** The steps of a group, from which its drawing is made. */
    private static List<Step> steps(Group group) {
        return Chain.STEPS.stream()
                .filter(step -> Quantities.find(step.quantity()).orElseThrow().group() == group)
                .toList();
    }

    /** Draws the network of a group, MLP or CNN. */
    static String figure(String title, String description, Group group, Function<String, Node> nodes) {
        Map<String, Place> places = places(steps(group));
        Svg svg = new Svg();
        String arrow = "arrow-" + group.name().toLowerCase(java.util.Locale.ROOT);
        svg.raw("<defs><marker id=\"" + arrow + "\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\""
                        + " markerHeight=\"7\" orient=\"auto\">")
                .path("head", "M0 1l7 3l-7 3z")
                .raw("</marker></defs>");
        for (Step step : steps(group)) {
            for (String input : step.inputs()) {
                String style = step.quantity().startsWith(GRADIENT) ? "edge back" : "edge";
                String d = edge(places.get(input), places.get(step.quantity()));
                svg.element("path", "class", style, "d", d, "marker-end", "url(#" + arrow + ")");
            }
        }
        places.forEach((key, place) -> node(svg, key, place, nodes.apply(key)));
        double columns =
                places.values().stream().mapToDouble(Place::column).max().orElse(0);
        double width = 2 * MARGIN + COLUMN * columns;
        double height = ROW * WEIGHT_GRADIENTS + NODE_HEIGHT + 16;
        return Canvas.figure(Frame.of(title, description, null, null).wider(), List.of(), width, height, svg);
    }

    private static Map<String, Place> places(List<Step> steps) {
        Map<String, Place> places = new LinkedHashMap<>();
        List<String> seen = new ArrayList<>();
        double column = 0;
        for (Step step : steps) {
            boolean gradient = step.quantity().startsWith(GRADIENT);
            if (!gradient) {
                column++;
            }
            for (String input : step.inputs()) {
                if (!seen.contains(input)) {
                    seen.add(input);
                    places.put(input, given(input, gradient, column));
                }
            }
            seen.add(step.quantity());
            places.put(step.quantity(), gradient ? below(step.quantity(), places) : new Place(column, FORWARD));
        }
        return places;
    }

    /** Where an array of the case stands: arrays of examples in the middle, parameters above their step. */
    private static Place given(String key, boolean gradient, double column) {
        int dimensions = Quantities.find(key).orElseThrow().shape().size();
        if (gradient) {
            return new Place(column + 1, BACKWARD);
        }
        if (key.equals("X") || key.equals("images")) {
            return new Place(0, FORWARD);
        }
        return dimensions > 1 ? new Place(column - 0.5, WEIGHTS) : new Place(column, BIASES);
    }

    private static Place below(String gradient, Map<String, Place> places) {
        Place of = places.get(Quantities.of(gradient).gradient().variable());
        return new Place(
                of.column(),
                switch (of.row()) {
                    case WEIGHTS -> WEIGHT_GRADIENTS;
                    case BIASES -> BIAS_GRADIENTS;
                    default -> BACKWARD;
                });
    }

    /**
     * An arrow that passes no node: along a row; down a column to the next row; through the gap between two columns, where
     * weights and their gradients stand; or down and then to the left, into the right side of a gradient.
     */
    private static String edge(Place from, Place to) {
        double bottom = from.y() + NODE_HEIGHT / 2;
        double top = to.y() - NODE_HEIGHT / 2 - 1;
        if (from.row() == to.row()) {
            double half = Math.signum(to.column() - from.column()) * NODE_WIDTH / 2;
            return "M" + at(from.x() + half, from.y()) + "H" + Svg.number(to.x() - half - Math.signum(half));
        }
        if (from.column() == to.column()) {
            return "M" + at(from.x(), bottom) + "V" + Svg.number(top);
        }
        double way = Math.signum(to.column() - from.column());
        boolean near = Math.abs(to.column() - from.column()) < 1;
        if (from.row() == WEIGHTS) {
            double gap = from.x() + way * 5;
            return "M" + at(gap, bottom) + "V" + Svg.number(top - BEND)
                    + curve(gap, top - BEND, to.x() - way * PORT, top);
        }
        if (near) {
            double gap = to.x() - way * 5;
            double start = from.x() + way * PORT;
            return "M" + at(start, bottom) + curve(start, bottom, gap, bottom + BEND) + "V" + Svg.number(top);
        }
        boolean above = from.row() < FORWARD;
        double start = from.x() - (above ? PORT : 0);
        double gap = above ? from.x() - COLUMN / 2 : start;
        double end = to.y() + (above ? 8 : -8);
        return "M" + at(start, bottom) + (above ? curve(start, bottom, gap, bottom + BEND) : "") + "V"
                + Svg.number(end - 8) + "q0 8 -8 8H" + Svg.number(to.x() + NODE_WIDTH / 2 + 1);
    }

    private static String curve(double x1, double y1, double x2, double y2) {
        double middle = (y1 + y2) / 2;
        return "C" + at(x1, middle) + " " + at(x2, middle) + " " + at(x2, y2);
    }

    private static String at(double x, double y) {
        return Svg.number(x) + " " + Svg.number(y);
    }

    private static void node(Svg svg, String key, Place place, Node node) {
        if (!node.link().isEmpty()) {
            svg.start("a", "href", node.link());
        }
        svg.start("g", "class", ("node " + node.style()).strip());
        svg.text("title", node.tip());
        double left = place.x() - NODE_WIDTH / 2;
        double top = place.y() - NODE_HEIGHT / 2;
        svg.element("rect", "x", left, "y", top, "width", NODE_WIDTH, "height", NODE_HEIGHT, "rx", 7);
        svg.label("name middle", place.x(), place.y() - 3, Quantities.of(key).symbol());
        svg.label("tick middle", place.x(), place.y() + 15, node.shape());
        svg.end("g");
        if (!node.link().isEmpty()) {
            svg.end("a");
        }
    }
}
