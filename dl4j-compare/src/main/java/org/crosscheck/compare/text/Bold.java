package org.crosscheck.compare.text;

import java.util.regex.Pattern;

/**
 * Bold letters and digits in text whose columns are counted: each is one of Unicode's bold ones for mathematics until the
 * text is shown, and then an ordinary one, between a terminal's codes for bold where it understands them.
 */
public final class Bold {

    private static final int CAPITALS = 0x1D400;
    private static final int SMALL = 0x1D41A;
    private static final int DIGITS = 0x1D7CE;

    private static final Pattern MARKED = Pattern.compile("[\\x{1D400}-\\x{1D433}\\x{1D7CE}-\\x{1D7D7}]+");

    private Bold() {}

    /** A text whose Latin letters and digits are bold. */
    public static String mark(String text) {
        StringBuilder marked = new StringBuilder();
        text.codePoints()
                .map(c -> 'A' <= c && c <= 'Z'
                        ? CAPITALS + c - 'A'
                        : 'a' <= c && c <= 'z' ? SMALL + c - 'a' : '0' <= c && c <= '9' ? DIGITS + c - '0' : c)
                .forEach(marked::appendCodePoint);
        return marked.toString();
    }

    /** A marked text in ordinary letters. */
    public static String plain(String marked) {
        StringBuilder plain = new StringBuilder();
        marked.codePoints()
                .map(c -> CAPITALS <= c && c < SMALL
                        ? 'A' + c - CAPITALS
                        : SMALL <= c && c < SMALL + 26
                                ? 'a' + c - SMALL
                                : DIGITS <= c && c < DIGITS + 10 ? '0' + c - DIGITS : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** A marked text with a terminal's codes. */
    public static String ansi(String marked) {
        return MARKED.matcher(marked).replaceAll(run -> "\u001b[1m" + plain(run.group()) + "\u001b[22m");
    }
}
