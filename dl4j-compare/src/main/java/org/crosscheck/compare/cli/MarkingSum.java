package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crosscheck.compare.cluster.Cluster;
import org.crosscheck.compare.cluster.Sum;
import org.crosscheck.compare.grade.Batch;
import org.crosscheck.compare.grade.Marker;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.Work;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.marking.WrittenMarker;
import org.crosscheck.compare.marking.WrittenMarks;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Json;

/**
 * The marks of submissions, anywhere: by the number of a submission in the list, each as the log has it; nothing for one whose
 * file is not seen there. All machines read the same folders.
 *
 * @param <M> the kind of marks
 */
abstract class MarkingSum<M> implements Sum<MarkingSum.Marked> {

    private static final long serialVersionUID = 1L;

    private static final String LOST = "the marker failed: whatever runs it ends";
    private static final byte[] UNSEEN = {};

    private final ArrayList<Handed> works = new ArrayList<>();

    /** The marks of some submissions, by their numbers. */
    record Marked(Map<Long, byte[]> marks) implements Serializable {}

    /** A work, to be sent. */
    private record Handed(String name, String file, String path) implements Serializable {

        Work work() {
            return new Work(name, file, Path.of(path));
        }
    }

    /** @param works all are marked */
    MarkingSum(List<Work> works) {
        works.forEach(work -> this.works.add(new Handed(
                work.name(), work.file(), work.path().toAbsolutePath().toString())));
    }

    /** Marks a submission; many threads may ask. */
    abstract M mark(Work work);

    /** The marks of a submission that ended whatever marked it. */
    abstract M unmarked(Work work);

    @Override
    public Marked none() {
        return new Marked(new TreeMap<>());
    }

    @Override
    public Marked of(long number) {
        Work work = works.get((int) number).work();
        return one(number, Files.exists(work.path()) ? Json.bytes(mark(work)) : UNSEEN);
    }

    @Override
    public Marked plus(Marked one, Marked other) {
        one.marks.putAll(other.marks);
        return one;
    }

    @Override
    public Marked lost(long number) {
        return one(number, Json.bytes(unmarked(works.get((int) number).work())));
    }

    private Marked one(long number, byte[] marks) {
        Marked one = none();
        one.marks.put(number, marks);
        return one;
    }

    /**
     * Has all submissions marked by a cluster.
     *
     * @throws InputException if a machine does not see a submission
     */
    void on(Cluster cluster, Class<M> kind, Batch.Found<M> found) throws IOException, InputException {
        try (Cluster.Shared<Marked> shared = cluster.share(this)) {
            for (long from = 0; from < works.size(); ) {
                long end = Math.min(works.size(), from + shared.stretch());
                for (Map.Entry<Long, byte[]> one : shared.sum(from, end).marks.entrySet()) {
                    Handed handed = works.get(one.getKey().intValue());
                    if (one.getValue().length == 0) {
                        throw new InputException(
                                handed.path,
                                "file",
                                "a folder that every machine of the cluster sees",
                                "nothing there");
                    }
                    found.of(handed.name, Json.read(one.getValue(), kind, true, handed.path, "marks"));
                }
                from = end;
            }
        }
    }

    /** Of arrays for the same case: what the reference knows about it is sent, too. */
    static final class OneCase extends MarkingSum<Marks> {

        private static final long serialVersionUID = 1L;

        private final String name;
        private final byte[] values;
        private final byte[] answers;
        private final Rubric rubric;
        private transient Marker marker;

        OneCase(List<Work> works, Case given, Rubric rubric) {
            super(works);
            this.name = given.name();
            this.values = CaseFiles.toBytes(given.values());
            this.answers = CaseFiles.toBytes(Chain.solve(given.values()));
            this.rubric = rubric;
        }

        private synchronized Marker marker() throws IOException, InputException {
            if (marker == null) {
                NamedTensors read = CaseFiles.fromBytes(values, name);
                marker = new Marker(Case.of(name, read), CaseFiles.fromBytes(answers, name), rubric);
            }
            return marker;
        }

        @Override
        Marks mark(Work work) {
            return Batch.mark(work, ignored -> marker());
        }

        @Override
        Marks unmarked(Work work) {
            return Batch.unmarked(work, LOST);
        }
    }

    /** Of arrays, each for a case of its own. */
    static final class OwnCases extends MarkingSum<Marks> {

        private static final long serialVersionUID = 1L;

        private final String folder;
        private final Rubric rubric;
        private final int threads;

        OwnCases(List<Work> works, Path folder, Rubric rubric, int threads) {
            super(works);
            this.folder = folder.toAbsolutePath().toString();
            this.rubric = rubric;
            this.threads = threads;
        }

        @Override
        Marks mark(Work work) {
            return Batch.mark(work, new CaseMarkers(Path.of(folder), rubric, threads, note -> {})::own);
        }

        @Override
        Marks unmarked(Work work) {
            return Batch.unmarked(work, LOST);
        }
    }

    /** Of homeworks in LaTeX. */
    static final class Formulas extends MarkingSum<WrittenMarks> {

        private static final long serialVersionUID = 1L;

        private final Rubric rubric;
        private transient WrittenMarker marker;

        Formulas(List<Work> works, Rubric rubric) {
            super(works);
            this.rubric = rubric;
        }

        private synchronized WrittenMarker marker() {
            marker = marker == null ? new WrittenMarker(rubric) : marker;
            return marker;
        }

        @Override
        WrittenMarks mark(Work work) {
            return marker().mark(work);
        }

        @Override
        WrittenMarks unmarked(Work work) {
            return new WrittenMarks(work.name(), work.file(), LOST, List.of(), List.of(), List.of());
        }
    }
}
