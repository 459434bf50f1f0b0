package org.crosscheck.compare.text;

import java.util.Locale;

/** Text for one line that people read, whatever a hostile file name holds. */
public final class Printable {

    private Printable() {}

    /** The text with every control character written as an escape, such as \\u001b. */
    public static String text(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE) {
                line.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }
}
