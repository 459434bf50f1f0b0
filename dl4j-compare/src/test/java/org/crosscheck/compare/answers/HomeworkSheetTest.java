package org.crosscheck.compare.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.crosscheck.compare.homework.SubQuestion;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeworkSheetTest {

    @TempDir
    private Path folder;

    @Test
    void everyQuestionIsThereWithItsPointsAndRoomForAnAnswer() {
        String sheet = HomeworkSheet.latex();
        assertThat(SubQuestion.ALL).allSatisfy(question -> assertThat(sheet)
                .contains(
                        "\\question{" + question.id() + "}{" + question.points() + " point",
                        "\\begin{answer}{" + question.id() + "}\n\n\\end{answer}"));
        assertThat(sheet.codePoints()).allMatch(c -> c < 128);
    }

    @Test
    void itCompilesAsItIs() throws Exception {
        Files.writeString(folder.resolve("homework.tex"), HomeworkSheet.latex());
        Process tex;
        try {
            tex = new ProcessBuilder("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "homework.tex")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out.txt").toFile())
                    .start();
        } catch (java.io.IOException e) {
            Assumptions.abort(
                    "NOT TESTED: there is no pdflatex on this machine, so nobody knows whether the sheet compiles");
            return;
        }
        assertThat(tex.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(folder.resolve("out.txt"));
        assertThat(tex.exitValue()).as(said).isZero();
        assertThat(said).contains("homework.pdf").doesNotContain("Overfull", "Missing character");
    }
}
