package org.crosscheck.compare.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Makes the checksums of changed files right, so that a reader looks at what stands behind them. What is not where it belongs
 * is left as it is.
 */
final class Repair {

    private static final int MOST = 1 << 20;

    private Repair() {}

    /** The CRC-32 of each chunk of a PNG. */
    static byte[] png(byte[] file) {
        ByteBuffer png = ByteBuffer.wrap(file.clone());
        int at = 8;
        while (at <= file.length - 12) {
            int length = png.getInt(at);
            if (length < 0 || length > file.length - at - 12) {
                break;
            }
            png.putInt(at + 8 + length, crc(file, at + 4, length + 4));
            at += 12 + length;
        }
        return png.array();
    }

    /** CRC-32 and size of a gzip file with a plain header. */
    static byte[] gzip(byte[] file) {
        byte[] copy = file.clone();
        ByteBuffer gzip = little(copy);
        byte[] unpacked = file.length < 18 ? null : inflated(file, 10, file.length - 18);
        if (unpacked != null) {
            gzip.putInt(file.length - 8, crc(unpacked, 0, unpacked.length));
            gzip.putInt(file.length - 4, unpacked.length);
        }
        return copy;
    }

    /** CRC-32 and sizes of each entry of a zip archive that is stored or deflated, in both headers. */
    static byte[] zip(byte[] file) {
        byte[] copy = file.clone();
        ByteBuffer zip = little(copy);
        if (file.length < 22) {
            return copy;
        }
        long at = zip.getInt(file.length - 6) & 0xffff_ffffL;
        while (at <= file.length - 46 && zip.getInt((int) at) == 0x02014b50) {
            entry(copy, zip, (int) at);
            at += 46 + u16(zip, at + 28) + u16(zip, at + 30) + u16(zip, at + 32);
        }
        return copy;
    }

    private static void entry(byte[] bytes, ByteBuffer zip, int central) {
        int length = zip.getInt(central + 20);
        long local = zip.getInt(central + 42) & 0xffff_ffffL;
        if (local > zip.limit() - 30) {
            return;
        }
        long data = local + 30 + u16(zip, local + 26) + u16(zip, local + 28);
        if (length < 0 || length > zip.limit() - data) {
            return;
        }
        boolean stored = u16(zip, central + 10) == 0;
        byte[] content = stored ? null : inflated(bytes, (int) data, length);
        if (!stored && content == null) {
            return;
        }
        int crc = stored ? crc(bytes, (int) data, length) : crc(content, 0, content.length);
        int size = stored ? length : content.length;
        zip.putInt(central + 16, crc).putInt(central + 24, size);
        zip.putInt((int) local + 14, crc).putInt((int) local + 18, length).putInt((int) local + 22, size);
    }

    /** What raw deflate data unpacks to; null if it is damaged or large. */
    private static byte[] inflated(byte[] file, int from, int length) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(file, from, length);
            byte[] out = new byte[Math.min(MOST, 64 + 8 * length)];
            int size = inflater.inflate(out);
            while (size == out.length && size < MOST && !inflater.finished()) {
                out = Arrays.copyOf(out, Math.min(MOST, 2 * size));
                size += inflater.inflate(out, size, out.length - size);
            }
            return inflater.finished() ? Arrays.copyOf(out, size) : null;
        } catch (DataFormatException damaged) {
            return null;
        } finally {
            inflater.end();
        }
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static ByteBuffer little(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int u16(ByteBuffer zip, long at) {
        return zip.getShort((int) at) & 0xffff;
    }
}
