package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crosscheck.compare.grade.Mark;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Outcome;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.rounding.Precision;
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
