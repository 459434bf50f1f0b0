package org.crosscheck.compare.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.crosscheck.compare.campaign.RandomCases;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.grade.mistakes.Mistake;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFactory;
import org.crosscheck.compare.homework.CaseFactory.Plan;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities.Group;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * On random cases: at least 90% of the bank's mistakes are named, each as the first or only finding; what follows from a
 * mistake is carried forward, never called a second one; and nothing right is ever called wrong. The suite runs a few
 * cases, the whole campaign is run by
 *
 * <pre>mvn -Pcampaign -pl dl4j-compare -am verify -Dtest=GradeCampaignTest</pre>
 *
 * which writes target/grade-campaign.txt.
 */
class GradeCampaignTest {

    private static final int CASES = Integer.getInteger("campaign.grade.cases", 150);
    private static final int PECULIAR = Integer.getInteger("campaign.grade.peculiar", 3_000);

    /** What was seen on all cases. */
    private static final class Tally {
        private final AtomicInteger planted = new AtomicInteger();
        private final AtomicInteger named = new AtomicInteger();
        private final AtomicInteger blind = new AtomicInteger();
        private final AtomicInteger items = new AtomicInteger();
        private final Map<String, Integer> missed = Collections.synchronizedMap(new TreeMap<>());
        private final List<String> alarms = Collections.synchronizedList(new ArrayList<>());
    }

    @Test
    void mistakesAreNamedAndCarriedForwardOnAFewCases() {
        Tally tally = mistakes(3);
        assertThat(tally.alarms).isEmpty();
        assertThat(tally.named.get()).as(tally.missed.toString()).isGreaterThan(tally.planted.get() * 9 / 10);
        assertThat(tally.planted.get()).isGreaterThan(150);
    }

    @Test
    void nothingRightIsCalledWrongOnAFewPeculiarCases() {
        assertThat(rights(60).alarms).isEmpty();
    }

    @Test
    @Tag("campaign")
    void theWholeCampaign() throws IOException {
        Tally mistakes = mistakes(CASES);
        Tally rights = rights(PECULIAR);
        String text = String.format(
                Locale.ROOT,
                "%d random cases (%d more were blind and are refused): %d mistakes planted, %d named (%.1f%%), %d false"
                        + " alarms%n%d peculiar cases: %d right items, %d called wrong%nnot named: %s%n",
                CASES - mistakes.blind.get(),
                mistakes.blind.get(),
                mistakes.planted.get(),
                mistakes.named.get(),
                100.0 * mistakes.named.get() / mistakes.planted.get(),
                mistakes.alarms.size(),
                PECULIAR,
                rights.items.get(),
                rights.alarms.size(),
                mistakes.missed);
        System.out.print(text);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "grade-campaign.txt"), text);
        assertThat(mistakes.alarms).isEmpty();
        assertThat(rights.alarms).isEmpty();
        assertThat(mistakes.named.get()).isGreaterThan(mistakes.planted.get() * 9 / 10);
    }

    private static Tally mistakes(int cases) {
        Tally tally = new Tally();
        IntStream.range(0, cases).parallel().forEach(number -> {
            Case given = random(number);
            if (!CasePower.blind(given).isEmpty()) {
                tally.blind.incrementAndGet();
                return;
            }
            Marker marker = new Marker(given, Rubric.standard());
            requireRight(marker, given, number, tally);
            KnownMistakes.ALL.forEach(mistake -> plant(marker, given, number, mistake, tally));
        });
        return tally;
    }

    private static void plant(Marker marker, Case given, int number, Mistake mistake, Tally tally) {
        NamedTensors wrong = Student.wrong(given, number, mistake);
        if (wrong == null) {
            return;
        }
        for (Mark mark : marker.mark(Student.submission(wrong)).items()) {
            if (mark.key().equals(mistake.quantity())) {
                List<String> found = mark.findings().stream().map(Finding::id).toList();
                boolean named = !found.isEmpty() && found.get(0).equals(mistake.id());
                tally.planted.incrementAndGet();
                tally.named.addAndGet(named ? 1 : 0);
                if (!named) {
                    tally.missed.merge(mistake.id() + " as " + mark.outcome() + " " + found, 1, Integer::sum);
                }
            } else if (mark.outcome() != Outcome.AGREE && mark.outcome() != Outcome.CARRIED) {
                tally.alarms.add(given.name() + ", " + mistake.id() + ": " + mark);
            }
        }
    }

    /** The cases of the catalogue's campaign: saturated logits, multiples of pi, duplicates, subnormal numbers. */
    private static Tally rights(int cases) {
        Tally tally = new Tally();
        IntStream.range(0, cases).parallel().forEach(number -> {
            Case given = RandomCases.of(0, number);
            requireRight(new Marker(given, Rubric.standard()), given, number, tally);
        });
        return tally;
    }

    private static void requireRight(Marker marker, Case given, int number, Tally tally) {
        for (Mark mark :
                marker.mark(Student.submission(Student.right(given, number))).items()) {
            tally.items.incrementAndGet();
            if (mark.counts() && mark.outcome() != Outcome.AGREE) {
                tally.alarms.add(given.name() + ": " + mark);
            }
        }
    }

    private static Case random(int number) {
        SplittableRandom random = new SplittableRandom(number);
        Set<Group> groups =
                number % 3 == 0 ? Set.of(Group.MLP, Group.CNN, Group.FUNCTIONS) : Set.of(Group.MLP, Group.FUNCTIONS);
        int d = random.nextInt(2, 9);
        int dh = random.nextInt(2, 9);
        int m = random.nextInt(3, 9);
        Plan plan = new Plan(number, d, dh, m, random.nextInt(3, 9), 2, groups);
        try {
            return TestCases.of(plan.toString(), CaseFactory.make(plan));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
