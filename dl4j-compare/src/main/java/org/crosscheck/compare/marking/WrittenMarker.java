package org.crosscheck.compare.marking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.Work;
import org.crosscheck.compare.homework.SubQuestion;
import org.crosscheck.compare.sheet.Sheet;
import org.crosscheck.compare.sheet.Sheet.Answered;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.compare.written.AnswerJudge;
import org.crosscheck.compare.written.AnswerVerdict;

/**
 * Marks homeworks in LaTeX: each answer is judged, and its parts get the homework's points. What is true in another form than
 * is asked for gets the rubric's share of what is right but for a convention. It is for any number of threads.
 */
public final class WrittenMarker {

    /** Answers that many hand in alike are judged once; no more are kept than that. */
    private static final int KEPT = 4096;

    /** How much is shown of a place. */
    private static final int NEAR = 32;

    private static final String EMPTY = Messages.of("en").text("reader.empty");

    private final Rubric rubric;
    private final ThreadLocal<AnswerJudge> judges = ThreadLocal.withInitial(AnswerJudge::new);
    private final Map<String, AnswerVerdict> known = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AnswerVerdict> eldest) {
            return size() > KEPT;
        }
    });

    public WrittenMarker(Rubric rubric) {
        this.rubric = rubric;
    }

    /** The rubric by which it marks. */
    public Rubric rubric() {
        return rubric;
    }

    /** Marks the homework of a work. Never throws for what is in it: that is its problem alone. */
    public WrittenMarks mark(Work work) {
        try {
            return mark(Sheet.read(work.path())).of(work);
        } catch (StackOverflowError | RuntimeException e) {
            // Our own fault, and no reason to leave the others unmarked.
            return new WrittenMarks(
                    work.name(),
                    work.file(),
                    Messages.of("en").say("reader.failed", e),
                    List.of(),
                    List.of(),
                    List.of());
        }
    }

    /** Marks a homework that is read. */
    public WrittenMarks mark(Sheet sheet) {
        List<WrittenMark> items = new ArrayList<>();
        String problem =
                sheet.problem() != null ? sheet.problem() : sheet.answers().isEmpty() ? EMPTY : null;
        if (problem == null) {
            for (SubQuestion question : SubQuestion.ALL) {
                Answered answered = sheet.answers().get(question.id());
                items.add(answered == null ? missing(question) : mark(question, answered));
            }
        }
        return new WrittenMarks("", null, problem, sheet.notes(), sheet.rest(), items);
    }

    private static WrittenMark missing(SubQuestion question) {
        Map<String, String> parts = new LinkedHashMap<>();
        Map<String, Double> given = new LinkedHashMap<>();
        AnswerJudge.parts(question.id()).forEach(part -> {
            parts.put(part.name(), WrittenMark.MISSING);
            given.put(part.name(), 0.0);
        });
        return new WrittenMark(
                question.id(),
                WrittenMark.MISSING,
                null,
                parts,
                given,
                0,
                question.points(),
                List.of(),
                false,
                "",
                "",
                "",
                "",
                List.of(),
                null,
                null,
                false,
                "");
    }

    private WrittenMark mark(SubQuestion question, Answered answered) {
        String latex = answered.whole();
        String key = question.id() + "\n" + latex;
        AnswerVerdict verdict = known.get(key);
        if (verdict == null) {
            verdict = judges.get().judge(question.id(), latex).kept();
            known.put(key, verdict);
        }
        Map<String, Double> given = given(question.id(), verdict.parts());
        return new WrittenMark(
                question.id(),
                verdict.verdict(),
                verdict.step(),
                verdict.parts(),
                given,
                given.values().stream().mapToDouble(x -> x).sum(),
                question.points(),
                verdict.findings(),
                verdict.meaning().contains("MISFIT"),
                verdict.message() + near(answered, verdict.at()),
                verdict.normal(),
                answered.latex(),
                answered.place(),
                toRead(question, answered, verdict),
                group(question.id(), verdict, latex),
                null,
                false,
                "");
    }

    /** The text at the place that was not understood. */
    private static String near(Answered answered, int at) {
        int place = at - (answered.whole().length() - answered.latex().length());
        if (at < 0 || place < 0 || place >= answered.latex().length()) {
            return "";
        }
        String text = answered.latex();
        String there = text.substring(place, Math.min(text.length(), place + NEAR));
        return " [" + there.replaceAll("\\s+", " ").strip() + (place + NEAR < text.length() ? " ...]" : "]");
    }

    private static List<String> toRead(SubQuestion question, Answered answered, AnswerVerdict verdict) {
        List<String> why = new ArrayList<>();
        if (verdict.verdict().equals("unclear")) {
            why.add("unclear");
        }
        boolean nowhere = verdict.verdict().equals("wrong")
                && !verdict.parts().containsValue("wrong")
                && verdict.parts().containsValue("right");
        if (nowhere) {
            why.add("false-beside");
        }
        if (AnswerJudge.isPartlyInWords(question.id())) {
            why.add("words");
        }
        if (!answered.unread().isEmpty()) {
            why.add("figures");
        }
        return why;
    }

    /** The points that are proposed for each part. */
    private Map<String, Double> given(String question, Map<String, String> states) {
        Map<String, Double> given = new LinkedHashMap<>();
        AnswerJudge.parts(question)
                .forEach(part -> given.put(part.name(), part.points() * share(states.get(part.name()))));
        return given;
    }

    private double share(String state) {
        return "right".equals(state) ? 1 : "form".equals(state) ? rubric.convention() : 0;
    }

    /**
     * The id of what an answer means, the same in every run: by the question, the verdict, its parts and the values of what is
     * false; what is not understood is told apart by its text, and an answer that is partly words by these.
     */
    static String group(String question, AnswerVerdict verdict, String latex) {
        String meaning = verdict.verdict().equals("unclear")
                ? latex.replaceAll("\\s+", " ")
                : verdict.meaning().isEmpty() && verdict.verdict().equals("wrong")
                        ? verdict.findings() + verdict.message()
                        : verdict.meaning();
        String words = AnswerJudge.wordsToRead(question, latex);
        String all =
                String.join("\n", question, verdict.verdict(), verdict.parts().toString(), meaning)
                        + (words.isEmpty() ? "" : "\n" + words);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return question + "-" + HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
