package org.crosscheck.compare.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.checks.Report;
import org.crosscheck.compare.checks.Report.CheckResult;
import org.crosscheck.compare.checks.Report.QuestionResult;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.pages.PlotAxis;
import org.crosscheck.compare.pages.Plots;
import org.crosscheck.compare.pages.Plots.Frame;
import org.crosscheck.compare.pages.Plots.Series;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.compare.text.Numbers;
import org.crosscheck.reference.Tensor;

/** The plots of the dossier. They show what the checks have computed and compute no answers themselves. */
final class DossierPlots {

    private static final String ORACLE = "oracle";
    private static final List<String> ENGINES = List.of("reference", "detailed", "dl4j", "samediff");

    private DossierPlots() {}

    /** All plots for which there is something to show. */
    static List<String> all(Report report, List<Evidence> evidence) {
        List<String> plots = new ArrayList<>();
        List<Point> checks = points(report);
        if (!checks.isEmpty()) {
            plots.add(ratios(report, checks));
            plots.add(differences(checks));
        }
        worstTensor(checks, evidence).ifPresent(plots::add);
        for (Group group : List.of(Group.MLP, Group.CNN)) {
            largest(evidence, group).ifPresent(one -> plots.add(growth(one, group)));
        }
        accuracy(evidence).ifPresent(plots::add);
        return plots;
    }

    /** A check that measures a difference, and the number of its question. */
    private record Point(int question, CheckResult check) {

        /** Where a number is missing there is no ratio, and nothing could be worse. */
        double ratio() {
            return Double.isNaN(check.found().ratio())
                    ? Double.POSITIVE_INFINITY
                    : check.found().ratio();
        }

        String tip(String id) {
            return id + " " + check.check().quantity() + ", " + check.check().left() + " ~ "
                    + check.check().right() + ", " + check.check().kind().text() + ", " + check.caseName() + ": "
                    + Numbers.ratio(check.found().ratio());
        }
    }

    private static List<Point> points(Report report) {
        List<Point> points = new ArrayList<>();
        for (int q = 0; q < report.questions().size(); q++) {
            for (CheckResult check : report.questions().get(q).checks()) {
                if (check.check().kind() != Kind.SHAPE && check.found().worstIndex() != null) {
                    points.add(new Point(q, check));
                }
            }
        }
        return points;
    }

    private static String ratios(Report report, List<Point> points) {
        List<String> ids = report.questions().stream().map(QuestionResult::id).toList();
        Map<Kind, List<Point>> byKind = new LinkedHashMap<>();
        for (Kind kind : List.of(Kind.LOCAL, Kind.CHAINED, Kind.IDENTITY, Kind.GRADIENT)) {
            byKind.put(
                    kind,
                    points.stream()
                            .filter(point -> point.check.check().kind() == kind)
                            .toList());
        }
        byKind.values().removeIf(List::isEmpty);
        List<Series> series = new ArrayList<>();
        byKind.forEach((kind, some) -> {
            double shift = (series.size() - (byKind.size() - 1) / 2.0) * 0.16;
            series.add(new Series(
                    kind.text(),
                    some.stream().mapToDouble(point -> point.question + shift).toArray(),
                    some.stream().mapToDouble(point -> point.ratio()).toArray(),
                    some.stream()
                            .map(point -> point.tip(ids.get(point.question)))
                            .toList()));
        });
        long beyond = points.stream().filter(point -> !(point.ratio() <= 1)).count();
        String description = beyond == 0
                ? "Each mark is a check. None lies above its bound; those at 0 are equal to the last bit."
                : beyond + " of " + points.size() + " checks lie above the bound.";
        return Plots.scatter(
                Frame.of(
                                "Difference over bound, every check",
                                description,
                                PlotAxis.categories("question", ids),
                                PlotAxis.log("ratio").marked(1, "the bound"))
                        .wider(),
                series.toArray(Series[]::new));
    }

    private static String differences(List<Point> points) {
        double[] differences = points.stream()
                .mapToDouble(point -> point.check.found().maxAbsDifference())
                .toArray();
        long equal = DoubleStream.of(differences)
                .filter(difference -> difference == 0)
                .count();
        return Plots.histogram(
                Frame.of(
                        "Largest difference of each check",
                        equal + " of " + points.size() + " checks find no difference at all.",
                        PlotAxis.log("absolute difference"),
                        PlotAxis.whole("checks")),
                differences);
    }

    /** The difference of the two sides of the check with the largest ratio that compares arrays of two dimensions or more. */
    private static Optional<String> worstTensor(List<Point> points, List<Evidence> evidence) {
        Comparator<Point> order = Comparator.comparing(
                        (Point point) -> point.check.found().verdict())
                .thenComparing(point -> point.ratio());
        return points.stream()
                .filter(point -> point.check.check().kind() == Kind.LOCAL
                        || point.check.check().kind() == Kind.CHAINED)
                .filter(point -> point.check.found().shape().length >= 2
                        && point.check.found().worstIndex() != null)
                .max(order)
                .flatMap(point -> evidence.stream()
                        .filter(one -> one.given().name().equals(point.check.caseName()))
                        .findFirst()
                        .flatMap(one -> heatMap(point.check, one.computed())));
    }

    private static Optional<String> heatMap(CheckResult check, Map<String, NamedTensors> answers) {
        NamedTensors left = answers.getOrDefault(check.check().left(), NamedTensors.NONE);
        NamedTensors right = answers.getOrDefault(check.check().right(), NamedTensors.NONE);
        if (!left.has(check.check().quantity()) || !right.has(check.check().quantity())) {
            return Optional.empty();
        }
        Tensor a = left.get(check.check().quantity());
        Tensor b = right.get(check.check().quantity());
        int[] shape = b.shape();
        int[] index = check.found().worstIndex().clone();
        if (!java.util.Arrays.equals(a.shape(), shape)) {
            return Optional.empty();
        }
        double[][] cells = new double[shape[shape.length - 2]][shape[shape.length - 1]];
        for (int i = 0; i < cells.length; i++) {
            for (int j = 0; j < cells[i].length; j++) {
                index[shape.length - 2] = i;
                index[shape.length - 1] = j;
                cells[i][j] = b.at(index) - a.at(index);
            }
        }
        StringBuilder slice = new StringBuilder();
        for (int axis = 0; axis < shape.length - 2; axis++) {
            slice.append(index[axis]).append(", ");
        }
        String name = check.check().quantity() + (slice.isEmpty() ? "" : "[" + slice + "…]");
        return Optional.of(Plots.heatMap(
                Frame.of(
                        "Where " + name + " differs",
                        "The tensor with the largest ratio, "
                                + Numbers.ratio(check.found().ratio()) + ": |"
                                + check.check().left()
                                + " − " + check.check().right() + "|, each from the case's arrays, case "
                                + check.caseName()
                                + ".",
                        PlotAxis.whole("column"),
                        PlotAxis.whole("row")),
                cells));
    }

    /** The evidence with the most parameters that has a group and an oracle's answers to it. */
    private static Optional<Evidence> largest(List<Evidence> evidence, Group group) {
        return evidence.stream()
                .filter(one -> one.given().has(group)
                        && one.computed().containsKey(ORACLE)
                        && one.computed().containsKey("reference"))
                .max(Comparator.comparingInt(one -> one.given().values().tensors().values().stream()
                        .mapToInt(tensor -> tensor.values().length)
                        .sum()));
    }

    /** Everything relative to the largest element of the quantity, so that quantities of all sizes compare. */
    private static String growth(Evidence evidence, Group group) {
        List<String> quantities = Chain.STEPS.stream()
                .map(Step::quantity)
                .filter(key -> Quantities.find(key).orElseThrow().group() == group)
                .toList();
        NamedTensors exact = evidence.computed().get(ORACLE);
        NamedTensors errors = evidence.errors("reference");
        double[] x = java.util.stream.IntStream.range(0, quantities.size())
                .asDoubleStream()
                .toArray();
        List<Series> series = new ArrayList<>();
        series.add(Series.of("chained bound", x, relative(quantities, key -> magnitude(errors.get(key)), exact)));
        for (String engine : List.of("reference", "dl4j")) {
            NamedTensors found = evidence.computed().getOrDefault(engine, NamedTensors.NONE);
            series.add(Series.of(
                    engine,
                    x,
                    relative(
                            quantities,
                            key -> found.has(key) ? difference(found.get(key), exact.get(key)) : Double.NaN,
                            exact)));
        }
        return Plots.line(
                Frame.of(
                        "Error through the " + group,
                        "The bound for the whole pass grows from step to step; the errors against the oracle stay far below it."
                                + " Case " + evidence.given().name() + ".",
                        PlotAxis.categories("quantity, in the order of computation", quantities),
                        PlotAxis.log("relative to the largest element")),
                series.toArray(Series[]::new));
    }

    private static double[] relative(
            List<String> quantities, java.util.function.ToDoubleFunction<String> error, NamedTensors exact) {
        return quantities.stream()
                .mapToDouble(key -> error.applyAsDouble(key) / magnitude(exact.get(key)))
                .toArray();
    }

    /** Each engine against the oracle, in units in the last place of the largest element. */
    private static Optional<String> accuracy(List<Evidence> evidence) {
        List<String> quantities = new ArrayList<>();
        List<Evidence> sources = new ArrayList<>();
        for (Group group : List.of(Group.FUNCTIONS, Group.MLP, Group.CNN)) {
            largest(evidence, group).ifPresent(one -> {
                for (Step step : Chain.STEPS) {
                    if (Quantities.find(step.quantity()).orElseThrow().group() == group) {
                        quantities.add(step.quantity());
                        sources.add(one);
                    }
                }
            });
        }
        List<Series> series = new ArrayList<>();
        for (String engine : ENGINES) {
            double[] x = new double[quantities.size()];
            double[] y = new double[quantities.size()];
            List<String> tips = new ArrayList<>();
            for (int i = 0; i < x.length; i++) {
                String key = quantities.get(i);
                NamedTensors found = sources.get(i).computed().getOrDefault(engine, NamedTensors.NONE);
                Tensor exact = sources.get(i).computed().get(ORACLE).get(key);
                x[i] = i + (series.size() - 1.5) * 0.16;
                y[i] = found.has(key) ? difference(found.get(key), exact) / Math.ulp(magnitude(exact)) : Double.NaN;
                tips.add(key + ", " + engine + ": " + Plots.plain(y[i]) + " ulps");
            }
            series.add(new Series(engine, x, y, tips));
        }
        if (quantities.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Plots.scatter(
                Frame.of(
                                "Error of each engine against the oracle, in ulps",
                                "The largest error of each quantity's elements, in units in the last place of its largest element.",
                                PlotAxis.categories("quantity", quantities),
                                PlotAxis.log("ulps").marked(0.5, "half an ulp"))
                        .wider(),
                series.toArray(Series[]::new)));
    }

    private static double magnitude(Tensor tensor) {
        return DoubleStream.of(tensor.values()).map(Math::abs).max().orElse(0);
    }

    /** The largest difference of elements, NaN if there is one or the shapes differ. */
    private static double difference(Tensor found, Tensor exact) {
        if (!java.util.Arrays.equals(found.shape(), exact.shape())) {
            return Double.NaN;
        }
        double largest = 0;
        for (int i = 0; i < exact.values().length; i++) {
            double difference = Math.abs(found.values()[i] - exact.values()[i]);
            largest = difference > largest || Double.isNaN(difference) ? difference : largest;
        }
        return largest;
    }
}
