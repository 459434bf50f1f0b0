package org.crosscheck.compare.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.crosscheck.compare.grade.Mark;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Outcome;
import org.crosscheck.compare.grade.Wording;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.pages.Page;
import org.crosscheck.compare.pages.PlotAxis;
import org.crosscheck.compare.pages.Plots;
import org.crosscheck.compare.pages.Plots.Frame;

/**
 * The page of a batch of submissions: how often each mistake was made, the hardest items, the distribution of points.
 */
public final class Cohort {

    /** How many names follow a mistake; the rest are counted. */
    private static final int NAMES = 12;

    /** How many items have a row in the plot; all of them are in the table. */
    private static final int HARDEST = 14;

    private Cohort() {}

    /** What the template shows. */
    record Data(
            String sentence,
            List<String> plots,
            List<StudentRow> students,
            List<Mistake> mistakes,
            List<Item> items,
            List<Unread> unread) {}

    /** One submission. */
    record StudentRow(String name, String points, String entered, String found, String remarks) {}

    /** One mistake and who made it. */
    record Mistake(String question, String key, String found, int count, String share, String names) {}

    /** One item, the hardest first. */
    record Item(
            String question, String key, String right, int agree, int carried, int wrong, int unusable, int missing) {}

    /** A submission that could not be read at all. */
    record Unread(String name, String problem) {}

    /** The page of the marks of a batch, at least one. */
    public static Page page(List<Marks> all) {
        List<Marks> read = all.stream().filter(marks -> marks.problem() == null).toList();
        List<String> plots = new ArrayList<>();
        List<Item> items = items(read);
        if (!items.isEmpty()) {
            plots.add(Plots.histogram(
                    Frame.of(
                            "Scores",
                            "How many submissions have how many points.",
                            PlotAxis.linear(
                                    "points of " + Plots.plain(read.get(0).most())),
                            PlotAxis.whole("submissions")),
                    read.stream().mapToDouble(Marks::score).toArray()));
            plots.add(outcomes(items));
        }
        List<Unread> unread = all.stream()
                .filter(marks -> marks.problem() != null)
                .map(marks -> new Unread(marks.name(), marks.problem()))
                .toList();
        Data data = new Data(sentence(all, read), plots, rows(all), mistakes(read), items, unread);
        return Page.of("cohort", "Homework 3, the submissions", data);
    }

    private static String sentence(List<Marks> all, List<Marks> read) {
        double[] scores = read.stream().mapToDouble(Marks::score).sorted().toArray();
        String count = all.size() + (all.size() == 1 ? " submission" : " submissions");
        if (scores.length == 0) {
            return count + ", none of which could be read.";
        }
        double median = (scores[(scores.length - 1) / 2] + scores[scores.length / 2]) / 2;
        long full = read.stream().filter(Marks::agrees).count();
        return String.format(
                Locale.ROOT,
                "%s: median %s and mean %s of %s points; %d all right%s.%s",
                count,
                Plots.plain(median),
                Plots.plain(Arrays.stream(scores).average().orElse(0)),
                Plots.plain(read.get(0).most()),
                full,
                read.size() == all.size() ? "" : ", " + (all.size() - read.size()) + " unreadable",
                read.get(0).byPerson().isEmpty() ? "" : " " + Wording.byPerson(read.get(0)));
    }

    /** A row for each submission: where its first error entered, and what explains it. */
    private static List<StudentRow> rows(List<Marks> all) {
        return all.stream()
                .map(marks -> {
                    Mark first = marks.entered().stream().findFirst().orElse(null);
                    String found = first == null ? "" : found(first);
                    return new StudentRow(
                            marks.name(),
                            Plots.plain(marks.score()),
                            first == null ? "" : first.key(),
                            marks.problem() == null ? found : marks.problem(),
                            String.join(" ", marks.remarks()));
                })
                .toList();
    }

    private static String found(Mark item) {
        return item.findings().isEmpty()
                ? "(" + item.outcome().text() + ", no mistake known here explains it)"
                : String.join(
                        " or ", item.findings().stream().map(Finding::found).toList());
    }

    /** Every mistake that explains an array in which an error entered; one for which nothing was found counts too. */
    private static List<Mistake> mistakes(List<Marks> read) {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        Map<String, Mark> where = new LinkedHashMap<>();
        for (Marks marks : read) {
            for (Mark item : marks.entered()) {
                String found = found(item);
                String id = item.key() + "\n" + found;
                names.computeIfAbsent(id, ignored -> new LinkedHashSet<>()).add(marks.name());
                where.putIfAbsent(id, item);
            }
        }
        return names.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, Set<String>> entry) ->
                        -entry.getValue().size()))
                .map(entry -> mistake(entry.getKey(), entry.getValue(), where.get(entry.getKey()), read.size()))
                .toList();
    }

    private static Mistake mistake(String id, Set<String> names, Mark item, int submissions) {
        String some = String.join(", ", names.stream().limit(NAMES).toList());
        return new Mistake(
                item.question(),
                item.key(),
                id.substring(id.indexOf('\n') + 1),
                names.size(),
                percent(names.size(), submissions),
                names.size() > NAMES ? some + " and " + (names.size() - NAMES) + " more" : some);
    }

    private static List<Item> items(List<Marks> read) {
        Map<String, List<Mark>> byKey = new LinkedHashMap<>();
        read.forEach(marks -> marks.items().forEach(item -> byKey.computeIfAbsent(item.key(), key -> new ArrayList<>())
                .add(item)));
        return byKey.values().stream()
                .map(Cohort::item)
                .sorted(Comparator.comparingInt(Item::agree))
                .toList();
    }

    private static Item item(List<Mark> marks) {
        int agree = count(marks, Outcome.AGREE);
        return new Item(
                marks.get(0).question(),
                marks.get(0).key(),
                percent(agree, marks.size()),
                agree,
                count(marks, Outcome.CARRIED, Outcome.ROUNDED, Outcome.CONVENTION),
                count(marks, Outcome.DISAGREE, Outcome.UNSHOWN),
                count(marks, Outcome.WRONG_SHAPE, Outcome.NOT_FINITE, Outcome.UNREADABLE),
                count(marks, Outcome.MISSING));
    }

    private static int count(List<Mark> marks, Outcome... outcomes) {
        return (int) marks.stream()
                .filter(mark -> Stream.of(outcomes).anyMatch(outcome -> mark.outcome() == outcome))
                .count();
    }

    private static String outcomes(List<Item> items) {
        List<Item> hardest = items.stream().limit(HARDEST).toList();
        double[][] cells = hardest.stream()
                .map(item -> new double[] {item.agree, item.carried, item.wrong, item.unusable, item.missing})
                .toArray(double[][]::new);
        return Plots.heatMap(
                Frame.of(
                        "How each item came out",
                        "How many submissions, for the hardest items; part means carried forward, rounded, or in another convention,"
                                + " unus. (unusable) means a wrong shape, NaN or unreadable.",
                        PlotAxis.categories("outcome", List.of("right", "part", "wrong", "unus.", "miss.")),
                        PlotAxis.categories(
                                "item",
                                hardest.stream()
                                        .map(item -> item.key().replace("grad_", "\u2207"))
                                        .toList())),
                cells);
    }

    private static String percent(int part, int whole) {
        return String.format(Locale.ROOT, "%.0f%%", 100.0 * part / whole);
    }
}
