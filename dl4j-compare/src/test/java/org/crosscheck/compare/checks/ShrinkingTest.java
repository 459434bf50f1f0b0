package org.crosscheck.compare.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.crosscheck.compare.homework.Case;
import org.junit.jupiter.api.Test;

/** Making a case smaller, whatever property must be kept. */
class ShrinkingTest {

    private static final Case GIVEN = TestCases.mlp(71, 9, 8, 7, 10);

    @Test
    void aPropertyOfEveryCaseLeavesOneOfEach() {
        Case small = Shrinking.shrink(GIVEN, any -> true);
        assertThat(small.sizes()).isEqualTo(Map.of("n", 1, "d", 1, "dh", 1, "m", 1));
    }

    @Test
    void aPropertyOfNoSmallerCaseLeavesTheCaseItself() {
        assertThat(Shrinking.shrink(GIVEN, any -> false)).isSameAs(GIVEN);
    }

    @Test
    void whatThePropertyNeedsIsKept() {
        double needed = GIVEN.values().get("W1").at(5, 7);
        double other = GIVEN.values().get("X").at(6, 2);
        Case small = Shrinking.shrink(GIVEN, any -> contains(any, "W1", needed) && contains(any, "X", other));
        assertThat(small.sizes()).isEqualTo(Map.of("n", 1, "d", 2, "dh", 1, "m", 1));
        assertThat(small.values().vector("X")).contains(other);
        assertThat(small.values().vector("W1")).contains(needed);
        assertThat(small.values().vector("b1")).containsExactly(GIVEN.values().vector("b1")[5]);
    }

    @Test
    void theClassesOfTheExamplesThatAreLeftAreKeptAndRenumbered() {
        double[] y = GIVEN.values().vector("y");
        double bias = GIVEN.values().vector("b2")[(int) y[3] - 1];
        double first = GIVEN.values().get("X").at(3, 0);
        Case small = Shrinking.shrink(GIVEN, any -> contains(any, "X", first));
        assertThat(small.values().vector("y")).containsExactly(1);
        assertThat(small.values().vector("b2")).containsExactly(bias);
    }

    @Test
    void allGroupsAreShrunk() {
        Case small = Shrinking.shrink(TestCases.small(72), any -> true);
        assertThat(small.sizes().values()).containsOnly(1);
        assertThat(small.sizes()).containsOnlyKeys("n", "d", "dh", "m", "images", "k", "p");
    }

    @Test
    void thereIsAnEndToTheTrials() {
        AtomicInteger trials = new AtomicInteger();
        Case large = TestCases.mlp(73, 60, 60, 60, 60);
        Shrinking.shrink(large, any -> trials.incrementAndGet() < 0);
        assertThat(trials.get()).isEqualTo(200);
    }

    private static boolean contains(Case given, String key, double value) {
        return Arrays.stream(given.values().vector(key)).anyMatch(element -> element == value);
    }
}
