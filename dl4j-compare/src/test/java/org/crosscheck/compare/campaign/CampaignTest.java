package org.crosscheck.compare.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.crosscheck.compare.checks.Engines;
import org.crosscheck.compare.cluster.Cluster;
import org.crosscheck.compare.cluster.ScatteredCluster;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.programs.HomeworkProgram;
import org.crosscheck.compare.programs.Program;
import org.crosscheck.compare.programs.Program.Limits;
import org.crosscheck.compare.programs.ProgramEngine;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.TrainerEngine;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Json;
import org.crosscheck.reference.Theta;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No false alarm: on random cases every check of the catalogue holds for every honest engine, or says that the input is
 * ill-conditioned and why; and a campaign that is ended, or shared out among threads, comes to the same. The 10,000 cases run
 * with {@code mvn -Pcampaign -pl dl4j-compare -am verify}, the suite runs the first of them.
 */
class CampaignTest {

    private static final int CASES = Integer.getInteger("campaign.cases", 10_000);
    private static final int SMOKE = 150;

    /** The engines that start at once. */
    private static final CampaignPlan QUICK = new CampaignPlan("test", 3, List.of("reference", "detailed"), List.of());

    @TempDir
    private Path folder;

    private static CampaignReport everything(int cases, int threads) throws Exception {
        CampaignPlan plan = new CampaignPlan("test", 0, Engines.names(), List.of());
        return CampaignReport.of(Campaign.of(plan).run(cases, threads, () -> false, done -> {}), List.of());
    }

    private static CampaignState run(CampaignPlan plan, long cases, int threads) throws Exception {
        return Campaign.of(plan).run(cases, threads, () -> false, done -> {});
    }

    @Test
    void theFirstCasesRaiseNoAlarm() throws Exception {
        CampaignReport report = everything(SMOKE, Runtime.getRuntime().availableProcessors());
        assertThat(report.alarms())
                .as(new String(Json.bytes(report.statistics()), java.nio.charset.StandardCharsets.UTF_8))
                .isZero();
        assertThat(report.cases()).isEqualTo(SMOKE);
        assertThat(report.checks()).isGreaterThan(30_000);
    }

    @Test
    @Tag("campaign")
    void noCaseOfTheCampaignRaisesAnAlarm() throws Exception {
        long start = System.nanoTime();
        CampaignReport report = everything(CASES, Runtime.getRuntime().availableProcessors());
        long seconds = (System.nanoTime() - start) / 1_000_000_000L;
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "campaign.json"), Json.bytes(report));
        System.out.printf(
                java.util.Locale.ROOT,
                "%d cases, %d checks in %d s: %d false alarms, %d ill-conditioned, %d true alarms at a defect of ND4J's"
                        + " softmax; all in target/campaign.json%n",
                report.cases(),
                report.checks(),
                seconds,
                report.alarms(),
                report.illConditioned(),
                report.knownDefects());
        assertThat(report.alarms()).isZero();
        assertThat(report.statistics())
                .allSatisfy(one -> assertThat(one.tally().unexplained()).isZero());
    }

    @Test
    void theReportIsTheSameForAnyNumberOfThreads() throws Exception {
        CampaignState one = run(QUICK, 40, 1);
        assertThat(Json.bytes(run(QUICK, 40, 4))).isEqualTo(Json.bytes(one));
        assertThat(one.done()).isEqualTo(40);
    }

    @Test
    void sumsDoNotDependOnTheirOrder() {
        CaseRun run = new CaseRun(3, QUICK.engines(), List.of());
        List<Summary> parts = new ArrayList<>();
        for (long number = 0; number < 12; number++) {
            parts.add(run.on(number));
        }
        Summary inOrder = parts.stream().reduce(Summary.NONE, Summary::plus);
        Collections.shuffle(parts, new Random(5));
        Summary left = parts.subList(0, 5).stream().reduce(Summary.NONE, Summary::plus);
        Summary right = parts.subList(5, 12).stream().reduce(Summary.NONE, Summary::plus);
        assertThat(right.plus(left)).isEqualTo(inOrder);
    }

    @Test
    void aClusterComesToTheSame() throws Exception {
        byte[] one = Json.bytes(run(QUICK, 40, 1));
        for (long stretch : List.of(1L, 7L, 100L)) {
            Cluster cluster = new ScatteredCluster(stretch, Set.of());
            assertThat(Json.bytes(Campaign.of(QUICK).run(40, cluster, () -> false, done -> {})))
                    .as("by %s at a time", stretch)
                    .isEqualTo(one);
        }
    }

    @Test
    void aClusterGoesOnWhereThreadsWereEndedAndTheyWhereItWas() throws Exception {
        CaseRun run = new CaseRun(3, QUICK.engines(), List.of());
        CampaignState torn = new CampaignState(
                QUICK, 1, List.of(2L, 5L), run.on(0).plus(run.on(2)).plus(run.on(5)));
        List<Long> done = new ArrayList<>();
        try (CampaignFolder kept = new CampaignFolder(folder, QUICK)) {
            CampaignState there = new Campaign(torn, List.of(), kept)
                    .run(9, new ScatteredCluster(4, Set.of()), () -> done.size() == 1, done::add);
            assertThat(there.below()).isEqualTo(6);
        }
        assertThat(done).containsExactly(6L);
        try (CampaignFolder kept = new CampaignFolder(folder, QUICK)) {
            CampaignState here = new Campaign(kept.before(), List.of(), kept).run(9, 2, () -> false, all -> {});
            assertThat(Json.bytes(here)).isEqualTo(Json.bytes(run(QUICK, 9, 1)));
        }
    }

    @Test
    void aCaseThatEndsWhateverRunsItIsAFailureOfItsOwnAndTheOthersAreAsEver() throws Exception {
        Campaign campaign = Campaign.of(QUICK);
        CampaignState state = campaign.run(20, new ScatteredCluster(6, Set.of(9L, 13L)), () -> false, done -> {});
        Summary others = new Campaign(new CampaignState(QUICK, 0, List.of(9L, 13L), Summary.NONE), List.of(), null)
                .run(20, 1, () -> false, done -> {})
                .summary();
        assertThat(state.summary())
                .isEqualTo(others.plus(Summary.lost(9)).plus(Summary.lost(13)))
                .isNotEqualTo(run(QUICK, 20, 1).summary());
        assertThat(campaign.failures()).extracting(Campaign.Failure::first).containsExactly(13L, 9L);
        assertThat(campaign.failures())
                .filteredOn(failure -> failure.first() == 9)
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.engine()).isEqualTo("some engine");
                    assertThat(failure.mistake()).contains("case 9");
                    assertThat(failure.small().sizes())
                            .isEqualTo(RandomCases.of(3, 9).sizes()); // nobody looks for a smaller one
                });
        assertThat(CampaignReport.of(state, List.of()).alarms()).isEqualTo(2);
    }

    @Test
    void itGoesOnWhereItWasEnded() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        try (CampaignFolder kept = new CampaignFolder(folder, QUICK)) {
            Campaign first = new Campaign(kept.before(), List.of(), kept);
            assertThat(first.run(30, 2, () -> begun.incrementAndGet() > 11, done -> {})
                            .done())
                    .isEqualTo(11);
        }
        // As a kill in the middle of a line leaves it.
        Path lines = folder.resolve("cases.jsonl");
        byte[] all = Files.readAllBytes(lines);
        Files.write(lines, java.util.Arrays.copyOf(all, all.length - 40));
        try (CampaignFolder kept = new CampaignFolder(folder, QUICK)) {
            assertThat(kept.before().done()).isEqualTo(10);
            CampaignState after = new Campaign(kept.before(), List.of(), kept).run(30, 2, () -> false, done -> {});
            assertThat(Json.bytes(after)).isEqualTo(Json.bytes(run(QUICK, 30, 1)));
        }
    }

    @Test
    void casesThatWereDoneOutOfOrderAreNotDoneTwice() throws Exception {
        CaseRun run = new CaseRun(3, QUICK.engines(), List.of());
        CampaignState torn = new CampaignState(
                QUICK, 1, List.of(2L, 5L), run.on(0).plus(run.on(2)).plus(run.on(5)));
        CampaignState after = new Campaign(torn, List.of(), null).run(8, 3, () -> false, done -> {});
        assertThat(Json.bytes(after)).isEqualTo(Json.bytes(run(QUICK, 8, 1)));
    }

    @Test
    void aFolderOfAnotherCampaignIsRefused() throws Exception {
        new CampaignFolder(folder, QUICK).close();
        CampaignPlan other = new CampaignPlan("test", 4, QUICK.engines(), List.of());
        assertThatThrownBy(() -> new CampaignFolder(folder, other)).isInstanceOf(InputException.class);
        Files.writeString(folder.resolve("state.json"), "{\"plan\":");
        assertThatThrownBy(() -> new CampaignFolder(folder, QUICK)).isInstanceOf(InputException.class);
    }

    /** Every line but a torn last one must be as it was written: what stands behind it would else be done again, unseen. */
    @Test
    void aLineThatNobodyWroteIsRefusedWithItsNumber() throws Exception {
        CampaignState one;
        try (CampaignFolder kept = new CampaignFolder(folder, QUICK)) {
            one = new Campaign(kept.before(), List.of(), kept).run(1, 1, () -> false, done -> {});
        }
        Path lines = folder.resolve("cases.jsonl");
        String good = Files.readString(lines);
        for (String bad : List.of("null", "{}", "{\"number\":1,\"found\":null}", "{\"number\":", "\u0000")) {
            new CampaignFolder(folder, QUICK).close();
            Files.writeString(folder.resolve("state.json"), state(CampaignState.begin(QUICK)));
            Files.writeString(lines, good + bad + "\n" + good);
            assertThatThrownBy(() -> new CampaignFolder(folder, QUICK))
                    .as(bad)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("cases.jsonl: line 2: expected");
            Files.writeString(folder.resolve("state.json"), state(CampaignState.begin(QUICK)));
            Files.delete(lines);
        }
        Files.write(lines, new byte[] {'{', (byte) 0xc3}); // a torn character
        Files.writeString(folder.resolve("state.json"), state(one));
        try (CampaignFolder kept = new CampaignFolder(folder, QUICK)) {
            assertThat(Json.bytes(kept.before())).isEqualTo(Json.bytes(one));
        }
    }

    private static String state(CampaignState state) {
        return new String(Json.bytes(state), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void aFailureIsThereOnceWithTheMistakeOnTheSmallestCase() throws Exception {
        CampaignPlan plan = new CampaignPlan("test", 3, List.of("reference"), List.of("mine=..."));
        try (ProgramEngine mine =
                new ProgramEngine(Program.of("mine", HomeworkProgram.command("sum", "{stay}"), Limits.USUAL))) {
            Campaign campaign = new Campaign(CampaignState.begin(plan), List.of(mine), null);
            CampaignState state = campaign.run(20, 2, () -> false, done -> {});
            List<Campaign.Failure> failures = campaign.failures();
            assertThat(failures)
                    .filteredOn(failure -> failure.quantity().equals("grad_W2"))
                    .isNotEmpty();
            assertThat(failures).extracting(Campaign.Failure::engine).containsOnly("mine");
            Campaign.Failure failure = failures.stream()
                    .filter(one -> one.mistake().equals("grad_W2.sum"))
                    .findFirst()
                    .orElseThrow();
            assertThat(failure.cases()).isGreaterThan(3);
            assertThat(failure.small().sizes()).containsEntry("d", 1).containsEntry("dh", 1);
            assertThat(CampaignReport.of(state, List.of()).alarms()).isGreaterThan(failure.cases());
        }
    }

    /** The trainer's answers are right, but its step is twice as long: no array tells it, only a check. */
    @Test
    void aFailureThatOnlyACheckKnowsIsShrunkToo() {
        TrainerEngine trainer = new TrainerEngine();
        Engine wrong = new Engine() {
            @Override
            public String name() {
                return trainer.name();
            }

            @Override
            public Arithmetic arithmetic() {
                return trainer.arithmetic();
            }

            @Override
            public NamedTensors solve(Case given) {
                return trainer.solve(given);
            }

            @Override
            public Theta descend(NamedTensors given, double eta) {
                return trainer.descend(given, 2 * eta);
            }
        };
        CaseRun run = new CaseRun(
                3,
                List.of("reference", "trainer"),
                List.of(),
                name -> name.equals("trainer") ? wrong : Engines.of(name));
        String failure = Summary.key("trainer", "2f", "step of theta", "local");
        assertThat(run.on(4).failures()).containsOnlyKeys(failure);
        assertThat(run.shrink(failure, 4).sizes())
                .containsEntry("n", 1)
                .containsEntry("d", 1)
                .containsEntry("dh", 1);
    }
}
