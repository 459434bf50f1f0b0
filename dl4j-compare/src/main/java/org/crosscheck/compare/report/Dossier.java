package org.crosscheck.compare.report;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosscheck.compare.answers.Answer;
import org.crosscheck.compare.answers.AnswerHtml;
import org.crosscheck.compare.checks.Catalogue;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.checks.Report;
import org.crosscheck.compare.checks.Report.CheckResult;
import org.crosscheck.compare.checks.Report.QuestionResult;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.pages.Page;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.text.Numbers;

/** The report of {@code verify} as a page: {@code report.html}. */
public final class Dossier {

    private Dossier() {}

    /**
     * Where an engine first goes wrong.
     *
     * @param lines the explanation, line by line
     * @param replay the command that shows it on a small case
     */
    public record Failure(List<String> lines, String replay) {}

    /** What {@code dossier.mustache} shows. */
    record Data(
            String verdict,
            String sentence,
            String closest,
            String seconds,
            String made,
            String cases,
            List<Fact> environment,
            List<Part> parts,
            List<Failure> failures,
            List<CheckRow> failing,
            List<String> findings,
            List<String> drawings,
            List<String> plots,
            List<Section> questions,
            int checks,
            List<String> kinds,
            List<String> engines,
            List<String> verdicts) {}

    record Fact(String name, String value) {}

    /** A row of the map. */
    record Part(String title, List<Tile> tiles) {}

    record Tile(String id, String title, String style, String verdict) {}

    /** A question with its answer as HTML and its checks, those that fail first. */
    record Section(
            String id,
            String points,
            String title,
            String heading,
            String style,
            String verdict,
            String statement,
            String formulas,
            String answer,
            String count,
            String worst,
            double worstValue,
            boolean open,
            List<CheckRow> rows) {}

    /** The page of a report and the evidence on which it rests. */
    public static Page page(Report report, List<Evidence> evidence, List<Failure> failures) {
        Set<String> anchors = new HashSet<>();
        List<Section> sections = report.questions().stream()
                .map(question -> section(question, anchors))
                .toList();
        List<CheckRow> rows =
                sections.stream().flatMap(section -> section.rows.stream()).toList();
        Data data = new Data(
                report.verdict().text(),
                sentence(report),
                closest(report),
                String.format(Locale.ROOT, "%.1f", report.summary().seconds()),
                ZonedDateTime.now(ZoneOffset.UTC)
                        .format(DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ROOT)),
                evidence.stream().map(one -> one.given().name()).collect(Collectors.joining(", ")),
                environment(report),
                parts(sections),
                failures,
                rows.stream().filter(CheckRow::fails).toList(),
                report.findings(),
                drawings(report, evidence),
                DossierPlots.all(report, evidence),
                sections,
                rows.size(),
                distinct(rows.stream().map(CheckRow::kind)),
                distinct(rows.stream()
                        .flatMap(row -> Stream.of(
                                row.result().check().left(),
                                row.result().check().right()))),
                distinct(rows.stream().map(CheckRow::verdict)));
        return Page.of("dossier", "Homework 3, checked", data);
    }

    private static List<String> distinct(Stream<String> texts) {
        return texts.distinct().sorted().toList();
    }

    /** The verdict in one sentence. */
    private static String sentence(Report report) {
        Report.Summary summary = report.summary();
        String questions = summary.questions() == 1
                ? "The question"
                : "All " + (summary.questions() - summary.unchecked())
                        + (summary.unchecked() == 0 ? " questions" : " questions that the case has arrays for");
        if (report.verdict() == Verdict.AGREE) {
            return questions + (summary.questions() == 1 ? " agrees: " : " agree: ") + "in "
                    + Numbers.count(summary.checks(), "check")
                    + " no difference is larger than the rounding errors that both sides may honestly make.";
        }
        Map<Verdict, List<String>> ids = report.questions().stream()
                .filter(question -> question.verdict() != null && question.verdict() != Verdict.AGREE)
                .collect(Collectors.groupingBy(
                        QuestionResult::verdict,
                        java.util.TreeMap::new,
                        Collectors.mapping(QuestionResult::id, Collectors.toList())));
        List<String> clauses = new ArrayList<>();
        for (Verdict verdict : List.of(Verdict.ERROR, Verdict.DISAGREE, Verdict.ILL_CONDITIONED)) {
            if (ids.containsKey(verdict)) {
                List<String> which = ids.get(verdict);
                clauses.add(which.size() + " of " + summary.questions() + " questions "
                        + switch (verdict) {
                            case ERROR -> "could not be checked";
                            case DISAGREE -> which.size() == 1 ? "disagrees" : "disagree";
                            default -> which.size() == 1 ? "is ill-conditioned" : "are ill-conditioned";
                        }
                        + " (" + String.join(", ", which) + ")");
            }
        }
        return String.join("; ", clauses) + ".";
    }

    /** The check that comes closest to its bound, if all agree. */
    private static String closest(Report report) {
        Optional<CheckResult> closest = report.questions().stream()
                .flatMap(question -> question.checks().stream())
                .filter(check -> check.found().verdict() == Verdict.AGREE
                        && check.check().kind() != Kind.SHAPE)
                .max(Comparator.comparingDouble(check -> check.found().ratio()));
        return report.verdict() != Verdict.AGREE
                ? ""
                : closest.map(check -> "Closest to its bound: " + check.check().quantity() + " of "
                                + check.check().right() + " against "
                                + check.check().left() + ", at "
                                + Numbers.ratio(check.found().ratio()) + " of it.")
                        .orElse("");
    }

    private static List<Fact> environment(Report report) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("crosscheck", report.version()));
        report.environment().forEach((name, value) -> facts.add(new Fact(name, value)));
        return facts;
    }

    private static List<Part> parts(List<Section> sections) {
        Map<Character, String> titles = new java.util.TreeMap<>(
                Map.of('1', "1 Functions", '2', "2 Multilayer perceptron", '3', "3 Convolutional network"));
        List<Part> parts = new ArrayList<>();
        titles.forEach((number, title) -> {
            List<Tile> tiles = sections.stream()
                    .filter(section -> section.id.charAt(0) == number)
                    .map(section -> new Tile(section.id, section.title, section.style, section.verdict))
                    .toList();
            if (!tiles.isEmpty()) {
                parts.add(new Part(title, tiles));
            }
        });
        return parts;
    }

    private static List<String> drawings(Report report, List<Evidence> evidence) {
        List<String> drawings = new ArrayList<>();
        for (Group group : List.of(Group.MLP, Group.CNN)) {
            Optional<Evidence> shown =
                    evidence.stream().filter(one -> one.given().has(group)).reduce((a, b) -> b);
            shown.ifPresent(one -> drawings.add(NetworkDrawing.figure(
                    group == Group.MLP
                            ? "The multilayer perceptron, forward and backward"
                            : "The convolutional network, forward and backward",
                    "Each node is a quantity with its shape in case "
                            + one.given().name()
                            + "; its colour is the verdict of all its checks. Blue arrows compute forward, orange ones backward.",
                    group,
                    key -> node(key, report, one.given().sizes()))));
        }
        return drawings;
    }

    private static NetworkDrawing.Node node(String key, Report report, Map<String, Integer> sizes) {
        Quantities.Quantity quantity = Quantities.find(key).orElseThrow();
        String shape = Quantities.text(Quantities.shape(quantity, sizes));
        List<CheckResult> checks = report.questions().stream()
                .flatMap(question -> question.checks().stream())
                .filter(check -> check.check().quantity().equals(key))
                .toList();
        if (quantity.question().isEmpty() || checks.isEmpty()) {
            return new NetworkDrawing.Node(
                    shape, "", key + " " + shape + (quantity.question().isEmpty() ? ", given" : ""), "");
        }
        Verdict gravest = checks.stream()
                .filter(CheckResult::gates)
                .map(check -> check.found().verdict())
                .max(Comparator.naturalOrder())
                .orElse(Verdict.AGREE);
        double ratio = checks.stream()
                .mapToDouble(check -> check.found().ratio())
                .max()
                .orElse(0);
        return new NetworkDrawing.Node(
                shape,
                gravest.text(),
                key + " " + shape + ": " + gravest.text() + ", " + Numbers.count(checks.size(), "check")
                        + ", largest ratio " + Numbers.ratio(ratio),
                "#q" + quantity.question());
    }

    private static Section section(QuestionResult question, Set<String> anchors) {
        Answer answer = Catalogue.find(question.id()).orElseThrow().answer();
        int points = Catalogue.find(question.id()).orElseThrow().points();
        List<CheckRow> rows = question.checks().stream()
                .map(check -> CheckRow.of(question.id(), check, anchors))
                .sorted(Comparator.comparing((CheckRow row) -> !row.fails()))
                .toList();
        double worst = question.checks().stream()
                .mapToDouble(check -> check.found().ratio())
                .filter(ratio -> !Double.isNaN(ratio))
                .max()
                .orElse(0);
        String style = question.verdict() == null
                ? CheckRow.UNCHECKED
                : question.verdict().text();
        return new Section(
                question.id(),
                Numbers.count(points, "point"),
                question.title(),
                AnswerHtml.title(question.title()),
                style,
                question.verdict() == null ? "not in the case" : style,
                AnswerHtml.question(answer),
                AnswerHtml.results(answer),
                AnswerHtml.blocks(answer, 4),
                Numbers.count(rows.size(), "check"),
                Numbers.ratio(worst),
                worst,
                rows.stream().anyMatch(CheckRow::fails),
                rows);
    }
}
