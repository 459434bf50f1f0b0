package org.crosscheck.compare.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.crosscheck.compare.Catalogue;
import org.crosscheck.compare.InputException;
import org.crosscheck.compare.Question;
import org.crosscheck.compare.answers.AnswerText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The answer key on the terminal. */
@Command(
        name = "answers",
        mixinStandardHelpOptions = true,
        description = "Prints the answers, worked out step by step.",
        footer = {"", "Example:", "  ./crosscheck answers --question 2g"})
final class AnswersCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--question", paramLabel = "ID", description = "only this question, such as 2g")
    private String id;

    @Override
    public Integer call() throws InputException {
        List<Question> questions = id == null ? Catalogue.QUESTIONS : List.of(Catalogue.require(id));
        PrintWriter out = spec.commandLine().getOut();
        for (Question question : questions) {
            out.printf("%s  [%d point%s]%n%n", question.id(), question.points(), question.points() == 1 ? "" : "s");
            out.println(AnswerText.render(question.answer(), spec.usageMessage().width()));
        }
        return Main.AGREES;
    }
}
