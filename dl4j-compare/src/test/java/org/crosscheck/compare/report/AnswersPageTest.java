package org.crosscheck.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Catalogue;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.checks.Question;
import org.crosscheck.compare.checks.Verification;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.SubQuestion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AnswersPageTest {

    private static Case small;
    private static String key;
    private static String blank;

    @BeforeAll
    static void make() throws Exception {
        small = CaseFiles.embedded("small");
        key = AnswersPage.key(
                        Catalogue.QUESTIONS, Verification.run(Catalogue.QUESTIONS, List.of(new Evidence(small))), small)
                .html();
        blank = AnswersPage.blank(Catalogue.QUESTIONS, small).html();
    }

    private static Stream<String> found(String html, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(html).results().map(match -> match.group(1));
    }

    private static List<String> ids() {
        return Catalogue.QUESTIONS.stream().map(Question::id).toList();
    }

    @Test
    void everyQuestionHasItsAnswerAnExampleAndEvidence() {
        assertThat(found(key, "<section class=\"question\" id=\"q(..)\"")).containsExactlyElementsOf(ids());
        assertThat(found(key, "<h4>In numbers</h4>\\s*<pre tabindex=\"0\">(.)")).hasSize(34);
        assertThat(found(key, "<section class=\"question\" id=\"(q..)\"((?!</section>).)*class=\"display result\""))
                .hasSize(34);
        assertThat(found(key, "(<details class=\"checks\">)")).hasSize(34);
        assertThat(found(key, "<section class=\"question\" id=\"(q..)\"((?!</section>).)*<p class=\"checked\">\u2713"))
                .hasSize(34);
        assertThat(blank).doesNotContain("class=\"checked\"");
        assertThat(found(key, "data-verdict=\"([^\"]*)\"").distinct()).isSubsetOf("agree", "too wide, informs");
    }

    @Test
    void theNumbersOfAnExampleAreThoseOfTheCase() {
        WorkedNumbers examples = new WorkedNumbers(small);
        assertThat(examples.of("2a").get(1))
                .isEqualTo("hᵃ₁ = 0.4402 + 0.7133·0.4573 + (−0.5239)·0.2974 + (−0.9106)·(−0.0697) + (−0.6701)·0.7794"
                        + " + 0.9747·(−0.5540) = −0.3882");
        assertThat(examples.of("2e")).last().isEqualTo("n_θ = 4·(5 + 1) + 3·(4 + 1) = 39");
        assertThat(examples.of("3b")).containsExactly("16·6·5·5 = 2400");
        assertThat(examples.of("3d")).last().isEqualTo("(64 + 2·1 − 2·(11 − 1) − 1)/9 + 1 = 6");
        assertThat(examples.of("2p").get(3).substring(26))
                .isEqualTo(examples.of("2p").get(4).substring(26));
    }

    @Test
    void theBlankSheetGivesNoAnswerAway() {
        assertThat(found(blank, "<section class=\"question\" id=\"q(..)\"")).containsExactlyElementsOf(ids());
        assertThat(blank.contains("In numbers")
                        || blank.contains("class=\"display")
                        || blank.contains("class=\"checks"))
                .as("an answer, an example or a check")
                .isFalse();
        assertThat(key.contains("quantity by quantity")).isTrue();
        assertThat(blank.contains("quantity by quantity"))
                .as("which quantity follows from which")
                .isFalse();
        assertThat(found(blank, "<code>(grad_W1 [^<]*)</code>")).containsExactly("grad_W1 (dh, d) = (4, 5)");
        assertThat(found(blank, "<code>(W1)</code> \\(4, 5\\)")).hasSize(1);
    }

    @Test
    void thePagesAreSmall() {
        assertThat(key.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
        assertThat(blank.getBytes(StandardCharsets.UTF_8).length).isLessThan(200_000);
    }

    @Test
    void whatTheHomeworkIsIsSaidWithItsCounts() throws Exception {
        int points = SubQuestion.ALL.stream().mapToInt(SubQuestion::points).sum();
        assertThat(AnswersPage.blank(Catalogue.QUESTIONS, CaseFiles.embedded("small"))
                        .html())
                .contains(SubQuestion.ALL.size() + " questions, " + points + " points");
    }

    @Test
    void arraysOfOneNameAreToldApartByTheirPart() throws Exception {
        assertThat(AnswersPage.blank(Catalogue.QUESTIONS, CaseFiles.embedded("small"))
                        .html())
                .contains("<strong>x</strong> of part 1", "<strong>x</strong> of part 2");
    }
}
