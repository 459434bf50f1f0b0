package org.crosscheck.compare.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.crosscheck.compare.answers.HomeworkSheet;
import org.crosscheck.datasets.formats.ZipWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetTest {

    @TempDir
    private Path folder;

    private static Sheet of(String text) throws Exception {
        return Sheet.of(TexFiles.of(Map.of("homework.tex", text)));
    }

    private static Map<String, String> answers(Sheet sheet) {
        Map<String, String> answers = new LinkedHashMap<>();
        sheet.answers().forEach((id, answer) -> answers.put(id, answer.latex().replaceAll("\\s+", " ")));
        return answers;
    }

    /** The template with answers, each given after its question. */
    private static String filled(String... pairs) {
        String text = HomeworkSheet.latex();
        for (int i = 0; i < pairs.length; i += 2) {
            text = text.replace(
                    "\\begin{answer}{" + pairs[i] + "}\n", "\\begin{answer}{" + pairs[i] + "}\n" + pairs[i + 1]);
        }
        return text;
    }

    @Test
    void theEmptyTemplateHasNoAnswerAndNothingLeftOver() throws Exception {
        Sheet sheet = of(HomeworkSheet.latex());
        assertThat(sheet.answers()).isEmpty();
        assertThat(sheet.rest()).isEmpty();
        assertThat(sheet.problem()).isNull();
    }

    @Test
    void theTemplatesAnswersAreThoseBetweenItsMarks() throws Exception {
        Sheet sheet = of(filled("1b", "$a$ % no $b$", "3e", "$k = 16$, \\vspace{2mm} $s = 10$"));
        assertThat(answers(sheet)).containsExactly(Map.entry("1b", "$a$ %"), Map.entry("3e", "$k = 16$, $s = 10$"));
        assertThat(sheet.answers().get("1b").place()).startsWith("line ");
    }

    @Test
    void whatStandsBesideTheAnswersIsListed() throws Exception {
        Sheet sheet = of(filled("2a", "$x$").replace("\\question{2b}", "Forgotten: $h^s$.\n\n\\question{2b}"));
        assertThat(sheet.rest()).singleElement().satisfies(rest -> {
            assertThat(rest.text()).isEqualTo("Forgotten: $h^s$.");
            assertThat(rest.place()).matches("line \\d+");
        });
        assertThat(of(filled("1a", "\\end{answer}\\begin{answer}{9z}lost")).rest())
                .anySatisfy(rest -> assertThat(rest.text()).contains("lost"));
    }

    @Test
    void anAnswerThatIsNotClosedEndsWhereTheNextBegins() throws Exception {
        String text = filled("1a", "$a$", "1b", "$b$").replaceFirst("\\\\end\\{answer}", "");
        assertThat(answers(of(text))).containsExactly(Map.entry("1a", "$a$"), Map.entry("1b", "$b$"));
    }

    @Test
    void anAnswerHasTheMacrosThatItUsesAndNoOthers() throws Exception {
        String text = filled("1a", "$\\vx \\T$", "1b", "$\\bad$")
                .replace(
                        "% Your own",
                        "\\newcommand{\\vx}{\\vb{x}}\\def\\vb#1{\\mathbf{#1}}\n\\DeclareMathOperator*{\\T}{T}"
                                + "\\newcommand{\\bad}{\\input{/etc/passwd}}\\DeclarePairedDelimiter{\\nrm}{\\lVert}{\\rVert}\n% ");
        Sheet sheet = of(text);
        assertThat(sheet.answers().get("1a").macros())
                .isEqualTo("\\newcommand{\\vx}{\\vb{x}}\\def\\vb#1{\\mathbf{#1}}\\DeclareMathOperator{\\T}{T}");
        assertThat(sheet.answers().get("1b").macros())
                .isEqualTo("\\newcommand{\\bad}{ }"); // what it inputs is gone, and noted
    }

    @Test
    void figuresAndTablesAreForAPersonAndTheRestIsStillRead() throws Exception {
        Sheet sheet = of(filled("2p", "$a = b$ \\includegraphics[width=2cm]{/etc/passwd} and $c$"));
        assertThat(answers(sheet)).containsEntry("2p", "$a = b$ and $c$");
        assertThat(sheet.answers().get("2p").unread()).containsExactly("a figure");
    }

    /** The statements' own words, one way of setting them each. */
    @ParameterizedTest
    @CsvSource({
        "\\section{Derivatives}\\begin{enumerate}, \\item [2 points] 1a, \\end{enumerate}\\section{Gradient}\\begin{enumerate}\\setcounter{enumi}{6}, \\item 2g, \\end{enumerate}\\section{CNN}\\begin{enumerate}\\item 3a \\item 3b\\end{enumerate} Now windows.\\begin{enumerate}, \\item 3c, \\end{enumerate}",
        "\\begin{enumerate}\\item \\textbf{Derivatives}\\begin{enumerate}, \\item 1a, \\end{enumerate}\\item Networks\\begin{enumerate}, \\item[(g)] 2g, \\end{enumerate}\\item Convolutions\\begin{enumerate}, \\item[(c)] 3c, \\end{enumerate}\\end{enumerate}",
        "'', \\textbf{1 (a)} 1a, '', \\subsection*{2 (g)} 2g, '', \\noindent 3.c) 3c, ''",
        "\\section*{Question 1}, \\textbf{(a)} 1a, \\section*{Question 2}, (g) 2g, \\section*{Question 3}, (c) 3c, ''",
        "'', Question 1.a: 1a, '', \\paragraph{Q2g.} 2g, '', \\subsubsection{3c} 3c, ''",
    })
    void aCopyOfTheSourceIsReadByItsHeadings(
            String before, String a, String between, String g, String then, String c, String end) throws Exception {
        String text = "\\documentclass{article}\\begin{document}\n" + before + "\n" + a + "\n$A$\n" + between + "\n" + g
                + "\n$G$\n" + then + "\n" + c + "\n$C$\n" + end + "\n\\end{document}";
        for (String id : new String[] {"1a", "2g", "3c", "3a", "3b"}) {
            text = text.replaceAll(
                    "(?<=[\\])}.:] |item )" + id,
                    java.util.regex.Matcher.quoteReplacement(
                            org.crosscheck.compare.answers.HomeworkSheetStatements.of(id)));
        }
        assertThat(answers(of(text)))
                .as(text)
                .containsExactly(Map.entry("1a", "$A$"), Map.entry("2g", "$G$"), Map.entry("3c", "$C$"));
    }

    @Test
    void theStatementThatACopyRepeatsIsNoAnswer() throws Exception {
        String text = "\\section{Gradient}\n\\begin{enumerate}\\setcounter{enumi}{6}\n\\item "
                + org.crosscheck.compare.answers.HomeworkSheetStatements.of("2g") + "\n\n\\end{enumerate}";
        assertThat(of(text).answers()).isEmpty();
    }

    @Test
    void aListInsideAnAnswerBelongsToIt() throws Exception {
        Sheet sheet =
                of("\\section{Gradient}\\begin{enumerate}\n\\item\\begin{itemize}\\item[(a)] $p$\n\\item[(b)] $q$\n"
                        + "\\end{itemize}\n\\item $r$\\end{enumerate}");
        assertThat(answers(sheet).get("2a")).contains("$p$", "$q$");
        assertThat(answers(sheet)).containsEntry("2b", "$r$");
    }

    @Test
    void textUnderNoHeadingIsListed() throws Exception {
        Sheet sheet = of("\\begin{document}Hello $x = 1$.\n\\section*{Question 1}\n(a) $A$\n\\end{document} after");
        assertThat(answers(sheet)).containsExactly(Map.entry("1a", "$A$"));
        assertThat(sheet.rest()).extracting(Sheet.Rest::text).containsExactly("Hello $x = 1$.");
    }

    @Test
    void filesInsideAFolderAreInputAndOthersAreNot() throws Exception {
        String main = HomeworkSheet.latex()
                .replace(
                        "\\begin{answer}{1a}\n",
                        "\\begin{answer}{1a}\n\\input{answers/one}\n\\input{../secret}\\input{/etc/passwd}");
        Files.createDirectory(folder.resolve("answers"));
        Files.writeString(folder.resolve("main.tex"), main);
        Files.writeString(folder.resolve("answers/one.tex"), "$A$");
        Sheet sheet = Sheet.read(folder);
        assertThat(answers(sheet)).containsExactly(Map.entry("1a", "$A$"));
        assertThat(sheet.notes()).hasSize(2).allMatch(note -> note.contains("is not followed: it is not inside"));
        Sheet alone = Sheet.read(folder.resolve("main.tex"));
        assertThat(alone.answers()).isEmpty();
        assertThat(alone.notes()).hasSize(3).allMatch(note -> note.contains("only a folder or .zip"));
    }

    @Test
    void aZipIsReadLikeAFolderAndEndlessInputsEnd() throws Exception {
        ZipWriter zip = new ZipWriter();
        zip.deflate(
                "a/main.tex",
                "\\documentclass{article}\\begin{document}\\input{a/b}".getBytes(StandardCharsets.UTF_8),
                0644);
        zip.deflate("a/b.tex", "\\section*{Question 1}\n(a) $A$\n\\input{a/b}".getBytes(StandardCharsets.UTF_8), 0644);
        Files.write(folder.resolve("x.zip"), zip.toBytes());
        Sheet sheet = Sheet.read(folder.resolve("x.zip"));
        assertThat(sheet.answers()).containsKey("1a");
        assertThat(sheet.notes()).anyMatch(note -> note.contains("without end"));
    }

    @Test
    void severalHomeworksInOneFolderAreNoneAndLatin1IsRead() throws Exception {
        Files.writeString(folder.resolve("a.tex"), "\\documentclass{article}");
        Files.writeString(folder.resolve("b.tex"), "\\documentclass{book}");
        assertThat(Sheet.read(folder).problem()).contains("a.tex and b.tex", "one .tex");
        Path latin = folder.resolve("l.tex");
        Files.write(
                latin, "\\section*{Question 1}\n(a) d\u00e9riv\u00e9e $A$".getBytes(Charset.forName("windows-1252")));
        assertThat(answers(Sheet.read(latin))).containsEntry("1a", "d\u00e9riv\u00e9e $A$");
        assertThat(Sheet.read(folder.resolve("none.tex")).problem()).contains("none.tex");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "{",
                "}",
                "$",
                "\\\\",
                "\\item ",
                "\\newcommand{\\a}{",
                "\\begin{answer}{1a}",
                "\\begin{enumerate}",
                "\\section{",
                "\\question{",
                "%",
                "\\textbf{",
                "(a)\n",
                "2 (l) x\n",
                "\\begin{comment}",
                "\\includegraphics[",
                "a: ",
                "\\input{x}",
                "\u202e",
                "\\def\\a#1#2{\\a}",
                "\\[",
                "\\(",
                "\\begin{equation}",
                "\\begin{tikzpicture}",
                "\\bf\n",
                "\\noindent\n\n"
            })
    void endlessRepetitionsAreRead(String piece) {
        String text = piece.repeat(Math.min((1 << 18) / piece.length(), piece.contains("\n") ? 49_000 : 1 << 18));
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                java.time.Duration.ofSeconds(20), () -> of("\\section*{Question 1}\n" + text));
    }

    @Test
    void moreLinesOrItemsThanAnyHomeworkHasAreRefused() throws Exception {
        Path lines = folder.resolve("lines.tex");
        Files.writeString(lines, "(a) $A$\n".repeat(60_000));
        assertThat(Sheet.read(lines).problem()).isEqualTo("line 50001 has more than 50000 lines and items");
        Path items = folder.resolve("items.tex");
        Files.writeString(items, "\\item x ".repeat(60_000));
        assertThat(Sheet.read(items).problem()).contains("more than 50000 lines and items");
        Files.writeString(folder.resolve("main.tex"), "\\documentclass{article}\n\\input{part}\\input{part}");
        Files.delete(lines);
        Files.delete(items);
        Files.writeString(folder.resolve("part.tex"), "x".repeat(1 << 20) + " \\input{part}\\input{part}");
        assertThat(Sheet.read(folder).problem()).isEqualTo("part.tex, line 1 is larger than 8388608 bytes");
    }
}
