package org.crosscheck.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.bench.BenchReport.BenchRow;
import org.crosscheck.compare.bench.contenders.MatrixContender;
import org.crosscheck.compare.bench.contenders.Mode;
import org.crosscheck.compare.bench.contenders.Workload;
import org.crosscheck.compare.bench.contenders.Workload.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bench of the smallest size, with JVMs of their own for all sides. */
class BenchTest {

    private static final String PYTHON = "python3";

    private static final Workload TINY = new Workload(Network.MLP, 3, 2);

    @Test
    void everySideIsTimedInBothModes() throws IOException {
        List<String> progress = new ArrayList<>();
        BenchReport report =
                new Bench(new Plan(List.of(TINY), false, 0, 2, 0, 2, true), "no-such-python", progress::add).run();
        assertThat(report.rows()).extracting(BenchRow::mode).containsExactly(Mode.STEP, Mode.FORWARD);
        for (BenchRow row : report.rows()) {
            assertThat(row.sides().keySet()).contains("dl4j", "element-wise", "matrix", "matrix x2");
            assertThat(row.sides().values()).allSatisfy(side -> {
                assertThat(side.rounds()).hasSize(2);
                assertThat(side.least()).isPositive().isLessThanOrEqualTo(side.median());
                assertThat(side.most()).isGreaterThanOrEqualTo(side.median());
            });
            assertThat(row.riskDifference()).isBetween(0.0, 0x1p-30);
            assertThat(row.copies().rounds()).hasSize(2).doesNotContain(0.0);
        }
        assertThat(report.gigaflopsAtPeak()).isPositive();
        assertThat(report.wholeBatch()).isEmpty();
        assertThat(report.notes()).singleElement(STRING).startsWith("No side python torch: no-such-python says: ");
        assertThat(progress).anyMatch(line -> line.contains("round 2, dl4j"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "UserWarning: no GPU",
                "1280",
                "1280 ",
                "1280 1000000 7",
                "1280 -1",
                "1280 NaN",
                "1280 Infinity"
            })
    void aStrayLineInPlaceOfAnAnswerIsToldAsItWasFound(String line) {
        assertThatThrownBy(() -> ContenderProcess.numbers("python torch", line))
                .isInstanceOf(IOException.class)
                .hasMessage("the process of python torch answered: expected two numbers, found '" + line + "'");
    }

    @Test
    void anAnswerIsTwoNumbersOfWhichARiskNeedNotBeOne() throws IOException {
        assertThat(ContenderProcess.numbers("matrix", "1280 1000000123")).containsExactly(1280, 1000000123);
        assertThat(ContenderProcess.numbers("matrix", "NaN 0")).containsExactly(Double.NaN, 0);
    }

    /** Both networks: another weight layout, loss or learning rate would move R^ by far more than rounding. */
    @ParameterizedTest
    @EnumSource
    void pyTorchInPythonTakesTheSameSteps(Network network) throws IOException {
        String fault = PythonLane.fault(PYTHON);
        assumeTrue(fault.isEmpty(), "SKIPPED: " + PYTHON + " has no PyTorch: " + fault);
        Workload workload = new Workload(network, network == Network.MLP ? 3 : 0, 2);
        try (PythonLane python = new PythonLane(PYTHON);
                ContenderProcess matrix = new ContenderProcess(MatrixContender.NAME, 1)) {
            assertThat(python.risk(workload)[0]).isCloseTo(matrix.risk(workload)[0], withinPercentage(1e-7));
            assertThat(python.rate(workload, Mode.STEP, 0)).isPositive();
            assertThat(python.rate(workload, Mode.FORWARD, 0)).isPositive();
        }
    }

    @Test
    void aSideWhoseJvmEndsIsNamed() throws IOException {
        try (ContenderProcess lane = new ContenderProcess(MatrixContender.NAME, 1)) {
            Workload impossible = new Workload(Network.MLP, -1, 2);
            assertThatThrownBy(() -> lane.rate(impossible, Mode.STEP, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("process of matrix ended");
        }
    }
}
