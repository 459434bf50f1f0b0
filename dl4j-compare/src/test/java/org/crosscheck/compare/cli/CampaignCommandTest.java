package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.crosscheck.compare.programs.HomeworkProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code campaign}: all checks on random cases. */
class CampaignCommandTest {

    @TempDir
    private Path folder;

    private Cli run(String out, Object... more) {
        Object[] words = {"campaign", "--engines", "reference,detailed", "--out", folder.resolve(out)};
        return Cli.run(java.util.stream.Stream.of(words, more)
                .flatMap(java.util.Arrays::stream)
                .toArray());
    }

    @Test
    void theReportIsTheSameForAnyThreadsAndAnyNumberOfRuns() throws Exception {
        Cli once = run("a", "--cases", 12, "--threads", 1).succeeds();
        assertThat(once.out()).contains("12 cases", "0 alarms", "detailed", "chained");
        run("b", "--cases", 5, "--threads", 3).succeeds();
        run("b", "--cases", 12, "--threads", 2).succeeds();
        assertThat(folder.resolve("b/campaign.json")).hasSameBinaryContentAs(folder.resolve("a/campaign.json"));
        assertThat(Files.readString(folder.resolve("a/campaign.json")))
                .contains("\"alarms\" : 0", "\"histogram\"")
                .doesNotContain("seconds", "threads");
        assertThat(Files.readString(folder.resolve("a/campaign.html"))).contains("12 cases of seed 0", "no alarm");
    }

    @Test
    void aProgramThatIsWrongIsShownOnceWithItsMistake() throws Exception {
        Cli run = run("c", "--cases", 8, "--engine", "mine=" + HomeworkProgram.text("sum", "{stay}"));
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.out().lines().filter(line -> line.startsWith("mine is wrong at")))
                .singleElement()
                .asString()
                .contains("grad_W2", "grad_W2.sum");
        assertThat(Cli.names(folder.resolve("c")))
                .filteredOn(name -> name.startsWith("failing-mine-grad_W2"))
                .hasSize(1);
        assertThat(Files.readString(folder.resolve("c/campaign.html"))).contains("grad_W2.sum");
    }

    @Test
    void noCaseIsBegunAfterItsTime() {
        assertThat(run("d", "--cases", 100_000_000_000L, "--minutes", 1e-9)
                        .succeeds()
                        .out())
                .contains("0 cases");
    }

    @Test
    void misuseIsRefused() {
        run("e", "--cases", 0).isRefused("--cases");
        run("e", "--threads", 0).isRefused("--threads");
        run("e", "--minutes", "NaN").isRefused("--minutes");
        Cli.run("campaign", "--engines", "none", "--out", folder.resolve("e")).isRefused("--engines", "none");
        run("f", "--cases", 1).succeeds();
        run("f", "--cases", 1, "--seed", 9).isRefused("another folder");
    }
}
