package org.crosscheck.compare.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosscheck.compare.answers.AnswerHtml;
import org.crosscheck.compare.grade.Wording;
import org.crosscheck.compare.homework.SubQuestion;
import org.crosscheck.compare.latex.LatexException;
import org.crosscheck.compare.latex.MathMl;
import org.crosscheck.compare.latex.Printer;
import org.crosscheck.compare.marking.CohortFiles;
import org.crosscheck.compare.marking.Decisions.Decision;
import org.crosscheck.compare.marking.Feedback;
import org.crosscheck.compare.marking.Group;
import org.crosscheck.compare.marking.WrittenMark;
import org.crosscheck.compare.marking.WrittenMarks;
import org.crosscheck.compare.pages.Page;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.compare.text.Numbers;
import org.crosscheck.compare.text.Printable;

/** The page that an instructor marks a cohort from: each question with its groups of equal answers. */
public final class MarkingPage {

    /** How many ways of writing an answer are shown of a group, and how much of one. */
    private static final int SOURCES = 12;

    private static final int LONGEST = 4000;
    private static final int SHOWN = 4;

    private static final Map<String, String> COLOURS = Map.of(
            "right",
            "agree",
            "form",
            "ill-conditioned",
            "incomplete",
            "ill-conditioned",
            "wrong",
            "disagree",
            "unclear",
            "error",
            "missing",
            "unchecked");

    private static final Messages ENGLISH = Messages.of("en");

    private MarkingPage() {}

    record Data(String sentence, boolean served, List<Asked> questions, List<RestRow> rest, List<Unread> unread) {}

    record Asked(String id, String title, String points, String missing, List<Card> groups) {}

    record Card(
            String id,
            String question,
            String verdict,
            String colour,
            String said,
            String count,
            boolean open,
            String why,
            String points,
            String most,
            String decision,
            String comment,
            List<String> understood,
            String latex,
            String who,
            String message,
            List<PartRow> parts,
            String findings,
            List<Source> sources,
            String more) {}

    record PartRow(String name, String said, String colour, String points) {}

    record Source(String names, String latex) {}

    record RestRow(String name, String place, String text) {}

    record Unread(String name, String problem) {}

    /**
     * The page.
     *
     * @param served whether it may save to where it came from
     */
    public static Page page(CohortFiles cohort, boolean served) {
        Map<String, List<Group>> byQuestion = new LinkedHashMap<>();
        cohort.groups().forEach(group -> byQuestion
                .computeIfAbsent(group.question(), id -> new ArrayList<>())
                .add(group));
        List<WrittenMarks> read =
                cohort.all().stream().filter(marks -> marks.problem() == null).toList();
        List<Asked> questions = SubQuestion.ALL.stream()
                .filter(question -> byQuestion.containsKey(question.id()))
                .map(question -> asked(question, byQuestion.get(question.id()), read, cohort))
                .toList();
        List<RestRow> rest = cohort.all().stream()
                .flatMap(marks -> marks.rest().stream()
                        .map(one -> new RestRow(marks.name(), one.place(), Feedback.shortened(one.text()))))
                .toList();
        List<Unread> unread = cohort.all().stream()
                .filter(marks -> marks.problem() != null)
                .map(marks -> new Unread(marks.name(), marks.problem()))
                .toList();
        Data data = new Data(sentence(cohort), served, questions, rest, unread);
        return Page.working("marking", "Homework 3, to be marked", data, served);
    }

    private static String sentence(CohortFiles cohort) {
        long answers = cohort.groups().stream()
                .mapToLong(group -> group.members().size())
                .sum();
        long open = cohort.groups().stream().filter(group -> isOpen(group)).count();
        return Numbers.count(cohort.all().size(), "homework") + " with " + Numbers.count(answers, "answer")
                + " in " + Numbers.count(cohort.groups().size(), "group") + ", of which a person must read " + open
                + ".";
    }

    private static boolean isOpen(Group group) {
        return group.members().stream()
                .anyMatch(member -> !member.mark().toRead().isEmpty());
    }

    private static Asked asked(SubQuestion question, List<Group> groups, List<WrittenMarks> read, CohortFiles cohort) {
        int answered = groups.stream().mapToInt(group -> group.members().size()).sum();
        int missing = read.size() - answered;
        return new Asked(
                question.id(),
                question.title(),
                Numbers.count(question.points(), "point"),
                missing == 0 ? "answered by all" : "missing in " + missing,
                groups.stream().map(group -> card(group, cohort)).toList());
    }

    private static Card card(Group group, CohortFiles cohort) {
        WrittenMark mark = group.example();
        double proposed = mark.given().values().stream().mapToDouble(x -> x).sum();
        Decision decision = cohort.decisions().byGroup().get(group.id());
        String why = group.members().stream()
                .flatMap(member -> member.mark().toRead().stream())
                .distinct()
                .map(reason -> ENGLISH.say("read." + reason))
                .collect(Collectors.joining(", "));
        Map<String, List<String>> names = new LinkedHashMap<>();
        group.members().forEach(member -> names.computeIfAbsent(member.mark().latex(), latex -> new ArrayList<>())
                .add(member.name()));
        List<Source> sources = names.entrySet().stream()
                .limit(SOURCES)
                .map(entry -> new Source(String.join(", ", entry.getValue()), shortened(entry.getKey())))
                .toList();
        String others =
                names.values().stream().skip(SOURCES).flatMap(List::stream).collect(Collectors.joining(", "));
        return new Card(
                group.id(),
                group.question(),
                mark.verdict(),
                COLOURS.get(mark.verdict()),
                ENGLISH.say("verdict." + mark.verdict()),
                Numbers.count(group.members().size(), "answer"),
                !why.isEmpty(),
                why,
                Wording.number(proposed),
                Wording.number(mark.most()),
                decision == null || decision.points() == null ? "" : Wording.number(decision.points()),
                decision == null ? "" : decision.comment(),
                understood(mark.normal()),
                shortened(mark.latex()),
                who(group),
                mark.message(),
                mark.parts().size() < 2 ? List.of() : parts(mark),
                String.join(", ", mark.findings()),
                sources,
                others.isEmpty() ? "" : "in other notations by: " + others);
    }

    /** A few names, and how many more. */
    private static String who(Group group) {
        List<String> names = group.members().stream().map(Group.Member::name).toList();
        String some = String.join(", ", names.stream().limit(SHOWN).toList());
        return names.size() > SHOWN ? some + " and " + (names.size() - SHOWN) + " more" : some;
    }

    private static String shortened(String latex) {
        return latex.length() <= LONGEST ? latex : latex.substring(0, LONGEST) + " ...";
    }

    private static List<PartRow> parts(WrittenMark mark) {
        return mark.parts().entrySet().stream()
                .map(part -> new PartRow(
                        part.getKey(),
                        ENGLISH.say("verdict." + part.getValue()),
                        COLOURS.get(part.getValue()),
                        Wording.number(mark.given().getOrDefault(part.getKey(), 0.0))))
                .toList();
    }

    /** What was understood as MathML, statement by statement. */
    private static List<String> understood(String normal) {
        List<String> formulas = new ArrayList<>();
        for (String statement : normal.isEmpty() ? new String[0] : normal.split(", \\\\quad ", -1)) {
            try {
                formulas.add(MathMl.display(Printer.layout(statement)));
            } catch (LatexException | IllegalArgumentException e) {
                formulas.add("<code>" + AnswerHtml.escape(Printable.text(statement)) + "</code>");
            }
        }
        return formulas;
    }
}
