package org.crosscheck.compare.grade.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.datasets.formats.Npy;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and folders that cannot be committed, and the three forms of one submission. */
class SubmissionTest {

    private static final NpyArray TWO = NpyArray.float64(new int[] {2}, 1, 2);
    private static final SubmittedArray READ = new SubmittedArray.Array(Tensor.vector(new double[] {1, 2}), "float64");

    @TempDir
    private Path folder;

    private void npy(String name) throws IOException {
        Files.write(folder.resolve(name), Npy.toBytes(TWO));
    }

    private void json(String name) throws IOException {
        Files.writeString(folder.resolve(name), "{\"ha\": [1, 2]}");
    }

    private static void isRefused(Submission submission, String code, String... parts) {
        assertThat(submission.problem()).isNotNull();
        assertThat(submission.problem().code())
                .as(submission.problem().message())
                .isEqualTo(code);
        for (String part : parts) {
            assertThat(submission.problem().message()).contains(part);
        }
        assertThat(submission.readings()).isEmpty();
    }

    @Test
    void theThreeFormsHoldTheSame() throws IOException {
        NamedTensors answers = Chain.solve(TestCases.mlp(5, 3, 4, 2, 6).values());
        CaseFiles.write(folder.resolve("answers.npz"), answers);
        StringBuilder json = new StringBuilder();
        Path arrays = Files.createDirectory(folder.resolve("arrays"));
        for (Map.Entry<String, Tensor> answer : answers.tensors().entrySet()) {
            Tensor tensor = answer.getValue();
            Npy.write(arrays.resolve(answer.getKey() + ".npy"), NpyArray.float64(tensor.shape(), tensor.values()));
            String text = nested(tensor, 0, 0);
            json.append(json.isEmpty() ? "{" : ", ").append('"' + answer.getKey() + "\": " + text);
        }
        Files.writeString(folder.resolve("answers.json"), json.append("}"));

        Map<String, SubmittedArray> expected = new LinkedHashMap<>();
        answers.tensors().forEach((key, tensor) -> expected.put(key, new SubmittedArray.Array(tensor, "float64")));
        for (String form : new String[] {"answers.npz", "answers.json", "arrays"}) {
            Submission read = Submission.read(folder.resolve(form));
            assertThat(read.problem()).isNull();
            assertThat(read.readings()).as(form).isEqualTo(expected);
            assertThat(read.unknown()).isEmpty();
            assertThat(read.name()).isEqualTo(form);
        }
    }

    private static String nested(Tensor tensor, int axis, int from) {
        int[] shape = tensor.shape();
        if (axis == shape.length) {
            return Double.toString(tensor.values()[from]);
        }
        int step = Arrays.stream(shape).skip(axis + 1).reduce(1, (a, b) -> a * b);
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < shape[axis]; i++) {
            text.append(i == 0 ? "" : ",").append(nested(tensor, axis + 1, from + i * step));
        }
        return text.append("]").toString();
    }

    @Test
    void nothingThere() {
        isRefused(Submission.read(folder.resolve("none.npz")), "file.missing", "none.npz");
        isRefused(Submission.read(folder), "file.missing", "0 .npy");
    }

    @Test
    void aFileUnderAFileOrOfAnotherKind() throws IOException {
        json("a.json");
        isRefused(Submission.read(folder.resolve("a.json/b.npz")), "file.missing");
        npy("ha.npy");
        isRefused(Submission.read(folder.resolve("ha.npy")), "file.unknown-kind", ".npz or .json");
        Files.writeString(folder.resolve("a.pkl"), "x");
        isRefused(Submission.read(folder.resolve("a.pkl")), "file.unknown-kind", "'a.pkl'");
    }

    @Test
    void aFolderWithOneFileOfAnswersIsThatFile() throws IOException {
        json("ANSWERS.JSON");
        Files.writeString(folder.resolve("homework.py"), "print()");
        Files.writeString(folder.resolve(".hidden.json"), "{}");
        Files.createDirectory(folder.resolve("data"));
        assertThat(Submission.read(folder).readings()).containsExactly(Map.entry("ha", READ));
    }

    @Test
    void ofSeveralThatDifferNoneIsReadAndAllAreNamed() throws IOException {
        json("a.json");
        Files.writeString(folder.resolve("b.json"), "{\"ha\": [1, 3]}");
        isRefused(Submission.read(folder), "file.ambiguous", "a.json and b.json", "differ", "None is marked");
        Files.delete(folder.resolve("b.json"));
        Files.write(folder.resolve("ha.npy"), Npy.toBytes(NpyArray.float64(new int[] {2}, 1, 3)));
        isRefused(Submission.read(folder), "file.ambiguous", "the folder of .npy files and a.json");
    }

    @Test
    void severalThatHoldTheSameAreOneAndItIsSaid() throws IOException {
        json("answers.json");
        json("answers (1).json");
        npy("ha.npy");
        Submission read = Submission.read(folder);
        assertThat(read.readings()).containsExactly(Map.entry("ha", READ));
        assertThat(read.notes())
                .containsExactly("Read the folder of .npy files; the same is in answers (1).json, answers.json.");
    }

    @Test
    void whatIsReadWithAGuessIsSaidInOneLine() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("hw3"));
        Files.writeString(inner.resolve("answers.json"), "{\"q2/ha\": [1, 2], \"/hs\": [1, 2]}");
        assertThat(Submission.read(folder).notes())
                .containsExactly(
                        "Read 'q2/ha' as ha, and 1 more in the same way: use the keys alone as names:"
                                + " np.savez(path, **answers) with answers['ha'].",
                        "Read hw3/answers.json, the only one inside.");
        Files.writeString(folder.resolve("package.json"), "{\"name\": \"hw3\"}");
        assertThat(Submission.read(folder).notes())
                .contains("Read hw3/answers.json, the only one inside with answers.");
        assertThat(vector("zip/folder.zip").notes()).containsExactly("Read hw3/answers.npz, the only one inside.");
    }

    @Test
    void whatWentWrongIsSaidWithTheLineThatMendsIt() throws Exception {
        assertThat(vector("zip/pickled-dictionary.zip").notes())
                .singleElement()
                .asString()
                .contains("'arr_0' holds Python objects", "np.savez(path, **answers)");
        for (String type : new String[] {"bfloat16", "longdouble", "object", "structured"}) {
            assertThat(((SubmittedArray.Unreadable)
                                    vector("npy/" + type + ".npz").readings().get("hs"))
                            .message())
                    .endsWith("Save it as float64: answers['hs'] = np.asarray(answers['hs'], dtype=np.float64)");
        }
        assertThat(vector("npz/lfs.npz").problem().message()).contains("a pointer of Git LFS");
        assertThat(vector("npz/html.npz").problem().message()).contains("an HTML page");
        assertThat(vector("npz/empty.npz").problem().message()).contains("0 bytes");
        assertThat(vector("npz/not-a-zip.npz").problem().message()).contains("np.savez writes an npz");
    }

    @Test
    void namesThatAreNearlyKeysAreKeptWithTheirArrays() throws IOException {
        Path file = folder.resolve("a.json");
        Files.writeString(
                file, "{\"h_a\": [1, 2], \"dW2\": [1, 2], \"loss\": [1, 2], \"garbage\": [1, 2], \"X\": [1]}");
        Submission read = Submission.read(file);
        assertThat(read.near()).containsOnlyKeys("h_a", "dW2", "loss");
        assertThat(read.unknown()).containsExactly("h_a", "dW2", "loss", "garbage", "X");
    }

    @ParameterizedTest
    @CsvSource({
        "grad_w1, grad_W1",
        "dW2, grad_W2",
        "db1, grad_b1",
        "risk, R",
        "h_a, ha",
        "o_s, os",
        "HA, ha",
        "gradW1, grad_W1",
        "dL_dW1, grad_W1",
        "grad_oaa, grad_oa",
        "1a, q1a",
        "Q1_A, q1a",
        "dx, grad_x",
        "W1_grad, grad_W1",
        "logits, oa"
    })
    void aNameIsNearTheKeyThatItIsMeantFor(String name, String key) {
        assertThat(Submission.keysNear(name)).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", "conv1_W", "t", "answers", "foo", "arr_0", "epoch", "lr", ""})
    void otherNamesAreNearNone(String name) {
        assertThat(Submission.keysNear(name)).isEmpty();
    }

    private static Submission vector(String name) {
        try {
            return Submission.read(Path.of(org.crosscheck.compare.grade.Rubric.class
                            .getResource("vectors.txt")
                            .toURI())
                    .resolveSibling("vectors/" + name));
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void inAFolderOfArraysABadFileIsLostAlone() throws IOException {
        npy("ha.npy");
        npy("X.npy");
        Files.write(folder.resolve("hs.npy"), new byte[] {1, 2, 3});
        Files.createDirectory(folder.resolve("oa.npy"));
        Npy.write(folder.resolve("os.npy"), NpyArray.float64(new int[] {0}));
        Submission read = Submission.read(folder);
        assertThat(read.problem()).isNull();
        assertThat(read.readings()).containsEntry("ha", READ).containsOnlyKeys("ha", "hs", "oa", "os");
        assertThat(code(read, "hs")).isEqualTo("npy.truncated");
        assertThat(code(read, "oa")).isEqualTo("file.not-regular");
        assertThat(code(read, "os")).isEqualTo("array.empty");
        assertThat(read.unknown()).containsExactly("X");
    }

    private static String code(Submission read, String key) {
        return ((SubmittedArray.Unreadable) read.readings().get(key)).code();
    }

    @Test
    void moreThan64ArraysInAFolder() throws IOException {
        for (int i = 0; i < 65; i++) {
            npy("a" + i + ".npy");
        }
        isRefused(Submission.read(folder), "file.too-many", "at most 64", "65");
        Files.delete(folder.resolve("a64.npy"));
        assertThat(Submission.read(folder).unknown()).hasSize(64);
    }

    /** Counted together, however small each is; 64 MiB themselves are read. */
    @Test
    void arraysOfMoreThan64MiBInAFolder() throws IOException {
        for (String name : new String[] {"ha.npy", "hs.npy"}) {
            try (var file = new java.io.RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
                file.setLength(32L << 20);
            }
        }
        assertThat(code(Submission.read(folder), "ha")).isEqualTo("npy.magic");
        Files.write(folder.resolve("oa.npy"), new byte[1]);
        isRefused(Submission.read(folder), "file.too-large", "67108864", "67108865");
    }

    @Test
    void asManyFilesAndFoldersInFoldersAsMayBe() throws IOException {
        npy("ha.npy");
        Path deep = folder;
        for (int depth = 1; depth < 8; depth++) {
            deep = Files.createDirectory(deep.resolve("d" + depth));
        }
        Npy.write(deep.resolve("eight.npy"), TWO);
        Npy.write(Files.createDirectory(deep.resolve("d8")).resolve("nine.npy"), TWO);
        assertThat(Submission.read(folder).unknown()).containsExactly("d1/d2/d3/d4/d5/d6/d7/eight");
        // With a folder at the end of the way, which is not looked into and counts as a file.
        for (int i = 3; i < 10_000; i++) {
            Files.createFile(folder.resolve(i + ".txt"));
        }
        assertThat(Submission.read(folder).readings()).containsOnlyKeys("ha");
        Files.createFile(folder.resolve("one-more.txt"));
        isRefused(Submission.read(folder), "file.too-many", "at most 10000 files");
    }

    @Test
    void namesThatDifferInCaseAreTwoArrays() throws IOException {
        npy("X.npy");
        npy("x.npy");
        npy("ha.npy");
        Assumptions.assumeTrue(folder.toFile().list().length == 3, "SKIPPED: this file system folds case");
        assertThat(Submission.read(folder).unknown()).containsExactly("X", "x");
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path secret = Files.createDirectory(folder.resolve("secret"));
        Npy.write(secret.resolve("ha.npy"), TWO);
        Files.writeString(secret.resolve("a.json"), "{\"ha\": [1, 2]}");
        Path given = Files.createDirectory(folder.resolve("given"));
        link(given.resolve("ha.npy"), secret.resolve("ha.npy"));
        assertThat(code(Submission.read(given), "ha")).isEqualTo("file.not-regular");
        link(folder.resolve("a.json"), secret.resolve("a.json"));
        isRefused(Submission.read(folder.resolve("a.json")), "file.not-regular", "a symbolic link");
        link(folder.resolve("linked"), secret);
        isRefused(Submission.read(folder.resolve("linked")), "file.not-regular", "a symbolic link");
        link(folder.resolve("round.npz"), folder.resolve("round.npz"));
        isRefused(Submission.read(folder.resolve("round.npz")), "file.not-regular");
    }

    private static void link(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("SKIPPED: no symbolic links here: " + e);
        }
    }

    @Test
    void pipesAreNotOpened() throws IOException, InterruptedException {
        Path pipe = folder.resolve("answers.npz");
        try {
            Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
            Assumptions.assumeTrue(mkfifo.waitFor(10, TimeUnit.SECONDS) && mkfifo.exitValue() == 0);
        } catch (IOException e) {
            Assumptions.abort("SKIPPED: no mkfifo here");
        }
        isRefused(Submission.read(pipe), "file.not-regular", "a pipe or device");
        isRefused(Submission.read(folder), "file.not-regular", "a pipe or device");
    }

    @Test
    void filesThatMayNotBeRead() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "SKIPPED: no permissions");
        json("a.json");
        Files.setPosixFilePermissions(folder.resolve("a.json"), PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(folder.resolve("a.json")), "SKIPPED: root reads everything");
        isRefused(Submission.read(folder.resolve("a.json")), "file.unreadable", "permission");
    }

    @Test
    void moreThan64MiBAreNotRead() throws IOException {
        Path large = folder.resolve("large.npz");
        try (var file = new java.io.RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((64L << 20) + 1);
        }
        isRefused(Submission.read(large), "file.too-large", "67108864", "67108865");
    }

    @Test
    void hostileNamesArePrintedSafely() throws IOException {
        Path file = folder.resolve("\u001b[31m\u202e<b>.json");
        Files.writeString(file, "{\"\\u001b[0m\": 1, \"ha\": [1, 2]}");
        Submission read = Submission.read(file);
        assertThat(read.name()).isEqualTo("\\u001B[31m\\u202E<b>.json");
        assertThat(read.unknown()).containsExactly("\\u001B[0m");
        assertThat(read.readings()).containsEntry("ha", READ);
    }

    @ParameterizedTest
    @ValueSource(strings = {"npz", "json"})
    void changedBytesAreReadOrRefusedButNeverThrow(String kind) throws IOException {
        Path file = folder.resolve("changed." + kind);
        byte[] good =
                "{\"ha\": [[1, 2.5e-3], [3, 4]], \"hs\": -1, \"\\u0041\": \"x\"}".getBytes(StandardCharsets.UTF_8);
        if (kind.equals("npz")) {
            good = CaseFiles.toBytes(new NamedTensors(Map.of("ha", Tensor.scalar(1), "hs", Tensor.scalar(2))));
        }
        SplittableRandom random = new SplittableRandom(20261124);
        for (int trial = 0; trial < 3_000; trial++) {
            byte[] changed = Arrays.copyOf(good, trial % 5 == 0 ? random.nextInt(good.length) : good.length);
            for (int i = 0; i <= trial % 3 && changed.length > 0; i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, changed);
            Submission read = Submission.read(file);
            assertThat(read.problem() == null || read.readings().isEmpty())
                    .as("trial %d", trial)
                    .isTrue();
        }
    }
}
