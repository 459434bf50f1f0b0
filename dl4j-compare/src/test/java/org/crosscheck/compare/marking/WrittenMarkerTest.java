package org.crosscheck.compare.marking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.answers.HomeworkSheet;
import org.crosscheck.compare.grade.Mark;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Outcome;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.homework.SubQuestion;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.sheet.Sheet;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.compare.written.AnswerJudge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenMarkerTest {

    private static final WrittenMarker MARKER = new WrittenMarker(Rubric.standard());

    @TempDir
    private Path folder;

    private WrittenMarks marked(String... answers) throws Exception {
        String text = HomeworkSheet.latex();
        for (int i = 0; i < answers.length; i += 2) {
            text = text.replace(
                    "\\begin{answer}{" + answers[i] + "}\n", "\\begin{answer}{" + answers[i] + "}\n" + answers[i + 1]);
        }
        Path file = folder.resolve("homework.tex");
        Files.writeString(file, text);
        return MARKER.mark(Sheet.read(file));
    }

    private WrittenMark mark(String question, String latex) throws Exception {
        return marked(question, latex).items().stream()
                .filter(item -> item.question().equals(question))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePartsOfEveryQuestionHaveNoMorePointsThanTheHomeworkGives() {
        assertThat(SubQuestion.ALL).allSatisfy(question -> assertThat(AnswerJudge.parts(question.id()).stream()
                        .mapToDouble(AnswerJudge.AskedPart::points)
                        .sum())
                .as(question.id())
                .isEqualTo(question.id().equals("2c") ? 1.5 : question.points()));
    }

    @Test
    void whatIsThereHasItsPointsAndWhatIsMissingHasNone() throws Exception {
        WrittenMark mark = mark("2a", "$h^a = W^{(1)} x + b^{(1)}$ and $b^{(1)} \\in \\mathbb{R}^{d_h}$");
        assertThat(mark.verdict()).isEqualTo("right");
        assertThat(mark.given()).isEqualTo(Map.of("dimension", 0.5, "matrix", 0.5, "element", 0.0, "output", 0.0));
        assertThat(mark.points()).isEqualTo(1);
        assertThat(mark.open()).isFalse();
    }

    @Test
    void anotherFormHasTheRubricsShareAndAWrongAnswerNothing() throws Exception {
        assertThat(mark("1b", "$\\sigma'(x) = \\frac{e^{-x}}{(1+e^{-x})^2}$").points())
                .isEqualTo(0.5);
        WrittenMark wrong =
                mark("2k", "$\\frac{\\partial L}{\\partial h^s} = W^{(2)} \\frac{\\partial L}{\\partial o^a}$");
        assertThat(wrong.points()).isZero();
        assertThat(wrong.message()).contains("transposed");
    }

    @Test
    void whatIsNotUnderstoodIsForAPersonWithItsPlace() throws Exception {
        WrittenMark mark = mark("2m", "$\\frac{\\partial L}{\\partial h^a} = \\wibble x$");
        assertThat(mark.verdict()).isEqualTo("unclear");
        assertThat(mark.toRead()).containsExactly("unclear");
        assertThat(mark.message()).contains("\\wibble").endsWith("[\\wibble x$]");
        assertThat(mark.open()).isTrue();
    }

    @Test
    void wordsAndFiguresAreForAPersonToo() throws Exception {
        assertThat(mark("2c", "$o^s_k = \\frac{e^{o^a_k}}{\\sum_j e^{o^a_j}}$, so it is a probability.")
                        .toRead())
                .containsExactly("words");
        assertThat(mark("3a", "1600 \\includegraphics{a.png}").toRead()).containsExactly("figures");
    }

    @Test
    void aBrokenAnswerCostsItselfAlone() throws Exception {
        WrittenMarks marks = marked("1a", "$\\frac{{{{ $", "1b", "$\\sigma'(x) = \\sigma(x)(1-\\sigma(x))$");
        assertThat(marks.items()).hasSize(34);
        assertThat(marks.score()).isEqualTo(1);
        assertThat(marks.open()).isEqualTo(1);
    }

    @Test
    void answersThatMeanTheSameAreOneGroupWhateverTheirNotation() throws Exception {
        List<String> same = List.of(
                "$\\frac{\\partial L}{\\partial h^s_j} = \\sum_k W^{(2)}_{jk} \\frac{\\partial L}{\\partial o^a_k}$",
                "$\\frac{\\partial L}{\\partial h^s_l} = \\sum_{i=1}^m W^{(2)}_{li} \\frac{\\partial L}{\\partial o^a_i}$");
        assertThat(groups("2j", same)).hasSize(1);
        List<String> wrong = List.of(
                "$\\frac{\\partial L}{\\partial h^a} = \\frac{\\partial L}{\\partial h^s} \\odot \\sin(h^a)$",
                "$\\nabla_{h^a} L = \\sin(\\mathbf{h}^a) \\odot \\nabla_{h^s} L$",
                "$\\frac{\\partial L}{\\partial h^a} = \\mathrm{diag}(\\sin(h^a)) \\frac{\\partial L}{\\partial h^s}$",
                "$h^s \\odot \\frac{\\partial L}{\\partial h^s} = \\frac{\\partial L}{\\partial h^a}$");
        assertThat(groups("2m", wrong)).hasSize(1);
        List<String> different = List.of(
                wrong.get(0),
                "$\\frac{\\partial L}{\\partial h^a} = -\\frac{\\partial L}{\\partial h^s} \\odot \\sin(h^a)$",
                "$\\frac{\\partial L}{\\partial h^a} = \\frac{\\partial L}{\\partial h^s} \\odot \\cos(h^s)$",
                "$\\frac{\\partial L}{\\partial h^a} = \\frac{\\partial L}{\\partial h^s} \\odot \\cos(h^a)$",
                "$\\frac{\\partial L}{\\partial h^a} = \\frac{\\partial L}{\\partial h^s}$");
        assertThat(groups("2m", different)).hasSize(5);
        assertThat(groups(
                        "3c",
                        List.of("$k = 14, s = 10$", "$(k, s, p, d) = (14, 10, 0, 1)$", "k is 14 and $s=10$, $k = 14$")))
                .hasSize(1);
        assertThat(groups("3c", List.of("$k = 14, s = 10$", "$k = 4, s = 12$"))).hasSize(2);
    }

    @Test
    void whatHasNoValueIsToldApartByAllThatItSays() throws Exception {
        String left = "$\\hat R = \\frac{1}{n} \\sum_{i=1}^{";
        String right = "} L(x^{(i)}, y^{(i)})$";
        assertThat(groups("2e", List.of(left + "d" + right, left + "m" + right, left + "d" + right.replace("i", "j"))))
                .hasSize(3); // the third has two indices
        String gradient = "$\\frac{\\partial L}{\\partial h^s} = ";
        List<String> different = List.of(
                gradient + "W^{(2)} \\frac{\\partial L}{\\partial o^a}$",
                gradient + "W^{(2)} \\otimes \\frac{\\partial L}{\\partial o^a}$",
                gradient + "\\frac{\\partial L}{\\partial o^a} W^{(2)}$",
                gradient + "-W^{(2)} \\frac{\\partial L}{\\partial o^a}$",
                gradient + "W^{(2)} o^s$",
                gradient + "W^{(1)} \\frac{\\partial L}{\\partial o^a}$");
        assertThat(groups("2k", different)).hasSize(different.size());
        String element = "$\\frac{\\partial L}{\\partial h^s_j} = ";
        List<String> indices = List.of(
                element + "\\sum_k W^{(2)}_{jk} \\frac{\\partial L}{\\partial o^a_k}$",
                element + "\\sum_{k=1}^{d} W^{(2)}_{jk} \\frac{\\partial L}{\\partial o^a_k}$",
                element + "\\sum_k W^{(2)}_{jk} \\frac{\\partial L}{\\partial o^a_j}$",
                element + "\\sum_k W^{(2)}_{jk} \\frac{\\partial L}{\\partial o^a_m}$",
                element + "\\sum_k W^{(2)}_{jk} \\frac{\\partial L}{\\partial o^a_1}$");
        assertThat(groups("2j", indices)).hasSize(indices.size());
        List<String> same = List.of(
                gradient + "W^{(2)} \\frac{\\partial L}{\\partial o^a} + \\sum_{j=1}^m W^{(2)}_{kj} b^{(2)}_j$",
                gradient + "\\sum_l W^{(2)}_{kl} b^{(2)}_l + {W^{(2)T}}^T \\cdot \\nabla_{o^a} L$");
        assertThat(groups("2k", same)).hasSize(2); // the second says nothing of the end, and W has no such index
    }

    @Test
    void whatIsSaidInWordsTellsAnswersApartWhereWordsAreAsked() throws Exception {
        String formula = "$o^s_k = \\frac{e^{o^a_k}}{\\sum_j e^{o^a_j}} > 0$, $\\sum_k o^s_k = 1$";
        assertThat(groups(
                        "2c",
                        List.of(
                                formula + ", so it is a probability.",
                                formula + " so  it is a \\textbf{Probability}",
                                formula.replace("_j", "_l") + ", so it is a probability!")))
                .hasSize(1);
        assertThat(groups("2c", List.of(formula, formula + ", so it is a probability.", formula + ", I don't know.")))
                .hasSize(3);
        String bias = "$h^a = W^{(1)} x + b^{(1)}$";
        assertThat(groups("2a", List.of(bias, "The layer is affine: " + bias))).hasSize(1);
    }

    private List<String> groups(String question, List<String> answers) throws Exception {
        List<String> groups = new java.util.ArrayList<>();
        for (String answer : answers) {
            groups.add(mark(question, answer).group());
        }
        return groups.stream().distinct().toList();
    }

    @Test
    void formulasAreHeldAgainstTheProgramsArrays() throws Exception {
        WrittenMarks formulas = marked(
                "2m", "$\\frac{\\partial L}{\\partial h^a} = \\frac{\\partial L}{\\partial h^s}$",
                "2b", "$o^a = W^{(2)} h^s + b^{(2)}$",
                "2d", "$L = -o^a_y + \\log \\sum_k e^{o^a_k}$");
        Marks arrays = new Marks(
                "a",
                null,
                List.of(),
                List.of(
                        array("grad_ha", Outcome.AGREE, null),
                        array("oa", Outcome.DISAGREE, "oa.no-bias"),
                        array("L", Outcome.AGREE, null)));
        WrittenMarks both = Programs.beside(formulas, arrays, Messages.of("en"));
        assertThat(said(both, "2m")).startsWith("Your formula has this mistake, and your program does not: ");
        assertThat(said(both, "2b")).startsWith("Your formula is right, but your program does this (oa): ");
        assertThat(said(both, "2d")).isNull();
        Marks same = new Marks("a", null, List.of(), List.of(array("grad_ha", Outcome.DISAGREE, "grad_ha.no-cosine")));
        assertThat(said(Programs.beside(formulas, same, Messages.of("en")), "2m"))
                .contains("the same mistake");
    }

    private static String said(WrittenMarks marks, String question) {
        return marks.items().stream()
                .filter(item -> item.question().equals(question))
                .findFirst()
                .orElseThrow()
                .program();
    }

    private static Mark array(String key, Outcome outcome, String mistake) {
        return new Mark(
                key,
                "",
                outcome,
                0,
                1,
                "visible",
                Precision.DOUBLE,
                null,
                "",
                Arrays.asList(mistake == null ? new String[0] : new String[] {mistake}).stream()
                        .map(id -> KnownMistakes.find(id).orElseThrow().finding())
                        .toList(),
                0,
                0);
    }
}
