package org.crosscheck.compare.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosscheck.compare.bench.BenchReport.BenchRow;
import org.crosscheck.compare.bench.BenchReport.Side;
import org.crosscheck.compare.bench.BenchReport.WholeBatch;
import org.crosscheck.compare.bench.contenders.Mode;

/** A report as text: a table for each mode, in 80 columns with four sides. */
public final class BenchTable {

    private static final String NAME = "%-22s";
    private static final String RATE = " %12s";

    private BenchTable() {}

    /** The whole report. */
    public static String render(BenchReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.environment().get("cpu") + ", " + report.environment().get("processors") + " processors; Java "
                + report.environment().get("java") + ", " + report.environment().get("vm"));
        lines.add(text(
                "Peak of one thread, a dense loop of fused multiply-adds: %.1f GFLOP/s", report.gigaflopsAtPeak()));
        lines.add("Double precision, MNIST minibatches of B, one thread unless x says more");
        lines.add(text(
                "Medians of %d rounds of %.2f s in turn after %.1f s of warm-up; below, the spread",
                report.rounds(), report.roundSeconds(), report.warmSeconds()));
        for (Mode mode : Mode.values()) {
            List<BenchRow> rows =
                    report.rows().stream().filter(row -> row.mode() == mode).toList();
            if (!rows.isEmpty()) {
                rates(mode, rows, lines);
                ratios(mode, rows, lines);
            }
        }
        lines.add("");
        if (!report.wholeBatch().isEmpty()) {
            lines.add("A whole batch, " + Plan.WHOLE.name() + " (question 2f), "
                    + report.environment().get("benchHeap"));
        }
        for (WholeBatch whole : report.wholeBatch()) {
            lines.add(text(
                    "  %-12s %.2f s a step, heap at most %.0f MiB",
                    whole.side(), whole.seconds(), whole.peakHeapMiB()));
        }
        lines.add(text(
                "Largest relative difference of R^ after a step between any two sides: %.1e.",
                report.rows().stream()
                        .mapToDouble(BenchRow::riskDifference)
                        .max()
                        .orElse(0)));
        lines.addAll(report.notes());
        if (report.quick()) {
            lines.add("Quick: the warm-up is too short for these figures to be quoted.");
        }
        return lines.stream().map(line -> line + System.lineSeparator()).collect(Collectors.joining());
    }

    private static void rates(Mode mode, List<BenchRow> rows, List<String> lines) {
        Set<String> sides = new LinkedHashSet<>();
        rows.forEach(row -> sides.addAll(row.sides().keySet()));
        lines.add("");
        lines.add(text(NAME, mode.title() + ", ex/s") + cells(RATE, sides.toArray()));
        for (BenchRow row : rows) {
            lines.add(text(NAME, row.name())
                    + cells(
                            RATE,
                            row.sides().values().stream()
                                    .map(side -> text("%,.0f", side.median()))
                                    .toArray()));
            lines.add(text(NAME, "")
                    + cells(
                            RATE,
                            row.sides().values().stream()
                                    .map(BenchTable::spread)
                                    .toArray()));
        }
    }

    private static String spread(Side side) {
        return text("%+.0f%+.0f%%", 100 * (side.least() / side.median() - 1), 100 * (side.most() / side.median() - 1));
    }

    private static void ratios(Mode mode, List<BenchRow> rows, List<String> lines) {
        List<String> heads = new ArrayList<>();
        rows.get(0).matrixOver().keySet().forEach(side -> heads.add("/ " + side));
        boolean threads = rows.get(0).threadsOverOne() > 0;
        if (threads) {
            heads.addAll(List.of("threads", "copies"));
        }
        heads.addAll(List.of("of peak", "roofline"));
        lines.add("");
        lines.add(text(NAME, "matrix, " + mode.title()) + "  " + String.join("  ", heads));
        for (BenchRow row : rows) {
            List<String> cells = new ArrayList<>();
            row.matrixOver().values().forEach(ratio -> cells.add(text("%.2f", ratio)));
            if (threads) {
                cells.add(text("x %.2f", row.threadsOverOne()));
                cells.add(text("x %.2f", row.copiesOverOne()));
            }
            cells.add(text("%.0f%%", 100 * row.fractionOfPeak()));
            cells.add(text("%.0f%%", 100 * row.fractionOfRoofline()));
            StringBuilder line = new StringBuilder(text(NAME, row.name()));
            for (int i = 0; i < cells.size(); i++) {
                line.append(text("%" + (heads.get(i).length() + 2) + "s", cells.get(i)));
            }
            lines.add(line.toString());
        }
    }

    private static String cells(String format, Object... cells) {
        return Arrays.stream(cells).map(cell -> text(format, cell)).collect(Collectors.joining());
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
