package org.crosscheck.compare.cli;

import java.util.List;
import org.crosscheck.compare.checks.Catalogue;
import org.crosscheck.compare.checks.Question;
import org.crosscheck.compare.text.InputException;
import picocli.CommandLine.Option;

/** The option {@code --question}: some of the homework's questions, or all of them if it is not given. */
final class AskedQuestions {

    @Option(
            names = "--question",
            paramLabel = "ID",
            split = ",",
            hideParamSyntax = true,
            description = "only this question, or these, such as 2g or 2g,2h")
    private List<String> ids = List.of();

    /** The ids as they were given, none for all. */
    List<String> ids() {
        return ids;
    }

    List<Question> require() throws InputException {
        return Catalogue.require(ids);
    }
}
