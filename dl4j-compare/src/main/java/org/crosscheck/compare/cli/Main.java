package org.crosscheck.compare.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.crosscheck.compare.text.BuildInfo;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Printable;
import org.crosscheck.datasets.formats.FileErrors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command line. Results go to standard output, messages to standard error. Exit codes: 0 agrees or completed, 1
 * disagrees, 2 usage or bad input, 3 the program's own fault.
 */
@Command(
        name = "crosscheck",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Checks a hand-written MLP and CNN, as the homework specifies them, against Deeplearning4j.",
        footer = {
            "",
            "Examples:",
            "  ./crosscheck verify                     every question, on the embedded cases",
            "  ./crosscheck verify --question 2g,2h    some questions",
            "  ./crosscheck case --seed 7 my.npz       a case of your own, and verify it:",
            "  ./crosscheck verify --case my.npz",
            "  ./crosscheck help verify                all about a command",
            "",
            "Exit: 0 agrees or completed, 1 disagrees, 2 usage or bad input, 3 the program's own fault."
        })
public final class Main implements Runnable {

    /** In the order of the usage text. */
    private static final Map<String, Class<?>> COMMANDS = commands();

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("verify", VerifyCommand.class);
        commands.put("case", CaseCommand.class);
        commands.put("check", CheckCommand.class);
        commands.put("solve", SolveCommand.class);
        commands.put("try", TryCommand.class);
        commands.put("gradescope", GradescopeCommand.class);
        commands.put("grade", GradeCommand.class);
        commands.put("shape", ShapeCommand.class);
        commands.put("answers", AnswersCommand.class);
        commands.put("campaign", CampaignCommand.class);
        commands.put("exercise", ExerciseCommand.class);
        commands.put("bench", BenchCommand.class);
        commands.put("demo", DemoCommand.class);
        return Collections.unmodifiableMap(commands);
    }

    /** These need Deeplearning4j or draw pictures, in part after a long run. */
    private static final Set<String> BEYOND_MARKING = Set.of("verify", "gradescope", "bench", "demo");

    private static final String JAVACPP = "org.bytedeco.javacpp.";

    static final int AGREES = 0;
    static final int DISAGREES = 1;
    static final int BAD_INPUT = 2;
    static final int OWN_FAULT = 3;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "show the stack trace of an error")
    private boolean debug;

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        speakPlainly();
        unpackOnce();
        PrintWriter err = writer(System.err, "stderr.encoding");
        boolean begun = begins(List.of(args));
        if (begun) {
            ProgressLine.begin(err);
        }
        StandardOutput out = new StandardOutput(() -> {
            if (begun) {
                ProgressLine.unbegin(err);
            }
        });
        System.exit(run(writer(out, "stdout.encoding"), out::fault, err, args));
    }

    /** Whether a command begins, which a terminal is told at once, or only help is asked for. */
    static boolean begins(List<String> args) {
        return !args.isEmpty()
                && COMMANDS.containsKey(args.get(0))
                && args.stream().noneMatch(List.of("-h", "--help", "-V", "--version")::contains);
    }

    /** Digits and decimal points are the same in every language; XChart asks this JVM for them, and nobody else. */
    static void speakPlainly() {
        Locale.setDefault(Locale.ROOT);
    }

    /**
     * Deeplearning4j's natives are unpacked to a folder of this program's own, and by times of UTC. JavaCPP, which unpacks
     * them, does so anew where a file has another time than in its jar, and part of these jars keep times without a zone:
     * of two programs in two zones that start together one would write over what the other is just loading, which ends it
     * (SIGBUS).
     */
    static void unpackOnce() {
        TimeZone.setDefault(new SimpleTimeZone(0, "UTC"));
        if (Stream.of("cachedir", "cacheDir").allMatch(name -> System.getProperty(JAVACPP + name) == null)) {
            File home = new File(System.getProperty("user.home")); // "?" for a user without one
            File parent = home.isAbsolute() ? home : new File(System.getProperty("java.io.tmpdir"));
            System.setProperty(JAVACPP + "cachedir", new File(parent, ".javacpp/crosscheck").getPath());
        }
    }

    /** A writer in the terminal's own encoding, which Java 17 does not tell. */
    private static PrintWriter writer(OutputStream stream, String property) {
        Charset charset = Charset.forName(
                System.getProperty(property, Charset.defaultCharset().name()));
        return new PrintWriter(stream, true, charset);
    }

    /** Runs a command and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(out, () -> "a write has failed", err, args);
    }

    /** The same; what a failure to write was, null if it was none, is asked for where there was one. */
    private static int run(PrintWriter out, Supplier<String> fault, PrintWriter err, String... given) {
        Main main = new Main();
        String[] args = understood(given);
        if (args.length > 0 && BEYOND_MARKING.contains(args[0]) && marksAlone()) {
            return beyondMarking(err);
        }
        CommandLine commandLine = commandLine(main, args)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setHelpFactory(HelpText::new)
                .setExecutionExceptionHandler(new Failure(main))
                .setParameterExceptionHandler(new Failure(main));
        try {
            int exit = commandLine.execute(args);
            if (out.checkError() && fault.get() != null) {
                err.println("crosscheck: standard output cannot be written: " + printable(fault.get()));
                return BAD_INPUT;
            }
            return exit;
        } catch (Error e) {
            // Whatever broke the JVM or the build of this program: its own fault, and not to be mistaken for
            // "disagrees".
            return main.report(e, err);
        }
    }

    /** {@code help verify} is {@code verify --help}; help of a command that there is not is no help. */
    private static String[] understood(String... args) {
        boolean asksForHelp = args.length > 0 && args[0].equals("help");
        Stream<String> others = Arrays.stream(args).skip(asksForHelp ? 1 : 0);
        List<String> words = Stream.concat(others, asksForHelp ? Stream.of("--help") : Stream.empty())
                .toList();
        return words.stream()
                .filter(arg -> !arg.startsWith("-"))
                .findFirst()
                .filter(command -> !COMMANDS.containsKey(command))
                .map(unknown -> new String[] {unknown})
                .orElseGet(() -> words.toArray(new String[0]));
    }

    /**
     * With the command that is named, or with all of them if none is. Reading all of them takes longer than marking a
     * submission.
     */
    static CommandLine commandLine(Main main, String... args) {
        CommandLine commandLine = new CommandLine(main);
        Optional<String> named = Arrays.stream(args)
                .filter(arg -> !arg.startsWith("-"))
                .findFirst()
                .filter(COMMANDS::containsKey);
        named.map(Set::of)
                .orElse(COMMANDS.keySet())
                .forEach(name -> commandLine.addSubcommand(name, COMMANDS.get(name)));
        if (commandLine.getSubcommands().containsKey("demo")) {
            DemoCommand.describeDefaults(commandLine.getSubcommands().get("demo"));
        }
        return commandLine;
    }

    @Override
    public void run() {
        throw new MissingCommand(spec.commandLine(), "a command is missing");
    }

    private int report(Throwable e, PrintWriter err) {
        if (debug) {
            e.printStackTrace(err);
        }
        if (e instanceof InputException || e instanceof IOException) {
            err.println("crosscheck: " + printable(message(e)));
            return BAD_INPUT;
        }
        if (e instanceof NoClassDefFoundError && marksAlone()) {
            return beyondMarking(err);
        }
        err.println("crosscheck: internal error: " + printable(String.valueOf(e))
                + (debug ? "" : " (--debug shows where)"));
        return OWN_FAULT;
    }

    /** Whether this runs from the release for marking alone, which is without Deeplearning4j. */
    private static boolean marksAlone() {
        return Main.class.getResource("/org/nd4j/linalg/factory/Nd4j.class") == null;
    }

    private static int beyondMarking(PrintWriter err) {
        err.println(
                "crosscheck: this needs Deeplearning4j, which is not here: this release marks alone; all commands are"
                        + " in the zip crosscheck-" + BuildInfo.version());
        return BAD_INPUT;
    }

    static String message(Throwable e) {
        if (e instanceof FileSystemException failed && failed.getFile() != null) {
            return failed.getFile() + ": " + FileErrors.reason(failed);
        }
        return e instanceof IOException io ? FileErrors.reason(io) : e.getMessage();
    }

    /** Standard input, which an answer may be read from. */
    static java.io.InputStream input() {
        return System.in;
    }

    /** Whether standard error is a terminal; the launcher says so, since Java itself cannot know. */
    static boolean onTerminal() {
        return Boolean.getBoolean("crosscheck.stderr.terminal");
    }

    /** One line for a terminal: control characters, which a hostile file name may contain, are escaped. */
    static String printable(String text) {
        return Printable.text(text);
    }

    /** A class, not two lambdas: those of interfaces as old as picocli's cannot be in the archive of loaded classes. */
    private record Failure(Main main)
            implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

        @Override
        public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
            return main.report(e, command.getErr());
        }

        @Override
        public int handleParseException(CommandLine.ParameterException e, String[] args) {
            CommandLine command = e.getCommandLine();
            if (e instanceof MissingCommand) {
                command.usage(command.getErr());
                command.getErr().println();
            }
            command.getErr().println("crosscheck: " + printable(Misuse.text(e)));
            return BAD_INPUT;
        }
    }

    /** Nothing is asked for: the help says what can be. */
    static final class MissingCommand extends CommandLine.ParameterException {

        private static final long serialVersionUID = 1L;

        MissingCommand(CommandLine command, String message) {
            super(command, message);
        }
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"crosscheck " + BuildInfo.version()};
        }
    }
}
