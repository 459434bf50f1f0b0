package org.crosscheck.compare.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Tensor;

/**
 * A bundle is tried before it is handed out: its jar, in a Java of its own that knows nothing else, marks the certified
 * answers, which must get every point, and three times those answers, for which it needs all that it diagnoses with.
 */
final class MarkerTrial {

    private static final int SECONDS = 120;

    private MarkerTrial() {}

    /** What the bundle does wrong, or null. */
    static String fault(Map<String, byte[]> files, NamedTensors answers) throws IOException {
        Path folder = Files.createTempDirectory("crosscheck");
        try {
            Path source = Files.createDirectory(folder.resolve("source"));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(source.resolve(file.getKey()), file.getValue());
            }
            Files.createDirectory(folder.resolve("submission"));
            Files.createDirectory(folder.resolve("results"));
            JsonNode right = marked(folder, answers);
            if (right == null) {
                return "it does not mark the certified answers: " + log(folder);
            }
            for (JsonNode test : right.get("tests")) {
                if (test.get("score").doubleValue() != test.get("max_score").doubleValue()) {
                    return "it does not give the certified " + test.get("name").asText() + " its points";
                }
            }
            JsonNode wrong = marked(folder, tripled(answers));
            if (wrong == null) {
                return "it does not mark wrong answers: " + log(folder);
            }
            return wrong.get("score").doubleValue() < right.get("score").doubleValue()
                    ? null
                    : "it gives wrong answers all points";
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private static NamedTensors tripled(NamedTensors answers) {
        NamedTensors tripled = answers;
        for (String key : answers.keys()) {
            Tensor tensor = answers.get(key);
            double[] values =
                    Arrays.stream(tensor.values()).map(value -> 3 * value).toArray();
            tripled = tripled.with(key, new Tensor(tensor.shape(), values));
        }
        return tripled;
    }

    /** The results for a submission, or null if there are none. */
    private static JsonNode marked(Path folder, NamedTensors submission) throws IOException {
        Path results = folder.resolve("results").resolve("results.json");
        Files.deleteIfExists(results);
        CaseFiles.write(folder.resolve("submission").resolve("answers.npz"), submission);
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-jar",
                        folder.resolve("source")
                                .resolve("crosscheck-marker.jar")
                                .toString(),
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            if (!java.waitFor(SECONDS, TimeUnit.SECONDS)) {
                return null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            java.destroyForcibly();
        }
        return Files.exists(results) ? new ObjectMapper().readTree(Files.readAllBytes(results)) : null;
    }

    private static String log(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("log"));
        return lines.isEmpty() ? "it ended without a word" : lines.get(0);
    }
}
