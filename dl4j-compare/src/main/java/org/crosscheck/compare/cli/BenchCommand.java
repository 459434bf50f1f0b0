package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.crosscheck.compare.bench.Bench;
import org.crosscheck.compare.bench.BenchChart;
import org.crosscheck.compare.bench.BenchReport;
import org.crosscheck.compare.bench.BenchTable;
import org.crosscheck.compare.bench.Plan;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Json;
import org.crosscheck.datasets.formats.AtomicFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Speed, side by side in one run. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Times training steps and forward passes of Deeplearning4j, the element-wise form and the matrix form, in"
                    + " turn, each in a process of its own; of PyTorch too, where Python has it, and with the build"
                    + " profile 'peers' of the PyTorch of DJL.",
            "Prints tables and writes bench.json, bench.svg and bench.png. Leave the machine alone meanwhile."
        },
        footer = {
            "",
            "Examples:",
            "  ./crosscheck bench                  every row, about a quarter of an hour",
            "  ./crosscheck bench --quick          three rows, less than a minute",
            "  ./crosscheck bench --only 'B 32'    the rows whose name contains a text"
        })
final class BenchCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--quick", description = "three rows and short rounds: less than a minute, not to be quoted")
    private boolean quick;

    @Option(names = "--only", paramLabel = "TEXT", description = "only rows whose name contains this")
    private String only;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads of the matrix form's second column, 1 for none (default: the processors)")
    private Integer threads;

    @Option(
            names = "--python",
            paramLabel = "COMMAND",
            defaultValue = "python3",
            description = "the Python whose PyTorch is timed, if it has one (default: ${DEFAULT-VALUE})")
    private String python;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "target/crosscheck",
            description = "where the files go (default: ${DEFAULT-VALUE})")
    private Path out;

    @CommandLine.Mixin
    private JsonTarget json = new JsonTarget();

    /** What does the timing; a test has no time for it. */
    @FunctionalInterface
    interface Timing {
        BenchReport of(Plan plan, String python, Consumer<String> progress) throws IOException;
    }

    private final Timing timing;

    BenchCommand() {
        this((plan, python, progress) -> new Bench(plan, python, progress).run());
    }

    BenchCommand(Timing timing) {
        this.timing = timing;
    }

    @Override
    public Integer call() throws IOException, InputException {
        Plan plan = plan();
        json.require();
        Targets.requireFolder(out);
        BenchReport report;
        try (ProgressLine progress = new ProgressLine(
                spec.commandLine().getErr(), spec.usageMessage().width())) {
            report = timing.of(plan, python, progress::show);
        }
        PrintWriter writer = spec.commandLine().getOut();
        if (!json.isStandardOutput()) {
            writer.print(BenchTable.render(report));
            writer.flush();
        }
        json.write(report, writer);
        AtomicFiles.write(out.resolve("bench.json"), Json.bytes(report));
        AtomicFiles.write(out.resolve("bench.svg"), BenchChart.svg(report));
        AtomicFiles.write(out.resolve("bench.png"), BenchChart.png(report));
        if (!json.isStandardOutput()) {
            writer.println("Files: " + Main.printable(out.resolve("bench.json").toString()) + ", bench.svg, bench.png");
        }
        return Main.AGREES;
    }

    private Plan plan() throws InputException {
        int processors = Runtime.getRuntime().availableProcessors();
        int most = threads == null ? processors : threads;
        if (most < 1 || most > 1024) {
            throw new InputException("--threads", "1 to 1024", String.valueOf(most));
        }
        Plan plan = quick ? Plan.quick(most) : Plan.full(most);
        if (only == null) {
            return plan;
        }
        Plan chosen = plan.only(only);
        if (chosen.workloads().isEmpty() && !chosen.whole()) {
            throw new InputException("--only", "a part of a name such as 'cnn' or 'B 128'", "'" + only + "'");
        }
        return chosen;
    }
}
