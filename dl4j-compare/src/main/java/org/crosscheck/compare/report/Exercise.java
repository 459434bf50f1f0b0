package org.crosscheck.compare.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.compare.text.Translation;

/**
 * An exercise in reading backward passes: each of a sheet's passes holds one planted mistake of the bank, to be found and named;
 * the key says which. The same seed gives the same bytes. That each formula is what it is taken for, right or that mistake, is
 * held by the judge in a test.
 *
 * @param sheet what students get, in LaTeX
 * @param key the same with the mistakes, in LaTeX
 */
public record Exercise(String sheet, String key) {

    /** The most passes of a sheet. */
    public static final int MOST = 20;

    private static final String LOSS = "\\frac{\\partial L}{\\partial ";

    /** A step of the pass: the question that it answers, its left side, and its right side. */
    record Step(String question, String left, String right) {
        String formula() {
            return left + " = " + right;
        }
    }

    /** A wrong right side of a step, by the id of the mistake. */
    record Planted(int step, String id, String wrong) {}

    static final List<Step> STEPS = List.of(
            new Step("2g", by("o^a"), "o^s - \\mathrm{onehot}_m(y)"),
            new Step("2i", by("W^{(2)}"), by("o^a") + " (h^s)^\\top"),
            new Step("2i", by("b^{(2)}"), by("o^a")),
            new Step("2k", by("h^s"), "(W^{(2)})^\\top " + by("o^a")),
            new Step("2m", by("h^a"), by("h^s") + " \\odot \\cos(h^a)"),
            new Step("2o", by("W^{(1)}"), by("h^a") + " x^\\top"),
            new Step("2o", by("b^{(1)}"), by("h^a")),
            new Step("2p", by("x"), "(W^{(1)})^\\top " + by("h^a")));

    static final List<Planted> PLANTED = List.of(
            new Planted(0, "grad_oa.sign", "\\mathrm{onehot}_m(y) - o^s"),
            new Planted(0, "grad_oa.no-onehot", "o^s"),
            new Planted(0, "grad_oa.plus", "o^s + \\mathrm{onehot}_m(y)"),
            new Planted(0, "grad_oa.logits", "o^a - \\mathrm{onehot}_m(y)"),
            new Planted(0, "grad_oa.twice", "2 (o^s - \\mathrm{onehot}_m(y))"),
            new Planted(1, "grad_W2.ha-for-hs", by("o^a") + " (h^a)^\\top"),
            new Planted(1, "grad_W2.os-for-delta", "o^s (h^s)^\\top"),
            new Planted(1, "grad_W2.sign", "-" + by("o^a") + " (h^s)^\\top"),
            new Planted(2, "grad_b2.os-for-delta", "o^s"),
            new Planted(2, "grad_b2.sign", "-" + by("o^a")),
            new Planted(3, "grad_hs.os-for-delta", "(W^{(2)})^\\top o^s"),
            new Planted(3, "grad_hs.sign", "-(W^{(2)})^\\top " + by("o^a")),
            new Planted(4, "grad_ha.no-cosine", by("h^s")),
            new Planted(4, "grad_ha.cosine-of-hs", by("h^s") + " \\odot \\cos(h^s)"),
            new Planted(4, "grad_ha.sine", by("h^s") + " \\odot \\sin(h^a)"),
            new Planted(4, "grad_ha.minus-sine", "-" + by("h^s") + " \\odot \\sin(h^a)"),
            new Planted(4, "grad_ha.minus-cosine", "-" + by("h^s") + " \\odot \\cos(h^a)"),
            new Planted(5, "grad_W1.no-cosine", by("h^s") + " x^\\top"),
            new Planted(5, "grad_W1.sign", "-" + by("h^a") + " x^\\top"),
            new Planted(6, "grad_b1.no-cosine", by("h^s")),
            new Planted(6, "grad_b1.sign", "-" + by("h^a")),
            new Planted(7, "grad_x.no-cosine", "(W^{(1)})^\\top " + by("h^s")),
            new Planted(7, "grad_x.sign", "-(W^{(1)})^\\top " + by("h^a")));

    private static final String PREAMBLE = """
            \\documentclass[11pt]{article}
            \\usepackage[margin=25mm]{geometry}
            \\usepackage[utf8]{inputenc}
            \\usepackage[T1]{fontenc}
            \\usepackage{amsmath,amssymb}
            \\setlength{\\parindent}{0pt}
            \\setlength{\\parskip}{4pt}
            \\begin{document}
            """;

    private static final String NETWORK =
            "$h^a = W^{(1)} x + b^{(1)}$, $h^s = \\sin(h^a)$, $o^a = W^{(2)} h^s + b^{(2)}$, $o^s = \\mathrm{softmax}(o^a)$, "
                    + "$L = -\\log o^s_y$";

    private static String by(String quantity) {
        return LOSS + quantity + "}";
    }

    /**
     * A sheet and its key.
     *
     * @param count how many passes, 1 to {@link #MOST}; no mistake comes twice
     * @param messages the language of the text
     */
    public static Exercise of(long seed, int count, Messages messages) {
        List<Planted> mistakes = new ArrayList<>(PLANTED);
        Collections.shuffle(mistakes, new Random(seed));
        StringBuilder sheet = new StringBuilder(PREAMBLE)
                .append(heading("section", messages.say("exercise.title")))
                .append(messages.say("exercise.given", NETWORK))
                .append("\n\n")
                .append(messages.say("exercise.task"))
                .append('\n');
        StringBuilder key = new StringBuilder(PREAMBLE)
                .append(heading("section", messages.say("exercise.key")))
                .append(messages.say("exercise.seed", seed, count))
                .append('\n');
        for (int pass = 1; pass <= count; pass++) {
            Planted planted = mistakes.get(pass - 1);
            String name = messages.say("exercise.pass", pass);
            sheet.append('\n').append(heading("subsection", name)).append(formulas(planted));
            sheet.append('\n')
                    .append(messages.say(
                            "exercise.wrong", "\\underline{\\hspace{1.5cm}}", "\\underline{\\hspace{10cm}}"))
                    .append('\n');
            Step step = STEPS.get(planted.step);
            String found = Translation.into(messages.language()).of(KnownMistakes.found(planted.id));
            key.append("\n\\textbf{")
                    .append(name)
                    .append("}: ")
                    .append(messages.say("exercise.step", planted.step + 1, step.question))
                    .append(' ')
                    .append(escaped(found))
                    .append(" \\texttt{[")
                    .append(escaped(planted.id))
                    .append("]}\n\\[ ")
                    .append(step.left)
                    .append(" \\ne ")
                    .append(planted.wrong)
                    .append(", \\qquad ")
                    .append(step.formula())
                    .append(" \\]\n");
        }
        return new Exercise(sheet + "\\end{document}\n", key + "\\end{document}\n");
    }

    private static String heading(String level, String text) {
        return "\\" + level + "*{" + text + "}\n";
    }

    private static String formulas(Planted planted) {
        StringBuilder lines = new StringBuilder("\\begin{align*}\n");
        for (int i = 0; i < STEPS.size(); i++) {
            Step step = STEPS.get(i);
            lines.append("(")
                    .append(i + 1)
                    .append(")\\quad ")
                    .append(step.left)
                    .append(" &= ")
                    .append(i == planted.step ? planted.wrong : step.right)
                    .append(i + 1 < STEPS.size() ? " \\\\\n" : "\n");
        }
        return lines.append("\\end{align*}\n").toString();
    }

    /** Words of the bank, in which h^a and the like are plain text. */
    private static String escaped(String text) {
        return text.replaceAll("[&%#_]", "\\\\$0").replace("^", "\\^{}");
    }
}
