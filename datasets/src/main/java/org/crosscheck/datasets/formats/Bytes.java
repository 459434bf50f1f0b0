package org.crosscheck.datasets.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.crosscheck.datasets.formats.FormatException.Reason;

/** Bounded reading of files, streams and deflated data: never more heap than the bytes present justify. */
public final class Bytes {

    /** No file, and nothing unpacked from one, may be larger than this: 1 GiB. */
    public static final int LARGEST = 1 << 30;

    /** The most bytes of a Java array on every JVM. */
    static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private static final int ALWAYS_ALLOWED = 16 << 20;
    private static final int LARGEST_RATIO = 64;
    private static final int FIRST_BUFFER = 1 << 16;

    private Bytes() {}

    /** Unpacked data: the bytes, and where in the input the compressed data ended. */
    record Inflated(byte[] bytes, int end) {}

    /** The most that {@code length} bytes of input may unpack to: 16 MiB + 64 times the input, at most 1 GiB. */
    static long budget(long length) {
        return Math.min(LARGEST, ALWAYS_ALLOWED + LARGEST_RATIO * length);
    }

    /** The length of an array of bytes; throws {@link IllegalArgumentException} if none may be so long. */
    static int arrayLength(String what, long bytes) {
        if (bytes > LARGEST_ARRAY) {
            throw new IllegalArgumentException(what + " takes " + bytes + " bytes, more than may be written here");
        }
        return (int) bytes;
    }

    /** Every byte of a regular file. A folder, a pipe or a device is refused without opening it. */
    public static byte[] ofFile(Path path) throws IOException {
        Source source = Source.file(path.toString());
        if (!Files.exists(path)) {
            throw source.error("file", Reason.FILE_MISSING, "a file", "nothing with this name");
        }
        if (!Files.isRegularFile(path)) {
            String kind = Files.isDirectory(path) ? "a folder" : "a pipe or device";
            throw source.error("file", Reason.FILE_NOT_REGULAR, "a regular file", kind);
        }
        if (!Files.isReadable(path)) {
            throw source.error("file", Reason.FILE_UNREADABLE, "a readable file", "no permission to read it");
        }
        long size = Files.size(path);
        if (size > LARGEST) {
            throw source.error("file", Reason.FILE_TOO_LARGE, "at most " + LARGEST + " bytes", size + " bytes");
        }
        if (!Heap.holds(size)) {
            throw source.error("file", Reason.FILE_TOO_LARGE, Heap.expected(size), "a file of " + Heap.text(size));
        }
        byte[] bytes = new byte[(int) size];
        try (InputStream in = Files.newInputStream(path)) {
            if (in.readNBytes(bytes, 0, bytes.length) < bytes.length || in.read() != -1) {
                throw source.error("file", Reason.FILE_UNREADABLE, size + " bytes", "another number: it is changing");
            }
        }
        return bytes;
    }

    public static byte[] ofStream(InputStream in, String name) throws IOException {
        return ofStream(in, name, LARGEST);
    }

    static byte[] ofStream(InputStream in, String name, int most) throws IOException {
        byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
            throw Source.file(name)
                    .error("file", Reason.FILE_TOO_LARGE, "at most " + most + " bytes", "more than that");
        }
        return bytes;
    }

    /**
     * Unpacks raw deflate data that starts at {@code from} and may reach up to {@code to}.
     *
     * @param limit the most bytes to unpack; going beyond it is the error {@code beyond}
     */
    static Inflated inflate(byte[] data, int from, int to, long limit, Source source, Reason beyond)
            throws FormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(data, from, to - from);
            byte[] out = new byte[(int) Math.min(limit, Math.max(FIRST_BUFFER, 8L * (to - from)))];
            byte[] excess = new byte[1];
            int size = 0;
            while (!inflater.finished()) {
                boolean full = size == limit;
                if (size == out.length && !full) {
                    out = Arrays.copyOf(out, (int) Math.min(limit, 2L * out.length));
                }
                int got = full ? inflater.inflate(excess) : inflater.inflate(out, size, out.length - size);
                if (full && got > 0) {
                    throw source.error(from, beyond, "at most " + limit + " unpacked bytes", "more than that");
                }
                size += got;
                if (got == 0 && !inflater.finished()) {
                    throw source.error(to, Reason.DEFLATE_CORRUPT, "more compressed data", "its end");
                }
            }
            byte[] bytes = size == out.length ? out : Arrays.copyOf(out, size);
            return new Inflated(bytes, from + (int) inflater.getBytesRead());
        } catch (DataFormatException e) {
            FormatException error = source.error(
                    from + inflater.getBytesRead(),
                    Reason.DEFLATE_CORRUPT,
                    "deflate data",
                    "damage: " + e.getMessage());
            error.initCause(e);
            throw error;
        } finally {
            inflater.end();
        }
    }

    /** Requires the CRC-32 that a gzip trailer or a zip directory states. */
    static void requireCrc(ByteBuffer data, long stated, Source source) throws FormatException {
        CRC32 crc = new CRC32();
        crc.update(data.duplicate());
        if (crc.getValue() != stated) {
            throw source.error(
                    "checksum",
                    Reason.CRC_MISMATCH,
                    "CRC-32 " + Long.toHexString(stated),
                    Long.toHexString(crc.getValue()));
        }
    }
}
