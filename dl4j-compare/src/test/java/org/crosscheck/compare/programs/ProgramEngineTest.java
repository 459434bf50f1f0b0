package org.crosscheck.compare.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.programs.Program.Limits;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.steps.Chain;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a program does, there is an answer or a reason, and the run goes on. */
class ProgramEngineTest {

    @TempDir
    private Path folder;

    private static final Case GIVEN = TestCases.mlp(81, 3, 4, 2, 5);

    private static ProgramEngine engine(Limits limits, String mode, String... more) throws Exception {
        return new ProgramEngine(Program.of("mine", HomeworkProgram.command(mode, more), limits));
    }

    private static ProgramEngine engine(String mode, String... more) throws Exception {
        return engine(Limits.USUAL, mode, more);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void theAnswersAreThoseThatTheProgramWrote(boolean stays) throws Exception {
        try (ProgramEngine engine = engine("right", stays ? new String[] {"{stay}"} : new String[0])) {
            assertThat(engine.solve(GIVEN)).isEqualTo(Chain.solve(GIVEN.values()));
            assertThat(engine.precision(GIVEN)).isEqualTo(Precision.DOUBLE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "crash,   ended with exit code 1",
        "nothing, wrote no answers",
        "garbage, cannot be read",
    })
    void aFailureIsAReasonForEveryQuantity(String mode, String reason) throws Exception {
        try (ProgramEngine engine = engine(mode)) {
            assertThat(engine.solve(GIVEN).keys()).isEmpty();
            assertThat(engine.excuse(GIVEN, "ha")).contains(reason);
        }
    }

    @Test
    void aProgramThatHangsIsEnded() throws Exception {
        for (String[] more : new String[][] {{}, {"{stay}"}}) {
            try (ProgramEngine engine = engine(new Limits(1, 4096), "hang", more)) {
                assertThat(engine.excuse(GIVEN, "ha")).contains("no answers within 1.00 s");
                assertThat(engine.answered(GIVEN).isLate()).isTrue();
            }
        }
    }

    @Test
    void whatItPrintedIsKeptAndSafeToPrint() throws Exception {
        try (ProgramEngine engine = engine("crash")) {
            List<String> lines = engine.answered(GIVEN).lines("mine");
            assertThat(lines.get(0)).isEqualTo("mine: it ended with exit code 1");
            assertThat(lines).anyMatch(line -> line.contains("so far so good"));
            assertThat(lines).anyMatch(line -> line.contains("no such luck"));
            assertThat(String.join("", lines).chars()).noneMatch(Character::isISOControl);
        }
    }

    @Test
    void whatIsLeftOutOrOfAnotherShapeIsSaidByArray() throws Exception {
        try (ProgramEngine engine = engine("partial")) {
            assertThat(engine.solve(GIVEN).keys()).containsExactlyInAnyOrder("ha", "hs");
            assertThat(engine.excuse(GIVEN, "oa")).isEqualTo("not answered");
        }
        try (ProgramEngine engine = engine("shapes")) {
            assertThat(engine.solve(GIVEN).keys()).contains("ha", "oa").doesNotContain("hs");
            assertThat(engine.excuse(GIVEN, "hs")).isEqualTo("shape (5, 2), not (5, 4)");
        }
    }

    @Test
    void aProgramThatStaysIsStartedOnce() throws Exception {
        try (ProgramEngine engine = engine("counts", "{stay}")) {
            List<Double> counts = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                counts.add(engine.solve(TestCases.mlp(seed, 2, 2, 2, 2)).vector("R")[0]);
            }
            assertThat(counts).containsExactly(0.0, 1.0, 2.0, 3.0);
        }
    }

    @Test
    void aProgramThatStaysAndCrashesIsStartedAgainForTheNextCase() throws Exception {
        try (ProgramEngine engine = engine("third crashes", "{stay}")) {
            List<Boolean> answered = Stream.iterate(0L, seed -> seed + 1)
                    .limit(5)
                    .map(seed -> engine.solve(TestCases.mlp(seed, 2, 2, 2, 2)).has("ha"))
                    .toList();
            assertThat(answered).containsExactly(true, true, false, true, true);
        }
    }

    @Test
    void eachCaseIsRunOnce() throws Exception {
        try (ProgramEngine engine = engine("right")) {
            assertThat(engine.answered(GIVEN)).isSameAs(engine.answered(GIVEN));
        }
    }

    @Test
    void itsMemoryIsLimitedWhereTheSystemCan() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(Path.of("/usr/bin/prlimit")), "SKIPPED: no prlimit here; memory limits are not tested");
        try (ProgramEngine engine = engine(new Limits(60, 300), "memory")) {
            assertThat(engine.solve(GIVEN).keys()).isEmpty();
            assertThat(engine.answered(GIVEN).problem()).contains("ended with");
        }
    }

    @Test
    void nothingIsLeftOfItsFolders() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        List<String> before = folders(temporary);
        try (ProgramEngine engine = engine("right")) {
            engine.solve(GIVEN);
            assertThat(folders(temporary)).hasSizeGreaterThan(before.size());
        }
        assertThat(folders(temporary)).hasSameSizeAs(before);
    }

    private static List<String> folders(Path temporary) throws Exception {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("crosscheck-"))
                    .toList();
        }
    }

    /** What the program has started lives on when it ends, hangs, or waits for more: not beyond its run. */
    @ParameterizedTest
    @CsvSource({"child, 60, false", "child hangs, 5, false", "child, 60, true"})
    void whatAProgramHasStartedEndsWithIt(String mode, double seconds, boolean stays) throws Exception {
        requireEnvironments();
        Path pid = folder.resolve("pid");
        String[] more = stays ? new String[] {"{stay}"} : new String[0];
        try (ProgramEngine engine = engine(new Limits(seconds, 4096), mode + " " + pid, more)) {
            assertThat(engine.answered(GIVEN).isLate()).isEqualTo(mode.endsWith("hangs"));
            assertThat(lives(pid)).isEqualTo(stays);
        }
        assertThat(lives(pid)).isFalse();
    }

    @Test
    void whatAProgramHasStartedEndsWithThisJava() throws Exception {
        requireEnvironments();
        Path pid = folder.resolve("pid");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        HomeworkProgram.classPath(),
                        Asking.class.getName(),
                        "child hangs " + pid)
                .redirectErrorStream(true)
                .start();
        while (java.isAlive() && (Files.notExists(pid) || Files.size(pid) == 0)) {
            Thread.sleep(20);
        }
        assertThat(lives(pid)).isTrue();
        List<ProcessHandle> all = java.descendants().toList();
        java.toHandle().destroy();
        assertThat(new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .doesNotContain("it came back");
        java.waitFor();
        assertThat(lives(pid)).isFalse();
        assertThat(all).isNotEmpty().noneMatch(one -> isAlive(one.pid()));
    }

    /** A Java that asks a program, in the mode that is its argument. */
    static final class Asking {

        private Asking() {}

        public static void main(String[] args) throws Exception {
            engine(args[0]).solve(GIVEN);
            System.out.println("it came back");
        }
    }

    private static boolean lives(Path pid) throws Exception {
        long number = Long.parseLong(Files.readString(pid).strip());
        for (int i = 0; i < 100 && isAlive(number); i++) {
            Thread.sleep(10); // a process that was killed needs a moment
        }
        return isAlive(number);
    }

    /** A process that nobody has waited for is there, but has no environment. */
    private static boolean isAlive(long pid) {
        try {
            return Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "environ")).length > 0;
        } catch (IOException gone) {
            return false;
        }
    }

    private static void requireEnvironments() {
        Assumptions.assumeTrue(
                Files.exists(Path.of("/proc/self/environ")),
                "SKIPPED: this system does not show the environments of processes");
    }
}
