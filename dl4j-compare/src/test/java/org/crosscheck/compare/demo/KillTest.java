package org.crosscheck.compare.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed at random moments, again and again, ends at the same bits as one that is left alone. */
class KillTest {

    private static final int MOST_EPOCHS = 15; // between two kills

    @TempDir
    private Path folder;

    @Test
    void aRunSurvivesBeingKilledAFewTimes() throws Exception {
        survives(3, 5);
    }

    @Test
    @Tag("campaign")
    void aRunSurvivesBeingKilledSixtyTimes() throws Exception {
        survives(60, 6);
    }

    /** Ctrl-C, or what a system says to its processes when it goes down. */
    @Test
    @DisabledOnOs(OS.WINDOWS) // which has no such signal
    void aRunThatIsAskedToStopWritesItsReportAndCanBeResumed() throws Exception {
        Path data = DemoCases.idxFolder(folder.resolve("data"), 120, 20);
        Path run = folder.resolve("run");
        Process process = start(List.of(
                "demo",
                "mlp",
                "--data",
                data.toString(),
                "--hidden",
                "6",
                "--batch",
                "1",
                "--epochs",
                "9999",
                "--out",
                run.toString()));
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).startsWith("epoch 1/9999");
            process.toHandle().destroy(); // leaves the streams open
            assertThat(lines.lines().toList()).allMatch(line -> line.startsWith("epoch"));
        }
        assertThat(process.waitFor()).isEqualTo(128 + 15);
        assertThat(new ObjectMapper()
                        .readTree(run.resolve("run.json").toFile())
                        .get("completed")
                        .asBoolean())
                .isFalse();
        assertThat(run.toFile().list()).contains("report.html", "loss.png", "mistakes.png", "model.npz");
        try (RunFolder stopped = RunFolder.open(run)) {
            assertThat(stopped.read(note -> {}).journal().step()).isGreaterThanOrEqualTo(120);
        }
    }

    private void survives(int kills, long seed) throws Exception {
        Random random = new Random(seed);
        Path data = DemoCases.idxFolder(folder.resolve("data"), 120, 20);
        int epochs = kills * (MOST_EPOCHS + 100);
        List<String> options =
                List.of("--data", data.toString(), "--epochs", "" + epochs, "--hidden", "6", "--batch", "16");
        Path killed = folder.resolve("killed");
        for (int i = 0; i < kills; i++) {
            List<String> line = new ArrayList<>(List.of("demo", "mlp", "--threads", "1"));
            line.addAll(i == 0 ? options : List.of());
            line.addAll(List.of(i == 0 ? "--out" : "--resume", killed.toString()));
            kill(start(line), 1 + random.nextInt(MOST_EPOCHS), random.nextInt(8));
            try (RunFolder run = RunFolder.open(killed)) {
                assertThat(run.read(note -> {}).journal().step())
                        .as("kill %d", i)
                        .isPositive();
            }
        }
        finish(List.of("demo", "mlp", "--threads", "1", "--resume", killed.toString()));
        List<String> alone = new ArrayList<>(List.of("demo", "mlp", "--threads", "2", "--out"));
        alone.add(folder.resolve("alone").toString());
        alone.addAll(options);
        finish(alone);
        assertThat(sha256(killed)).isEqualTo(sha256(folder.resolve("alone")));
        assertThat(killed.toFile().list()).noneMatch(name -> name.endsWith(".tmp"));
    }

    private static String sha256(Path run) throws IOException {
        return new ObjectMapper()
                .readTree(run.resolve("run.json").toFile())
                .at("/engines/reference/weightsSha256")
                .asText();
    }

    /**
     * What a run that goes on prints. If the kill came after the last checkpoint was renamed and before the next was in
     * its place, it goes on from the one before and says so.
     */
    private static final String GOES_ON =
            "epoch .*|note: .*: expected a file, found nothing with this name; going on from .*";

    /** Kills a process some milliseconds after it has reported some epochs. */
    private static void kill(Process process, int epochs, int milliseconds) throws Exception {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (int seen = 0; seen < epochs; ) {
                String line = lines.readLine();
                assertThat(line).as("a run that goes on").matches(GOES_ON);
                seen += line.startsWith("epoch") ? 1 : 0;
            }
            Thread.sleep(milliseconds);
            assertThat(process.isAlive()).isTrue();
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
    }

    private static void finish(List<String> line) throws Exception {
        Process process = start(line);
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(lines.lines().toList()).allMatch(text -> text.matches(GOES_ON));
        }
        assertThat(process.waitFor()).isZero();
    }

    private static Process start(List<String> arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                "org.crosscheck.compare.cli.Main"));
        line.addAll(arguments);
        return new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
