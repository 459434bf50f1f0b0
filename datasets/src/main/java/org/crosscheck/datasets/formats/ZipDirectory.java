package org.crosscheck.datasets.formats;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.tukaani.xz.LZMAInputStream;

/**
 * A zip archive in which every byte is accounted for: entries one after the other from offset 0, each with a local
 * header that agrees with the directory, then the directory, then the end record, then nothing.
 *
 * <p>Hence entries cannot overlap, hide between others, or be one thing to one reader and another to the next. Data is
 * stored, deflated, or packed by bzip2 or LZMA. Sizes are checked against the archive before anything is allocated, checksums always.
 *
 * <p>A lenient one may have a comment or up to 64 KiB behind its one end record, entries that name no array, and names that
 * are not marked as UTF-8, and a directory in another order than the data: none of that leaves the place of any byte in doubt.
 */
final class ZipDirectory {

    private static final int MOST_ARRAYS = 64;
    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_BEHIND = 0xffff;
    private static final int END_RECORD = 22;
    private static final int CENTRAL_HEADER = 46;
    private static final int LOCAL_HEADER = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int BZIP2 = 12;
    private static final int LZMA = 14;
    /** Methods that other programs have and NumPy does not read. */
    private static final Map<Integer, String> OTHER_METHODS =
            Map.of(1, "shrunk", 6, "imploded", 9, "Deflate64", 93, "Zstandard", 95, "XZ", 98, "PPMd", 99, "encrypted");

    private static final int LZMA_HEADER = 9;
    private static final int LZMA_SMALLEST_DICTIONARY = 4096;
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int LZMA_END_MARKER = 1 << 1;
    private static final int DESCRIPTOR = 1 << 3;
    private static final int UTF8 = 1 << 11;
    private static final int DEFLATE_LEVEL = 1 << 1 | 1 << 2;
    private static final long IN_ZIP64_FIELD = 0xffff_ffffL;

    /**
     * One entry of the directory.
     *
     * @param data the offset of its (compressed) bytes
     * @param unusable why its content cannot be read, though the place of its bytes is known; null if it can
     */
    record Entry(
            String name,
            int flags,
            int method,
            long crc,
            int compressed,
            long size,
            int offset,
            int data,
            FormatException unusable) {

        boolean packed() {
            return method != STORED;
        }
    }

    private final byte[] bytes;
    private final ByteBuffer zip;
    private final Source source;
    private final boolean lenient;

    private ZipDirectory(byte[] bytes, Source source, boolean lenient) {
        this.bytes = bytes;
        this.zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.source = source;
        this.lenient = lenient;
    }

    static ZipDirectory of(byte[] bytes, Source source) {
        return new ZipDirectory(bytes, source, false);
    }

    static ZipDirectory lenient(byte[] bytes, Source source) {
        return new ZipDirectory(bytes, source, true);
    }

    /**
     * The entries in the order of the file, each checked against its local header. Whatever leaves the place of any
     * byte in doubt is an error; what concerns one entry alone makes that entry unusable.
     */
    List<Entry> entries() throws FormatException {
        int end = end();
        int count = u16(end + 10);
        if (count > (lenient ? MOST_ENTRIES : MOST_ARRAYS)) {
            String expected = "at most " + (lenient ? MOST_ENTRIES : MOST_ARRAYS) + " entries";
            throw source.error(end + 10, Reason.NPZ_TOO_MANY, expected, "" + count);
        }
        long start = u32(end + 16);
        if (zip.getInt(end + 4) != 0 || u16(end + 8) != count || start + u32(end + 12) != end) {
            throw source.error(end, Reason.NPZ_DIRECTORY, "a directory that ends here", "another size or place");
        }
        List<Entry> entries = new ArrayList<>();
        long unpacked = 0;
        int claimed = 0; // bytes [0, claimed) belong to the entries so far
        for (int at : headers((int) start, end, count)) {
            Entry entry = central(at, claimed, start);
            entries.add(entry);
            unpacked += entry.unusable() == null ? entry.size() : 0;
            if (unpacked > Bytes.budget(bytes.length)) {
                throw source.entry(entry.name())
                        .error(
                                at + 24,
                                Reason.DEFLATE_BOMB,
                                "at most " + Bytes.budget(bytes.length) + " unpacked bytes",
                                unpacked + " declared");
            }
            claimed = entry.data() + entry.compressed() + descriptorLength(entry);
        }
        if (claimed != start) {
            String found = start - claimed + " bytes of no entry before it";
            throw source.error(start, Reason.NPZ_GAP, "a complete directory", found);
        }
        return entries;
    }

    /** Where the headers of the directory are: in its order, or, where that is left to whoever wrote it, in that of the data. */
    private List<Integer> headers(int start, int end, int count) throws FormatException {
        List<Integer> headers = new ArrayList<>();
        int at = start;
        for (int i = 0; i < count; i++) {
            if (end - at < CENTRAL_HEADER || zip.getInt(at) != 0x02014b50) {
                throw source.error(at, Reason.NPZ_DIRECTORY, "entry " + (i + 1) + " of " + count, "no entry");
            }
            int length = CENTRAL_HEADER + u16(at + 28) + u16(at + 30) + u16(at + 32);
            if (length > end - at) {
                throw source.error(at, Reason.NPZ_DIRECTORY, "an entry of " + length + " bytes", end - at + " bytes");
            }
            headers.add(at);
            at += length;
        }
        if (at != end) {
            throw source.error(at, Reason.NPZ_DIRECTORY, "a complete directory", "more after the last entry");
        }
        if (lenient) {
            headers.sort(Comparator.comparingLong(header -> u32(header + 42)));
        }
        return headers;
    }

    /** The offset of the end record: the last 22 bytes; in a lenient archive the only one, with its directory before it. */
    private int end() throws FormatException {
        int last = bytes.length - END_RECORD;
        for (int at = last; at >= Math.max(0, lenient ? last - MOST_BEHIND : last); at--) {
            if (zip.getInt(at) == 0x06054b50) {
                boolean fits =
                        lenient ? u32(at + 16) + u32(at + 12) == at && u16(at + 20) <= last - at : u16(at + 20) == 0;
                if (fits) {
                    return at;
                }
                break; // another before it would leave in doubt which is meant
            }
        }
        boolean isZip = bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K';
        if (!isZip) {
            throw source.error(0, Reason.NPZ_END, "an npz archive", FileKind.of(bytes));
        }
        throw source.error(
                Math.max(0, last),
                Reason.NPZ_END,
                "a zip end record in the last 22 bytes, as every npz has one",
                "something else: the archive is not complete");
    }

    /** The unpacked bytes of an entry, of the declared size and checksum; those stored are not copied. */
    ByteBuffer content(Entry entry) throws FormatException {
        if (entry.unusable() != null) {
            throw entry.unusable();
        }
        Source place = source.entry(entry.name());
        int end = entry.data() + entry.compressed();
        ByteBuffer content;
        if (entry.method() == LZMA || entry.method() == BZIP2) {
            content = ByteBuffer.wrap(entry.method() == LZMA ? lzma(entry, end, place) : bzip2(entry, end, place));
        } else if (entry.packed()) {
            Bytes.Inflated inflated = Bytes.inflate(bytes, entry.data(), end, entry.size(), place, Reason.NPZ_SIZE);
            content = ByteBuffer.wrap(inflated.bytes());
            if (inflated.end() != end || content.limit() != entry.size()) {
                throw place.error(
                        entry.data(),
                        Reason.NPZ_SIZE,
                        entry.compressed() + " bytes that unpack to " + entry.size(),
                        inflated.end() - entry.data() + " bytes that unpack to " + content.limit());
            }
        } else {
            content = zip.slice(entry.data(), entry.compressed());
        }
        Bytes.requireCrc(content, entry.crc(), place);
        return content;
    }

    /** A version (2 bytes), the length 5, as many bytes of properties (lc, lp and pb; the dictionary's size), then the data. */
    private byte[] lzma(Entry entry, int end, Source place) throws FormatException {
        int at = entry.data();
        if (entry.compressed() < LZMA_HEADER || u16(at + 2) != 5) {
            throw place.error(at, Reason.DEFLATE_CORRUPT, "LZMA properties of 5 bytes", "others");
        }
        ByteArrayInputStream packed = new ByteArrayInputStream(bytes, at + LZMA_HEADER, end - at - LZMA_HEADER);
        int dictionary = (int) Math.min(u32(at + 5), Math.max(entry.size(), LZMA_SMALLEST_DICTIONARY));
        long size = (entry.flags() & LZMA_END_MARKER) != 0 ? -1 : entry.size();
        return unpacked(packed, () -> new LZMAInputStream(packed, size, zip.get(at + 4), dictionary), entry, place);
    }

    private byte[] bzip2(Entry entry, int end, Source place) throws FormatException {
        ByteArrayInputStream packed = new ByteArrayInputStream(bytes, entry.data(), end - entry.data());
        return unpacked(packed, () -> new BZip2CompressorInputStream(packed), entry, place);
    }

    /** What unpacks data; it may read its beginning. */
    @FunctionalInterface
    private interface Unpacker {
        InputStream open() throws IOException;
    }

    /** All that data unpacks to, which must be what the entry declares. */
    private static byte[] unpacked(ByteArrayInputStream packed, Unpacker unpacker, Entry entry, Source place)
            throws FormatException {
        int at = entry.data();
        try (InputStream in = unpacker.open()) {
            byte[] unpacked = in.readNBytes((int) entry.size());
            if (unpacked.length < entry.size() || in.read() != -1 || packed.available() > 0) {
                throw place.error(at, Reason.NPZ_SIZE, "data that unpacks to " + entry.size() + " bytes", "other data");
            }
            return unpacked;
        } catch (FormatException e) {
            throw e;
        } catch (IOException e) {
            String method = entry.method() == LZMA ? "LZMA" : "bzip2";
            FormatException error = place.error(at, Reason.DEFLATE_CORRUPT, method + " data", "damage");
            error.initCause(e);
            throw error;
        }
    }

    private Entry central(int at, int claimed, long start) throws FormatException {
        int flags = u16(at + 8);
        int method = u16(at + 10);
        long compressed = u32(at + 20);
        long size = u32(at + 24);
        long offset = u32(at + 42);
        String name = name(at + CENTRAL_HEADER, u16(at + 28), flags, source);
        Source place = source.entry(name);
        if (offset != claimed) {
            Reason reason = offset < claimed ? Reason.NPZ_OVERLAP : Reason.NPZ_GAP;
            throw place.error(at + 42, reason, "an entry at " + claimed, "one at " + offset);
        }
        if (start - offset < LOCAL_HEADER || zip.getInt(claimed) != 0x04034b50) {
            throw place.error(claimed, Reason.NPZ_LOCAL_HEADER, "a local header", "something else");
        }
        int data = claimed + LOCAL_HEADER + u16(claimed + 26) + u16(claimed + 28);
        if (compressed > start - data) {
            throw place.error(at + 20, Reason.NPZ_SIZE, compressed + " bytes of data", start - data + " bytes");
        }
        Entry entry = new Entry(name, flags, method, u32(at + 16), (int) compressed, size, claimed, data, null);
        try {
            requireUsable(at, entry, place);
            return entry;
        } catch (FormatException e) {
            return new Entry(name, flags, method, entry.crc(), entry.compressed(), size, claimed, data, e);
        }
    }

    /** Checks what concerns the entry whose header is here and no other. */
    private void requireUsable(int at, Entry entry, Source place) throws FormatException {
        int flags = entry.flags();
        int method = entry.method();
        if ((flags & ENCRYPTED) != 0) {
            throw place.error(at + 8, Reason.NPZ_ENCRYPTED, "plain data", "encrypted data");
        }
        if ((flags & ~(DESCRIPTOR | UTF8 | DEFLATE_LEVEL)) != 0) {
            throw place.error(at + 8, Reason.NPZ_FLAGS, "no unknown flag", "flags 0x" + Integer.toHexString(flags));
        }
        if (method != STORED && method != DEFLATED && method != BZIP2 && method != LZMA) {
            String known = OTHER_METHODS.containsKey(method) ? " (" + OTHER_METHODS.get(method) + ")" : "";
            throw place.error(
                    at + 10,
                    Reason.NPZ_METHOD,
                    "stored (0), deflated (8), bzip2 (12) or LZMA (14) data, as np.savez_compressed writes it",
                    "method " + method + known);
        }
        int fileType = zip.getInt(at + 38) >>> 28; // of the Unix mode: 8 a file, 10 a link, 4 a folder
        if ((fileType != 0 && fileType != 8) || (zip.get(at + 38) & 0x10) != 0) {
            throw place.error(at + 38, Reason.NPZ_NOT_A_FILE, "a regular file", "a link, folder or device");
        }
        if (method == STORED && entry.size() != entry.compressed()) {
            String expected = "stored data of " + entry.compressed() + " bytes";
            throw place.error(at + 24, Reason.NPZ_SIZE, expected, entry.size() + " declared");
        }
        requireSameLocalHeader(entry, place);
    }

    private void requireSameLocalHeader(Entry entry, Source place) throws FormatException {
        int at = entry.offset();
        int extra = at + LOCAL_HEADER + u16(at + 26);
        String localName = name(at + LOCAL_HEADER, u16(at + 26), entry.flags(), place);
        String differs = null;
        if (!localName.equals(entry.name())) {
            differs = "name '" + localName + "'";
        } else if (u16(at + 6) != entry.flags() || u16(at + 8) != entry.method()) {
            differs = "other flags or method";
        } else if ((entry.flags() & DESCRIPTOR) == 0) {
            boolean zip64 = u32(at + 18) == IN_ZIP64_FIELD
                    && u32(at + 22) == IN_ZIP64_FIELD
                    && entry.data() - extra >= 20
                    && zip.getInt(extra) == 0x00100001;
            long size = zip64 ? zip.getLong(extra + 4) : u32(at + 22);
            long compressed = zip64 ? zip.getLong(extra + 12) : u32(at + 18);
            if (u32(at + 14) != entry.crc() || size != entry.size() || compressed != entry.compressed()) {
                differs = "other sizes or checksum";
            }
        }
        if (differs != null) {
            throw place.error(at, Reason.NPZ_LOCAL_DIFFERS, "a local header as in the directory", differs);
        }
    }

    /** The length of the record after data that was written before its size was known; 0 if there is none. */
    private int descriptorLength(Entry entry) throws FormatException {
        int at = entry.data() + entry.compressed();
        if ((entry.flags() & DESCRIPTOR) == 0) {
            return 0;
        }
        // One that is cut is looked for in the directory behind it, which then has bytes too few.
        if (zip.getInt(at) == 0x08074b50 && u32(at + 4) == entry.crc()) {
            if (u32(at + 8) == entry.compressed() && u32(at + 12) == entry.size()) {
                return 16;
            }
            if (zip.getLong(at + 8) == entry.compressed() && zip.getLong(at + 16) == entry.size()) {
                return 24;
            }
        }
        throw source.entry(entry.name())
                .error(at, Reason.NPZ_LOCAL_DIFFERS, "a data descriptor as in the directory", "another");
    }

    private String name(int at, int length, int flags, Source place) throws FormatException {
        boolean marked = (flags & UTF8) != 0;
        Charset charset = marked || lenient ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
        try {
            return charset.newDecoder().decode(zip.slice(at, length)).toString();
        } catch (CharacterCodingException e) {
            if (lenient && !marked) { // any one-byte encoding: what it names is found by its ASCII letters
                return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
            }
            FormatException error = place.error(at, Reason.NPZ_NAME, "a name in " + charset, "other bytes");
            error.initCause(e);
            throw error;
        }
    }

    private int u16(int at) {
        return zip.getShort(at) & 0xffff;
    }

    private long u32(int at) {
        return zip.getInt(at) & 0xffff_ffffL;
    }
}
