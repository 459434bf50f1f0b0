package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.crosscheck.compare.answers.HomeworkSheet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle for homeworks in LaTeX, run as Gradescope runs it: its jar alone, in a folder laid out as there. */
class GradescopeWrittenTest {

    private static final String MISFIT =
            "$\\frac{\\partial L}{\\partial h^s} = W^{(2)} \\frac{\\partial L}{\\partial o^a}$";
    private static final String WRONG =
            "$\\frac{\\partial L}{\\partial h^a} = \\frac{\\partial L}{\\partial h^s} \\odot \\sin(h^a)$";

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path bundle;

    @BeforeAll
    static void bundle() {
        bundle = shared.resolve("written.zip");
        Cli.run("gradescope", "--written", bundle).succeeds();
    }

    @BeforeEach
    void layOut() throws Exception {
        Path source = Files.createDirectory(folder.resolve("source"));
        try (FileSystem zip = FileSystems.newFileSystem(bundle);
                Stream<Path> files = Files.list(zip.getPath("/"))) {
            for (Path file : files.toList()) {
                Files.copy(file, source.resolve(file.getFileName().toString()));
            }
        }
        Files.createDirectory(folder.resolve("submission"));
        Files.createDirectory(folder.resolve("results"));
        String sheet = HomeworkSheet.latex()
                .replace("\\begin{answer}{2k}\n", "\\begin{answer}{2k}\n" + MISFIT)
                .replace("\\begin{answer}{2m}\n", "\\begin{answer}{2m}\n" + WRONG)
                .replace("\\begin{answer}{1a}\n", "\\begin{answer}{1a}\n$\\wibble$");
        Files.writeString(folder.resolve("submission/homework.tex"), sheet);
    }

    private void settings(String before, int tries, int pause) throws Exception {
        Files.writeString(
                folder.resolve("source/written.json"),
                "{\"language\":\"en\",\"before\":\"" + before + "\",\"after\":\"all\",\"tries\":" + tries
                        + ",\"pauseMinutes\":" + pause + ",\"score\":false}");
    }

    /** Earlier submissions that were told more, and the time of this one. */
    private void earlier(int told, String now) throws Exception {
        String one = "{\"submission_time\":\"2026-01-01T10:00:00.000000-05:00\",\"score\":0.0,"
                + "\"results\":{\"extra_data\":{\"crosscheck_told\":true}}}";
        Files.writeString(
                folder.resolve("submission_metadata.json"),
                "{\"created_at\":\"" + now + "\",\"assignment\":{\"due_date\":\"2026-01-02T00:00:00.000000-05:00\"},"
                        + "\"previous_submissions\":[" + String.join(",", java.util.Collections.nCopies(told, one))
                        + "]}");
    }

    private JsonNode run() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        folder.resolve("source/crosscheck-marker.jar").toString(),
                        "org.crosscheck.compare.marking.WrittenAutograder",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "log"))
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("log")))
                .isZero();
        return JsonMapper.builder()
                .build()
                .readTree(folder.resolve("results/results.json").toFile());
    }

    private static String test(JsonNode results, String question) {
        for (JsonNode test : results.path("tests")) {
            if (test.path("number").asText().equals(question)) {
                return test.path("name").asText() + " " + test.path("output").asText();
            }
        }
        return "";
    }

    @Test
    void theBundleHoldsNoAnswersAndRunsTheOtherMarker() throws Exception {
        assertThat(Cli.names(folder.resolve("source")))
                .containsExactlyInAnyOrder(
                        "setup.sh",
                        "run_autograder",
                        "crosscheck-marker.jar",
                        "not-marked.json",
                        "written.json",
                        "rubric.json");
        assertThat(Files.readString(folder.resolve("source/run_autograder")))
                .contains(
                        "-cp \"$root/source/crosscheck-marker.jar\" org.crosscheck.compare.marking.WrittenAutograder \"$root\"");
        assertThat(Files.size(bundle)).isLessThan(10_000_000);
        try (FileSystem jar = FileSystems.newFileSystem(folder.resolve("source/crosscheck-marker.jar"))) {
            assertThat(jar.getPath("/org/nd4j")).doesNotExist();
            assertThat(jar.getPath("/org/crosscheck/compare/answers")).doesNotExist();
        }
    }

    @Test
    void beforeTheDeadlineItTellsWhatWasUnderstoodAndWhatDoesNotFit() throws Exception {
        earlier(0, "2026-01-01T12:00:00.000000-05:00");
        JsonNode results = run();
        assertThat(test(results, "2k")).contains("the product does not exist");
        assertThat(test(results, "2m")).contains("\\sin").doesNotContain("false", "wrong");
        assertThat(test(results, "1a")).contains("unknown command");
        assertThat(results.path("score").asDouble()).isZero();
        assertThat(results.path("extra_data").path("crosscheck_told").asBoolean())
                .isTrue();
    }

    @Test
    void theFirstFalseStepIsToldWithoutItsValuesAndAfterTheDeadlineWithThem() throws Exception {
        settings("step", 0, 0);
        assertThat(test(run(), "2m")).contains("2m: wrong", "is false.").doesNotContain("left side", "sine was taken");
        earlier(0, "2026-01-03T12:00:00.000000-05:00");
        assertThat(test(run(), "2m")).contains("left side");
    }

    @Test
    void triesAndPausesAreKept() throws Exception {
        settings("step", 2, 30);
        earlier(2, "2026-01-01T12:00:00.000000-05:00");
        JsonNode spent = run();
        assertThat(spent.path("output").asText()).contains("All 2 tries");
        assertThat(test(spent, "2m")).doesNotContain("false", "wrong");
        assertThat(spent.path("extra_data").path("crosscheck_told").asBoolean()).isFalse();
        earlier(1, "2026-01-01T10:10:00.000000-05:00");
        assertThat(run().path("output").asText()).contains("in 20 minutes");
        earlier(1, "2026-01-01T10:31:00.000000-05:00");
        assertThat(test(run(), "2m")).contains("is false.");
    }

    @Test
    void whateverIsHandedInThereAreResults() throws Exception {
        Files.writeString(folder.resolve("submission_metadata.json"), "{{{");
        Files.delete(folder.resolve("submission/homework.tex"));
        assertThat(run().path("output").asText()).contains("cannot be read");
        Files.writeString(folder.resolve("submission/a.tex"), "{".repeat(100_000));
        assertThat(run().path("output").asText()).contains("no answer was found");
    }

    @Test
    void settingsAreCheckedAndNothingIsWrittenForBadOnes() throws Exception {
        Path bad = folder.resolve("bad.json");
        Files.writeString(
                bad, Files.readString(folder.resolve("source/written.json")).replace("dimensions", "answers"));
        Path out = folder.resolve("out.zip");
        Cli.run("gradescope", "--written", "--settings", bad, out).isRefused("bad.json: before", "understood");
        assertThat(out).doesNotExist();
        Cli.run("gradescope", out).isRefused("--written");
        assertThat(Cli.run("gradescope", "--print-settings").succeeds().out()).contains("\"pauseMinutes\"");
    }
}
