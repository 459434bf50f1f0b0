package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Chain;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradeCommandTest {

    private static final Case GIVEN = TestCases.mlp(3, 5, 4, 3, 7);
    private static final NamedTensors RIGHT = Chain.solve(GIVEN.values());
    private static final NamedTensors WRONG = RIGHT.with("ha", TestCases.map(RIGHT.get("ha"), x -> 7 * x))
            .with("L", TestCases.map(RIGHT.get("L"), x -> -x))
            .with("R", TestCases.map(RIGHT.get("R"), x -> -x));

    @TempDir
    private Path folder;

    private Path given;
    private Path right;
    private Path wrong;

    @BeforeEach
    void write() throws IOException {
        given = folder.resolve("case.npz");
        right = folder.resolve("right.npz");
        wrong = folder.resolve("wrong.npz");
        CaseFiles.write(given, GIVEN.values());
        CaseFiles.write(right, RIGHT);
        CaseFiles.write(wrong, WRONG);
    }

    @Test
    void rightAnswersEndWith0() {
        assertThat(Cli.run("grade", "--case", given, right).succeeds().out()).contains("40 of 40 points.");
    }

    @Test
    void wrongAnswersEndWith1AndAreExplained() {
        Cli run = Cli.run("grade", "--case", given, wrong);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("2a ha:", "times n", "2d L:", "The minus sign is missing.", "Carried forward from L: R")
                .contains("the first of 2 errors entered at ha (2a)");
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void gradescopesFileHasItsSchemaAndNoNumberOfTheReference() throws IOException {
        Path results = folder.resolve("results.json");
        Cli.run("grade", "--case", given, wrong, "--gradescope", results);
        JsonNode json = new ObjectMapper().readTree(results.toFile());
        assertThat(json.get("score").asDouble()).isEqualTo(37);
        assertThat(json.get("output_format").asText()).isEqualTo("md");
        assertThat(json.get("tests")).hasSize(19).allSatisfy(test -> {
            assertThat(test.fieldNames())
                    .toIterable()
                    .contains(
                            "score", "max_score", "name", "number", "output", "output_format", "visibility", "status");
            assertThat(test.get("score").asDouble())
                    .isBetween(0.0, test.get("max_score").asDouble());
            assertThat(test.get("output").asText()).doesNotContainPattern("\\d\\.\\d");
        });
    }

    @Test
    void aBatchWritesGradesFeedbackAndThePage() throws IOException {
        Path submissions = Files.createDirectory(folder.resolve("in"));
        Files.copy(right, submissions.resolve("alice.npz"));
        Files.copy(wrong, submissions.resolve("bob <b>.npz"));
        Files.writeString(submissions.resolve("eve.npz"), "no zip");
        Path out = folder.resolve("out");
        Cli run = Cli.run("grade", "--case", given, "--all-in", submissions, "--out", out);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("3 submissions: 1 all right", "1 unreadable");
        assertThat(Cli.names(out)).containsExactlyInAnyOrder("grades.csv", "cohort.html", "marks.jsonl", "feedback");
        assertThat(Cli.names(out.resolve("feedback"))).containsExactlyInAnyOrder("alice.md", "bob _b_.md", "eve.md");
        assertThat(Files.readString(out.resolve("feedback").resolve("bob _b_.md")))
                .contains("37 of 40 points.", "| 2a | `ha` | 0 of 1 | disagree |", "Found: ")
                .doesNotContain(String.valueOf(RIGHT.vector("ha")[0]));
        assertThat(Files.readAllLines(out.resolve("grades.csv"))).hasSize(4).anySatisfy(line -> assertThat(line)
                .startsWith("bob _b_,37,40,ha,ha.~times n,"));
        assertThat(Files.readString(out.resolve("cohort.html")))
                .contains("3 submissions", "It is the right array times n.", "bob _b_", "eve.npz");
        assertThat(Cli.run("grade", "--case", given, "--all-in", submissions, "--out", out, "--resume")
                        .out())
                .isEqualTo(run.out());
    }

    @Test
    void aFolderOfCasesHasOneForEachStudent() throws IOException {
        Path cases = Files.createDirectory(folder.resolve("cases"));
        Case other = TestCases.mlp(4, 5, 4, 3, 7);
        CaseFiles.write(cases.resolve("right.npz"), GIVEN.values());
        CaseFiles.write(cases.resolve("copied.npz"), other.values());
        Path copied = folder.resolve("copied.npz");
        Files.copy(right, copied);
        Cli run = Cli.run("grade", "--case", cases, right, copied);
        assertThat(run.out()).contains("1 all right").containsPattern("copied +\\d+ of 40 +ha");
    }

    /** Names that file systems or pages could take for one another, and things that nobody has handed in. */
    @Test
    void aBatchNeverStopsForOne() throws IOException {
        Path submissions = Files.createDirectory(folder.resolve("in"));
        List<String> names = List.of(
                "alice.npz",
                "alice.json",
                "Anna.npz",
                "anna.npz",
                "a,b.npz",
                "a;b.npz",
                "x (1).npz",
                "x [1].npz",
                "l".repeat(212) + ".npz",
                "m\u00fcller.npz",
                "m\u00f6ller.npz");
        for (String name : names) {
            if (name.endsWith(".json")) {
                Files.writeString(submissions.resolve(name), "{\"q3a\": 1600}");
            } else {
                Files.copy(right, submissions.resolve(name));
            }
        }
        Assumptions.assumeTrue(Cli.names(submissions).count() == names.size(), "SKIPPED: this file system folds case");
        Files.createDirectories(submissions.resolve("__MACOSX").resolve("x"));
        Files.writeString(submissions.resolve("homework.py"), "print()");
        Files.writeString(submissions.resolve("notes.txt"), "late");
        Path out = folder.resolve("out");
        Cli run = Cli.run("grade", "--case", given, "--all-in", submissions, "--out", out);
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.err())
                .contains("skipped, no submission: __MACOSX, homework.py, notes.txt", "x [1].npz is called x _1_-2");
        assertThat(run.out()).contains("11 submissions: 10 all right");
        assertThat(Cli.names(out.resolve("feedback"))).hasSize(11).contains("anna-2.md", "x _1_-2.md", "alice.json.md");
        String grades = Files.readString(out.resolve("grades.csv"));
        assertThat(names).allSatisfy(name -> assertThat(grades).contains(name));
        assertThat(Files.readString(out.resolve("cohort.html"))).contains("<td>x _1_-2</td>", "id=\"students\"");
    }

    @Test
    void aCaseThatIsMissingOrBrokenCostsOneStudent() throws IOException {
        Path cases = Files.createDirectory(folder.resolve("cases"));
        Path submissions = Files.createDirectory(folder.resolve("in"));
        for (String name : List.of("ann [1]", "bob", "cyd")) {
            Files.copy(right, submissions.resolve(name + ".npz"));
        }
        CaseFiles.write(cases.resolve("ann [1].npz"), GIVEN.values());
        Files.writeString(cases.resolve("bob.npz"), "no zip");
        Files.createDirectory(cases.resolve("old"));
        Path out = folder.resolve("out");
        Cli run = Cli.run("grade", "--case", cases, "--all-in", submissions, "--out", out);
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).contains("3 submissions: 1 all right", "2 unreadable");
        assertThat(Files.readString(out.resolve("grades.csv")))
                .contains("ann _1_,40,40", "its case: cyd.npz: file: expected a file", "its case: bob.npz: offset 0");
        Cli.run("grade", "--case", cases, submissions.resolve("cyd.npz")).isRefused("cyd.npz");
        Cli.run("grade", "--case", cases, submissions.resolve("bob.npz")).isRefused("bob.npz");
    }

    @Test
    void ofTwoRunsIntoOneFolderTheSecondIsRefused() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        try (OutLock lock = OutLock.take(out)) {
            Cli.run("grade", "--case", given, right, wrong, "--out", lock.folder())
                    .isRefused("another run");
        }
        assertThat(Cli.names(out)).isEmpty();
        assertThat(Cli.run("grade", "--case", given, right, wrong, "--out", out).exit())
                .isEqualTo(1);
    }

    /** Everything that the rubric counts is in a group that the case has not. */
    @Test
    void nothingToMarkIsBadUsage() throws IOException {
        Path rubric = Files.writeString(
                folder.resolve("rubric.json"),
                "{\"carriedForward\": 1, \"questions\": [{\"id\": \"1a\", \"points\": 2, \"visibility\": \"visible\","
                        + " \"items\": {\"q1a\": 1}}]}");
        Cli.run("grade", "--case", given, "--rubric", rubric, right).isRefused("an item that counts");
    }

    @Test
    void aRubricCanBePrintedAndEdited() throws IOException {
        String printed = Cli.run("grade", "--print-rubric").succeeds().out();
        Path rubric = Files.writeString(
                folder.resolve("rubric.json"),
                printed.replace(
                        "\"points\": 2, \"visibility\": \"visible\", \"items\": {\"ha\"",
                        "\"points\": 20, \"visibility\": \"hidden\", \"items\": {\"ha\""));
        assertThat(Cli.run("grade", "--case", given, "--rubric", rubric, right)
                        .succeeds()
                        .out())
                .contains("58 of 58 points.");
    }

    @Test
    void jsonOnStandardOutputStandsThereAlone() throws IOException {
        Path out = folder.resolve("out");
        for (Cli run : List.of(
                Cli.run("grade", "--case", given, wrong, "--json", "-"),
                Cli.run("grade", "--case", given, wrong, right, "--json", "-"),
                Cli.run("grade", "--case", given, wrong, right, "--out", out, "--json", "-"))) {
            assertThat(run.exit()).as(run.toString()).isEqualTo(1);
            JsonNode all = new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(run.out());
            assertThat(all.get(0).get("items").get(0).get("outcome").asText()).isNotEmpty();
            assertThat(all.get(0).get("byPerson")).isNotEmpty();
        }
        assertThat(Files.exists(Path.of("-"))).isFalse();
        assertThat(out.resolve("grades.csv")).exists();
    }

    @Test
    void aWeakCaseIsWarnedOf() throws IOException {
        NamedTensors weak =
                GIVEN.values().with("b1", TestCases.map(GIVEN.values().get("b1"), b -> 0));
        CaseFiles.write(given, weak);
        CaseFiles.write(right, Chain.solve(weak));
        Cli run = Cli.run("grade", "--case", given, right);
        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("warning: the case cannot tell", "ha.no-bias");
    }

    @Test
    void badUsageEndsWith2() {
        Cli.run("grade", "--case", given).isRefused("no submission");
        Cli.run("grade", right).isRefused("--case");
        Cli.run("grade", "--case", folder.resolve("no.npz"), right).isRefused("no.npz");
        Cli.run("grade", "--case", given, right, wrong, "--gradescope", folder.resolve("r.json"))
                .isRefused("--gradescope");
        Cli.run("grade", "--case", given, right, "--resume").isRefused("--out");
        Cli.run("grade", "--case", given, right, "--threads", "0").isRefused("--threads");
        Cli.run(
                        "grade",
                        "--case",
                        given,
                        right,
                        "--gradescope",
                        folder.resolve("no").resolve("r.json"))
                .isRefused("no such");
    }

    /** The classes that a JVM loads for it: none of ND4J, DL4J or DataVec, whose start-up takes a second. */
    @Test
    void noClassOfDeeplearning4jIsLoaded() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.crosscheck.compare.cli.Main",
                        "grade",
                        "--case",
                        given.toString(),
                        wrong.toString())
                .redirectErrorStream(true)
                .start();
        List<String> lines;
        try (Stream<String> output = process.inputReader().lines()) {
            lines = output.toList();
        }
        assertThat(process.waitFor()).as(String.join("\n", lines)).isEqualTo(1);
        assertThat(lines).anyMatch(line -> line.contains("org.crosscheck.compare.grade.Marker"));
        assertThat(lines)
                .noneMatch(
                        line -> Arrays.asList("org.nd4j", "org.deeplearning4j", "org.datavec", "org.bytedeco").stream()
                                .anyMatch(line::contains));
    }
}
