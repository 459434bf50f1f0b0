package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.programs.HomeworkProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code try}: a student's program, marked on cases from easy to nasty. */
class TryCommandTest {

    @TempDir
    private Path folder;

    private Cli run(String mode, Object... options) {
        List<Object> words = new ArrayList<>(List.of("try", "--out", folder));
        words.addAll(Arrays.asList(options));
        words.add("--");
        words.addAll(HomeworkProgram.command(mode));
        return Cli.run(words.toArray());
    }

    @Test
    void aRightProgramAgreesEverywhere() {
        Cli run = run("right", "--cases", 10);
        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(run.out())
                .contains("all dimensions 1", "saturated logits", "1 of 1")
                .doesNotContain("DISAGREE");
        assertThat(Cli.names(folder)).isEmpty();
    }

    @Test
    void theFirstWrongArrayIsExplainedOnTheSmallestCase() throws Exception {
        Cli run = run("sum", "--cases", 1);
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "DISAGREE at grad_W2",
                        "[grad_W2.sum]",
                        "question 2i",
                        "crosscheck try --case",
                        "HomeworkProgram")
                .doesNotContain("Not answered");
        Path small = folder.resolve("failing-grad_W2.npz");
        assertThat(CaseFiles.read(small, note -> {}).sizes())
                .containsEntry("d", 1)
                .containsEntry("dh", 1);
        Cli replayed = run("sum", "--case", small);
        assertThat(replayed.exit()).isEqualTo(1);
        assertThat(replayed.out()).contains("[grad_W2.sum]");
        assertThat(run("right", "--case", small).exit()).isZero();
    }

    @Test
    void whatIsNotAnsweredIsListedAndNotCalledRight() {
        Cli run = run("partial", "--cases", 1);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("Not answered: ", "oa").doesNotContain("Not answered: ha");
        assertThat(run("partial", "--cases", 1, "--question", "2a").exit()).isZero();
    }

    @Test
    void aCrashIsAVerdictAndShowsWhatWasPrinted() {
        Cli run = run("crash", "--cases", 1);
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).contains("it failed", "exit code 1", "so far so good", "failing-run.npz");
    }

    @Test
    void aHangIsAVerdictAndIsNotTriedAgain() {
        Cli run = run("hang", "--cases", 20, "--time-limit", 1);
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).contains("no answers within 1.00 s", "No more cases");
    }

    @Test
    void misuseIsRefused() {
        Cli.run("try", "--", "no-such-program-9").isRefused("no-such-program-9", "a program that can be run");
        Cli.run("try").isRefused("COMMAND");
        run("right", "--cases", 0).isRefused("--cases", "at least 1");
        run("right", "--question", "9z").isRefused("--question", "9z");
        run("right", "--question", "1c").isRefused("--question", "1c");
        run("right", "--time-limit", "NaN").isRefused("--time-limit");
    }
}
