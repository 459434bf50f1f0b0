package org.crosscheck.compare.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.crosscheck.compare.answers.Answer.Heading;
import org.crosscheck.compare.answers.Answer.Paragraph;
import org.crosscheck.compare.answers.Answer.Share;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.homework.SubQuestion;
import org.crosscheck.compare.latex.Box;
import org.crosscheck.compare.latex.FormulaText;
import org.crosscheck.compare.latex.MathMl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class AnswersTest {

    private static final Set<String> HTML = Set.of(
            "article", "aside", "span", "h3", "p", "div", "ul", "li", "table", "thead", "tbody", "tr", "th", "td",
            "strong", "code");

    private static final Set<String> MATHML_CORE = Set.of(
            "math",
            "mrow",
            "mi",
            "mn",
            "mo",
            "mtext",
            "mspace",
            "mfrac",
            "msup",
            "msub",
            "msubsup",
            "munder",
            "mover",
            "munderover",
            "mtable",
            "mtr",
            "mtd");

    static List<String> ids() {
        return Stream.of("1:m", "2:p", "3:e")
                .flatMap(part -> IntStream.rangeClosed('a', part.charAt(2))
                        .mapToObj(letter -> part.charAt(0) + Character.toString(letter)))
                .toList();
    }

    @Test
    void thereAreThirtyFour() {
        assertThat(ids()).hasSize(34);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void answerIsReadWhole(String id) {
        Answer answer = Answers.of(id);
        assertThat(answer.id()).isEqualTo(id);
        assertThat(answer.question()).isNotEmpty();
        assertThat(answer.blocks()).isNotEmpty();
        assertThat(answer.blocks().get(answer.blocks().size() - 1)).isNotInstanceOf(Heading.class);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void htmlIsWellFormedAndOfKnownElements(String id) throws Exception {
        Answer answer = Answers.of(id);
        Document document = xml(
                "<article><h3>" + AnswerHtml.question(answer) + "</h3>" + AnswerHtml.blocks(answer, 3) + "</article>");
        NodeList elements = document.getElementsByTagName("*");
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            names.add(element.getTagName());
            int children = element.getElementsByTagName("*").getLength();
            if (Set.of("mi", "mn", "mo", "mtext").contains(element.getTagName())) {
                assertThat(element.getTextContent()).isNotEmpty();
                assertThat(children).isZero();
            }
            int required =
                    switch (element.getTagName()) {
                        case "mfrac", "msub", "msup", "munder", "mover" -> 2;
                        case "msubsup", "munderover" -> 3;
                        default -> -1;
                    };
            if (required > 0) {
                assertThat(element.getChildNodes().getLength())
                        .as(element.getTagName())
                        .isEqualTo(required);
            }
        }
        names.removeAll(HTML);
        assertThat(MATHML_CORE).containsAll(names);
        assertThat(document.getDocumentElement().getTextContent()).doesNotContain("\\", "$", "**", "{}");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void textFitsEightyColumnsWithoutLatex(String id) {
        String text = AnswerText.render(Answers.of(id), 80);
        assertThat(text).startsWith(id + "  ").doesNotContain("\\", "$", "**", "^{", "_{}", "\t", "\u00a0");
        assertThat(text.lines()).allSatisfy(line -> {
            assertThat(Box.width(line)).isLessThanOrEqualTo(80);
            assertThat(line).isEqualTo(line.stripTrailing());
        });
        assertThat(text.chars().filter(c -> c == '{').count())
                .isEqualTo(text.chars().filter(c -> c == '}').count());
    }

    /** Braces in the text are only those of sets, which the formulas write as commands. */
    @Test
    void groupingBracesAreNotWritten() {
        assertThat(FormulaText.inline(FormulaParser.parse("f", 1, "{a_{bq}}^{c+d}", false)))
                .isEqualTo("a_(bq)ᶜ⁺ᵈ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4a", "1n", "2q", "3f", "1A", "../1a", "1a.md"})
    void unknownQuestionIsRefused(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> Answers.of(id)).withMessageContaining("'" + id + "'");
    }

    /** Each row: the text with / for the end of a line, the line at fault, part of the message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "'';1;question",
                "Q//a;1;question",
                "# Q;1;without an answer",
                "# Q//a/$$/x/$$;4;blank line after a paragraph",
                "# Q//a/b $x;4;'$' is not closed",
                "# Q//a **b;3;'**' is not closed",
                "# Q//a $$ b;3;'$' is not closed",
                "# Q//a `` b;3;'`' is not closed",
                "# Q//## T/a;4;blank line after a title",
                "# Q//### T;3;neither a title",
                "# Q//  a;3;neither a title",
                "# Q//$$/x;4;not closed by $$",
                "# Q//$$/x//y/$$;4;not closed by $$",
                "# Q//$$/$$;4;empty formula",
                "# Q//$$/x/y \\foo z/$$;5;unknown command '\\foo'",
                "# Q//a/b $\\qux$;4;unknown command '\\qux'",
                "# Q $\\qux$//a;1;unknown command",
                "# Q//- a/- $x_$;4;argument is missing",
                "# Q//- a/b;4;blank line after a list",
                "# Q//> a/b;4;blank line after a remark",
                "# Q//a//## Points//b;7;expected a list",
                "# Q//a//## Points//- b;7;number of points",
                "# Q//|a|b|/|---|;4;rule of a table with 2",
                "# Q//|a|b|/|---|---|/|c|;5;a row of 1 cells",
                "# Q//|a|b/|---|---|;3;does not end",
                "# Q//|a|/|---|/|$\\qux$|;5;unknown command",
                "# Q//$x^a^b$;3;second superscript",
                "# Q//$x_a_b$;3;second subscript",
                "# Q//$x^{}$;3;empty argument",
                "# Q//${x$;3;expected '}'",
                "# Q//$x}$;3;unexpected '}'",
                "# Q//$\\frac{a}$;3;argument is missing",
                "# Q//$\\left( x$;3;expected '\\right'",
                "# Q//$\\left x \\right)$;3;delimiter",
                "# Q//$\\mathbb{Q}$;3;unknown symbol",
                "# Q//$\\text{a$;3;expected '}'",
                "# Q//$x \\;3;'$' is not closed",
                "# Q//$x \"y\"$;3;unexpected",
                "# Q//$a & b$;3;unexpected '&'",
                "# Q//$\\begin{cases}a\\end{cases}$;3;inside a line",
                "# Q//$$/\\begin{tabular}a\\end{tabular}/$$;4;not known",
                "# Q//$$/\\begin{cases}a/\\end{aligned}/$$;5;expected '{cases}'",
            })
    void malformedTextNamesItsLine(String text, int line, String message) {
        assertThatExceptionOfType(AnswerException.class)
                .isThrownBy(() -> Answers.parse("9z", "9z.md", text.replace('/', '\n')))
                .satisfies(e -> {
                    assertThat(e.file()).isEqualTo("9z.md");
                    assertThat(e.line()).isEqualTo(line);
                })
                .withMessageStartingWith("9z.md:" + line + ": ")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"{, }", "\\left(, \\right)", "'\\sqrt ',", "\\frac1,", "\\overset a,", "a_{b^{, }}"})
    void deepNestingIsRefused(String open, String close) {
        String latex = open.repeat(2_000) + "x" + (close == null ? "" : close.repeat(2_000));
        assertThatExceptionOfType(AnswerException.class)
                .isThrownBy(() -> FormulaParser.parse("9z.md", 7, latex, false))
                .withMessageContaining("9z.md:7: nested too deeply");
    }

    @Test
    void windowsLineEndsAreRead() {
        Answer answer = Answers.parse("9z", "9z.md", "# Q\r\n\r\na\r\nb\r\n");
        assertThat(answer.blocks()).containsExactly(new Paragraph(List.of(new Answer.Text("a b"))));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void thePointsAreThoseOfTheHomeworkAndEachMistakeIsOneOfTheBank(String id) {
        Answer answer = Answers.of(id);
        assertThat(answer.points().stream().mapToDouble(Share::points).sum())
                .isEqualTo(SubQuestion.find(id).orElseThrow().points());
        assertThat(answer.alsoRight()).isNotEmpty();
        assertThat(answer.mistakes()).isNotEmpty();
        String text = AnswerText.marking(answer, 80, false, KnownMistakes::found);
        answer.mistakes().stream()
                .flatMap(List::stream)
                .filter(part -> part instanceof Answer.Code)
                .map(part -> KnownMistakes.find(((Answer.Code) part).text()).orElseThrow())
                .forEach(mistake ->
                        assertThat(text.replaceAll("\\s+", " ")).contains(mistake.found() + " (" + mistake.id()));
        assertThat(text.lines()).allSatisfy(line -> assertThat(Box.width(line)).isLessThanOrEqualTo(80));
    }

    /** What no array shows: proofs, reasons, and what is only written down. */
    @ParameterizedTest
    @CsvSource({"1c, 1", "1d, 1", "1e, 1", "1i, 1", "1j, 1", "1k, 1", "2c, 0.5", "2e, 1.5", "2f, 2", "1a, 0", "2g, 0"})
    void pointsForProofsAreForAPersonToGive(String id, double points) {
        assertThat(Answers.of(id).byPerson()).isEqualTo(points);
    }

    @Test
    void remarksStandApart() {
        Answer answer = Answers.parse("9z", "9z.md", "# Q\n\na\n\n> b $x$\n> c\n");
        assertThat(AnswerHtml.blocks(answer, 3))
                .contains("<aside><p>b <math><mrow><mi>x</mi></mrow></math> c</p></aside>");
        assertThat(AnswerText.render(answer, 80)).endsWith("\na\n\n  Remark: b x c\n");
    }

    @Test
    void whatIsTheAnswerStandsOutAndBoldSurvives() {
        Answer answer = Answers.parse(
                "9z", "9z.md", "# Q\n\n**so** $\\mathbf{h}$\n\n$$=\n\\mathbf{x}_{\\mathbf{y}} = x\n$$\n\n$$\nz\n$$\n");
        assertThat(AnswerText.render(answer, 80)).endsWith("\nso h\n\n  ┃ x_y = x\n\n    z\n");
        assertThat(AnswerText.render(answer, 80, true))
                .contains("\u001b[1mso\u001b[22m \u001b[1mh\u001b[22m\n", "  ┃ \u001b[1mx\u001b[22m_y = x\n");
    }

    /** Neither a comma nor ", then" begins a line. */
    @Test
    void aFormulaTakesThePunctuationBehindItAlong() {
        String html = AnswerHtml.blocks(Answers.parse("9z", "9z.md", "# Q\n\nif $x$, then $y$: $z$ (or $w$).\n"), 3);
        assertThat(html)
                .contains("</math>,</span> then ", "</math>:</span> ", "</math> (or ", "</math>).</span></p>")
                .doesNotContain("</math>,</p>");
        assertThat(count(html, "<span class=\"kept\"><math>")).isEqualTo(3);
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    @Test
    void titlesSetTheirFormulas() {
        assertThat(AnswerHtml.title("hidden layer: h^a and h^s, W(2) <x>"))
                .isEqualTo(
                        "hidden layer: <b>h</b><sup>a</sup> and <b>h</b><sup>s</sup>, <b>W</b><sup>(2)</sup> &lt;x&gt;");
        assertThat(AnswerHtml.title("empirical risk, theta, n_theta"))
                .isEqualTo("empirical risk, θ, <i>n</i><sub>θ</sub>");
        SubQuestion.ALL.forEach(
                question -> assertThat(AnswerHtml.title(question.title())).doesNotContain("^", "theta", "W(", "_"));
    }

    /** As a script it would be small and raised twice. */
    @Test
    void aPrimeIsNoScript() {
        assertThat(MathMl.inline(FormulaParser.parse("f", 1, "\\mathrm{rect}'(x)", false)))
                .contains("<mo class=\"prime\"", "′</mo>")
                .doesNotContain("<msup>");
    }

    @Test
    void everyLetterOfTheIndexIsRead() {
        assertThat(AnswerText.render(Answers.letters(), 80).lines())
                .allSatisfy(line -> assertThat(Box.width(line)).isLessThanOrEqualTo(80))
                .anyMatch(line -> line.contains("hᵃ, hˢ"));
    }

    static Document xml(String text) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }
}
