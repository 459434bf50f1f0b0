package org.crosscheck.compare.grade.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.crosscheck.datasets.formats.Npy;
import org.crosscheck.datasets.formats.NpyArray;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading takes at most 4 times the input and 64 MiB of heap: each file is read by a JVM that has no more. */
class SubmissionHeapTest {

    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    /** What the child JVM runs: prints what became of the file. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            Submission read = Submission.read(Path.of(args[0]));
            System.out.println(read.problem() == null ? read.readings() : read.problem());
        }
    }

    /** A file of a given name, and what must be printed of it. */
    record Large(String name, Content content, String outcome) {

        @FunctionalInterface
        interface Content {
            byte[] bytes() throws IOException;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Large> files() {
        return Stream.of(
                new Large("80-bytes.npz", () -> zip(false, declares32GiB()), "npy.truncated"),
                new Large("bomb.npz", () -> zip(true, zeros("<f8", 64 * MIB, false)), "deflate.bomb"),
                new Large("small-bomb.npz", () -> zip(true, zeros("<f8", 14 * MIB, false)), "file.too-large"),
                new Large("compressed.npz", () -> zip(true, zeros("<f8", 8 * MIB, false)), "Tensor[1, 1048576]"),
                new Large("stored.npz", () -> zip(false, zeros("<f8", 32 * MIB, true)), "Tensor[1, 4194304]"),
                new Large("float32.npz", () -> zip(false, zeros("<f4", 32 * MIB, true)), "Tensor[1, 8388608]"),
                new Large("bytes.npz", () -> zip(false, zeros("|i1", 32 * MIB, true)), "file.too-large"),
                new Large("string.json", () -> json("\"", "x", "\"", 32 * MIB), "json.no-number"),
                new Large("key.json", () -> json("1, \"", "x", "\":1", 32 * MIB), "json.limit"),
                new Large("number.json", () -> json("", "1", "", 32 * MIB), "json.limit"),
                new Large("deep.json", () -> json("", "[", "", 32 * MIB), "json.limit"),
                new Large("digits.json", () -> json("[1", ",1", "]", 32 * MIB), "file.too-large"),
                new Large("numbers.json", () -> json("[1", ",0.12345678901234", "]", 32 * MIB), "Tensor[1973791]"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void isReadWithinTheBound(Large large) throws IOException, InterruptedException {
        Path file = folder.resolve(large.name);
        Files.write(file, large.content.bytes());
        long heap = 4 * Files.size(file) / MIB + 64;
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap + "m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(output).contains(large.outcome).doesNotContain("OutOfMemory");
            assertThat(child.exitValue()).isZero();
        } finally {
            child.destroyForcibly();
        }
    }

    private static byte[] json(String before, String repeated, String after, int size) {
        int times = size / repeated.length();
        byte[] start = ("{\"ha\": " + before).getBytes(StandardCharsets.US_ASCII);
        byte[] end = (after + "}").getBytes(StandardCharsets.US_ASCII);
        byte[] unit = repeated.getBytes(StandardCharsets.US_ASCII);
        byte[] json = new byte[start.length + times * unit.length + end.length];
        System.arraycopy(start, 0, json, 0, start.length);
        for (int i = 0; i < times; i++) {
            System.arraycopy(unit, 0, json, start.length + i * unit.length, unit.length);
        }
        System.arraycopy(end, 0, json, json.length - end.length, end.length);
        return json;
    }

    private static byte[] declares32GiB() {
        String header = "{'descr':'<f8','fortran_order':False,'shape':(65536,65536)}";
        byte[] npy = Arrays.copyOf(npy(header.length()), 80);
        Arrays.fill(npy, 10, 80, (byte) ' ');
        npy[8] = 70;
        System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, npy, 10, header.length());
        return npy;
    }

    /** The beginning of an npy of a header of this length. */
    private static byte[] npy(int length) {
        return new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) length, (byte) (length >> 8)};
    }

    /** A matrix of one row. */
    private static byte[] zeros(String type, int bytes, boolean fortran) {
        int count = bytes / (type.charAt(2) - '0');
        String header = "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': (1, "
                + count + "), }\n";
        byte[] npy = Arrays.copyOf(npy(header.length()), 10 + header.length() + bytes);
        System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, npy, 10, header.length());
        return npy;
    }

    private static byte[] zip(boolean deflate, byte[] npy) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("ha.npy", npy);
        entries.put("hs.npy", Npy.toBytes(NpyArray.float64(new int[] {2}, 1, 2)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(deflate ? ZipOutputStream.DEFLATED : ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(entry.getValue());
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setSize(entry.getValue().length);
                header.setCrc(crc.getValue());
                zip.putNextEntry(header);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
