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

    private static final Pattern PROGRAM = Pattern.compile("### (\\w+)\n.*?```python\n(.*?)```", Pattern.DOTALL);

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
        assertThat(programs()).containsOnlyKeys("NumPy", "PyTorch", "JAX");
    }

    @ParameterizedTest
    @CsvSource({"NumPy, numpy, MLP", "PyTorch, torch, MLP CNN", "JAX, jax, MLP"})
    void itsAnswersAgree(String name, String module, String groups) throws Exception {
        require(module);
        Path file = folder.resolve("homework.py");
        Files.writeString(file, programs().get(name));
        for (List<String> command :
                List.of(List.of("python3", file.toString()), List.of("python3", file.toString(), "{stay}"))) {
            try (ProgramEngine engine = new ProgramEngine(Program.of(name, command, Limits.USUAL))) {
                Trial trial = new Trial(engine, Rubric.standard());
                for (Case given : List.of(TestCases.small(61), TestCases.mlp(62, 1, 3, 2, 4))) {
                    Trial.Result result = trial.on(given);
                    assertThat(result.answered().problem())
                            .as(result.answered().output())
                            .isNull();
                    assertThat(result.marks().items())
                            .filteredOn(item -> isOf(item, groups) && given.has(group(item)))
                            .isNotEmpty()
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

    private static void require(String module) throws InterruptedException {
        String skipped = "SKIPPED: python3 has no " + module + "; its program in docs/engines.md is not tested here";
        try {
            Process python = new ProcessBuilder("python3", "-c", "import " + module).start();
            Assumptions.assumeTrue(python.waitFor(1, TimeUnit.MINUTES) && python.exitValue() == 0, skipped);
        } catch (IOException e) {
            Assumptions.abort("SKIPPED: no python3; docs/engines.md is not tested here: " + e.getMessage());
        }
    }
}
