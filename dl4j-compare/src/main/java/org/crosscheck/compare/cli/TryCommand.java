package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.crosscheck.compare.campaign.RandomCases;
import org.crosscheck.compare.campaign.RandomCases.Rung;
import org.crosscheck.compare.campaign.Trial;
import org.crosscheck.compare.campaign.Trial.Result;
import org.crosscheck.compare.grade.Mark;
import org.crosscheck.compare.grade.Outcome;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.programs.Program;
import org.crosscheck.compare.programs.ProgramEngine;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.text.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A student's program on seeded cases, with the first wrong line explained on the smallest case that shows it. */
@Command(
        name = "try",
        mixinStandardHelpOptions = true,
        description = {
            "Runs your program on cases from easy to nasty, and marks its answers as a homework is marked. Where they are"
                    + " wrong, explains the first wrong array on the smallest case found that shows it, and writes that case.",
            "The program is run with two more arguments, the names of a case (.npz) and of the answers to write (.npz);"
                    + " {case} and {answers} in the command put them elsewhere. With {stay} it is started once and reads the two"
                    + " names from a line of its input for each case. See docs/engines.md."
        },
        footer = {
            "",
            "Exit: 0 all answers agree, 1 something does not, 2 bad usage.",
            "",
            "Examples:",
            "  ./crosscheck try -- python3 homework.py",
            "  ./crosscheck try --question 2a,2b -- python3 homework.py",
            "  ./crosscheck try --cases 500 -- python3 homework.py {stay}"
        })
final class TryCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "the program and its arguments, after --")
    private List<String> command;

    @Option(
            names = "--cases",
            paramLabel = "N",
            defaultValue = "20",
            description = "how many cases (default: ${DEFAULT-VALUE})")
    private int cases;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "the same seed makes the same cases (default: ${DEFAULT-VALUE})")
    private long seed;

    @CommandLine.Mixin
    private AskedQuestions asked = new AskedQuestions();

    @Option(names = "--case", paramLabel = "FILE", description = "a case (.npz) instead of those")
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "target/crosscheck",
            description = "where a failing case goes (default: ${DEFAULT-VALUE})")
    private Path out;

    @CommandLine.Mixin
    private ProgramLimits limits = new ProgramLimits();

    private Trial trial;

    /** Whether some answers were in float32. */
    private boolean single;

    @Override
    public Integer call() throws IOException, InputException {
        asked.require();
        if (cases < 1) {
            throw new InputException("--cases", "at least 1", String.valueOf(cases));
        }
        Rubric rubric = Rubric.standard().only(asked.ids());
        if (rubric.questions().stream().allMatch(part -> part.items().isEmpty())) {
            throw new InputException("--question", "a question that asks for arrays", String.join(",", asked.ids()));
        }
        Case given =
                file == null ? null : CaseFiles.read(file, spec.commandLine().getErr()::println);
        Program program = Program.of("your program", command, limits.limits());
        try (ProgramEngine engine = new ProgramEngine(program)) {
            trial = new Trial(engine, rubric);
            Optional<Result> failing = given == null ? climb() : one(given);
            if (single) {
                spec.commandLine().getOut().println("The answers are in float32, and are held to what float32 can do.");
            }
            if (failing.isEmpty()) {
                return Main.AGREES;
            }
            explain(failing.get());
            return Main.DISAGREES;
        }
    }

    private Optional<Result> one(Case given) {
        Result result = trial.on(given);
        single = result.answered().precision() == Precision.SINGLE;
        spec.commandLine().getOut().println(row(given.name(), 1, result.agrees() ? List.of() : List.of(result)));
        return result.agrees() ? Optional.empty() : Optional.of(result);
    }

    /** All rungs, a row of the table for each; the first result that does not agree. */
    private Optional<Result> climb() {
        PrintWriter writer = spec.commandLine().getOut();
        Rung[] rungs = Rung.values();
        Optional<Result> first = Optional.empty();
        int done = 0;
        try (ProgressLine progress = new ProgressLine(
                spec.commandLine().getErr(), spec.usageMessage().width())) {
            for (int i = 0; i < rungs.length; i++) {
                Rung rung = rungs[i];
                int count = cases / rungs.length + (i < cases % rungs.length ? 1 : 0);
                List<Result> failing = new ArrayList<>();
                for (int number = 0; number < count; number++) {
                    progress.bar("trying", done, cases, ", " + rung.text());
                    Result result = trial.on(RandomCases.of(seed, rung, number));
                    single |= result.answered().precision() == Precision.SINGLE;
                    if (!result.agrees()) {
                        failing.add(result);
                    }
                    done++;
                }
                progress.clear();
                if (count > 0) {
                    writer.println(row(rung.text(), count, failing));
                    writer.flush();
                }
                first = first.or(() -> failing.stream().findFirst());
                if (failing.stream().anyMatch(result -> result.answered().isLate())) {
                    writer.println("No more cases are tried, since each would take as long.");
                    return first;
                }
            }
        }
        return first;
    }

    private String row(String what, int count, List<Result> failing) {
        String verdict = failing.isEmpty() ? "@|green agree|@" : "@|bold,red DISAGREE|@" + at(failing.get(0));
        return spec.commandLine()
                .getColorScheme()
                .ansi()
                .string(String.format(
                        Locale.ROOT, "%-28s %5d of %-5d %s", what, count - failing.size(), count, verdict));
    }

    private static String at(Result failing) {
        return failing.answered().problem() != null
                ? ": it failed"
                : failing.first()
                        .map(mark -> " at " + mark.key() + " (" + mark.question() + "): "
                                + mark.outcome().text())
                        .orElse("");
    }

    /** The first error of a result on the smallest case that shows it, and how to see it again. */
    private void explain(Result failing) throws IOException {
        PrintWriter writer = spec.commandLine().getOut();
        writer.println();
        Result small = failing.answered().isLate() ? failing : trial.shrink(failing);
        if (small.answered().problem() != null) {
            small.answered().lines("your program").forEach(writer::println);
        } else {
            GradeTable table = new GradeTable(
                    spec.usageMessage().width(), spec.commandLine().getColorScheme());
            small.first().ifPresent(mark -> writer.print(table.explained(mark)));
            small.marks().notes().forEach(note -> writer.println(Main.printable(note)));
            String missing = failing.marks().items().stream()
                    .filter(item -> item.counts() && item.outcome() == Outcome.MISSING)
                    .map(Mark::key)
                    .collect(Collectors.joining(", "));
            if (!missing.isEmpty()) {
                writer.println("Not answered: " + missing + ".");
            }
        }
        boolean isThatFile =
                file != null && small.given().sizes().equals(failing.given().sizes());
        Path saved = isThatFile ? file : save(small);
        List<Object> replay = new ArrayList<>(List.of("try", "--case", saved));
        if (!asked.ids().isEmpty()) {
            replay.addAll(List.of("--question", String.join(",", asked.ids())));
        }
        replay.add("--");
        replay.addAll(command);
        writer.println("Smallest case found (" + sizes(small.given()) + "), to replay:");
        writer.println("  " + Invocation.of(replay.toArray()));
    }

    private Path save(Result small) throws IOException {
        Targets.requireFolder(out);
        String what = small.answered().problem() != null
                ? "run"
                : small.first().map(Mark::key).orElse("case");
        Path saved = out.resolve("failing-" + what + ".npz");
        CaseFiles.write(saved, small.given().values());
        return saved;
    }

    private static String sizes(Case given) {
        return given.sizes().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(size -> size.getKey() + " " + size.getValue())
                .collect(Collectors.joining(", "));
    }
}
