package org.crosscheck.compare.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosscheck.compare.answers.Answers;
import org.crosscheck.compare.written.AnswerJudge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The answer key is held to what students are held to. */
class KeyEqualitiesTest {

    static List<String> questions() {
        return AnswerJudge.questions();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void everyDisplayedEqualityHoldsAndTheAnswerIsRight(String question) {
        KeyEqualities key = KeyEqualities.of(question);
        assertThat(key.verdict().verdict()).as(key.verdict().message()).isEqualTo("right");
        assertThat(key.stated()).isPositive();
        assertThat(key.shown()).as(key.verdict().message()).isEqualTo(key.stated());
        assertThat(key.displays())
                .allSatisfy(display -> assertThat(display.text()).doesNotContain("only"));
        assertThat(key.displays().stream().mapToInt(KeyEqualities.Shown::stated).sum())
                .as("equalities attributed to their formulas")
                .isEqualTo(key.stated());
    }

    @Test
    void aFormulaThatIsFalseIsNotSaidToBeChecked() {
        KeyEqualities key =
                KeyEqualities.judged("1b", "So $$\\sigma'(x) = \\sigma(x)^2$$ and $$\\sigma(x) = 1 - \\sigma(-x)$$");
        assertThat(key.displays())
                .extracting(KeyEqualities.Shown::text)
                .containsExactly("\u2717 only 0 of 1 equality checked", "\u2713 checked: 1 equality");
    }

    /** One slip planted in each answer: the text that is changed, and what it becomes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1a;\\mathbf{1}_{\\{x > 0\\}}(x)$$;\\mathbf{1}_{\\{x < 0\\}}(x)$$",
                "1b;\\left( 1 - \\sigma(x) \\right);\\left( 1 + \\sigma(x) \\right)",
                "1c;(1 - e^{-x}) + (1 + e^{-x});(1 - e^{-x}) - (1 + e^{-x})",
                "1d;&= -\\mathrm{softplus}(-x);&= \\mathrm{softplus}(-x)",
                "1e;\\ln \\frac{1 + e^x}{1 + e^{-x}};\\ln \\frac{1 + e^{-x}}{1 + e^{x}}",
                "1f;- \\mathbf{1}_{\\{x < 0\\}}(x)$$;+ \\mathbf{1}_{\\{x < 0\\}}(x)$$",
                "1g;\\sum_i \\mathbf{x}_i^2 = 2 \\mathbf{x}_j;\\sum_i \\mathbf{x}_i^2 = 2 \\mathbf{x}_i",
                "1h;\\mathrm{sign}(\\mathbf{x}_n);\\mathrm{sign}(-\\mathbf{x}_n)",
                "1i;1/5 \\\\ 4/5;1/5 \\\\ 3/5",
                "1j;e^c \\sum_j e^{\\mathbf{x}_j};\\sum_j e^{\\mathbf{x}_j}",
                "1k;&= -S(\\mathbf{x})_i S(\\mathbf{x})_j;&= S(\\mathbf{x})_i S(\\mathbf{x})_j",
                "1l;S(\\mathbf{x}) S(\\mathbf{x})^\\top$$;S(\\mathbf{x})^\\top S(\\mathbf{x})$$",
                "1m;- \\mathbf{y} \\left( \\mathbf{y}^\\top \\mathbf{v} \\right);+ \\mathbf{y} \\left( \\mathbf{y}^\\top \\mathbf{v} \\right)",
                "2a;\\mathbf{W}^{(1)}_{jl} \\mathbf{x}_l;\\mathbf{W}^{(1)}_{lj} \\mathbf{x}_l",
                "2b;\\mathbf{W}^{(2)}_{kj} \\mathbf{h}^s_j;\\mathbf{W}^{(2)}_{jk} \\mathbf{h}^s_j",
                "2c;\\mathbf{o}^s_k = \\frac{\\exp(\\mathbf{o}^a_k)};\\mathbf{o}^s_k = \\frac{\\exp(\\mathbf{o}^a_j)}",
                "2d;- \\mathbf{o}^a_y;+ \\mathbf{o}^a_y",
                "2e;+ m d_h + m = ;+ m d + m = ",
                "2f;\\theta - \\frac{\\eta}{n};\\theta + \\frac{\\eta}{n}",
                "2g;= \\mathbf{o}^s_y - 1;= \\mathbf{o}^s_y + 1",
                "2h;{\\partial \\mathbf{o}^a_k} \\, \\mathbf{h}^s_j;{\\partial \\mathbf{o}^a_j} \\, \\mathbf{h}^s_k",
                "2i;\\frac{\\partial L}{\\partial \\mathbf{o}^a} \\left( \\mathbf{h}^s \\right)^\\top$$;\\frac{\\partial L}{\\partial \\mathbf{o}^a} \\mathbf{h}^s$$",
                "2j;\\mathbf{W}^{(2)}_{kj}$$;\\mathbf{W}^{(2)}_{jk}$$",
                "2k;= \\left( \\mathbf{W}^{(2)} \\right)^\\top;= \\mathbf{W}^{(2)}",
                "2l;\\, \\cos(\\mathbf{h}^a_j);\\, \\cos(\\mathbf{h}^s_j)",
                "2m;\\odot \\cos(\\mathbf{h}^a);\\odot \\sin(\\mathbf{h}^a)",
                "2n;{\\partial \\mathbf{h}^a_j} \\, \\mathbf{x}_l;{\\partial \\mathbf{h}^a_j} \\, \\mathbf{x}_j",
                "2o;\\, \\mathbf{x}^\\top;\\, \\mathbf{x}",
                "2p;\\cos(\\mathbf{h}^a) \\odot \\left(;\\sin(\\mathbf{h}^a) \\odot \\left(",
                "3a;16 \\cdot 10 \\cdot 10 = 1600;16 \\cdot 10 \\cdot 11 = 1600",
                "3b;16 \\cdot 6 \\cdot 5 \\cdot 5 = 2400;16 \\cdot 6 \\cdot 5 \\cdot 5 = 2500",
                "3c;k = 14, \\quad s = 10;k = 14, \\quad s = 11",
                "3d;k = 11, \\quad s = 9;k = 11, \\quad s = 10",
                "3e;k = 11, \\quad s = 11;k = 12, \\quad s = 11",
            })
    void slipInAnAnswerIsCaught(String question, String from, String to) {
        String answer = KeyEqualities.latex(Answers.of(question))
                .replaceAll("\\s*\\n(?=\\$\\$|$)", "")
                .replace("\n$$", "$$");
        int place = answer.indexOf(from);
        assertThat(place).as(question + " holds " + from).isNotNegative();
        String slipped = answer.substring(0, place) + to + answer.substring(place + from.length());
        KeyEqualities key = KeyEqualities.judged(question, slipped);
        boolean caught = key.shown() < key.stated() || !key.verdict().verdict().equals("right");
        assertThat(caught).as(key.verdict().toString()).isTrue();
    }

    /** Kinds of slips as changes of the text: what is looked for, and what it becomes. */
    private static final Map<String, String> KINDS = Map.of(
            " \\+ ", " - ",
            " - ", " + ",
            "\\^\\\\top", "",
            "_\\{kj\\}", "_{jk}",
            "_\\{jl\\}", "_{lj}",
            "\\\\cos", "\\\\sin",
            "\\{h\\}\\^a", "{h}^s",
            "\\{o\\}\\^s", "{o}^a",
            "\\{W\\}\\^\\{\\(2\\)\\}", "{W}^{(1)}",
            "= 2 ", "= 3 ");

    /**
     * Slips that leave true what is stated, by what stands before them: g(0) is 0, as is what is subtracted in 2g; a shift by -c
     * is one by c, biases are 0; an equivalence states neither of its sides; rounded down, 45/9 and 47/9 are both 5 (3d).
     */
    private static final Set<String> STILL_TRUE = Set.of(
            "1a: in{aligned} \\frac{g(t) -",
            "1a:  } t > 0 \\\\ \\frac{g(t) -",
            "1i: \\Longleftrightarrow (c -",
            "1i:  (c - 1) (\\mathbf{x}_i -",
            "1j: {aligned} S(\\mathbf{x} +",
            "2g: ^a_k} = \\mathbf{o}^s_k -",
            "2p: {(1)} \\hat{\\mathbf{x}} +",
            "2p: 2)} \\hat{\\mathbf{h}}^s +",
            "3d: rac{64 + 2 - 2 (k - 1) -");

    /** Each kind of slip at every place of every displayed formula where it can be made. */
    @ParameterizedTest
    @MethodSource("questions")
    void slipsOfEveryKindAreCaughtWhereverTheyAreMade(String question) {
        String answer = KeyEqualities.latex(Answers.of(question));
        List<String> missed = new ArrayList<>();
        KINDS.forEach((from, to) -> {
            Matcher place = Pattern.compile(from).matcher(answer);
            while (place.find()) {
                boolean display = answer.substring(0, place.start()).split("\\$\\$", -1).length % 2 == 0;
                String slipped =
                        answer.substring(0, place.start()) + to.replace("\\\\", "\\") + answer.substring(place.end());
                KeyEqualities key = display ? KeyEqualities.judged(question, slipped) : null;
                if (key != null
                        && key.shown() == key.stated()
                        && key.verdict().verdict().equals("right")) {
                    String before = answer.substring(0, place.end()).strip().replaceAll("\\s+", " ");
                    missed.add(question + ": " + before.substring(before.length() - 24));
                }
            }
        });
        assertThat(missed)
                .containsExactlyInAnyOrderElementsOf(STILL_TRUE.stream()
                        .filter(slip -> slip.startsWith(question))
                        .toList());
    }
}
