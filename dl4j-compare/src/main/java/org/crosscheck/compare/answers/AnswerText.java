package org.crosscheck.compare.answers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
import org.crosscheck.compare.latex.Box;
import org.crosscheck.compare.latex.FormulaText;
import org.crosscheck.compare.text.Bold;
import org.crosscheck.compare.text.Numbers;

/**
 * Answers as plain Unicode text for a terminal. Text is wrapped at the width; a displayed formula is broken before a
 * relation where that helps, and may otherwise be wider. Bold letters are so only on a terminal that can show them; a
 * formula that is the answer stands behind a bar.
 */
public final class AnswerText {

    private static final int INDENT = 4;
    /** What stands before each line of a formula that is the answer. */
    private static final String RESULT = "  ┃ ";
    /** A formula inside a line is not broken if it is no wider than this. */
    private static final int UNBROKEN = 24;

    private static final char FIXED_SPACE = '\u00a0';

    private AnswerText() {}

    /**
     * The question and its answer, each line at most as wide as asked for, without trailing spaces.
     *
     * @param bold whether the terminal can show bold letters
     * @param checked what is said beneath each displayed formula, by its number from 0; nothing where it is empty
     */
    public static String render(Answer answer, int width, boolean bold, IntFunction<String> checked) {
        List<String> lines = new ArrayList<>(wrap(answer.id() + "  ", "    ", plain(answer.question()), width));
        int displays = 0;
        for (Block block : answer.blocks()) {
            lines.add("");
            lines.addAll(block(block, width));
            if (block instanceof Display) {
                lines.addAll(note(checked.apply(displays++)));
            }
        }
        return text(lines, bold);
    }

    private static List<String> note(String text) {
        return text.isEmpty() ? List.of() : List.of(" ".repeat(INDENT) + text);
    }

    /** The same without a word beneath the formulas. */
    public static String render(Answer answer, int width, boolean bold) {
        return render(answer, width, bold, display -> "");
    }

    /** The same without bold letters. */
    public static String render(Answer answer, int width) {
        return render(answer, width, false);
    }

    /** The formulas that are the answer, without the way to them, each with what is said beneath it. */
    public static String results(Answer answer, int width, boolean bold, IntFunction<String> checked) {
        List<String> lines = new ArrayList<>();
        int displays = 0;
        for (Block block : answer.blocks()) {
            if (block instanceof Display display) {
                String said = checked.apply(displays++);
                if (display.result()) {
                    lines.addAll(block(block, width));
                    lines.addAll(note(said));
                }
            }
        }
        return text(lines, bold);
    }

    /**
     * What the points are for, what else is right, and what is often wrong; empty if the answer says nothing of it.
     *
     * @param found what is found of a known mistake, by its id
     */
    public static String marking(Answer answer, int width, boolean bold, UnaryOperator<String> found) {
        if (answer.points().isEmpty()) {
            return "";
        }
        List<String> lines = new ArrayList<>(heading("Points", width));
        for (Share share : answer.points()) {
            String start = Box.pad("  " + Numbers.plain(share.points()), 8);
            String by = share.byPerson() ? " (by a person)" : "";
            lines.addAll(wrap(start, " ".repeat(8), plain(share.what()) + by, width));
        }
        lines.add("");
        lines.addAll(heading("Also right", width));
        lines.addAll(items(answer.alsoRight(), width));
        lines.add("");
        lines.addAll(heading("Common mistakes", width));
        lines.addAll(items(answer.mistakesInWords(found), width));
        return text(lines, bold);
    }

    private static String text(List<String> lines, boolean bold) {
        String marked = String.join("\n", lines) + "\n";
        return bold ? Bold.ansi(marked) : Bold.plain(marked);
    }

    private static List<String> heading(String title, int width) {
        List<String> lines = new ArrayList<>(wrap("", "", title, width));
        lines.add("─".repeat(Math.min(width, Box.width(title))));
        return lines;
    }

    private static List<String> items(List<List<Inline>> items, int width) {
        return items.stream()
                .flatMap(item -> wrap("  • ", "    ", plain(item), width).stream())
                .toList();
    }

    private static List<String> block(Block block, int width) {
        if (block instanceof Heading heading) {
            return heading(plain(heading.content()), width);
        }
        if (block instanceof Paragraph paragraph) {
            return wrap("", "", plain(paragraph.content()), width);
        }
        if (block instanceof Remark remark) {
            return wrap("  Remark: ", "  ", plain(remark.content()), width);
        }
        if (block instanceof Display display) {
            String start = display.result() ? RESULT : " ".repeat(INDENT);
            return FormulaText.marked(display.formula(), width - INDENT).stream()
                    .map(line -> (start + line).stripTrailing())
                    .toList();
        }
        if (block instanceof Items items) {
            return items(items.items(), width);
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
                String text = FormulaText.marked(math.formula());
                out.append(Box.width(text) <= UNBROKEN ? text.replace(' ', FIXED_SPACE) : text);
            } else if (inline instanceof Text text) {
                out.append(text.text());
            } else if (inline instanceof Strong strong) {
                out.append(Bold.mark(strong.text()));
            } else {
                out.append(((Code) inline).text());
            }
        }
        return out.toString();
    }
}
