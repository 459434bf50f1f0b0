package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crosscheck.compare.text.BuildInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

    private static final Locale BEFORE = Locale.getDefault();

    @TempDir
    private Path folder;

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(BEFORE);
    }

    static Stream<String> commands() {
        return Main.commandLine(new Main()).getSubcommands().keySet().stream();
    }

    /** Only the command that is named is made known, which must not show. */
    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsTheSameAloneAsAmongAll(String command) {
        CommandLine alone = Main.commandLine(new Main(), "--debug", command, "verify");
        assertThat(alone.getSubcommands()).containsOnlyKeys(command);
        CommandLine among = Main.commandLine(new Main()).getSubcommands().get(command);
        assertThat(alone.getSubcommands().get(command).getUsageMessage()).isEqualTo(among.getUsageMessage());
        assertThat(among.getCommandName()).isEqualTo(command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpOfEveryCommandShowsAnExample(String command) {
        Cli help = Cli.run(command, "--help").succeeds();
        assertThat(help.out()).containsPattern("Examples?:").contains("./crosscheck " + command);
        assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(200));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandRefusesAnUnknownFlagAndWritesNothing(String command) {
        Cli.run(command, "--no-such-flag").isRefused("--help");
        assertThat(Cli.names(folder)).isEmpty();
    }

    @Test
    void theHelpListsTheCommandsAndTheExitCodes() {
        String help = Cli.run("--help").succeeds().out();
        assertThat(help).contains("verify", "case", "solve", "shape", "Examples:", "Exit: 0");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(Cli.run("--version").succeeds().out().strip()).isEqualTo("crosscheck " + BuildInfo.version());
        assertThat(BuildInfo.version()).matches("\\d+\\.\\d+.*");
    }

    @Test
    void aMissingCommandIsRefused() {
        Cli.run().isRefused("command");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verfy", "--frobnicate", "VERIFY "})
    void anUnknownCommandIsRefused(String command) {
        Cli.run(command).isRefused(command.strip());
    }

    @Test
    void controlCharactersOfAFileNameAreEscaped() {
        Cli.run("verify", "--case", "evil\u001b[31m\nname\u202e\u2028.npz", "--out", folder.resolve("out"))
                .isRefused("evil\\u001b[31m\\u000aname\\u202e\\u2028.npz");
        Cli.run("verify", "--question", "\u001b\u2028\u202e\ud800").isRefused("'\\u001b\\u2028\\u202e\\ud800'");
    }

    @Test
    void aStackTraceIsShownOnRequestOnly() {
        assertThat(Cli.run("solve", "--case", folder.resolve("no.npz"), folder.resolve("out.npz"), "--debug")
                        .err())
                .contains("\tat org.crosscheck");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "fr-FR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "tr-TR"})
    void theOutputIsTheSameInEveryLocale(String tag) {
        Object[] shape = {"shape", "--input", "3x64x64", "--target", "64x6x6", "--padding", "1"};
        Object[] layer = {"shape", "--input", "6x14x14", "--kernel", "5", "--filters", "16"};
        Object[] wrong = {"shape", "--input", "6x14x14", "--kernel", "15"};
        Object[] made = {"case", "--groups", "mlp,functions", "--d", "5", "--n", "3", folder.resolve("a.npz")};
        Locale.setDefault(Locale.ROOT);
        Cli[] before = {Cli.run(shape), Cli.run(layer), Cli.run(wrong), Cli.run(made), verify()};
        Locale.setDefault(Locale.forLanguageTag(tag));
        Cli[] after = {Cli.run(shape), Cli.run(layer), Cli.run(wrong), Cli.run(made), verify()};
        assertThat(after).isEqualTo(before);
    }

    /** The time taken is masked: it is the only thing that differs. */
    private Cli verify() {
        Cli verify = Cli.run(
                "verify", "--question", "2a", "--case", folder.resolve("a.npz"), "--out", folder.resolve("out"));
        String masked =
                Pattern.compile("in [0-9]+\\.[0-9] s").matcher(verify.out()).replaceAll("in T s");
        return new Cli(verify.exit(), masked, verify.err());
    }
}
