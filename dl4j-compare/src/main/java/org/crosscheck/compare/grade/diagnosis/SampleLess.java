package org.crosscheck.compare.grade.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosscheck.compare.grade.mistakes.BoundedMath;
import org.crosscheck.compare.grade.mistakes.Inputs;
import org.crosscheck.compare.grade.mistakes.Rearrange;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.reference.Tensor;

/** The search for the example that a mean or sum over all examples leaves out. */
final class SampleLess {

    /** The quantities that run over the examples, and their inputs that have a row for each. */
    private static final Map<String, List<String>> ROWS = Map.of(
            "R", List.of("L"),
            "grad_W2", List.of("grad_oa", "hs"),
            "grad_b2", List.of("grad_oa"),
            "grad_W1", List.of("grad_ha", "X"),
            "grad_b1", List.of("grad_ha"),
            "grad_conv3_W", List.of("pool2", "upstream"),
            "grad_conv3_b", List.of("upstream"),
            "grad_conv1_W", List.of("images", "grad_conv1"),
            "grad_conv1_b", List.of("grad_conv1"));

    private SampleLess() {}

    /**
     * The result without the one example whose omission fits best, and its bound; empty if the quantity has no such
     * sum.
     */
    static Optional<Bounded> of(String quantity, Tensor found, Inputs source, Bounded all) {
        List<String> inputs = ROWS.getOrDefault(quantity, List.of());
        int n = inputs.isEmpty() ? 0 : source.size(inputs.get(0), 0);
        if (n < 2) {
            return Optional.empty();
        }
        boolean mean = !quantity.startsWith("grad_conv");
        double[] right = all.value().values();
        int best = 0;
        boolean bestDivided = false;
        double least = Double.POSITIVE_INFINITY;
        for (int e = 0; e < n; e++) {
            int example = e;
            double[] share = rows(source, inputs, x -> Rearrange.rows(x, example, example + 1))
                    .right(quantity)
                    .value()
                    .values();
            for (boolean divided : mean ? new boolean[] {false, true} : new boolean[] {false}) {
                double distance = distance(found.values(), right, share, n, mean, divided, least);
                if (distance < least) {
                    least = distance;
                    best = e;
                    bestDivided = divided;
                }
            }
        }
        int missing = best;
        Bounded without =
                rows(source, inputs, x -> Rearrange.withoutRow(x, missing)).right(quantity);
        return Optional.of(mean && !bestDivided ? BoundedMath.scaled(without, (n - 1.0) / n) : without);
    }

    private static Inputs rows(Inputs source, List<String> inputs, java.util.function.UnaryOperator<Tensor> taken) {
        Inputs some = source;
        for (String input : inputs) {
            some = some.rearranged(input, taken);
        }
        return some;
    }

    /**
     * The largest difference; once it exceeds what is enough, any value above that.
     *
     * @param divided whether the mean is taken over n - 1 examples
     */
    private static double distance(
            double[] found, double[] right, double[] share, int n, boolean mean, boolean divided, double enough) {
        double distance = 0;
        for (int i = 0; i < found.length && distance < enough; i++) {
            double rest = mean ? (right[i] * n - share[i]) / (divided ? n - 1 : n) : right[i] - share[i];
            distance = Math.max(distance, Math.abs(found[i] - rest));
        }
        return distance;
    }
}
