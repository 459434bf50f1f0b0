package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradeWrittenTest {

    @TempDir
    private Path folder;

    private Path homework() throws Exception {
        Path file = folder.resolve("homework.tex");
        Cli.run("answers", "--template", file).succeeds();
        String answered =
                "\\begin{answer}{2k}\n$\\frac{\\partial L}{\\partial h^s} = W^{(2)} \\frac{\\partial L}{\\partial o^a}$";
        Files.writeString(file, Files.readString(file).replace("\\begin{answer}{2k}\n", answered));
        return file;
    }

    @Test
    void aHomeworkIsMarkedByItsEnding() throws Exception {
        Cli graded = Cli.run("grade", homework());
        assertThat(graded.exit()).isEqualTo(1);
        assertThat(graded.out())
                .containsPattern("2k +0 / 2 +wrong")
                .contains("the product does not exist", "0 of 60 points.");
    }

    @Test
    void aMachineReadsItAsJson() throws Exception {
        assertThat(Cli.run("grade", homework(), "--json", "-").out())
                .contains("\"verdict\" : \"wrong\"", "\"place\" : \"line ");
    }

    @Test
    void arraysStillNeedTheirCase() throws Exception {
        Files.writeString(folder.resolve("a.json"), "{}");
        Cli.run("grade", folder.resolve("a.json")).isRefused("--case");
        Cli.run("grade", homework(), "--lang", "xx").isRefused("--lang", "en, fr");
    }

    @Test
    void theTemplateGoesAlone() {
        Cli.run("answers", "--template", folder.resolve("a.tex"), "--question", "2g")
                .isRefused("--template");
    }
}
