package org.crosscheck.compare.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.crosscheck.compare.cluster.Cluster;
import org.crosscheck.compare.grade.Batch;
import org.crosscheck.compare.grade.Gradebook;
import org.crosscheck.compare.grade.Marker;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.MarksLog;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.Work;
import org.crosscheck.compare.grade.gradescope.Gradescope;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.marking.Decisions;
import org.crosscheck.compare.marking.WrittenMarker;
import org.crosscheck.compare.report.Cohort;
import org.crosscheck.compare.sheet.HandedIn;
import org.crosscheck.compare.text.BuildInfo;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Printable;
import org.crosscheck.datasets.formats.Npz;
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

    /** Whether a file that was named is not there. */
    private boolean isMissing;

    /** The mistakes that the case is blind to, found out while submissions are marked. */
    private CompletableFuture<List<String>> blind = CompletableFuture.completedFuture(List.of());

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
        List<Path> paths = paths();
        boolean any = paths.stream().anyMatch(path -> HandedIn.of(path).formulas());
        boolean alone = any && file == null; // whatever may be a homework is one, and told of if it cannot be read
        List<Work> formulas = works(
                paths.stream().filter(path -> HandedIn.of(path).formulas() || (alone && !HandedIn.isArray(path))));
        List<Work> works =
                works(paths.stream().filter(path -> !alone && HandedIn.of(path).arrays()));
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
            Path whole = out;
            out = whole == null ? null : Files.createDirectories(whole.resolve("arrays"));
            for (Marks marks : batch(works, markers(rubric), rubric)) {
                arrays.put(marks.name(), marks);
            }
            if (out != null) {
                write(List.copyOf(arrays.values()));
            }
            out = whole;
        }
        GradeWritten written = written(decisions);
        return out == null
                ? written.print(formulas, arrays)
                : written.write(formulas, arrays, out, markedBy(rubric), resume);
    }

    private GradeWritten written(Decisions decisions) throws IOException, InputException {
        Rubric rubric = rubricFile == null ? Rubric.standard() : Rubric.read(rubricFile);
        return new GradeWritten(spec, new WrittenMarker(rubric), language.messages(), json, threads, decisions, serve);
    }

    private int mark(List<Work> works, PrintWriter writer) throws IOException, InputException {
        Rubric rubric = rubricFile == null ? Rubric.standard() : Rubric.read(rubricFile);
        Batch.Markers markers = markers(rubric);
        List<Marks> all = out == null && works.size() == 1
                ? List.of(one(works.get(0), markers.of(works.get(0))))
                : batch(works, markers, rubric);
        if (gradescope != null) {
            Gradescope.write(all.get(0), gradescope);
        }
        // Before waiting for the warnings, which are found out meanwhile.
        GradeTable table =
                new GradeTable(spec.usageMessage().width(), spec.commandLine().getColorScheme());
        String text = all.size() == 1 ? table.one(all.get(0)) : table.many(all);
        if (!blind.join().isEmpty()) {
            progress.say("warning: the case cannot tell these mistakes from right answers: "
                    + String.join(", ", blind.join()));
        }
        if (!json.isStandardOutput()) {
            writer.print(text);
            writer.flush();
        }
        // After the table: whatever becomes of the files, that is known.
        json.write(all, writer);
        if (out != null) {
            write(all);
            if (!json.isStandardOutput()) {
                writer.println("Written: " + Printable.text(out.toString()) + ": grades.csv, feedback, cohort.html");
            }
        }
        writer.flush();
        if (isMissing || all.stream().allMatch(marks -> marks.items().isEmpty())) {
            return Main.BAD_INPUT; // nobody has a case that could be read
        }
        return all.stream().allMatch(Marks::agrees) ? Main.AGREES : Main.DISAGREES;
    }

    private static Marks one(Work work, Marker marker) {
        return Batch.mark(work, ignored -> marker);
    }

    private List<Path> paths() throws IOException, InputException {
        List<Path> paths = new ArrayList<>();
        for (Path named : answers) {
            if (Files.exists(named, LinkOption.NOFOLLOW_LINKS)) {
                paths.add(named);
            } else if (answers.size() == 1 && folder == null) {
                throw new InputException(named.toString(), "ANSWERS", "a file or folder", "nothing with this name");
            } else {
                isMissing = true;
                progress.say("crosscheck: " + named + ": nothing with this name");
            }
        }
        if (folder != null) {
            List<Path> inside;
            try (Stream<Path> entries = Files.list(folder)) {
                inside = entries.filter(path -> !path.getFileName().toString().startsWith("."))
                        .sorted()
                        .toList();
            }
            List<String> skipped = new ArrayList<>();
            inside.forEach(path -> {
                if (isSubmission(path)) {
                    paths.add(path);
                } else {
                    skipped.add(path.getFileName().toString());
                }
            });
            if (!skipped.isEmpty()) {
                progress.say("skipped, no submission: " + String.join(", ", skipped));
            }
        }
        if (paths.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no submission is given: name files, or --all-in DIR");
        }
        return paths;
    }

    private List<Work> works(Stream<Path> paths) throws InputException {
        List<Work> works = Work.of(paths.toList());
        works.stream()
                .filter(Work::isRenamed)
                .forEach(work -> progress.say("note: " + work.file() + " is called " + work.name()
                        + " here: another submission would have the same name"));
        return works;
    }

    /** Folders, and files of the kinds that answers come in; not what systems add on their own. */
    private static boolean isSubmission(Path path) {
        String name = path.getFileName().toString();
        return !Npz.isDebris(name)
                && (Files.isDirectory(path) || name.toLowerCase(Locale.ROOT).matches(".*\\.(npz|json|zip|tex)"));
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

    /** One marker for all, or for each submission the marker of its own case. */
    private Batch.Markers markers(Rubric rubric) throws IOException, InputException {
        CaseMarkers markers = new CaseMarkers(file, rubric, threads, progress::say);
        if (markers.several()) {
            return markers::own;
        }
        Marker marker = markers.one();
        blind = CompletableFuture.supplyAsync(marker::blind);
        return work -> marker;
    }

    private List<Marks> batch(List<Work> works, Batch.Markers markers, Rubric rubric)
            throws IOException, InputException {
        AtomicInteger marked = new AtomicInteger();
        progress.bar("marking", 0, works.size(), " submissions");
        Runnable one = () -> progress.bar("marking", marked.incrementAndGet(), works.size(), " submissions");
        if (out == null) {
            List<Marks> all = new ArrayList<>();
            for (Work work : works) {
                all.add(Batch.mark(work, markers));
                one.run();
            }
            progress.clear();
            return all;
        }
        try (MarksLog<Marks> journal =
                MarksLog.open(out.resolve("marks.jsonl"), Marks.class, markedBy(rubric), resume)) {
            Optional<Cluster> found = Cluster.find();
            if (found.isEmpty()) {
                return Batch.mark(works, markers, threads, journal, one);
            }
            try (Cluster cluster = found.get()) {
                return Batch.elsewhere(
                        works, (left, marks) -> sum(left, rubric).on(cluster, Marks.class, marks), journal, one);
            }
        } finally {
            progress.clear();
        }
    }

    private MarkingSum<Marks> sum(List<Work> works, Rubric rubric) throws IOException, InputException {
        return Files.isDirectory(file)
                ? new MarkingSum.OwnCases(works, file, rubric, threads)
                : new MarkingSum.OneCase(works, CaseFiles.read(file, note -> {}), rubric);
    }

    private void write(List<Marks> all) throws IOException {
        Path feedback = Files.createDirectories(out.resolve("feedback"));
        for (Marks marks : all) {
            Gradebook.writeFeedback(marks, feedback.resolve(marks.name() + ".md"));
        }
        Gradebook.writeCsv(all, out.resolve("grades.csv"));
        Cohort.page(all).write(out.resolve("cohort.html"));
    }

    /** A digest of the case and of what else marks depend on. */
    private String markedBy(Rubric rubric) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> cases = file == null ? new ArrayList<>() : new ArrayList<>(List.of(file));
            if (file != null && Files.isDirectory(file)) {
                try (Stream<Path> entries = Files.list(file)) {
                    cases = entries.filter(Files::isRegularFile).sorted().toList();
                }
            }
            for (Path path : cases) {
                digest.update(path.getFileName().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(path));
            }
            digest.update(JsonMapper.builder().build().writeValueAsBytes(rubric));
            return BuildInfo.version() + " " + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
