package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.crosscheck.compare.Case;
import org.crosscheck.compare.CaseFiles;
import org.crosscheck.compare.InputException;
import org.crosscheck.compare.grade.Gradescope;
import org.crosscheck.compare.grade.Marker;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.Submission;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Instructor verification: marks and explains what students computed from a case. */
@Command(
        name = "grade",
        mixinStandardHelpOptions = true,
        description = "Marks arrays that students computed from a case, and explains what is wrong with them.",
        footer = {"", "Examples:", "  ./crosscheck grade --case my.npz answers.npz"})
final class GradeCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--case", paramLabel = "FILE", required = true, description = "the case (.npz)")
    private Path file;

    @Option(names = "--rubric", paramLabel = "FILE", description = "points, visibility and what counts (JSON)")
    private Path rubric;

    @Option(names = "--gradescope", paramLabel = "FILE", description = "write Gradescope's results.json")
    private Path gradescope;

    @Parameters(paramLabel = "ANSWERS", arity = "1..*", description = "answers: .npz, folders of .npy, or .json")
    private List<Path> answers;

    @Override
    public Integer call() throws IOException, InputException {
        Case given = CaseFiles.read(file, spec.commandLine().getErr()::println);
        Marker marker = new Marker(given, rubric == null ? Rubric.standard() : Rubric.read(rubric));
        marker.warnings()
                .forEach(warning -> spec.commandLine().getErr().println("warning: " + Main.printable(warning)));
        PrintWriter out = spec.commandLine().getOut();
        boolean agrees = true;
        for (Path answer : answers) {
            Marks marks = marker.mark(Submission.read(answer));
            agrees &= marks.agrees();
            marks.items()
                    .forEach(item -> out.printf(
                            "%-8s %-14s %-16s %s%n",
                            item.question(), item.key(), item.outcome().text(), item.note()));
            if (gradescope != null) {
                Gradescope.write(marks, gradescope);
            }
        }
        return agrees ? Main.AGREES : Main.DISAGREES;
    }
}
