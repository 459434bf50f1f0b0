package org.crosscheck.compare.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosscheck.compare.homework.SubQuestion;
import org.crosscheck.compare.sheet.Headings.Heading;
import org.crosscheck.compare.sheet.Sheet.Chunk;
import org.crosscheck.datasets.formats.FormatException;

/** Reads a homework without the template: answers follow headings or items, which may repeat the statements. */
final class CopyReader {

    /** A word that says that the answer begins here. */
    private static final Pattern MARK = Pattern.compile(
            "(?iu)(?:^|\\n|\\\\\\\\)[ \\t]{0,40}(?:\\\\(?:textbf|textit|emph|underline|noindent|bf|it|textsc|paragraph|color|textcolor\\{[a-z]+})\\*?\\s{0,9}\\{?\\s{0,9}|\\{\\s{0,9}){0,9}+"
                    + "(?:answer|solution|r\u00e9ponse|reponse|ans|sol|proof|preuve)\\s{0,9}}?\\s{0,9}[:.}]\\s{0,9}}?"
                    + "|\\\\begin\\s*\\{(?:solution|sol|proof|reponse|answers?)\\*?}(?:\\[[^\\[\\]]*])?");

    private CopyReader() {}

    static List<Chunk> read(String text, int body) throws FormatException {
        List<Heading> headings = Headings.of(text, body);
        List<Chunk> chunks = new ArrayList<>();
        int at = body;
        String question = null;
        for (Heading heading : headings) {
            add(chunks, text, question, at, heading.start());
            question = question(heading);
            at = heading.end();
        }
        add(chunks, text, question, at, text.length());
        return chunks;
    }

    /** The question of a heading; null if it is none. */
    private static String question(Heading heading) {
        String id = "" + heading.part() + heading.letter();
        return SubQuestion.find(id).isPresent() ? id : null;
    }

    private static void add(List<Chunk> chunks, String text, String question, int from, int to) {
        String piece = text.substring(from, Math.max(from, to));
        if (question == null) {
            chunks.add(chunk(null, from, piece, KnownStatements.strip("intro", piece)));
            return;
        }
        Matcher mark = MARK.matcher(piece);
        if (mark.find()) {
            String before = piece.substring(0, mark.start());
            chunks.add(chunk(null, from, before, KnownStatements.strip(question, before)));
            chunks.add(chunk(question, from, piece, piece.substring(mark.end())));
        } else {
            chunks.add(chunk(question, from, piece, KnownStatements.strip(question, piece)));
        }
    }

    /** What is kept of a piece, and where it begins in the text. */
    private static Chunk chunk(String question, int from, String piece, String kept) {
        String start = kept.strip().lines().findFirst().orElse("");
        int offset = start.isEmpty() ? 0 : Math.max(0, piece.lastIndexOf(start));
        return new Chunk(question, from + offset, kept);
    }
}
