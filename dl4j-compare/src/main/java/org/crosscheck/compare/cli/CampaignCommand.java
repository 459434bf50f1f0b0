package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.crosscheck.compare.campaign.Campaign;
import org.crosscheck.compare.campaign.CampaignFolder;
import org.crosscheck.compare.campaign.CampaignPlan;
import org.crosscheck.compare.campaign.CampaignReport;
import org.crosscheck.compare.campaign.CampaignReport.Failed;
import org.crosscheck.compare.campaign.CampaignState;
import org.crosscheck.compare.campaign.Tally;
import org.crosscheck.compare.checks.Engines;
import org.crosscheck.compare.cluster.Cluster;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.report.CampaignPage;
import org.crosscheck.compare.text.BuildInfo;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Json;
import org.crosscheck.compare.text.Numbers;
import org.crosscheck.datasets.formats.AtomicFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** All checks on as many random cases as one likes. */
@Command(
        name = "campaign",
        mixinStandardHelpOptions = true,
        description = {
            "Runs all checks on many random cases: sizes from 1 to 12, scales from 1e-3 to 1e3, saturated logits,"
                    + " pre-activations near multiples of pi, one class, examples twice, zeros and subnormal numbers; in every"
                    + " hundredth a CNN.",
            "Writes campaign.json and campaign.html, and a small case for each distinct failure. The same seed gives the same"
                    + " campaign.json for any number of threads. Given the same folder again, it goes on where it was ended."
        },
        footer = {
            "",
            "Exit: 0 no check disagrees, 1 some do, 2 bad usage.",
            "",
            "Examples:",
            "  ./crosscheck campaign --cases 1000 --out campaign",
            "  ./crosscheck campaign --cases 100000 --minutes 60 --engines dl4j --out long",
            "  ./crosscheck campaign --cases 500 --engines reference \\",
            "      --engine mine='python3 homework.py {stay}' --out mine"
        })
final class CampaignCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--cases",
            paramLabel = "N",
            defaultValue = "1000",
            description = "how many in all (default: ${DEFAULT-VALUE})")
    private long cases;

    @Option(
            names = "--engines",
            paramLabel = "NAMES",
            split = ",",
            hideParamSyntax = true,
            description = "which are checked (default: all)")
    private List<String> engines = new ArrayList<>();

    @Option(
            names = "--engine",
            paramLabel = "NAME='COMMAND'",
            description = "a program of your own to check besides (docs/engines.md). May be given again")
    private List<String> commands = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "which cases (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--minutes", paramLabel = "M", description = "begin no case after so long")
    private double minutes = Double.POSITIVE_INFINITY;

    @Option(names = "--threads", paramLabel = "N", description = "cases at a time (default: one for each processor)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "where everything goes")
    private Path out;

    @CommandLine.Mixin
    private ProgramLimits limits = new ProgramLimits();

    @Override
    public Integer call() throws IOException, InputException {
        require("--cases", cases >= 1, "at least 1", cases);
        require("--threads", threads >= 1 && threads <= 1024, "from 1 to 1024", threads);
        require("--minutes", minutes > 0, "more than 0", minutes);
        for (String engine : engines) {
            require("--engines", Engines.names().contains(engine), "of " + String.join(" ", Engines.names()), engine);
        }
        try (Programs programs = Programs.of(commands, limits)) {
            List<String> chosen = Engines.names().stream()
                    .filter(name -> engines.isEmpty() || engines.contains(name))
                    .toList();
            CampaignPlan plan = new CampaignPlan(BuildInfo.version(), seed, chosen, commands);
            Targets.requireFolder(out);
            OutLock lock = OutLock.take(out);
            try (CampaignFolder folder = new CampaignFolder(out, plan)) {
                return run(folder, programs);
            } finally {
                lock.close();
            }
        }
    }

    private static void require(String option, boolean isRight, String expected, Object found) throws InputException {
        if (!isRight) {
            throw new InputException(option, expected, "'" + found + "'");
        }
    }

    private int run(CampaignFolder folder, Programs programs) throws IOException {
        PrintWriter writer = spec.commandLine().getOut();
        long start = System.nanoTime();
        BooleanSupplier late = () -> System.nanoTime() - start > minutes * 60e9;
        try (ProgressLine progress = new ProgressLine(
                spec.commandLine().getErr(), spec.usageMessage().width())) {
            Campaign campaign = new Campaign(folder.before(), programs.engines(), folder);
            progress.bar("checking", folder.before().done(), cases, " cases");
            CampaignState state = run(campaign, late, done -> progress.bar("checking", done, cases, " cases"));
            progress.show("making failing cases smaller ...");
            List<Failed> failures = new ArrayList<>();
            for (Campaign.Failure failure : campaign.failures()) {
                String name = "failing-" + failure.engine().replaceAll("[^A-Za-z0-9_.-]", "_") + "-"
                        + failure.quantity().replaceAll("[^A-Za-z0-9_.-]", "_") + "-" + failure.first() + ".npz";
                CaseFiles.write(out.resolve(name), failure.small().values());
                failures.add(new Failed(
                        failure.engine(),
                        failure.question(),
                        failure.quantity(),
                        failure.mistake(),
                        failure.cases(),
                        failure.first(),
                        new TreeMap<>(failure.small().sizes()),
                        name));
            }
            CampaignReport report = CampaignReport.of(state, failures);
            AtomicFiles.write(out.resolve("campaign.json"), Json.bytes(report));
            CampaignPage.of(report).write(out.resolve("campaign.html"));
            progress.clear();
            print(report, programs, writer);
            return report.alarms() == 0 ? Main.AGREES : Main.DISAGREES;
        }
    }

    /** By the cluster, if one is there. */
    private CampaignState run(Campaign campaign, BooleanSupplier late, LongConsumer progress) throws IOException {
        Optional<Cluster> found = Cluster.find();
        if (found.isEmpty()) {
            return campaign.run(cases, threads, late, progress);
        }
        try (Cluster cluster = found.get()) {
            return campaign.run(cases, cluster, late, progress);
        }
    }

    private void print(CampaignReport report, Programs programs, PrintWriter writer) {
        writer.printf(
                Locale.ROOT,
                "%-16s %-9s %10s %8s %8s %8s  %s%n",
                "engine",
                "kind",
                "checks",
                "alarms",
                "ill-c.",
                "ratio",
                "largest at");
        report.statistics().stream()
                .map(statistic -> List.of(statistic.engine(), statistic.kind()))
                .distinct()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .forEach(row -> {
                    Tally tally = report.statistics().stream()
                            .filter(one -> row.equals(List.of(one.engine(), one.kind())))
                            .map(CampaignReport.Statistic::tally)
                            .reduce(Tally::plus)
                            .orElseThrow();
                    writer.printf(
                            Locale.ROOT,
                            "%-16s %-9s %10d %8d %8d %8s  %s%n",
                            row.get(0),
                            row.get(1),
                            tally.checks(),
                            tally.alarms(),
                            tally.illConditioned(),
                            tally.where() < 0 ? "" : Numbers.ratio(tally.largest()),
                            tally.where() < 0 ? "" : "case " + tally.where());
                });
        for (Failed failure : report.failures()) {
            writer.println(Main.printable(String.format(
                    Locale.ROOT,
                    "%s is wrong at %s%s in %s, first in case %d%s",
                    failure.engine(),
                    failure.quantity(),
                    failure.question().isEmpty() ? "" : " (" + failure.question() + ")",
                    Numbers.count(failure.cases(), "case"),
                    failure.first(),
                    failure.mistake().isEmpty() ? "" : ": " + failure.mistake())));
            List<Object> replay = new ArrayList<>(List.of("verify", "--case", out.resolve(failure.file())));
            replay.addAll(programs.option(failure.engine()));
            writer.println("  " + Invocation.of(replay.toArray()));
        }
        writer.println(Stream.of(
                                Numbers.count(report.cases(), "case"),
                                Numbers.count(report.checks(), "check"),
                                Numbers.count(report.alarms(), "alarm"),
                                report.knownDefects() + " at a known defect of ND4J's softmax",
                                report.illConditioned() + " ill-conditioned")
                        .reduce((a, b) -> a + ", " + b)
                        .orElseThrow()
                + ".");
        writer.println("Reports: " + Main.printable(out.resolve("campaign.html").toString()) + ", campaign.json");
    }
}
