package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crosscheck.compare.bench.BenchReport;
import org.crosscheck.compare.bench.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is refused before anything is timed; what is timed is tested in the package bench. */
class BenchCommandTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1025", "two", "1.5"})
    void aNumberOfThreadsThatIsNoneIsRefused(String threads) {
        Cli.run("bench", "--threads", threads, "--out", folder.resolve("out")).isRefused("--threads", threads);
        assertThat(Cli.names(folder)).isEmpty();
    }

    @Test
    void aTextThatNoRowHoldsIsRefused() {
        Cli.run("bench", "--only", "mlp 784-7", "--out", folder.resolve("out")).isRefused("--only", "'mlp 784-7'");
    }

    @Test
    void aMissingFolderForTheJsonIsRefusedFirst() {
        Path json = folder.resolve("missing").resolve("bench.json");
        Cli.run("bench", "--json", json, "--out", folder.resolve("out")).isRefused("missing");
        assertThat(Cli.names(folder)).isEmpty();
    }

    @Test
    void jsonOnStandardOutputStandsThereAlone() throws IOException {
        BenchReport measured = BenchReport.of(Plan.quick(1), 1e9, List.of(), List.of(), List.of());
        StringWriter printed = new StringWriter();
        Path out = folder.resolve("out");
        int exit = new CommandLine(new BenchCommand((plan, python, progress) -> measured))
                .setOut(new PrintWriter(printed))
                .execute("--quick", "--threads", "1", "--json", "-", "--out", out.toString());
        assertThat(exit).isZero();
        JsonMapper json = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        assertThat(json.readTree(printed.toString()).get("rows").isArray()).isTrue();
        assertThat(json.readTree(out.resolve("bench.json").toFile())).isEqualTo(json.readTree(printed.toString()));
        assertThat(Files.exists(Path.of("-"))).isFalse();
    }
}
