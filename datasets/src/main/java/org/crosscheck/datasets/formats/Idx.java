package org.crosscheck.datasets.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.crosscheck.datasets.formats.FormatException.Reason;

/**
 * The IDX format of MNIST: unsigned bytes in one dimension (labels) or three (images, rows, columns); or, as QMNIST has its
 * labels, 32-bit integers in one dimension or two (labels, and what else is known of each image).
 *
 * <p>A file may be raw or gzip-compressed, whatever its name says. It starts with two zero bytes, the type (8 for unsigned
 * bytes, 12 for integers, the only ones read) and the number of dimensions; then the sizes, big-endian 32-bit and positive; then
 * exactly their product of bytes. A gzip file is one member, with its checksum and size right, and nothing after it; it
 * may unpack to 16 MiB plus 64 times its size.
 *
 * @param sizes of the dimensions, 1 to 3 of them
 * @param values as in the file, the last dimension fastest: unsigned bytes, or 4 bytes an integer. The array is not copied.
 */
public record Idx(int[] sizes, byte[] values) {

    private static final int HEADER = 4;
    private static final int UNSIGNED_BYTE = 8;
    private static final int INTEGER = 12;
    private static final int GZIP_HEADER = 10;
    private static final int GZIP_TRAILER = 8;

    /**
     * Reads a file.
     *
     * @throws FormatException if it is missing, is not a regular file, or breaks one of the rules above
     */
    public static Idx read(Path file) throws IOException {
        return read(Bytes.ofFile(file), file.toString());
    }

    /** Reads the content of a file, raw or gzip-compressed; the name is only for messages. */
    public static Idx read(byte[] data, String name) throws FormatException {
        Source source = Source.file(name);
        if (data.length == 0) {
            throw source.error(0, Reason.IDX_EMPTY, "an IDX file", "an empty file");
        }
        boolean gzip = data.length > 1 && (data[0] & 0xff) == 0x1f && (data[1] & 0xff) == 0x8b;
        return parse(gzip ? gunzip(data, source) : data, source);
    }

    private static Idx parse(byte[] data, Source source) throws FormatException {
        if (data.length < HEADER) {
            throw source.error(data.length, Reason.IDX_TRUNCATED, "a header of 4 bytes", data.length + " bytes");
        }
        if (data[0] != 0 || data[1] != 0) {
            String found = String.format((java.util.Locale) null, "0x%02x%02x", data[0], data[1]);
            throw source.error(0, Reason.IDX_MAGIC, "two zero bytes", found + FileKind.after(", ", data));
        }
        if (data[2] != UNSIGNED_BYTE && data[2] != INTEGER) {
            String expected = "type 8 (unsigned byte) or 12 (integer)";
            throw source.error(2, Reason.IDX_TYPE, expected, "type " + (data[2] & 0xff));
        }
        int width = data[2] == INTEGER ? Integer.BYTES : 1;
        int rank = data[3] & 0xff;
        if (rank != 1 && rank != (width == 1 ? 3 : 2)) {
            String expected = width == 1 ? "1 or 3 dimensions" : "1 or 2 dimensions of integers";
            throw source.error(3, Reason.IDX_DIMENSIONS, expected, "" + rank);
        }
        int start = HEADER + 4 * rank;
        if (data.length < start) {
            throw source.error(data.length, Reason.IDX_TRUNCATED, "a header of " + start + " bytes", "the end");
        }
        ByteBuffer header = ByteBuffer.wrap(data);
        int[] sizes = new int[rank];
        long total = width;
        for (int i = 0; i < rank; i++) {
            int at = HEADER + 4 * i;
            sizes[i] = header.getInt(at);
            if (sizes[i] < 0) {
                String found = Integer.toUnsignedString(sizes[i]);
                throw source.error(at, Reason.IDX_NEGATIVE, "a size below 2^31", found);
            }
            if (sizes[i] == 0) {
                throw source.error(at, Reason.IDX_ZERO, "a size of at least 1", "0");
            }
            if (total > Bytes.LARGEST / sizes[i]) {
                throw source.error(
                        at, Reason.IDX_OVERFLOW, "at most " + Bytes.LARGEST + " bytes of data", "a larger product");
            }
            total *= sizes[i];
        }
        int present = data.length - start;
        if (present != total) {
            throw source.error(
                    Math.min(data.length, start + total),
                    present < total ? Reason.IDX_TRUNCATED : Reason.IDX_TRAILING,
                    total + " bytes of data",
                    "" + present);
        }
        return new Idx(sizes, Arrays.copyOfRange(data, start, data.length));
    }

    /** Value i: an unsigned byte, or an integer. */
    public int get(int i) {
        int width = values.length / IntStream.of(sizes).reduce(1, Math::multiplyExact);
        return width == 1 ? values[i] & 0xff : ByteBuffer.wrap(values).getInt(width * i);
    }

    private static byte[] gunzip(byte[] data, Source source) throws FormatException {
        int start = endOfGzipHeader(data, source);
        int trailer = data.length - GZIP_TRAILER;
        if (start > trailer) {
            throw source.error(data.length, Reason.DEFLATE_CORRUPT, "a complete gzip file", "its end");
        }
        // What the trailer states is only believed to refuse: growing arrays take three times that for a moment.
        long stated = 3 * (ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt(data.length - 4) & 0xffff_ffffL);
        if (stated <= 3 * Bytes.budget(data.length) && !Heap.holds(stated)) {
            throw source.error(0, Reason.FILE_TOO_LARGE, Heap.expected(stated), "a need of " + Heap.text(stated));
        }
        Bytes.Inflated inflated =
                Bytes.inflate(data, start, trailer, Bytes.budget(data.length), source, Reason.DEFLATE_BOMB);
        int end = inflated.end();
        if (end != trailer) {
            throw source.error(
                    end + GZIP_TRAILER, Reason.GZIP_TRAILING, "the end of the gzip file", trailer - end + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        Bytes.requireCrc(ByteBuffer.wrap(inflated.bytes()), in.getInt(end) & 0xffff_ffffL, source);
        int size = in.getInt(end + 4);
        if (size != inflated.bytes().length) {
            String found = Integer.toUnsignedString(size);
            throw source.error(end + 4, Reason.GZIP_SIZE, "size " + inflated.bytes().length, found);
        }
        return inflated.bytes();
    }

    /** The offset of the compressed data: after ten bytes and the optional extra field, name, comment and checksum. */
    private static int endOfGzipHeader(byte[] data, Source source) throws FormatException {
        int flags = data.length < GZIP_HEADER ? 0xff : data[3];
        if (flags < 0 || flags > 0x1f || data[2] != 8) {
            throw source.error(2, Reason.GZIP_HEADER, "a gzip header, deflate, no unknown flag", "something else");
        }
        int at = GZIP_HEADER;
        if ((flags & 4) != 0) {
            at += at + 2 > data.length ? 2 : 2 + (data[at] & 0xff) + 256 * (data[at + 1] & 0xff);
        }
        for (int text = flags & 0x18; text != 0; text &= text - 1) {
            while (at < data.length && data[at] != 0) {
                at++;
            }
            at++;
        }
        return at + ((flags & 2) != 0 ? 2 : 0);
    }

    /** Equal in sizes and values. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Idx that && Arrays.equals(sizes, that.sizes) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Idx" + Arrays.toString(sizes);
    }
}
