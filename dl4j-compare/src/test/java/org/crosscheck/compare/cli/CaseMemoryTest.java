package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.text.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseMemoryTest {

    @TempDir
    private Path folder;

    @Test
    void theNumbersOfACaseAndItsAnswersAreCounted() {
        Map<String, Integer> sizes = Map.of("n", 7, "d", 5, "dh", 4, "m", 3);
        long given = 7 * 5 + 7 + 4 * 5 + 4 + 3 * 4 + 3;
        long forward = 7 * 4 + 7 * 4 + 7 * 3 + 7 * 3 + 7 + 1;
        long backward = 7 * 3 + 3 * 4 + 3 + 7 * 4 + 7 * 4 + 4 * 5 + 4 + 7 * 5;
        long alone = Quantities.numbers(Map.of()); // shapes without letters: filters, questions 3a to 3e
        assertThat(Quantities.numbers(sizes) - alone).isEqualTo(given + forward + backward - 1);
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheOptionThatHelps() {
        Map<String, Integer> sizes = Map.of("n", 1 << 30, "d", 2, "dh", 2, "m", 2);
        assertThatThrownBy(() -> CaseMemory.MAKE.require("c.npz", sizes, "smaller sizes"))
                .isInstanceOf(InputException.class)
                .hasMessageMatching(
                        "c.npz: memory: expected at most \\d+ MiB of memory \\(CROSSCHECK_OPTS=-Xmx\\d+g gives"
                                + " Java more\\), or smaller sizes, found a need of about \\d+ MiB");
    }

    /** Marking with a case for each student has as many open as there are threads. */
    @Test
    void casesThatAreOpenTogetherAreCountedTogether() throws Exception {
        long free = Runtime.getRuntime().maxMemory();
        int n = Math.toIntExact(free
                / 3
                / (16 * Double.BYTES)
                / (Quantities.numbers(Map.of("n", 1000, "d", 9, "dh", 9, "m", 9)) / 1000));
        Map<String, Integer> sizes = Map.of("n", n, "d", 9, "dh", 9, "m", 9);
        CaseMemory.GRADE.require("c.npz", sizes, "less", 1);
        assertThatThrownBy(() -> CaseMemory.GRADE.require("c.npz", sizes, "--threads 1", 8))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("or --threads 1, found a need of about");
    }

    /** Sizes in their ranges, in a JVM that is too small for them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "case --n 10000 out.npz",
                "case --weak --dh 16000 out.npz",
                "case --images 1000 out.npz",
                "case --weak --d 3 --dh 3 --m 500000 --n 3 out.npz"
            })
    void aCaseIsCountedBeforeItIsMade(String command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-Xmx48m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        line.addAll(List.of(command.split(" ", -1)));
        Process child = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(said).startsWith("crosscheck: --d, --dh").contains("memory", "CROSSCHECK_OPTS=-Xmx");
            assertThat(child.exitValue()).isEqualTo(2);
            assertThat(Cli.names(folder)).isEmpty();
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void aFileOfTwoGibibytesIsRefusedBeforeItIsRead() throws IOException {
        Path file = folder.resolve("large.npz");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 31);
        }
        Cli.run("verify", "--case", file, "--out", folder.resolve("out")).isRefused("large.npz", "2147483648 bytes");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
