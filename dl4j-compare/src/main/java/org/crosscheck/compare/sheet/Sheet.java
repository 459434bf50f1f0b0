package org.crosscheck.compare.sheet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.grade.submission.UntrustedFiles;
import org.crosscheck.compare.homework.SubQuestion;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.datasets.formats.FormatException;

/**
 * A homework in LaTeX, taken apart: what answers which question, and what could not be told to answer any. In the template
 * answers stand in {@code \begin{answer}{2m}}; in a copy of the homework's own source they follow its items, which are known
 * by their labels, by their order and by their words.
 *
 * @param answers by question, in the homework's order; a question without an answer is not among them
 * @param rest what belongs to no question, so that nothing is lost
 * @param notes what the reader had to decide, a sentence each, safe to print
 * @param problem why nothing could be read; null if something could
 */
public record Sheet(Map<String, Answered> answers, List<Rest> rest, List<String> notes, String problem) {

    private static final int MOST_REST = 100;

    /** In it as in {@link TexFiles}: {@link org.crosscheck.compare.text.Translation} knows it again in other languages. */
    private static final Messages ENGLISH = Messages.of("en");

    /**
     * One answer.
     *
     * @param latex as it is written
     * @param macros the definitions that it uses, on one line
     * @param place where it begins, for people
     * @param unread what a person has to look at: figures, files that could not be followed
     */
    public record Answered(String latex, String macros, String place, List<String> unread) {

        /** What is judged: the definitions, then the text. */
        public String whole() {
            return macros.isEmpty() ? latex : macros + "\n" + latex;
        }
    }

    /** Text that belongs to no question, and where it stands. */
    public record Rest(String place, String text) {}

    public Sheet {
        answers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        rest = List.copyOf(rest);
        notes = List.copyOf(notes);
    }

    /** Reads a {@code .tex}, or a folder or {@code .zip} with one. Never throws for what is in it: that is its problem. */
    public static Sheet read(Path path) {
        try {
            return of(TexFiles.read(path));
        } catch (FormatException e) {
            return unreadable(TexFiles.said(e));
        } catch (StackOverflowError e) {
            return unreadable(ENGLISH.say("reader.nested", UntrustedFiles.name(path)));
        } catch (IOException e) {
            return unreadable(ENGLISH.say(
                    "reader.unreadable", UntrustedFiles.name(path), e.getClass().getSimpleName()));
        }
    }

    private static Sheet unreadable(String why) {
        return new Sheet(Map.of(), List.of(), List.of(), why);
    }

    static Sheet of(TexText source) throws FormatException {
        TexText text = source.printed();
        Definitions definitions = new Definitions(text.text());
        String bare = definitions.without(text.text());
        List<Chunk> chunks = TemplateReader.isTemplate(bare)
                ? TemplateReader.read(bare, text.body())
                : CopyReader.read(bare, text.body());
        return assembled(text, definitions, chunks);
    }

    /** Chunks brought together by question. */
    private static Sheet assembled(TexText text, Definitions definitions, List<Chunk> chunks) {
        int[] lines = text.lines();
        Map<String, List<Chunk>> byQuestion = new LinkedHashMap<>();
        SubQuestion.ALL.forEach(question -> byQuestion.put(question.id(), new ArrayList<>()));
        List<Rest> rest = new ArrayList<>();
        List<String> notes = new ArrayList<>(text.notes());
        for (Chunk chunk : chunks) {
            if (Layout.isBlank(chunk.text())) {
                continue;
            }
            if (chunk.question() == null || !byQuestion.containsKey(chunk.question())) {
                rest.add(new Rest(text.place(lines, chunk.start()), Layout.plain(chunk.text())));
            } else {
                byQuestion.get(chunk.question()).add(chunk);
            }
        }
        Map<String, Answered> answers = new LinkedHashMap<>();
        byQuestion.forEach((id, parts) -> {
            if (!parts.isEmpty()) {
                answers.put(id, answered(parts, text, lines, definitions));
            }
            if (parts.size() > 1) {
                notes.add(ENGLISH.say("reader.several-places", id, parts.size()));
            }
        });
        if (rest.size() > MOST_REST) {
            notes.add(ENGLISH.say("reader.many-rest", rest.size(), MOST_REST));
        }
        return new Sheet(answers, rest.subList(0, Math.min(rest.size(), MOST_REST)), notes, null);
    }

    private static Answered answered(List<Chunk> parts, TexText text, int[] lines, Definitions definitions) {
        StringBuilder latex = new StringBuilder();
        List<String> unread = new ArrayList<>();
        for (Chunk part : parts) {
            latex.append(latex.isEmpty() ? "" : "\n\n").append(part.text().strip());
            unread.addAll(Layout.figures(part.text()));
        }
        Chunk first = parts.get(0);
        Chunk last = parts.get(parts.size() - 1);
        int start = TexText.skip(first.text(), 0) + first.start();
        String plain = Layout.plain(latex.toString());
        return new Answered(
                plain,
                definitions.neededBy(plain, last.start() + last.text().length()),
                text.place(lines, start),
                unread);
    }

    /**
     * A piece of the text.
     *
     * @param question that it answers; null if it belongs to none
     */
    record Chunk(String question, int start, String text) {}
}
