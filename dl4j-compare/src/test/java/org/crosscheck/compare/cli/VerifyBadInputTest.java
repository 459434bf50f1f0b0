package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.checks.Engines;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What verify does with a case or an option that cannot be used: one line, exit 2, nothing left behind. */
class VerifyBadInputTest {

    private static final Case GOOD = TestCases.mlp(60, 3, 4, 2, 5);

    @TempDir
    private Path folder;

    private void refused(Path file, String... parts) {
        Path out = folder.resolve("out");
        Cli.run("verify", "--case", file, "--out", out).isRefused(parts);
        assertThat(out).doesNotExist();
        Path answers = folder.resolve("answers.npz");
        Cli.run("solve", "--case", file, answers).isRefused(parts);
        assertThat(answers).doesNotExist();
    }

    private Path file(NamedTensors values) throws IOException {
        Path file = folder.resolve("case.npz");
        CaseFiles.write(file, values);
        return file;
    }

    private Path changed(String key, Tensor tensor) throws IOException {
        return file(GOOD.values().with(key, tensor));
    }

    @Test
    void aMissingFile() {
        refused(folder.resolve("missing.npz"), "missing.npz");
    }

    @Test
    void aFolder() {
        refused(folder, folder.toString());
    }

    @Test
    void aFileThatIsNoArchive() throws IOException {
        refused(Files.writeString(folder.resolve("text.npz"), "hello"), "text.npz", "expected", "found");
        refused(Files.write(folder.resolve("empty.npz"), new byte[0]), "empty.npz");
    }

    @Test
    void aFileOfAnotherKindIsNamedAsWhatItIs() throws IOException {
        refused(Files.write(folder.resolve("empty.npz"), new byte[0]), "an empty file");
        refused(Files.writeString(folder.resolve("homework.npz"), "%PDF-1.7\n..."), "a PDF");
        refused(Files.writeString(folder.resolve("page.npz"), "\n<!DOCTYPE html><html>"), "an HTML page");
        byte[] archive = CaseFiles.toBytes(GOOD.values());
        refused(Files.write(folder.resolve("cut.npz"), Arrays.copyOf(archive, 99)), "not complete");
    }

    @Test
    void anArchiveWithoutArrays() throws IOException {
        refused(file(NamedTensors.NONE), "at least one group");
    }

    @Test
    void everyTruncationOfAnArchive() throws IOException {
        byte[] bytes = CaseFiles.toBytes(GOOD.values());
        for (int length = bytes.length - 1; length > 0; length -= 97) {
            Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(bytes, length));
            Cli.run("verify", "--case", cut, "--out", folder.resolve("out")).isRefused("cut.npz");
        }
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void anArrayOfAnUnknownName() throws IOException {
        refused(changed("W3", Tensor.zeros(2)), "'W3'", "one of X y W1");
        refused(changed("q1a", Tensor.zeros(2)), "'q1a'");
    }

    @Test
    void halfAGroup() throws IOException {
        refused(file(GOOD.values().without(Set.of("b2"))), "'b2'", "no such array");
        refused(changed("images", Tensor.zeros(1, 1, 32, 32)), "'conv1_W'", "no such array");
    }

    @Test
    void shapesThatDoNotFit() throws IOException {
        refused(changed("W1", Tensor.zeros(4, 5)), "'W1'", "(4, 5)", "d = 3");
        refused(changed("b1", Tensor.zeros(1)), "'b1'", "(1,)", "dh = 4");
        refused(changed("b1", Tensor.zeros(4, 1)), "'b1'", "(4, 1)");
        refused(changed("X", Tensor.zeros(15)), "'X'", "(15,)");
        refused(changed("y", Tensor.scalar(1)), "'y'", "()");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 3, Long.MAX_VALUE / 1024 * 1024, Long.MIN_VALUE})
    void labelsOutOfRange(long label) throws IOException {
        Path good = file(GOOD.values());
        Map<String, NpyArray> arrays = new java.util.HashMap<>(Npz.read(good));
        arrays.put("y", NpyArray.int64(new int[] {5}, 1, 2, 1, label, 2));
        Npz.write(good, arrays);
        refused(good, "y[3]", "1..2");
    }

    @Test
    void labelsThatAreNoIntegers() throws IOException {
        Path good = file(GOOD.values());
        Map<String, NpyArray> arrays = new java.util.HashMap<>(Npz.read(good));
        arrays.put("y", NpyArray.float64(new int[] {5}, 1, 2, 1.5, 1, 2));
        Npz.write(good, arrays);
        refused(good, "y[2]", "1.5");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersThatAreNotFinite(double number) throws IOException {
        refused(changed("W2", TestCases.with(GOOD.values().get("W2"), 6, number)), "W2[1, 2]", "finite");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2q", "2G", "", "2g ", "4a", "all", "2g,,2h", "2g;2h", "2g,4a"})
    void anUnknownQuestion(String id) {
        Path out = folder.resolve("out");
        Cli.run("verify", "--question", id, "--out", out).isRefused("--question", "1a 1b");
        assertThat(out).doesNotExist();
    }

    /** It is told before anything is computed, and the table is printed all the same. */
    @Test
    void anOutputFolderThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        Path good = file(GOOD.values());
        for (Path out : List.of(file, file.resolve("below"))) {
            StringWriter told = new StringWriter();
            StringWriter printed = new StringWriter();
            CommandLine verify = new CommandLine(new VerifyCommand(engine -> {
                        assertThat(told.toString()).contains("file").containsAnyOf("is not a folder", "ot a directory");
                        return Engines.of(engine);
                    }))
                    .setErr(new PrintWriter(told, true))
                    .setOut(new PrintWriter(printed, true));
            int exit = verify.execute("--case", good.toString(), "--question", "2a", "--out", out.toString());
            assertThat(exit).isEqualTo(2);
            assertThat(told.toString().lines()).hasSize(1);
            assertThat(printed.toString())
                    .contains("2a  ha", "1 question: 1 agree")
                    .doesNotContain("Reports:");
        }
        assertThat(file).hasContent("mine");
    }

    @Test
    void aMissingFolderOfTheJsonFile() throws IOException {
        Path out = folder.resolve("out");
        Path good = file(GOOD.values());
        Cli.run("verify", "--case", good, "--out", out, "--json", folder.resolve("no/report.json"))
                .isRefused("no: no such");
        assertThat(out).doesNotExist();
    }

    @Test
    void aCaseOfOneGroupLeavesTheOtherQuestionsOpen() throws IOException {
        Path out = folder.resolve("out");
        Cli verify =
                Cli.run("verify", "--case", file(GOOD.values()), "--out", out).succeeds();
        assertThat(verify.out()).contains("not in the case");
        JsonNode summary =
                new ObjectMapper().readTree(out.resolve("report.json").toFile()).get("summary");
        assertThat(summary.get("unchecked").asInt()).isPositive();
        assertThat(summary.get("agree").asInt() + summary.get("unchecked").asInt())
                .isEqualTo(34);
    }

    /** Logits 0 and -800: the probability of the label underflows, and with it -log of it loses every digit. */
    @Test
    void aSaturatedCaseIsNoPassAndNoCrash() throws IOException {
        NamedTensors saturated = NamedTensors.NONE
                .with("X", Tensor.matrix(new double[][] {{1, 2}, {2, 1}, {3, 1}}))
                .with("y", Tensor.vector(new double[] {2, 1, 2}))
                .with("W1", Tensor.matrix(new double[][] {{0.5, 0.25}}))
                .with("b1", Tensor.vector(new double[] {0.5}))
                .with("W2", Tensor.matrix(new double[][] {{0.5}, {0.25}}))
                .with("b2", Tensor.vector(new double[] {0, -800}));
        Path out = folder.resolve("out");
        Cli verify = Cli.run("verify", "--case", file(saturated), "--question", "2d", "--out", out);
        assertThat(verify.exit()).as(verify.toString()).isEqualTo(1);
        assertThat(out.resolve("report.json")).exists();
    }
}
