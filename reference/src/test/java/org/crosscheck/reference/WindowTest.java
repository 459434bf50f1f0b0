package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.reference.Window.Division;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions 3c to 3e: all windows that make 6 x 6 of 64 x 64, counted once more by sliding each of them. */
class WindowTest {

    private static List<Window> slidEachWindow(int input, int output, int padding, int dilation, boolean exact) {
        List<Window> found = new ArrayList<>();
        for (int kernel = 1; kernel <= input + 2 * padding; kernel++) {
            for (int stride = 1; stride <= input + 2 * padding; stride++) {
                if (WindowAxisTest.slide(input, kernel, stride, padding, dilation) == output
                        && (!exact || WindowAxisTest.endsExactly(input, kernel, stride, padding, dilation))) {
                    found.add(new Window(kernel, stride, padding, dilation));
                }
            }
        }
        return found;
    }

    @ParameterizedTest(name = "padding {0}, dilation {1}")
    @CsvSource({"0, 1, 12, 68", "1, 2, 7, 40", "1, 1, 13, 73"})
    void windowsFrom64To6(int padding, int dilation, int exact, int floor) {
        List<Window> exactly = Window.reaching(64, 64, 6, 6, padding, dilation, Division.EXACT);
        List<Window> rounded = Window.reaching(64, 64, 6, 6, padding, dilation, Division.FLOOR);
        assertThat(exactly).hasSize(exact).isEqualTo(slidEachWindow(64, 6, padding, dilation, true));
        assertThat(rounded).hasSize(floor).isEqualTo(slidEachWindow(64, 6, padding, dilation, false));
        assertThat(rounded).containsAll(exactly);
    }

    @Test
    void windowsWithoutPaddingOrDilationAreThoseOfTheEquation() { // 3c: 64 - k = 5 s
        List<Window> expected = new ArrayList<>();
        for (int stride = 12; stride >= 1; stride--) {
            expected.add(new Window(64 - 5 * stride, stride, 0, 1));
        }
        assertThat(Window.reaching(64, 64, 6, 6, 0, 1, Division.EXACT)).isEqualTo(expected);
    }

    /** Down to kernels and strides as large as the padded input. */
    @ParameterizedTest(name = "padding {0}, dilation {1}")
    @CsvSource({"0, 1", "0, 2", "1, 1", "2, 3"})
    void allWindowsOfSmallInputs(int padding, int dilation) {
        for (int input = 1; input <= 6; input++) {
            for (int output = 1; output <= input + 2 * padding; output++) {
                assertThat(Window.reaching(input, input, output, output, padding, dilation, Division.EXACT))
                        .as("%d to %d, exact", input, output)
                        .isEqualTo(slidEachWindow(input, output, padding, dilation, true));
                assertThat(Window.reaching(input, input, output, output, padding, dilation, Division.FLOOR))
                        .as("%d to %d", input, output)
                        .isEqualTo(slidEachWindow(input, output, padding, dilation, false));
            }
        }
        assertThat(Window.reaching(4, 4, 1, 1, 0, 1, Division.FLOOR)).contains(new Window(4, 4, 0, 1));
    }

    @Test
    void heightAndWidthMustBothBeReached() {
        List<Window> both = Window.reaching(9, 7, 4, 3, 0, 1, Division.EXACT);
        assertThat(both).containsExactly(new Window(3, 2, 0, 1)); // (9 - 3) / 2 + 1 = 4, (7 - 3) / 2 + 1 = 3
        assertThat(Window.reaching(7, 9, 4, 3, 0, 1, Division.EXACT)).isEmpty();
    }

    @Test
    void fitsUntilTheWindowSpansMoreThanThePaddedInput() {
        assertThat(new Window(3, 1, 1, 2).fits(3)).isTrue(); // 5 in 5
        assertThat(new Window(3, 1, 0, 2).fits(4)).isFalse();
        assertThat(new Window(Integer.MAX_VALUE, 1, 0, Integer.MAX_VALUE).fits(64))
                .isFalse();
    }

    @Test
    void alongAnInputIsAnAxisOrRefused() {
        assertThat(new Window(5, 2, 1, 3).along(20)).isEqualTo(new WindowAxis(20, 5, 2, 1, 3));
        assertThatThrownBy(() -> new Window(5, 2, 0, 1).along(4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void paddingBeyondIntIsRefused() {
        assertThatThrownBy(() -> Window.reaching(64, 64, 6, 6, 1 << 30, 1, Division.FLOOR))
                .isInstanceOf(ArithmeticException.class);
    }
}
