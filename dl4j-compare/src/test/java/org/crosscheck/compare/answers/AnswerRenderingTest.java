package org.crosscheck.compare.answers;

import static org.assertj.core.api.Assertions.assertThat;

import org.crosscheck.compare.latex.Formula;
import org.crosscheck.compare.latex.FormulaText;
import org.crosscheck.compare.latex.MathMl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerRenderingTest {

    private static Formula formula(String latex) {
        return FormulaParser.parse("test.md", 1, latex, true);
    }

    private static String display(String latex, int width) {
        return String.join("\n", FormulaText.display(formula(latex), width));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\\mathbf{h}^a_j; hᵃⱼ",
                "\\mathbf{o}^s_y; oˢ_y",
                "\\mathbf{W}^{(1)}_{jk} \\mathbf{x}_k; W⁽¹⁾ⱼₖ xₖ",
                "\\mathbf{x}^\\top \\mathbf{y}; xᵀ y",
                "\\sum_{i=1}^{n} x_i^2; ∑ᵢ₌₁ⁿ xᵢ²",
                "\\sum_{k=1}^{d_h} x_k; ∑ₖ₌₁^(dₕ) xₖ",
                "e^{-x} e^{x_i}; e⁻ˣ e^(xᵢ)",
                "\\frac{a + b}{2 c}; (a + b)/(2c)",
                "\\frac{1}{2} x; (1/2) x",
                "\\frac{\\partial L}{\\partial \\mathbf{o}^a} \\mathbf{h}_j; (∂L/∂oᵃ) hⱼ",
                "\\frac{a}{\\frac{b}{c}}; a/(b/c)",
                "\\frac{a}{b}^2; (a/b)²",
                "-x - -1; −x − −1",
                "a (-b); a(−b)",
                "\\mathbf{1}_{\\{x > 0\\}}(x); 1_{x>0}(x)",
                "\\log \\sin(x); log sin(x)",
                "\\hat{R} = \\theta^{\\ast}; R̂ = θ*",
                "\\nabla_{\\mathbf{x}} L; ∇ₓ L",
                "\\lVert \\mathbf{x} \\rVert_2^2; ‖x‖₂²",
                "\\mathbb{R}^{m \\times d_h}; ℝ^(m×dₕ)",
            })
    void oneLine(String latex, String expected) {
        assertThat(FormulaText.inline(formula(latex))).isEqualTo(expected);
    }

    @Test
    void fractionsAndGridsAreStacked() {
        assertThat(display("\\frac{a+b}{c} = \\begin{pmatrix} 1 \\\\ \\vdots \\\\ 23 \\end{pmatrix}", 80))
                .isEqualTo("""
                        a + b   ⎛1 ⎞
                        ───── = ⎜⋮ ⎟
                          c     ⎝23⎠""");
        assertThat(display("x = \\begin{cases} 1 & \\text{if } a \\\\ 0 & \\text{else} \\end{cases}", 80))
                .isEqualTo("x = ⎧1  if a\n    ⎩0  else");
        assertThat(display("\\begin{aligned} a &= b \\\\ &= \\mathrm{ccc} \\end{aligned}", 80))
                .isEqualTo("a = b\n  = ccc");
    }

    @Test
    void wideDisplayIsBrokenBeforeARelation() {
        String wide = "\\mathrm{aaa} = \\mathrm{bbb} = \\mathrm{ccc}";
        assertThat(display(wide, 12)).isEqualTo("aaa = bbb\n    = ccc");
        assertThat(display(wide, 15)).isEqualTo("aaa = bbb = ccc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "\\mathbf{h}^a_j~ <mrow><msubsup><mi>𝐡</mi><mi>j</mi><mi>a</mi></msubsup></mrow>",
                "\\frac{1}{x}~ <mrow><mfrac><mn>1</mn><mi>x</mi></mfrac></mrow>",
                "-x~ <mrow><mo form=\"prefix\">−</mo><mi>x</mi></mrow>",
                "a - x~ <mrow><mi>a</mi><mo>−</mo><mi>x</mi></mrow>",
                "x < y~ <mrow><mi>x</mi><mo>&lt;</mo><mi>y</mi></mrow>",
                "\\mathbf{1} 12.5~ <mrow><mi>𝟏</mi><mn>12.5</mn></mrow>",
                "\\mathbf{A} \\mathbf{Z} \\mathbf{z} \\mathbf{9}~ "
                        + "<mrow><mi>𝐀</mi><mi>𝐙</mi><mi>𝐳</mi><mi>𝟗</mi></mrow>",
                "\\sin x~ <mrow><mi>sin</mi><mo>&#x2061;</mo><mspace width=\"0.1667em\"/><mi>x</mi></mrow>",
                "\\sum_k x~ <mrow><munder><mo>∑</mo><mi>k</mi></munder><mi>x</mi></mrow>",
                "\\hat{R}~ <mrow><mover accent=\"true\"><mi>R</mi><mo stretchy=\"false\">^</mo></mover></mrow>",
            })
    void mathMl(String latex, String expected) {
        assertThat(MathMl.display(formula(latex))).isEqualTo("<math display=\"block\">" + expected + "</math>");
    }

    @Test
    void boundsStandBesideASumInALine() {
        assertThat(MathMl.inline(formula("\\sum_k x")))
                .isEqualTo("<math><mrow><msub><mo>∑</mo><mi>k</mi></msub><mi>x</mi></mrow></math>");
    }

    @Test
    void htmlIsEscaped() throws Exception {
        String evil = "a <script>alert('1')</script> & \"b\"";
        Answer answer = Answers.parse(
                "9z",
                "9z.md",
                "# " + evil + "\n\n`" + evil + "` **" + evil + "** " + evil
                        + "\n\n| " + evil + " |\n|---|\n| " + evil + " |\n\n- " + evil + "\n\n$$\n\\text{" + evil
                        + "} < y\n$$\n");
        String html = "<div>" + AnswerHtml.question(answer) + AnswerHtml.blocks(answer, 3) + "</div>";
        assertThat(html).doesNotContain("<script").contains("&lt;script&gt;alert(&#39;1&#39;)");
        String text = AnswersTest.xml(html).getDocumentElement().getTextContent();
        assertThat(text.split("<script>", -1)).hasSize(9);
    }

    @Test
    void textIsWrappedAtTheWidth() {
        Answer answer = Answers.parse(
                "9z", "9z.md", "# Why so long a question?\n\none two $a + b$ three\n\n- item of a list\n\n## T\n\nx\n");
        assertThat(AnswerText.render(answer, 12)).isEqualTo("""
                        9z  Why so
                            long a
                            question?

                        one two
                        a + b three

                          • item of
                            a list

                        T
                        ─

                        x
                        """);
    }
}
