package org.crosscheck.compare.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.crosscheck.compare.Case;
import org.crosscheck.compare.CaseFactory;
import org.crosscheck.compare.CaseFactory.Plan;
import org.crosscheck.compare.CaseFiles;
import org.crosscheck.compare.InputException;
import org.crosscheck.compare.Schema;
import org.crosscheck.compare.Schema.Group;
import org.crosscheck.compare.Values;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a case from a seed. */
@Command(
        name = "case",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a case: seeded weights and the inputs they run on. The same seed and sizes give the same bytes.",
            "With --d 784 the inputs are MNIST test digits, with --m 10 too their labels are the classes."
        },
        footer = {
            "",
            "Examples:",
            "  ./crosscheck case --seed 7 my.npz",
            "  ./crosscheck case --seed 7 --d 5 --dh 4 --m 3 --n 7 --groups mlp small.npz"
        })
final class CaseCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--d", defaultValue = "784", description = "inputs of the MLP (default: ${DEFAULT-VALUE})")
    private int d;

    @Option(names = "--dh", defaultValue = "128", description = "hidden neurons (default: ${DEFAULT-VALUE})")
    private int dh;

    @Option(names = "--m", defaultValue = "10", description = "classes (default: ${DEFAULT-VALUE})")
    private int m;

    @Option(names = "--n", defaultValue = "8", description = "examples of the MLP (default: ${DEFAULT-VALUE})")
    private int n;

    @Option(names = "--images", defaultValue = "2", description = "images of the CNN (default: ${DEFAULT-VALUE})")
    private int images;

    @Option(
            names = "--groups",
            split = ",",
            defaultValue = "mlp,cnn,functions",
            description = "which arrays: mlp, cnn, functions (default: ${DEFAULT-VALUE})")
    private EnumSet<Group> groups;

    @Parameters(paramLabel = "OUT.npz", description = "the file to write")
    private Path file;

    @Override
    public Integer call() throws IOException, InputException {
        require("--d", d, 1 << 20);
        require("--dh", dh, 1 << 20);
        require("--m", m, 1 << 20);
        require("--n", n, 10_000);
        require("--images", images, 1_000);
        if ((long) dh * d + (long) m * dh + (long) n * (d + dh + m) > 1 << 24) {
            throw new InputException("--d, --dh, --m, --n", "sizes", "at most 2^24 numbers in all", "more");
        }
        if (groups.contains(Group.SHAPES)) {
            throw new InputException("--groups", "group", "mlp, cnn or functions", "shapes");
        }
        Values values = CaseFactory.make(new Plan(seed, d, dh, m, n, images, Set.copyOf(groups)));
        Case made = Case.of(file.toString(), values);
        CaseFiles.write(file, values);
        for (String key : made.values().keys()) {
            spec.commandLine()
                    .getOut()
                    .printf("%-8s %s%n", key, Schema.text(values.get(key).shape()));
        }
        return Main.AGREES;
    }

    private static void require(String option, int value, int most) throws InputException {
        if (!(1 <= value && value <= most)) {
            throw new InputException(option, "value", "1 to " + most, String.valueOf(value));
        }
    }
}
