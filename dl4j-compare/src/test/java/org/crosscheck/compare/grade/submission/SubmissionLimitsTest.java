package org.crosscheck.compare.grade.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.crosscheck.datasets.formats.Npy;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.ZipWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How much the arrays of a submission may take: 24 MiB, and twice the input, of which what is unpacked is taken off. Each limit is
 * kept to the last number, and one number more is refused.
 */
class SubmissionLimitsTest {

    private static final long ALWAYS = 24 << 20;

    @TempDir
    private Path folder;

    /** So many zeros of one byte, each of which takes 8 bytes as a double. */
    private static byte[] npy(int size) {
        return Npy.toBytes(new NpyArray(NpyArray.Type.INT8, new int[] {size}, new double[size]));
    }

    private static byte[] zip(String name, byte[] content) {
        return new ZipWriter().store(name, content).toBytes();
    }

    /** The most zeros for which 8 bytes each are at most 24 MiB and so many times the file, whose size is theirs and something. */
    private static int most(IntFunction<byte[]> file, int times) {
        return (int) ((ALWAYS + times * (file.apply(100).length - 100L)) / (8 - times));
    }

    private void isTheMost(String form, int size, Path read) {
        SubmittedArray ha = Submission.read(read).readings().get("ha");
        assertThat(ha).as("%s of %s zeros", form, size).isInstanceOf(SubmittedArray.Array.class);
    }

    private void isTooMany(String form, int size, Path read) {
        assertThat(Submission.read(read).readings().get("ha"))
                .as("%s of %s zeros", form, size)
                .isInstanceOfSatisfying(SubmittedArray.Unreadable.class, ha -> assertThat(ha.code())
                        .isEqualTo("file.too-large"));
    }

    private void holds(String form, String name, IntFunction<byte[]> file, int times) throws IOException {
        int most = most(file, times);
        Path path = folder.resolve(form).resolve(name);
        Path read = name.endsWith(".npy") || form.endsWith("folder") ? path.getParent() : path;
        Files.createDirectory(path.getParent());
        Files.write(path, file.apply(most));
        isTheMost(form, most, read);
        Files.write(path, file.apply(most + 1));
        isTooMany(form, most + 1, read);
    }

    @Test
    void asManyNumbersAsTheInputAllows() throws IOException {
        IntFunction<byte[]> npz = size -> zip("ha.npy", npy(size));
        holds("an archive", "a.npz", npz, 2);
        holds("an archive in a folder", "a.npz", npz, 2);
        holds("a file of a folder", "ha.npy", SubmissionLimitsTest::npy, 2);
    }

    /** An archive in an archive is unpacked, and that is taken off. */
    @Test
    void anArchiveInAnArchiveCountsTwice() throws IOException {
        byte[] inner = zip("ha.npy", npy(100));
        int around = zip("a.npz", inner).length - inner.length;
        int size = (int) ((ALWAYS + inner.length - 100 + 2L * around) / 7);
        Path file = folder.resolve("a.zip");
        Files.write(file, zip("a.npz", zip("ha.npy", npy(size))));
        isTheMost("a zip", size, file);
        Files.write(file, zip("a.npz", zip("ha.npy", npy(size + 1))));
        isTooMany("a zip", size + 1, file);
    }

    /** What one array takes is not there for the next. */
    @Test
    void theArraysOfAPlaceShareWhatTheyMayTake() throws IOException {
        Contents contents = new Contents("a", 100);
        List<String> heard = new ArrayList<>();
        Contents.Named.Reader three = heap -> {
            heard.add("" + heap);
            return NpyArray.float64(new int[] {3}, 1, 2, 3);
        };
        contents.read(List.of(
                new Contents.Named("ha", three),
                new Contents.Named("q2/ha", three),
                new Contents.Named("h_s", three),
                new Contents.Named("q2/os", three),
                new Contents.Named("x/os", three)));
        assertThat(heard).containsExactly("100", "76", "52", "52");
        assertThat(contents.heap()).isEqualTo(28);
        assertThat(contents.readings()).containsOnlyKeys("ha", "os");
    }

    private static String numbers(int count) {
        return "[1" + ",1".repeat(count - 1) + "]";
    }

    private static Map<String, NpyArray> json(String json, long heap, List<String> refused) throws IOException {
        return JsonArrays.read(
                json.getBytes(StandardCharsets.US_ASCII),
                "a.json",
                heap,
                key -> true,
                (key, why) -> refused.add(key + " " + why.reason().code() + ", " + why.expected()));
    }

    /** 1,024 numbers have room at once; for more, three times that are taken for a moment. */
    @Test
    void numbersOfJsonGrowWithinTheHeap() throws IOException {
        long growing = 3L * 1024 * Double.BYTES;
        List<String> refused = new ArrayList<>();
        assertThat(json("{\"a\": " + numbers(1024) + "}", 0, refused).get("a").size())
                .isEqualTo(1024);
        assertThat(json("{\"a\": " + numbers(1025) + "}", growing, refused)
                        .get("a")
                        .size())
                .isEqualTo(1025);
        assertThat(refused).isEmpty();
        assertThat(json("{\"a\": " + numbers(1025) + ", \"b\": 1}", growing - 1, refused))
                .containsOnlyKeys("b");
        assertThat(refused).containsExactly("a file.too-large, at most 1024 numbers, since others came before");
    }

    /** An array that was read is kept, and takes 8 bytes for each of its numbers. */
    @Test
    void whatAnArrayOfJsonTakesIsNotThereForTheNext() throws IOException {
        long growing = 3L * 1024 * Double.BYTES;
        String two = "{\"a\": " + numbers(500) + ", \"b\": " + numbers(1025) + "}";
        List<String> refused = new ArrayList<>();
        assertThat(json(two, growing + 4000, refused)).containsOnlyKeys("a", "b");
        assertThat(json(two, growing + 3999, refused)).containsOnlyKeys("a");
        assertThat(refused).hasSize(1);
    }

    /** Of a file the heap is 24 MiB and twice its size, here with blanks. */
    @Test
    void theHeapOfAFileOfJson() throws IOException {
        int numbers = 1 << 21;
        int enough = (int) (3L * numbers * Double.BYTES - ALWAYS) / 2;
        Path file = folder.resolve("a.json");
        byte[] json = new byte[enough];
        Arrays.fill(json, (byte) ' ');
        byte[] text = ("{\"ha\":" + numbers(numbers + 1) + "}").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, json, 0, text.length);
        Files.write(file, json);
        isTheMost("JSON", numbers + 1, file);
        Files.write(file, Arrays.copyOf(json, enough - 1));
        isTooMany("JSON", numbers + 1, file);
    }

    @Test
    void asManyKeysOfJsonAsMayBe() throws IOException {
        Map<String, Integer> keys = new LinkedHashMap<>();
        for (int i = 0; i < 64; i++) {
            keys.put("\"k" + i + "\"", i);
        }
        String json = keys.toString().replace('=', ':');
        assertThat(json(json, 0, new ArrayList<>())).hasSize(64);
        Files.writeString(folder.resolve("a.json"), json.replace("}", ", \"k64\": 1}"));
        assertThat(Submission.read(folder.resolve("a.json")).problem().message())
                .contains("key 'k64'", "at most 64 keys");
    }
}
