package org.crosscheck.compare.answers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.crosscheck.compare.answers.Answer.Block;
import org.crosscheck.compare.answers.Answer.Code;
import org.crosscheck.compare.answers.Answer.Display;
import org.crosscheck.compare.answers.Answer.Heading;
import org.crosscheck.compare.answers.Answer.Inline;
import org.crosscheck.compare.answers.Answer.InlineFormula;
import org.crosscheck.compare.answers.Answer.Items;
import org.crosscheck.compare.answers.Answer.Paragraph;
import org.crosscheck.compare.answers.Answer.Strong;
import org.crosscheck.compare.answers.Answer.Table;
import org.crosscheck.compare.answers.Answer.Text;

/**
 * Answers as plain Unicode text for a terminal. Text is wrapped at the width; a displayed formula is broken before a
 * relation where that helps, and may otherwise be wider.
 */
public final class AnswerText {

    private static final int INDENT = 4;
    /** A formula inside a line is not broken if it is no wider than this. */
    private static final int UNBROKEN = 24;

    private static final char FIXED_SPACE = '\u00a0';

    private AnswerText() {}

    /** The question and its answer, each line at most as wide as asked for, without trailing spaces. */
    public static String render(Answer answer, int width) {
        List<String> lines = new ArrayList<>(wrap(answer.id() + "  ", "    ", plain(answer.question()), width));
        for (Block block : answer.blocks()) {
            lines.add("");
            lines.addAll(block(block, width));
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<String> block(Block block, int width) {
        if (block instanceof Heading heading) {
            String title = plain(heading.content());
            List<String> lines = new ArrayList<>(wrap("", "", title, width));
            lines.add("─".repeat(Math.min(width, Box.width(title))));
            return lines;
        }
        if (block instanceof Paragraph paragraph) {
            return wrap("", "", plain(paragraph.content()), width);
        }
        if (block instanceof Display display) {
            return FormulaText.display(display.formula(), width - INDENT).stream()
                    .map(line -> (" ".repeat(INDENT) + line).stripTrailing())
                    .toList();
        }
        if (block instanceof Items items) {
            return items.items().stream()
                    .flatMap(item -> wrap("  • ", "    ", plain(item), width).stream())
                    .toList();
        }
        return table((Table) block, width);
    }

    /** Columns as wide as their widest cell; the last is wrapped. */
    private static List<String> table(Table table, int width) {
        List<List<String>> rows = Stream.concat(Stream.of(table.header()), table.rows().stream())
                .map(row -> row.stream().map(AnswerText::plain).toList())
                .toList();
        int columns = table.header().size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], Box.width(row.get(c)));
            }
        });
        int fixed = Arrays.stream(widths).limit(columns - 1L).map(w -> w + 2).sum() + 2;
        widths[columns - 1] = Math.max(1, Math.min(widths[columns - 1], width - fixed));
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder start = new StringBuilder("  ");
            for (int c = 0; c < columns - 1; c++) {
                start.append(Box.pad(row.get(c), widths[c] + 2));
            }
            lines.addAll(wrap(start.toString(), " ".repeat(fixed), row.get(columns - 1), width));
            if (lines.size() == 1 || row == rows.get(0)) {
                lines.add("  " + "─".repeat(fixed - 2 + widths[columns - 1]));
            }
        }
        return lines.stream().map(line -> line.replace(FIXED_SPACE, ' ')).toList();
    }

    /** Text in lines of a width, the first after one prefix and the others after another. */
    private static List<String> wrap(String first, String others, String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.strip().split("[ \n]+", -1)) {
            if (!empty && Box.width(line.toString()) + 1 + Box.width(word) > width) {
                lines.add(line.toString());
                line = new StringBuilder(others);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines.stream()
                .map(l -> l.replace(FIXED_SPACE, ' ').stripTrailing())
                .toList();
    }

    private static String plain(List<Inline> inlines) {
        StringBuilder out = new StringBuilder();
        for (Inline inline : inlines) {
            if (inline instanceof InlineFormula math) {
                String text = FormulaText.inline(math.formula());
                out.append(Box.width(text) <= UNBROKEN ? text.replace(' ', FIXED_SPACE) : text);
            } else if (inline instanceof Text text) {
                out.append(text.text());
            } else if (inline instanceof Strong strong) {
                out.append(strong.text());
            } else {
                out.append(((Code) inline).text());
            }
        }
        return out.toString();
    }
}
