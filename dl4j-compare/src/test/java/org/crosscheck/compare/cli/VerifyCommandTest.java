package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.crosscheck.compare.checks.Catalogue;
import org.crosscheck.compare.checks.Question;
import org.crosscheck.compare.text.Numbers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** verify as a user runs it, on the embedded cases. */
class VerifyCommandTest {

    @TempDir
    private static Path folder;

    private static Cli verify;
    private static JsonNode report;

    @BeforeAll
    static void runOnce() throws IOException {
        verify = Cli.run("verify", "--out", folder.resolve("a/b"), "--json", folder.resolve("copy.json"));
        report = new ObjectMapper().readTree(folder.resolve("a/b/report.json").toFile());
    }

    @Test
    void allAgrees() {
        verify.succeeds();
        assertThat(verify.out()).contains("34 questions: 34 agree").doesNotContain("DISAGREE", "ERROR");
    }

    @Test
    void theTableNamesEveryQuestion() {
        assertThat(Catalogue.QUESTIONS)
                .allSatisfy(question -> assertThat(verify.out()).containsPattern("(?m)^" + question.id() + " "));
    }

    @Test
    void theTableHasNoColoursWhenItIsNotOnATerminal() {
        assertThat(verify.out()).doesNotContain("\u001b").doesNotContain("@|");
    }

    @Test
    void theTableFitsIntoEightyColumns() {
        assertThat(verify.out().lines().filter(line -> line.matches("[123][a-p] .*")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void theReportHasTheFieldsOfTheContract() {
        assertThat(report.get("tool").asText()).isEqualTo("crosscheck");
        assertThat(report.get("version").asText()).isNotEmpty();
        assertThat(report.get("environment").isObject()).isTrue();
        JsonNode summary = report.get("summary");
        assertThat(summary.get("questions").asInt()).isEqualTo(34);
        assertThat(summary.get("agree").asInt()).isEqualTo(34);
        assertThat(summary.get("disagree").asInt()).isZero();
        assertThat(summary.get("seconds").asDouble()).isPositive();
        int checks = 0;
        for (JsonNode question : report.get("questions")) {
            assertThat(question.get("title").asText()).isNotEmpty();
            assertThat(question.get("verdict").asText()).isEqualTo("agree");
            checks += question.get("checks").size();
            assertThat(question.get("checks")).isNotEmpty().allSatisfy(VerifyCommandTest::hasTheFieldsOfACheck);
        }
        assertThat(summary.get("checks").asInt()).isEqualTo(checks);
    }

    private static void hasTheFieldsOfACheck(JsonNode check) {
        assertThat(check.fieldNames())
                .toIterable()
                .contains(
                        "quantity",
                        "kind",
                        "left",
                        "right",
                        "shape",
                        "maxAbsDifference",
                        "bound",
                        "ratio",
                        "worstIndex",
                        "verdict",
                        "guilty",
                        "case");
        assertThat(check.get("kind").asText()).isIn("local", "chained", "identity", "shape", "gradient");
        assertThat(check.get("verdict").asText()).isIn("agree", "ill-conditioned");
        assertThat(check.get("guilty").isNull()).isTrue();
        assertThat(check.get("shape").isArray()).isTrue();
        assertThat(check.get("worstIndex")).hasSameSizeAs(check.get("shape"));
        if (check.get("verdict").asText().equals("agree")) {
            assertThat(check.get("ratio").asDouble()).isBetween(0.0, 1.0);
            assertThat(check.get("maxAbsDifference").isNumber()).isTrue();
        }
    }

    @Test
    void theReportListsTheQuestionsInOrder() {
        List<String> ids = new ArrayList<>();
        report.get("questions").forEach(question -> ids.add(question.get("id").asText()));
        assertThat(ids).isEqualTo(Catalogue.QUESTIONS.stream().map(Question::id).toList());
    }

    @Test
    void theReportIsAlsoWrittenWhereJsonSays() throws IOException {
        assertThat(Files.readAllBytes(folder.resolve("copy.json")))
                .isEqualTo(Files.readAllBytes(folder.resolve("a/b/report.json")));
    }

    @Test
    void theClipOfDl4jIsAFinding() {
        assertThat(report.get("findings").get(0).asText()).contains("40.0000", "23.0259", "1e-10");
        assertThat(verify.out()).contains("Finding: for logits (0, -40)");
    }

    @Test
    void junitXmlIsWellFormedAndHasACaseForEachCheck() throws Exception {
        Document xml = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("a/b/junit.xml").toFile());
        assertThat(xml.getElementsByTagName("testsuite").getLength()).isEqualTo(34);
        assertThat(xml.getElementsByTagName("testcase").getLength())
                .isEqualTo(report.get("summary").get("checks").asInt());
        assertThat(xml.getElementsByTagName("failure").getLength()).isZero();
    }

    @Test
    void oneQuestionMayBeAskedAlone() throws IOException {
        Path out = folder.resolve("one");
        Cli one = Cli.run("verify", "--question", "2g", "--out", out).succeeds();
        assertThat(one.out())
                .containsPattern("1 questions?: 1 agree")
                .contains("grad_oa")
                .doesNotContain("grad_ha");
        JsonNode json = new ObjectMapper().readTree(out.resolve("report.json").toFile());
        assertThat(json.get("questions")).hasSize(1);
        assertThat(json.get("questions").get(0).get("id").asText()).isEqualTo("2g");
    }

    @Test
    void allShowsALineForEachCheck() {
        Cli all = Cli.run("verify", "--question", "3b", "--all", "--out", folder.resolve("all"))
                .succeeds();
        assertThat(all.out()).contains("q3b reference~dl4j");
    }

    @Test
    void severalQuestionsAreRunInTheOrderOfTheHomework() {
        Cli verify = Cli.run("verify", "--question", "2h,1a", "--question", "2h", "--out", folder)
                .succeeds();
        assertThat(verify.out()).containsPattern("(?s)1a .*2h .*2 questions: 2 agree");
        assertThat(Cli.run("answers", "--question", "2h,1a").succeeds().out())
                .containsPattern("(?s)1a .*2h ")
                .doesNotContain("2g  ");
    }

    /** One JSON text and nothing else, which a machine may read; no file named "-". */
    @Test
    void jsonOnStandardOutputIsAlone() throws Exception {
        Cli verify = Cli.run("verify", "--question", "1a", "--json", "-", "--out", folder)
                .succeeds();
        JsonNode report = new ObjectMapper().readTree(verify.out());
        assertThat(report)
                .isEqualTo(new ObjectMapper()
                        .readTree(folder.resolve("report.json").toFile()));
        assertThat(verify.out().chars()).allMatch(c -> c < 128);
        Cli shape = Cli.run("shape", "--input", "1x8x8", "--kernel", "3", "--json", "-")
                .succeeds();
        assertThat(new ObjectMapper().readTree(shape.out()).get("scalars").asInt())
                .isEqualTo(36);
        assertThat(Path.of("-")).doesNotExist();
    }

    @Test
    void oneIsNamedInTheSingular() {
        assertThat(Cli.run("shape", "--input", "1x8x8", "--kernel", "3").out()).contains("and 1 bias\n");
        assertThat(Cli.run("shape", "--input", "1x8x8", "--kernel", "3", "--filters", "2")
                        .out())
                .contains("and 2 biases\n");
        assertThat(Numbers.count(1, "check") + Numbers.count(0, "check") + Numbers.count(2, "class"))
                .isEqualTo("1 check0 checks2 classes");
    }
}
