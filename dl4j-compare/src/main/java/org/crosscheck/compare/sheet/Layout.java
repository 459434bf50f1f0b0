package org.crosscheck.compare.sheet;

import java.util.List;
import java.util.regex.Pattern;
import org.crosscheck.compare.sheet.Spans.Span;

/** Commands that only say how something is set: taken out before an answer is judged. */
final class Layout {

    private static final Pattern FIGURE = Pattern.compile(
            "\\\\(?:includegraphics|includepdf)\\s*(?:\\[[^\\[\\]]*])?\\s*\\{|\\\\begin\\{(?:tikzpicture|picture)}");

    /** With an argument that is no text of the answer. */
    private static final Pattern SET = Pattern.compile(
            "\\\\(?:vspace|hspace|label|ref|eqref|tag|cite|color|setcounter|addtocounter|pagestyle|thispagestyle|fontsize"
                    + "|setlength|addtolength|bibliographystyle|bibliography|usepackage|RequirePackage|geometry"
                    + "|hypersetup|newtheorem|definecolor|vskip|hskip|captionsetup|graphicspath|theoremstyle"
                    + "|title|author|date|allowdisplaybreaks|phantom)"
                    + "\\*?\\s*(?:\\[[^\\[\\]]*]\\s*)?(?:\\{[^{}]*}\\s*)*+");

    /** Environments around an answer that are none of formulas. */
    private static final Pattern AROUND = Pattern.compile(
            "\\\\(?:begin|end)\\s*\\{(?:document|center|figure|quote|quotation|flushleft|flushright|minipage|solution|sol|proof|reponse|answer|answers"
                    + "|enumerate|itemize|description|tcolorbox|mdframed|framed|shaded|small|large|footnotesize|parts|subparts"
                    + "|questions|multicols|spacing|samepage|exo|exercise|problem|claim|lemma|remark|theorem)\\*?}"
                    + "(?:\\[[^\\[\\]]*])?(?:\\{[^{}]*})?");

    private static final Pattern WORD = Pattern.compile(
            "\\\\(?:maketitle|newpage|clearpage|pagebreak|noindent|medskip|smallskip|bigskip|par|centering|hfill|vfill|newline"
                    + "|linebreak|bfseries|itshape|normalfont|normalsize|footnotesize|small|large|Large|LARGE|huge|Huge|item|qed|hrule"
                    + "|tableofcontents|appendix|raggedright|sloppy|null|leavevmode|protect|relax|break|allowbreak|nopagebreak"
                    + "|blacksquare|Box|square|textcolor\\s*\\{[^{}]*})(?![A-Za-z])(?:\\s*\\[[^\\[\\]]*])?\\*?");

    private Layout() {}

    /** An answer without what only sets it; figures become words, so that the formulas around them are still read. */
    static String plain(String latex) {
        StringBuilder bare = new StringBuilder(latex);
        spans(latex).forEach(figure -> TexText.blank(bare, figure.start(), figure.end()));
        String text = SET.matcher(bare).replaceAll(" ");
        text = AROUND.matcher(text).replaceAll("\n\n");
        text = WORD.matcher(text).replaceAll(" ");
        return text.replace("\\(\\square\\)", " ")
                .replaceAll("(?m)^[ \t]+$", "")
                .strip();
    }

    /** What in an answer only a person can read. */
    static List<String> figures(String latex) {
        return spans(latex).stream()
                .map(Span::opening)
                .map(opening -> opening.contains("includegraphics")
                        ? "a figure"
                        : opening.contains("includepdf") ? "a PDF" : "a drawing")
                .distinct()
                .toList();
    }

    private static List<Span> spans(String latex) {
        return Spans.of(latex, FIGURE, opening -> opening.endsWith("{") ? "}" : opening.replace("begin", "end"));
    }

    /** Whether there is nothing for a reader: no letter, digit or formula. */
    static boolean isBlank(String latex) {
        return figures(latex).isEmpty()
                && plain(latex)
                        .replaceAll("(?m)%$", "")
                        .replaceAll("[\\s{}~\\[\\]().:;,\\\\-]", "")
                        .isEmpty();
    }
}
