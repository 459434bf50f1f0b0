package org.crosscheck.compare.homework;

import java.util.List;
import java.util.Optional;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Window;
import org.crosscheck.reference.Window.Division;

/**
 * Questions 3c to 3e: which layers take data of 64 x 64 x 3 to an output of (64, 6, 6), with the padding and dilation that
 * the question fixes. The one place that says what each fixes.
 *
 * @param key of the answer [k, s, p, d]
 * @param padding p
 * @param dilation d; 1 is none
 */
public record WindowQuestion(String key, int padding, int dilation) {

    /** Height and width of the input. */
    public static final int INPUT = 64;

    /** Channels of the input. */
    public static final int CHANNELS = 3;

    /** Height and width of the output. */
    public static final int OUTPUT = 6;

    /** Channels of the output. */
    public static final int FILTERS = 64;

    /** The three questions. */
    public static final List<WindowQuestion> ALL =
            List.of(new WindowQuestion("q3c", 0, 1), new WindowQuestion("q3d", 1, 2), new WindowQuestion("q3e", 1, 1));

    /** The question whose answer has this key; empty if it is none of the three. */
    public static Optional<WindowQuestion> of(String key) {
        return ALL.stream().filter(question -> question.key.equals(key)).findFirst();
    }

    /** Every right window, by kernel and stride. */
    public List<Window> windows(Division division) {
        return Window.reaching(INPUT, INPUT, OUTPUT, OUTPUT, padding, dilation, division);
    }

    /** The layer that a window makes of the question's data. Throws IllegalArgumentException if the window does not fit. */
    public static Geometry layer(Window window) {
        return new Geometry(CHANNELS, FILTERS, window.along(INPUT), window.along(INPUT));
    }
}
