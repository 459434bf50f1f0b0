package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

public class IdxTest {

    private static final byte[] BOMB = bomb(100 << 20);
    private static final byte[] LYING_BOMB = bomb(10);

    /** 100 MiB of zeros. */
    private static byte[] bomb(int size) {
        try {
            byte[] header = idx(8, 0, size);
            return gzip(Arrays.copyOf(header, header.length + (100 << 20)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An IDX file of a type byte, declared sizes, and data that counts up from 0. */
    public static byte[] idx(int type, int data, int... sizes) {
        byte[] bytes = new byte[4 + 4 * sizes.length + data];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        out.put((byte) 0).put((byte) 0).put((byte) type).put((byte) sizes.length);
        for (int size : sizes) {
            out.putInt(size);
        }
        for (int i = 0; i < data; i++) {
            out.put((byte) i);
        }
        return bytes;
    }

    public static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at] ^= 1;
        return copy;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static Stream<Bad> badFiles() throws IOException {
        byte[] good = idx(8, 12, 2, 2, 3);
        byte[] zipped = gzip(good);
        int end = zipped.length;
        return Stream.of(
                new Bad("empty", new byte[0], Reason.IDX_EMPTY, "empty file"),
                new Bad("cut in the magic", new byte[] {0, 0}, Reason.IDX_TRUNCATED, "offset 2"),
                new Bad("magic", changed(good, 0), Reason.IDX_MAGIC, "offset 0", "0x0100"),
                new Bad("half a magic of gzip", new byte[] {0x1f}, Reason.IDX_TRUNCATED, "offset 1"),
                new Bad("gzip's first byte", new byte[] {0x1f, 0, 8, 1}, Reason.IDX_MAGIC, "0x1f00"),
                new Bad("gzip's second byte", new byte[] {0, (byte) 0x8b, 8, 1}, Reason.IDX_MAGIC, "0x008b"),
                new Bad("magic, second byte", changed(good, 1), Reason.IDX_MAGIC, "0x0001"),
                new Bad("an image file of another kind", new byte[] {'P', 'K', 3, 4}, Reason.IDX_MAGIC, "0x504b"),
                new Bad("a page saved as the file", html("<!DOCTYPE html>\n<html>"), Reason.IDX_MAGIC, "an HTML page"),
                new Bad("the same by gzip", gzip(html("\n <html lang=en>")), Reason.IDX_MAGIC, "an HTML page"),
                new Bad("an error in XML", html("\ufeff<?xml version='1.0'?>"), Reason.IDX_MAGIC, "XML or HTML"),
                new Bad("a pointer", html("version https://git-lfs.github.com/spec/v1"), Reason.IDX_MAGIC, "Git LFS"),
                new Bad("an npz", new byte[] {'P', 'K', 3, 4}, Reason.IDX_MAGIC, "a zip archive"),
                new Bad("integers, truncated", idx(12, 31, 4, 2), Reason.IDX_TRUNCATED, "expected 32 bytes"),
                new Bad("integers in 3 dimensions", idx(12, 4, 1, 1, 1), Reason.IDX_DIMENSIONS, "1 or 2 dimensions"),
                new Bad("integers beyond 1 GiB", idx(12, 8, 1 << 28, 2), Reason.IDX_OVERFLOW),
                new Bad("signed bytes", idx(9, 3, 3), Reason.IDX_TYPE, "offset 2", "type 9"),
                new Bad("doubles", idx(14, 24, 3), Reason.IDX_TYPE, "type 14"),
                new Bad("no dimensions", idx(8, 1), Reason.IDX_DIMENSIONS, "offset 3", "found 0"),
                new Bad("2 dimensions", idx(8, 4, 2, 2), Reason.IDX_DIMENSIONS, "1 or 3 dimensions", "found 2"),
                new Bad("4 dimensions", idx(8, 16, 2, 2, 2, 2), Reason.IDX_DIMENSIONS, "found 4"),
                new Bad("255 dimensions", concat(new byte[] {0, 0, 8, -1}, new byte[2000]), Reason.IDX_DIMENSIONS),
                new Bad("cut in the sizes", Arrays.copyOf(good, 15), Reason.IDX_TRUNCATED, "offset 15"),
                new Bad("negative count", idx(8, 0, -1), Reason.IDX_NEGATIVE, "offset 4", "4294967295"),
                new Bad("2^31 rows", idx(8, 0, 1, 1 << 31, 1), Reason.IDX_NEGATIVE, "offset 8", "2147483648"),
                new Bad("count 0", idx(8, 0, 0), Reason.IDX_ZERO, "offset 4"),
                new Bad("0 columns", idx(8, 0, 1, 1, 0), Reason.IDX_ZERO, "offset 12"),
                new Bad("product beyond 2^31", idx(8, 0, 65536, 65536, 1), Reason.IDX_OVERFLOW, "offset 8"),
                new Bad("product beyond 2^64", idx(8, 0, 1 << 30, 1 << 30, 1 << 30), Reason.IDX_OVERFLOW),
                new Bad("declares 1 GiB", idx(8, 10, 1 << 30), Reason.IDX_TRUNCATED, "expected 1073741824", "found 10"),
                new Bad("truncated", Arrays.copyOf(good, good.length - 1), Reason.IDX_TRUNCATED, "offset 27"),
                new Bad("trailing byte", Arrays.copyOf(good, good.length + 1), Reason.IDX_TRAILING, "offset 28"),
                new Bad("gzip, truncated inside", gzip(Arrays.copyOf(good, 20)), Reason.IDX_TRUNCATED),
                new Bad("gzip of nothing", gzip(new byte[0]), Reason.IDX_TRUNCATED),
                new Bad("gzip in gzip", gzip(zipped), Reason.IDX_MAGIC, "0x1f8b"),
                new Bad("gzip magic alone", Arrays.copyOf(zipped, 2), Reason.GZIP_HEADER),
                new Bad("gzip, unknown method", changed(zipped, 2), Reason.GZIP_HEADER),
                new Bad("gzip, unknown flag", with(zipped, 3, 0x20), Reason.GZIP_HEADER),
                new Bad("gzip, the last flag", with(zipped, 3, 0x80), Reason.GZIP_HEADER),
                new Bad(
                        "gzip without data",
                        header(0, 0, 0, 0, 0, 0, 0, 0, 0),
                        Reason.DEFLATE_CORRUPT,
                        "more compressed data"),
                new Bad("gzip, extra field beyond the file", with(zipped, 3, 4), Reason.DEFLATE_CORRUPT),
                new Bad(
                        "gzip, name without end",
                        concat(with(Arrays.copyOf(zipped, 10), 3, 8), ones(30)),
                        Reason.DEFLATE_CORRUPT),
                new Bad("gzip of 9 bytes", Arrays.copyOf(zipped, 9), Reason.GZIP_HEADER),
                new Bad("gzip that ends in the extra field", header(4, 2, 0, 'a'), Reason.DEFLATE_CORRUPT),
                new Bad("gzip that ends in its length", header(4, 2), Reason.DEFLATE_CORRUPT),
                new Bad("gzip that ends before its length", header(4), Reason.DEFLATE_CORRUPT),
                new Bad("gzip with an extra field of 512 bytes", header(4, 0, 2), Reason.DEFLATE_CORRUPT),
                new Bad("gzip that ends in the name", header(8, 'a'), Reason.DEFLATE_CORRUPT),
                new Bad("gzip that ends in the comment", header(0x18, 'a', 0, 'b'), Reason.DEFLATE_CORRUPT),
                new Bad("gzip that ends with the comment", header(0x10, 0), Reason.DEFLATE_CORRUPT),
                new Bad("gzip that ends in the header's checksum", header(2, 7), Reason.DEFLATE_CORRUPT),
                new Bad("gzip cut in the header", Arrays.copyOf(zipped, 10), Reason.DEFLATE_CORRUPT),
                new Bad("gzip cut in the data", Arrays.copyOf(zipped, end - 12), Reason.DEFLATE_CORRUPT),
                new Bad("gzip cut in the trailer", Arrays.copyOf(zipped, end - 3), Reason.DEFLATE_CORRUPT),
                new Bad("gzip, checksum wrong", changed(zipped, end - 8), Reason.CRC_MISMATCH),
                new Bad(
                        "gzip, size wrong",
                        changed(zipped, end - 4),
                        Reason.GZIP_SIZE,
                        "offset " + (end - 4),
                        "size 28"),
                new Bad(
                        "gzip, trailing bytes",
                        concat(zipped, new byte[9]),
                        Reason.GZIP_TRAILING,
                        "offset " + end,
                        "found 9 bytes"),
                new Bad("gzip, a second member", concat(zipped, zipped), Reason.GZIP_TRAILING),
                new Bad("gzip bomb", BOMB, Reason.DEFLATE_BOMB),
                new Bad("gzip bomb with small sizes", LYING_BOMB, Reason.DEFLATE_BOMB));
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] copy = bytes.clone();
        copy[at] = (byte) value;
        return copy;
    }

    /** A gzip header with flags and what follows it, and nothing else. */
    private static byte[] header(int flags, int... rest) {
        byte[] bytes = new byte[10 + rest.length];
        System.arraycopy(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags}, 0, bytes, 0, 4);
        for (int i = 0; i < rest.length; i++) {
            bytes[10 + i] = (byte) rest[i];
        }
        return bytes;
    }

    private static byte[] ones(int length) {
        byte[] ones = new byte[length];
        Arrays.fill(ones, (byte) 1);
        return ones;
    }

    private static byte[] html(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsIntegersInTwoDimensions() throws IOException {
        Idx idx = Idx.read(idx(12, 24, 3, 2), "a");
        assertThat(idx.sizes()).containsExactly(3, 2);
        assertThat(new int[] {idx.get(0), idx.get(5)}).containsExactly(0x00010203, 0x14151617);
        assertThat(Idx.read(idx(8, 256, 256), "a").get(255)).isEqualTo(255);
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void refuses(Bad bad) {
        bad.refusedBy(() -> Idx.read(bad.bytes(), "bad.file"));
    }

    @Test
    void readsImagesThatAreNotSquare() throws IOException {
        Idx idx = Idx.read(idx(8, 12, 2, 2, 3), "a");
        assertThat(idx.sizes()).containsExactly(2, 2, 3);
        assertThat(idx.values()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void readsGzipAndRawWhateverTheNameSays(@TempDir Path folder) throws IOException {
        byte[] raw = idx(8, 5, 5);
        Files.write(folder.resolve("raw.gz"), raw);
        Files.write(folder.resolve("zipped-ubyte"), gzip(raw));
        assertThat(Idx.read(folder.resolve("raw.gz"))).isEqualTo(Idx.read(raw, "a"));
        assertThat(Idx.read(folder.resolve("zipped-ubyte"))).isEqualTo(Idx.read(raw, "a"));
    }

    @Test
    void equalFilesAreOfEqualSizesAndValues() throws IOException {
        Idx idx = Idx.read(idx(8, 12, 2, 2, 3), "a");
        assertThat(idx).isEqualTo(Idx.read(idx(8, 12, 2, 2, 3), "b")).hasToString("Idx[2, 2, 3]");
        assertThat(idx).hasSameHashCodeAs(Idx.read(idx(8, 12, 2, 2, 3), "b"));
        Idx turned = Idx.read(idx(8, 12, 2, 3, 2), "a");
        Idx changed = Idx.read(changed(idx(8, 12, 2, 2, 3), 20), "a");
        assertThat(idx).isNotEqualTo(turned).isNotEqualTo(changed).isNotEqualTo("Idx[2, 2, 3]");
        assertThat(idx.hashCode()).isNotEqualTo(changed.hashCode());
    }

    @Test
    void readsAGzipHeaderWithEveryOptionalField() throws IOException {
        byte[] raw = idx(8, 5, 5);
        byte[] zipped = gzip(raw);
        byte[] header = with(Arrays.copyOf(zipped, 10), 3, 0x1f);
        byte[] extra = {2, 0, 'a', 'b'};
        byte[] texts = "name\0comment\0".getBytes(StandardCharsets.US_ASCII);
        byte[] file = concat(header, extra, texts, new byte[2], Arrays.copyOfRange(zipped, 10, zipped.length));
        assertThat(Idx.read(file, "a")).isEqualTo(Idx.read(raw, "a"));
    }

    /** Each optional field alone, so that none is taken for another; an extra field longer than 255 bytes. */
    @Test
    void readsAGzipHeaderWithAnyOptionalField() throws IOException {
        byte[] raw = idx(8, 5, 5);
        byte[] zipped = gzip(raw);
        byte[] rest = Arrays.copyOfRange(zipped, 10, zipped.length);
        byte[] extra = concat(new byte[] {1, 1}, ones(257));
        byte[] text = {'a', 0};
        assertThat(Idx.read(concat(header(1), rest), "a")).isEqualTo(Idx.read(raw, "a"));
        assertThat(Idx.read(concat(header(2), new byte[2], rest), "a")).isEqualTo(Idx.read(raw, "a"));
        assertThat(Idx.read(concat(header(4), extra, rest), "a")).isEqualTo(Idx.read(raw, "a"));
        assertThat(Idx.read(concat(header(8), text, rest), "a")).isEqualTo(Idx.read(raw, "a"));
        assertThat(Idx.read(concat(header(16), text, rest), "a")).isEqualTo(Idx.read(raw, "a"));
    }

    @Test
    void theTestsGzipTrailerIsWhereTheyChangeIt() throws IOException {
        byte[] raw = idx(8, 5, 5);
        CRC32 crc = new CRC32();
        crc.update(raw);
        byte[] zipped = gzip(raw);
        assertThat(Integer.reverseBytes(ByteBuffer.wrap(zipped).getInt(zipped.length - 8)))
                .isEqualTo((int) crc.getValue());
    }

    @Test
    void changedBytesAreReadOrRefusedButNeverBreak() throws IOException {
        byte[][] goods = {idx(8, 12, 2, 2, 3), gzip(idx(8, 12, 2, 2, 3))};
        SplittableRandom random = new SplittableRandom(20260103);
        for (int trial = 0; trial < 20_000; trial++) {
            byte[] good = goods[trial % 2];
            byte[] changed = Arrays.copyOf(good, trial % 5 == 0 ? random.nextInt(good.length) : good.length);
            for (int i = 0; i <= trial % 3 && changed.length > 0; i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            try {
                Idx.read(changed, "changed");
            } catch (FormatException refused) {
                assertThat(refused.reason()).isNotNull();
            }
        }
    }
}
