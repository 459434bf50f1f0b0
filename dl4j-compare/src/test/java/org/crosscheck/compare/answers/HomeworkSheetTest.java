package org.crosscheck.compare.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.crosscheck.compare.homework.SubQuestion;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void theFrenchOneHasTheSameQuestionsAndFormulas() {
        String english = HomeworkSheet.latex("en");
        String french = HomeworkSheet.latex("fr");
        assertThat(english).isEqualTo(HomeworkSheet.latex());
        assertThat(parts(french)).isEqualTo(parts(english));
        assertThat(french).doesNotContain(" the ", "Write ", "Show ");
    }

    /** Line by line what does not depend on the language: questions, points, formulas; in an order where words have theirs. */
    private static List<List<String>> parts(String sheet) {
        return Pattern.compile("\n(?=\\\\question|\\\\given|\\\\section)")
                .splitAsStream(sheet.substring(sheet.indexOf("\\maketitle")))
                .map(part -> Pattern.compile("\\$[^$]*\\$|\\\\question\\{..}|\\{\\d point|\\\\(begin|end)\\{[^}]*}")
                        .matcher(part)
                        .results()
                        .map(MatchResult::group)
                        .sorted()
                        .toList())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void itCompilesAsItIs(String language) throws Exception {
        Files.writeString(folder.resolve("homework.tex"), HomeworkSheet.latex(language));
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
        String said = Files.readString(folder.resolve("out.txt"), StandardCharsets.ISO_8859_1);
        assertThat(tex.exitValue()).as(said).isZero();
        assertThat(said).contains("homework.pdf").doesNotContain("Overfull", "Missing character");
    }
}
