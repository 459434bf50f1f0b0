package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundle, and its scripts in a folder laid out as Gradescope does, with little memory and one processor. */
class GradescopeCommandTest {

    private static final String LIMITS = "-XX:MaxRAM=768m -XX:ActiveProcessorCount=1";

    @TempDir
    private static Path bundles;

    private static Cli command;

    @TempDir
    private Path folder;

    @BeforeAll
    static void bundle() {
        Path given = bundles.resolve("case.npz");
        Cli.run("case", "--seed", "6", "--d", "6", "--dh", "5", "--m", "4", "--n", "7", "--groups", "mlp", given)
                .succeeds();
        command = Cli.run("gradescope", "--case", given, bundles.resolve("out.zip"));
        Cli.run("solve", "--case", given, bundles.resolve("answers.npz")).succeeds();
    }

    @BeforeEach
    void layOut() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Files.createDirectory(folder.resolve("submission"));
        try (FileSystem zip = FileSystems.newFileSystem(bundles.resolve("out.zip"))) {
            try (Stream<Path> files = Files.list(zip.getPath("/"))) {
                for (Path file : files.toList()) {
                    Files.copy(file, source.resolve(file.getFileName().toString()));
                }
            }
        }
    }

    @Test
    void theBundleHoldsTheScriptsTheMarkerAndTheCertifiedAnswers() throws IOException {
        command.succeeds();
        assertThat(command.out()).containsPattern("certified: \\d+ questions, \\d{3} checks");
        assertThat(Cli.names(folder.resolve("source")))
                .containsExactlyInAnyOrder(
                        "setup.sh",
                        "run_autograder",
                        "crosscheck-marker.jar",
                        "not-marked.json",
                        "case.npz",
                        "expected.npz",
                        "rubric.json",
                        "certificate.json");
        JsonNode certificate = new ObjectMapper()
                .readTree(folder.resolve("source/certificate.json").toFile());
        assertThat(certificate.get("sides").toString()).contains("reference", "dl4j", "samediff", "oracle");
        assertThat(certificate.get("questions").asInt()).isGreaterThan(15);
        assertThat(certificate.get("checks").asInt()).isGreaterThan(100);
        assertThat(certificate.get("sha256")).hasSize(3);
        assertThat(Files.readAllBytes(folder.resolve("source/expected.npz")))
                .isEqualTo(Files.readAllBytes(bundles.resolve("answers.npz")));
    }

    @Test
    void theScriptsMayBeExecutedAndNeedOnlyAPlainShell() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(
                java.net.URI.create("jar:" + bundles.resolve("out.zip").toUri()),
                Map.of("enablePosixFileAttributes", "true"))) {
            for (String script : List.of("setup.sh", "run_autograder")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zip.getPath(script))))
                        .isEqualTo("rwxr-xr-x");
                assertThat(Files.readString(zip.getPath(script)))
                        .startsWith("#!/bin/sh\n")
                        .doesNotContain("\r");
            }
        }
    }

    @Test
    void theJarHoldsNoDl4jAndNoDataAndOneManifest() throws IOException {
        byte[] jar = Files.readAllBytes(folder.resolve("source/crosscheck-marker.jar"));
        assertThat(jar.length).isLessThan(10_000_000);
        List<String> names = new ArrayList<>();
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
            assertThat(in.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("org.crosscheck.compare.grade.gradescope.Autograder");
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names)
                .doesNotHaveDuplicates()
                .noneMatch(name -> name.matches(".*(nd4j|deeplearning4j|bytedeco|picocli).*"))
                .noneMatch(name -> name.matches(".*\\.(gz|npz|so|dll|dylib|SF|RSA|DSA|EC|MF)|(.*/)?module-info.class"))
                .contains("META-INF/services/com.fasterxml.jackson.core.JsonFactory")
                .contains("META-INF/services/com.fasterxml.jackson.core.ObjectCodec")
                .anyMatch(name -> name.matches("META-INF/licenses/jackson-core-.*/LICENSE"));
    }

    /** What the run of the script left behind. */
    private JsonNode results() throws IOException {
        assertThat(Cli.names(folder.resolve("results"))).containsExactly("results.json");
        return new ObjectMapper()
                .readTree(folder.resolve("results/results.json").toFile());
    }

    private Process start(String limits, String path) throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "SKIPPED: no /bin/sh, as on Gradescope");
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh", folder.resolve("source/run_autograder").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile());
        builder.environment().put("AUTOGRADER_ROOT", folder.toString());
        builder.environment().put("JAVA_TOOL_OPTIONS", limits);
        builder.environment().put("PATH", path);
        return builder.start();
    }

    private String run() throws IOException, InterruptedException {
        String path = Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");
        Process process = start(LIMITS, path);
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            String log = Files.readString(folder.resolve("log.txt"));
            assertThat(process.exitValue()).as(log).isZero();
            return log;
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isUnmarked(JsonNode results) {
        return results.get("output").asText().contains("Not marked")
                && results.get("score").asDouble() == 0;
    }

    @Test
    void rightAnswersGetFullMarksAndTheSourceIsNotTouched() throws Exception {
        Files.copy(bundles.resolve("answers.npz"), folder.resolve("submission/answers.npz"));
        byte[] before = Files.readAllBytes(folder.resolve("source/crosscheck-marker.jar"));
        folder.resolve("source").toFile().setWritable(false);
        try {
            assertThat(run()).doesNotContain("Exception", "WARNING");
        } finally {
            folder.resolve("source").toFile().setWritable(true);
        }
        JsonNode results = results();
        assertThat(results.get("tests").findValuesAsText("status")).doesNotContain("failed");
        assertThat(results.get("score").asDouble()).isGreaterThan(30);
        assertThat(Cli.names(folder.resolve("source"))).hasSize(8);
        assertThat(Files.readAllBytes(folder.resolve("source/crosscheck-marker.jar")))
                .isEqualTo(before);
    }

    /** Diagnosing needs every class that marking may need, each answer being wrong. */
    @Test
    void answersThatAreAllWrongAreDiagnosedAndGetNothing() throws Exception {
        NamedTensors wrong = CaseFiles.readValues(bundles.resolve("answers.npz"));
        for (String key : wrong.keys()) {
            wrong = wrong.with(key, TestCases.map(wrong.get(key), value -> value * value + 3));
        }
        CaseFiles.write(folder.resolve("submission/answers.npz"), wrong);
        assertThat(run()).doesNotContain("Exception", "WARNING");
        JsonNode results = results();
        assertThat(results.get("tests").findValuesAsText("status")).doesNotContain("passed");
        assertThat(results.get("score").asDouble()).isZero();
    }

    @Test
    void aMissingSubmissionGetsNothing() throws Exception {
        run();
        assertThat(results().get("score").asDouble()).isZero();
        assertThat(results().get("output").asText()).contains("cannot be read");
        Files.delete(folder.resolve("submission"));
        run();
        assertThat(results().get("output").asText()).contains("nothing with this name");
    }

    @Test
    void aTruncatedSubmissionGetsNothing() throws Exception {
        byte[] answers = Files.readAllBytes(bundles.resolve("answers.npz"));
        Files.write(folder.resolve("submission/answers.npz"), Arrays.copyOf(answers, answers.length / 2));
        run();
        assertThat(results().get("score").asDouble()).isZero();
        assertThat(results().get("output").asText()).contains("zip end record");
    }

    /** The largest that is read at all, made of what costs most. */
    @Test
    void aHostileSubmissionIsReadInLittleMemory() throws Exception {
        byte[] json = new byte[64 << 20];
        Arrays.fill(json, (byte) '1');
        for (int i = 10; i < json.length; i += 20) {
            json[i] = ',';
        }
        byte[] start = "{\"ha\": [".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, json, 0, start.length);
        json[json.length - 2] = ']';
        json[json.length - 1] = '}';
        Files.write(folder.resolve("submission/answers.json"), json);
        run();
        assertThat(isUnmarked(results())).isFalse();
        assertThat(results().get("score").asDouble()).isZero();
        assertThat(results().get("tests").findValuesAsText("output").toString()).contains("wrong shape");
    }

    @Test
    void whatIsNotAsCertifiedMarksNothing() throws Exception {
        Files.copy(bundles.resolve("answers.npz"), folder.resolve("submission/answers.npz"));
        Files.copy(
                bundles.resolve("case.npz"),
                folder.resolve("source/expected.npz"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(run()).contains("expected.npz: file: expected SHA-256");
        assertThat(isUnmarked(results())).isTrue();
    }

    @Test
    void withoutJavaThereAreResultsToo() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of("mkdir", "cp", "mv")) {
            for (String at : List.of("/bin/", "/usr/bin/")) {
                if (Files.exists(Path.of(at + tool)) && Files.notExists(bin.resolve(tool))) {
                    Files.createSymbolicLink(bin.resolve(tool), Path.of(at + tool));
                }
            }
        }
        Process process = start(LIMITS, bin.toString());
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        for (String tool : Cli.names(bin).toList()) {
            Files.delete(bin.resolve(tool));
        }
        assertThat(Files.readString(folder.resolve("log.txt"))).contains("the marker ended with 127");
        assertThat(isUnmarked(results())).isTrue();
    }

    /** Killed (SIGKILL) as soon as it runs, and later and later: the results are whole, of before or of after. */
    @ParameterizedTest
    @ValueSource(ints = {0, 200, 400, 600, 800})
    void whenItIsKilledThereAreResults(int milliseconds) throws Exception {
        Files.copy(bundles.resolve("answers.npz"), folder.resolve("submission/answers.npz"));
        String path = Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");
        Process process = start(LIMITS, path);
        try {
            while (process.isAlive() && !isJavaBelow(process)) {
                Thread.onSpinWait();
            }
            process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        JsonNode results = new ObjectMapper()
                .readTree(folder.resolve("results/results.json").toFile());
        if (milliseconds == 0) {
            assertThat(Files.readString(folder.resolve("log.txt"))).contains("the marker ended with 137");
            assertThat(isUnmarked(results)).isTrue();
        }
        assertThat(isUnmarked(results) || results.get("score").asDouble() > 30).isTrue();
    }

    private static boolean isJavaBelow(Process process) {
        return process.descendants()
                .anyMatch(child -> child.info().command().orElse("").endsWith("java"));
    }
}
