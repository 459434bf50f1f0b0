package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;

/** Archives as other programs write them: sizes elsewhere than in the header, other methods, a comment, another order. */
class ZipMembersTest {

    private static final byte[] X = BadArchives.X;
    private static final long IN_FIELD = 0xffff_ffffL;

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static void refused(String what, byte[] zip, Reason reason, String... parts) {
        new Bad(what, zip, reason, parts).refusedBy(() -> Npz.read(zip, "bad.file"));
    }

    private static void read(byte[] zip) throws IOException {
        assertThat(Npz.read(zip, "a")).containsOnlyKeys("X");
        assertThat(Npz.read(zip, "a").get("X").values()).containsExactly(1, 2);
    }

    /** The zip64 field of a local header: the unpacked size, then the packed one. */
    private static Consumer<RawZip.Entry> zip64(int id, long size, long compressed, int length) {
        return e -> {
            e.localSize = IN_FIELD;
            e.localCompressed = IN_FIELD;
            e.localExtra = Arrays.copyOf(
                    little(20).putInt(id).putLong(size).putLong(compressed).array(), length);
        };
    }

    /** As NumPy writes it where it cannot go back. */
    @Test
    void sizesMayStandInAZip64Field() throws IOException {
        int id = 0x00100001;
        long size = X.length;
        read(BadArchives.one(zip64(id, size, size, 20)));
        read(BadArchives.one(zip64(id, size, size, 30)));
        int packed = RawZip.deflated(X).length;
        read(BadArchives.oneDeflated(zip64(id, size, packed, 20)));
        Reason differs = Reason.NPZ_LOCAL_DIFFERS;
        refused("another size", BadArchives.oneDeflated(zip64(id, size + 1, packed, 20)), differs, "sizes");
        refused("another packed size", BadArchives.oneDeflated(zip64(id, size, packed + 1, 20)), differs, "sizes");
        refused("sizes the wrong way round", BadArchives.oneDeflated(zip64(id, packed, size, 20)), differs);
        refused("another field", BadArchives.one(zip64(0x00100002, size, size, 20)), differs);
        refused("a longer field", BadArchives.one(zip64(0x00110001, size, size, 30)), differs);
        refused("a field that is cut", BadArchives.one(zip64(id, size, size, 19)), differs);
        refused("no field", BadArchives.one(zip64(id, size, size, 0)), differs);
        Consumer<RawZip.Entry> field = zip64(id, size, size, 20);
        refused("the size alone", BadArchives.one(field.andThen(e -> e.localCompressed = null)), differs);
        refused("the packed size alone", BadArchives.one(field.andThen(e -> e.localSize = size)), differs);
    }

    /** Data that looks like the field is none. */
    @Test
    void theFieldIsNotLookedForInTheData() {
        byte[] data =
                concat(little(20).putInt(0x00100001).putLong(20).putLong(20).array());
        byte[] zip = new RawZip()
                .stored("X.npy", data, e -> {
                    e.localSize = IN_FIELD;
                    e.localCompressed = IN_FIELD;
                })
                .build();
        refused("data", zip, Reason.NPZ_LOCAL_DIFFERS);
    }

    private static byte[] descriptor(int signature, long crc, long compressed, long size, boolean wide) {
        byte[] record = new byte[wide ? 24 : 16];
        ByteBuffer out = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(signature).putInt((int) crc);
        if (wide) {
            out.putLong(compressed).putLong(size);
        } else {
            out.putInt((int) compressed).putInt((int) size);
        }
        return record;
    }

    /** Where sizes were not known before the data: both widths, of the last entry and of one before another. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sizesMayStandBehindTheData(boolean wide) throws IOException {
        int signature = 0x08074b50;
        int packed = RawZip.deflated(X).length;
        for (int added : new int[] {0, 1}) {
            for (String wrong : List.of("", "signature", "checksum", "packed", "size", "cut")) {
                byte[] zip = new RawZip()
                        .deflated("X.npy", X, e -> {
                            e.flags = 8;
                            e.localSize = 0;
                            e.localCompressed = 0L;
                            byte[] record = descriptor(
                                    signature + (wrong.equals("signature") ? 1 : 0),
                                    e.crc + (wrong.equals("checksum") ? 1 : 0),
                                    packed + (wrong.equals("packed") ? 1 : 0),
                                    X.length + (wrong.equals("size") ? 1 : 0),
                                    wide);
                            e.descriptor = wrong.equals("cut") ? Arrays.copyOf(record, record.length - 1) : record;
                        })
                        .build();
                if (added == 1) { // what is lacking is taken from what follows
                    zip = new RawZip()
                            .deflated("X.npy", X, e -> {
                                e.flags = 8;
                                e.descriptor = descriptor(signature, e.crc, packed, X.length, wide);
                            })
                            .stored("y.npy", X, BadArchives::asIs)
                            .build();
                    assertThat(Npz.read(zip, "a")).containsOnlyKeys("X", "y");
                } else if (wrong.isEmpty()) {
                    read(zip);
                } else {
                    refused(wrong, zip, Reason.NPZ_LOCAL_DIFFERS, "descriptor");
                }
            }
        }
    }

    private static byte[] packed(Consumer<RawZip.Entry> change) {
        return new RawZip().stored("X.npy", X, change).build();
    }

    private static Consumer<RawZip.Entry> method(int method, byte[] data) {
        return e -> {
            e.method = method;
            e.localMethod = method;
            e.data = data;
        };
    }

    private static byte[] bzip2() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream bzip2 = new BZip2CompressorOutputStream(out)) {
            bzip2.write(X);
        }
        return out.toByteArray();
    }

    /** The properties as zip has them, then the data, with or without a mark at its end. */
    private static byte[] lzma(boolean marked) throws IOException {
        return lzma(X, marked);
    }

    private static byte[] lzma(byte[] content, boolean marked) throws IOException {
        LZMA2Options options = new LZMA2Options(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte properties;
        try (LZMAOutputStream lzma = new LZMAOutputStream(out, options, marked)) {
            properties = (byte) lzma.getProps();
            lzma.write(content);
        }
        byte[] head = little(9)
                .putShort((short) 0x1409)
                .putShort((short) 5)
                .put(properties)
                .putInt(options.getDictSize())
                .array();
        return concat(head, out.toByteArray());
    }

    @Test
    void bzip2AndLzmaAreUnpacked() throws IOException {
        read(packed(method(12, bzip2())));
        read(packed(method(14, lzma(false))));
        read(packed(method(14, lzma(true)).andThen(e -> e.flags = 2)));
    }

    static Stream<Bad> damagedPacked() throws IOException {
        byte[] bzip2 = bzip2();
        byte[] lzma = lzma(false);
        byte[] otherLength = lzma.clone();
        otherLength[2] = 6;
        byte[] otherProperties = lzma.clone();
        otherProperties[4] = (byte) 255;
        byte[] damaged = bzip2.clone();
        damaged[bzip2.length / 2] ^= 1;
        return Stream.of(
                new Bad("bzip2, cut", packed(method(12, cut(bzip2))), Reason.DEFLATE_CORRUPT, "bzip2 data"),
                new Bad("bzip2, damaged", packed(method(12, damaged)), Reason.DEFLATE_CORRUPT, "bzip2 data"),
                new Bad("bzip2 and a byte", packed(method(12, more(bzip2))), Reason.NPZ_SIZE),
                new Bad("bzip2, less", packed(method(12, bzip2).andThen(e -> e.size(e.size + 1))), Reason.NPZ_SIZE),
                new Bad("bzip2, more", packed(method(12, bzip2).andThen(e -> e.size(e.size - 1))), Reason.NPZ_SIZE),
                new Bad("LZMA, cut", packed(method(14, cut(lzma))), Reason.DEFLATE_CORRUPT, "LZMA data"),
                new Bad("LZMA and a byte", packed(method(14, more(lzma))), Reason.NPZ_SIZE),
                new Bad(
                        "LZMA, more",
                        packed(method(14, lzma).andThen(e -> e.size(e.size - 1))),
                        Reason.DEFLATE_CORRUPT),
                new Bad("LZMA, another length", packed(method(14, otherLength)), Reason.DEFLATE_CORRUPT, "5 bytes"),
                new Bad("LZMA, no properties", packed(method(14, otherProperties)), Reason.DEFLATE_CORRUPT),
                new Bad(
                        "LZMA of 8 bytes",
                        packed(method(14, Arrays.copyOf(lzma, 8))),
                        Reason.DEFLATE_CORRUPT,
                        "5 bytes"),
                new Bad(
                        "LZMA of properties alone",
                        packed(method(14, Arrays.copyOf(lzma, 9))),
                        Reason.DEFLATE_CORRUPT,
                        "LZMA data"),
                new Bad("LZMA, checksum", packed(method(14, lzma).andThen(e -> e.crc++)), Reason.CRC_MISMATCH));
    }

    private static byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length - 1);
    }

    private static byte[] more(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    @ParameterizedTest
    @MethodSource("damagedPacked")
    void refuses(Bad bad) {
        bad.refusedBy(() -> Npz.read(bad.bytes(), "bad.file"));
    }

    private static List<String> names(byte[] zip) throws IOException {
        return Npz.members(zip, "bad.file").stream().map(Npz.Member::name).toList();
    }

    private static void refusedLenient(String what, byte[] zip, Reason reason, String... parts) {
        new Bad(what, zip, reason, parts).refusedBy(() -> Npz.members(zip, "bad.file"));
    }

    /** A comment, declared or not, of up to 64 KiB; and one end alone. */
    @Test
    void somethingMayStandBehindTheArchive() throws IOException {
        RawZip archive = new RawZip().stored("X.npy", X, BadArchives::asIs);
        byte[] plain = archive.build();
        for (int length : new int[] {0, 1, 65_535}) {
            assertThat(names(concat(plain, new byte[length]))).containsExactly("X.npy");
        }
        refusedLenient("64 KiB", concat(plain, new byte[65_536]), Reason.NPZ_END);
        byte[] declared = concat(plain, new byte[3]);
        declared[declared.length - 3 - 2] = 3;
        assertThat(names(declared)).containsExactly("X.npy");
        declared[declared.length - 3 - 2] = 4;
        refusedLenient("a comment longer than the file", declared, Reason.NPZ_END);
        byte[] end = Arrays.copyOfRange(plain, plain.length - 22, plain.length);
        refusedLenient("a second end", concat(plain, end), Reason.NPZ_END);
        refused("a comment", concat(plain, new byte[1]), Reason.NPZ_END);
    }

    @Test
    void theDirectoryMayBeInAnotherOrder() throws IOException {
        byte[] zip = BadArchives.two(BadArchives::asIs);
        int directory = zip.length - 22 - 2 * 51;
        byte[] swapped = concat(
                Arrays.copyOf(zip, directory),
                Arrays.copyOfRange(zip, directory + 51, directory + 102),
                Arrays.copyOfRange(zip, directory, directory + 51),
                Arrays.copyOfRange(zip, zip.length - 22, zip.length));
        assertThat(names(swapped)).containsExactly("X.npy", "y.npy");
        refused("strictly", swapped, Reason.NPZ_GAP);
    }

    @Test
    void whatSystemsAddIsLeftOut() throws IOException {
        RawZip zip = new RawZip();
        List<String> debris = List.of(
                "__MACOSX/._X.npy", ".DS_Store", "a/", "a/.hidden", "Thumbs.db", "b/desktop.ini", "__pycache__/x.npy");
        List<String> files = List.of("X.npy", "a/X.npy", "X.npy", "a.b/notes.txt", "thumbs.db.npy", "..x/y.txt");
        debris.forEach(name -> zip.stored(name, X, BadArchives::asIs));
        files.forEach(name -> zip.stored(name, X, BadArchives::asIs));
        assertThat(names(zip.build())).containsExactlyElementsOf(files);
    }

    /** The same name twice counts once, other files not at all. */
    @Test
    void asManyArraysAndEntriesAsMayBe() throws IOException {
        RawZip zip = new RawZip();
        for (int i = 0; i < 65; i++) {
            zip.stored("a" + i % 64 + ".npy", X, BadArchives::asIs).stored(i + ".txt", X, BadArchives::asIs);
        }
        assertThat(names(zip.build())).hasSize(130);
        refusedLenient(
                "65 arrays",
                zip.stored("b.npy", X, BadArchives::asIs).build(),
                Reason.NPZ_TOO_MANY,
                "at most 64 arrays",
                "found 65");
        RawZip many = new RawZip();
        for (int i = 0; i < 10_000; i++) {
            many.stored(i + ".txt", new byte[0], BadArchives::asIs);
        }
        assertThat(names(many.build())).hasSize(10_000);
        refusedLenient(
                "10,001 entries",
                many.stored("x.txt", X, BadArchives::asIs).build(),
                Reason.NPZ_TOO_MANY,
                "at most 10000 entries",
                "found 10001");
    }

    /** In any one-byte encoding: its ASCII letters are what it is known by. */
    @Test
    void aNameThatIsNoUtf8IsReadByItsBytes() throws IOException {
        byte[] zip = BadArchives.one(e -> e.name("\u00e9.npy"));
        zip[30 + 1] = 'x'; // the second byte of the accented letter, in both headers
        zip[zip.length - 22 - 6 + 1] = 'x';
        assertThat(names(BadArchives.one(e -> e.name("\u00e9.npy")))).containsExactly("\u00e9.npy");
        assertThat(names(zip)).containsExactly("\u00c3x.npy");
        byte[] marked = BadArchives.one(e -> {
            e.name("\u00e9.npy");
            e.flags = 1 << 11;
        });
        assertThat(names(marked)).containsExactly("\u00e9.npy");
        marked[marked.length - 22 - 6 + 1] = 'x';
        refusedLenient("marked as UTF-8", marked, Reason.NPZ_NAME, "UTF-8");
    }

    /** What concerns one entry alone is its own error, told when it is asked for; the others are read. */
    @Test
    void anEntryThatCannotBeReadCostsItAlone() throws IOException {
        byte[] zip = new RawZip()
                .stored("X.npy", X, e -> e.flags = 1)
                .stored("y.npy", X, BadArchives::asIs)
                .build();
        List<Npz.Member> members = Npz.members(zip, "bad.file");
        new Bad("X", zip, Reason.NPZ_ENCRYPTED).refusedBy(() -> members.get(0).array(1 << 20));
        assertThat(members.get(1).array(1 << 20).values()).containsExactly(1, 2);
    }

    /** Stored data is not copied, what is unpacked counts, and so do its values as doubles: 16 bytes. */
    @Test
    void asMuchHeapAsAnArrayTakes() throws IOException {
        Npz.Member stored =
                Npz.members(BadArchives.one(BadArchives::asIs), "bad.file").get(0);
        assertThat(stored.size()).isEqualTo(X.length);
        assertThat(stored.array(16).values()).containsExactly(1, 2);
        new Bad("stored", X, Reason.FILE_TOO_LARGE, "1 values").refusedBy(() -> stored.array(15));
        assertThat(stored.bytes(0)).isEqualTo(X);
        Npz.Member packed = Npz.members(BadArchives.oneDeflated(BadArchives::asIs), "bad.file")
                .get(0);
        assertThat(packed.array(X.length + 16L).values()).containsExactly(1, 2);
        new Bad("packed", X, Reason.FILE_TOO_LARGE, "1 values").refusedBy(() -> packed.array(X.length + 15L));
        assertThat(packed.bytes(X.length)).isEqualTo(X);
        new Bad("packed", X, Reason.FILE_TOO_LARGE, "unpacked bytes").refusedBy(() -> packed.bytes(X.length - 1));
    }

    /** A name of 100 characters is the longest. */
    @Test
    void aNameOfAHundredCharactersIsRead() throws IOException {
        String name = "X".repeat(100);
        assertThat(Npz.read(BadArchives.one(e -> e.name(name + ".npy")), "a")).containsOnlyKeys(name);
    }

    @Test
    void aFileMayBeMarkedAsOneOfUnix() throws IOException {
        read(BadArchives.one(e -> e.attributes = 0100644 << 16));
    }

    @Test
    void aMethodThatNobodyKnowsIsNamedByItsNumber() {
        assertThatThrownBy(() -> Npz.read(BadArchives.one(e -> e.method = 7), "a"))
                .hasMessageEndingWith("found method 7");
    }

    /** Data that refers further back than the dictionary reaches which its properties declare. */
    @Test
    void theDictionaryOfLzmaIsTheDeclaredOne() throws IOException {
        byte[] twice = new byte[2 * 6000];
        new SplittableRandom(1).nextBytes(twice);
        System.arraycopy(twice, 0, twice, 6000, 6000);
        byte[] lzma = lzma(twice, false);
        assertThat(lzma.length).as("the second half refers to the first").isLessThan(8000);
        for (int dictionary : new int[] {4096, 1 << 20}) {
            ByteBuffer.wrap(lzma).order(ByteOrder.LITTLE_ENDIAN).putInt(5, dictionary);
            byte[] zip = new RawZip().stored("X.npy", twice, method(14, lzma)).build();
            Reason reason = dictionary == 4096 ? Reason.DEFLATE_CORRUPT : Reason.NPY_MAGIC;
            refused("a dictionary of " + dictionary, zip, reason);
        }
    }
}
