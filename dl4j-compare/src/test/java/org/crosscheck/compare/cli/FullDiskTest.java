package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A write that fails in the middle, as on a full disk: a child may write files of a few kilobytes only, beyond which the
 * system fails it. The message names the file, and nothing half-written is left.
 */
class FullDiskTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeACase() {
        Cli.run("case", "--weak", "--groups", "mlp,functions", "--n", 3, folder.resolve("case.npz"))
                .succeeds();
        Cli.run("solve", "--case", folder.resolve("case.npz"), folder.resolve("answers.npz"))
                .succeeds();
    }

    private record Ended(int exit, String err) {}

    /** Runs a command that may write so many blocks of 512 (or 1024) bytes to each file. */
    private static Ended limited(int blocks, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                "sh",
                "-c",
                "ulimit -f " + blocks + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        line.addAll(List.of(command));
        Process child;
        try {
            child = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("SKIPPED: no sh here");
            throw e;
        }
        String err = new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Ended(child.exitValue(), err);
    }

    @ParameterizedTest
    @CsvSource({
        "big.npz, case --weak big.npz",
        "solved.npz, solve --case case.npz solved.npz",
        "sheet.html, answers --blank --out sheet.html",
        "results.json, grade --case case.npz answers.npz --gradescope results.json",
        "marks.json, grade --case case.npz answers.npz --json marks.json",
        "report.json, verify --case case.npz --question 1a --out reports"
    })
    void theFileIsNamedAndNothingHalfWrittenIsLeft(String file, String command) throws Exception {
        Ended ended = limited(2, command.split(" ", -1));
        assertThat(ended.exit()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err().lines().filter(line -> line.startsWith("crosscheck: ")))
                .as(ended.err())
                .singleElement()
                .asString()
                .contains(file + ": cannot be written: ");
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.equals(file) || name.endsWith(".tmp"));
        }
    }

    /** The log of marks grows as they are known, so what was marked before stays. */
    @Test
    void aBatchNamesTheLogThatCannotGrow() throws Exception {
        Ended ended = limited(2, "grade", "--case", "case.npz", "answers.npz", "--out", "graded");
        assertThat(ended.exit()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains("marks.jsonl: cannot be written: ");
        assertThat(Files.size(folder.resolve("graded/marks.jsonl"))).isPositive();
        Cli again = Cli.run(
                "grade",
                "--case",
                folder.resolve("case.npz"),
                folder.resolve("answers.npz"),
                "--out",
                folder.resolve("graded"),
                "--resume");
        assertThat(again.exit()).as(again.toString()).isZero();
    }
}
