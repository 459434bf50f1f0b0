package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.programs.HomeworkProgram;
import org.crosscheck.compare.steps.Chain;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --engine NAME='COMMAND'} of verify and solve. */
class ProgramsTest {

    @TempDir
    private Path folder;

    private Path given;

    @BeforeEach
    void writeACase() throws IOException {
        given = folder.resolve("case.npz");
        CaseFiles.write(given, TestCases.mlp(85, 3, 4, 2, 5).values());
    }

    private Cli verify(Object... more) {
        Object[] words = {"verify", "--case", given, "--question", "2h,2i", "--out", folder.resolve("out")};
        return Cli.run(java.util.stream.Stream.concat(java.util.Arrays.stream(words), java.util.Arrays.stream(more))
                .toArray());
    }

    @Test
    void eachProgramHasAColumnAndItsOwnVerdict() throws IOException {
        Cli run = verify(
                "--engine",
                "mine=" + HomeworkProgram.text("right", "{stay}"),
                "--engine",
                "other=" + HomeworkProgram.text("sum"));
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.out().lines().findFirst().orElseThrow()).matches(".*verdict +mine +other");
        assertThat(run.out().lines().filter(line -> line.startsWith("2i  ")))
                .singleElement()
                .asString()
                .matches(".*DISAGREE +0 +DISAGREE");
        assertThat(run.out())
                .contains(
                        "wrong: other",
                        "First in the chain to fail: grad_W2 (2i) of other",
                        "explained if the sum was not divided by 5",
                        "--question 2i --engine 'other=");
        assertThat(Files.readString(folder.resolve("out/report.json"))).contains("\"right\" : \"other\"");
        assertThat(Files.exists(folder.resolve("out/failing-other-grad_W2.npz")))
                .isTrue();
    }

    @Test
    void aProgramThatFailsIsAVerdictAndItsOutputIsShown() {
        Cli run = verify("--engine", "mine=" + HomeworkProgram.text("crash"));
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).contains("no answer", "it ended with exit code 1", "so far so good", "Reports:");
    }

    @Test
    void aProgramSolvesACase() throws Exception {
        Path answers = folder.resolve("mine.npz");
        Cli.run("solve", "--case", given, "--engine", "mine=" + HomeworkProgram.text("right"), answers)
                .succeeds();
        assertThat(CaseFiles.readValues(answers))
                .isEqualTo(Chain.solve(TestCases.mlp(85, 3, 4, 2, 5).values()));
        Cli failed = Cli.run(
                "solve", "--case", given, "--engine", "mine=" + HomeworkProgram.text("crash"), folder.resolve("n.npz"));
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err()).contains("exit code 1", "so far so good");
        assertThat(folder.resolve("n.npz")).doesNotExist();
    }

    @Test
    void namesThatAreNoneOrTakenAreRefused() {
        for (String option : new String[] {"dl4j=java", "java", "=java", "a b=java", "x=", "x='java"}) {
            Cli.run("verify", "--case", given, "--engine", option).isRefused();
        }
        Cli.run("verify", "--case", given, "--engine", "x=java", "--engine", "x=java")
                .isRefused("--engine");
    }
}
