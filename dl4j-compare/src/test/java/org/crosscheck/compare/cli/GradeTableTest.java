package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.Gradebook;
import org.crosscheck.compare.grade.Mark;
import org.crosscheck.compare.grade.Marker;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Outcome;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.Student;
import org.crosscheck.compare.grade.gradescope.Gradescope;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.report.Cohort;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.text.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

class GradeTableTest {

    private static final ColorScheme PLAIN = new ColorScheme.Builder(Ansi.OFF).build();

    private static Mark mark(String key, Outcome outcome, String root) {
        List<Finding> findings = outcome == Outcome.DISAGREE
                ? List.of(new Finding(
                        key + ".x", "Something was found. ".repeat(8), "question 2a", "Check it. ".repeat(9)))
                : List.of();
        String note = "A note, @|bold not|@ to be taken for markup, \u001b[31m nor as control characters.";
        return new Mark(key, "2n-2o", outcome, 0, 12.25, "visible", Precision.SINGLE, root, note, findings, 0.5, 1e-15);
    }

    private static final Marks MARKS = new Marks(
            "a name that is rather long for a column of the table, and then some",
            null,
            List.of("weird\u001b[2Jkey"),
            List.of(
                    mark("grad_conv3_W", Outcome.DISAGREE, "grad_conv3_W"),
                    mark("q1m_softmax", Outcome.CARRIED, "grad_conv3_W"),
                    mark("ha", Outcome.WRONG_SHAPE, "ha")));

    @ParameterizedTest
    @ValueSource(ints = {80, 100, 160})
    void noLineIsWiderThanTheTerminalAndNothingControlsIt(int width) {
        GradeTable table = new GradeTable(width, PLAIN);
        for (String text : List.of(table.one(MARKS), table.many(List.of(MARKS, MARKS)))) {
            assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
            assertThat(text.replaceAll("\\R", "").chars()).noneMatch(Character::isISOControl);
        }
        assertThat(table.one(MARKS))
                .contains("float32", "12.25", "carried forward", "WRONG SHAPE")
                .contains("Carried forward from grad_conv3_W: q1m_softmax", "@ |bold not|@");
    }

    @Test
    void namesAreWrappedAndNotCutAndColumnsHaveTheirWholeNames() {
        String many = new GradeTable(100, PLAIN).many(List.of(MARKS, MARKS));
        assertThat(many).contains("submission", "points", "first error", "explained by");
        StringBuilder name = new StringBuilder();
        many.lines()
                .skip(1)
                .takeWhile(line -> !line.startsWith("2 submissions"))
                .forEach(line -> name.append(
                                line.substring(0, Math.min(28, line.length())).strip())
                        .append(' '));
        assertThat(name.toString()).startsWith("a name that is rather long for a column of the table, and then some");
        assertThat(new GradeTable(100, PLAIN).one(MARKS)).contains("difference");
    }

    /** In the table, on every report and in the machine's form, and in no sum. */
    @Test
    void whatAPersonGivesStandsAmongTheItems() throws Exception {
        Case given = TestCases.mlp(3, 5, 4, 3, 7);
        Marks marks = new Marker(given, Rubric.standard()).mark(Student.submission(Student.right(given, 1)));
        String table = new GradeTable(80, PLAIN).one(marks);
        assertThat(table.lines().filter(line -> line.contains("   by a person")))
                .hasSize(10)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80))
                .anySatisfy(line -> assertThat(line).matches("2f +\\? of 2 +by a person *"));
        assertThat(table.indexOf("2f ")).isBetween(table.indexOf("2e "), table.indexOf("2g "));
        String sentence =
                "11 more are given by a person: 1c 1, 1d 1, 1e 1, 1i 1, 1j 1, 1k 1, 2c 0.5, 2e 1.5, 2f 2, 2p 1.";
        String many = new GradeTable(160, PLAIN).many(List.of(marks, marks));
        for (String report : List.of(
                table,
                many,
                Gradebook.feedback(marks),
                Cohort.page(List.of(marks)).html())) {
            assertThat(report.replaceAll("\\s+", " ")).contains(sentence);
        }
        assertThat(Gradebook.feedback(marks)).contains("| 2f | | ? of 2 | by a person |");
        JsonNode gradescope = new JsonMapper().readTree(Gradescope.toBytes(marks));
        assertThat(gradescope.get("output").asText()).contains(sentence);
        double most = 0;
        for (JsonNode test : gradescope.get("tests")) {
            most += test.get("max_score").asDouble();
        }
        assertThat(most).isEqualTo(marks.most(), within(1e-9));
        JsonNode json = new JsonMapper().readTree(Json.bytes(List.of(marks))).get(0);
        assertThat(json.get("byPerson").get(6).toString()).isEqualTo("{\"question\":\"2c\",\"points\":0.5}");
        assertThat(new JsonMapper().readValue(json.toString(), Marks.class)).isEqualTo(marks);
    }

    /** A submission that cannot be read has no score, here as on the cohort's page. */
    @Test
    void theMeanIsThatOfTheSubmissionsRead() {
        Mark half = new Mark(
                "ha", "2a", Outcome.CARRIED, 1.5, 3, "visible", Precision.DOUBLE, "x", "", List.of(), 0.5, 1e-15);
        Marks read = new Marks("read", null, List.of(), List.of(half));
        Marks unread = new Marks("unread", "no zip archive", List.of(), List.of(mark("ha", Outcome.UNREADABLE, null)));
        assertThat(new GradeTable(80, PLAIN).many(List.of(read, unread)))
                .contains("2 submissions: 0 all right, mean 1.5 points, 1 unreadable.");
    }
}
