package org.crosscheck.compare.answers;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.crosscheck.compare.latex.Formula;

/**
 * The worked answer of one question.
 *
 * @param id such as 2g
 * @param question what is asked, in one sentence
 * @param blocks the answer, from top to bottom
 * @param points what is given points for; none where the text is no answer to be marked
 * @param alsoRight what is accepted besides
 * @param mistakes what is often wrong; a name in code is that of a known mistake
 */
public record Answer(
        String id,
        List<Inline> question,
        List<Block> blocks,
        List<Share> points,
        List<List<Inline>> alsoRight,
        List<List<Inline>> mistakes) {

    public Answer {
        question = List.copyOf(question);
        blocks = List.copyOf(blocks);
        points = List.copyOf(points);
        alsoRight = List.copyOf(alsoRight);
        mistakes = List.copyOf(mistakes);
    }

    /** The points that no program can give. */
    public double byPerson() {
        return points.stream()
                .filter(Share::byPerson)
                .mapToDouble(Share::points)
                .sum();
    }

    /** The common mistakes with what is found of each that has a name, by its id, before the name. */
    List<List<Inline>> mistakesInWords(UnaryOperator<String> found) {
        return mistakes.stream()
                .map(mistake -> mistake.stream()
                        .flatMap(part -> part instanceof Code code
                                ? Stream.of(new Text(found.apply(code.text()) + " ("), part, new Text(")"))
                                : Stream.of(part))
                        .toList())
                .toList();
    }

    /**
     * A share of a question's points.
     *
     * @param points such as 0.5
     * @param byPerson whether no program can give them: a proof, or a reason
     * @param what they are given for
     */
    public record Share(double points, boolean byPerson, List<Inline> what) {

        public Share {
            what = List.copyOf(what);
        }
    }

    /** A part of a line of text. */
    public sealed interface Inline permits Text, Strong, Code, InlineFormula {}

    /** Plain text, not escaped. */
    public record Text(String text) implements Inline {}

    /** Emphasised text, such as the name of a case. */
    public record Strong(String text) implements Inline {}

    /** A name of the program, or what one types. */
    public record Code(String text) implements Inline {}

    /** A formula inside a line. */
    public record InlineFormula(Formula formula) implements Inline {}

    /** A part of the answer that stands on lines of its own. */
    public sealed interface Block permits Heading, Paragraph, Remark, Display, Items, Table {}

    /** The title of a step. */
    public record Heading(List<Inline> content) implements Block {
        public Heading {
            content = List.copyOf(content);
        }
    }

    /** Running text. */
    public record Paragraph(List<Inline> content) implements Block {
        public Paragraph {
            content = List.copyOf(content);
        }
    }

    /** What is worth knowing and not part of the answer, set apart from it. */
    public record Remark(List<Inline> content) implements Block {
        public Remark {
            content = List.copyOf(content);
        }
    }

    /**
     * A formula on lines of its own.
     *
     * @param result whether it is what the question asks for, and not a step on the way
     */
    public record Display(Formula formula, boolean result) implements Block {}

    /** A list with bullets. */
    public record Items(List<List<Inline>> items) implements Block {
        public Items {
            items = items.stream().map(List::copyOf).toList();
        }
    }

    /** A table; every row has as many cells as the header. */
    public record Table(List<List<Inline>> header, List<List<List<Inline>>> rows) implements Block {
        public Table {
            header = header.stream().map(List::copyOf).toList();
            rows = rows.stream()
                    .map(row -> row.stream().map(List::copyOf).toList())
                    .toList();
        }
    }
}
