package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.stream.Stream;
import org.crosscheck.compare.written.GeneratedHomeworks;
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

    @Test
    void aStoppedRunGoesOnToTheSameBytes() throws Exception {
        Path cohort = Files.createDirectory(folder.resolve("cohort"));
        for (int i = 0; i < 4; i++) {
            Files.copy(homework(), cohort.resolve("student" + i + ".tex"));
        }
        Path whole = folder.resolve("whole");
        Cli.run("grade", "--all-in", cohort, "--out", whole);
        Path torn = Files.createDirectory(folder.resolve("torn"));
        String log = Files.readString(whole.resolve("marks.jsonl"));
        Files.writeString(
                torn.resolve("marks.jsonl"), log.substring(0, log.length() * 5 / 8)); // as a killed run leaves it
        Cli.run("grade", "--all-in", cohort, "--out", torn, "--resume");
        for (String name :
                Cli.names(whole).filter(name -> !name.equals("feedback")).toList()) {
            assertThat(torn.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
        }
        assertThat(Cli.names(torn.resolve("feedback"))).hasSize(4);
    }

    /** Killed as a machine that loses its power is, once a few homeworks are marked; what is there is then gone on with. */
    @Test
    void aKilledRunGoesOnToTheSameBytes() throws Exception {
        Path cohort = Files.createDirectory(folder.resolve("cohort"));
        GeneratedHomeworks generated = new GeneratedHomeworks(41, 4);
        for (int i = 0; i < 60; i++) {
            Files.writeString(
                    cohort.resolve("student" + i + ".tex"), generated.homework(new Random(i), new ArrayList<>()));
        }
        Path killed = folder.resolve("killed");
        Path log = killed.resolve("marks.jsonl");
        Process run = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.crosscheck.compare.cli.Main",
                        "grade",
                        "--all-in",
                        cohort.toString(),
                        "--out",
                        killed.toString(),
                        "--threads",
                        "1")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (run.isAlive() && marked(log) < 5) {
            Thread.sleep(5);
        }
        run.destroyForcibly().waitFor();
        assertThat(marked(log)).as("homeworks that were marked before").isBetween(5L, 59L);
        assertThat(killed.resolve("grades.csv")).doesNotExist();
        Cli.run("grade", "--all-in", cohort, "--out", killed, "--resume");
        Path whole = folder.resolve("whole");
        Cli.run("grade", "--all-in", cohort, "--out", whole);
        try (Stream<Path> files = Files.walk(whole)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(killed.resolve(whole.relativize(file))).hasSameBinaryContentAs(file);
            }
        }
        try (Stream<Path> files = Files.walk(killed)) {
            assertThat(files.filter(file -> !Files.exists(whole.resolve(killed.relativize(file)))))
                    .isEmpty();
        }
    }

    /** How many lines of marks are there, behind the first. */
    private static long marked(Path log) throws Exception {
        return Files.exists(log)
                ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                        - 1
                : 0;
    }

    @Test
    void platformsKnowTheirStudentsAgain() throws Exception {
        Path cohort = Files.createDirectory(folder.resolve("cohort"));
        Files.copy(homework(), cohort.resolve("Ada Example_1234_assignsubmission_file_homework.tex"));
        Files.copy(homework(), cohort.resolve("exampleada_LATE_77_4711_homework.tex"));
        Files.copy(homework(), cohort.resolve("submission_99.tex"));
        Path out = folder.resolve("out");
        Cli.run("grade", "--all-in", cohort, "--out", out);
        assertThat(Files.readAllLines(out.resolve("grades.csv")).get(0))
                .contains("Identifier,Full name,", ",Grade,Last modified (grade),", ",Feedback comments,");
        assertThat(Files.readString(out.resolve("grades.csv")))
                .contains(",Participant 1234,Ada Example,", ",exampleada,77,", ",99,,,,,");
        assertThat(Files.readAllLines(out.resolve("grades-canvas.csv")))
                .containsExactly("Student,ID,Section,Homework 3", "exampleada,77,,0");
    }

    @Test
    void lateHomeworksJoinTheirGroupsAndTheirDecisions() throws Exception {
        Path cohort = Files.createDirectory(folder.resolve("cohort"));
        Files.copy(homework(), cohort.resolve("early.tex"));
        Path out = folder.resolve("out");
        Cli.run("grade", "--all-in", cohort, "--out", out);
        Path csv = out.resolve("decisions.csv");
        Files.writeString(csv, Files.readString(csv).replaceAll("(2k-[0-9a-f]{8}),,", "$1,1.25,nearly"));
        Files.copy(homework(), cohort.resolve("late.tex"));
        Cli.run("grade", "--all-in", cohort, "--out", out, "--resume");
        assertThat(Files.readString(out.resolve("grades.csv"))).contains("early,", "late,");
        assertThat(Files.readString(out.resolve("feedback/late.md"))).contains("1.25 of 60 points.", "Comment: nearly");
    }

    @Test
    void decisionsNeedTheRunThatTheyAreOf() throws Exception {
        Files.writeString(folder.resolve("d.csv"), "question,group,points,comment\n");
        Cli.run("grade", "--decisions", folder.resolve("d.csv")).isRefused("--decisions", "--out");
    }
}
