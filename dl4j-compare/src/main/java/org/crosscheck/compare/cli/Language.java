package org.crosscheck.compare.cli;

import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Messages;
import picocli.CommandLine.Option;

/** The option for the language of what students read. */
final class Language {

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            description = "the language of what students read: en or fr (default: ${DEFAULT-VALUE})")
    private String name;

    /** The messages in the language; throws {@link InputException} if there are none. */
    Messages messages() throws InputException {
        if (!Messages.LANGUAGES.contains(name)) {
            throw new InputException("--lang", "one of " + String.join(", ", Messages.LANGUAGES), name);
        }
        return Messages.of(name);
    }
}
