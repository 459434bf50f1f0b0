package org.crosscheck.compare.sheet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosscheck.datasets.formats.FormatException;

/**
 * Finds where questions begin: sections, items of enumerations, and labels such as "2 (l)", "(a)" or "Question 2.l" at the
 * beginnings of lines.
 */
final class Headings {

    /**
     * A place where something else begins.
     *
     * @param end where its text begins
     * @param part 1 to 3, or 0 if that is not known
     * @param letter a to p; 0 if it is no question
     */
    record Heading(int start, int end, int part, char letter) {}

    private static final String SET =
            "(?:\\\\(?:textbf|textit|emph|underline|noindent|bf|bfseries|large|Large|medskip|bigskip|smallskip"
                    + "|par|newline|vspace\\*?\\{[^{}]*}|section\\*?|subsection\\*?|subsubsection\\*?|paragraph\\*?|subparagraph\\*?|item)"
                    + "(?![A-Za-z])\\s*|\\{\\s*|\\\\\\\\\\s*){0,9}+";

    private static final String WORD =
            "(?:(?:question|exercise|exercice|problem|probl\u00e8me|part|partie|ex|q)(?![a-z])\\.?\\s*~?)";

    /** "2 (l)", "2.l)", "Question 2l:", "Q2(l)". */
    private static final Pattern FULL = Pattern.compile(
            "(?iu)" + SET + "(?:" + WORD
                    + "\\s*)?([1-3])\\s*[.\\-]?\\s*(?:\\(\\s*([a-p])\\s*\\)|([a-p])\\s*(?=[).:}\\]]|\\s*$|\\s+(?-i:[A-Z\\[\\\\$])))[).:\\]}]*",
            Pattern.MULTILINE);

    /** "(l)", "l)", "\textbf{l.}". */
    private static final Pattern LETTER =
            Pattern.compile("(?iu)" + SET + "(?:" + WORD + "\\s*)?(?:\\(\\s*([a-p])\\s*\\)|([a-p])\\s*\\))[.:\\]}]*");

    private static final Pattern NUMBER =
            Pattern.compile("(?iu)" + SET + WORD + "\\s*([1-3])\\s*(?=[.:}\\-]|$)[.:}]*", Pattern.MULTILINE);

    private static final Pattern EVENT = Pattern.compile(
            "\\\\(section|subsection|subsubsection|paragraph|subparagraph)\\*?\\s*(?:\\[[^\\[\\]]*]\\s*)?(?=\\{)"
                    + "|\\\\begin\\s*\\{([a-z]+)\\*?}(\\[[^\\[\\]]*])?|\\\\end\\s*\\{([a-z]+)\\*?}"
                    + "|\\\\item\\b\\s*(\\[[^\\[\\]]*])?|\\\\setcounter\\s*\\{enumi+}\\s*\\{(\\d+)}|(?m:^[ \\t]*(?=\\S))");

    /** More headings than that are of no homework. */
    private static final int MOST = 1_000;

    private static final int DEEPEST = 20;

    /** No label of a question is longer. */
    private static final int LONGEST_LABEL = 300;

    private enum Role {
        PARTS,
        LETTERS,
        CONTENT
    }

    private static final class Level {
        private final Role role;
        private final String environment;
        private int count;

        Level(Role role, String environment) {
            this.role = role;
            this.environment = environment;
        }
    }

    private final String text;
    private final boolean[] formula;
    private final List<Heading> headings = new ArrayList<>();
    private final Deque<Level> levels = new ArrayDeque<>();
    private final Map<Integer, Integer> reached = new HashMap<>();
    private int part;
    private int until;

    private Headings(String text) {
        this.text = text;
        this.formula = Units.insideFormulas(text);
    }

    static List<Heading> of(String text, int body) throws FormatException {
        Headings headings = new Headings(text);
        headings.read(body);
        return headings.headings;
    }

    private void read(int body) throws FormatException {
        Matcher event = EVENT.matcher(text);
        int looked = 0;
        until = body;
        while (until <= text.length() && headings.size() < MOST && event.find(until)) {
            int start = event.start();
            if (++looked > TexFiles.MOST_LINES) {
                throw TexFiles.tooLong("homework");
            }
            until = Math.max(event.end(), start);
            if (formula[start]) {
                until = Math.max(until, start + 1);
            } else if (event.group(1) != null) {
                section(event.start(), event.end(), event.group(1));
            } else if (event.group(2) != null) {
                begin(event.group(2), event.group(3));
            } else if (event.group(4) != null) {
                end(event.group(4), event.start(), event.end());
            } else if (event.group(6) != null) {
                if (!levels.isEmpty()) {
                    levels.peek().count = Integer.parseInt(event.group(6));
                }
            } else if (text.startsWith("\\item", start)) {
                item(event.start(), event.end(), event.group(5));
            } else {
                line(start, event.end());
            }
            if (until <= start) {
                until = start + 1;
            }
        }
    }

    private void section(int start, int open, String command) {
        int end = TexText.afterGroup(text, open, LONGEST_LABEL);
        if (end < 0) {
            return;
        }
        String title = text.substring(open + 1, end - 1).strip();
        if (label(title, start, end)) {
            return;
        }
        int said = said(title);
        if (said > 0) {
            part = said;
            headings.add(new Heading(start, end, part, (char) 0));
        } else if (command.equals("section")) {
            headings.add(new Heading(start, end, part, (char) 0));
        }
        until = end;
    }

    /** A title or a line that is a label of a question. */
    private boolean label(String title, int start, int end) {
        Matcher full = FULL.matcher(title);
        if (full.lookingAt()) {
            part = full.group(1).charAt(0) - '0';
            question(start, end, letter(full, 2, 3));
            until = end;
            return true;
        }
        Matcher alone = LETTER.matcher(title);
        if (part > 0 && alone.lookingAt()) {
            question(start, end, letter(alone, 1, 2));
            until = end;
            return true;
        }
        return false;
    }

    private static char letter(Matcher matcher, int one, int other) {
        String letter = matcher.group(one) == null ? matcher.group(other) : matcher.group(one);
        return letter.toLowerCase(Locale.ROOT).charAt(0);
    }

    private void question(int start, int end, char letter) {
        reached.put(part, letter - 'a' + 1);
        headings.add(new Heading(start, end, part, letter));
        levels.stream()
                .filter(level -> level.role == Role.LETTERS)
                .findFirst()
                .ifPresent(level -> level.count = letter - 'a' + 1);
    }

    /** Which part a title names: by its number, or by what it is about. */
    private static int said(String title) {
        Matcher number = Pattern.compile("(?iu)^\\s*(?:" + WORD + "\\s*)?([1-3])(?=[\\s.:)}\\-]|$)")
                .matcher(title);
        if (number.find()) {
            return number.group(1).charAt(0) - '0';
        }
        String words = title.toLowerCase(Locale.ROOT);
        return words.matches("(?s).*(convolution|cnn).*")
                ? 3
                : words.matches("(?s).*(gradient|neural|neurone|multiclass|multiclasse).*")
                        ? 2
                        : words.matches("(?s).*(derivative|d\u00e9riv\u00e9e|derivee|basic function).*") ? 1 : 0;
    }

    private void begin(String environment, String options) {
        boolean list = environment.matches("enumerate|itemize|description|questions|parts|subparts|exercises");
        if (!list || levels.size() >= DEEPEST) {
            return;
        }
        Role around = levels.stream()
                .map(level -> level.role)
                .filter(role -> role != Role.CONTENT)
                .findFirst()
                .orElse(null);
        Role role = environment.equals("itemize") || environment.equals("description") || around == Role.LETTERS
                ? Role.CONTENT
                : around == Role.PARTS || (part > 0 && around == null) ? Role.LETTERS : Role.PARTS;
        Level level = new Level(role, environment);
        if (options != null && options.contains("resume") && role == Role.LETTERS) {
            level.count = reached.getOrDefault(part, 0);
        }
        levels.push(level);
    }

    private void end(String environment, int start, int end) {
        if (levels.isEmpty() || !levels.peek().environment.equals(environment)) {
            return;
        }
        Level closed = levels.pop();
        if (closed.role == Role.LETTERS) {
            headings.add(new Heading(start, end, part, (char) 0));
        }
    }

    private void item(int start, int end, String option) {
        String said = option == null ? rest(end) : option.substring(1, option.length() - 1);
        Matcher full = FULL.matcher(said);
        Matcher alone = LETTER.matcher(said);
        boolean labelled = full.lookingAt() || (part > 0 && alone.lookingAt());
        if (labelled && inQuestion(full, alone)) {
            boolean whole = full.lookingAt();
            if (whole) {
                part = full.group(1).charAt(0) - '0';
            }
            int after = option == null ? end + (whole ? full.end() : alone.end()) : end;
            question(start, after, whole ? letter(full, 2, 3) : letter(alone, 1, 2));
            until = after;
            return;
        }
        if (levels.isEmpty() || levels.peek().role == Role.CONTENT) {
            return;
        }
        Level level = levels.peek();
        level.count++;
        if (level.role == Role.PARTS) {
            int named = said(rest(end).replaceAll("[\\\\{}]|textbf", ""));
            part = named > 0 ? named : level.count;
            headings.add(new Heading(start, end, part, (char) 0));
            return;
        }
        int inWords = letterInWords(end);
        if (inWords > 0) {
            level.count = inWords;
        } else if (level.count <= reached.getOrDefault(part, 0)) {
            level.count = reached.get(part) + 1; // a second list of the same part goes on
        }
        if (level.count <= 16) {
            question(start, end, (char) ('a' + level.count - 1));
        } else {
            headings.add(new Heading(start, end, part, (char) 0));
        }
    }

    /** The number of the question of this part whose statement an item repeats; 0 if it repeats none, or several have it. */
    private int letterInWords(int from) {
        int next = text.indexOf("\\item", from);
        List<String> said = KnownStatements.beginning(text.substring(from, next < 0 ? text.length() : next));
        return said.size() == 1 && said.get(0).charAt(0) == '0' + part
                ? said.get(0).charAt(1) - 'a' + 1
                : 0;
    }

    /** A list inside an answer may have labels of its own: (a) in (l) is none of the homework's. */
    private boolean inQuestion(Matcher full, Matcher alone) {
        boolean nested = !levels.isEmpty()
                && levels.peek().role == Role.CONTENT
                && levels.stream().anyMatch(level -> level.role == Role.LETTERS);
        return full.lookingAt() || (!nested && alone.lookingAt());
    }

    private String rest(int from) {
        int end = text.indexOf('\n', from);
        int most = Math.min(end < 0 ? text.length() : end, from + LONGEST_LABEL);
        return text.substring(Math.min(from, text.length()), Math.min(most, text.length()));
    }

    /** A line that begins with a label, where no item says it. */
    private void line(int start, int end) {
        until = Math.max(end, start + (end > start ? 0 : 1));
        String line = rest(end);
        if (line.matches("\\\\(item|section|subsection|subsubsection|paragraph|begin|end|setcounter)\\b.*")) {
            until = end > start ? end : start + 1; // an event of its own
            return;
        }
        Matcher full = FULL.matcher(line);
        if (full.lookingAt()) {
            part = full.group(1).charAt(0) - '0';
            question(start, end + full.end(), letter(full, 2, 3));
            until = end + full.end();
            return;
        }
        boolean items = levels.stream().anyMatch(level -> level.role == Role.LETTERS);
        Matcher alone = LETTER.matcher(line);
        if (part > 0 && !items && alone.lookingAt() && isNext(letter(alone, 1, 2))) {
            question(start, end + alone.end(), letter(alone, 1, 2));
            until = end + alone.end();
            return;
        }
        Matcher number = NUMBER.matcher(line);
        boolean titled =
                line.matches("(?s)\\s*(\\\\(textbf|large|Large|bf|noindent|underline)\\s*\\{?\\s*)++[1-3][.)].*")
                        && said(line.replaceAll("\\\\[A-Za-z]+|[{}]", "")) > 0;
        if (levels.isEmpty() && (number.lookingAt() || titled)) {
            part = number.lookingAt()
                    ? number.group(1).charAt(0) - '0'
                    : said(line.replaceAll("\\\\[A-Za-z]+|[{}]", ""));
            headings.add(new Heading(start, end + line.length(), part, (char) 0));
            until = end + line.length();
        }
    }

    /** Labels alone go on from the one before: "(a)" in the middle of a text is no heading, nor is "(i)" for first. */
    private boolean isNext(char letter) {
        int last = reached.getOrDefault(part, 0);
        int number = letter - 'a' + 1;
        return number > last && (letter != 'i' || last >= 5);
    }
}
