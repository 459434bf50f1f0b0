package org.crosscheck.compare.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.grade.submission.SubmittedArray;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bad submissions of vectors.txt, which make_vectors.py writes: what is lost of each, why, and what is not lost. */
public class SubmissionVectorsTest {

    private static final Path FOLDER = folder();

    /** "reads", the type, perhaps the shape, and names that are reported as unknown. */
    private static final Pattern READS = Pattern.compile("reads (\\w+)( \\(.*?\\))?((?: unknown \\S+)*)");

    private static Path folder() {
        try {
            return Path.of(SubmissionVectorsTest.class
                            .getResource("vectors.txt")
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A line of the table. */
    public record Vector(String file, String key, String code, String what) {

        static Vector of(String line) {
            String[] cells = line.split(" \\| ");
            assertThat(cells).as(line).hasSize(4);
            return new Vector(cells[0], cells[1], cells[2], cells[3]);
        }

        boolean isMarked() {
            return code.startsWith("marks ");
        }

        public Path path() {
            return FOLDER.resolve("vectors").resolve(file);
        }

        Submission read() {
            return Submission.read(path());
        }

        @Override
        public String toString() {
            return file + ": " + what;
        }
    }

    /** What is read. */
    static List<Vector> vectors() throws IOException {
        return all().stream().filter(vector -> !vector.isMarked()).toList();
    }

    /** What is marked. */
    static List<Vector> marked() throws IOException {
        return all().stream().filter(Vector::isMarked).toList();
    }

    static List<Vector> all() throws IOException {
        return Files.readAllLines(FOLDER.resolve("vectors.txt")).stream()
                .map(Vector::of)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theReasonIsAsTheTableSays(Vector vector) {
        Submission read = vector.read();
        Matcher reads = READS.matcher(vector.code);
        if (vector.key.equals("*")) {
            assertThat(read.problem()).as(vector.toString()).isNotNull();
            isRefusal(read.problem(), vector.code);
            assertThat(read.readings()).isEmpty();
        } else if (reads.matches()) {
            assertThat(read.problem()).isNull();
            SubmittedArray.Array array = (SubmittedArray.Array) read.readings().get(vector.key);
            assertThat(array.dtype()).isEqualTo(reads.group(1));
            if (reads.group(2) == null) {
                assertThat(array.values()).isEqualTo(Tensor.vector(new double[] {1, 2}));
            } else {
                assertThat(Quantities.text(array.values().shape()))
                        .isEqualTo(reads.group(2).strip());
            }
            assertThat(read.unknown()).containsExactly(unknown(reads.group(3)));
        } else {
            assertThat(read.problem()).isNull();
            isRefusal((SubmittedArray.Unreadable) read.readings().get(vector.key), vector.code);
            assertThat(read.unknown()).isEmpty();
        }
        if (!vector.key.equals("*")) {
            assertThat(read.readings().get("ha"))
                    .as("the array beside it")
                    .isEqualTo(new SubmittedArray.Array(Tensor.vector(new double[] {1, 2}), "float64"));
        }
        if (vector.file.startsWith("json") && vector.key.equals("hs")) {
            assertThat(read.readings().get("oa"))
                    .as("the array after it")
                    .isEqualTo(new SubmittedArray.Array(Tensor.matrix(new double[][] {{1e-3}, {2}}), "float64"));
        }
    }

    @ParameterizedTest
    @MethodSource("marked")
    void theOutcomeIsAsTheTableSays(Vector vector) throws IOException, InputException {
        Case given = CaseFiles.read(FOLDER.resolve("vectors/comparator/case.npz"), note -> {});
        Marks marks = new Marker(given, Rubric.standard()).mark(vector.read());
        assertThat(marks.items()).hasSizeGreaterThan(20).allSatisfy(item -> {
            boolean asked = item.key().equals(vector.key);
            assertThat(item.outcome().text()).as(item.key()).isEqualTo(asked ? vector.code.substring(6) : "missing");
            assertThat(item.points()).isEqualTo(vector.code.equals("marks agree") && asked ? item.most() : 0);
            if (asked && vector.what.endsWith("with a hint")) {
                assertThat(item.findings()).as(vector.what).isNotEmpty();
            }
        });
    }

    private static String[] unknown(String group) {
        return Stream.of(group.split(" unknown "))
                .filter(name -> !name.isEmpty())
                .toArray(String[]::new);
    }

    /** One line, without control characters or the way to the file. */
    private static void isRefusal(SubmittedArray.Unreadable refusal, String code) {
        assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
        assertThat(refusal.message())
                .contains(": expected ", ", found ")
                .doesNotContain(FOLDER.toString())
                .hasSizeLessThan(1000);
        assertThat(refusal.message().chars()).noneMatch(Character::isISOControl);
    }

    @Test
    void everyFileIsInTheTable() throws IOException {
        List<String> listed = all().stream().map(Vector::file).toList();
        try (Stream<Path> files = Files.walk(FOLDER.resolve("vectors"))) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> !file.endsWith("comparator/case.npz")))
                    .allSatisfy(file -> assertThat(listed)
                            .anyMatch(line ->
                                    file.startsWith(FOLDER.resolve("vectors").resolve(line))));
        }
        assertThat(listed).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    }
}
