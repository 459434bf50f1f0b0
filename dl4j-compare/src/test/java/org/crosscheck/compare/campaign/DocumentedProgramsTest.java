package org.crosscheck.compare.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosscheck.compare.campaign.RandomCases.Rung;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.Mark;
import org.crosscheck.compare.grade.Outcome;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.programs.Program;
import org.crosscheck.compare.programs.Program.Limits;
import org.crosscheck.compare.programs.ProgramEngine;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs of docs/engines.md are right, run once and staying, wherever their language and libraries are. */
class DocumentedProgramsTest {

    private static final Pattern PROGRAM =
            Pattern.compile("### (\\w+)\n.*?```(?:python|octave)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private static Map<String, String> programs() throws IOException {
        Map<String, String> programs = new TreeMap<>();
        Matcher program = PROGRAM.matcher(Files.readString(Path.of("..", "docs", "engines.md")));
        while (program.find()) {
            programs.put(program.group(1), program.group(2));
        }
        return programs;
    }

    @Test
    void theDocsHaveAProgramForEachLibrary() throws IOException {
        assertThat(programs()).containsOnlyKeys("NumPy", "PyTorch", "JAX", "Octave");
    }

    @ParameterizedTest
    @CsvSource({
        "NumPy, python3, import numpy, MLP",
        "PyTorch, python3, import torch, MLP CNN",
        "JAX, python3, import jax, MLP",
        "Octave, octave-cli, 1, MLP"
    })
    void itsAnswersAgree(String name, String language, String trial, String groups) throws Exception {
        require(name, language, trial);
        Path file = folder.resolve("homework");
        Files.writeString(file, programs().get(name));
        for (List<String> command :
                List.of(List.of(language, file.toString()), List.of(language, file.toString(), "{stay}"))) {
            try (ProgramEngine engine = new ProgramEngine(Program.of(name, command, Limits.USUAL))) {
                Trial tried = new Trial(engine, Rubric.standard());
                Case images = RandomCases.of(1, Rung.IMAGES, 0);
                for (Case given : List.of(TestCases.small(61), images, TestCases.mlp(62, 1, 3, 2, 4))) {
                    Trial.Result result = tried.on(given);
                    assertThat(result.answered().problem())
                            .as(result.answered().output())
                            .isNull();
                    List<Mark> asked = result.marks().items().stream()
                            .filter(item -> isOf(item, groups) && given.has(group(item)))
                            .toList();
                    assertThat(asked.isEmpty()).isEqualTo(!given.has(Group.MLP) && !groups.contains("CNN"));
                    assertThat(asked)
                            .allSatisfy(item ->
                                    assertThat(item.outcome()).as(item.key()).isEqualTo(Outcome.AGREE));
                }
            }
        }
    }

    private static boolean isOf(Mark item, String groups) {
        return List.of(groups.split(" ", -1)).contains(group(item).name());
    }

    private static Group group(Mark item) {
        return Quantities.of(item.key()).group();
    }

    private static void require(String name, String language, String trial) throws InterruptedException {
        String skipped =
                "SKIPPED: no " + name + " for " + language + "; its program in docs/engines.md is not tested here";
        String option = language.equals("python3") ? "-c" : "--eval";
        try {
            Process process = new ProcessBuilder(language, option, trial).start();
            Assumptions.assumeTrue(process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0, skipped);
        } catch (IOException e) {
            Assumptions.abort(skipped + ": " + e.getMessage());
        }
    }
}
