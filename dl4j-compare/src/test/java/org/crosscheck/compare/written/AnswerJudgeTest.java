package org.crosscheck.compare.written;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of an answer, and in which letters. */
class AnswerJudgeTest {

    private final AnswerJudge judge = new AnswerJudge();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2k;\\frac{\\partial L}{\\partial h^s} = W^{(2)} \\frac{\\partial L}{\\partial o^a};W⁽²⁾ is m x d_h and ∂L/∂oᵃ is m x 1: the product does not exist",
                "2j;\\frac{\\partial L}{\\partial h^s_j} = \\sum_{k=1}^m W^{(2)}_{jk} \\frac{\\partial L}{\\partial o^a_k};the index j runs over",
                "2j;\\frac{\\partial L}{\\partial h^s_j} = \\sum_{k=1}^d W^{(2)}_{kj} \\frac{\\partial L}{\\partial o^a_k};ends at d",
                "2i;\\frac{\\partial L}{\\partial W^{(2)}} = \\frac{\\partial L}{\\partial o^a} h^s;does not exist",
                "2m;\\frac{\\partial L}{\\partial h^a} = \\frac{\\partial L}{\\partial o^a} \\odot \\cos(h^a);needs equal dimensions",
                "2a;b^{(1)} \\in \\mathbb{R}^{d};is d_h x 1, not d",
            })
    void misfitsAreToldInTheHomeworksLetters(String question, String latex, String message) {
        AnswerVerdict verdict = judge.judge(question, latex);
        assertThat(verdict.verdict()).isEqualTo("wrong");
        assertThat(verdict.message()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2k;\\frac{\\partial L}{\\partial h^s} = \\frac{\\partial L}{\\partial h^s};incomplete;circular",
                "2i;\\frac{\\partial L}{\\partial W^{(2)}} = h^s (\\frac{\\partial L}{\\partial o^a})^T;form;transposed",
                "2b;o^a_k = W^{(2)} h^s + b^{(2)};form;element",
                "2m;\\frac{\\partial L}{\\partial h^a} = -\\frac{\\partial L}{\\partial h^s} \\odot \\cos(h^a);wrong;grad_ha.minus-cosine",
                "2p;\\frac{\\partial L}{\\partial x} = (W^{(1)})^T (W^{(2)})^T \\frac{\\partial L}{\\partial o^a};wrong;grad_x.no-cosine",
                "1c;\\sigma(x) = \\frac{1}{1+e^{-x}} = \\frac{1}{2}(\\tanh(x)+1);wrong;slip.factor",
            })
    void whatIsBehindAMistakeIsNamed(String question, String latex, String expected, String finding) {
        AnswerVerdict verdict = judge.judge(question, latex);
        assertThat(verdict.verdict()).isEqualTo(expected);
        assertThat(verdict.findings()).contains(finding);
    }

    /** A decimal says as much as it has digits: a unit of the last one, rounded or cut. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0.2689, 0.7311;0.1192, 0.8808;right",
                "0.26, 0.73;0.11, 0.88;right",
                "0.26894142, 0.73105858;0.1192, 0.8808;right",
                "2.689 \\cdot 10^{-1}, 0.7311;0.1192, 0.8808;right",
                "0.2689, 0.7311;0.1192, 0.8898;wrong",
                "0.2789, 0.7211;0.1192, 0.8808;wrong",
                "0.26894242, 0.73105758;0.1192, 0.8808;wrong",
            })
    void approximateValuesAreHeldToTheirDigits(String first, String second, String expected) {
        String latex = String.format(
                "For $x = (1, 2)^\\top$, $c = 2$: $S(x) \\approx (%s)^\\top$ while $S(2x) \\approx (%s)^\\top$.",
                first, second);
        assertThat(judge.judge("1i", latex).verdict()).isEqualTo(expected);
    }

    @Test
    void twoReadingsThatDifferAreShownAndNotGuessed() {
        AnswerVerdict verdict =
                judge.judge("1m", "y = S(x), \\quad \\nabla_x L = y \\odot (\\nabla_y L - y \\cdot \\nabla_y L)");
        assertThat(verdict.verdict()).isIn("unclear", "right");
    }

    @Test
    void aCaseThatIsMissingIsNoAnswer() {
        AnswerVerdict verdict = judge.judge("1a", "g'(x) = \\begin{cases} 1 & x > 0 \\end{cases}");
        assertThat(verdict.verdict()).isEqualTo("wrong");
        assertThat(verdict.message()).contains("nothing is said for");
    }

    @Test
    void partsThatAreNotThereAreListed() {
        AnswerVerdict verdict = judge.judge("2a", "h^a = W^{(1)} x + b^{(1)}");
        assertThat(verdict.verdict()).isEqualTo("right");
        assertThat(verdict.parts()).containsEntry("matrix", "right").containsEntry("element", "missing");
    }

    @Test
    void aFaultOfOurOwnIsSaidToBeOneWithItsPlaceAndStopsNoBatch() {
        AnswerVerdict verdict = judge.judge("2m", null);
        assertThat(verdict.isOwnFault()).isTrue();
        assertThat(verdict.message()).contains("not of the answer", "NullPointerException", ".java:");
        List<String> lines = WrittenBatch.judge(
                List.of(
                        "{\"id\": 1, \"question\": \"2m\", \"latex\": \"broken\"}",
                        "{\"id\": 2, \"question\": \"3b\", \"latex\": \"2400\"}"),
                (question, latex) -> judge.judge(question, latex.equals("broken") ? null : latex));
        assertThat(lines.get(0)).contains("own-fault", "\"latex\":\"broken\"");
        assertThat(lines.get(1)).contains("\"right\"").doesNotContain("latex");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2k;\\frac{\\partial L}{\\partial h^s} = W^{(2)} \\frac{\\partial L}{\\partial o^a};\\left( \\mathbf{W}^{(2)} \\right)^\\top",
                "2m;\\frac{\\partial L}{\\partial h^a} = \\frac{\\partial L}{\\partial h^s} \\odot \\sin(h^a);\\cos(",
                "1c;\\sigma(x) = \\frac{1}{1+e^{-x}} = \\frac{1}{2}(\\tanh(x)+1);\\frac{1}{2}",
            })
    void correctionIsTheStudentsFormulaWithOneChange(String question, String latex, String changed) {
        String corrected = judge.judge(question, latex).correction().get();
        assertThat(corrected).contains(changed);
        assertThat(judge.judge(question, corrected).verdict()).isIn("right", "incomplete");
    }

    @Test
    void anAnswerToNoQuestionIsUnclear() {
        assertThat(judge.judge("4x", "a").verdict()).isEqualTo("unclear");
    }

    /** Whichever way it is nested, the reason is said in words. */
    @ParameterizedTest
    @CsvSource({
        "\\left(, \\right)",
        "(, )",
        "\\begin{matrix}, \\end{matrix}",
        "'\\bm ',",
        "a/,",
        "'x ',",
        "'\\sin ',",
        "\\frac1,",
        "'\\not ',",
        "'\\sqrt ',"
    })
    void nestingWithoutEndIsUnclear(String open, String close) {
        String latex = "g(x) = " + open.repeat(2_000) + "x" + (close == null ? "" : close.repeat(2_000));
        AnswerVerdict verdict = judge.judge("1d", latex);
        assertThat(verdict.verdict()).isEqualTo("unclear");
        assertThat(verdict.message()).containsPattern("deeply|not said what a is|more than 1000 factors");
    }
}
