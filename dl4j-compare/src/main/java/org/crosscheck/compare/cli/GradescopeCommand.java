package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
import org.crosscheck.compare.marking.Telling;
import org.crosscheck.compare.marking.WrittenAutograder;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.text.BuildInfo;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Json;
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
            "Examples:",
            "  ./crosscheck gradescope --case my.npz autograder.zip",
            "  ./crosscheck gradescope --written written.zip       for LaTeX",
            "",
            "Students hand in one .npz, one .json, or a folder of .npy files; the case is what they compute from."
        })
final class GradescopeCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--case", paramLabel = "FILE", description = "the case (.npz) of arrays")
    private Path file;

    @Option(names = "--rubric", paramLabel = "FILE", description = "points and visibility (default: the homework's)")
    private Path rubricFile;

    @Option(names = "--weak", description = "write it even if the case is blind to some mistakes")
    private boolean weak;

    @Option(
            names = "--written",
            description =
                    "for homeworks in LaTeX: says what was understood, and more as the settings allow; needs no case")
    private boolean written;

    @Option(names = "--settings", paramLabel = "FILE", description = "what --written tells, and how often (JSON)")
    private Path settings;

    @Option(
            names = "--print-settings",
            description = "print the settings of --written, for editing, and exit",
            help = true)
    private boolean printSettings;

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
        if (printSettings) {
            spec.commandLine().getOut().println(new String(Telling.standard().toBytes(), StandardCharsets.UTF_8));
            return Main.AGREES;
        }
        if (written == (file != null) || (settings != null && !written) || (weak && written)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "either --case FILE, for arrays, or --written [--settings FILE], for LaTeX");
        }
        if (written) {
            return written();
        }
        try (ProgressLine progress = new ProgressLine(
                spec.commandLine().getErr(), spec.usageMessage().width())) {
            return call(progress);
        }
    }

    /** The bundle for homeworks in LaTeX: nothing is to be certified, since it holds no answers. */
    private int written() throws IOException, InputException {
        Targets.requireFile(out);
        Telling telling = settings == null ? Telling.standard() : Telling.read(settings);
        Rubric rubric = rubricFile == null ? Rubric.standard() : Rubric.read(rubricFile);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("setup.sh", resource("setup.sh"));
        String run = new String(resource("run_autograder"), StandardCharsets.UTF_8);
        String jar = "-jar \"$root/source/crosscheck-marker.jar\"";
        String own = "-cp \"$root/source/crosscheck-marker.jar\" " + WrittenAutograder.class.getName();
        files.put("run_autograder", run.replace(jar, own).getBytes(StandardCharsets.UTF_8));
        files.put("crosscheck-marker.jar", MarkerJar.compose());
        files.put("not-marked.json", Gradescope.unmarked());
        files.put("written.json", telling.toBytes());
        files.put("rubric.json", Json.bytes(rubric));
        AtomicFiles.write(out, zip(files));
        print(files);
        return Main.AGREES;
    }

    private void print(Map<String, byte[]> files) {
        PrintWriter writer = spec.commandLine().getOut();
        files.forEach((name, bytes) -> writer.printf(Locale.ROOT, "%-22s %9d bytes%n", name, bytes.length));
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
        print(files);
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
