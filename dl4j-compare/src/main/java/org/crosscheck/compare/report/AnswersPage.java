package org.crosscheck.compare.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.answers.AnswerHtml;
import org.crosscheck.compare.answers.Answers;
import org.crosscheck.compare.answers.InTheCode;
import org.crosscheck.compare.checks.KeyEqualities;
import org.crosscheck.compare.checks.Question;
import org.crosscheck.compare.checks.Report.QuestionResult;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.pages.Page;
import org.crosscheck.compare.text.Numbers;

/**
 * The answer key as a page: derivations, dimensions, the network, an example in numbers for each question, with the
 * evidence folded away below it. Or the same questions without answers, for students: statements, shapes, and what they
 * are given.
 */
public final class AnswersPage {

    private static final Map<String, String> PARTS = Map.of(
            "1", "1 Derivatives and relationships between basic functions",
            "2", "2 Gradients of a multilayer perceptron",
            "3", "3 Convolutional networks");

    private AnswersPage() {}

    /** What {@code answers.mustache} shows. */
    record Data(
            boolean key,
            String caseName,
            int count,
            List<String> drawings,
            List<Array> arrays,
            List<Part> parts,
            String letters) {}

    /** An array of the case with its numbers. */
    record Array(String name, String symbol, String part, String shape, String numbers) {}

    record Part(String title, List<Section> questions) {}

    /** A question; the evidence is style, verdict, count, worst and rows, as {@code checks.mustache} wants them. */
    record Section(
            String id,
            String title,
            String heading,
            String points,
            int space,
            String statement,
            List<String> wanted,
            String answer,
            String results,
            String marking,
            List<String> example,
            String style,
            String verdict,
            String count,
            String worst,
            boolean open,
            List<CheckRow> rows) {}

    /**
     * The key of some questions, with numbers from a small case.
     *
     * @param results what the questions' checks found on that case, in the same order
     */
    public static Page key(List<Question> questions, List<QuestionResult> results, Case small) {
        WorkedNumbers examples = new WorkedNumbers(small);
        Set<String> anchors = new HashSet<>();
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            sections.add(section(questions.get(i), small, examples, results.get(i), anchors));
        }
        return page("Homework 3, answered", true, small, sections);
    }

    /** The questions without their answers. */
    public static Page blank(List<Question> questions, Case small) {
        List<Section> sections =
                questions.stream().map(question -> blank(question, small)).toList();
        return page("Homework 3", false, small, sections);
    }

    private static Page page(String title, boolean key, Case small, List<Section> sections) {
        List<Part> parts = new ArrayList<>();
        for (String number : List.of("1", "2", "3")) {
            List<Section> some = sections.stream()
                    .filter(section -> section.id.startsWith(number))
                    .toList();
            if (!some.isEmpty()) {
                parts.add(new Part(PARTS.get(number), some));
            }
        }
        List<Array> arrays =
                small.values().keys().stream().map(name -> array(name, small)).toList();
        return Page.of(
                "answers",
                title,
                new Data(
                        key,
                        small.name(),
                        sections.size(),
                        drawings(key, small),
                        arrays,
                        parts,
                        AnswerHtml.blocks(Answers.letters(), 3)));
    }

    /** The network; for students it does not show which quantity follows from which. */
    private static List<String> drawings(boolean key, Case small) {
        Map<String, Integer> sizes = small.sizes();
        String neurons = Neurons.figure(sizes.get("d"), sizes.get("dh"), sizes.get("m"));
        return key ? List.of(neurons, quantities()) : List.of(neurons);
    }

    private static String quantities() {
        return NetworkDrawing.figure(
                "The same, quantity by quantity",
                "Every quantity with the shape of its array; n examples are the rows of one array. Blue arrows compute"
                        + " forward, orange ones backward.",
                Group.MLP,
                quantity -> {
                    String shape = Quantities.find(quantity).orElseThrow().shapeText();
                    return new NetworkDrawing.Node(shape, "", quantity + " " + shape, "");
                });
    }

    private static Array array(String name, Case small) {
        int[] shape = small.values().get(name).shape();
        double[][] rows = shape.length == 2
                ? small.values().rows(name)
                : new double[][] {small.values().vector(name)};
        Quantities.Quantity quantity = Quantities.of(name);
        String part =
                quantity.group() == Group.FUNCTIONS ? "part 1" : quantity.group() == Group.MLP ? "part 2" : "part 3";
        return new Array(name, quantity.symbol(), part, Quantities.text(shape), Lines.block(rows));
    }

    private static Section section(
            Question question, Case small, WorkedNumbers examples, QuestionResult result, Set<String> anchors) {
        List<CheckRow> rows = result.checks().stream()
                .map(check -> CheckRow.of(question.id(), check, anchors))
                .toList();
        double worst = result.checks().stream()
                .mapToDouble(check -> check.found().ratio())
                .filter(ratio -> !Double.isNaN(ratio))
                .max()
                .orElse(0);
        String verdict =
                result.verdict() == null ? CheckRow.UNCHECKED : result.verdict().text();
        return new Section(
                question.id(),
                question.title(),
                AnswerHtml.title(question.title()),
                question.pointsInWords(),
                0,
                AnswerHtml.question(question.answer()),
                wanted(question, small),
                AnswerHtml.blocks(InTheCode.appendedTo(question.answer()), 4, KeyEqualities.of(question.id())::checked),
                AnswerHtml.results(question.answer()),
                AnswerHtml.marking(question.answer(), 5, KnownMistakes::found),
                examples.of(question.id()),
                verdict,
                verdict,
                Numbers.count(rows.size(), "check"),
                Numbers.ratio(worst),
                rows.stream().anyMatch(CheckRow::fails),
                rows);
    }

    private static Section blank(Question question, Case small) {
        return new Section(
                question.id(),
                question.title(),
                AnswerHtml.title(question.title()),
                Numbers.count(question.points(), "point"),
                4 + 3 * question.points(),
                AnswerHtml.question(question.answer()),
                wanted(question, small),
                "",
                "",
                "",
                List.of(),
                "",
                "",
                "",
                "",
                false,
                List.of());
    }

    /** The arrays that answer a question in files, with their shapes. */
    private static List<String> wanted(Question question, Case small) {
        return Quantities.ANSWERS.stream()
                .filter(quantity -> quantity.question().equals(question.id()) && small.has(quantity.group()))
                .map(quantity -> quantity.key() + " " + quantity.shapeText()
                        + (quantity.shape().isEmpty()
                                        || quantity.shape().stream().allMatch(s -> Character.isDigit(s.charAt(0)))
                                ? ""
                                : " = " + Quantities.text(Quantities.shape(quantity, small.sizes()))))
                .toList();
    }
}
