package org.crosscheck.compare.sheet;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a homework.
 *
 * @param name of its file
 * @param text with what it inputs in place
 * @param places where each line of it stands, for people
 * @param notes what could not be followed
 */
record TexText(String name, String text, List<String> places, List<String> notes) {

    private static final Pattern HIDDEN = Pattern.compile(
            "(?s)\\\\begin\\{(comment|verbatim|lstlisting|filecontents\\*?)}.*?\\\\end\\{\\1}|\\\\iffalse\\b.*?\\\\fi\\b");

    private static final Pattern BREAK = Pattern.compile("\n");

    /** Where an offset lies, for people. */
    String place(int offset) {
        int line = (int) BREAK.matcher(text.substring(0, Math.min(Math.max(0, offset), text.length())))
                .results()
                .count();
        return places.isEmpty() ? "line 1" : places.get(Math.min(line, places.size() - 1));
    }

    /** The same with blanks where nothing is printed: what is commented out or verbatim, and after the document. */
    TexText printed() {
        StringBuilder printed = new StringBuilder(text);
        Matcher hidden = HIDDEN.matcher(text);
        while (hidden.find()) {
            blank(printed, hidden.start(), hidden.end());
        }
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
        if (open < 0 || open >= text.length() || text.charAt(open) != '{') {
            return -1;
        }
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
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
