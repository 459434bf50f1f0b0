package org.crosscheck.compare.sheet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between a sign that opens something and the next one that closes it. The text is gone through once, however
 * many are never closed: a pattern with both signs would look to the end of the text from each of them.
 */
final class Spans {

    /**
     * One of them, with its signs.
     *
     * @param opening the sign at its start
     */
    record Span(int start, int end, String opening) {}

    private Spans() {}

    /**
     * All in a text, in their order; what is never closed is none.
     *
     * @param closing the sign that closes an opening one; null if it opens nothing. A dollar is not closed by {@code \$}
     */
    static List<Span> of(String text, Pattern opening, UnaryOperator<String> closing) {
        List<Span> spans = new ArrayList<>();
        Set<String> never = new HashSet<>();
        Matcher open = opening.matcher(text);
        int at = 0;
        while (at <= text.length() && open.find(at)) {
            String close = closing.apply(open.group());
            at = Math.max(open.end(), open.start() + 1);
            if (close != null && !never.contains(close)) {
                int end = close.equals("$") ? dollar(text, at) : text.indexOf(close, at);
                if (end < 0) {
                    never.add(close);
                } else {
                    at = end + close.length();
                    spans.add(new Span(open.start(), at, open.group()));
                }
            }
        }
        return spans;
    }

    private static int dollar(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '$') {
                return i;
            }
        }
        return -1;
    }
}
