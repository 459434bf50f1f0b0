package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.crosscheck.compare.checks.Catalogue;
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
            "  ./crosscheck verify --case my.npz --question 2g --out results"
        })
final class VerifyCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--case", paramLabel = "FILE", description = "a case (.npz) instead of the embedded ones")
    private Path file;

    @Option(names = "--question", paramLabel = "ID", description = "only this question, such as 2g")
    private String id;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "target/crosscheck",
            description = "where the reports go (default: ${DEFAULT-VALUE})")
    private Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "write report.json to this file too")
    private Path json;

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
        List<Question> questions = questions();
        if (json != null) {
            Main.requireFolder(json);
        }
        long start = System.nanoTime();
        List<Evidence> evidence =
                cases().stream().map(given -> new Evidence(given, engines)).toList();
        Files.createDirectories(out);
        Evidence.startOracle(evidence);
        String fault = blasFault.get();
        if (fault != null) {
            spec.commandLine().getErr().println("crosscheck: this machine's BLAS multiplies wrongly: " + fault);
            return Main.OWN_FAULT;
        }
        Report report = Report.of(
                BuildInfo.version(),
                BuildInfo.environment(),
                Verification.run(questions, evidence),
                findings(questions, evidence),
                start);
        if (report.summary().checks() == 0) {
            String needed = questions.get(0).checks().get(0).needs().name().toLowerCase(Locale.ROOT);
            throw new InputException(String.valueOf(file), "arrays", "those of the group " + needed, "none of them");
        }
        byte[] bytes = Json.bytes(report);
        AtomicFiles.write(out.resolve("report.json"), bytes);
        AtomicFiles.write(out.resolve("junit.xml"), JUnitXml.of(report));
        if (json != null) {
            AtomicFiles.write(json, bytes);
        }
        List<Failure> failures = report.verdict() == Verdict.DISAGREE ? localize(evidence) : List.of();
        Dossier.page(report, evidence, failures).write(out.resolve("report.html"));
        PrintWriter writer = spec.commandLine().getOut();
        writer.print(
                new VerifyTable(spec.usageMessage().width(), spec.commandLine().getColorScheme()).render(report, all));
        writer.println(
                "Reports: " + Main.printable(out.resolve("report.html").toString()) + ", report.json, junit.xml");
        for (Failure failure : failures) {
            failure.lines().forEach(line -> writer.println(Main.printable(line)));
            writer.println("  smallest case found, to replay: " + failure.replay());
        }
        writer.flush();
        return switch (report.verdict()) {
            case AGREE -> Main.AGREES;
            case ERROR -> Main.OWN_FAULT;
            default -> Main.DISAGREES;
        };
    }

    private static List<String> findings(List<Question> questions, List<Evidence> evidence) {
        boolean loss = questions.stream().anyMatch(question -> question.id().equals("2d"))
                && evidence.stream().anyMatch(one -> one.given().has(Quantities.Group.MLP));
        return loss ? List.of(ClipFinding.text()) : List.of();
    }

    /** For each engine that disagrees: where it first goes wrong, and a small case that shows it. */
    private List<Failure> localize(List<Evidence> evidence) throws IOException {
        List<Failure> failures = new ArrayList<>();
        for (Evidence one : evidence) {
            for (Engines.Entry witness : Engines.witnesses().toList()) {
                String engine = witness.name();
                Optional<FirstFailure> found = FirstFailure.of(one, engine);
                if (found.isPresent()) {
                    FirstFailure localization = found.get();
                    Path small = out.resolve("failing-" + engine + "-" + localization.quantity() + ".npz");
                    CaseFiles.write(small, localization.shrink(one).values());
                    String replay = "./crosscheck verify --case " + Main.printable(small.toString()) + " --question "
                            + localization.question();
                    failures.add(new Failure(localization.lines(), replay));
                }
            }
        }
        return failures;
    }

    private List<Question> questions() throws InputException {
        return id == null ? Catalogue.QUESTIONS : List.of(Catalogue.require(id));
    }

    private List<Case> cases() throws IOException, InputException {
        if (file != null) {
            Case given = CaseFiles.read(file, spec.commandLine().getErr()::println);
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
