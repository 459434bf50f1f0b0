package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    @TempDir
    private Path folder;

    @Test
    void rightAnswerExitsWithZero() {
        Cli cli = Cli.run("check", "--question", "2k", "\\nabla_{h^s} L = W_2^T \\nabla_{o^a} L");
        assertThat(cli.exit()).isZero();
        assertThat(cli.out()).contains("2k  right", "∂hˢ");
    }

    @Test
    void wrongAnswerExitsWithOneAndNamesTheMistake() {
        Cli cli = Cli.run("check", "--question", "2m", "\\nabla_{h^a} L = \\nabla_{h^s} L \\odot \\sin(h^a)");
        assertThat(cli.exit()).isEqualTo(1);
        assertThat(cli.out()).contains("grad_ha.sine");
    }

    @Test
    void sentencesAreBrokenAtSpacesWhereTheTerminalEnds() {
        Cli cli = Cli.run("check", "--question", "2g", "\\frac{\\partial L}{\\partial o^a} = o^s + y");
        assertThat(cli.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(cli.out().replaceAll("\\s+", " ")).contains("is false: for", "It is o^s + onehot(y).");
    }

    @Test
    void placeOfWhatIsNotUnderstoodIsUnderACaret() {
        Cli cli = Cli.run("check", "--question", "2k", "\\nabla_{h^s} L = \\foo W");
        assertThat(cli.exit()).isEqualTo(2);
        assertThat(cli.out())
                .contains("    \\nabla_{h^s} L = \\foo W\n    " + " ".repeat(17) + "^\n", "unknown command");
    }

    @Test
    void solutionIsTheStudentsFormulaCorrectedOrTheKeysWhereNoChangeIsFound() {
        Cli corrected = Cli.run("check", "--solution", "--question", "2k", "\\nabla_{h^s} L = W^{(2)} \\nabla_{o^a} L");
        assertThat(corrected.out()).contains("With one change it is true", "W\u207d\u00b2\u207e)\u1d40");
        assertThat(corrected.out()).doesNotContain("Write down the gradient");
        Cli key = Cli.run("check", "--solution", "--question", "2k", "\\nabla_{h^s} L = \\sin(x) d m");
        assertThat(key.out()).contains("\u2202h\u02e2").doesNotContain("With one change");
        Cli right = Cli.run("check", "--solution", "--question", "3b", "2400");
        assertThat(right.out()).doesNotContain("16");
    }

    @Test
    void oneAnswerAsJson() {
        Cli cli = Cli.run("check", "--json", "--question", "3b", "2400");
        assertThat(cli.out())
                .isEqualTo("{\"id\":null,\"verdict\":\"right\",\"step\":null,\"parts\":{\"parameters\":\"right\"},"
                        + "\"findings\":[],\"message\":\"Right.\",\"normal\":\"2400\"}\n");
    }

    @Test
    void batchKeepsTheOrderAndABadLineCostsItselfAlone() throws IOException {
        Path in = folder.resolve("answers.jsonl");
        Path out = folder.resolve("verdicts.jsonl");
        Files.write(
                in,
                List.of(
                        "{\"id\": \"a\", \"question\": \"3a\", \"latex\": \"1600\"}",
                        "no JSON",
                        "{\"id\": \"c\", \"question\": \"9z\", \"latex\": \"1\"}",
                        "{\"id\": \"d\", \"question\": \"3a\", \"latex\": \"1601\"}"));
        Cli cli = Cli.run("check", "--batch", in.toString(), "--out", out.toString());
        assertThat(cli.exit()).isZero();
        assertThat(Files.readAllLines(out))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"a\"", "\"right\""),
                        line -> assertThat(line).contains("\"id\":null", "\"unclear\""),
                        line -> assertThat(line).contains("\"c\"", "\"unclear\""),
                        line -> assertThat(line).contains("\"d\"", "\"wrong\""));
    }

    @Test
    void unknownQuestionAndMissingAnswerAreUsageErrors() {
        assertThat(Cli.run("check", "--question", "9z", "x").exit()).isEqualTo(2);
        assertThat(Cli.run("check", "--question", "2k").exit()).isEqualTo(2);
        assertThat(Cli.run("check", "--batch", "nowhere.jsonl").exit()).isEqualTo(2);
    }
}
