package org.crosscheck.compare.written;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.crosscheck.compare.latex.LatexException;
import org.crosscheck.compare.latex.Scope;
import org.crosscheck.compare.latex.Statement;
import org.crosscheck.compare.latex.Statements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader: many notations, one meaning. */
class StatementsTest {

    private static String read(String latex, Scope scope) {
        StringBuilder all = new StringBuilder();
        for (Statement statement : Statements.read(latex, scope).statements()) {
            all.append(all.length() == 0 ? "" : " | ")
                    .append(statement.readings(scope).get(0).latex());
        }
        return all.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(W^{(2)})^T h^s",
                "(W^{(2)})^\\top h^s",
                "{W^{(2)}}^T h^s",
                "{\\mathbf{W}^{(2)}}^{\\top} \\mathbf{h}^s",
                "W^{(2)T} h^s",
                "W^{(2)\\top} h^{s}",
                "W_2^T h_s",
                "W^{[2]T} \\mathbf h^{(s)}",
                "W^{(2)^T} h^s",
                "W^{(2)}.T h^s",
                "\\bm{W}^{(2)\\intercal} \\vec{h}^s",
                "{\\bf W}^{(2)T} {\\bf h}^s",
                "\\left( W^{(2)} \\right)^{\\mathsf{T}} h^s",
                "\\boldsymbol{W}^{(2)'} h^s",
                "\ud835\udc16⁽²⁾ᵀ hˢ",
                "\\def\\t{^\\top} W^{(2)\\top} h^s",
                "\\newcommand{\\tr}[1]{\\left(#1\\right)^T} \\tr{W^{(2)}} h^s",
            })
    void transposedWeightsInManyNotations(String latex) {
        assertThat(read(latex, Scope.NETWORK)).isEqualTo("\\left( \\mathbf{W}^{(2)} \\right)^\\top \\, \\mathbf{h}^s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\frac{\\partial L}{\\partial h^a_j}", "\\dfrac{\\partial J}{\\partial \\mathbf{h}_j^a}",
                        "\\frac{dL}{dh^a_j}",
                "\\frac{\\mathrm{d} \\mathcal{L}}{\\mathrm{d} h^{a}_{j}}", "\\nabla_{h^a_j} L",
                        "\\partial L / \\partial h^a_j",
                "\\frac{\\partial \\ell}{\\partial h_{a,j}}", "\\frac{\\partial L(x, y)}{\\partial h^{(a)}_j}",
                        "\\frac{\\partial L}{h^a_j}",
                "∂L/∂hᵃ_j",
            })
    void derivativesInManyNotations(String latex) {
        assertThat(read(latex, Scope.NETWORK)).isEqualTo("\\frac{\\partial L}{\\partial \\mathbf{h}^a_{j}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\mathbf{1}_{\\{x>0\\}}(x)",
                "\\mathbf 1_{x > 0}",
                "1_{x>0}",
                "1_{x>0}(x)",
                "\\mathbb{1}_{\\{x>0\\}}",
                "\\mathbbm{1}[x>0]",
                "\\mathds{1}(x > 0)",
                "\\mathbb{I}_{\\{x>0\\}}",
                "I(x>0)",
                "[x>0]",
                "\\textbf{1}_{\\{x>0\\}}",
                "\\mathbf{1}\\{x>0\\}",
                "\\mathbf{1}_{(0, \\infty)}(x)",
            })
    void indicatorsInManyNotations(String latex) {
        assertThat(read(latex, Scope.NUMBERS)).isEqualTo("\\mathbf{1}_{\\{x > 0\\}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a = b \\\\ &= c;a = b = c",
                "\\begin{align*} a &= b \\\\ &= c \\end{align*};a = b = c",
                "$a = b$, and $c = d$.;a = b | c = d",
                "a = b, \\quad i \\neq j;a = b \\quad \\text{for } i \\ne j",
                "a = b \\text{ if } i = j;a = b \\quad \\text{for } i = j",
                "\\text{for } i \\ne j: a = b;a = b \\quad \\text{for } i \\ne j",
                "a_j = b_j \\quad \\text{for } j = 1, \\dots, n;a_{j} = b_{j}",
                "a = \\sum_j u_j v_j + w;a = \\sum_{j} u_{j} \\, v_{j} + w",
                "a = \\log\\frac{u}{v};a = \\log(\\frac{u}{v})",
                "a = \\sin^2 x;a = \\left( \\sin(x) \\right)^{2}",
                "a = e^{-x} + \\exp{-x};a = e^{-x} + e^{-x}",
                "a = x_1 + x_2 + \\dots + x_n;a = \\sum_{k'=1}^{n} x_{k'}",
                "a = \\begin{cases} 1 & \\text{if } c > 0 \\\\ 0 & \\text{otherwise} \\end{cases};a = \\begin{cases} 1 & \\text{if } c > 0 \\\\ 0 & \\text{otherwise} \\end{cases}",
                "a \\Rightarrow c = d;a | c = d",
            })
    void statementsAreTakenApart(String latex, String meaning) {
        assertThat(read(latex, Scope.VECTORS)).isEqualTo(meaning);
    }

    @Test
    void whatHasTwoReadingsIsReadInBoth() {
        Statement statement =
                Statements.read("a = 1/2c", Scope.VECTORS).statements().get(0);
        assertThat(statement.readings(Scope.VECTORS)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a = \\foo b;4;unknown command",
                "a = \\input{x};4;not followed",
                "a = (b;4;not closed",
                "a = b);5;closes nothing",
                "a = \\frac{b;10;expected '}'",
                "\\def\\a{\\a\\a}\\a;12;without end",
                "a = b \\csname x\\endcsname;6;not followed",
            })
    void whatIsNotUnderstoodHasItsPlace(String latex, int at, String why) {
        assertThatExceptionOfType(LatexException.class)
                .isThrownBy(() -> read(latex, Scope.VECTORS))
                .satisfies(e -> assertThat(e.at()).as(e.getMessage()).isEqualTo(at))
                .withMessageContaining(why);
    }
}
