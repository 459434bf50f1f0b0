package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
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

    /** Said while it runs, and in what is left of the run. */
    @Test
    void whatWasDoneToTheDataStandsInEveryRecordOfTheRun() throws IOException {
        Path above = folder.resolve("above");
        Files.createDirectories(above.resolve("MNIST"));
        Files.move(data, above.resolve("MNIST/raw"));
        Cli cli = Cli.run("demo", "mlp", "--data", above, "--hidden", 4, "--epochs", 1, "--batch", 20, "--out", out);
        assertThat(cli.exit()).as(cli.toString()).isZero();
        String note = cli.err().lines().findFirst().orElseThrow();
        assertThat(note).startsWith("note: ").contains("MNIST");
        JsonNode json = new ObjectMapper().readTree(out.resolve("run.json").toFile());
        assertThat(json.get("notes").get(0).asText()).isEqualTo(note);
        assertThat(Files.readString(out.resolve("report.html"))).contains(note.substring(6));
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
    @ValueSource(strings = {"demo mlp extra", "demo predict", "demo train"})
    void aWrongCommandIsRefused(String line) {
        Cli.run((Object[]) line.split(" ", -1)).isRefused();
    }

    @Test
    void aRunIsNotOverwrittenByAnother() throws IOException {
        Object[] options = {"mlp", "--hidden", 4, "--epochs", 1, "--batch", 20, "--out", out};
        assertThat(run(options).exit()).isZero();
        byte[] before = Files.readAllBytes(out.resolve("model.npz"));
        run(options).isRefused(out.toString(), "one without a run", "--resume");
        assertThat(Files.readAllBytes(out.resolve("model.npz"))).isEqualTo(before);
        // A folder that holds something else is none of ours.
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("notes.txt"), "mine");
        options[options.length - 1] = other;
        assertThat(run(options).exit()).isZero();
        assertThat(other.resolve("notes.txt")).hasContent("mine");
    }

    /** As torchvision leaves them, and as EMNIST's own archive names them. */
    @Test
    void whatIsSpecialToASetIsSaid() throws IOException {
        Path raw =
                Files.createDirectories(folder.resolve("root").resolve("EMNIST").resolve("raw"));
        for (String name : new String[] {
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"
        }) {
            Files.copy(data.resolve(name), raw.resolve("emnist-digits-" + name.replace("t10k", "test")));
        }
        Cli cli = Cli.run(
                "demo",
                "mlp",
                "--data",
                folder.resolve("root"),
                "--hidden",
                4,
                "--epochs",
                1,
                "--batch",
                20,
                "--out",
                out);
        assertThat(cli.exit()).as(cli.toString()).isZero();
        assertThat(cli.err().lines().toList().subList(0, 2))
                .satisfiesExactly(
                        line -> assertThat(line).contains("the set is in", "emnist-digits"),
                        line -> assertThat(line).contains("EMNIST", "set upright"));
    }

    @Test
    void aNetworkHasAsManyClassesAsItsData() throws IOException {
        Path letters = folder.resolve("letters");
        for (int k = 0; k < 12; k++) {
            Path label = Files.createDirectories(letters.resolve("letter " + (char) ('a' + k)));
            for (int i = 0; i < 6; i++) {
                BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
                image.getRaster().setSample(4 + k, 4 + 3 * i, 0, 255);
                ImageIO.write(image, "png", label.resolve(i + ".png").toFile());
            }
        }
        Cli cli = Cli.run(
                "demo", "cnn", "--data", letters, "--engine", "both", "--epochs", 1, "--batch", 30, "--out", out);
        assertThat(cli.exit()).as(cli.toString()).isZero();
        JsonNode json = new ObjectMapper().readTree(out.resolve("run.json").toFile());
        assertThat(json.get("parameters").asLong()).isEqualTo(6 * 26 + 16 * 151 + 12 * 1601);
        Path image = letters.resolve("letter a").resolve("0.png");
        Cli predicted = Cli.run("demo", "predict", "--model", out, image);
        assertThat(predicted.exit()).as(predicted.toString()).isZero();
        assertThat(predicted.out()).containsPattern("cnn reference +letter [a-l] 0\\.\\d+, letter [a-l] 0\\.");
        assertThat(predicted.out()).containsPattern("cnn: letter [a-l]; engines agree");
    }

    @Test
    void onePictureThatCannotBeReadCostsNoOther() throws IOException {
        BufferedImage drawn = new BufferedImage(90, 60, BufferedImage.TYPE_BYTE_GRAY);
        for (int at = 0; at < 90 * 60; at++) {
            drawn.getRaster().setSample(at % 90, at / 90, 0, at % 90 == 40 && at / 90 > 9 && at / 90 < 50 ? 0 : 255);
        }
        Path one = folder.resolve("one.png");
        ImageIO.write(drawn, "png", one.toFile());
        Path blank = folder.resolve("blank.png");
        ImageIO.write(new BufferedImage(90, 60, BufferedImage.TYPE_BYTE_GRAY), "png", blank.toFile());
        Cli cli = Cli.run("demo", "predict", one, blank, folder.resolve("none.png"), one);
        assertThat(cli.exit()).isEqualTo(2);
        assertThat(cli.out().lines().filter(line -> line.equals(one.toString())))
                .hasSize(2);
        assertThat(cli.out()).contains("mlp: 1; engines agree", "cnn: 1; engines agree");
        // A note for each thing that was done, though two networks took the picture; then the errors, in order.
        assertThat(cli.err().lines().map(line -> line.replaceAll("^(note|crosscheck): .*/|[:;].*", "")))
                .containsExactly("one.png", "one.png", "blank.png", "none.png", "one.png", "one.png");
    }

    @Test
    void predictPrintsTheProbabilitiesOfBothEngines() throws IOException {
        run("mlp", "--hidden", 4, "--epochs", 2, "--batch", 20, "--out", out);
        Path image = folder.resolve("a.png");
        BufferedImage blank = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        ImageIO.write(blank, "png", image.toFile());
        Cli cli = Cli.run("demo", "predict", "--model", out, image).succeeds();
        assertThat(cli.out()).contains(image.toString(), "mlp reference", "mlp dl4j", "engines agree");
        assertThat(cli.out().lines()).allMatch(line -> line.length() <= 80 || line.equals(image.toString()));
        assertThat(cli.out()).contains("     0     1     2     3     4     5     6     7     8     9");
        Cli.run("demo", "predict", "--model", out, folder.resolve("none.png")).isRefused("none.png");
        Cli.run("demo", "predict", "--model", folder.resolve("none"), image).isRefused("none");
        Cli.run("demo", "predict", "--model", data, image).isRefused("model.npz");
    }
}
