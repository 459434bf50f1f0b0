package org.crosscheck.compare.marking;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosscheck.compare.grade.Mark;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Outcome;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.grade.mistakes.Mistake;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.compare.text.Translation;
import org.crosscheck.compare.written.AnswerJudge;
import org.crosscheck.compare.written.AnswerJudge.AskedPart;

/** Holds the formulas of a homework against the arrays that the same student's program has computed. */
public final class Programs {

    private static final Set<Outcome> RIGHT =
            Set.of(Outcome.AGREE, Outcome.CARRIED, Outcome.ROUNDED, Outcome.CONVENTION);
    private static final Set<Outcome> WRONG = Set.of(Outcome.DISAGREE, Outcome.WRONG_SHAPE, Outcome.NOT_FINITE);

    private Programs() {}

    /** The marks of the formulas, each with what the program says of the same quantity where it says something else. */
    public static WrittenMarks beside(WrittenMarks formulas, Marks arrays, Messages messages) {
        Map<String, Mark> byKey = new HashMap<>();
        arrays.items().forEach(item -> byKey.put(item.key(), item));
        return formulas.map(mark -> mark.beside(said(mark, byKey, messages)));
    }

    private static String said(WrittenMark mark, Map<String, Mark> arrays, Messages messages) {
        String all = AnswerJudge.parts(mark.question()).stream()
                .filter(part -> part.quantity() != null && arrays.containsKey(part.quantity()))
                .map(part -> said(mark, part, arrays.get(part.quantity()), messages))
                .filter(text -> text != null)
                .distinct()
                .collect(Collectors.joining(" "));
        return all.isEmpty() ? null : all;
    }

    private static String said(WrittenMark mark, AskedPart part, Mark array, Messages messages) {
        String state = mark.parts().get(part.name());
        boolean right = "right".equals(state) || "form".equals(state);
        boolean wrong = "wrong".equals(state);
        String mistake = mark.findings().isEmpty() || !mark.findings().get(0).startsWith(part.quantity() + ".")
                ? null
                : mark.findings().get(0);
        if (wrong && RIGHT.contains(array.outcome())) {
            return mistake == null
                    ? messages.say("program.formula-only", array.key())
                    : messages.say(
                            "program.formula-mistake",
                            translated(
                                    KnownMistakes.find(mistake)
                                            .map(Mistake::found)
                                            .orElse(mistake),
                                    messages));
        }
        if (right && WRONG.contains(array.outcome())) {
            return array.findings().isEmpty()
                    ? messages.say("program.program-only", array.key())
                    : messages.say(
                            "program.program-mistake",
                            array.key(),
                            translated(array.findings().get(0).found(), messages));
        }
        if (wrong && WRONG.contains(array.outcome())) {
            List<String> found = array.findings().stream().map(Finding::id).toList();
            Set<String> both = new HashSet<>(mark.findings());
            both.retainAll(found);
            return messages.say(both.isEmpty() ? "program.both" : "program.same", array.key());
        }
        return null;
    }

    private static String translated(String found, Messages messages) {
        return Translation.into(messages.language()).of(found);
    }
}
