package org.crosscheck.compare.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosscheck.compare.sheet.Sheet.Chunk;

/** Reads the template: answers stand between {@code \begin{answer}{2m}} and {@code \end{answer}}. */
final class TemplateReader {

    private static final Pattern BEGIN = Pattern.compile("\\\\begin\\s*\\{answer}\\s*\\{([^{}]*)}");
    private static final Pattern END = Pattern.compile("\\\\end\\s*\\{answer}");
    private static final Pattern OWN = Pattern.compile("\\\\(question|given|section)\\*?\\s*\\{");

    private TemplateReader() {}

    static boolean isTemplate(String text) {
        return BEGIN.matcher(text).find();
    }

    /** All of the document in chunks: the answers, and what stands between them. */
    static List<Chunk> read(String text, int body) {
        List<Chunk> chunks = new ArrayList<>();
        Matcher begin = BEGIN.matcher(text);
        Matcher end = END.matcher(text);
        int at = body;
        boolean closed = true; // whether there may be another end
        while (begin.find(at)) {
            chunks.addAll(between(text, at, begin.start()));
            int next = begin.find(begin.end()) ? begin.start() : text.length();
            begin.find(at);
            closed = closed && end.find(begin.end());
            int until = closed ? Math.min(end.start(), next) : next;
            Matcher own = OWN.matcher(text).region(begin.end(), until);
            until = own.find() && !text.startsWith("section", own.start(1)) ? own.start() : until;
            String id = begin.group(1).toLowerCase(Locale.ROOT).replaceAll("[^0-9a-z]", "");
            chunks.add(new Chunk(id, begin.end(), text.substring(begin.end(), until)));
            at = end.region(until, text.length()).lookingAt() ? end.end() : until;
            end.reset();
        }
        chunks.addAll(between(text, at, text.length()));
        return chunks;
    }

    /** What is no answer and none of the template's own words: perhaps an answer out of place. */
    private static List<Chunk> between(String text, int from, int to) {
        StringBuilder rest = new StringBuilder(text.substring(from, to));
        Matcher own = OWN.matcher(rest);
        int at = 0;
        while (own.find(at)) {
            int end = own.end() - 1;
            int groups = own.group(1).equals("question") ? 3 : 1;
            for (int i = 0; i < groups && end >= 0; i++) {
                end = TexText.afterGroup(rest, TexText.skip(rest, end));
            }
            if (end < 0) {
                break; // not as the template has it
            }
            at = end;
            TexText.blank(rest, own.start(), at);
            own.reset();
        }
        int start = TexText.skip(rest, 0);
        return List.of(new Chunk(null, from + start, rest.substring(Math.min(start, rest.length()))));
    }
}
