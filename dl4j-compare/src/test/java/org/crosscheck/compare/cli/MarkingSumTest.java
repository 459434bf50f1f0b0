package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.cluster.ScatteredCluster;
import org.crosscheck.compare.grade.Batch;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.MarksLog;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.Work;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.marking.WrittenMarker;
import org.crosscheck.compare.marking.WrittenMarks;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.text.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marking by a cluster comes to the marks that threads come to. */
class MarkingSumTest {

    private static final Case GIVEN = TestCases.mlp(3, 5, 4, 3, 7);
    private static final ScatteredCluster CLUSTER = new ScatteredCluster(3, Set.of());

    @TempDir
    private Path folder;

    private Path given;
    private List<Work> works;

    @BeforeEach
    void handIn() throws Exception {
        given = folder.resolve("case.npz");
        CaseFiles.write(given, GIVEN.values());
        NamedTensors right = Chain.solve(GIVEN.values());
        List<Path> files = new ArrayList<>();
        Files.createDirectories(folder.resolve("own"));
        for (int i = 0; i < 8; i++) {
            files.add(folder.resolve("s" + i + ".npz"));
            int times = i;
            CaseFiles.write(files.get(i), right.with("L", TestCases.map(right.get("L"), x -> times * x)));
            if (i != 5) {
                CaseFiles.write(folder.resolve("own/s" + i + ".npz"), GIVEN.values());
            }
        }
        Files.writeString(files.get(2), "no zip");
        works = Work.of(files);
    }

    private static <M> List<M> by(
            ScatteredCluster cluster, MarkingSum<M> sum, List<Work> works, Class<M> kind, Path log)
            throws IOException, InputException {
        try (MarksLog<M> journal = MarksLog.open(log, kind, "case and rubric", true)) {
            return Batch.elsewhere(works, (left, found) -> sum.on(cluster, kind, found), journal, () -> {});
        }
    }

    private List<Marks> here(CaseMarkers markers) {
        return works.stream()
                .map(work -> Batch.mark(work, one -> markers.several() ? markers.own(one) : markers.one()))
                .toList();
    }

    @Test
    void ofArraysForOneCase() throws Exception {
        CaseMarkers markers = new CaseMarkers(given, Rubric.standard(), 1, note -> {});
        MarkingSum<Marks> sum = new MarkingSum.OneCase(works, CaseFiles.read(given, note -> {}), Rubric.standard());
        assertThat(by(CLUSTER, sum, works, Marks.class, folder.resolve("log"))).isEqualTo(here(markers));
    }

    @Test
    void ofArraysEachForACaseOfItsOwn() throws Exception {
        CaseMarkers markers = new CaseMarkers(folder.resolve("own"), Rubric.standard(), 1, note -> {});
        MarkingSum<Marks> sum = new MarkingSum.OwnCases(works, folder.resolve("own"), Rubric.standard(), 1);
        List<Marks> there = by(CLUSTER, sum, works, Marks.class, folder.resolve("log"));
        assertThat(there).isEqualTo(here(markers));
        assertThat(there.get(5).problem()).contains("its case: s5.npz");
    }

    @Test
    void ofFormulas() throws Exception {
        List<Path> files = new ArrayList<>();
        for (String answer : List.of("x", "\\frac{a}{b}", "", "1 - \\tanh^2(x)", "\\sigma(x)")) {
            files.add(folder.resolve("t" + files.size() + ".tex"));
            Files.writeString(
                    files.get(files.size() - 1),
                    "\\begin{document}\\begin{answer}{1a}$" + answer + "$\\end{answer}\\end{document}");
        }
        List<Work> homeworks = Work.of(files);
        WrittenMarker marker = new WrittenMarker(Rubric.standard());
        List<WrittenMarks> here = homeworks.stream().map(marker::mark).toList();
        MarkingSum<WrittenMarks> sum = new MarkingSum.Formulas(homeworks, marker.rubric());
        assertThat(by(CLUSTER, sum, homeworks, WrittenMarks.class, folder.resolve("log")))
                .isEqualTo(here);
    }

    @Test
    void whatTheLogHoldsIsNotMarkedAgain() throws Exception {
        Path log = folder.resolve("log");
        AtomicInteger asked = new AtomicInteger();
        for (int run = 0; run < 2; run++) {
            try (MarksLog<Marks> journal = MarksLog.open(log, Marks.class, "case and rubric", run > 0)) {
                List<Work> some = works.subList(0, 4 + 2 * run);
                List<Marks> marks = Batch.elsewhere(
                        some,
                        (left, found) -> {
                            asked.addAndGet(left.size());
                            new MarkingSum.OneCase(left, GIVEN, Rubric.standard()).on(CLUSTER, Marks.class, found);
                        },
                        journal,
                        () -> {});
                assertThat(marks)
                        .extracting(Marks::name)
                        .containsExactlyElementsOf(some.stream().map(Work::name).toList());
            }
        }
        assertThat(asked).hasValue(6);
    }

    @Test
    void aSubmissionThatEndsWhateverMarksItIsUnmarkedAndSaysWhy() throws Exception {
        MarkingSum<Marks> sum = new MarkingSum.OneCase(works, GIVEN, Rubric.standard());
        List<Marks> marks = by(new ScatteredCluster(3, Set.of(4L)), sum, works, Marks.class, folder.resolve("log"));
        assertThat(marks).hasSize(8);
        assertThat(marks.get(4).problem()).contains("the marker failed");
        assertThat(marks.get(4).file()).isEqualTo("s4.npz");
        assertThat(marks.get(3).problem()).isNull();
    }

    @Test
    void aFolderThatAMachineDoesNotSeeIsNoReasonForBadMarks() throws Exception {
        Files.delete(works.get(6).path());
        MarkingSum<Marks> sum = new MarkingSum.OneCase(works, GIVEN, Rubric.standard());
        assertThatThrownBy(() -> by(CLUSTER, sum, works, Marks.class, folder.resolve("log")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("s6.npz")
                .hasMessageContaining("every machine");
    }
}
