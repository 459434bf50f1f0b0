package org.crosscheck.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.bench.BenchReport.BenchRow;
import org.crosscheck.compare.bench.contenders.MatrixContender;
import org.crosscheck.compare.bench.contenders.Mode;
import org.crosscheck.compare.bench.contenders.Workload;
import org.crosscheck.compare.bench.contenders.Workload.Network;
import org.junit.jupiter.api.Test;

/** A bench of the smallest size, with JVMs of their own for all sides. */
class BenchTest {

    private static final Workload TINY = new Workload(Network.MLP, 3, 2);

    @Test
    void everySideIsTimedInBothModes() throws IOException {
        List<String> progress = new ArrayList<>();
        BenchReport report = new Bench(new Plan(List.of(TINY), false, 0, 2, 0, 2, true), progress::add).run();
        assertThat(report.rows()).extracting(BenchRow::mode).containsExactly(Mode.STEP, Mode.FORWARD);
        for (BenchRow row : report.rows()) {
            assertThat(row.sides().keySet()).contains("dl4j", "element-wise", "matrix", "matrix x2");
            assertThat(row.sides().values()).allSatisfy(side -> {
                assertThat(side.rounds()).hasSize(2);
                assertThat(side.least()).isPositive().isLessThanOrEqualTo(side.median());
                assertThat(side.most()).isGreaterThanOrEqualTo(side.median());
            });
            assertThat(row.riskDifference()).isBetween(0.0, 0x1p-30);
        }
        assertThat(report.gigaflopsAtPeak()).isPositive();
        assertThat(report.wholeBatch()).isEmpty();
        assertThat(progress).anyMatch(line -> line.contains("round 2, dl4j"));
    }

    @Test
    void aSideWhoseJvmEndsIsNamed() throws IOException {
        try (ContenderProcess lane = new ContenderProcess(MatrixContender.NAME, 1)) {
            Workload impossible = new Workload(Network.MLP, -1, 2);
            assertThatThrownBy(() -> lane.rate(impossible, Mode.STEP, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("JVM of matrix ended");
        }
    }
}
