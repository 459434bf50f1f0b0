package org.crosscheck.compare.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.text.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {

    private static final Case GIVEN = TestCases.mlp(3, 5, 4, 3, 7);
    private static final Marker MARKER = new Marker(GIVEN, Rubric.standard());

    @TempDir
    private Path folder;

    private List<Work> works;

    @BeforeEach
    void handIn() throws Exception {
        NamedTensors right = Student.right(GIVEN, 1);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            files.add(folder.resolve("s" + i + ".npz"));
            CaseFiles.write(files.get(i), i == 4 ? right.without(Set.of("ha")) : right);
        }
        Files.writeString(files.get(2), "no zip");
        files.add(folder.resolve("not there.npz"));
        works = Work.of(files);
    }

    private List<Marks> mark(Path journal, boolean resume, AtomicInteger marked) throws IOException, InputException {
        try (MarksLog<Marks> open = MarksLog.open(journal, Marks.class, "case and rubric", resume)) {
            Batch.Markers markers = work -> {
                marked.incrementAndGet();
                return MARKER;
            };
            return Batch.mark(works, markers, 2, open, () -> {});
        }
    }

    @Test
    void oneUnreadableSubmissionNeverStopsTheOthers() throws Exception {
        AtomicInteger marked = new AtomicInteger();
        List<Marks> all = mark(folder.resolve("marks.jsonl"), false, marked);
        assertThat(all).extracting(Marks::name).containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "not there");
        assertThat(all.get(2).problem()).contains("s2.npz");
        assertThat(all.get(6).problem()).contains("nothing with this name");
        assertThat(all.get(3).agrees()).isTrue();
        assertThat(all.get(4).agrees()).isFalse();
        assertThat(marked).hasValue(7);
    }

    @Test
    void aStoppedRunGoesOnAndGivesTheSame() throws Exception {
        Path journal = folder.resolve("marks.jsonl");
        List<Marks> all = mark(journal, false, new AtomicInteger());
        List<String> lines = Files.readAllLines(journal);
        String torn = lines.get(4).substring(0, lines.get(4).length() / 2);
        Files.writeString(journal, String.join("\n", lines.subList(0, 4)) + "\n" + torn);
        AtomicInteger marked = new AtomicInteger();
        assertThat(mark(journal, true, marked)).isEqualTo(all);
        assertThat(marked).hasValue(4);
        assertThat(Files.readAllLines(journal)).containsExactlyInAnyOrderElementsOf(lines);
    }

    @Test
    void aSubmissionThatHasChangedIsMarkedAgain() throws Exception {
        Path journal = folder.resolve("marks.jsonl");
        mark(journal, false, new AtomicInteger());
        CaseFiles.write(folder.resolve("s0.npz"), Student.right(GIVEN, 1).without(Set.of("L", "R")));
        AtomicInteger marked = new AtomicInteger();
        assertThat(mark(journal, true, marked).get(0).agrees()).isFalse();
        assertThat(marked).hasValue(1);
    }

    @Test
    void marksByAnotherCaseAreNotMixedIn() throws Exception {
        Path journal = folder.resolve("marks.jsonl");
        mark(journal, false, new AtomicInteger());
        assertThatThrownBy(() -> MarksLog.open(journal, Marks.class, "another case", true))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("same case");
    }

    @Test
    void aStudentWithoutACaseIsToldSoAndStopsNobody() throws Exception {
        try (MarksLog<Marks> open = MarksLog.open(folder.resolve("marks.jsonl"), Marks.class, "cases", false)) {
            Batch.Markers markers = work -> {
                if (work.name().equals("s1")) {
                    throw new InputException("s1.npz", "case", "a case", "none");
                }
                return MARKER;
            };
            List<Marks> all = Batch.mark(works, markers, 2, open, () -> {});
            assertThat(all.get(1).problem()).contains("expected a case");
            assertThat(all.get(0).agrees()).isTrue();
        }
    }

    @Test
    void equalNamesInDifferentFoldersAreToldApart() throws Exception {
        List<Work> named = Work.of(List.of(Path.of("a", "answers.npz"), Path.of("b", "Answers.npz")));
        assertThat(named).extracting(Work::name).containsExactly("a_answers", "b_Answers");
        assertThatThrownBy(() -> Work.of(List.of(Path.of("a", "x.npz"), Path.of("a", "x.npz"))))
                .isInstanceOf(InputException.class);
        assertThat(Work.of(List.of(Path.of("we|rd<n>.npz"))).get(0).name()).isEqualTo("we_rd_n_");
    }

    @Test
    void aCaseThatCannotBeReadCostsItsOwnStudentAlone() throws Exception {
        try (MarksLog<Marks> open = MarksLog.open(folder.resolve("marks.jsonl"), Marks.class, "cases", false)) {
            Batch.Markers markers = work -> {
                switch (work.name()) {
                    case "s0" -> throw new java.nio.file.NoSuchFileException("/way/to/s0.npz");
                    case "s1" -> throw new java.nio.file.InvalidPathException("s1", "no such letter");
                    default -> {
                        return MARKER;
                    }
                }
            };
            List<Marks> all = Batch.mark(works, markers, 2, open, () -> {});
            assertThat(all.get(0).problem()).isEqualTo("its case: s0.npz: no such file");
            assertThat(all.get(1).problem()).startsWith("its case: ");
            assertThat(all.get(3).agrees()).isTrue();
            assertThat(all.subList(0, 2)).noneMatch(Marks::agrees);
        }
    }

    private static List<String> names(String... files) throws InputException {
        return Work.of(Stream.of(files).map(file -> Path.of("in", file)).toList()).stream()
                .map(Work::name)
                .toList();
    }

    @Test
    void everySubmissionGetsANameOfItsOwn() throws Exception {
        assertThat(names("alice.json", "alice.npz", "bob.npz")).containsExactly("alice.json", "alice.npz", "bob");
        assertThat(names("Anna", "anna")).containsExactly("Anna", "anna-2");
        assertThat(names("Anna.npz", "anna.json", "anna.npz")).containsExactly("Anna", "anna-2", "anna-3");
        assertThat(names("a,b.npz", "a;b.npz")).containsExactly("a_b", "a_b-2");
        assertThat(names("x (1).npz", "x [1].npz")).containsExactly("x _1_", "x _1_-2");
        assertThat(names("a-2.npz", "a!.npz", "a?.npz")).containsExactly("a-2", "a_", "a_-2");
        assertThat(names("B\u00e4r.npz", "Ba\u0308r.npz")).containsExactly("B\u00e4r", "B\u00e4r-2");
        assertThat(names("stra\u00dfe", "STRASSE")).containsExactly("stra\u00dfe", "STRASSE-2");
        assertThat(names("con.npz", ".a.npz", "a..npz")).containsExactly("_con", "_a", "a_");
        assertThat(names("l".repeat(212) + "1.npz", "l".repeat(212) + "2.npz"))
                .containsExactly("l".repeat(200), "l".repeat(200) + "-2");
    }

    @Test
    void theOriginalNameIsKept() throws Exception {
        Work work = Work.of(List.of(Path.of("in", "x [1] 100% \u00e4.npz"))).get(0);
        assertThat(work.file()).isEqualTo("x [1] 100% \u00e4.npz");
        assertThat(work.stem()).isEqualTo("x [1] 100% \u00e4");
        Path answers = folder.resolve("100% [1], x.npz");
        CaseFiles.write(answers, Student.right(GIVEN, 1));
        Marks marks = Batch.mark(Work.of(List.of(answers)).get(0), ignored -> MARKER);
        Gradebook.writeCsv(List.of(marks), folder.resolve("grades.csv"));
        assertThat(Files.readAllLines(folder.resolve("grades.csv")))
                .satisfiesExactly(
                        header -> assertThat(header)
                                .startsWith("submission,score,most,first_error,mistake,problem,file,"),
                        line -> assertThat(line).startsWith("100_ _1__ x,40,40,,,,\"100% [1], x.npz\","));
    }

    @Test
    void theGradebookIsSafeToOpen() throws Exception {
        Marks marks = new Marks("=HYPERLINK(\"x\"),1", "a, \"b\"\nc", List.of(), List.of());
        Gradebook.writeCsv(List.of(marks), folder.resolve("grades.csv"));
        assertThat(Files.readString(folder.resolve("grades.csv")))
                .isEqualTo(String.join(
                        "\r\n",
                        "submission,score,most,first_error,mistake,problem",
                        "\"'=HYPERLINK(\"\"x\"\"),1\",0,0,,,\"a, \"\"b\"\"\nc\"",
                        ""));
    }
}
