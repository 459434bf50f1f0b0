package org.crosscheck.compare.cli;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.text.Printable;
import picocli.CommandLine.Help.Ansi.Text;

/** Lines for a terminal, broken at spaces only: a file name, an option or a quantity is never taken apart. */
final class Wrapping {

    private Wrapping() {}

    /**
     * Breaks a text into lines.
     *
     * @param width the most columns of a line, but for a single word that is longer
     * @param indent the columns that all lines but the first leave free
     */
    static List<Text> lines(Text text, int width, int indent) {
        List<Text> lines = new ArrayList<>();
        String plain = text.plainString();
        int from = 0;
        int room = width;
        while (plain.length() - from > room) {
            int first = from; // what the line begins with is no place to break it
            while (first < plain.length() && plain.charAt(first) == ' ') {
                first++;
            }
            int at = plain.lastIndexOf(' ', from + room);
            at = at > first ? at : plain.indexOf(' ', first);
            if (at < 0) {
                break;
            }
            int end = at;
            while (plain.charAt(end - 1) == ' ') {
                end--;
            }
            lines.add(text.substring(from, end));
            from = at;
            while (from < plain.length() && plain.charAt(from) == ' ') {
                from++;
            }
            room = width - indent;
        }
        if (from < plain.length() || lines.isEmpty()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    /** Text from outside, which may hold control characters and picocli's own marks, for one of these lines. */
    static String harmless(String text) {
        return Printable.text(text).replace("@|", "@ |");
    }

    /** The same as one string, each line ended. */
    static String text(Text text, int width, int indent) {
        StringBuilder all = new StringBuilder();
        for (Text line : lines(text, width, indent)) {
            all.append(all.isEmpty() ? "" : " ".repeat(indent)).append(line).append(System.lineSeparator());
        }
        return all.toString();
    }
}
