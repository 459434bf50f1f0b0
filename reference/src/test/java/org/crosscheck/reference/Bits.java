package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Equality of every bit: 0 is not -0, and NaN equals NaN. */
public final class Bits {

    private Bits() {}

    public static void same(String what, double[] actual, double[] expected) {
        assertThat(Arrays.equals(actual, expected))
                .as("%s is %s, expected %s", what, Arrays.toString(actual), Arrays.toString(expected))
                .isTrue();
    }

    public static void same(String what, double[][] actual, double[][] expected) {
        assertThat(Arrays.deepEquals(actual, expected))
                .as("%s is %s, expected %s", what, Arrays.deepToString(actual), Arrays.deepToString(expected))
                .isTrue();
    }

    public static void same(String what, Tensor actual, Tensor expected) {
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        same(what, actual.values(), expected.values());
    }

    public static void same(String what, Theta actual, Theta expected) {
        same(what + " w1", actual.w1(), expected.w1());
        same(what + " b1", actual.b1(), expected.b1());
        same(what + " w2", actual.w2(), expected.w2());
        same(what + " b2", actual.b2(), expected.b2());
    }
}
