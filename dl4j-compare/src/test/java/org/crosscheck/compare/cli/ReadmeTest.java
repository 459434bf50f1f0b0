package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.KeyHomework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Help;

/** The commands in the README and in the pages of docs run, their table is the one that verify prints, their links lead somewhere. */
class ReadmeTest {

    private static final Path TOP = Path.of("..");
    private static final Path README = TOP.resolve("README.md");
    private static final Pattern ROW = Pattern.compile("^(.{4})(.{22})(.{16}).{16}.{7}\\s*(\\S.*)$");
    private static final Pattern COUNT = Pattern.compile("\\d+ questions: .* checks in ");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]*)\\)");

    @TempDir
    Path folder;

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(README, TOP.resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.list(TOP.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandRuns(Path page) throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "known to the instructor alone");
        for (String command : commands(page)) {
            List<String> words = List.of(command.split(" +", -1));
            if (words.get(1).equals("grade")) {
                handIn(words);
            }
            Cli run = Cli.run(arguments(words));
            assertThat(run.exit()).as(command + "\n" + run).isZero();
            assertThat(run.out()).as(command).isNotBlank();
        }
    }

    @Test
    void theReadmeAndTheMainPagesHaveCommands() throws IOException {
        for (String page : List.of("README.md", "docs/verify.md", "docs/marking.md")) {
            assertThat(commands(TOP.resolve(page))).as(page).hasSizeGreaterThan(5);
        }
    }

    private static List<String> commands(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("./crosscheck "))
                .map(line -> line.replaceAll("#.*", "").strip())
                .filter(line -> !line.equals("./crosscheck verify")) // below
                .filter(line -> !line.contains("--serve")) // until somebody finishes; MarkingBrowserTest does
                .filter(line -> !line.startsWith("./crosscheck bench")) // minutes; BenchTest runs a small one
                .filter(line -> !line.startsWith("./crosscheck demo")) // minutes; DemoCommandTest runs small ones
                .filter(line ->
                        !line.contains("python3")) // a reader's own program; DocumentedProgramsTest runs those here
                .toList();
    }

    /** What students hand in, here the right answers of the case that a page has made before. */
    private void handIn(List<String> grade) throws IOException {
        if (!grade.contains("--case")) {
            Path homeworks = Files.createDirectories(folder.resolve("homeworks"));
            Files.writeString(folder.resolve("homework.tex"), KeyHomework.latex());
            Files.writeString(homeworks.resolve("alice.tex"), KeyHomework.latex());
            Path decided = folder.resolve("marked").resolve("decisions.csv");
            if (Files.exists(decided)) {
                Files.copy(decided, folder.resolve("decisions.csv"));
            }
            return;
        }
        Path submissions = Files.createDirectories(folder.resolve("submissions"));
        for (Path answers : List.of(folder.resolve("answers.npz"), submissions.resolve("alice.npz"))) {
            if (Files.notExists(answers)) {
                Path given = folder.resolve(grade.get(grade.indexOf("--case") + 1));
                Cli.run("solve", "--case", given, answers).succeeds();
            }
        }
    }

    /** File names are taken as lying in a folder of the test, in which the commands of a page follow each other. */
    private Object[] arguments(List<String> command) {
        List<Object> arguments = new ArrayList<>();
        for (String word : command.subList(1, command.size())) {
            arguments.add(
                    word.matches("[a-z0-9-]+\\.[a-z]+|submissions|graded|homeworks|marked|passes|campaign-[a-z]+")
                            ? folder.resolve(word)
                            : word);
        }
        if (arguments.contains("verify")) {
            arguments.add("--out");
            arguments.add(folder.resolve("reports"));
        }
        return arguments.toArray();
    }

    /** Numbers, and which case is the worst, may differ from machine to machine; the rest may not. */
    @Test
    void theTablesAreTheOneThatVerifyPrints() throws IOException {
        Cli verify = Cli.run("verify", "--out", folder).succeeds();
        List<String> printed = rows(verify.out().lines());
        assertThat(printed).hasSizeGreaterThan(40);
        assertThat(rows(Files.readAllLines(TOP.resolve("docs/verify.md")).stream()))
                .containsExactlyElementsOf(printed);
        List<String> some = rows(Files.readAllLines(README).stream());
        assertThat(some).hasSizeBetween(5, 10);
        assertThat(printed).containsSubsequence(some);
        assertThat(Help.Ansi.AUTO.enabled()).as("a table without colours").isFalse();
    }

    private static List<String> rows(Stream<String> lines) {
        return lines.flatMap(line -> row(line).stream()).toList();
    }

    /** Question and quantity of a row of the table, or the counts of its last line. */
    private static Optional<String> row(String line) {
        Matcher row = ROW.matcher(line);
        if (row.matches() && row.group(4).equals("agree")) {
            return Optional.of(row.group(1) + row.group(2));
        }
        Matcher count = COUNT.matcher(line);
        return count.lookingAt() ? Optional.of(count.group()) : Optional.empty();
    }

    @Test
    void theReadmeIsReadToTheEnd() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(150);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFile(Path page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            String target = link.group(1).replaceAll("#.*", "");
            if (!target.startsWith("https:")) {
                assertThat(page.resolveSibling(target))
                        .as("%s in %s", link.group(1), page)
                        .exists();
            }
        }
    }
}
