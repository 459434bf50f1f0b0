package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.crosscheck.compare.answers.AnswerText;
import org.crosscheck.compare.answers.Answers;
import org.crosscheck.compare.answers.HomeworkSheet;
import org.crosscheck.compare.answers.InTheCode;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.checks.KeyEqualities;
import org.crosscheck.compare.checks.Question;
import org.crosscheck.compare.checks.Verification;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.pages.Page;
import org.crosscheck.compare.report.AnswersPage;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Numbers;
import org.crosscheck.datasets.formats.AtomicFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The answer key, on the terminal or as a page. */
@Command(
        name = "answers",
        mixinStandardHelpOptions = true,
        description =
                "Prints the answers, worked out step by step, or writes them as a page with numbers and live checks.",
        footer = {
            "",
            "Examples:",
            "  ./crosscheck answers --question 2g",
            "  ./crosscheck answers --formulas                  all formulas on one page",
            "  ./crosscheck answers --out key.html              the whole key, with numbers",
            "  ./crosscheck answers --blank --out sheet.html    only the questions",
            "  ./crosscheck answers --template homework.tex     the sheet in LaTeX; --lang fr"
        })
final class AnswersCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private AskedQuestions asked = new AskedQuestions();

    @Option(names = "--out", paramLabel = "FILE.html", description = "write a page instead")
    private Path file;

    @Option(names = "--blank", description = "the page without answers: statements, shapes and what is given")
    private boolean blank;

    @Option(
            names = "--template",
            paramLabel = "FILE.tex",
            description =
                    "write the sheet to fill in: every statement with its points and room for an answer, in LaTeX")
    private Path template;

    @CommandLine.Mixin
    private Language language = new Language();

    @Option(names = "--formulas", description = "only the formulas, with shapes and an index of the letters")
    private boolean formulas;

    /** The arrays of a question as files hold them. */
    private static List<String> shapes(Question question) {
        return Quantities.ANSWERS.stream()
                .filter(quantity -> quantity.question().equals(question.id()))
                .map(quantity -> quantity.key() + " " + quantity.shapeText())
                .toList();
    }

    private Page page(List<Question> questions, Case small, ProgressLine progress) {
        if (blank) {
            return AnswersPage.blank(questions, small);
        }
        List<Evidence> evidence = List.of(new Evidence(small));
        return AnswersPage.key(
                questions, QuestionRun.run(Verification.start(questions, evidence), progress, result -> {}), small);
    }

    @Override
    public Integer call() throws IOException, InputException {
        List<Question> questions = asked.require();
        if (blank && file == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--blank needs --out FILE.html");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (template != null) {
            if (file != null || blank || formulas || !asked.ids().isEmpty()) {
                throw new CommandLine.ParameterException(spec.commandLine(), "--template FILE.tex goes alone");
            }
            Targets.requireFile(template);
            AtomicFiles.write(
                    template,
                    HomeworkSheet.latex(language.messages().language()).getBytes(StandardCharsets.UTF_8));
            out.println(Main.printable(template.toString()));
            return Main.AGREES;
        }
        if (file != null) {
            Targets.requireFile(file);
            Case small = CaseFiles.embedded("small");
            try (ProgressLine progress = new ProgressLine(
                    spec.commandLine().getErr(), spec.usageMessage().width())) {
                page(questions, small, progress).write(file);
            }
            out.println(Main.printable(file.toString()));
            return Main.AGREES;
        }
        int width = spec.usageMessage().width();
        boolean bold = spec.commandLine().getColorScheme().ansi().enabled();
        if (formulas) {
            for (Question question : questions) {
                out.printf("%s  %s  [%s]%n", question.id(), question.title(), question.pointsInWords());
                shapes(question).forEach(line -> out.println("    " + line));
                out.println(
                        AnswerText.results(question.answer(), width, bold, KeyEqualities.of(question.id())::checked));
            }
            out.print(AnswerText.render(Answers.letters(), width, bold).replaceFirst("letters  ", ""));
            return Main.AGREES;
        }
        for (Question question : questions) {
            out.printf("%s  [%s]%n%n", question.id(), Numbers.count(question.points(), "point"));
            out.println(AnswerText.render(
                    InTheCode.appendedTo(question.answer()), width, bold, KeyEqualities.of(question.id())::checked));
            out.println(AnswerText.marking(question.answer(), width, bold, KnownMistakes::found));
        }
        return Main.AGREES;
    }
}
