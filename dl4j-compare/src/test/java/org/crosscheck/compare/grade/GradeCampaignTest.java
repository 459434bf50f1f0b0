package org.crosscheck.compare.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.crosscheck.compare.Case;
import org.crosscheck.compare.CaseFactory;
import org.crosscheck.compare.CaseFactory.Plan;
import org.crosscheck.compare.Schema.Group;
import org.crosscheck.compare.TestCases;
import org.crosscheck.compare.Values;
import org.junit.jupiter.api.Test;

class GradeCampaignTest {

    private record Outcomes(int planted, int named, Map<String, String> missed, List<String> alarms) {}

    @Test
    void mistakesAreNamedAndRightAnswersPass() throws IOException {
        Map<String, Integer> missed = new TreeMap<>();
        List<String> alarms = new ArrayList<>();
        int planted = 0;
        int named = 0;
        for (int number = 0; number < Integer.getInteger("grade.cases", 4); number++) {
            Case given = random(number);
            List<String> blind = Power.blind(given);
            if (!blind.isEmpty()) {
                System.out.println("blind " + given.name() + blind);
                continue;
            }
            Marker marker = new Marker(given, Rubric.standard());
            for (Mark mark : marker.mark(Student.submission(Student.right(given, number)))
                    .items()) {
                if (mark.outcome() != Outcome.AGREE) {
                    alarms.add(given.name() + ": " + mark);
                }
            }
            for (Mistake mistake : Bank.ALL) {
                Values wrong = Student.wrong(given, number, mistake);
                if (wrong == null) {
                    continue;
                }
                planted++;
                Marks marks = marker.mark(Student.submission(wrong));
                Mark mark = marks.items().stream()
                        .filter(item -> item.key().equals(mistake.quantity()))
                        .findFirst()
                        .orElseThrow();
                boolean right = !mark.findings().isEmpty()
                        && mark.findings().get(0).id().equals(mistake.id());
                named += right ? 1 : 0;
                if (!right) {
                    missed.merge(
                            mistake.id() + " -> " + mark.outcome() + " "
                                    + mark.findings().stream().map(Finding::id).toList(),
                            1,
                            Integer::sum);
                }
                for (Mark item : marks.items()) {
                    if (item.outcome() == Outcome.DISAGREE && !item.key().equals(mistake.quantity())) {
                        alarms.add(given.name() + ": " + mistake.id() + ": " + item.key() + item.note()
                                + item.findings().stream().map(Finding::id).toList());
                    }
                }
            }
        }
        System.out.println(named + " of " + planted);
        missed.forEach((k, v) -> System.out.println(v + " " + k));
        alarms.stream().limit(15).forEach(System.out::println);
        assertThat(alarms).isEmpty();
    }

    private static Case random(int number) throws IOException {
        SplittableRandom random = new SplittableRandom(number);
        Plan plan = new Plan(
                number,
                random.nextInt(2, 9),
                random.nextInt(2, 9),
                random.nextInt(3, 9),
                random.nextInt(3, 9),
                2,
                Set.of(Group.MLP, Group.CNN, Group.FUNCTIONS));
        return TestCases.of(plan.toString(), CaseFactory.make(plan));
    }
}
