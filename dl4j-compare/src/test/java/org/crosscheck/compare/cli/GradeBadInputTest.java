package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.Mark;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Outcome;
import org.crosscheck.compare.grade.gradescope.Gradescope;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.steps.Chain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What instructors and students may give to grade that is no case, no submission, or no place to write to. */
class GradeBadInputTest {

    private static final Case GIVEN = TestCases.mlp(3, 5, 4, 3, 7);
    private static final NamedTensors RIGHT = Chain.solve(GIVEN.values());
    private static final Locale BEFORE = Locale.getDefault();

    @TempDir
    private Path folder;

    private Path given;
    private Path right;
    private Path results;

    @BeforeEach
    void write() throws IOException {
        given = folder.resolve("case.npz");
        right = folder.resolve("right.npz");
        results = folder.resolve("results.json");
        CaseFiles.write(given, GIVEN.values());
        CaseFiles.write(right, RIGHT);
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(BEFORE);
    }

    /** A name, and what puts there something that is no file of arrays. */
    record Thing(String name, String says, Maker maker) {
        @FunctionalInterface
        interface Maker {
            void make(Path path) throws Exception;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Thing> things() {
        return Stream.of(
                new Thing("missing.npz", "nothing with this name", path -> {}),
                new Thing("folder.npz", "folder", Files::createDirectory),
                new Thing("empty.npz", "an empty file", path -> Files.write(path, new byte[0])),
                new Thing(
                        "text.npz",
                        "an npz archive, found a text",
                        path -> Files.writeString(path, "import numpy as np\n".repeat(9))),
                new Thing("pipe.npz", "pipe", GradeBadInputTest::pipe),
                new Thing("evil\u001b[31m\u202e.npz", "evil\\u001", path -> {}));
    }

    private static void pipe(Path path) throws IOException, InterruptedException {
        try {
            Process mkfifo = new ProcessBuilder("mkfifo", path.toString()).start();
            Assumptions.assumeTrue(mkfifo.waitFor(10, TimeUnit.SECONDS) && mkfifo.exitValue() == 0);
        } catch (IOException e) {
            Assumptions.abort("SKIPPED: no mkfifo here");
        }
    }

    @ParameterizedTest
    @MethodSource("things")
    void asACaseItIsRefused(Thing thing) throws Exception {
        Assumptions.assumeFalse(thing.name.startsWith("folder"), "a folder of cases is for many submissions");
        Path path = folder.resolve(thing.name);
        thing.maker.make(path);
        Cli.run("grade", "--case", path, right, "--gradescope", results).isRefused(thing.says);
        assertThat(results).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("things")
    void asASubmissionItGets0AndTheOthersAreMarked(Thing thing) throws Exception {
        Assumptions.assumeFalse(thing.says.startsWith("nothing") || thing.name.startsWith("evil"), "a name mistyped");
        Path path = folder.resolve(thing.name);
        thing.maker.make(path);
        Cli one = Cli.run("grade", "--case", given, path, "--gradescope", results);
        assertThat(one.exit()).as(one.toString()).isEqualTo(1);
        assertThat(one.out() + one.err()).doesNotContain("\u001b", "\u202e", "Exception");
        JsonNode json = new ObjectMapper().readTree(results.toFile());
        assertThat(json.get("score").asDouble()).isZero();
        assertThat(json.get("output").asText()).contains("cannot be read");
        assertThat(json.get("tests")).hasSize(19);

        Cli two = Cli.run("grade", "--case", given, path, right, "--out", folder.resolve("out"));
        assertThat(two.exit()).as(two.toString()).isEqualTo(1);
        assertThat(two.out()).contains("2 submissions: 1 all right", "1 unreadable");
    }

    @Test
    void aMistypedNameIsBadUsageAndTheOthersAreMarkedAllTheSame() throws Exception {
        Path typo = folder.resolve("rihgt.npz");
        Cli.run("grade", "--case", given, typo, "--gradescope", results)
                .isRefused("rihgt.npz", "nothing with this name");
        assertThat(results).doesNotExist();
        Cli two = Cli.run("grade", "--case", given, typo, right, "--out", folder.resolve("out"));
        assertThat(two.exit()).as(two.toString()).isEqualTo(2);
        assertThat(two.err()).contains("rihgt.npz: nothing with this name").hasLineCount(1);
        assertThat(two.out()).contains("40 of 40 points");
        Cli evil = Cli.run("grade", "--case", given, folder.resolve("evil\u001b[31m\u202e.npz"));
        evil.isRefused("evil\\u001");
    }

    /** Everything that is written or printed of it, searched for what a browser or a terminal would act on. */
    @Test
    void hostileNamesAreShownAndDoNothing() throws Exception {
        Path hostile = folder.resolve("<img src=x onerror=alert(1)>\u001b]0;x\u0007`|=cmd.json");
        try {
            Files.writeString(hostile, "{\"<script>alert(2)</script>\": [1], \"ha\": [\"</td><b>\"]}");
        } catch (IOException | java.nio.file.InvalidPathException e) {
            Assumptions.abort("SKIPPED: this file system takes no such name");
        }
        Path out = folder.resolve("out");
        Cli run =
                Cli.run("grade", "--case", given, hostile, right, "--out", out, "--json", folder.resolve("marks.json"));
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        Cli.run("grade", "--case", given, hostile, "--gradescope", results);
        StringBuilder all = new StringBuilder(run.out() + run.err() + Files.readString(results));
        all.append(Files.readString(out.resolve("cohort.html")));
        String grades =
                Files.readString(out.resolve("grades.csv")); // which no browser shows: the original names are there
        assertThat(grades).doesNotContain("\u001b", "\u0007").contains("<img src=x onerror=alert(1)>");
        for (String name : Cli.names(out.resolve("feedback")).toList()) {
            assertThat(name).doesNotContain("<", ">", "|", "\u001b", "\u0007");
            all.append(Files.readString(out.resolve("feedback").resolve(name)));
        }
        assertThat(all).doesNotContain("<img", "<script>alert", "</td><b>", "\u001b", "\u0007");
        assertThat(all).contains("alert(2)");
        assertThat(Files.readAllLines(out.resolve("grades.csv"))).noneMatch(line -> line.startsWith("="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "ar-EG-u-nu-arab", "tr-TR"})
    void whatIsWrittenIsTheSameInEveryLocale(String tag) throws Exception {
        Path wrong = folder.resolve("wrong.npz");
        CaseFiles.write(
                wrong,
                RIGHT.with("L", TestCases.map(RIGHT.get("L"), x -> 1.5 * x)).without(java.util.Set.of("os")));
        Locale.setDefault(Locale.ROOT);
        List<String> before = written(wrong, "root");
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(written(wrong, "other")).isEqualTo(before);
    }

    private List<String> written(Path submission, String name) throws IOException {
        Path out = folder.resolve(name);
        Cli table = Cli.run("grade", "--case", given, submission, "--gradescope", results);
        Cli.run("grade", "--case", given, submission, right, "--out", out);
        return List.of(
                table.out(),
                Files.readString(results),
                Files.readString(out.resolve("grades.csv")),
                Files.readString(out.resolve("feedback/wrong.md")));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aScoreThatIsNoNumberIsNotWritten(double points) {
        Mark mark =
                new Mark("ha", "2a", Outcome.AGREE, points, 2, "visible", Precision.DOUBLE, null, "", List.of(), 0, 0);
        Marks marks = new Marks("name", null, List.of(), List.of(mark));
        assertThatThrownBy(() -> Gradescope.write(marks, results)).isInstanceOf(IllegalArgumentException.class);
        assertThat(results).doesNotExist();
    }

    @Test
    void whereNothingCanBeWrittenNothingIsLeftBehind() throws Exception {
        Files.createDirectory(results);
        Cli.run("grade", "--case", given, right, "--gradescope", results).isRefused("not a regular file");
        Files.writeString(folder.resolve("out"), "a file");
        Cli.run("grade", "--case", given, right, "--out", folder.resolve("out")).isRefused("out");
        assertThat(Cli.names(folder)).containsExactlyInAnyOrder("case.npz", "right.npz", "results.json", "out");
    }

    @Test
    void aPipeIsNotReplacedByResults() throws Exception {
        Path pipe = folder.resolve("pipe");
        try {
            Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
            Assumptions.assumeTrue(mkfifo.waitFor() == 0, "SKIPPED: no pipes in this folder");
        } catch (IOException e) {
            Assumptions.abort("SKIPPED: no mkfifo here");
        }
        Cli.run("grade", "--case", given, right, "--json", pipe).isRefused("not a regular file");
    }

    /** A disk with room for nothing: what was there before is still there, whole. */
    @Test
    void onAFullDiskTheOldResultsStay() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        try {
            Process mount =
                    new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", disk.toString()).start();
            Assumptions.assumeTrue(
                    mount.waitFor(10, TimeUnit.SECONDS) && mount.exitValue() == 0,
                    "SKIPPED: no small disk can be made here");
        } catch (IOException e) {
            Assumptions.abort("SKIPPED: no mount here");
        }
        try {
            Path old = disk.resolve("results.json");
            Files.writeString(old, "old");
            Cli.run("grade", "--case", given, right, "--gradescope", old)
                    .isRefused("results.json", "cannot be written");
            assertThat(old).hasContent("old");
            assertThat(Cli.names(disk)).containsExactly("results.json");
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor(10, TimeUnit.SECONDS);
        }
    }
}
