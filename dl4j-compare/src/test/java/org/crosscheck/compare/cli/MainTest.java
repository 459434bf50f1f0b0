package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crosscheck.compare.demo.Defaults;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.text.BuildInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

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

    static Stream<String> groups() {
        return allCommands().filter(command -> !command.subcommands().isEmpty()).map(command -> command.qualifiedName()
                .replaceFirst("^crosscheck *", ""));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void withoutACommandTheHelpIsShown(String group) {
        Object[] words =
                Stream.of(group.split(" ")).filter(word -> !word.isEmpty()).toArray();
        Cli alone = Cli.run(words);
        assertThat(alone.exit()).isEqualTo(2);
        assertThat(alone.out()).isEmpty();
        Object[] help = Stream.concat(Stream.of(words), Stream.of("--help")).toArray();
        assertThat(alone.err()).startsWith(Cli.run(help).out()).contains(" is missing (try: ");
    }

    @ParameterizedTest
    @CsvSource({
        "verify, true",
        "verify --json -, true",
        "grade --case a.npz --all-in dir, true",
        "grade --case a.npz b.npz, true",
        "campaign, true",
        "try -- python3 a.py, true",
        "answers --out=key.html, true",
        "answers, true",
        "demo mlp, true",
        "demo, true",
        "shape --input 1x1x1, true",
        "verify --help, false",
        "help verify, false",
        "verfy, false",
        "'', false"
    })
    void aCommandThatBeginsSaysSoAtOnce(String typed, boolean begins) {
        List<String> words =
                Stream.of(typed.split(" ")).filter(word -> !word.isEmpty()).toList();
        assertThat(Main.begins(words)).isEqualTo(begins);
    }

    @ParameterizedTest
    @ValueSource(strings = {"verfy", "--frobnicate", "VERIFY ", "verfy --help", "help verfy"})
    void anUnknownCommandIsRefused(String command) {
        Cli.run((Object[]) command.split(" ")).isRefused(command.replaceAll("help| |--help", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "verfy, verify",
        "vreify, verify",
        "grad, grade",
        "GRADE, grade",
        "demo mpl, mlp",
        "verify --questoin 2g, --question",
        "grade --al-in x, --all-in",
        "verify 2g, --question 2g",
        "answers 1a;1b, --question 1a;1b",
        "2g, verify --question 2g",
        "verify my.npz, --case my.npz",
        "answers key.html, --out key.html"
    })
    void whatMayHaveBeenMeantIsNamed(String typed, String meant) {
        Object[] words = typed.replace(';', ',').split(" ");
        Cli.run(words).isRefused("did you mean " + meant.replace(';', ',') + "?", "--help)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"frobnicate", "x", "verify frobnicate", "verify --frobnicate"})
    void nothingIsSuggestedWhereNothingIsNear(String typed) {
        assertThat(Cli.run((Object[]) typed.split(" ")).isRefused("unknown").err())
                .doesNotContain("did you mean");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpOfACommandIsItsHelp(String command) {
        assertThat(Cli.run("help", command).succeeds()).isEqualTo(Cli.run(command, "--help"));
    }

    @Test
    void helpAloneIsTheHelp() {
        assertThat(Cli.run("help").succeeds()).isEqualTo(Cli.run("--help"));
        assertThat(Cli.run("help", "demo", "mlp").succeeds()).isEqualTo(Cli.run("demo", "mlp", "--help"));
    }

    static Stream<CommandSpec> allCommands() {
        return all(Main.commandLine(new Main())).map(CommandLine::getCommandSpec);
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(MainTest::all));
    }

    /** Neither an example, nor an option, a file or another word is broken at the end of a line. */
    @ParameterizedTest
    @MethodSource("allCommands")
    void theHelpKeepsWordsWholeAt80Columns(CommandSpec command) {
        String help = command.commandLine().setHelpFactory(HelpText::new).getUsageMessage(CommandLine.Help.Ansi.OFF);
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(help.lines())
                .containsAll(java.util.Arrays.stream(command.usageMessage().footer())
                        .filter(line -> line.startsWith("  "))
                        .toList());
        List<String> words = List.of(help.split("\\s+"));
        assertThat(words)
                .as("in the synopsis")
                .filteredOn(word -> word.startsWith("[-"))
                .allMatch(word -> word.contains("]"));
        command.options().stream()
                .flatMap(option -> Stream.of(option.description()))
                .flatMap(description -> Stream.of(description.split("\\s+")))
                .filter(word -> !word.contains("$") && !word.isEmpty())
                .forEach(word -> assertThat(words).contains(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "cnn"})
    void theHelpOfADemoNamesTheDefaultOfEachOptionThatHasOne(String network) {
        String help = Cli.run("demo", network, "--help").succeeds().out().replaceAll("\\s+", " ");
        Settings full = Defaults.of(network.equals("mlp") ? Model.MLP : Model.CNN, false, false);
        assertThat(help)
                .contains("side by side (default: reference)", "(default: mnist)", "cosine (default: cosine")
                .contains("seen (default: " + full.epochs() + ",", "(default: " + full.lr() + ",")
                .contains("2f (default: " + full.batch() + ")", "examples (default: " + full.seed() + ")")
                .doesNotContain("${", "E-");
    }

    @Test
    void hintsCallTheProgramAsTheUserDoes() {
        System.setProperty("crosscheck.command", "../my clone/crosscheck");
        try {
            assertThat(Cli.run("verfy").err()).contains("(try: ../my clone/crosscheck --help)");
            assertThat(Cli.run("verify", "--help").out()).contains("  ../my clone/crosscheck verify");
            assertThat(Invocation.of("verify", "--case", "a b.npz"))
                    .matches(".../my clone/crosscheck. verify --case .a b.npz.");
        } finally {
            System.clearProperty("crosscheck.command");
        }
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
