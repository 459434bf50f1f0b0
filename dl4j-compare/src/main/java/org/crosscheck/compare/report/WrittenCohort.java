package org.crosscheck.compare.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.crosscheck.compare.grade.Wording;
import org.crosscheck.compare.marking.WrittenMark;
import org.crosscheck.compare.marking.WrittenMarks;
import org.crosscheck.compare.pages.Page;
import org.crosscheck.compare.pages.PlotAxis;
import org.crosscheck.compare.pages.Plots;
import org.crosscheck.compare.pages.Plots.Frame;
import org.crosscheck.compare.text.Numbers;

/** The page of a cohort of homeworks in LaTeX: which step of which question was lost by how many. */
public final class WrittenCohort {

    private static final int NAMES = 12;

    private WrittenCohort() {}

    record Data(
            String sentence,
            List<String> plots,
            List<StepRow> steps,
            List<Mistake> mistakes,
            List<StudentRow> students) {}

    /** A part of a question, or an equality of a derivation. */
    record StepRow(
            String question,
            String step,
            int lost,
            String share,
            int wrong,
            int missing,
            int form,
            int unclear,
            int right) {}

    record Mistake(String question, String finding, int count, String names) {}

    record StudentRow(String name, String points, long open, String wrong, String problem) {}

    /** The page of the marks of a cohort. */
    public static Page page(List<WrittenMarks> all) {
        List<WrittenMarks> read =
                all.stream().filter(marks -> marks.problem() == null).toList();
        List<String> plots = new ArrayList<>();
        if (!read.isEmpty()) {
            plots.add(Plots.histogram(
                    Frame.of(
                            "Scores",
                            "How many homeworks have how many points.",
                            PlotAxis.linear(
                                    "points of " + Plots.plain(read.get(0).most())),
                            PlotAxis.whole("homeworks")),
                    read.stream().mapToDouble(WrittenMarks::score).toArray()));
        }
        Data data = new Data(sentence(all, read), plots, steps(read), mistakes(read), students(all));
        return Page.of("written", "Homework 3, the written answers", data);
    }

    private static String sentence(List<WrittenMarks> all, List<WrittenMarks> read) {
        double[] scores =
                read.stream().mapToDouble(WrittenMarks::score).sorted().toArray();
        if (scores.length == 0) {
            return Numbers.count(all.size(), "homework") + ", none of which could be read.";
        }
        double median = (scores[(scores.length - 1) / 2] + scores[scores.length / 2]) / 2;
        return Numbers.count(all.size(), "homework") + ": median " + Wording.number(median) + " and mean "
                + Wording.number(Arrays.stream(scores).average().orElse(0)) + " of "
                + Wording.number(read.get(0).most()) + " points; a person has still to read "
                + read.stream().mapToLong(WrittenMarks::open).sum() + " answers.";
    }

    /** The parts of all questions, and the first false equalities of chains, what most have lost first. */
    private static List<StepRow> steps(List<WrittenMarks> read) {
        Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
        Map<String, String[]> names = new LinkedHashMap<>();
        for (WrittenMarks marks : read) {
            for (WrittenMark item : marks.items()) {
                item.parts().forEach((part, state) -> {
                    String key = item.question() + "\n" + part;
                    names.putIfAbsent(key, new String[] {item.question(), part});
                    counts.computeIfAbsent(key, k -> new TreeMap<>()).merge(state, 1, Integer::sum);
                });
                if (item.step() != null) {
                    String what = "equality " + item.step() + " of the answer";
                    String key = item.question() + "\n" + what;
                    names.putIfAbsent(key, new String[] {item.question(), what});
                    counts.computeIfAbsent(key, k -> new TreeMap<>()).merge("wrong", 1, Integer::sum);
                }
            }
        }
        List<StepRow> rows = new ArrayList<>();
        counts.forEach((key, states) -> {
            int right = states.getOrDefault("right", 0);
            int form = states.getOrDefault("form", 0);
            int all = states.values().stream().mapToInt(x -> x).sum();
            int lost = all - right - form;
            rows.add(new StepRow(
                    names.get(key)[0],
                    names.get(key)[1],
                    lost,
                    String.format(Locale.ROOT, "%.0f%%", 100.0 * lost / read.size()),
                    states.getOrDefault("wrong", 0),
                    states.getOrDefault("missing", 0),
                    form,
                    states.getOrDefault("unclear", 0),
                    right));
        });
        rows.sort(Comparator.comparingInt((StepRow row) -> -row.lost()));
        return rows;
    }

    private static List<Mistake> mistakes(List<WrittenMarks> read) {
        Map<String, List<String>> who = new LinkedHashMap<>();
        for (WrittenMarks marks : read) {
            for (WrittenMark item : marks.items()) {
                item.findings().forEach(finding -> who.computeIfAbsent(
                                item.question() + "\n" + finding, k -> new ArrayList<>())
                        .add(marks.name()));
            }
        }
        return who.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .map(entry -> {
                    List<String> names = entry.getValue();
                    String some = String.join(", ", names.stream().limit(NAMES).toList());
                    String more = names.size() > NAMES ? " and " + (names.size() - NAMES) + " more" : "";
                    String[] key = entry.getKey().split("\n", -1);
                    return new Mistake(key[0], key[1], names.size(), some + more);
                })
                .toList();
    }

    private static List<StudentRow> students(List<WrittenMarks> all) {
        return all.stream()
                .map(marks -> new StudentRow(
                        marks.name(),
                        marks.problem() == null ? Wording.number(marks.score()) : "",
                        marks.open(),
                        String.join(
                                " ",
                                marks.items().stream()
                                        .filter(item -> item.verdict().equals("wrong"))
                                        .map(WrittenMark::question)
                                        .toList()),
                        marks.problem() == null ? "" : marks.problem()))
                .toList();
    }
}
