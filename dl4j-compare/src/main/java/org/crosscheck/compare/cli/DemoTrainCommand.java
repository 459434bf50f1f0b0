package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.crosscheck.compare.demo.Checkpoint;
import org.crosscheck.compare.demo.DemoRun;
import org.crosscheck.compare.demo.RunFolder;
import org.crosscheck.compare.demo.TrainingLog;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.Scores;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.dl4j.BlasCheck;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Numbers;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains one of the two networks. */
abstract class DemoTrainCommand implements Callable<Integer> {

    @Command(
            name = "mlp",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Trains the MLP: d inputs, sine, softmax over 10 classes.",
            footer = {
                "",
                "Examples:",
                "  ./crosscheck demo mlp",
                "  ./crosscheck demo mlp --batch all --epochs 50     gradient descent as in 2f",
                "  ./crosscheck demo mlp --engine both --resync --epochs 1 --hidden 128",
                "  ./crosscheck demo mlp --resume target/demo-mlp    continues after Ctrl-C"
            })
    static final class Mlp extends DemoTrainCommand {
        Mlp() {
            super(Model.MLP);
        }
    }

    @Command(
            name = "cnn",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Trains the CNN: the homework's three layers with sine, softmax over 10 classes.",
            footer = {"", "Example:", "  ./crosscheck demo cnn --quick"})
    static final class Cnn extends DemoTrainCommand {
        Cnn() {
            super(Model.CNN);
        }
    }

    private final Model model;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private DemoOptions options = new DemoOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "threads of the reference (default: as many as processors, at most 8); the bits do not depend on it")
    private int threads = Math.min(8, Runtime.getRuntime().availableProcessors());

    @Option(names = "--steps", paramLabel = "N", description = "stop after step N; can be resumed")
    private long steps = Long.MAX_VALUE;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "the folder of the run, which may hold no other (default: target/demo-<network>, or the first"
                    + " of target/demo-<network>-2, -3, ... without a run)")
    private Path out;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description =
                    "continue the run in this folder, with its settings, to the same bits as if it had never stopped")
    private Path resume;

    DemoTrainCommand(Model model) {
        this.model = model;
    }

    @Override
    public Integer call() throws IOException, InputException {
        try (ProgressLine progress = new ProgressLine(
                spec.commandLine().getErr(), spec.usageMessage().width())) {
            return call(progress);
        }
    }

    private int call(ProgressLine progress) throws IOException, InputException {
        DemoOptions.require(Settings.Fault.of("threads", threads, 1, 64));
        if (steps < 1) {
            throw new InputException("--steps", "at least 1", "" + steps);
        }
        if (resume != null && out != null) {
            throw new InputException("--out", "folder", "none with --resume", out.toString());
        }
        Path usual = Path.of("target", "demo-" + model.word());
        Path place = resume != null ? resume : out != null ? out : RunFolder.free(usual);
        if (resume == null && out == null && !place.equals(usual)) {
            progress.say("note: " + usual + " holds a run; this one goes to " + place);
        }
        if (resume != null && !java.nio.file.Files.isDirectory(resume)) {
            throw new java.nio.file.NoSuchFileException(resume.toString());
        }
        Settings wanted = resume == null ? options.settings(model) : null;
        try (RunFolder folder = RunFolder.open(place)) {
            Checkpoint from = null;
            if (resume == null) {
                folder.requireNoRun();
            } else {
                from = folder.read(progress::say);
                options.requireSame(place.toString(), model, from.settings());
            }
            Settings settings = from == null ? wanted : from.settings();
            progress.show("starting " + String.join(" and ", settings.engines()) + " ...");
            String fault = settings.engines().contains("dl4j") ? BlasCheck.fault() : null;
            if (fault != null) {
                progress.say("crosscheck: this machine's BLAS multiplies wrongly: " + fault);
                return Main.OWN_FAULT;
            }
            DemoRun run;
            try (DemoProgress watcher = new DemoProgress(spec.commandLine().getErr(), progress, settings, steps)) {
                run = DemoRun.run(settings, from, folder, threads, watcher);
            }
            return report(run, folder.path());
        }
    }

    /** A line for each engine, one for the lockstep, one for the files. */
    private int report(DemoRun run, Path folder) {
        PrintWriter writer = spec.commandLine().getOut();
        TrainingLog journal = run.checkpoint().journal();
        for (Map.Entry<String, Scores> engine : run.scores().entrySet()) {
            writer.printf(
                    Locale.ROOT,
                    "%-9s  test error %.2f%%, loss %.4f after %s%n",
                    engine.getKey(),
                    100 * engine.getValue().error(),
                    engine.getValue().loss(),
                    Numbers.count(journal.step(), "step"));
        }
        if (!journal.differences().isEmpty()) {
            double last = journal.differences().get(journal.differences().size() - 1);
            writer.printf(Locale.ROOT, "lockstep   last relative difference of weights %.1e%n", last);
        }
        if (!journal.ratios().isEmpty()) {
            writer.printf(
                    Locale.ROOT,
                    "bounds     %s: %s, %d with too wide a bound, differences to %.3f of their bounds%n",
                    journal.verdict().text(),
                    Numbers.count(journal.ratios().size(), "step"),
                    journal.illConditioned(),
                    journal.largestRatio());
        }
        TrainingLog.Beyond beyond = journal.beyond();
        if (beyond != null) {
            writer.printf(
                    Locale.ROOT,
                    "DISAGREE   first at step %d: %s[%d] differs by %.3e, bound %.3e%n",
                    beyond.step(),
                    beyond.array(),
                    beyond.index(),
                    beyond.difference(),
                    beyond.bound());
        }
        if (!run.completed()) {
            writer.println("stopped; continue with: " + Invocation.of("demo", model.word(), "--resume", folder));
        }
        writer.println("Report: " + Main.printable(folder.resolve("report.html").toString()) + ", run.json, model.npz");
        writer.flush();
        return journal.ratios().isEmpty() || journal.verdict() == Verdict.AGREE ? Main.AGREES : Main.DISAGREES;
    }
}
