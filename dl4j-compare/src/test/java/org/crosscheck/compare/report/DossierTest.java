package org.crosscheck.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Catalogue;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.text.Numbers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DossierTest {

    private static String agreeing;
    private static String failing;

    @BeforeAll
    static void make() throws Exception {
        agreeing = SamplePages.dossier().html();
        failing = SamplePages.failing().html();
    }

    /** Says what is missing without printing the whole page. */
    private static void holds(String html, String... parts) {
        assertThat(parts)
                .allSatisfy(part -> assertThat(html.contains(part)).as(part).isTrue());
    }

    private static void lacks(String html, String... parts) {
        assertThat(parts)
                .allSatisfy(part -> assertThat(html.contains(part)).as(part).isFalse());
    }

    private static Stream<String> found(String html, String pattern) {
        return Pattern.compile(pattern).matcher(html).results().map(match -> match.group(1));
    }

    @Test
    void theVerdictIsOneSentence() {
        holds(agreeing, "All 34 questions agree: in ");
        lacks(agreeing, "What fails");
        assertThat(found(failing, "(questions disagree \\(2a.*3a.*\\))")).hasSize(1);
        holds(failing, "What fails");
    }

    @Test
    void theMapHasEveryQuestionWithItsVerdict() {
        assertThat(found(agreeing, "class=\"tile agree\" href=\"#q(..)\""))
                .containsExactlyElementsOf(Catalogue.QUESTIONS.stream()
                        .map(question -> question.id())
                        .toList());
        assertThat(found(failing, "class=\"tile disagree\" href=\"#q(..)\""))
                .contains("2a", "3a")
                .doesNotContain("2c", "1a");
    }

    @Test
    void theClosestCheckIsTheOneOfTheLargestRatio() {
        double largest = found(agreeing, "data-verdict=\"agree\"[^\n]*? ratio\" data-value=\"([0-9.E-]+)\"")
                .mapToDouble(Double::parseDouble)
                .max()
                .orElseThrow();
        assertThat(found(agreeing, "Closest to its bound: [^<]*, at ([0-9.]+) of it"))
                .containsExactly(Numbers.ratio(largest));
    }

    @Test
    void everyQuantityOfTheNetworksIsANodeWithItsShapeAndVerdict() {
        assertThat(Chain.STEPS.stream().map(step -> step.quantity()).filter(key -> switch (Quantities.find(key)
                        .orElseThrow()
                        .group()) {
                    case MLP, CNN -> true;
                    default -> false;
                }))
                .hasSize(24)
                .allSatisfy(key -> holds(agreeing, "class=\"node agree\"><title>" + key + " ("));
        holds(failing, "class=\"node disagree\"><title>hs (", "class=\"node disagree\"><title>conv3 (");
    }

    @Test
    void linksWithinThePageLeadSomewhereAndEveryCheckHasItsOwn() {
        for (String html : new String[] {agreeing, failing}) {
            Set<String> ids = new HashSet<>();
            assertThat(found(html, " id=\"([^\"]*)\""))
                    .allSatisfy(id -> assertThat(ids.add(id)).as(id).isTrue());
            assertThat(found(html, "href=\"#([^\"]*)\"")).isNotEmpty().allSatisfy(link -> assertThat(ids)
                    .contains(link));
        }
        holds(agreeing, "id=\"2g.grad_oa.local.reference.dl4j.small\"");
    }

    @Test
    void whatFailsComesFirstWithTheCommandThatReplaysIt() {
        int failures = failing.indexOf("id=\"failures\"");
        assertThat(failures).isPositive().isLessThan(failing.indexOf("class=\"map\""));
        assertThat(failing.indexOf("./crosscheck verify --case")).isBetween(failures, failing.indexOf("class=\"map\""));
        String rows = failing.substring(failing.indexOf("id=\"q2a\""), failing.indexOf("id=\"q2b\""));
        assertThat(found(rows, "data-verdict=\"([^\"]*)\""))
                .startsWith("disagree")
                .endsWith("agree");
    }

    @Test
    void thereAreAllPlots() {
        assertThat(found(agreeing, "<figcaption>([^<]*)</figcaption>"))
                .contains(
                        "Difference over bound, every check",
                        "Largest difference of each check",
                        "Error through the MLP",
                        "Error through the CNN",
                        "Error of each engine against the oracle, in ulps")
                .anySatisfy(title -> assertThat(title).matches("Where .* differs"));
        holds(failing, "Where conv3[", "class=\"cell bad\"");
    }

    @Test
    void hostileNamesAreShownAndDoNothing() {
        assertThat(failing)
                .doesNotContain("<script>document", "<img", "\u202e", "\u0000", "\u001b")
                .contains("&lt;script&gt;document");
    }

    @Test
    void thePageIsAtMostTwoMegabytes() {
        assertThat(agreeing.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
        assertThat(failing.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
    }

    @Test
    void theAnswersFormulasStandByTheirQuestions() {
        Matcher results = Pattern.compile("<div class=\"results\">.*?<math").matcher(agreeing);
        int count = 0;
        while (results.find()) {
            count++;
        }
        assertThat(count).isEqualTo(34);
    }
}
