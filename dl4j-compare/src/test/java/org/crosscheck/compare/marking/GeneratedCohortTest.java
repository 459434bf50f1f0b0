package org.crosscheck.compare.marking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.sheet.Sheet;
import org.crosscheck.compare.written.AnswerJudge;
import org.crosscheck.compare.written.GeneratedHomeworks;
import org.crosscheck.compare.written.GeneratedHomeworks.Made;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cohort made of known meanings: groups mix no two of them, and what means the same meets. */
class GeneratedCohortTest {

    /** Of what was made from one meaning, the share that must be in its largest group. */
    private static final double TOGETHER = 0.99;

    @TempDir
    private Path folder;

    @Test
    void groupsOfAFewHomeworksAreThoseOfTheirMeanings() throws Exception {
        groups(31, 30, 4);
    }

    @Test
    @Tag("campaign")
    void groupsOfFiveHundredHomeworksAreThoseOfTheirMeanings() throws Exception {
        groups(32, 500, 6);
    }

    private void groups(long seed, int homeworks, int slips) throws Exception {
        GeneratedHomeworks generated = new GeneratedHomeworks(seed, slips);
        String kept = System.getProperty("homeworks.out");
        Path out = kept == null ? folder : Files.createDirectories(Path.of(kept));
        WrittenMarker marker = new WrittenMarker(Rubric.standard());
        Map<String, TreeSet<Integer>> meanings = new LinkedHashMap<>();
        Map<String, Map<String, Integer>> groups = new LinkedHashMap<>(); // by meaning and what is said in words
        Map<String, String> examples = new LinkedHashMap<>();
        int answers = 0;
        for (int i = 0; i < homeworks; i++) {
            List<Made> made = new ArrayList<>();
            Path file = out.resolve(String.format(java.util.Locale.ROOT, "student%03d.tex", i));
            Files.writeString(file, generated.homework(new Random(seed * 1000 + i), made));
            Map<String, WrittenMark> marks = marker.mark(Sheet.read(file)).items().stream()
                    .collect(Collectors.toMap(WrittenMark::question, mark -> mark));
            for (Made one : made) {
                WrittenMark mark = marks.get(one.question());
                assertThat(mark.verdict()).as(one.latex()).isNotEqualTo(WrittenMark.MISSING);
                answers++;
                if (one.meaning() >= 0 && !mark.verdict().equals("unclear")) {
                    meanings.computeIfAbsent(mark.group(), id -> new TreeSet<>())
                            .add(one.meaning());
                    String words = AnswerJudge.wordsToRead(one.question(), one.latex());
                    groups.computeIfAbsent(one.meaning() + " " + words, id -> new LinkedHashMap<>())
                            .merge(mark.group(), 1, Integer::sum);
                    examples.putIfAbsent(one.meaning() + mark.group(), mark.verdict() + " " + mark.latex());
                }
            }
        }
        List<String> mixed = new ArrayList<>();
        meanings.forEach((group, all) -> all.stream()
                .skip(1)
                .filter(other -> !generated.areSame(all.first(), other))
                .forEach(other -> mixed.add(
                        group + ":\n  " + examples.get(all.first() + group) + "\n  " + examples.get(other + group))));
        int together = 0;
        int grouped = 0;
        List<String> apart = new ArrayList<>();
        for (Map.Entry<String, Map<String, Integer>> one : groups.entrySet()) {
            together += one.getValue().values().stream().mapToInt(x -> x).max().orElse(0);
            grouped += one.getValue().values().stream().mapToInt(x -> x).sum();
            if (one.getValue().size() > 1) {
                apart.add(one.getValue() + "\n  "
                        + one.getValue().keySet().stream()
                                .map(group -> examples.get(
                                        one.getKey().substring(0, one.getKey().indexOf(' ')) + group))
                                .collect(Collectors.joining("\n  ")));
            }
        }
        String figures = answers + " answers of " + homeworks + " homeworks: " + groups.size() + " meanings in "
                + meanings.size() + " groups, " + together + " of " + grouped + " in the largest of their meaning, "
                + (groups.size() - apart.size()) + " meanings in one group, the others in at most "
                + groups.values().stream().mapToInt(Map::size).max().orElse(0) + ", " + mixed.size() + " mixed";
        Files.writeString(
                Path.of("target", "generated-cohort-" + homeworks + ".txt"),
                figures + "\n" + String.join("\n", apart) + "\nMIXED\n" + String.join("\n", mixed));
        assertThat(mixed).as(figures).isEmpty();
        assertThat(together).as(figures + "\n" + String.join("\n", apart)).isGreaterThanOrEqualTo((int)
                (TOGETHER * grouped));
    }
}
