package org.crosscheck.compare.answers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

/**
 * Reads the answers, one file {@code answers/<id>.md} for each question. The format is a strict subset of Markdown;
 * blocks are separated by blank lines.
 *
 * <ul>
 *   <li>The first block begins with {@code # } and is the question, in one sentence; it may run over several lines.
 *   <li>{@code ## } and the rest of one line: the title of a step.
 *   <li>{@code $$} alone on a line, a formula, {@code $$} alone on a line: a formula on lines of its own.
 *   <li>The same begun by {@code $$=}: a formula that is what the question asks for.
 *   <li>Lines that begin with {@code - }: a list; an item goes on in lines that begin with two spaces.
 *   <li>Lines that begin and end with {@code |}: a table. The first row is the header, the second its rule, such as
 *       {@code |---|---|}; every row has as many cells.
 *   <li>Lines that begin with {@code > }: a remark, set apart from the answer.
 *   <li>Anything else is a paragraph.
 *   <li>At the end the titles Points, Also right and Common mistakes, each with a list. A share of the points is written
 *       {@code 0.5: for what} or {@code 0.5, by a person: for what}; {@code `ha.no-bias`} is a known mistake.
 * </ul>
 *
 * Inside a line: <code>$...$</code> is a formula, {@code **...**} strong text, {@code `...`} code. There is no escape and
 * no HTML: every other character is itself.
 *
 * <p>Formulas are LaTeX, of which is known:
 *
 * <ul>
 *   <li>Letters, numbers, {@code + - = < > ( ) [ ] , ; . /}, groups in braces, {@code ^ _ '}.
 *   <li>{@code \frac{}{}}; {@code \mathbf{}} (one letter or digit), {@code \mathrm{}} (the name of a function),
 *       {@code \mathbb{R}}, {@code \hat{}} (one letter), {@code \text{}} (plain words).
 *   <li>{@code \left} and {@code \right} with <code>( ) [ ] \{ \} \lfloor \rfloor</code> or a dot for none.
 *   <li>{@code \begin} and {@code \end} of {@code pmatrix}, {@code cases} and {@code aligned}, with {@code &} between
 *       cells and {@code \\} between rows, all rows of one length; not inside a line.
 *   <li>The commands without arguments of {@link Symbols}: Greek letters, operators, relations, delimiters, functions,
 *       {@code \sum}, {@code \partial}, {@code \dots}, and the spaces <code>\, \; \quad</code>.
 * </ul>
 *
 * What is not in these lists is an {@link AnswerException} with its file and line.
 */
public final class Answers {

    private static final String RESULT = "$$=";
    private static final Pattern SHARE = Pattern.compile("(\\d+(?:\\.\\d+)?)(, by a person)?: ");

    private Answers() {}

    /**
     * The answer of a question such as 2g.
     *
     * @throws IllegalArgumentException if there is no such question
     */
    public static Answer of(String id) {
        // The pattern keeps a path out of the resource's name.
        Answer answer = id.matches("[1-3][a-z]") ? read(id) : null;
        if (answer == null) {
            throw new IllegalArgumentException("no question '" + id + "': 1a to 1m, 2a to 2p, 3a to 3e");
        }
        return answer;
    }

    /** The index of the letters that the formulas use. */
    public static Answer letters() {
        return read("letters");
    }

    private static Answer read(String id) {
        String file = id + ".md";
        try (InputStream in = Answers.class.getResourceAsStream(file)) {
            return in == null ? null : parse(id, file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** Parses the text of an answer; the file's name is for messages. */
    static Answer parse(String id, String file, String text) {
        return new Reader(id, file, text.split("\\R", -1)).answer();
    }

    /** Reads one text from its first line to its last. */
    private static final class Reader {

        private final String id;
        private final String file;
        private final String[] lines;
        /** The index of the line to be read next, hence the number of the line read last. */
        private int next;

        Reader(String id, String file, String[] lines) {
            this.id = id;
            this.file = file;
            this.lines = lines;
        }

        Answer answer() {
            if (!peek().startsWith("# ")) {
                next++;
                throw error("expected '# ' and the question on the first line");
            }
            List<Inline> question = inlines(1, joined().substring(2));
            List<Block> blocks = new ArrayList<>();
            List<Share> points = List.of();
            List<List<Inline>> alsoRight = List.of();
            List<List<Inline>> mistakes = List.of();
            for (skipBlank(); next < lines.length; skipBlank()) {
                switch (peek()) {
                    case "## Points" -> points = shares();
                    case "## Also right" -> alsoRight = list();
                    case "## Common mistakes" -> mistakes = list();
                    default -> blocks.add(block());
                }
            }
            if (blocks.isEmpty()) {
                throw error("a question without an answer");
            }
            return new Answer(id, question, blocks, points, alsoRight, mistakes);
        }

        /** The list under a title that says what it is of. */
        private List<List<Inline>> list() {
            next++;
            requireBlank("a title");
            skipBlank();
            if (!peek().startsWith("- ")) {
                next++;
                throw error("expected a list");
            }
            return items().items();
        }

        private List<Share> shares() {
            List<Share> shares = new ArrayList<>();
            for (List<Inline> item : list()) {
                Matcher share = SHARE.matcher(item.get(0) instanceof Text text ? text.text() : "");
                if (!share.lookingAt()) {
                    throw error("expected a number of points, a colon, and what they are for");
                }
                List<Inline> what = new ArrayList<>(item);
                what.set(0, new Text(((Text) item.get(0)).text().substring(share.end())));
                shares.add(new Share(Double.parseDouble(share.group(1)), share.group(2) != null, what));
            }
            return shares;
        }

        private Block block() {
            String line = peek();
            if (isFormula(line)) {
                return display();
            }
            if (line.startsWith("- ")) {
                return items();
            }
            if (line.startsWith("|")) {
                return table();
            }
            if (line.startsWith("> ")) {
                return remark();
            }
            int first = next + 1;
            if (line.startsWith("## ")) {
                next++;
                requireBlank("a title");
                return new Heading(inlines(first, line.substring(3)));
            }
            if (line.startsWith("#") || line.startsWith(" ")) {
                next++;
                throw error("a line begins with '" + line.charAt(0) + "' that is neither a title nor a list's");
            }
            return new Paragraph(inlines(first, joined()));
        }

        private Remark remark() {
            int first = next + 1;
            StringBuilder text = new StringBuilder();
            while (peek().startsWith("> ")) {
                text.append(text.isEmpty() ? "" : "\n").append(lines[next++].substring(2));
            }
            requireBlank("a remark");
            return new Remark(inlines(first, text.toString()));
        }

        private Display display() {
            boolean result = peek().equals(RESULT);
            int first = ++next + 1;
            StringBuilder latex = new StringBuilder();
            while (!peek().equals("$$")) {
                if (peek().isBlank()) {
                    throw error("a formula that is not closed by $$ on a line of its own");
                }
                latex.append(lines[next++]).append('\n');
            }
            next++;
            requireBlank("a formula");
            return new Display(FormulaParser.parse(file, first, latex.toString(), true), result);
        }

        private static boolean isFormula(String line) {
            return line.equals("$$") || line.equals(RESULT);
        }

        private Items items() {
            List<List<Inline>> items = new ArrayList<>();
            while (peek().startsWith("- ")) {
                int first = next + 1;
                StringBuilder item = new StringBuilder(lines[next++].substring(2));
                while (peek().startsWith("  ")) {
                    item.append('\n').append(lines[next++].substring(2));
                }
                items.add(inlines(first, item.toString()));
            }
            requireBlank("a list");
            return new Items(items);
        }

        private Table table() {
            List<List<Inline>> header = cells();
            next++;
            if (next > lines.length || !lines[next - 1].matches("\\|(-+\\|){" + header.size() + "}")) {
                throw error("expected the rule of a table with " + header.size() + " columns");
            }
            List<List<List<Inline>>> rows = new ArrayList<>();
            while (peek().startsWith("|")) {
                List<List<Inline>> row = cells();
                if (row.size() != header.size()) {
                    throw error("a row of " + row.size() + " cells in a table of " + header.size() + " columns");
                }
                rows.add(row);
            }
            requireBlank("a table");
            return new Table(header, rows);
        }

        private List<List<Inline>> cells() {
            String line = lines[next++];
            if (line.length() < 2 || !line.endsWith("|")) {
                throw error("a table's row does not end with '|'");
            }
            List<List<Inline>> cells = new ArrayList<>();
            for (String cell : line.substring(1, line.length() - 1).split("\\|", -1)) {
                cells.add(inlines(next, cell.strip()));
            }
            return cells;
        }

        /** The lines of a paragraph. */
        private String joined() {
            StringBuilder text = new StringBuilder(lines[next++]);
            while (!peek().isBlank()) {
                if (isFormula(peek()) || peek().startsWith("- ") || peek().startsWith("|")) {
                    requireBlank("a paragraph");
                }
                text.append('\n').append(lines[next++]);
            }
            return text.toString();
        }

        private List<Inline> inlines(int firstLine, String text) {
            List<Inline> inlines = new ArrayList<>();
            int at = 0;
            while (at < text.length()) {
                String mark = markAt(text, at);
                int from = at + mark.length();
                if (mark.isEmpty()) {
                    while (at < text.length() && markAt(text, at).isEmpty()) {
                        at++;
                    }
                    inlines.add(new Text(unwrapped(text.substring(from, at))));
                    continue;
                }
                int line = firstLine + newlines(text, from);
                int end = text.indexOf(mark, from);
                if (end <= from) {
                    throw new AnswerException(file, line, "'" + mark + "' is not closed, or has nothing inside");
                }
                String inside = text.substring(from, end);
                inlines.add(
                        switch (mark) {
                            case "$" -> new InlineFormula(FormulaParser.parse(file, line, inside, false));
                            case "`" -> new Code(unwrapped(inside));
                            default -> new Strong(unwrapped(inside));
                        });
                at = end + mark.length();
            }
            return inlines;
        }

        private static String markAt(String text, int at) {
            for (String mark : List.of("$", "`", "**")) {
                if (text.startsWith(mark, at)) {
                    return mark;
                }
            }
            return "";
        }

        private static String unwrapped(String text) {
            return text.replace('\n', ' ');
        }

        private static int newlines(String text, int end) {
            return (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
        }

        private String peek() {
            return next < lines.length ? lines[next] : "";
        }

        private void skipBlank() {
            while (next < lines.length && lines[next].isBlank()) {
                next++;
            }
        }

        private void requireBlank(String block) {
            if (!peek().isBlank()) {
                next++;
                throw error("expected a blank line after " + block);
            }
        }

        private AnswerException error(String why) {
            return new AnswerException(file, Math.min(Math.max(next, 1), lines.length), why);
        }
    }
}
