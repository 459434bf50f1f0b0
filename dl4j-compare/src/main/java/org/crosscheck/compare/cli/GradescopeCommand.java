package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.crosscheck.compare.checks.Catalogue;
import org.crosscheck.compare.checks.Engines;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.checks.Report;
import org.crosscheck.compare.checks.Report.QuestionResult;
import org.crosscheck.compare.checks.Verification;
import org.crosscheck.compare.dl4j.BlasCheck;
import org.crosscheck.compare.grade.Marker;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.gradescope.Bundle;
import org.crosscheck.compare.grade.gradescope.Gradescope;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.text.BuildInfo;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Numbers;
import org.crosscheck.datasets.formats.AtomicFiles;
import org.crosscheck.datasets.formats.ZipWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes an autograder for Gradescope. */
@Command(
        name = "gradescope",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a ready autograder for Gradescope, to be uploaded as it is.",
            "The answers are computed now and certified: every check of the homework is run on the case first, the"
                    + " reference against Deeplearning4j, SameDiff and the oracle. If one does not agree, nothing is"
                    + " written."
        },
        footer = {
            "",
            "Example:",
            "  ./crosscheck gradescope --case my.npz autograder.zip",
            "",
            "Students hand in one .npz, one .json, or a folder of .npy files; the case is what they compute from."
        })
final class GradescopeCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--case", paramLabel = "FILE", required = true, description = "the case (.npz)")
    private Path file;

    @Option(names = "--rubric", paramLabel = "FILE", description = "points and visibility (default: the homework's)")
    private Path rubricFile;

    @Option(names = "--weak", description = "write it even if the case is blind to some mistakes")
    private boolean weak;

    @Parameters(paramLabel = "OUT.zip", description = "the file to write")
    private Path out;

    /** Where engines come from; a test plants faults here. */
    private final Function<String, Engine> engines;

    GradescopeCommand() {
        this(Engines::of);
    }

    GradescopeCommand(Function<String, Engine> engines) {
        this.engines = engines;
    }

    @Override
    public Integer call() throws IOException, InputException {
        try (ProgressLine progress = new ProgressLine(
                spec.commandLine().getErr(), spec.usageMessage().width())) {
            return call(progress);
        }
    }

    private int call(ProgressLine progress) throws IOException, InputException {
        progress.show("reading the case ...");
        Targets.requireFile(out);
        if (Files.exists(out) && Files.isSameFile(out, file)) {
            throw new InputException("OUT.zip", "another than the case", "'" + out + "'");
        }
        PrintWriter err = spec.commandLine().getErr();
        Case given = CaseFiles.read(file, progress::say);
        CaseMemory.VERIFY.require(file.toString(), given.sizes(), "a smaller case");
        Rubric rubric = rubricFile == null ? Rubric.standard() : Rubric.read(rubricFile);
        progress.show("looking for mistakes that the case cannot show ...");
        Marker marker = new Marker(given, rubric);
        List<String> blind = marker.blind();
        warn(marker, blind, progress);
        progress.show("starting Deeplearning4j ...");
        String fault = BlasCheck.fault();
        if (fault != null) {
            progress.say("crosscheck: this machine's BLAS multiplies wrongly: " + fault);
            return Main.OWN_FAULT;
        }
        Evidence evidence = new Evidence(given, engines);
        Report report = Report.of(
                BuildInfo.version(),
                BuildInfo.environment(),
                QuestionRun.run(Verification.start(Catalogue.QUESTIONS, List.of(evidence)), progress, result -> {}),
                List.of(),
                System.nanoTime());
        if (report.verdict() != Verdict.AGREE) {
            return refuse(report, err);
        }
        progress.show("putting the marker together ...");
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("setup.sh", resource("setup.sh"));
        files.put("run_autograder", resource("run_autograder"));
        files.put("crosscheck-marker.jar", MarkerJar.compose());
        files.put("not-marked.json", Gradescope.unmarked());
        Bundle.Certificate checked = new Bundle.Certificate(
                report.version(),
                report.environment(),
                report.sides(),
                report.summary().agree(),
                report.summary().checks(),
                Map.of());
        files.putAll(Bundle.files(given, evidence.answers("reference"), rubric, checked));
        progress.clear();
        AtomicFiles.write(out, zip(files));
        PrintWriter writer = spec.commandLine().getOut();
        files.forEach((name, bytes) -> writer.printf(Locale.ROOT, "%-22s %9d bytes%n", name, bytes.length));
        writer.printf(
                Locale.ROOT,
                "certified: %s, %s%n",
                Numbers.count(report.summary().agree(), "question"),
                Numbers.count(report.summary().checks(), "check"));
        return Main.AGREES;
    }

    /** Warns of what does not count; refuses a case that would give full marks for known mistakes, unless told not to. */
    private void warn(Marker marker, List<String> blind, ProgressLine progress) throws InputException {
        marker.warnings().forEach(warning -> progress.say("warning: " + warning));
        if (!blind.isEmpty() && !weak) {
            throw new InputException(
                    file.toString(),
                    "case",
                    "one that tells every known mistake from the right answer (--weak takes it all the same)",
                    "one blind to " + String.join(", ", blind));
        }
        if (!blind.isEmpty()) {
            progress.say(
                    "warning: the case cannot tell these mistakes from right answers: " + String.join(", ", blind));
        }
    }

    private int refuse(Report report, PrintWriter err) {
        for (QuestionResult question : report.questions()) {
            if (question.verdict() != null && question.verdict() != Verdict.AGREE) {
                err.println("crosscheck: question " + question.id() + ": "
                        + question.verdict().text());
            }
        }
        err.println("crosscheck: the answers are not certified, nothing is written; to see why: "
                + Invocation.of("verify", "--case", file));
        return report.verdict() == Verdict.ERROR ? Main.OWN_FAULT : Main.DISAGREES;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = GradescopeCommand.class.getResourceAsStream("gradescope/" + name)) {
            return in.readAllBytes();
        }
    }

    /** A zip archive, in which the scripts may be executed. */
    private static byte[] zip(Map<String, byte[]> files) {
        ZipWriter zip = new ZipWriter();
        files.forEach((name, content) -> zip.deflate(name, content, content[0] == '#' ? 0755 : 0644));
        return zip.toBytes();
    }
}
