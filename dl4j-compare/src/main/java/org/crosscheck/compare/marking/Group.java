package org.crosscheck.compare.marking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.homework.SubQuestion;

/**
 * The answers to a question that mean the same.
 *
 * @param question such as 2m
 * @param id the hash of what they mean
 * @param members the names of those who wrote them, each with the answer
 */
public record Group(String question, String id, List<Member> members) {

    /** One who wrote an answer of the group. */
    public record Member(String name, WrittenMark mark) {}

    public Group {
        members = List.copyOf(members);
    }

    /** The answer that stands for all: the shortest, the first of several. */
    public WrittenMark example() {
        return members.stream()
                .map(Member::mark)
                .min(Comparator.comparingInt((WrittenMark mark) -> mark.latex().length())
                        .thenComparing(WrittenMark::latex))
                .orElseThrow();
    }

    /**
     * The groups of a cohort: by question, in each those first that a person must look at (not understood, then wrong), the
     * largest first.
     */
    public static List<Group> of(List<WrittenMarks> all) {
        Map<String, List<Member>> members = new LinkedHashMap<>();
        for (WrittenMarks marks : all) {
            for (WrittenMark mark : marks.items()) {
                if (mark.group() != null) {
                    members.computeIfAbsent(mark.group(), id -> new ArrayList<>())
                            .add(new Member(marks.name(), mark));
                }
            }
        }
        List<String> order = SubQuestion.ALL.stream().map(SubQuestion::id).toList();
        return members.entrySet().stream()
                .map(entry -> new Group(entry.getValue().get(0).mark().question(), entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt((Group group) -> order.indexOf(group.question()))
                        .thenComparingInt(
                                group -> urgency(group.members.get(0).mark().verdict()))
                        .thenComparingInt(group -> -group.members.size())
                        .thenComparing(Group::id))
                .toList();
    }

    private static int urgency(String verdict) {
        return List.of("unclear", "wrong", "incomplete", "form", "right").indexOf(verdict);
    }
}
