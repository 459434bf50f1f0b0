package org.crosscheck.compare.grade.mistakes;

import static org.crosscheck.compare.homework.WindowQuestion.INPUT;
import static org.crosscheck.compare.homework.WindowQuestion.OUTPUT;

import java.util.Optional;
import org.crosscheck.compare.homework.WindowQuestion;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Window;

/**
 * Questions 3c to 3e: every [k, s, p, d] that has the padding and dilation asked for and takes 64 x 64 to 6 x 6 is
 * right.
 */
public final class Configuration {

    private Configuration() {}

    /** Whether a key belongs to a configuration. */
    public static boolean is(String key) {
        return WindowQuestion.of(key).isPresent();
    }

    public static boolean isRight(String key, Tensor found) {
        return explain(key, found).isEmpty();
    }

    /** What is wrong with a configuration, from its own numbers; empty if nothing is. */
    public static Optional<Finding> explain(String key, Tensor found) {
        for (double number : found.values()) {
            if (!(number == Math.rint(number) && number >= 0 && number <= 2 * INPUT)) {
                return finding(key, "whole", "The numbers k, s, p and d are not all whole and of a reasonable size.");
            }
        }
        double[] numbers = found.values();
        Window window = new Window((int) numbers[0], (int) numbers[1], (int) numbers[2], (int) numbers[3]);
        WindowQuestion question = WindowQuestion.of(key).orElseThrow();
        if (window.padding() != question.padding() || window.dilation() != question.dilation()) {
            return finding(
                    key, "fixed", "The padding and dilation are not those that the question fixes (d = 1 is none).");
        }
        if (window.kernel() < 1 || window.stride() < 1 || !window.fits(INPUT)) {
            return finding(key, "fits", "A window of this size, moved by this stride, does not exist or does not fit.");
        }
        int output = window.along(INPUT).output();
        return output == OUTPUT
                ? Optional.empty()
                : finding(key, "size", "The output of this layer is " + output + " x " + output + ", not 6 x 6.");
    }

    private static Optional<Finding> finding(String key, String name, String text) {
        String check = "The output has floor((64 + 2p - d (k - 1) - 1) / s) + 1 rows.";
        return Optional.of(new Finding(key + "." + name, text, Mistake.where(key), check));
    }
}
