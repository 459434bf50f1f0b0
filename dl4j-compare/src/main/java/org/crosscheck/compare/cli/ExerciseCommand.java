package org.crosscheck.compare.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.crosscheck.compare.report.Exercise;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.formats.AtomicFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a sheet of backward passes with planted mistakes, and its key. */
@Command(
        name = "exercise",
        mixinStandardHelpOptions = true,
        description =
                "Writes an exercise in LaTeX: backward passes that hold one known mistake each, to be found and named, and"
                        + " the key. The same seed gives the same bytes.",
        footer = {"", "Example:", "  ./crosscheck exercise --seed 7 passes      passes/sheet.tex, passes/key.tex"})
final class ExerciseCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--seed", paramLabel = "S", required = true, description = "which mistakes are planted")
    private long seed;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "8",
            description = "how many backward passes, 1 to " + Exercise.MOST + " (default: ${DEFAULT-VALUE})")
    private int count;

    @CommandLine.Mixin
    private Language language = new Language();

    @Parameters(paramLabel = "OUT", description = "the folder to write to")
    private Path out;

    @Override
    public Integer call() throws IOException, InputException {
        if (count < 1 || count > Exercise.MOST) {
            throw new InputException("--count", "1 to " + Exercise.MOST, String.valueOf(count));
        }
        Targets.requireFolder(out);
        Exercise exercise = Exercise.of(seed, count, language.messages());
        AtomicFiles.write(out.resolve("sheet.tex"), exercise.sheet().getBytes(StandardCharsets.UTF_8));
        AtomicFiles.write(out.resolve("key.tex"), exercise.key().getBytes(StandardCharsets.UTF_8));
        spec.commandLine().getOut().println(Main.printable(out.resolve("sheet.tex") + ", " + out.resolve("key.tex")));
        return Main.AGREES;
    }
}
