package org.crosscheck.compare.answers;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosscheck.compare.answers.Answer.Block;
import org.crosscheck.compare.answers.Answer.Code;
import org.crosscheck.compare.answers.Answer.Display;
import org.crosscheck.compare.answers.Answer.Heading;
import org.crosscheck.compare.answers.Answer.Inline;
import org.crosscheck.compare.answers.Answer.InlineFormula;
import org.crosscheck.compare.answers.Answer.Items;
import org.crosscheck.compare.answers.Answer.Paragraph;
import org.crosscheck.compare.answers.Answer.Remark;
import org.crosscheck.compare.answers.Answer.Share;
import org.crosscheck.compare.answers.Answer.Strong;
import org.crosscheck.compare.answers.Answer.Table;
import org.crosscheck.compare.answers.Answer.Text;
import org.crosscheck.compare.latex.MathMl;
import org.crosscheck.compare.text.Numbers;

/**
 * Answers as HTML with MathML: fragments for a page that brings its own style, well-formed as XML too.
 *
 * <p>Brackets and sums grow with their content only in a font made for mathematics, which a browser's default may not
 * be. The page's style should ask for the usual ones: {@code math { font-family: "STIX Two Math", "Cambria Math",
 * "Latin Modern Math", "DejaVu Math TeX Gyre", math; }}.
 */
public final class AnswerHtml {

    /** What must not stand at the beginning of a line: a formula takes it along. */
    private static final Pattern PUNCTUATION = Pattern.compile("[.,;:!?)]+");

    private AnswerHtml() {}

    /** A question's title with its formulas set as such: h^a, W(2), n_theta, 64x64. */
    public static String title(String title) {
        return escape(title)
                .replaceAll("\\b([ho])\\^([as])\\b", "<b>$1</b><sup>$2</sup>")
                .replaceAll("\\b([Wb])\\(([12])\\)", "<b>$1</b><sup>($2)</sup>")
                .replace("n_theta", "<i>n</i><sub>\u03b8</sub>")
                .replace("theta", "\u03b8")
                .replaceAll("(?<=\\d)x(?=\\d)", " \u00d7 ");
    }

    /** The question's sentence, to be put into an element of the page's choice. */
    public static String question(Answer answer) {
        return inlines(answer.question());
    }

    /**
     * The answer: p, ul, remarks in aside, table in div.scroll, math in div.display, and headings.
     *
     * @param level of the headings, 1 to 6
     * @param checked what is said beneath each displayed formula, by its number from 0; nothing where it is empty
     */
    public static String blocks(Answer answer, int level, IntFunction<String> checked) {
        StringBuilder out = new StringBuilder();
        int displays = 0;
        for (Block block : answer.blocks()) {
            out.append(block(block, level)).append('\n');
            String said = block instanceof Display ? checked.apply(displays++) : "";
            if (!said.isEmpty()) {
                out.append("<p class=\"checked\">").append(escape(said)).append("</p>\n");
            }
        }
        return out.toString();
    }

    /** The same without a word beneath the formulas. */
    public static String blocks(Answer answer, int level) {
        return blocks(answer, level, display -> "");
    }

    /** The formulas that are the answer, without the steps that lead to them. */
    public static String results(Answer answer) {
        StringBuilder out = new StringBuilder();
        for (Block block : answer.blocks()) {
            if (block instanceof Display display && display.result()) {
                out.append(block(block, 1));
            }
        }
        return out.toString();
    }

    /**
     * What the points are for, what else is right, and what is often wrong; empty if the answer says nothing of it.
     *
     * @param level of the headings, 1 to 6
     * @param found what is found of a known mistake, by its id
     */
    public static String marking(Answer answer, int level, UnaryOperator<String> found) {
        if (answer.points().isEmpty()) {
            return "";
        }
        StringBuilder rows = new StringBuilder();
        for (Share share : answer.points()) {
            rows.append(element(
                    "tr",
                    element("td", Numbers.plain(share.points()))
                            + element("td", inlines(share.what()))
                            + element("td", share.byPerson() ? "by a person" : "")));
        }
        String table = element("table", element("tbody", rows.toString()));
        String heading = "h" + level;
        return element(heading, "Points") + "<div class=\"scroll\" tabindex=\"0\">" + table + "</div>"
                + element(heading, "Also right") + element("ul", elements("li", answer.alsoRight()))
                + element(heading, "Common mistakes")
                + element("ul", elements("li", answer.mistakesInWords(found)));
    }

    /** Text in which characters that have a meaning in HTML, attributes included, are replaced. */
    public static String escape(String text) {
        return MathMl.escape(text);
    }

    private static String block(Block block, int level) {
        if (block instanceof Heading heading) {
            return element("h" + level, inlines(heading.content()));
        }
        if (block instanceof Paragraph paragraph) {
            return element("p", inlines(paragraph.content()));
        }
        if (block instanceof Remark remark) {
            return element("aside", element("p", inlines(remark.content())));
        }
        if (block instanceof Display display) {
            return "<div class=\"display" + (display.result() ? " result" : "") + "\" tabindex=\"0\">"
                    + MathMl.display(display.formula()) + "</div>";
        }
        if (block instanceof Items items) {
            return element("ul", elements("li", items.items()));
        }
        Table table = (Table) block;
        StringBuilder rows = new StringBuilder();
        table.rows().forEach(row -> rows.append(element("tr", elements("td", row))));
        String header = elements("th", table.header()).replace("<th>", "<th scope=\"col\">");
        String html = element("table", element("thead", element("tr", header)) + element("tbody", rows.toString()));
        return "<div class=\"scroll\" tabindex=\"0\">" + html + "</div>";
    }

    private static String inlines(List<Inline> inlines) {
        StringBuilder out = new StringBuilder();
        int taken = 0; // characters of the next text that were put behind a formula
        for (int i = 0; i < inlines.size(); i++) {
            Inline part = inlines.get(i);
            String next = i + 1 < inlines.size() && inlines.get(i + 1) instanceof Text text ? text.text() : "";
            if (part instanceof Text text && taken > 0) {
                out.append(escape(text.text().substring(taken)));
                taken = 0;
                continue;
            }
            Matcher punctuation = PUNCTUATION.matcher(next);
            taken = part instanceof InlineFormula && punctuation.lookingAt() ? punctuation.end() : 0;
            out.append(
                    taken == 0
                            ? inline(part)
                            : "<span class=\"kept\">" + inline(part) + escape(next.substring(0, taken)) + "</span>");
        }
        return out.toString();
    }

    private static String inline(Inline inline) {
        if (inline instanceof Text text) {
            return escape(text.text());
        }
        if (inline instanceof Strong strong) {
            return element("strong", escape(strong.text()));
        }
        if (inline instanceof Code code) {
            return element("code", escape(code.text()));
        }
        return MathMl.inline(((InlineFormula) inline).formula());
    }

    private static String elements(String name, List<List<Inline>> contents) {
        StringBuilder out = new StringBuilder();
        contents.forEach(content -> out.append(element(name, inlines(content))));
        return out.toString();
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }
}
