package org.crosscheck.compare.steps;

import java.util.List;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.WindowQuestion;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Window;

/** The whole-number answers of part 3 as steps: they need no case and have no rounding. */
final class ShapeSteps {

    static final List<Step> STEPS = Stream.concat(
                    Stream.of(
                            // Question 3a.
                            Step.constant("q3a", Tensor.scalar((double) Cnn.CONV3.outputSize())),
                            // Question 3b.
                            Step.constant("q3b", Tensor.scalar((double) Cnn.CONV3.weights()))),
                    WindowQuestion.ALL.stream().map(ShapeSteps::configuration))
            .toList();

    private ShapeSteps() {}

    /**
     * Questions 3c to 3e: [k, s, p, d] of one configuration that takes 64 x 64 to 6 x 6 with exact division: the first, by
     * kernel, whose kernel is not smaller than its stride. Every member of {@link WindowQuestion#windows} is as right.
     */
    private static Step configuration(WindowQuestion question) {
        Window window = question.windows(Window.Division.EXACT).stream()
                .filter(candidate -> candidate.kernel() >= candidate.stride())
                .findFirst()
                .orElseThrow();
        double[] answer = {window.kernel(), window.stride(), window.padding(), window.dilation()};
        return Step.constant(question.key(), Tensor.vector(answer));
    }
}
