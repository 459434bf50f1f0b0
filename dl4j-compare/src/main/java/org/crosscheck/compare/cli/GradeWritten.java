package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.crosscheck.compare.cluster.Cluster;
import org.crosscheck.compare.grade.Batch;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.MarksLog;
import org.crosscheck.compare.grade.Work;
import org.crosscheck.compare.marking.CohortFiles;
import org.crosscheck.compare.marking.Decisions;
import org.crosscheck.compare.marking.Programs;
import org.crosscheck.compare.marking.WrittenMarker;
import org.crosscheck.compare.marking.WrittenMarks;
import org.crosscheck.compare.report.MarkingPage;
import org.crosscheck.compare.report.WrittenCohort;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.compare.text.Printable;
import picocli.CommandLine.Model.CommandSpec;

/** The part of grade that marks homeworks in LaTeX. */
final class GradeWritten {

    private static final String LOG = "marks.jsonl";

    private final CommandSpec spec;
    private final WrittenMarker marker;
    private final Messages messages;
    private final JsonTarget json;
    private final int threads;
    private final Decisions decisions;
    private final boolean serve;

    GradeWritten(
            CommandSpec spec,
            WrittenMarker marker,
            Messages messages,
            JsonTarget json,
            int threads,
            Decisions decisions,
            boolean serve) {
        this.spec = spec;
        this.marker = marker;
        this.messages = messages;
        this.json = json;
        this.threads = threads;
        this.decisions = decisions;
        this.serve = serve;
    }

    /** Marks homeworks where nothing is to be written; the arrays by the names of the works that have some. */
    int print(List<Work> works, Map<String, Marks> arrays) throws IOException {
        List<WrittenMarks> all = new ArrayList<>();
        for (Work work : works) {
            all.add(beside(marker.mark(work), arrays));
        }
        return show(all);
    }

    private WrittenMarks beside(WrittenMarks marks, Map<String, Marks> arrays) {
        Marks own = arrays.get(marks.name());
        return own == null ? marks : Programs.beside(marks, own, messages);
    }

    private int show(List<WrittenMarks> all) throws IOException {
        PrintWriter writer = spec.commandLine().getOut();
        if (!json.isStandardOutput()) {
            WrittenTable table = new WrittenTable(
                    spec.usageMessage().width(), spec.commandLine().getColorScheme(), messages);
            writer.print(all.size() == 1 ? table.one(all.get(0)) : table.many(all));
            writer.flush();
        }
        json.write(all, writer);
        if (all.stream().allMatch(marks -> marks.problem() != null)) {
            return Main.BAD_INPUT;
        }
        return all.stream().allMatch(WrittenMarks::agrees) ? Main.AGREES : Main.DISAGREES;
    }

    /** Marks a cohort into a folder. */
    int write(List<Work> works, Map<String, Marks> arrays, Path out, String markedBy, boolean resume)
            throws IOException, InputException {
        List<WrittenMarks> all = new ArrayList<>();
        try (ProgressLine progress = new ProgressLine(
                        spec.commandLine().getErr(), spec.usageMessage().width());
                MarksLog<WrittenMarks> journal =
                        MarksLog.open(out.resolve(LOG), WrittenMarks.class, markedBy, resume)) {
            AtomicInteger marked = new AtomicInteger();
            progress.bar("marking", 0, works.size(), " homeworks");
            Runnable one = () -> progress.bar("marking", marked.incrementAndGet(), works.size(), " homeworks");
            for (WrittenMarks marks : each(works, journal, one)) {
                all.add(beside(marks, arrays));
            }
            journal.order(works);
        }
        return finish(all, out);
    }

    /** By the cluster, if one is there. */
    private List<WrittenMarks> each(List<Work> works, MarksLog<WrittenMarks> journal, Runnable one)
            throws IOException, InputException {
        Optional<Cluster> found = Cluster.find();
        if (found.isEmpty()) {
            return Batch.each(works, marker::mark, threads, journal, one);
        }
        try (Cluster cluster = found.get()) {
            return Batch.elsewhere(
                    works,
                    (left, marks) ->
                            new MarkingSum.Formulas(left, marker.rubric()).on(cluster, WrittenMarks.class, marks),
                    journal,
                    one);
        }
    }

    /** Applies decisions to the marks of a run before. */
    int again(Path out) throws IOException, InputException {
        return finish(
                List.copyOf(MarksLog.all(out.resolve(LOG), WrittenMarks.class).values()), out);
    }

    /** Writes what follows from the marks and from what is decided, and serves the page if that is asked for. */
    private int finish(List<WrittenMarks> proposed, Path out) throws IOException, InputException {
        CohortFiles cohort = files(proposed, out, decisions);
        if (serve) {
            serve(proposed, out);
            cohort = files(proposed, out, Decisions.NONE);
        }
        int exit = show(cohort.all());
        if (!json.isStandardOutput()) {
            spec.commandLine()
                    .getOut()
                    .println("Written: " + Printable.text(out.toString())
                            + ": marking.html, decisions.csv, grades.csv, feedback, cohort.html");
        }
        return exit;
    }

    private CohortFiles files(List<WrittenMarks> proposed, Path out, Decisions newer)
            throws IOException, InputException {
        CohortFiles cohort = CohortFiles.of(proposed, out, newer);
        cohort.write(out, messages);
        MarkingPage.page(cohort, false).write(out.resolve("marking.html"));
        WrittenCohort.page(cohort.all()).write(out.resolve("cohort.html"));
        return cohort;
    }

    private void serve(List<WrittenMarks> proposed, Path out) throws IOException {
        MarkingServer.Desk desk = new MarkingServer.Desk() {
            @Override
            public String page() throws IOException, InputException {
                return MarkingPage.page(CohortFiles.of(proposed, out, Decisions.NONE), true)
                        .html();
            }

            @Override
            public void save(Decisions made) throws IOException, InputException {
                CohortFiles cohort = CohortFiles.of(proposed, out, made);
                cohort.decisions().write(cohort.groups(), CohortFiles.decisions(out));
            }
        };
        try (MarkingServer server = new MarkingServer(desk)) {
            PrintWriter writer = json.isStandardOutput()
                    ? spec.commandLine().getErr()
                    : spec.commandLine().getOut();
            writer.println("Mark at " + server.address() + " (this machine alone; finish there, or end with Ctrl-C)");
            writer.flush();
            server.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
