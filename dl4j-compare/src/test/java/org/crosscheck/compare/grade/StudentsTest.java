package org.crosscheck.compare.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.rounding.Precision;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/for-students.md tells the truth, its programs run, and a good student's program gets full marks. */
class StudentsTest {

    private static final Path DOCS = Path.of("..", "docs", "for-students.md");
    private static final Pattern PROGRAM = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)`.* \\| (\\w+) \\| (\\(.*\\)) \\|");

    @TempDir
    private Path folder;

    private static List<String> programs() throws IOException {
        List<String> programs = new ArrayList<>();
        Matcher program = PROGRAM.matcher(Files.readString(DOCS));
        while (program.find()) {
            programs.add(program.group(1));
        }
        assertThat(programs).hasSize(2);
        return programs;
    }

    private String python(Object... args) throws IOException, InterruptedException {
        requireNumpy();
        List<String> command = new ArrayList<>(List.of("python3"));
        Stream.of(args).map(Object::toString).forEach(command::add);
        Result result = run(command);
        assertThat(result.status).as(result.output).isZero();
        return result.output;
    }

    private record Result(int status, String output) {}

    private Result run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return new Result(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    private void requireNumpy() throws IOException, InterruptedException {
        try {
            Assumptions.assumeTrue(
                    run(List.of("python3", "-c", "import numpy")).status == 0,
                    "SKIPPED: python3 has no numpy; what students run is not tested here");
        } catch (IOException e) {
            Assumptions.abort("SKIPPED: no python3; what students run is not tested here: " + e.getMessage());
        }
    }

    private Path write(Case given) throws IOException {
        Path file = folder.resolve("case.npz");
        CaseFiles.write(file, given.values());
        return file;
    }

    @Test
    void theTableListsEveryAnswerWithItsQuestionAndShape() throws IOException {
        List<String> documented = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(DOCS));
        while (row.find()) {
            documented.add(row.group(1) + " " + row.group(2) + " " + row.group(3));
        }
        assertThat(documented)
                .isEqualTo(Quantities.ANSWERS.stream()
                        .map(answer -> answer.key() + " " + answer.question() + " " + answer.shapeText())
                        .toList());
    }

    @Test
    void theTemplateHasAtMost30LinesOfCode() throws IOException {
        assertThat(programs().get(0).lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(30);
    }

    @Test
    void theProgramsOfTheDocsRunAndWhatTheySaveIsRead() throws IOException, InterruptedException {
        Case given = TestCases.small(31);
        Path program = folder.resolve("homework.py");
        Files.writeString(program, String.join("\n", programs()));
        assertThat(python(program, write(given), "answers.npz"))
                .contains("q1f", "float64")
                .doesNotContain("NOT FINITE");
        Marker marker = new Marker(given, Rubric.standard());
        for (String form : List.of("answers.npz", "answers", "answers.json")) {
            Submission read = Submission.read(folder.resolve(form));
            assertThat(read.problem()).as(form).isNull();
            assertThat(read.readings()).containsOnlyKeys("q1f");
            assertThat(marker.mark(read).items())
                    .as(form)
                    .allMatch(mark -> mark.outcome() == (mark.key().equals("q1f") ? Outcome.AGREE : Outcome.MISSING));
        }
    }

    static Stream<Case> cases() throws Exception {
        List<Case> cases = new ArrayList<>(List.of(TestCases.small(32), TestCases.mlp(33, 12, 7, 5, 9)));
        for (String name : CaseFiles.EMBEDDED) {
            cases.add(CaseFiles.embedded(name));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCompleteSolutionGetsFullMarks(Case given) throws Exception {
        python(solution(), write(given), "answers.npz");
        Marks marks = new Marker(given, Rubric.standard()).mark(Submission.read(folder.resolve("answers.npz")));
        assertThat(marks.problem()).isNull();
        assertThat(marks.unknown()).isEmpty();
        assertThat(marks.items())
                .allSatisfy(item -> assertThat(item.outcome()).as(item.key()).isEqualTo(Outcome.AGREE));
        assertThat(marks.score()).isEqualTo(marks.most()).isPositive();
        assertThat(marks.items())
                .extracting(Mark::precision)
                .as("judged as float64")
                .containsOnly(Precision.DOUBLE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSolutionInFloat32GetsFullMarksAndIsToldSo(Case given) throws Exception {
        python(solution(), write(given), "answers.npz", "float32");
        Marks marks = new Marker(given, Rubric.standard()).mark(Submission.read(folder.resolve("answers.npz")));
        assertThat(marks.items())
                .filteredOn(Mark::counts)
                .allSatisfy(item -> assertThat(item.outcome()).as(item.key()).isEqualTo(Outcome.AGREE));
        assertThat(marks.items()).anySatisfy(item -> assertThat(item.note()).contains("float32"));
    }

    private static Path solution() throws URISyntaxException {
        return Path.of(StudentsTest.class.getResource("solution.py").toURI());
    }
}
