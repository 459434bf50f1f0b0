package org.crosscheck.compare.answers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosscheck.compare.answers.Answer.Code;
import org.crosscheck.compare.answers.Answer.Inline;
import org.crosscheck.compare.answers.Answer.InlineFormula;
import org.crosscheck.compare.answers.Answer.Strong;
import org.crosscheck.compare.answers.Answer.Text;
import org.crosscheck.compare.homework.SubQuestion;

/**
 * The homework as a sheet to fill in: LaTeX with amsmath alone, each of the 34 statements with its points and an empty
 * {@code \begin{answer}{2m}}, in the words of the answer key's questions. In other languages it is the file
 * {@code homework.LANGUAGE.tex}, with the same formulas.
 */
public final class HomeworkSheet {

    private static final String PREAMBLE = """
            \\documentclass[11pt]{article}
            \\usepackage[margin=25mm]{geometry}
            \\usepackage{amsmath,amssymb}
            \\setlength{\\parindent}{0pt}
            \\setlength{\\parskip}{3pt}
            % A statement: its number, its points, what is asked. Leave them as they are.
            \\newcommand{\\question}[3]{\\par\\medskip\\textbf{#1}\\ [#2]\\quad #3\\par}
            % What a part takes for granted.
            \\newcommand{\\given}[1]{#1\\par}
            % An answer: \\begin{answer}{2m} ... \\end{answer}. Only what stands inside is marked.
            \\newenvironment{answer}[1]{\\par\\smallskip\\begingroup\\leftskip=1.5em\\relax}{\\par\\endgroup\\medskip}
            % Your own \\newcommand, \\def and \\DeclareMathOperator go here.

            \\title{Homework 3, theoretical part}
            \\author{}
            \\date{}
            """;

    /** What the statements of a part take for granted. */
    private static final Map<Integer, String> GIVEN = Map.of(1, """
            \\section{Basic functions and their derivatives}
            \\given{Here $\\sigma(x) = \\frac{1}{1 + \\exp(-x)}$, $\\mathrm{softplus}(x) = \\ln(1 + \\exp(x))$,
            $S(\\mathbf{x})_i = \\frac{e^{\\mathbf{x}_i}}{\\sum_j e^{\\mathbf{x}_j}}$ is the softmax,
            $\\mathbf{1}_{C}$ is 1 where the condition $C$ holds and 0 elsewhere, $H$ is the Heaviside step, and
            $\\mathrm{sign}(0) = 0$. Derivatives by a vector are gradients.}
            """, 2, """
            \\section{Gradients of a network with one hidden layer}
            \\given{An example is $\\mathbf{x} \\in \\mathbb{R}^d$ with the class $y \\in \\{1, \\dots, m\\}$; vectors are columns.
            The hidden layer has $d_h$ neurons, $\\mathbf{W}^{(1)}$ is $d_h \\times d$, and its activation is
            $\\phi(z) = \\sin(z)$, element by element. The output layer has $m$ neurons and ends in
            $\\mathbf{o}^s = \\mathrm{softmax}(\\mathbf{o}^a)$. Gradients may be written with those of earlier questions.}
            """, 3, """
            \\section{Convolutions}
            \\given{The input is one image of $32 \\times 32$ in one channel. The first layer has 6 kernels of $5 \\times 5$ with
            stride 1 and no padding, the second takes averages over $2 \\times 2$ without overlap, and the third has 16
            kernels of $5 \\times 5$ with stride 1 and no padding. Windows (3c to 3e) are square: size $k$, stride $s$,
            padding $p$, dilation $d$, where $d = 1$ is none.}
            """);

    private HomeworkSheet() {}

    /** The whole file in a language of {@link org.crosscheck.compare.text.Messages}. */
    public static String latex(String language) {
        if (language.equals("en")) {
            return latex();
        }
        try (InputStream in = HomeworkSheet.class.getResourceAsStream("homework." + language + ".tex")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole file in English. */
    public static String latex() {
        StringBuilder sheet = new StringBuilder(PREAMBLE).append("\n\\begin{document}\n\\maketitle\n");
        int part = 0;
        for (SubQuestion question : SubQuestion.ALL) {
            int of = question.id().charAt(0) - '0';
            if (of != part) {
                part = of;
                sheet.append('\n').append(GIVEN.get(part));
            }
            sheet.append("\n\\question{")
                    .append(question.id())
                    .append("}{")
                    .append(question.points())
                    .append(question.points() == 1 ? " point" : " points")
                    .append("}{")
                    .append(statement(question.id()))
                    .append("}\n\\begin{answer}{")
                    .append(question.id())
                    .append("}\n\n\\end{answer}\n");
        }
        return sheet.append("\n\\end{document}\n").toString();
    }

    /** What a question asks, in LaTeX. */
    static String statement(String id) {
        List<Inline> words = Answers.of(id).question();
        return words.stream().map(HomeworkSheet::latex).collect(Collectors.joining());
    }

    private static String latex(Inline part) {
        if (part instanceof InlineFormula formula) {
            return "$" + formula.formula().latex() + "$";
        }
        String text = part instanceof Text plain
                ? plain.text()
                : part instanceof Strong strong ? strong.text() : ((Code) part).text();
        return text.replaceAll("[%&#_]", "\\\\$0").replace("\u00d7", "$\\times$");
    }
}
