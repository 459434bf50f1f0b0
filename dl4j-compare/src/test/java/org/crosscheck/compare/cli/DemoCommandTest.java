package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.crosscheck.compare.demo.DemoCases;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {

    @TempDir
    private Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void makeData() throws IOException {
        data = DemoCases.idxFolder(folder.resolve("data"), 60, 20);
        out = folder.resolve("out");
    }

    private Cli run(Object... more) {
        Object[] first = {"demo", more[0], "--data", data};
        return Cli.run(Stream.concat(Stream.of(first), Stream.of(more).skip(1)).toArray());
    }

    @Test
    void aRunOfBothEnginesWritesWhatTheContractSays() throws IOException {
        Cli cli = run("mlp", "--engine", "both", "--resync", "--hidden", 4, "--epochs", 2, "--batch", 20, "--out", out);
        assertThat(cli.exit()).as(cli.toString()).isZero();
        assertThat(cli.err().lines()).hasSize(4).allMatch(line -> line.startsWith("epoch "));
        assertThat(cli.out()).contains("reference  test error", "dl4j       test error", "bounds     agree: 6 steps");
        JsonNode json = new ObjectMapper().readTree(out.resolve("run.json").toFile());
        assertThat(json.get("demo").asText()).isEqualTo("mlp");
        assertThat(json.get("data").asText()).isEqualTo(data.toString());
        assertThat(json.get("seed").asLong()).isEqualTo(1);
        assertThat(json.get("parameters").asLong()).isEqualTo(784 * 4 + 4 + 40 + 10);
        for (String engine : new String[] {"reference", "dl4j"}) {
            JsonNode record = json.get("engines").get(engine);
            assertThat(record.get("weightsSha256").asText()).matches("[0-9a-f]{64}");
            assertThat(record.get("epochs")).hasSize(2);
            for (String key : new String[] {"loss", "testError", "seconds", "examplesPerSecond"}) {
                assertThat(record.get("epochs").get(1).get(key).isNumber())
                        .as(key)
                        .isTrue();
            }
        }
        assertThat(json.get("lockstep").get("steps").asLong()).isEqualTo(6);
        assertThat(json.get("lockstep").get("maxRelativeWeightDifference").asDouble())
                .isBetween(0.0, 1e-12);
        assertThat(json.get("lockstep").get("firstStepBeyondBound").isNull()).isTrue();
        assertThat(Cli.names(out))
                .contains(
                        "report.html",
                        "loss.png",
                        "error.png",
                        "throughput.png",
                        "confusion.png",
                        "mistakes.png",
                        "weights.png",
                        "difference.png",
                        "model.npz",
                        "checkpoint.npz",
                        "checkpoint-previous.npz");
        String html = Files.readString(out.resolve("report.html"));
        assertThat(html).contains("The most confident mistakes", "Difference of the engines", "data:image/png;base64,");
    }

    @Test
    void theCnnShowsItsKernelsAndMaps() {
        Cli cli = run("cnn", "--epochs", 1, "--batch", 20, "--out", out);
        assertThat(cli.exit()).as(cli.toString()).isZero();
        assertThat(Cli.names(out)).contains("kernels.png", "maps.png").doesNotContain("weights.png", "difference.png");
    }

    @Test
    void aStoppedRunGoesOnToTheSameModel() throws IOException {
        Object[] options = {"mlp", "--hidden", 4, "--epochs", 3, "--batch", 20, "--out", out};
        run(options);
        byte[] whole = Files.readAllBytes(out.resolve("model.npz"));
        Path part = folder.resolve("part");
        Cli stopped = run("mlp", "--hidden", 4, "--epochs", 3, "--batch", 20, "--steps", 5, "--out", part);
        assertThat(stopped.exit()).isZero();
        assertThat(stopped.out()).contains("stopped; continue with: ./crosscheck demo mlp --resume " + part);
        assertThat(Cli.run("demo", "mlp", "--resume", part).exit()).isZero();
        assertThat(Files.readAllBytes(part.resolve("model.npz"))).isEqualTo(whole);
    }

    /** One pixel of one test image is enough. */
    @Test
    void aRunIsNotResumedOnOtherData() throws IOException {
        run("mlp", "--hidden", 4, "--epochs", 3, "--batch", 20, "--steps", 1, "--out", out);
        Path images = data.resolve("t10k-images-idx3-ubyte");
        byte[] changed = Files.readAllBytes(images);
        changed[changed.length - 1] ^= 1;
        Files.write(images, changed);
        Cli.run("demo", "mlp", "--resume", out).isRefused("SHA-256 of the data", "as when the run began");
        changed[changed.length - 1] ^= 1;
        Files.write(images, changed);
        assertThat(Cli.run("demo", "mlp", "--resume", out).exit()).isZero();
    }

    @Test
    void aRunIsNotResumedWithOtherSettingsOrAsAnotherNetwork() {
        run("mlp", "--hidden", 4, "--epochs", 3, "--batch", 20, "--steps", 1, "--out", out);
        Cli.run("demo", "mlp", "--resume", out, "--hidden", 5).isRefused("--hidden", "expected 4", "found 5");
        Cli.run("demo", "mlp", "--resume", out, "--lr", "0.5").isRefused("--lr");
        Cli.run("demo", "mlp", "--resume", out, "--out", folder).isRefused("--out");
        Cli.run("demo", "cnn", "--resume", out).isRefused("demo cnn", "demo mlp");
        Cli.run("demo", "mlp", "--resume", folder.resolve("none")).isRefused("none", "no such");
        Cli.run("demo", "mlp", "--resume", data).isRefused("checkpoint.npz");
        assertThat(Cli.run("demo", "mlp", "--resume", out, "--hidden", 4).exit())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "mlp, --lr, NaN",
        "mlp, --lr, -1",
        "mlp, --lr, 1e400",
        "mlp, --momentum, 1",
        "mlp, --momentum, NaN",
        "mlp, --decay, -0.1",
        "mlp, --average, 1",
        "mlp, --batch, 0",
        "mlp, --batch, -3",
        "mlp, --batch, some",
        "mlp, --epochs, 0",
        "mlp, --hidden, 0",
        "mlp, --hidden, 100000",
        "cnn, --hidden, 10",
        "mlp, --threads, 0",
        "mlp, --steps, 0",
        "mlp, --engine, tensorflow",
        "mlp, --schedule, stairs",
        "mlp, --seed, x"
    })
    void aBadOptionIsRefusedAndNothingIsWritten(String network, String option, String value) {
        run(network, option, value, "--out", out).isRefused(option);
        assertThat(out).doesNotExist();
    }

    @Test
    void resyncNeedsBothEngines() {
        run("mlp", "--resync", "--out", out).isRefused("--resync", "both");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "demo mlp extra", "demo predict", "demo train"})
    void aWrongCommandIsRefused(String line) {
        Cli.run((Object[]) line.split(" ", -1)).isRefused();
    }

    @Test
    void predictPrintsTheProbabilitiesOfBothEngines() throws IOException {
        run("mlp", "--hidden", 4, "--epochs", 2, "--batch", 20, "--out", out);
        Path image = folder.resolve("a.png");
        java.awt.image.BufferedImage blank =
                new java.awt.image.BufferedImage(28, 28, java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
        javax.imageio.ImageIO.write(blank, "png", image.toFile());
        Cli cli = Cli.run("demo", "predict", "--model", out, image).succeeds();
        assertThat(cli.out()).contains(image.toString(), "mlp reference", "mlp dl4j", "engines agree");
        assertThat(cli.out().lines()).allMatch(line -> line.length() <= 80 || line.contains("/"));
        Cli.run("demo", "predict", "--model", out, folder.resolve("none.png")).isRefused("none.png");
        Cli.run("demo", "predict", "--model", folder.resolve("none"), image).isRefused("none");
        Cli.run("demo", "predict", "--model", data, image).isRefused("model.npz");
    }
}
