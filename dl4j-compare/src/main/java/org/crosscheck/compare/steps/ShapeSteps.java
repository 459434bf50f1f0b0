package org.crosscheck.compare.steps;

import java.util.List;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Window;

/** The whole-number answers of part 3 as steps: they need nothing of a case and have no rounding. */
final class ShapeSteps {

    static final List<Step> STEPS = List.of(
            step("q3a", Tensor.scalar((double) Cnn.CONV3.outputSize())),
            step("q3b", Tensor.scalar((double) Cnn.CONV3.weights())),
            step("q3c", configuration(0, 1)),
            step("q3d", configuration(1, 2)),
            step("q3e", configuration(1, 1)));

    private ShapeSteps() {}

    /**
     * [k, s, p, d] of one configuration that takes 64 x 64 to 6 x 6 with exact division: the first, by kernel, whose
     * kernel is not smaller than its stride. Every member of {@link Window#reaching} is as right.
     */
    private static Tensor configuration(int padding, int dilation) {
        Window window = Window.reaching(64, 64, 6, 6, padding, dilation, Window.Division.EXACT).stream()
                .filter(candidate -> candidate.kernel() >= candidate.stride())
                .findFirst()
                .orElseThrow();
        return Tensor.vector(new double[] {window.kernel(), window.stride(), padding, dilation});
    }

    private static Step step(String quantity, Tensor answer) {
        return new Step(quantity, List.of(), in -> answer, (in, kappa) -> Bounds.exact(answer));
    }
}
