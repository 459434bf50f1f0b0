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
