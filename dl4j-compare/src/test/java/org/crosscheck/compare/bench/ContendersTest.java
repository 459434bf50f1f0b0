package org.crosscheck.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.crosscheck.compare.bench.Contender.Runner;
import org.crosscheck.compare.bench.Workload.Minibatches;
import org.crosscheck.compare.bench.Workload.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is timed is the same computation. */
class ContendersTest {

    /**
     * Three steps lower R^ by the same amount on every side, to 30 bits of that amount: rounding is far below, and a
     * wrong factor in any gradient, or another loss or learning rate, far above.
     */
    @ParameterizedTest
    @EnumSource
    void everySideTakesTheSameSteps(Network network) {
        Workload workload = new Workload(network, 6, 5);
        Minibatches minibatches = workload.minibatches();
        double before = Double.NaN;
        double after = Double.NaN;
        for (Contender contender : Contenders.all().values()) {
            try (Runner runner = contender.prepare(workload, minibatches, 1)) {
                double first = runner.risk(0);
                for (int step = 0; step < 3; step++) {
                    runner.forward(1);
                    runner.step(0);
                }
                double last = runner.risk(0);
                if (Double.isNaN(before)) {
                    before = first;
                    after = last;
                }
                double close = (before - after) * 0x1p-30;
                assertThat(close).as("R^ falls").isPositive();
                assertThat(Math.abs(first - before))
                        .as("%s before", contender.name())
                        .isLessThan(close);
                assertThat(Math.abs(last - after))
                        .as("%s after", contender.name())
                        .isLessThan(close);
            }
        }
    }
}
