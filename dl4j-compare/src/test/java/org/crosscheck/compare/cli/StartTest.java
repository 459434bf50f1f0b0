package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small commands start fast because they load little: nothing of Deeplearning4j, whose first use alone takes a second. */
class StartTest {

    @TempDir
    Path folder;

    @Test
    void helpLoadsNothingOfDeeplearning4j() throws Exception {
        assertThat(loaded("--help")).isNotEmpty().noneMatch(StartTest::isOfDeeplearning4j);
    }

    @Test
    void shapeLoadsNothingOfDeeplearning4j() throws Exception {
        assertThat(loaded("shape", "--input", "6x14x14", "--kernel", "5"))
                .isNotEmpty()
                .noneMatch(StartTest::isOfDeeplearning4j);
    }

    @Test
    void gradeLoadsNothingOfDeeplearning4j() throws Exception {
        String given = folder.resolve("case.npz").toString();
        String answers = folder.resolve("answers.npz").toString();
        Cli.run("case", "--weak", "--groups", "mlp,functions", "--d", "3", "--dh", "2", "--m", "2", "--n", "2", given);
        Cli.run("solve", "--case", given, "--engine", "reference", answers).succeeds();
        assertThat(loaded("grade", "--case", given, answers)).isNotEmpty().noneMatch(StartTest::isOfDeeplearning4j);
    }

    @Test
    void aPictureThatIsNotThereIsNamedBeforeDeeplearning4jIsLoaded() throws Exception {
        assertThat(loaded("demo", "predict", "none.png")).isNotEmpty().noneMatch(StartTest::isOfDeeplearning4j);
    }

    @Test
    void whatIsLookedForIsLoadedByVerify() throws Exception {
        assertThat(loaded("verify", "--question", "1a", "--out", folder.toString()))
                .anyMatch(StartTest::isOfDeeplearning4j);
    }

    private static boolean isOfDeeplearning4j(String line) {
        return line.contains("org.nd4j.") || line.contains("org.deeplearning4j.") || line.contains("org.bytedeco.");
    }

    /** The lines of Java's log of loaded classes. */
    private List<String> loaded(String... command) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        Process process = program("-Xlog:class+load:file=" + log.getFileName(), command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        return Files.readAllLines(log);
    }

    /** The program in a JVM of its own that gets an option. */
    private ProcessBuilder program(String option, String... command) {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        return new ProcessBuilder(Stream.concat(java, Stream.of(command)).toList()).directory(folder.toFile());
    }

    private static String terminal(boolean is) {
        return "-Dcrosscheck.stderr.terminal=" + is;
    }

    /** Before what takes a second is loaded; not where nobody looks. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFirstWordComesBeforeDeeplearning4j(boolean terminal) throws Exception {
        Process process =
                program(terminal(terminal), "verify", "--case", "no.npz").start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(err).startsWith(terminal ? "starting ...\r" : "crosscheck: no.npz");
    }

    /** Of two streams that one terminal shows: the word is taken back before the first line of results. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsLeftOfTheFirstWordBesideResults(boolean terminal) throws Exception {
        Process process = program(terminal(terminal), "shape", "--input", "6x14x14", "--kernel", "5")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said).startsWith((terminal ? "starting ...\r\r            \r" : "") + "output ");
    }

    /** {@code answers | head -1}: whoever reads no further is no reason to complain. */
    @Test
    void aReaderThatHasEnoughIsNoFailure() throws Exception {
        Process process = program(terminal(false), "answers").start();
        process.getInputStream().close();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(err).isZero();
        assertThat(err).isEmpty();
    }
}
