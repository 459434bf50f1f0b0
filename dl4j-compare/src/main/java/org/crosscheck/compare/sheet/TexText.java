package org.crosscheck.compare.sheet;

import java.util.List;
import java.util.Map;
import org.crosscheck.compare.text.Messages;

/**
 * The text of a homework.
 *
 * @param name of its file
 * @param text with what it inputs in place
 * @param places where each line of it stands, for people
 * @param notes what could not be followed
 */
record TexText(String name, String text, List<String> places, List<String> notes) {

    /** What is not printed, by how it begins and ends. */
    private static final Map<String, String> HIDDEN = Map.of(
            "\\begin{comment}", "\\end{comment}",
            "\\begin{verbatim}", "\\end{verbatim}",
            "\\begin{lstlisting}", "\\end{lstlisting}",
            "\\begin{filecontents}", "\\end{filecontents}",
            "\\iffalse", "\\fi");

    /** How far the end of a group is looked for: no definition is longer. */
    private static final int LONGEST_GROUP = 20_000;

    /** The offsets at which lines begin. */
    int[] lines() {
        return java.util.stream.IntStream.concat(
                        java.util.stream.IntStream.of(0),
                        java.util.stream.IntStream.range(1, text.length() + 1).filter(i -> text.charAt(i - 1) == '\n'))
                .toArray();
    }

    /** Where an offset lies, for people, with the offsets of all lines. */
    String place(int[] lines, int offset) {
        int found = java.util.Arrays.binarySearch(lines, Math.max(0, offset));
        int line = found >= 0 ? found : -found - 2;
        return places.isEmpty()
                ? Messages.of("en").say("reader.line", 1)
                : places.get(Math.min(line, places.size() - 1));
    }

    /** The same with blanks where nothing is printed: what is commented out or verbatim, and after the document. */
    TexText printed() {
        StringBuilder printed = new StringBuilder(text);
        HIDDEN.forEach((begin, end) -> {
            int from = text.indexOf(begin);
            while (from >= 0) {
                int to = text.indexOf(end, from);
                if (to < 0) {
                    return; // never closed: then it is printed, or does not compile
                }
                blank(printed, from, to + end.length());
                from = text.indexOf(begin, to);
            }
        });
        int end = printed.indexOf("\\end{document}");
        if (end >= 0) {
            blank(printed, end, printed.length());
        }
        return new TexText(name, printed.toString(), places, notes);
    }

    /** Where the document begins; 0 if it does not say. */
    int body() {
        int begin = text.indexOf("\\begin{document}");
        return begin < 0 ? 0 : begin + "\\begin{document}".length();
    }

    static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }

    /** The offset after the brace that closes the one at an offset; -1 if none does, or there is none. */
    static int afterGroup(CharSequence text, int open) {
        return afterGroup(text, open, LONGEST_GROUP);
    }

    /** The same for a group of so many characters at most. */
    static int afterGroup(CharSequence text, int open, int longest) {
        if (open < 0 || open >= text.length() || text.charAt(open) != '{') {
            return -1;
        }
        int depth = 0;
        int most = Math.min(text.length(), open + longest);
        for (int i = open; i < most; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /** The first offset from one on that is no white space. */
    static int skip(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
