package org.crosscheck.compare.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.gradescope.Bundle;
import org.crosscheck.compare.grade.gradescope.Gradescope;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.report.Cohort;
import org.crosscheck.compare.text.Forgeries;
import org.crosscheck.compare.text.Forgeries.Forgery;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every field of every file of marking is looked at before it is used: changed in any way, a file is refused with its name
 * and place, or, where another value is as good, used to the end.
 */
class ForgedFilesTest {

    private static final Case GIVEN = TestCases.mlp(3, 4, 3, 3, 5);
    private static final Submission RIGHT = Student.submission(Student.right(GIVEN, 1));
    private static final NamedTensors WRONG =
            Student.wrong(GIVEN, 1, KnownMistakes.find("ha.no-bias").orElseThrow());

    @TempDir
    private Path folder;

    /** Reads a file and uses what it says. */
    @FunctionalInterface
    private interface Use {
        void of(Path file) throws IOException, InputException;
    }

    /** How many are refused; anything thrown but that fails. */
    private int refused(Path file, String before, String json, String after, Use use) throws IOException {
        int refused = 0;
        for (Forgery forgery : Forgeries.of(json).toList()) {
            Files.writeString(file, before + forgery.json() + after);
            try {
                use.of(file);
            } catch (InputException e) {
                assertThat(e.getMessage())
                        .as(forgery.what())
                        .contains(file.getFileName().toString(), "expected", "found")
                        .hasSizeLessThan(1000);
                refused++;
            } catch (IOException | RuntimeException | StackOverflowError e) {
                throw new AssertionError(forgery.what() + ": not refused, but " + e, e);
            }
        }
        return refused;
    }

    private static void use(List<Marks> all, Path folder) throws IOException {
        for (Marks marks : all) {
            assertThat(marks.score()).isBetween(0.0, Double.MAX_VALUE);
            Gradebook.feedback(marks);
            Gradescope.toBytes(marks);
        }
        Gradebook.writeCsv(all, folder.resolve("grades.csv"));
        Cohort.page(all).html();
    }

    @Test
    void aRubric() throws Exception {
        String rubric =
                "{\"carriedForward\":1.0,\"convention\":0.5,\"precision\":0.5,\"nearNames\":true,\"questions\":["
                        + "{\"id\":\"2a\",\"points\":2,\"byPerson\":0.5,\"visibility\":\"visible\",\"items\":{\"ha\":1,\"hs\":2}}]}";
        int refused = refused(
                folder.resolve("rubric.json"),
                "",
                rubric,
                "",
                file -> use(List.of(new Marker(GIVEN, Rubric.read(file)).mark(RIGHT)), folder));
        assertThat(refused).isGreaterThan(200);
    }

    @Test
    void aLogOfMarks() throws Exception {
        Path file = folder.resolve("marks.jsonl");
        Path answers = write(folder.resolve("ann.npz"), WRONG);
        Work work = Work.of(List.of(answers)).get(0);
        Marker marker = new Marker(GIVEN, Rubric.standard());
        Batch.Markers markers = one -> marker;
        try (MarksLog<Marks> log = MarksLog.open(file, Marks.class, "by", false)) {
            Batch.mark(List.of(work), markers, 1, log, () -> {});
        }
        List<String> lines = Files.readAllLines(file);
        int refused = refused(file, lines.get(0) + "\n", lines.get(1), "\n", one -> {
            try (MarksLog<Marks> open = MarksLog.open(one, Marks.class, "by", true)) {
                use(Batch.mark(List.of(work), markers, 1, open, () -> {}), folder);
            }
        });
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void aCertificateOfABundle() throws Exception {
        Bundle.Certificate checked =
                new Bundle.Certificate("1", Map.of("java", "17"), new TreeSet<>(List.of("reference")), 3, 9, Map.of());
        Map<String, byte[]> files = Bundle.files(GIVEN, Student.right(GIVEN, 1), Rubric.standard(), checked);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        String json = new String(files.get("certificate.json"), StandardCharsets.UTF_8);
        use(List.of(Bundle.open(folder).mark(RIGHT)), folder);
        int refused = 0;
        for (Forgery forgery : Forgeries.of(json).toList()) {
            Files.writeString(folder.resolve("certificate.json"), forgery.json());
            try {
                Bundle.open(folder);
            } catch (InputException e) {
                assertThat(e.getMessage()).as(forgery.what()).contains("expected", "found");
                refused++;
            } catch (IOException | RuntimeException e) {
                throw new AssertionError(forgery.what() + ": not refused, but " + e, e);
            }
        }
        assertThat(refused).isGreaterThan(150);
    }

    @Test
    void aCase() throws Exception {
        Path file = write(folder.resolve("case.npz"), GIVEN.values());
        Map<String, NpyArray> good = Npz.read(file);
        List<NpyArray> bad = List.of(
                NpyArray.float64(new int[] {0}),
                NpyArray.float64(new int[0], Double.NaN),
                NpyArray.float64(new int[] {3, 0}),
                NpyArray.float64(new int[] {3, 4}, new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, Double.NaN}),
                NpyArray.float64(new int[] {1, 1}, 1e300),
                NpyArray.int64(new int[0], -1),
                NpyArray.int64(new int[] {5}, 1, 2, 3, 4, 1L << 52),
                NpyArray.uint8(new int[] {0}, new byte[0]));
        int refused = 0;
        for (String key : good.keySet()) {
            List<Map<String, NpyArray>> forged = new ArrayList<>();
            for (NpyArray array : bad) {
                Map<String, NpyArray> one = new LinkedHashMap<>(good);
                one.put(key, array);
                forged.add(one);
            }
            Map<String, NpyArray> fewer = new TreeMap<>(good);
            fewer.remove(key);
            forged.add(fewer);
            for (Map<String, NpyArray> arrays : forged) {
                Npz.write(file, arrays);
                try {
                    use(List.of(new Marker(CaseFiles.read(file, note -> {}), Rubric.standard()).mark(RIGHT)), folder);
                } catch (InputException | IOException e) {
                    assertThat(e.getMessage()).as(key).contains("case.npz", "expected", "found");
                    refused++;
                }
            }
        }
        assertThat(refused).isEqualTo(good.size() * (bad.size() + 1));
    }

    private static Path write(Path file, NamedTensors values) throws IOException {
        CaseFiles.write(file, values);
        return file;
    }
}
