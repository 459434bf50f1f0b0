package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Engines;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.homework.Quantities.Quantity;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SolveCommandTest {

    @TempDir
    private Path folder;

    private Path given;

    @BeforeEach
    void makeCase() {
        given = folder.resolve("given.npz");
        Cli.run("case", "--d", "3", "--dh", "4", "--m", "2", "--n", "5", given).succeeds();
    }

    static Stream<String> stepwise() {
        return Engines.ALL.stream().filter(Engines.Entry::stepwise).map(Engines.Entry::name);
    }

    @ParameterizedTest
    @MethodSource("stepwise")
    void anEngineAnswersEveryQuestionWithTheShapesOfTheContract(String engine) throws Exception {
        Path out = folder.resolve("answers.npz");
        Cli solve = Cli.run("solve", "--case", given, "--engine", engine, out).succeeds();
        Case solved = CaseFiles.read(given, note -> {});
        Map<String, NpyArray> answers = Npz.read(out);
        for (Quantity quantity : Quantities.ANSWERS) {
            if (quantity.group() != Group.SHAPES) {
                assertThat(answers).containsKey(quantity.key());
                assertThat(answers.get(quantity.key()).shape())
                        .as(quantity.key())
                        .isEqualTo(Quantities.shape(quantity, solved.sizes()));
                assertThat(solve.out()).contains(quantity.key() + " ");
            }
        }
    }

    /** Of the MLP what the homework asks for; of the CNN that with sine around it, which has names of its own. */
    @Test
    void theTrainerAnswersWithWhatItsStepShows() throws Exception {
        Path out = folder.resolve("answers.npz");
        Cli.run("solve", "--case", given, "--engine", "trainer", out).succeeds();
        Case solved = CaseFiles.read(given, note -> {});
        Map<String, NpyArray> answers = Npz.read(out);
        for (String key : List.of("os", "L", "R", "grad_W1", "grad_b1", "grad_W2", "grad_b2")) {
            Quantity quantity = Quantities.find(key).orElseThrow();
            assertThat(answers.get(key).shape()).as(key).isEqualTo(Quantities.shape(quantity, solved.sizes()));
        }
        assertThat(answers.get("sine_grad_conv3_W").shape()).containsExactly(16, 6, 5, 5);
        assertThat(answers.get("sine_grad_W").shape()).containsExactly(10, 1600);
        assertThat(answers).hasSize(16);
    }

    @Test
    void theReferenceAlsoAnswersTheShapeQuestions() throws IOException {
        Path out = folder.resolve("answers.npz");
        Cli.run("solve", "--case", given, out).succeeds();
        assertThat(Npz.read(out).get("q3a").values()).containsExactly(1600);
        assertThat(Npz.read(out).get("q3c").shape()).containsExactly(4);
    }

    @Test
    void theSameCaseGivesTheSameBytes() throws IOException {
        Path a = folder.resolve("a.npz");
        Path b = folder.resolve("b.npz");
        Cli.run("solve", "--case", given, a).succeeds();
        Cli.run("solve", "--case", given, b).succeeds();
        assertThat(Files.readAllBytes(a)).isEqualTo(Files.readAllBytes(b));
    }

    @Test
    void theHelpNamesEveryEngine() {
        assertThat(Cli.run("solve", "--help").succeeds().out().split("[\\s,:]+"))
                .containsAll(Engines.names());
    }

    @Test
    void anUnknownEngineIsRefused() {
        Cli.run("solve", "--case", given, "--engine", "torch", folder.resolve("a.npz"))
                .isRefused("reference", "detailed", "dl4j", "'torch'");
        assertThat(Cli.names(folder)).containsExactly("given.npz");
    }

    @Test
    void aMissingCaseOrOutputIsRefused() {
        Cli.run("solve", folder.resolve("a.npz")).isRefused("--case");
        Cli.run("solve", "--case", given).isRefused("OUT.npz");
        Cli.run("solve", "--case", folder.resolve("no.npz"), folder.resolve("a.npz"))
                .isRefused("no.npz");
        Cli.run("solve", "--case", given, folder.resolve("no").resolve("a.npz")).isRefused("no such");
        Cli.run("solve", "--case", given, folder).isRefused("not a regular file");
        assertThat(Cli.names(folder)).containsExactly("given.npz");
    }
}
