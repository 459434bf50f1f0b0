package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.Work;
import org.crosscheck.compare.grade.gradescope.Gradescope;
import org.crosscheck.compare.marking.Decisions;
import org.crosscheck.compare.marking.WrittenMarker;
import org.crosscheck.compare.sheet.HandedIn;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Printable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Instructor verification: marks and explains what students computed from a case. */
@Command(
        name = "grade",
        mixinStandardHelpOptions = true,
        description = {
            "Marks homeworks in LaTeX (.tex, see answers --template) question by question: what was understood, whether it"
                    + " is true and in the form asked for, the first false step, the points of its parts. A folder or .zip"
                    + " may hold a .tex with the files that it inputs.",
            "Marks arrays that students computed from a case, too: each within derived rounding bounds, those of float32 where"
                    + " the work is in float32. Says where an error entered, gives points for what was computed correctly"
                    + " from a wrong array, and names the mistake where one explains it.",
            "Each of ANSWERS is one submission: an .npz, a .json, or a folder or .zip that holds one of these or .npy files."
                    + " Only data is read."
        },
        footer = {
            "",
            "With --out: grades.csv, feedback/NAME.md for each student, cohort.html, and marks.jsonl, from which --resume"
                    + " goes on.",
            "Exit: 0 all that counts is right, 1 something is not, 2 bad usage or case, or a named file is missing.",
            "",
            "Examples:",
            "  ./crosscheck grade homework.tex",
            "  ./crosscheck grade --all-in homeworks --out marked    with marking.html",
            "  ./crosscheck grade --case my.npz answers.npz",
            "  ./crosscheck grade --case my.npz answers.npz --gradescope results.json",
            "  ./crosscheck grade --case my.npz --all-in submissions --out graded",
            "  ./crosscheck grade --case cases --all-in submissions --out graded",
            "      a case for each submission: cases/NAME.npz for NAME"
        })
final class GradeCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--case",
            paramLabel = "FILE",
            description = "the case of arrays (.npz), or a folder with a case NAME.npz for each submission NAME")
    private Path file;

    @Parameters(paramLabel = "ANSWERS", arity = "0..*", description = "submissions")
    private List<Path> answers = new ArrayList<>();

    @Option(
            names = "--all-in",
            paramLabel = "DIR",
            description = "every .tex, .npz, .json, .zip and folder in DIR is a submission")
    private Path folder;

    @Option(
            names = "--rubric",
            paramLabel = "FILE",
            description = "points, visibility and what counts (JSON; default: the homework's, see --print-rubric)")
    private Path rubricFile;

    @Option(names = "--print-rubric", description = "print the homework's rubric, for editing, and exit", help = true)
    private boolean printRubric;

    @Option(names = "--out", paramLabel = "DIR", description = "write grades, feedback and the cohort's page there")
    private Path out;

    @Option(names = "--resume", description = "keep the marks that are already in DIR")
    private boolean resume;

    @Option(
            names = "--gradescope",
            paramLabel = "FILE",
            description = "write Gradescope's results.json, of one submission")
    private Path gradescope;

    @CommandLine.Mixin
    private JsonTarget json = new JsonTarget();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "submissions at a time (default: ${DEFAULT-VALUE})")
    private int threads;

    @Option(
            names = "--decisions",
            paramLabel = "FILE",
            description =
                    "apply these decisions on groups of answers (decisions.csv of DIR or of its marking.html) and keep"
                            + " them in DIR; without submissions to the marks that are in DIR")
    private Path decisionsFile;

    @Option(
            names = "--serve",
            description =
                    "serve marking.html on this machine alone, take the decisions made there, and end when it is finished")
    private boolean serve;

    @CommandLine.Mixin
    private Language language = new Language();

    private ProgressLine progress;

    private GivenSubmissions given;

    @Override
    public Integer call() throws IOException, InputException {
        PrintWriter writer = spec.commandLine().getOut();
        if (printRubric) {
            writer.print(Rubric.standardText());
            writer.flush();
            return Main.AGREES;
        }
        try (ProgressLine line = new ProgressLine(
                spec.commandLine().getErr(), spec.usageMessage().width())) {
            progress = line;
            return mark(writer);
        }
    }

    private int mark(PrintWriter writer) throws IOException, InputException {
        Decisions decisions = decisionsFile == null ? Decisions.NONE : Decisions.read(decisionsFile);
        if ((serve || decisionsFile != null) && out == null) {
            throw new ParameterException(spec.commandLine(), "--decisions and --serve need --out DIR");
        }
        if ((serve || decisionsFile != null) && answers.isEmpty() && folder == null) {
            json.require();
            OutLock lock = OutLock.take(out);
            try {
                return written(decisions).again(out);
            } finally {
                lock.close();
            }
        }
        given = new GivenSubmissions(spec, progress);
        List<Path> paths = given.paths(answers, folder);
        boolean any = paths.stream().anyMatch(path -> HandedIn.of(path).formulas());
        boolean alone = any && file == null; // whatever may be a homework is one, and told of if it cannot be read
        List<Work> formulas = given.works(
                paths.stream().filter(path -> HandedIn.of(path).formulas() || (alone && !HandedIn.isArray(path))));
        List<Work> works = given.works(
                paths.stream().filter(path -> !alone && HandedIn.of(path).arrays()));
        if (alone) {
            paths.stream()
                    .filter(HandedIn::isArray)
                    .forEach(path -> progress.say("skipped, arrays without --case: " + path.getFileName()));
        }
        check(works.isEmpty() ? formulas : works);
        if (!works.isEmpty() && file == null) {
            throw new ParameterException(
                    spec.commandLine(), "--case FILE is needed, from which the arrays were computed");
        }
        if (out == null) {
            return formulas.isEmpty() ? mark(works, writer) : markFormulas(formulas, works, decisions);
        }
        OutLock lock = OutLock.take(Files.createDirectories(out));
        try {
            return formulas.isEmpty() ? mark(works, writer) : markFormulas(formulas, works, decisions);
        } finally {
            lock.close();
        }
    }

    /** Homeworks in LaTeX, and the arrays that were handed in with some of them. */
    private int markFormulas(List<Work> formulas, List<Work> works, Decisions decisions)
            throws IOException, InputException {
        if (gradescope != null) {
            throw new ParameterException(spec.commandLine(), "--gradescope is for arrays; see gradescope --written");
        }
        Rubric rubric = rubricFile == null ? Rubric.standard() : Rubric.read(rubricFile);
        Map<String, Marks> arrays = new LinkedHashMap<>();
        if (!works.isEmpty()) {
            Path within = out == null ? null : Files.createDirectories(out.resolve("arrays"));
            GradeArrays marking = new GradeArrays(file, rubric, threads, resume, within, progress);
            for (Marks marks : marking.all(works)) {
                arrays.put(marks.name(), marks);
            }
            if (within != null) {
                marking.write(List.copyOf(arrays.values()));
            }
        }
        GradeWritten written = written(decisions);
        return out == null
                ? written.print(formulas, arrays)
                : written.write(formulas, arrays, out, GradeArrays.markedBy(file, rubric), resume);
    }

    private GradeWritten written(Decisions decisions) throws IOException, InputException {
        Rubric rubric = rubricFile == null ? Rubric.standard() : Rubric.read(rubricFile);
        return new GradeWritten(spec, new WrittenMarker(rubric), language.messages(), json, threads, decisions, serve);
    }

    private int mark(List<Work> works, PrintWriter writer) throws IOException, InputException {
        Rubric rubric = rubricFile == null ? Rubric.standard() : Rubric.read(rubricFile);
        GradeArrays marking = new GradeArrays(file, rubric, threads, resume, out, progress);
        List<Marks> all = out == null && works.size() == 1 ? List.of(marking.one(works.get(0))) : marking.all(works);
        if (gradescope != null) {
            Gradescope.write(all.get(0), gradescope);
        }
        // Before waiting for the warnings, which are found out meanwhile.
        GradeTable table =
                new GradeTable(spec.usageMessage().width(), spec.commandLine().getColorScheme());
        String text = all.size() == 1 ? table.one(all.get(0)) : table.many(all);
        List<String> blind = marking.blind();
        if (!blind.isEmpty()) {
            progress.say(
                    "warning: the case cannot tell these mistakes from right answers: " + String.join(", ", blind));
        }
        if (!json.isStandardOutput()) {
            writer.print(text);
            writer.flush();
        }
        // After the table: whatever becomes of the files, that is known.
        json.write(all, writer);
        if (out != null) {
            marking.write(all);
            if (!json.isStandardOutput()) {
                writer.println("Written: " + Printable.text(out.toString()) + ": grades.csv, feedback, cohort.html");
            }
        }
        writer.flush();
        if (given.isMissing() || all.stream().allMatch(marks -> marks.items().isEmpty())) {
            return Main.BAD_INPUT; // nobody has a case that could be read
        }
        return all.stream().allMatch(Marks::agrees) ? Main.AGREES : Main.DISAGREES;
    }

    private void check(List<Work> works) throws IOException, InputException {
        if (threads < 1 || threads > 64) {
            throw new InputException("--threads", "1 to 64", String.valueOf(threads));
        }
        if (gradescope != null && works.size() > 1) {
            throw new InputException("--gradescope", "one submission", String.valueOf(works.size()));
        }
        if (resume && out == null) {
            throw new ParameterException(spec.commandLine(), "--resume needs --out: the folder of the run to continue");
        }
        if (gradescope != null) {
            Targets.requireFile(gradescope);
        }
        json.require();
        if (out != null) {
            Targets.requireFolder(out);
        }
    }
}
