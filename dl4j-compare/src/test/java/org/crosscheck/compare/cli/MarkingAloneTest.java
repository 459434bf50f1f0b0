package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The release for marking alone: the same program without the jars of Deeplearning4j, its natives and its pictures. */
class MarkingAloneTest {

    private static final String LEFT_OUT =
            ".*(nd4j|deeplearning4j|datavec|openblas|javacpp|xchart|logback|slf4j|commons-(collections|math|net)|fastutil).*\\.jar";

    private static final String CLASS_PATH = Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(System.getProperty("java.class.path"))
            .filter(entry -> !entry.matches(LEFT_OUT))
            .collect(Collectors.joining(File.pathSeparator));

    @TempDir
    private static Path folder;

    private static String given;
    private static String answers;

    @BeforeAll
    static void aCaseAndItsAnswers() {
        given = folder.resolve("case.npz").toString();
        answers = folder.resolve("answers.npz").toString();
        Cli.run("case", "--weak", "--d", "3", "--dh", "2", "--m", "2", "--n", "2", given);
        Cli.run("solve", "--case", given, "--engine", "reference", answers).succeeds();
    }

    @Test
    void arraysAreMarked() throws Exception {
        Cli run = run(
                "grade",
                "--case",
                given,
                answers,
                "--out",
                folder.resolve("out").toString());
        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(run.out()).containsPattern("(\\d+) of \\1 points").contains("cohort.html");
    }

    @Test
    void writtenAnswersAreJudged() throws Exception {
        assertThat(run("check", "--question", "3b", "2400").out()).contains("right");
        assertThat(run("check", "--question", "3b", "2401").exit()).isEqualTo(Main.DISAGREES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo mlp", "solve --engine dl4j --case CASE OUT"})
    void whatNeedsMoreSaysSo(String command) throws Exception {
        String line = command.replace("CASE", given).replace("OUT", folder + "/out.npz");
        run(line.split(" ")).isRefused("needs Deeplearning4j", "this release marks alone");
    }

    private Cli run(String... command) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> line = new ArrayList<>(List.of(java, "-Xmx256m", "-cp", CLASS_PATH, Main.class.getName()));
        line.addAll(List.of(command));
        File out = folder.resolve("stdout").toFile();
        File err = folder.resolve("stderr").toFile();
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectOutput(out)
                .redirectError(err)
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Cli(process.exitValue(), read(out), read(err));
    }

    private static String read(File file) throws IOException {
        return java.nio.file.Files.readString(file.toPath(), StandardCharsets.UTF_8);
    }
}
