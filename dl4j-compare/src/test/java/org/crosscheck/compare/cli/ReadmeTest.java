package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help;

/** The README's commands run, and its table is the one that verify prints. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Pattern ROW = Pattern.compile("^(.{4})(.{22})(.{16}).{16}.{7}\\s*(\\S.*)$");

    @TempDir
    Path folder;

    @Test
    void everyCommandRuns() throws IOException {
        List<String> commands = Files.readAllLines(README).stream()
                .filter(line -> line.startsWith("./crosscheck "))
                .map(line -> line.replaceAll("#.*", "").strip())
                .filter(line -> !line.equals("./crosscheck verify"))
                .filter(line -> !line.startsWith("./crosscheck bench")) // minutes; BenchTest runs a small one
                .filter(line -> !line.startsWith("./crosscheck demo")) // minutes; DemoCommandTest runs small ones
                .toList();
        assertThat(commands).hasSizeGreaterThan(5);
        for (String command : commands) {
            Cli run = Cli.run(arguments(command));
            assertThat(run.exit()).as(command + "\n" + run).isZero();
            assertThat(run.out()).as(command).isNotBlank();
        }
    }

    /** File names are taken as lying in a folder of the test, in which the commands follow each other. */
    private Object[] arguments(String command) {
        List<Object> arguments = new ArrayList<>();
        for (String word : command.split(" +", -1)) {
            if (!word.equals("./crosscheck")) {
                arguments.add(word.matches("[^=]*\\.(npz|html)") ? folder.resolve(word) : word);
            }
        }
        if (arguments.contains("verify")) {
            arguments.add("--out");
            arguments.add(folder.resolve("reports"));
        }
        return arguments.toArray();
    }

    /** Numbers, and which case is the worst, may differ from machine to machine; the rest may not. */
    @Test
    void theTableIsTheOneThatVerifyPrints() throws IOException {
        Cli verify = Cli.run("verify", "--out", folder).succeeds();
        List<String> printed = rows(verify.out().lines());
        assertThat(printed).hasSizeGreaterThan(40);
        assertThat(rows(Files.readAllLines(README).stream())).containsExactlyElementsOf(printed);
        assertThat(Help.Ansi.AUTO.enabled()).as("a table without colours").isFalse();
    }

    private static List<String> rows(Stream<String> lines) {
        return lines.map(ROW::matcher)
                .filter(Matcher::matches)
                .filter(row -> row.group(4).equals("agree"))
                .map(row -> row.group(1) + row.group(2))
                .toList();
    }
}
