package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersCommandTest {

    @TempDir
    private Path folder;

    @Test
    void oneAnswerGoesToTheTerminal() {
        assertThat(Cli.run("answers", "--question", "2g").succeeds().out())
                .startsWith("2g  [3 points]")
                .contains("oˢ");
    }

    @Test
    void eachFormulaSaysHowManyOfItsEqualitiesAreChecked() {
        String all = Cli.run("answers", "--question", "2g").succeeds().out();
        assertThat(all).containsPattern("\u2713 checked: [1-9] equalit").doesNotContain("\u2717");
        String results =
                Cli.run("answers", "--formulas", "--question", "1b").succeeds().out();
        assertThat(results).contains("\u2713 checked: ");
    }

    @Test
    void aPageMayHoldOneQuestion() throws Exception {
        Path file = folder.resolve("one.html");
        assertThat(Cli.run("answers", "--question", "3b", "--out", file)
                        .succeeds()
                        .out())
                .isEqualToIgnoringNewLines(file.toString());
        assertThat(Files.readString(file))
                .contains("id=\"q3b\"", "16·6·5·5 = 2400")
                .doesNotContain("id=\"q3a\"");
    }

    @Test
    void aBlankSheetIsAPage() throws Exception {
        Path file = folder.resolve("blank.html");
        Cli.run("answers", "--blank", "--out", file).succeeds();
        assertThat(Files.readString(file)).contains("id=\"q1a\"", "id=\"q3e\"").doesNotContain("In numbers");
        Cli.run("answers", "--blank").isRefused("--blank", "--out");
    }

    @Test
    void aPageNeedsAFolder() {
        Cli.run("answers", "--out", folder.resolve("missing/key.html")).isRefused("missing", "no such file or folder");
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    @Test
    void anAnswerEndsWithWhereItIsInTheCode() {
        String out = Cli.run("answers", "--question", "2m").succeeds().out();
        assertThat(out.substring(out.indexOf("In the code")))
                .contains("reference.MlpDetailed.gradHa", "compare.dl4j.SineActivation.backprop")
                .containsSubsequence("specification", "matrix form", "trainer", "DL4J", "SameDiff", "oracle", "bound");
        assertThat(Cli.run("answers", "--question", "1a").succeeds().out()).containsPattern("trainer +—");
    }
}
