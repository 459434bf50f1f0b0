package org.crosscheck.compare.grade.gradescope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.SubmissionVectorsTest;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The marker of a bundle, in a folder laid out as Gradescope does. */
class AutograderTest {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d{3,}(E-?\\d+)?");

    private static final Case GIVEN = TestCases.mlp(21, 6, 5, 4, 3);
    private static final Bundle.Certificate CHECKED =
            new Bundle.Certificate("1", Map.of(), new TreeSet<>(), 0, 0, Map.of());
    private static final NamedTensors ANSWERS = Chain.solve(GIVEN.values());

    @TempDir
    private Path folder;

    @BeforeEach
    void layOut() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.createDirectory(folder.resolve("submission"));
        Files.createDirectory(folder.resolve("results"));
        for (Map.Entry<String, byte[]> file :
                Bundle.files(GIVEN, ANSWERS, Rubric.standard(), CHECKED).entrySet()) {
            Files.write(source.resolve(file.getKey()), file.getValue());
        }
    }

    private JsonNode run() throws IOException, InputException {
        Autograder.main(new String[] {folder.toString()});
        return new ObjectMapper()
                .readTree(folder.resolve("results/results.json").toFile());
    }

    private void submit(NamedTensors values) throws IOException {
        CaseFiles.write(folder.resolve("submission/answers.npz"), values);
    }

    @Test
    void everythingRightGetsEveryPoint() throws Exception {
        submit(ANSWERS);
        JsonNode results = run();
        List<Double> most = new ArrayList<>();
        for (JsonNode test : results.get("tests")) {
            assertThat(test.get("status").asText()).isEqualTo("passed");
            assertThat(test.fieldNames())
                    .toIterable()
                    .contains("name", "number", "score", "max_score", "output", "visibility");
            most.add(test.get("max_score").asDouble());
        }
        double sum = most.stream().mapToDouble(Double::doubleValue).sum();
        assertThat(results.get("score").asDouble()).isEqualTo(sum).isPositive();
        assertThat(results.get("tests")).hasSizeGreaterThan(15);
    }

    @Test
    void nothingHandedInGetsNothing() throws Exception {
        JsonNode results = run();
        assertThat(results.get("score").asDouble()).isZero();
        assertThat(results.get("output").asText()).contains("cannot be read", "one .npz");
        assertThat(results.get("tests").findValuesAsText("output"))
                .as("what concerns the whole stands once")
                .containsOnly("Not marked; the reason stands at the top.");
    }

    @Test
    void aLinkToTheExpectedAnswersGetsNothing() throws Exception {
        Files.createSymbolicLink(
                folder.resolve("submission/answers.npz"),
                folder.resolve("source/expected.npz").toAbsolutePath());
        JsonNode results = run();
        assertThat(results.get("score").asDouble()).isZero();
        assertThat(results.get("output").asText()).contains("a symbolic link");
    }

    /** Whatever is handed in, students are shown none of the numbers that they should have found. */
    @ParameterizedTest
    @MethodSource("org.crosscheck.compare.grade.SubmissionVectorsTest#all")
    void whateverIsHandedInTheResultsAreWholeAndTellNoAnswer(SubmissionVectorsTest.Vector vector) throws Exception {
        copy(vector.path(), folder.resolve("submission"));
        JsonNode results = run();
        assertThat(results.get("score").asDouble()).isZero();
        assertThat(results.get("tests")).hasSizeGreaterThan(15);
        tellNoAnswer(results.toString());
    }

    private static void copy(Path from, Path folder) throws IOException {
        if (Files.isDirectory(from)) {
            try (var files = Files.newDirectoryStream(from)) {
                for (Path file : files) {
                    copy(file, folder);
                }
            }
        } else {
            Files.copy(from, folder.resolve(from.getFileName()));
        }
    }

    @Test
    void wrongArraysAreToldNoAnswer() throws Exception {
        NamedTensors wrong = NamedTensors.NONE;
        for (String key : ANSWERS.keys()) {
            wrong = wrong.with(key, TestCases.map(ANSWERS.get(key), value -> 1.0625 * value + 0.25));
        }
        submit(wrong);
        JsonNode results = run();
        assertThat(results.get("score").asDouble()).isLessThan(20);
        tellNoAnswer(results.toString());
    }

    private void tellNoAnswer(String text) {
        Set<Double> numbers = new HashSet<>();
        for (Tensor tensor : ANSWERS.tensors().values()) {
            for (double value : tensor.values()) {
                numbers.add(value);
            }
        }
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            assertThat(numbers).as(text).doesNotContain(Double.valueOf(number.group()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"case.npz", "expected.npz", "rubric.json"})
    void whatIsNotAsCertifiedIsNotUsed(String name) throws Exception {
        Path file = folder.resolve("source").resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(this::run)
                .isInstanceOf(InputException.class)
                .hasMessageContaining(name + ": file: expected SHA-256 ")
                .hasMessageContaining("as certified");
        assertThat(folder.resolve("results/results.json")).doesNotExist();
    }

    @Test
    void theAnswersAreThoseOfTheFile() throws Exception {
        NamedTensors others = ANSWERS.with("hs", TestCases.map(ANSWERS.get("hs"), value -> value + 1));
        for (Map.Entry<String, byte[]> file :
                Bundle.files(GIVEN, others, Rubric.standard(), CHECKED).entrySet()) {
            Files.write(folder.resolve("source").resolve(file.getKey()), file.getValue());
        }
        submit(others);
        assertThat(run().get("tests").findValuesAsText("status")).doesNotContain("failed");
    }

    @Test
    void untilItIsMarkedASubmissionHasNoPoints() throws IOException {
        JsonNode results = new ObjectMapper().readTree(Gradescope.unmarked());
        assertThat(results.get("score").asDouble()).isZero();
        assertThat(results.get("output").asText()).contains("Not marked");
        assertThat(new String(Gradescope.unmarked(), StandardCharsets.UTF_8)).doesNotContain("NaN");
    }
}
