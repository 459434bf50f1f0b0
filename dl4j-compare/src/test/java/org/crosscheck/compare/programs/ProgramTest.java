package org.crosscheck.compare.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crosscheck.compare.programs.Program.Limits;
import org.crosscheck.compare.text.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as people type them. */
class ProgramTest {

    private static final Path GIVEN = Path.of("in", "case.npz");
    private static final Path ANSWERS = Path.of("in", "answers.npz");

    @TempDir
    private Path folder;

    private static Program parse(String command) throws InputException {
        return Program.parse("mine", command, Limits.USUAL);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The words that are started, without those that limit memory. */
    private static List<String> line(Program program) {
        List<String> line = program.line(GIVEN, ANSWERS);
        return line.subList(line.indexOf(java()), line.size());
    }

    @Test
    void theFilesAreTheLastArguments() throws InputException {
        assertThat(line(parse(java() + " --fast  x")))
                .containsExactly(java(), "--fast", "x", GIVEN.toString(), ANSWERS.toString());
    }

    @Test
    void theFilesStandWhereTheCommandPutsThem() throws InputException {
        assertThat(line(parse(java() + " --out={answers} {case} -v")))
                .containsExactly(java(), "--out=" + ANSWERS, GIVEN.toString(), "-v");
        assertThat(line(parse(java() + " {answers}"))).containsExactly(java(), ANSWERS.toString(), GIVEN.toString());
    }

    /** A class path has tens of thousands of characters. */
    @Test
    void aWordMayBeLong() throws InputException {
        String path = "a.jar:".repeat(50_000);
        String spaced = "'a b.jar':".repeat(50_000);
        assertThat(parse(java() + " -cp " + path + " " + spaced).words())
                .endsWith("-cp", path, spaced.replace("'", ""));
    }

    @Test
    void quotesKeepWordsTogetherAndNoShellReadsThem() throws InputException {
        assertThat(parse(java() + " 'a b' x\"c  d\"'e' '$HOME;ls' \"it's\" '' a\\b")
                        .words())
                .containsExactly(java(), "a b", "xc  de", "$HOME;ls", "it's", "", "a\\b");
    }

    @Test
    void aQuoteThatIsNotClosedIsRefused() {
        for (String command : List.of("java 'a b", "java a\"", "", "  ")) {
            assertThatThrownBy(() -> parse(command))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("quotes");
        }
    }

    @Test
    void aProgramThatIsNotThereIsRefusedBeforeAnythingRuns() {
        for (String command : List.of("no-such-program-9 x", "./none.py", folder.toString())) {
            assertThatThrownBy(() -> parse(command))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("a program that can be run");
        }
    }

    @Test
    void namesOfFilesWhereTheUserStandsAreMadeAbsolute() throws InputException {
        String separator = java.io.File.pathSeparator;
        assertThat(line(parse(java() + " -cp src" + separator + "pom.xml pom.xml not-a-file {here}")))
                .containsSequence(
                        "-cp",
                        Path.of("src").toAbsolutePath()
                                + separator
                                + Path.of("pom.xml").toAbsolutePath(),
                        Path.of("pom.xml").toAbsolutePath().toString(),
                        "not-a-file",
                        Path.of("").toAbsolutePath().toString());
    }

    @Test
    void aProgramThatStaysGetsNoFilesAsArguments() throws InputException {
        Program program = parse(java() + " x {stay}");
        assertThat(program.stays()).isTrue();
        assertThat(line(program)).containsExactly(java(), "x");
        assertThatThrownBy(() -> parse(java() + " {stay} {case}")).isInstanceOf(InputException.class);
    }

    @Test
    void aFolderIsNoProgram() throws Exception {
        Files.createDirectory(folder.resolve("p"));
        assertThatThrownBy(() -> Program.of("mine", List.of(folder.resolve("p").toString()), Limits.USUAL))
                .isInstanceOf(InputException.class);
    }
}
