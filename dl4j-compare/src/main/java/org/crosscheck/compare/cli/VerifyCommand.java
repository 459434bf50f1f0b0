package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Catalogue;
import org.crosscheck.compare.checks.Check;
import org.crosscheck.compare.checks.Engines;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.checks.FirstFailure;
import org.crosscheck.compare.checks.JUnitXml;
import org.crosscheck.compare.checks.Question;
import org.crosscheck.compare.checks.Report;
import org.crosscheck.compare.checks.Verification;
import org.crosscheck.compare.dl4j.BlasCheck;
import org.crosscheck.compare.dl4j.ClipFinding;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.report.Dossier;
import org.crosscheck.compare.report.Dossier.Failure;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.text.BuildInfo;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Json;
import org.crosscheck.datasets.formats.AtomicFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main job: every question of the homework, the reference against DL4J. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks every question of the homework: the reference against Deeplearning4j, on the embedded weights and"
                    + " real MNIST digits, or on a case of your own.",
            "Prints a table and writes report.json, report.html and junit.xml."
        },
        footer = {
            "",
            "Examples:",
            "  ./crosscheck verify",
            "  ./crosscheck verify --case my.npz --question 2g,2h --out results",
            "  ./crosscheck verify --engine mine='python3 homework.py'",
            "  ./crosscheck verify --json - | jq .summary"
        })
final class VerifyCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--case", paramLabel = "FILE", description = "a case (.npz) instead of the embedded ones")
    private Path file;

    @CommandLine.Mixin
    private AskedQuestions asked = new AskedQuestions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "target/crosscheck",
            description = "where the reports go (default: ${DEFAULT-VALUE})")
    private Path out;

    @CommandLine.Mixin
    private JsonTarget json = new JsonTarget();

    @Option(
            names = "--engine",
            paramLabel = "NAME='COMMAND'",
            description =
                    "a program of your own to check besides, such as mine='python3 homework.py': it reads the case from"
                            + " one file and writes its answers to another (docs/engines.md). May be given again")
    private List<String> commands = new ArrayList<>();

    @CommandLine.Mixin
    private ProgramLimits limits = new ProgramLimits();

    @Option(names = "--all", description = "a line for each check, not just for each quantity")
    private boolean all;

    /** Where engines come from; a test plants a fault here. */
    private final Function<String, Engine> engines;

    /** What is wrong with the BLAS, null if nothing; a test plants a fault here too. */
    private final Supplier<String> blasFault;

    VerifyCommand() {
        this(Engines::of);
    }

    VerifyCommand(Function<String, Engine> engines) {
        this(engines, BlasCheck::fault);
    }

    VerifyCommand(Function<String, Engine> engines, Supplier<String> blasFault) {
        this.engines = engines;
        this.blasFault = blasFault;
    }

    @Override
    public Integer call() throws IOException, InputException {
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter writer = json.isStandardOutput()
                ? new PrintWriter(Writer.nullWriter())
                : spec.commandLine().getOut();
        List<Question> own = asked.require();
        try (Programs programs = Programs.of(commands, limits);
                ProgressLine progress =
                        new ProgressLine(err, spec.usageMessage().width())) {
            progress.show("starting Deeplearning4j ...");
            List<Question> questions = Catalogue.with(own, programs.names());
            json.require();
            long start = System.nanoTime();
            List<Evidence> evidence = cases(progress).stream()
                    .map(given -> new Evidence(given, programs.or(engines)))
                    .toList();
            requireChecks(questions, evidence);
            boolean writable = isWritable(progress);
            Evidence.startOracle(evidence);
            List<Verification.Started> running = Verification.start(questions, evidence);
            String fault = blasFault.get();
            if (fault != null) {
                progress.say("crosscheck: this machine's BLAS multiplies wrongly: " + fault);
                return Main.OWN_FAULT;
            }
            VerifyTable table = new VerifyTable(
                    spec.usageMessage().width(),
                    spec.commandLine().getColorScheme(),
                    all ? VerifyTable.longestLabel(questions, evidence) : 0,
                    programs.names());
            writer.print(table.header());
            Report report = Report.of(
                    BuildInfo.version(),
                    BuildInfo.environment(),
                    QuestionRun.run(running, progress, result -> {
                        writer.print(table.rows(result));
                        writer.flush();
                    }),
                    findings(questions, evidence),
                    start);
            writer.print(table.summary(report));
            writer.flush();
            progress.show("writing the reports ...");
            json.write(report, spec.commandLine().getOut());
            if (!writable) {
                return Main.BAD_INPUT;
            }
            write(report, evidence, programs, progress, writer);
            return switch (report.verdict()) {
                case AGREE -> Main.AGREES;
                case ERROR -> Main.OWN_FAULT;
                default -> Main.DISAGREES;
            };
        }
    }

    /** Whether the folder of the reports can be written: if not, the table is all that there will be. */
    private boolean isWritable(ProgressLine progress) {
        try {
            Targets.requireFolder(out);
            return true;
        } catch (IOException e) {
            progress.say("crosscheck: " + Main.message(e) + "; only the table is made");
            return false;
        }
    }

    private void write(
            Report report, List<Evidence> evidence, Programs programs, ProgressLine progress, PrintWriter writer)
            throws IOException {
        AtomicFiles.write(out.resolve("report.json"), Json.bytes(report));
        AtomicFiles.write(out.resolve("junit.xml"), JUnitXml.of(report));
        List<Failure> failures = report.verdict() == Verdict.DISAGREE ? localize(evidence, programs) : List.of();
        Dossier.page(report, evidence, failures).write(out.resolve("report.html"));
        progress.clear();
        writer.println(
                "Reports: " + Main.printable(out.resolve("report.html").toString()) + ", report.json, junit.xml");
        for (Failure failure : failures) {
            failure.lines().forEach(line -> writer.println(Main.printable(line)));
            if (!failure.replay().isEmpty()) {
                writer.println("  smallest case found, to replay: " + failure.replay());
            }
        }
        writer.flush();
    }

    /** Throws if a case has the arrays of none of the questions. */
    private void requireChecks(List<Question> questions, List<Evidence> evidence) throws InputException {
        List<Quantities.Group> needed = questions.stream()
                .flatMap(question -> question.ofCases().stream())
                .map(Check::needs)
                .distinct()
                .toList();
        boolean any = needed.stream()
                .anyMatch(group -> group == Quantities.Group.SHAPES
                        || evidence.stream().anyMatch(one -> one.given().has(group)));
        if (!any) {
            String groups = needed.stream()
                    .map(group -> group.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" or "));
            throw new InputException(String.valueOf(file), "arrays of the group " + groups, "none of them");
        }
    }

    private static List<String> findings(List<Question> questions, List<Evidence> evidence) {
        boolean loss = questions.stream().anyMatch(question -> question.id().equals("2d"))
                && evidence.stream().anyMatch(one -> one.given().has(Quantities.Group.MLP));
        return loss ? List.of(ClipFinding.text()) : List.of();
    }

    /** For each engine that disagrees: where it first goes wrong, and a small case that shows it. */
    private List<Failure> localize(List<Evidence> evidence, Programs programs) throws IOException {
        List<Failure> failures = new ArrayList<>();
        for (Evidence one : evidence) {
            programs.failures(one.given()).forEach(lines -> failures.add(new Failure(lines, "")));
            for (String engine : Stream.concat(Engines.witnesses().map(Engines.Entry::name), programs.names().stream())
                    .toList()) {
                Optional<FirstFailure> found = FirstFailure.of(one, engine);
                if (found.isPresent()) {
                    FirstFailure localization = found.get();
                    Path small = out.resolve("failing-" + engine + "-" + localization.quantity() + ".npz");
                    CaseFiles.write(small, localization.shrink(one).values());
                    List<Object> replay =
                            new ArrayList<>(List.of("verify", "--case", small, "--question", localization.question()));
                    replay.addAll(programs.option(engine));
                    failures.add(new Failure(localization.lines(), Invocation.of(replay.toArray())));
                }
            }
        }
        return failures;
    }

    private List<Case> cases(ProgressLine progress) throws IOException, InputException {
        if (file != null) {
            Case given = CaseFiles.read(file, progress::say);
            CaseMemory.VERIFY.require(file.toString(), given.sizes(), "a smaller case");
            return List.of(given);
        }
        List<Case> cases = new ArrayList<>();
        for (String name : CaseFiles.EMBEDDED) {
            cases.add(CaseFiles.embedded(name));
        }
        return cases;
    }
}
