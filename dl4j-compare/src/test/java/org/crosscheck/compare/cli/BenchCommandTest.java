package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
}
