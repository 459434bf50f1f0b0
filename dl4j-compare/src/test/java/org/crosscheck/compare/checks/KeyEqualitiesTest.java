package org.crosscheck.compare.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crosscheck.compare.answers.Answers;
import org.crosscheck.compare.written.AnswerJudge;
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
}
