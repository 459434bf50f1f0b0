package org.crosscheck.compare.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.crosscheck.compare.cluster.Cluster;
import org.crosscheck.compare.grade.Batch;
import org.crosscheck.compare.grade.Gradebook;
import org.crosscheck.compare.grade.Marker;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.MarksLog;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.Work;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.report.Cohort;
import org.crosscheck.compare.text.BuildInfo;
import org.crosscheck.compare.text.InputException;

/** The part of grade that marks arrays. */
final class GradeArrays {

    private final Path file;
    private final Rubric rubric;
    private final int threads;
    private final boolean resume;
    private final Path out;
    private final ProgressLine progress;
    private final Batch.Markers markers;

    /** The mistakes that the case is blind to, found out while submissions are marked. */
    private CompletableFuture<List<String>> blind = CompletableFuture.completedFuture(List.of());

    /**
     * @param file the case, or a folder with a case for each submission
     * @param out where the log of the marks is kept; null if it is not
     */
    GradeArrays(Path file, Rubric rubric, int threads, boolean resume, Path out, ProgressLine progress)
            throws IOException, InputException {
        this.file = file;
        this.rubric = rubric;
        this.threads = threads;
        this.resume = resume;
        this.out = out;
        this.progress = progress;
        this.markers = markers();
    }

    /** What the case cannot tell from right answers. */
    List<String> blind() {
        return blind.join();
    }

    /** Marks a submission alone. */
    Marks one(Work work) throws IOException, InputException {
        Marker marker = markers.of(work);
        return Batch.mark(work, ignored -> marker);
    }

    /** One marker for all, or for each submission the marker of its own case. */
    private Batch.Markers markers() throws IOException, InputException {
        CaseMarkers markers = new CaseMarkers(file, rubric, threads, progress::say);
        if (markers.several()) {
            return markers::own;
        }
        Marker marker = markers.one();
        blind = CompletableFuture.supplyAsync(marker::blind);
        return work -> marker;
    }

    /** Marks several. */
    List<Marks> all(List<Work> works) throws IOException, InputException {
        AtomicInteger marked = new AtomicInteger();
        progress.bar("marking", 0, works.size(), " submissions");
        Runnable one = () -> progress.bar("marking", marked.incrementAndGet(), works.size(), " submissions");
        if (out == null) {
            List<Marks> all = new ArrayList<>();
            for (Work work : works) {
                all.add(Batch.mark(work, markers));
                one.run();
            }
            progress.clear();
            return all;
        }
        try (MarksLog<Marks> journal =
                MarksLog.open(out.resolve("marks.jsonl"), Marks.class, markedBy(file, rubric), resume)) {
            Optional<Cluster> found = Cluster.find();
            if (found.isEmpty()) {
                return Batch.mark(works, markers, threads, journal, one);
            }
            try (Cluster cluster = found.get()) {
                return Batch.elsewhere(works, (left, marks) -> sum(left).on(cluster, Marks.class, marks), journal, one);
            }
        } finally {
            progress.clear();
        }
    }

    private MarkingSum<Marks> sum(List<Work> works) throws IOException, InputException {
        return Files.isDirectory(file)
                ? new MarkingSum.OwnCases(works, file, rubric, threads)
                : new MarkingSum.OneCase(works, CaseFiles.read(file, note -> {}), rubric);
    }

    /** Writes their grades, feedback and page. */
    void write(List<Marks> all) throws IOException {
        Path feedback = Files.createDirectories(out.resolve("feedback"));
        for (Marks marks : all) {
            Gradebook.writeFeedback(marks, feedback.resolve(marks.name() + ".md"));
        }
        Gradebook.writeCsv(all, out.resolve("grades.csv"));
        Cohort.page(all).write(out.resolve("cohort.html"));
    }

    /** A digest of the case and of what else marks depend on. */
    static String markedBy(Path file, Rubric rubric) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> cases = file == null ? new ArrayList<>() : new ArrayList<>(List.of(file));
            if (file != null && Files.isDirectory(file)) {
                try (Stream<Path> entries = Files.list(file)) {
                    cases = entries.filter(Files::isRegularFile).sorted().toList();
                }
            }
            for (Path path : cases) {
                digest.update(path.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(path));
            }
            digest.update(JsonMapper.builder().build().writeValueAsBytes(rubric));
            return BuildInfo.version() + " " + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
