package org.crosscheck.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.crosscheck.compare.report.Exercise.Planted;
import org.crosscheck.compare.report.Exercise.Step;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.compare.written.AnswerJudge;
import org.crosscheck.compare.written.AnswerVerdict;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExerciseTest {

    private static final Messages ENGLISH = Messages.of("en");

    @TempDir
    private Path folder;

    @Test
    void everyStepIsRightAndEveryPlantedMistakeIsTheOneThatItIsCalled() {
        AnswerJudge judge = new AnswerJudge();
        for (Step step : Exercise.STEPS) {
            assertThat(judge.judge(step.question(), step.formula()).verdict())
                    .as(step.formula())
                    .isEqualTo("right");
        }
        for (Planted planted : Exercise.PLANTED) {
            Step step = Exercise.STEPS.get(planted.step());
            AnswerVerdict verdict = judge.judge(step.question(), step.left() + " = " + planted.wrong());
            assertThat(verdict.verdict()).as(planted.id()).isEqualTo("wrong");
            assertThat(verdict.findings()).as(planted.wrong()).contains(planted.id());
        }
    }

    @Test
    void aSheetHoldsOneMistakeAPassNoneTwiceAndTheKeyNamesThem() {
        Exercise exercise = Exercise.of(7, Exercise.MOST, ENGLISH);
        String[] passes = exercise.sheet().split("subsection\\*\\{Pass", -1);
        assertThat(passes).hasSize(Exercise.MOST + 1);
        for (int i = 1; i < passes.length; i++) {
            String pass = passes[i];
            long wrong = IntStream.range(0, Exercise.STEPS.size())
                    .filter(s -> !pass.contains("(" + (s + 1) + ")\\quad "
                            + Exercise.STEPS.get(s).left() + " &= "
                            + Exercise.STEPS.get(s).right() + (s + 1 < Exercise.STEPS.size() ? " \\\\\n" : "\n")))
                    .count();
            assertThat(wrong).as(pass).isEqualTo(1);
        }
        assertThat(Exercise.PLANTED.stream().filter(planted -> exercise.key()
                        .contains("[" + planted.id().replace("_", "\\_") + "]")))
                .hasSize(Exercise.MOST);
        assertThat(exercise.sheet()).doesNotContain("key", "texttt");
    }

    @Test
    void theSameSeedGivesTheSameAndAnotherSeedAnother() {
        assertThat(Exercise.of(3, 8, ENGLISH))
                .isEqualTo(Exercise.of(3, 8, ENGLISH))
                .isNotEqualTo(Exercise.of(4, 8, ENGLISH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void bothCompile(String language) throws Exception {
        Exercise exercise = Exercise.of(1, Exercise.MOST, Messages.of(language));
        Files.writeString(folder.resolve("sheet.tex"), exercise.sheet());
        Files.writeString(folder.resolve("key.tex"), exercise.key());
        for (String file : new String[] {"sheet.tex", "key.tex"}) {
            Process tex;
            try {
                tex = new ProcessBuilder("pdflatex", "-interaction=nonstopmode", "-halt-on-error", file)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out.txt").toFile())
                        .start();
            } catch (java.io.IOException e) {
                Assumptions.abort(
                        "NOT TESTED: there is no pdflatex on this machine, so nobody knows whether it compiles");
                return;
            }
            assertThat(tex.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(tex.exitValue())
                    .as(Files.readString(folder.resolve("out.txt"), StandardCharsets.ISO_8859_1))
                    .isZero();
        }
    }
}
