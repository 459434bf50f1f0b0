package org.crosscheck.compare.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.crosscheck.compare.checks.Engines;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.text.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Computes every answer of a case with one engine. */
@Command(
        name = "solve",
        mixinStandardHelpOptions = true,
        description =
                "Computes the answers to a case with one engine, all that it is able to compute, and writes them.",
        footer = {
            "",
            "Engines: reference (matrix form), detailed (the homework's element-wise form), dl4j, samediff, trainer (what"
                    + " demo and bench train with), dl4j-network (DL4J's own training step), oracle (106 bits). The counts and configurations of part 3 are the"
                    + " reference's; dl4j adds its own counts. Of a case with a CNN the trainer answers for the demo's network"
                    + " around it, with sine, under names that begin with sine_.",
            "",
            "Examples:",
            "  ./crosscheck solve --case my.npz --engine dl4j answers.npz",
            "  ./crosscheck solve --case my.npz --engine mine='python3 homework.py' out.npz"
        })
final class SolveCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--case", paramLabel = "FILE", required = true, description = "the case (.npz)")
    private Path file;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "reference",
            description = "which one (default: ${DEFAULT-VALUE}), or NAME='COMMAND', a program of your own")
    private String engine;

    @CommandLine.Mixin
    private ProgramLimits limits = new ProgramLimits();

    @Parameters(paramLabel = "OUT.npz", description = "the file to write")
    private Path out;

    @Override
    public Integer call() throws IOException, InputException {
        boolean isProgram = engine.contains("=");
        if (!isProgram && !Engines.names().contains(engine)) {
            throw new InputException("--engine", "one of " + String.join(" ", Engines.names()), "'" + engine + "'");
        }
        NamedTensors answers;
        try (Programs programs = Programs.of(isProgram ? List.of(engine) : List.of(), limits);
                ProgressLine progress = new ProgressLine(
                        spec.commandLine().getErr(), spec.usageMessage().width())) {
            Case given = given(progress);
            progress.show("computing the answers ...");
            List<List<String>> failures = programs.failures(given);
            failures.forEach(lines -> lines.forEach(progress::say));
            if (!failures.isEmpty()) {
                return Main.DISAGREES;
            }
            answers = isProgram
                    ? programs.engines().get(0).solve(given)
                    : Engines.of(engine).solve(given);
            CaseFiles.write(out, answers);
        }
        for (String key : answers.keys()) {
            spec.commandLine()
                    .getOut()
                    .printf("%-12s %s%n", key, Quantities.text(answers.get(key).shape()));
        }
        return Main.AGREES;
    }

    private Case given(ProgressLine progress) throws IOException, InputException {
        if (Files.exists(out) && Files.exists(file) && Files.isSameFile(out, file)) {
            throw new InputException("OUT.npz", "another than the case", "'" + out + "'");
        }
        Targets.requireFile(out);
        Case given = CaseFiles.read(file, progress::say);
        CaseMemory need = engine.equals("reference") ? CaseMemory.SOLVE : CaseMemory.ENGINE;
        need.require(file.toString(), given.sizes(), "a smaller case");
        return given;
    }
}
