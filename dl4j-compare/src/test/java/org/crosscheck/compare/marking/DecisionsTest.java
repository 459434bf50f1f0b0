package org.crosscheck.compare.marking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.crosscheck.compare.marking.Decisions.Decision;
import org.crosscheck.compare.text.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionsTest {

    private static final String HEAD = "question,group,points,comment\n";

    @Test
    void aSpreadsheetMayHaveChangedItsSigns() throws Exception {
        String french = "\ufeffquestion;group;points;comment\r\n2m;2m-0123abcd;0,75;\"a;b \"\"c\"\"\nd\"\r\n";
        assertThat(Decisions.parse("d.csv", french).byGroup())
                .containsEntry("2m-0123abcd", new Decision("2m", 0.75, "a;b \"c\"\nd"));
    }

    @Test
    void newerDecisionsStandOverOlderOnesAndTakeThemBack() throws Exception {
        Decisions old = Decisions.parse("a", HEAD + "2m,2m-00000001,1,x\n3b,3b-00000002,1,\n");
        Decisions both = old.and(Decisions.parse("b", HEAD + "2m,2m-00000001,,\n"));
        assertThat(both.byGroup().get("2m-00000001").isEmpty()).isTrue();
        assertThat(both.byGroup().get("3b-00000002").points()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2m,2m-00000001,3,",
                "2m,2m-00000001,-1,",
                "2m,2m-00000001,NaN,",
                "2m,3b-00000001,1,",
                "2z,2z-00000001,1,",
                "2m,2m-1,1,",
                "2m,2m-00000001,1",
                "2m,2m-00000001,1,\n2m,2m-00000001,1,"
            })
    void aRowThatIsNoneIsRefusedWithItsNumber(String row) {
        assertThatThrownBy(() -> Decisions.parse("d.csv", HEAD + row))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("d.csv: row ");
        assertThatThrownBy(() -> Decisions.parse("d.csv", "a,b\n"))
                .hasMessageContaining("question,group,points,comment");
    }

    @Test
    void aDecisionMarksAllOfItsGroupAgainAndNobodyElse() throws Exception {
        WrittenMark one = mark("2m-00000001");
        WrittenMark other = mark("2m-00000002");
        WrittenMarks marks = new WrittenMarks("a", null, null, List.of(), List.of(), List.of(one, other));
        Decisions decisions = Decisions.parse("d", HEAD + "2m,2m-00000001,1.5,the key was wrong\n");
        WrittenMarks decided = decisions.apply(marks);
        assertThat(decided.score()).isEqualTo(1.5);
        assertThat(decided.items().get(0).open()).isFalse();
        assertThat(decided.items().get(0).comment()).isEqualTo("the key was wrong");
        assertThat(decided.items().get(1)).isEqualTo(other);
    }

    private static WrittenMark mark(String group) {
        return new WrittenMark(
                "2m",
                "unclear",
                null,
                java.util.Map.of(),
                java.util.Map.of(),
                0,
                2,
                List.of(),
                false,
                "",
                "",
                "x",
                "line 1",
                List.of("unclear"),
                group,
                null,
                false,
                "");
    }
}
