package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.crosscheck.datasets.formats.FormatException.Reason;

/** Archives byte by byte: good ones, and bad ones with the reason for which each is refused. */
final class BadArchives {

    /** An array of two numbers. */
    static final byte[] X = NpyTest.npy(
            1,
            String.format("%-117s\n", NpyTest.header("'<f8'", "False", "(2,)").strip()),
            ByteBuffer.allocate(16)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putDouble(1)
                    .putDouble(2)
                    .array());

    /** 100 MiB of zeros. */
    private static final byte[] BOMB = RawZip.deflated(new byte[100 << 20]);

    private static final byte[] SMALL_BOMB = RawZip.deflated(new byte[8 << 20]);

    private static final int UTF8 = 1 << 11;

    private BadArchives() {}

    /** The entry as it is. */
    static void asIs(RawZip.Entry entry) {
        assertThat(entry.localName).isEqualTo(entry.name);
    }

    static byte[] one(Consumer<RawZip.Entry> change) {
        return new RawZip().stored("X.npy", X, change).build();
    }

    static byte[] oneDeflated(Consumer<RawZip.Entry> change) {
        return new RawZip().deflated("X.npy", X, change).build();
    }

    static byte[] two(Consumer<RawZip.Entry> second) {
        return new RawZip()
                .stored("X.npy", X, BadArchives::asIs)
                .stored("y.npy", X, second)
                .build();
    }

    private static Bad named(String what, String name, String... parts) {
        return new Bad(what, one(e -> e.name(name)), Reason.NPZ_NAME, parts);
    }

    static byte[] many(int entries) {
        RawZip zip = new RawZip();
        for (int i = 0; i < entries; i++) {
            zip.stored("a" + i + ".npy", X, BadArchives::asIs);
        }
        return zip.build();
    }

    private static byte[] flipped(byte[] zip, int at) {
        byte[] copy = zip.clone();
        copy[at] ^= 1;
        return copy;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Each bad in one way. */
    static Stream<Bad> all() {
        byte[] good = one(BadArchives::asIs);
        int header = good.length - 22 - 46 - "X.npy".length(); // of the entry, in the directory
        byte[] goodDeflated = oneDeflated(BadArchives::asIs);
        int data = 30 + "X.npy".length();
        long budget = (16 << 20) + 64L * goodDeflated.length;
        byte[] declared = new RawZip().stored("X.npy", BOMB, bomb(100 << 20)).build();
        byte[] understated = new RawZip().stored("X.npy", BOMB, bomb(1000)).build();
        byte[] nested =
                new RawZip().stored("inner.npz", good, BadArchives::asIs).build();
        byte[] disguised =
                new RawZip().stored("inner.npy", good, BadArchives::asIs).build();
        return Stream.of(
                new Bad("empty", new byte[0], Reason.NPZ_END, "an empty file"),
                new Bad("an npy", X, Reason.NPZ_END, "an npy array"),
                new Bad("a document", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII), Reason.NPZ_END, "a PDF document"),
                new Bad(
                        "a page",
                        text("\n<!DOCTYPE html><html>"),
                        Reason.NPZ_END,
                        "an npz archive, found an HTML page"),
                new Bad("a pointer", text("version https://git-lfs.github.com/spec/v1\n"), Reason.NPZ_END, "Git LFS"),
                new Bad("a text", text("import numpy as np\n"), Reason.NPZ_END, "an npz archive, found a text"),
                new Bad("noise", new byte[100], Reason.NPZ_END, "an npz archive, found something else"),
                new Bad("P", text("P"), Reason.NPZ_END, "an npz archive, found a text"),
                new Bad("PNG", text("PNG"), Reason.NPZ_END, "an npz archive, found a text"),
                new Bad("OK", text("OK"), Reason.NPZ_END, "an npz archive, found a text"),
                new Bad("PK", text("PK"), Reason.NPZ_END, "offset 0", "the archive is not complete"),
                new Bad(
                        "cut short",
                        Arrays.copyOf(good, good.length - 1),
                        Reason.NPZ_END,
                        "offset " + (good.length - 23),
                        "the archive is not complete"),
                new Bad("trailing byte", Arrays.copyOf(good, good.length + 1), Reason.NPZ_END),
                new Bad("comment", with16(good, good.length - 2, 5), Reason.NPZ_END),
                new Bad("bytes before", concat(new byte[] {1}, good), Reason.NPZ_DIRECTORY),
                new Bad(
                        "directory elsewhere",
                        new RawZip()
                                .stored("X.npy", X, BadArchives::asIs)
                                .directory(0, -1)
                                .build(),
                        Reason.NPZ_DIRECTORY),
                new Bad(
                        "an entry too many",
                        new RawZip()
                                .stored("X.npy", X, BadArchives::asIs)
                                .directory(1, 0)
                                .build(),
                        Reason.NPZ_DIRECTORY,
                        "entry 2 of 2"),
                new Bad(
                        "an entry too few",
                        new RawZip()
                                .stored("X.npy", X, BadArchives::asIs)
                                .directory(-1, 0)
                                .build(),
                        Reason.NPZ_DIRECTORY),
                new Bad("a second disk", with16(good, good.length - 22 + 4, 1), Reason.NPZ_DIRECTORY, "another size"),
                new Bad(
                        "entries on another disk",
                        with16(good, good.length - 22 + 8, 2),
                        Reason.NPZ_DIRECTORY,
                        "another size"),
                new Bad("no entry", flipped(good, header), Reason.NPZ_DIRECTORY, "offset " + header, "entry 1 of 1"),
                new Bad("an entry that is cut", cutDirectory(), Reason.NPZ_DIRECTORY, "entry 2 of 2"),
                new Bad("a local header that is cut", cutLocal(), Reason.NPZ_LOCAL_HEADER, "offset 179"),
                new Bad(
                        "65 entries",
                        many(65),
                        Reason.NPZ_TOO_MANY,
                        "offset " + (many(65).length - 12),
                        "at most 64",
                        "found 65"),
                new Bad(
                        "declares 65535 entries",
                        new RawZip().directory(65535, 0).build(),
                        Reason.NPZ_TOO_MANY),
                new Bad(
                        "name one byte beyond the directory",
                        with16(good, header + 28, 6),
                        Reason.NPZ_DIRECTORY,
                        "an entry of 52 bytes",
                        "found 51 bytes"),
                new Bad(
                        "name beyond the directory",
                        with16(good, header + 28, 60000),
                        Reason.NPZ_DIRECTORY,
                        "an entry of 60046 bytes",
                        "found 51 bytes"),
                new Bad("duplicate name", two(e -> e.name("X.npy")), Reason.NPZ_DUPLICATE, "'X.npy'"),
                new Bad("local name differs", one(e -> e.localName = "Y.npy"), Reason.NPZ_LOCAL_DIFFERS, "'Y.npy'"),
                new Bad("local name longer", one(e -> e.localName = "XX.npy"), Reason.NPZ_LOCAL_DIFFERS),
                new Bad("local method differs", one(e -> e.localMethod = 8), Reason.NPZ_LOCAL_DIFFERS, "method"),
                new Bad("local size differs", one(e -> e.localSize = 7), Reason.NPZ_LOCAL_DIFFERS, "sizes"),
                new Bad("local checksum differs", flipped(good, 14), Reason.NPZ_LOCAL_DIFFERS),
                new Bad("local flags differ", flipped(good, 7), Reason.NPZ_LOCAL_DIFFERS),
                new Bad("no local header", flipped(good, 0), Reason.NPZ_LOCAL_HEADER),
                new Bad("stored data changed", flipped(good, data + 135), Reason.CRC_MISMATCH, "'X.npy'"),
                new Bad("stored checksum wrong", one(e -> e.crc = 1), Reason.CRC_MISMATCH, "CRC-32 1,"),
                new Bad("deflated checksum wrong", oneDeflated(e -> e.crc = 1), Reason.CRC_MISMATCH),
                new Bad(
                        "deflated data damaged",
                        oneDeflated(e -> Arrays.fill(e.data, (byte) 0xff)),
                        Reason.DEFLATE_CORRUPT,
                        "offset 36",
                        "damage"),
                new Bad(
                        "deflated data cut",
                        oneDeflated(e -> e.data = Arrays.copyOf(e.data, e.data.length - 3)),
                        Reason.DEFLATE_CORRUPT,
                        "its end"),
                new Bad(
                        "bytes after deflated data",
                        oneDeflated(e -> e.data = Arrays.copyOf(e.data, 200)),
                        Reason.NPZ_SIZE,
                        "200 bytes that unpack to 144",
                        "found " + RawZip.deflated(X).length + " bytes that unpack to 144"),
                new Bad("stored size too large", one(e -> e.size(X.length + 1)), Reason.NPZ_SIZE),
                new Bad(
                        "stored size too small",
                        one(e -> e.size(X.length - 1)),
                        Reason.NPZ_SIZE,
                        "offset " + (header + 24),
                        "stored data of 144 bytes"),
                new Bad("stored size of 4 GiB", one(e -> e.size(0xffff_fffeL)), Reason.NPZ_SIZE, "4294967294"),
                new Bad("deflated size too large", oneDeflated(e -> e.size(X.length + 1)), Reason.NPZ_SIZE),
                new Bad("deflated size too small", oneDeflated(e -> e.size(X.length - 1)), Reason.NPZ_SIZE),
                new Bad("data beyond the archive", with32(good, header + 20, 5000), Reason.NPZ_SIZE),
                new Bad(
                        "data that ends in the directory",
                        with32(good, header + 20, 145),
                        Reason.NPZ_SIZE,
                        "offset " + (header + 20),
                        "145 bytes of data",
                        "found 144 bytes"),
                new Bad("as much as may be unpacked", oneDeflated(e -> e.size(budget)), Reason.NPZ_SIZE),
                new Bad(
                        "a byte more than may be unpacked",
                        oneDeflated(e -> e.size(budget + 1)),
                        Reason.DEFLATE_BOMB,
                        "offset " + (goodDeflated.length - 22 - 51 + 24),
                        "at most " + budget,
                        budget + 1 + " declared"),
                new Bad("bomb", declared, Reason.DEFLATE_BOMB, "declared"),
                new Bad("bomb that declares 4 GiB", oneDeflated(e -> e.size(0xffff_fffeL)), Reason.DEFLATE_BOMB),
                new Bad("bomb that declares little", understated, Reason.NPZ_SIZE, "1000"),
                new Bad("64 bombs of 8 MiB", bombs(), Reason.DEFLATE_BOMB),
                new Bad(
                        "bomb in a bomb",
                        new RawZip()
                                .stored("X.npy", RawZip.deflated(BOMB), bomb(1 << 20))
                                .build(),
                        Reason.NPZ_SIZE),
                new Bad("overlapping entries", two(e -> e.offset = 0), Reason.NPZ_OVERLAP, "'y.npy'", "offset 451"),
                new Bad("entry within another", two(e -> e.offset = 40), Reason.NPZ_OVERLAP),
                new Bad("gap before an entry", two(e -> e.offset = 200), Reason.NPZ_GAP),
                new Bad(
                        "gap before the directory",
                        new RawZip()
                                .stored("X.npy", X, BadArchives::asIs)
                                .beforeDirectory(X)
                                .build(),
                        Reason.NPZ_GAP,
                        "offset 323",
                        "found 144 bytes of no entry"),
                new Bad("zip in zip", nested, Reason.NPZ_NAME, "'inner.npz'"),
                new Bad("zip in zip as npy", disguised, Reason.NPY_MAGIC, "'inner.npy'", "byte 80"),
                named("parent folder", "../X.npy", "'../X.npy'"),
                named("parent folder alone", "...npy"),
                named("absolute", "/etc/X.npy"),
                named("Windows parent", "..\\X.npy"),
                named("Windows drive", "C:X.npy"),
                named("folder", "a/X.npy"),
                named("NUL", "X\0.npy", "\\u0000"),
                named("NUL before the suffix", "X.exe\0.npy"),
                named("line break", "X\nY.npy", "\\u000A"),
                named("no name", ".npy"),
                named("nothing", ""),
                new Bad(
                        "nothing at all",
                        new RawZip().stored("", new byte[0], BadArchives::asIs).build(),
                        Reason.NPZ_NAME),
                named("no suffix", "X"),
                named("long name", "X".repeat(101) + ".npy"),
                named("not ASCII, not marked", "\u00e9.npy"),
                new Bad("damaged UTF-8", flippedName(), Reason.NPZ_NAME),
                new Bad(
                        "right-to-left override",
                        one(e -> {
                            e.name("\u202eX.npy");
                            e.flags = UTF8;
                        }),
                        Reason.NPZ_NAME,
                        "\\u202E"),
                new Bad(
                        "symbolic link",
                        one(e -> e.attributes = 0120777 << 16),
                        Reason.NPZ_NOT_A_FILE,
                        "offset " + (header + 38),
                        "link"),
                new Bad("folder entry", one(e -> e.attributes = 0040755 << 16), Reason.NPZ_NOT_A_FILE),
                new Bad("DOS folder entry", one(e -> e.attributes = 0x10), Reason.NPZ_NOT_A_FILE),
                new Bad("device", one(e -> e.attributes = 0020666 << 16), Reason.NPZ_NOT_A_FILE),
                new Bad("encrypted", one(e -> e.flags = 1), Reason.NPZ_ENCRYPTED, "offset " + (header + 8)),
                new Bad("strongly encrypted", one(e -> e.flags = 1 << 6), Reason.NPZ_ENCRYPTED),
                new Bad("encrypted directory", one(e -> e.flags = 1 << 13), Reason.NPZ_ENCRYPTED),
                new Bad("unknown flag", one(e -> e.flags = 1 << 5), Reason.NPZ_FLAGS, "offset " + (header + 8), "0x20"),
                new Bad(
                        "Deflate64",
                        one(e -> e.method = 9),
                        Reason.NPZ_METHOD,
                        "offset " + (header + 10),
                        "method 9 (Deflate64)"),
                new Bad("zstd", one(e -> e.method = 93), Reason.NPZ_METHOD, "method 93 (Zstandard)"),
                new Bad("no descriptor where one is promised", one(e -> e.flags = 1 << 3), Reason.NPZ_LOCAL_DIFFERS),
                new Bad(
                        "bad array",
                        new RawZip()
                                .stored("X.npy", new byte[3], BadArchives::asIs)
                                .build(),
                        Reason.NPY_TRUNCATED,
                        "entry 'X.npy', offset 3"),
                new Bad("changed deflated data", flipped(goodDeflated, data), Reason.DEFLATE_CORRUPT));
    }

    /** The second header of the directory ends after its signature, with the directory. */
    private static byte[] cutDirectory() {
        byte[] zip = two(BadArchives::asIs);
        int second = zip.length - 22 - 51;
        byte[] end = Arrays.copyOfRange(zip, zip.length - 22, zip.length);
        return concat(Arrays.copyOf(zip, second + 4), with32(end, 12, 51 + 4));
    }

    /** The second local header ends after 24 bytes, where the directory begins. */
    private static byte[] cutLocal() {
        byte[] zip = two(BadArchives::asIs);
        int cut = 30 + "X.npy".length() + X.length + 24;
        byte[] rest = Arrays.copyOfRange(zip, zip.length - 22 - 2 * 51, zip.length);
        return concat(Arrays.copyOf(zip, cut), with32(rest, rest.length - 22 + 16, cut));
    }

    /** What is deflated already, and said to unpack to so many bytes. */
    private static Consumer<RawZip.Entry> bomb(int size) {
        return e -> {
            e.method = 8;
            e.localMethod = 8;
            e.size(size);
        };
    }

    private static byte[] bombs() {
        RawZip zip = new RawZip();
        for (int i = 0; i < 64; i++) {
            zip.stored("a" + i + ".npy", SMALL_BOMB, bomb(8 << 20));
        }
        return zip.build();
    }

    private static byte[] flippedName() {
        byte[] zip = one(e -> {
            e.name("\u00e9.npy");
            e.flags = UTF8;
        });
        zip[zip.length - 22 - 5] = 'x'; // the second byte of the accented letter
        return zip;
    }

    private static byte[] with16(byte[] zip, int at, int value) {
        ByteBuffer copy = ByteBuffer.wrap(zip.clone()).order(ByteOrder.LITTLE_ENDIAN);
        return copy.putShort(at, (short) value).array();
    }

    private static byte[] with32(byte[] zip, int at, int value) {
        ByteBuffer copy = ByteBuffer.wrap(zip.clone()).order(ByteOrder.LITTLE_ENDIAN);
        return copy.putInt(at, value).array();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] out = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }
}
