package org.crosscheck.compare.demo.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Five examples of three classes, counted by hand. */
class ScoresTest {

    private static final double[][] PROBABILITIES = {
        {0.5, 0.25, 0.25}, // 1, right
        {0.5, 0.25, 0.25}, // 2, taken for 1
        {0.125, 0.125, 0.75}, // 2, taken for 3, more confident
        {0.25, 0.25, 0.5}, // 3, right
        {0.25, 0.5, 0.25}, // 2, right
    };

    private static final Scores SCORES = Scores.of(PROBABILITIES, new int[] {1, 2, 2, 3, 2});

    @Test
    void aRowOfTheConfusionMatrixIsATrueClass() {
        assertThat(SCORES.confusion()).isDeepEqualTo(new int[][] {{1, 0, 0}, {1, 1, 1}, {0, 0, 1}});
        assertThat(SCORES.taken(2)).isEqualTo(3);
    }

    @Test
    void theErrorIsThePartOffTheDiagonal() {
        assertThat(SCORES.error()).isEqualTo(2.0 / 5);
    }

    /** -log of 1/2, 1/4, 1/8, 1/2, 1/2 in the mean: 8/5 log 2. */
    @Test
    void theLossIsTheMeanOfMinusLog() {
        assertThat(SCORES.loss()).isCloseTo(1.6 * Math.log(2), within(4 * Math.ulp(1.6)));
    }

    @Test
    void theMostConfidentMistakeComesFirst() {
        assertThat(SCORES.mistakes(10)).containsExactly(2, 1);
        assertThat(SCORES.mistakes(1)).containsExactly(2);
    }
}
