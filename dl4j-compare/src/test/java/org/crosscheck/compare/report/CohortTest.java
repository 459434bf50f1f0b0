package org.crosscheck.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crosscheck.compare.grade.Mark;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Outcome;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.rounding.Precision;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Five submissions of two items, counted by hand. */
class CohortTest {

    private static String html;

    private static Mark mark(String key, Outcome outcome, double points, String root, Finding... findings) {
        return new Mark(
                key,
                key.equals("ha") ? "2a" : "2b",
                outcome,
                points,
                2,
                "visible",
                Precision.DOUBLE,
                root,
                "",
                List.of(findings),
                0,
                0);
    }

    private static Marks marks(String name, Mark... items) {
        return new Marks(name, null, List.of(), List.of(items));
    }

    @BeforeAll
    static void make() {
        Finding sign = new Finding("ha.sign", "The sign is flipped.", "", "");
        Finding bias = new Finding("oa.no-bias", "The bias is not added.", "", "");
        Mark right = mark("ha", Outcome.AGREE, 2, null);
        html = Cohort.page(List.of(
                        marks("ada", right, mark("oa", Outcome.AGREE, 2, null)),
                        marks("ben", right, mark("oa", Outcome.DISAGREE, 0, "oa", bias)),
                        marks("cat", right, mark("oa", Outcome.DISAGREE, 0, "oa", bias)),
                        marks("dan", mark("ha", Outcome.DISAGREE, 0, "ha", sign), mark("oa", Outcome.CARRIED, 1, "ha")),
                        new Marks("eve", "no zip archive", List.of(), List.of())))
                .html();
    }

    private static void row(String... cells) {
        String row = "<tr><td>" + String.join("</td><td>", cells) + "</td></tr>";
        String plain = html.replaceAll("<td class=\"[a-z]+\">", "<td>").replaceAll("</?code>", "");
        assertThat(plain.contains(row)).as(row).isTrue();
    }

    /** Scores 4, 2, 2, 1 of 4. */
    @Test
    void theSentenceHasMedianMeanAndHowManyAreRight() {
        assertThat(html).contains("5 submissions: median 2 and mean 2.250 of 4 points; 1 all right, 1 unreadable.");
    }

    @Test
    void theMostFrequentMistakeComesFirstWithWhoMadeIt() {
        row("2b", "oa", "The bias is not added.", "2", "50%", "ben, cat");
        row("2a", "ha", "The sign is flipped.", "1", "25%", "dan");
        assertThat(html.indexOf("ben, cat")).isLessThan(html.indexOf("The sign is flipped."));
    }

    /** Agree, carried forward, wrong, unusable, missing. */
    @Test
    void theHardestItemComesFirst() {
        row("2b", "oa", "25%", "1", "1", "2", "0", "0");
        row("2a", "ha", "75%", "3", "0", "1", "0", "0");
        String items = html.substring(html.indexOf("id=\"items\""));
        assertThat(items.indexOf("<code>oa</code>")).isLessThan(items.indexOf("<code>ha</code>"));
    }

    @Test
    void whatCannotBeReadIsListedApart() {
        row("eve", "no zip archive");
    }
}
