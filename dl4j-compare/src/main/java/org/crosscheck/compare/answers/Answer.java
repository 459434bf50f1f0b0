package org.crosscheck.compare.answers;

import java.util.List;

/**
 * The worked answer of one question.
 *
 * @param id such as 2g
 * @param question what is asked, in one sentence
 * @param blocks the answer, from top to bottom
 */
public record Answer(String id, List<Inline> question, List<Block> blocks) {

    public Answer {
        question = List.copyOf(question);
        blocks = List.copyOf(blocks);
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
    public sealed interface Block permits Heading, Paragraph, Display, Items, Table {}

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
