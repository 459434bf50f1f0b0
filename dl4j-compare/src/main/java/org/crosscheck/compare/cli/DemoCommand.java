package org.crosscheck.compare.cli;

import org.crosscheck.compare.demo.learn.Model;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Demo runs: training on MNIST-like digits, and classifying image files with what was learned. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Trains the homework's networks on MNIST, with either engine or with both side by side.",
        subcommands = {DemoTrainCommand.Mlp.class, DemoTrainCommand.Cnn.class, DemoPredictCommand.class},
        footer = {
            "",
            "Examples:",
            "  ./crosscheck demo mlp --quick",
            "  ./crosscheck demo cnn --engine both --resync --epochs 1 --out target/lockstep",
            "  ./crosscheck demo predict digit.png"
        })
final class DemoCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Lets the help of each network tell its own defaults. */
    static void describeDefaults(CommandLine demo) {
        for (Model model : Model.values()) {
            demo.getSubcommands().get(model.word()).getCommandSpec().resourceBundle(DemoOptions.defaults(model));
        }
    }

    @Override
    public void run() {
        throw new Main.MissingCommand(spec.commandLine(), "mlp, cnn or predict is missing");
    }
}
