package org.crosscheck.reference;

import java.util.ArrayList;
import java.util.List;

/**
 * A square window, as the answers of questions 3c to 3e name it.
 *
 * @param kernel the size k
 * @param stride the stride s
 * @param padding the padding p
 * @param dilation the dilation d, 1 for none
 */
public record Window(int kernel, int stride, int padding, int dilation) {

    /** Whether the window fits into an input of this size at least once. */
    public boolean fits(int input) {
        return WindowAxis.extent(kernel, dilation) <= input + 2L * padding;
    }

    /** This window along an axis of the given size; throws {@link IllegalArgumentException} if it does not fit. */
    public WindowAxis along(int input) {
        return new WindowAxis(input, kernel, stride, padding, dilation);
    }

    /** What happens when the stride does not divide evenly. */
    public enum Division {
        /** The stride must divide: the windows cover the padded input to its end. */
        EXACT,
        /** The remainder is dropped, as most frameworks do. */
        FLOOR
    }

    /**
     * Questions 3c to 3e: every (k, s) with which an input of the given height and width becomes an output of the given
     * height and width, for fixed padding and dilation; k and s run from 1 to the larger padded size, by kernel, then
     * stride. Throws ArithmeticException if the padded size exceeds an int.
     */
    public static List<Window> reaching(
            int height, int width, int outputHeight, int outputWidth, int padding, int dilation, Division division) {
        List<Window> windows = new ArrayList<>();
        int padded = Math.addExact(Math.max(height, width), Math.multiplyExact(2, padding));
        for (int kernel = 1; kernel <= padded; kernel++) {
            for (int stride = 1; stride <= padded; stride++) {
                Window window = new Window(kernel, stride, padding, dilation);
                if (window.reaches(height, outputHeight, division) && window.reaches(width, outputWidth, division)) {
                    windows.add(window);
                }
            }
        }
        return windows;
    }

    private boolean reaches(int input, int output, Division division) {
        if (!fits(input)) {
            return false;
        }
        WindowAxis axis = along(input);
        return axis.output() == output && (division == Division.FLOOR || axis.exact());
    }
}
