package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of a sliding window, against sliding it. */
class WindowAxisTest {

    /** The first element that each position covers, found by moving until the window no longer fits. */
    static int slide(int input, int kernel, int stride, int padding, int dilation) {
        int span = 1;
        for (int element = 1; element < kernel; element++) {
            span += dilation;
        }
        int positions = 0;
        for (int first = -padding; first + span <= input + padding; first += stride) {
            positions++;
        }
        return positions;
    }

    /** Whether the last window ends on the last padded element. */
    static boolean endsExactly(int input, int kernel, int stride, int padding, int dilation) {
        int positions = slide(input, kernel, stride, padding, dilation);
        int last = -padding + (positions - 1) * stride;
        return last + (kernel - 1) * dilation == input + padding - 1;
    }

    @Test
    void outputAndExactnessAreThoseOfSlidingTheWindow() {
        for (int input = 1; input <= 9; input++) {
            for (int kernel = 1; kernel <= 5; kernel++) {
                for (int code = 0; code < 48; code++) {
                    compare(input, kernel, 1 + code % 4, code / 4 % 3, 1 + code / 12);
                }
            }
        }
    }

    private static void compare(int input, int kernel, int stride, int padding, int dilation) {
        int positions = slide(input, kernel, stride, padding, dilation);
        if (positions == 0) {
            assertThatThrownBy(() -> new WindowAxis(input, kernel, stride, padding, dilation))
                    .hasMessageContaining("spans");
        } else {
            WindowAxis axis = new WindowAxis(input, kernel, stride, padding, dilation);
            assertThat(axis.output()).as("%s", axis).isEqualTo(positions);
            boolean exact = endsExactly(input, kernel, stride, padding, dilation);
            assertThat(axis.exact()).as("%s", axis).isEqualTo(exact);
        }
    }

    @Test
    void positionsOfAKnownAxis() { // input 0..4, two zeros each side: windows at -2, 1 and 4 would end at 2, 5 and 8
        WindowAxis axis = new WindowAxis(5, 3, 3, 2, 2);
        assertThat(axis.output()).isEqualTo(2);
        assertThat(axis.exact()).isFalse(); // -2..2 and 1..5; the padded input ends at 6
        assertThat(new int[] {axis.position(0, 0), axis.position(0, 1), axis.position(0, 2)})
                .containsExactly(-2, 0, 2);
        assertThat(new int[] {axis.position(1, 0), axis.position(1, 1), axis.position(1, 2)})
                .containsExactly(1, 3, 5);
    }

    @Test
    void containsTheInputAndNotThePadding() {
        WindowAxis axis = new WindowAxis(5, 3, 1, 2, 1);
        assertThat(axis.contains(-1)).isFalse();
        assertThat(axis.contains(0)).isTrue();
        assertThat(axis.contains(4)).isTrue();
        assertThat(axis.contains(5)).isFalse();
    }

    @Test
    void extentIsWhatADilatedWindowSpans() {
        assertThat(WindowAxis.extent(5, 1)).isEqualTo(5);
        assertThat(WindowAxis.extent(5, 2)).isEqualTo(9);
        assertThat(WindowAxis.extent(1, 100)).isEqualTo(1);
        assertThat(WindowAxis.extent(Integer.MAX_VALUE, Integer.MAX_VALUE)).isEqualTo(2147483646L * 2147483647L + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 0, 1, input size 0 < 1",
        "5, 0, 1, 0, 1, kernel 0 < 1",
        "5, 1, 0, 0, 1, stride 0 < 1",
        "5, 1, 1, -1, 1, padding -1 < 0",
        "5, 1, 1, 0, 0, dilation 0 < 1",
        "-2147483648, 1, 1, 0, 1, input size -2147483648 < 1"
    })
    void valuesOutOfRangeAreNamed(int input, int kernel, int stride, int padding, int dilation, String message) {
        assertThatThrownBy(() -> new WindowAxis(input, kernel, stride, padding, dilation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void windowThatDoesNotFitIsDescribed() {
        assertThatThrownBy(() -> new WindowAxis(5, 4, 1, 0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kernel 4 with dilation 2 spans 7, more than the input's 5 with padding 0");
        assertThat(new WindowAxis(5, 4, 1, 1, 2).output()).isEqualTo(1); // 7 in 7
    }

    @Test
    void sizesBeyondIntAreRefusedAndNotWrapped() {
        int max = Integer.MAX_VALUE;
        assertThatThrownBy(() -> new WindowAxis(5, max, 1, 0, max)).hasMessageContaining("spans 4611686011984936963");
        assertThatThrownBy(() -> new WindowAxis(3, 2, 1, 1 << 30, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("input size 3 with padding 1073741824 overflows");
        assertThatThrownBy(() -> new WindowAxis(1, 1, 1, max, 1)).hasMessageContaining("overflows");
        WindowAxis largest = new WindowAxis(1, 1, max, (1 << 30) - 1, max);
        assertThat(largest.output()).isEqualTo(1);
        WindowAxis unpadded = new WindowAxis(max, 1, 1, 0, 1);
        assertThat(unpadded.output()).isEqualTo(max);
        assertThat(unpadded.position(max - 1, 0)).isEqualTo(max - 1);
    }
}
