package org.crosscheck.compare.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.crosscheck.compare.answers.AnswerText;
import org.crosscheck.compare.answers.Answers;
import org.crosscheck.compare.latex.FormulaText;
import org.crosscheck.compare.latex.Printer;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.compare.text.Translation;
import org.crosscheck.compare.written.AnswerJudge;
import org.crosscheck.compare.written.AnswerVerdict;
import org.crosscheck.compare.written.WrittenBatch;
import org.crosscheck.datasets.formats.AtomicFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges answers that are written in LaTeX: one on the command line, or a batch. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Judges a written answer: reads its formulas, finds out their dimensions, runs them, and says what"
                        + " is true, what is not and at which values.",
        footer = {
            "",
            "Examples:",
            "  ./crosscheck check --question 2b 'o^a = W^{(2)} h^s + b^{(2)}'",
            "  ./crosscheck check --batch answers.jsonl --out verdicts.jsonl",
            "",
            "A line of a batch: {\"id\": \"a1\", \"question\": \"2m\", \"latex\": \"...\"}",
            "Exit: 0 right (or a batch completed), 1 wrong, true in another form, or incomplete, 2 not understood or bad input, 3 own fault."
        })
final class CheckCommand implements Callable<Integer> {

    private static final long LARGEST = 256L << 20;

    private static final Map<String, String> COLOURS =
            Map.of("right", "green", "form", "yellow", "incomplete", "yellow", "wrong", "red", "unclear", "magenta");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "LATEX", description = "the answer; - reads it from standard input")
    private String latex;

    @Option(names = "--question", paramLabel = "ID", description = "which question it answers, such as 2g")
    private String question;

    @Option(names = "--batch", paramLabel = "FILE", description = "many answers, one JSON object a line")
    private Path batch;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where the verdicts of a batch go, one JSON object a line")
    private Path out;

    @Option(names = "--json", description = "the verdict of a single answer as JSON")
    private boolean json;

    @CommandLine.Mixin
    private Language language = new Language();

    @Option(
            names = "--solution",
            description = "of a wrong answer print the formula with the one change that makes it true; the answer key's"
                    + " answer where no single change does")
    private boolean solution;

    @Override
    public Integer call() throws IOException, InputException {
        if (batch != null) {
            return batch();
        }
        if (question == null || latex == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--question ID and an answer are needed, or --batch FILE --out FILE");
        }
        if (!AnswerJudge.questions().contains(question)) {
            throw new InputException(
                    "--question", "id", "one of " + String.join(" ", AnswerJudge.questions()), "'" + question + "'");
        }
        Messages messages = language.messages();
        String answer = latex.equals("-") ? standardInput() : latex;
        AnswerVerdict verdict = new AnswerJudge().judge(question, answer);
        PrintWriter writer = spec.commandLine().getOut();
        if (json) {
            writer.println(WrittenBatch.json(null, verdict));
        } else {
            print(verdict, answer, messages, writer);
        }
        if (verdict.isOwnFault()) {
            return Main.OWN_FAULT;
        }
        return switch (verdict.verdict()) {
            case "right" -> Main.AGREES;
            case "unclear" -> Main.BAD_INPUT;
            default -> Main.DISAGREES;
        };
    }

    private static String standardInput() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(Main.input().readNBytes(2 << 20));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Integer batch() throws IOException, InputException {
        if (out == null || question != null || latex != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--batch FILE goes with --out FILE alone");
        }
        Targets.requireFile(out);
        if (Files.size(batch) > LARGEST) {
            throw new InputException(batch.toString(), "size", "at most 256 MiB", Files.size(batch) + " bytes");
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(batch, StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (MalformedInputException e) {
            throw new InputException(batch.toString(), "text", "UTF-8", "bytes that are none");
        }
        List<String> verdicts = WrittenBatch.judge(lines);
        AtomicFiles.write(out, (String.join("\n", verdicts) + "\n").getBytes(StandardCharsets.UTF_8));
        Map<String, Long> count = verdicts.stream()
                .collect(Collectors.groupingBy(CheckCommand::verdict, java.util.TreeMap::new, Collectors.counting()));
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%d answers: %s%n",
                        verdicts.size(),
                        count.toString().replaceAll("[{}]", "").replace("=", " "));
        long faults = verdicts.stream()
                .filter(line -> line.contains("\"findings\":[\"" + AnswerVerdict.OWN_FAULT + "\"]"))
                .count();
        if (faults > 0) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            Locale.ROOT,
                            "crosscheck: %d could not be judged for a fault of its own; their lines keep the answer%n",
                            faults);
            return Main.OWN_FAULT;
        }
        return Main.AGREES;
    }

    private static String verdict(String line) {
        return List.of("right", "form", "wrong", "incomplete", "unclear").stream()
                .filter(verdict -> line.contains("\"verdict\":\"" + verdict + "\""))
                .findFirst()
                .orElseThrow();
    }

    private void print(AnswerVerdict verdict, String answer, Messages messages, PrintWriter writer) {
        int width = spec.usageMessage().width();
        String word = Ansi.AUTO.string("@|bold," + COLOURS.get(verdict.verdict()) + " " + verdict.verdict() + "|@");
        writer.println(question + "  " + word);
        if (!verdict.normal().isEmpty()) {
            writer.println("Understood:");
            for (String line : understood(verdict.normal(), width)) {
                writer.println("    " + Main.printable(line));
            }
        }
        if (verdict.at() >= 0) {
            caret(answer, verdict.at(), writer);
        }
        if (!verdict.message().isEmpty()) {
            writer.print(wrapped(Translation.into(messages.language()).of(verdict.message()), width));
        }
        if (verdict.parts().size() > 1) {
            String parts = verdict.parts().entrySet().stream()
                    .map(part -> part.getKey() + " " + part.getValue())
                    .collect(Collectors.joining(", "));
            writer.print(wrapped("Parts: " + parts, width));
        }
        if (!verdict.findings().isEmpty()) {
            writer.print(wrapped("Findings: " + String.join(", ", verdict.findings()), width));
        }
        if (solution && !verdict.verdict().equals("right")) {
            solution(verdict, writer);
        }
    }

    /** The answer with the one change that makes it true; the key's where there is no such change. */
    private void solution(AnswerVerdict verdict, PrintWriter writer) {
        int width = spec.usageMessage().width();
        String corrected = verdict.correction().get();
        writer.println();
        if (corrected.isEmpty()) {
            writer.println(AnswerText.render(Answers.of(question), width));
            return;
        }
        writer.println("With one change it is true:");
        for (String line : understood(corrected, width)) {
            writer.println("    " + Main.printable(line));
        }
    }

    private static String wrapped(String text, int width) {
        return Wrapping.text(Ansi.OFF.text(Wrapping.harmless(text)), width, 0);
    }

    private static List<String> understood(String normal, int width) {
        List<String> lines = new java.util.ArrayList<>();
        for (String statement : normal.split(", \\\\quad ", -1)) {
            lines.addAll(FormulaText.display(Printer.layout(statement), width - 4));
        }
        return lines;
    }

    /** The line of the answer with the place under a caret. */
    private static void caret(String answer, int at, PrintWriter writer) {
        int place = Math.min(at, answer.length());
        int start = answer.lastIndexOf('\n', Math.max(0, place - 1)) + 1;
        int end = answer.indexOf('\n', place);
        String line = answer.substring(start, end < 0 ? answer.length() : end);
        int column = place - start;
        int from = Math.max(0, column - 60);
        String shown = line.substring(from, Math.min(line.length(), from + 76)).replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        writer.println("    " + shown);
        writer.println("    " + " ".repeat(column - from) + "^");
    }
}
