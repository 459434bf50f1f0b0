package org.crosscheck.compare.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.checks.Question;
import org.crosscheck.compare.checks.Report;
import org.crosscheck.compare.checks.Report.CheckResult;
import org.crosscheck.compare.checks.Report.QuestionResult;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.text.Numbers;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/**
 * The table of verify on a terminal of a given width: one row for each quantity, showing its worst check; then what
 * failed.
 */
final class VerifyTable {

    private static final int SHAPE = 16;
    private static final int NUMBER = 8;
    private static final int RATIO = 7;
    private static final int VERDICT = 16;
    private static final int LABEL = 21;
    private static final int PROGRAM = 12;

    /** How many failed checks are spelled out below the table. */
    private static final int FAILURES = 12;

    private final int width;
    private final ColorScheme colours;
    private final boolean all;
    private final int quantity;
    private final List<String> programs;

    /**
     * @param label the columns of the longest label if each check has a line of its own, else 0
     * @param programs that have a column each
     */
    VerifyTable(int width, ColorScheme colours, int label, List<String> programs) {
        this.programs = programs;
        this.width = Math.max(width, 80);
        this.colours = colours;
        this.all = label > 0;
        int room = this.width - 4 - SHAPE - 2 * NUMBER - RATIO - VERDICT;
        this.quantity = all ? label : Math.min(60, Math.max(LABEL, room - PROGRAM * programs.size()));
    }

    private TextTable table() {
        List<Column> columns = new ArrayList<>(List.of(
                new Column(4, 0, Overflow.TRUNCATE),
                new Column(quantity, 0, Overflow.TRUNCATE),
                new Column(SHAPE, 1, Overflow.TRUNCATE),
                new Column(NUMBER, 1, Overflow.TRUNCATE),
                new Column(NUMBER, 1, Overflow.TRUNCATE),
                new Column(RATIO, 1, Overflow.TRUNCATE),
                new Column(VERDICT, 1, Overflow.TRUNCATE)));
        programs.forEach(program -> columns.add(new Column(PROGRAM, 1, Overflow.TRUNCATE)));
        return TextTable.forColumns(colours, columns.toArray(Column[]::new));
    }

    /** The heads of the columns. */
    String header() {
        TextTable table = table();
        table.addRowValues(row(programs, "", "quantity", "shape", "differ.", "bound", "ratio", "verdict"));
        return table.toString();
    }

    /** The rows of one question. */
    String rows(QuestionResult question) {
        TextTable table = table();
        if (question.checks().isEmpty()) {
            List<String> nothing = Collections.nCopies(programs.size(), "");
            table.addRowValues(row(nothing, question.id(), question.title(), "", "", "", "", "not in the case"));
        }
        String id = question.id();
        for (TableLine row : rows(question, all)) {
            table.addRowValues(cells(id, row));
            id = "";
        }
        return table.toString();
    }

    /** What follows the rows: what failed, and the counts. */
    String summary(Report report) {
        StringBuilder text = new StringBuilder();
        List<String> failures = new ArrayList<>();
        for (QuestionResult question : report.questions()) {
            byQuantity(question).values().stream()
                    .map(VerifyTable::worst)
                    .filter(check -> severity(check) != Verdict.AGREE)
                    .forEach(check -> failures.add(failure(question.id(), check)));
        }
        failures.stream().limit(FAILURES).forEach(failure -> text.append(failure)
                .append('\n'));
        if (failures.size() > FAILURES) {
            text.append("... and ")
                    .append(failures.size() - FAILURES)
                    .append(" more quantities; all checks are in report.json\n");
        }
        report.findings().forEach(finding -> text.append(wrapped("Finding: " + finding)));
        return text.append(counts(report)).append('\n').toString();
    }

    /** One line of the table: the worst of several checks. */
    private record TableLine(String label, CheckResult worst, List<CheckResult> checks) {}

    /** With a line for each check nothing is cut, even if the lines are longer than the terminal is wide. */
    static int longestLabel(List<Question> questions, List<Evidence> evidence) {
        int longestCase = evidence.stream()
                .mapToInt(one -> one.given().name().length())
                .max()
                .orElse(0);
        return questions.stream()
                .flatMap(question -> question.checks().stream())
                .mapToInt(check -> label(check.name(), "").length() + longestCase + 1)
                .max()
                .orElse(20);
    }

    private static String label(String check, String caseName) {
        return check + ", " + caseName;
    }

    private static List<TableLine> rows(QuestionResult question, boolean all) {
        List<TableLine> rows = new ArrayList<>();
        if (all) {
            question.checks()
                    .forEach(check -> rows.add(
                            new TableLine(label(check.check().name(), check.caseName()), check, List.of(check))));
            return rows;
        }
        byQuantity(question).forEach((quantity, checks) -> rows.add(new TableLine(quantity, worst(checks), checks)));
        return rows;
    }

    private static Map<String, List<CheckResult>> byQuantity(QuestionResult question) {
        Map<String, List<CheckResult>> byQuantity = new LinkedHashMap<>();
        question.checks().forEach(check -> byQuantity
                .computeIfAbsent(check.check().quantity(), key -> new ArrayList<>())
                .add(check));
        return byQuantity;
    }

    /**
     * The worst; among equals one that is not chained, since its bound is tighter; then the one with the largest ratio.
     */
    private static CheckResult worst(List<CheckResult> checks) {
        CheckResult worst = checks.get(0);
        for (CheckResult check : checks) {
            int graver = severity(check).compareTo(severity(worst));
            boolean tighter =
                    worst.check().kind() == Kind.CHAINED && check.check().kind() != Kind.CHAINED;
            boolean comparable =
                    (worst.check().kind() == Kind.CHAINED) == (check.check().kind() == Kind.CHAINED);
            boolean larger =
                    comparable && !(check.found().ratio() <= worst.found().ratio());
            if (graver > 0 || (graver == 0 && (tighter || larger))) {
                worst = check;
            }
        }
        return worst;
    }

    private static Verdict severity(CheckResult check) {
        return check.gates() ? check.found().verdict() : Verdict.AGREE;
    }

    private Text[] cells(String id, TableLine row) {
        CheckResult check = row.worst;
        String label = row.checks.size() == 1 ? row.label : row.label + " (" + row.checks.size() + ")";
        List<String> columns = programs.stream()
                .map(program -> column(row.checks.stream()
                        .filter(one -> one.check().right().equals(program))
                        .toList()))
                .toList();
        if (check.check().kind() == Kind.SHAPE && check.found().verdict() == Verdict.AGREE) {
            return row(
                    columns,
                    id,
                    label,
                    Quantities.text(check.found().shape()),
                    "equal",
                    "",
                    "",
                    verdict(check.found().verdict()));
        }
        return row(
                columns,
                id,
                label,
                Quantities.text(check.found().shape()),
                Numbers.text(check.found().difference()),
                Numbers.text(check.found().bound()),
                Numbers.ratio(check.found().ratio()),
                verdict(check.found().verdict()));
    }

    private Text[] row(List<String> more, String... cells) {
        return Stream.concat(Stream.of(cells), more.stream())
                .map(cell -> colours.ansi().text(cell))
                .toArray(Text[]::new);
    }

    /** A program's worst check of a quantity: its ratio if it agrees, else the verdict. */
    private static String column(List<CheckResult> checks) {
        if (checks.isEmpty()) {
            return "";
        }
        CheckResult worst = worst(checks);
        boolean agrees = severity(worst) == Verdict.AGREE;
        boolean isNumber =
                Double.isFinite(worst.found().ratio()) && worst.check().kind() != Kind.SHAPE;
        String text = isNumber ? Numbers.ratio(worst.found().ratio()) : "equal";
        String wrong = worst.found().worst() < 0 ? "no answer" : "DISAGREE";
        return agrees
                ? "@|green " + text + "|@"
                : switch (worst.found().verdict()) {
                    case DISAGREE -> "@|bold,red " + wrong + "|@";
                    case ILL_CONDITIONED -> "@|yellow ill-cond.|@";
                    default -> verdict(worst.found().verdict());
                };
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case AGREE -> "@|green agree|@";
            case ILL_CONDITIONED -> "@|yellow ill-conditioned|@";
            case DISAGREE -> "@|bold,red DISAGREE|@";
            case ERROR -> "@|bold,red ERROR|@";
        };
    }

    private static String failure(String id, CheckResult check) {
        String at = check.found().worstIndex() == null
                ? ""
                : java.util.Arrays.toString(check.found().worstIndex());
        String header = String.format(
                Locale.ROOT,
                "%s %s%s: %s, %s (%s, case %s)",
                id,
                check.check().quantity(),
                at.equals("[]") ? "" : at,
                check.found().verdict().text(),
                Main.printable(check.found().reason()),
                check.check().kind().text(),
                Main.printable(check.caseName()));
        if (check.found().worstIndex() == null) {
            return header;
        }
        String oracle = check.check().left().equals("oracle")
                        || Double.isNaN(check.found().oracle())
                ? ""
                : ", oracle " + check.found().oracle();
        String guilty = check.wrong().map(side -> "; wrong: " + side).orElse("");
        return String.format(
                Locale.ROOT,
                "%s%n   %s %s, %s %s%s; difference %s, bound %s%s",
                header,
                check.check().left(),
                check.found().left(),
                check.check().right(),
                check.found().right(),
                oracle,
                Numbers.text(check.found().difference()),
                Numbers.text(check.found().bound()),
                guilty);
    }

    private String wrapped(String line) {
        return Wrapping.text(colours.ansi().text(line), width, 2);
    }

    private String counts(Report report) {
        Report.Summary summary = report.summary();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%s: %d agree", Numbers.count(summary.questions(), "question"), summary.agree()));
        append(text, summary.disagree(), "disagree");
        append(text, summary.illConditioned(), "ill-conditioned");
        append(text, summary.error(), "failed to run");
        append(text, summary.unchecked(), "not in the case");
        text.append(String.format(
                Locale.ROOT, "; %s in %.1f s.", Numbers.count(summary.checks(), "check"), summary.seconds()));
        boolean agrees = report.verdict() == Verdict.AGREE;
        Ansi ansi = colours.ansi();
        return ansi.string((agrees ? "@|bold,green " : "@|bold,red ") + text + "|@");
    }

    private static void append(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }
}
