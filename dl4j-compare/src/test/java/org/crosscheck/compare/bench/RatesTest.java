package org.crosscheck.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RatesTest {

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        assertThat(new Rates(new double[] {4, 1, 3, 10}).median()).isEqualTo(3.5);
        assertThat(new Rates(new double[] {7, 1, 3}).median()).isEqualTo(3);
    }

    @Test
    void theSpreadIsFromTheLeastToTheMost() {
        Rates rates = new Rates(new double[] {4, 1, 3});
        assertThat(rates.least()).isEqualTo(1);
        assertThat(rates.most()).isEqualTo(4);
    }

    /** A slow round of both sides does not change their ratio; the ratio of the medians would be 4. */
    @Test
    void ratiosAreTakenRoundByRound() {
        Rates ours = new Rates(new double[] {20, 4, 8});
        Rates theirs = new Rates(new double[] {10, 2, 1});
        assertThat(ours.over(theirs)).isEqualTo(2);
    }
}
