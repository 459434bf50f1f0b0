package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Numbers;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Window;
import org.crosscheck.reference.Window.Division;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Output shape and parameter count of a convolution layer, or every configuration that reaches a target. */
@Command(
        name = "shape",
        mixinStandardHelpOptions = true,
        description =
                "The output shape and parameter count of a convolution layer; or, with --target, every square window"
                        + " and stride that reach it.",
        footer = {
            "",
            "Examples:",
            "  ./crosscheck shape --input 6x14x14 --filters 16 --kernel 5    the last layer",
            "  ./crosscheck shape --input 3x64x64 --target 64x6x6            question 3c",
            "  ./crosscheck shape --input 3x64x64 --target 64x6x6 --padding 1 --dilation 2",
            "                                                                question 3d"
        })
final class ShapeCommand implements Callable<Integer> {

    private static final int LARGEST = 9999;

    /** The time of the search, and the number of windows found, grow with the square of the padded size. */
    private static final int LARGEST_SEARCH = 1024;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--input", paramLabel = "CxHxW", required = true, description = "channels x height x width")
    private String input;

    @Option(names = "--filters", paramLabel = "F", description = "output channels (default: 1, or the target's)")
    private Integer filters;

    @Option(names = "--kernel", paramLabel = "K", description = "window size")
    private Integer kernel;

    @Option(names = "--stride", paramLabel = "S", description = "window to window (default: 1)")
    private Integer stride;

    @Option(
            names = "--padding",
            paramLabel = "P",
            defaultValue = "0",
            description = "zeros on each side (default: ${DEFAULT-VALUE})")
    private int padding;

    @Option(
            names = "--dilation",
            paramLabel = "D",
            defaultValue = "1",
            description = "1 is no dilation (default: ${DEFAULT-VALUE})")
    private int dilation;

    @Option(names = "--target", paramLabel = "CxHxW", description = "the output shape to reach")
    private String target;

    @CommandLine.Mixin
    private JsonTarget json = new JsonTarget();

    @Override
    public Integer call() throws IOException, InputException {
        int[] in = dimensions("--input", input);
        json.require();
        StringWriter text = new StringWriter();
        PrintWriter lines = new PrintWriter(text);
        Map<String, Object> answer = target == null ? layer(in, lines) : configurations(in, lines);
        PrintWriter out = spec.commandLine().getOut();
        if (!json.isStandardOutput()) {
            out.print(text);
            out.flush();
        }
        json.write(answer, out);
        return Main.AGREES;
    }

    private Map<String, Object> layer(int[] in, PrintWriter out) throws InputException {
        if (kernel == null) {
            throw new InputException("--kernel", "a window size, or --target", "nothing");
        }
        int s = stride == null ? 1 : stride;
        Geometry geometry;
        long scalars;
        long weights;
        try {
            geometry =
                    Geometry.square(in[0], in[1], in[2], filters == null ? 1 : filters, kernel, s, padding, dilation);
            // Both refuse what a long cannot hold.
            scalars = geometry.outputSize();
            weights = geometry.weights();
        } catch (IllegalArgumentException e) {
            throw new InputException("layer", "a window that fits", e.getMessage());
        }
        int[] shape = geometry.outputShape(1);
        out.printf(Locale.ROOT, "output      %d x %d x %d%n", shape[1], shape[2], shape[3]);
        out.printf(Locale.ROOT, "scalars     %d%n", scalars);
        out.printf(Locale.ROOT, "parameters  %d, and %s%n", weights, Numbers.count(geometry.filters(), "bias"));
        boolean exact = geometry.rows().exact() && geometry.columns().exact();
        out.printf(
                Locale.ROOT, "division    %s%n", exact ? "exact" : "the stride leaves a remainder, which is dropped");
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("output", List.of(shape[1], shape[2], shape[3]));
        answer.put("scalars", scalars);
        answer.put("parameters", weights);
        answer.put("biases", geometry.filters());
        answer.put("exact", exact);
        return answer;
    }

    private Map<String, Object> configurations(int[] in, PrintWriter out) throws InputException {
        int[] to = dimensions("--target", target);
        require("--padding", padding, 0);
        require("--dilation", dilation, 1);
        require("--kernel", kernel == null ? 1 : kernel, 1);
        require("--stride", stride == null ? 1 : stride, 1);
        int padded = Math.max(in[1], in[2]) + 2 * padding;
        if (padded > LARGEST_SEARCH) {
            String found = String.valueOf(padded);
            throw new InputException("--target, padded", "height and width up to " + LARGEST_SEARCH, found);
        }
        if (filters != null && filters != to[0]) {
            throw new InputException("--filters", to[0] + ", the target's channels", String.valueOf(filters));
        }
        List<Window> exact = reaching(in, to, Division.EXACT);
        List<Window> floor = reaching(in, to, Division.FLOOR);
        Set<Window> exactly = new HashSet<>(exact);
        out.printf(Locale.ROOT, "%d with exact division, %d with floor%n", exact.size(), floor.size());
        if (!floor.isEmpty()) {
            out.println("  k   s  division  parameters");
        }
        for (Window window : floor) {
            Geometry geometry = new Geometry(in[0], to[0], window.along(in[1]), window.along(in[2]));
            out.printf(
                    Locale.ROOT,
                    "%3d %3d  %-8s %11d%n",
                    window.kernel(),
                    window.stride(),
                    exactly.contains(window) ? "exact" : "floor",
                    geometry.weights());
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("exact", exact);
        answer.put("floor", floor);
        return answer;
    }

    private List<Window> reaching(int[] in, int[] to, Division division) {
        return Window.reaching(in[1], in[2], to[1], to[2], padding, dilation, division).stream()
                .filter(window -> kernel == null || window.kernel() == kernel)
                .filter(window -> stride == null || window.stride() == stride)
                .toList();
    }

    private static int[] dimensions(String option, String text) throws InputException {
        if (!text.matches("[1-9][0-9]{0,5}x[1-9][0-9]{0,3}x[1-9][0-9]{0,3}")) {
            throw new InputException(option, "CxHxW such as 3x64x64, height and width up to 9999", text);
        }
        return java.util.Arrays.stream(text.split("x"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static void require(String option, int value, int least) throws InputException {
        if (value < least || value > LARGEST) {
            throw new InputException(option, least + " to " + LARGEST, String.valueOf(value));
        }
    }
}
