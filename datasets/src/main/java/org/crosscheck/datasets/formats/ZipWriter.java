package org.crosscheck.datasets.formats;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a zip archive whose bytes depend on nothing but what is in it: every time is 1980-01-01, in the directory's
 * local time and, as a field of its own, in UTC. (The JDK's own writers convert one to the other by the zone of the
 * machine.)
 */
public final class ZipWriter {

    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int UTF8 = 1 << 11;
    private static final int FIRST_DAY = 1 << 5 | 1; // day and month; the year counts from 1980
    private static final int UTC_SECONDS = 315_532_800; // of that day
    private static final int UTC_FIELD = 9;
    private static final int LOCAL_HEADER = 30;
    private static final int CENTRAL_HEADER = 46;
    private static final int END_RECORD = 22;

    /** @param permissions of Unix, such as 0755; 0 to leave them open */
    private record Entry(byte[] name, int method, long crc, byte[] data, int size, int permissions) {}

    private final List<Entry> entries = new ArrayList<>();

    /** Adds an entry as it is: the same bytes from every machine. The content is not copied. */
    public ZipWriter store(String name, byte[] content) {
        return add(name, content, content, STORED, 0);
    }

    /** Adds an entry in compressed form, which differs between builds of zlib. */
    public ZipWriter deflate(String name, byte[] content, int permissions) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (DeflaterOutputStream out = new DeflaterOutputStream(data, deflater)) {
            out.write(content);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("a stream in memory failed", e);
        } finally {
            deflater.end();
        }
        return add(name, content, data.toByteArray(), DEFLATED, permissions);
    }

    private ZipWriter add(String name, byte[] content, byte[] data, int method, int permissions) {
        CRC32 crc = new CRC32();
        crc.update(content);
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        entries.add(new Entry(utf8, method, crc.getValue(), data, content.length, permissions));
        return this;
    }

    /**
     * The archive, its entries in the order in which they were added.
     *
     * @throws IllegalArgumentException if it would not fit in 2 GiB
     */
    public byte[] toBytes() {
        long total = END_RECORD;
        for (Entry entry : entries) {
            total += LOCAL_HEADER + CENTRAL_HEADER + 2L * (entry.name.length + UTC_FIELD) + entry.data.length;
        }
        ByteBuffer zip =
                ByteBuffer.allocate(Bytes.arrayLength("an archive", total)).order(ByteOrder.LITTLE_ENDIAN);
        int[] offsets = new int[entries.size()];
        for (int i = 0; i < offsets.length; i++) {
            Entry entry = entries.get(i);
            offsets[i] = zip.position();
            zip.putInt(0x04034b50);
            putCommon(zip, entry);
            zip.put(entry.name);
            putUtc(zip);
            zip.put(entry.data);
        }
        int directory = zip.position();
        for (int i = 0; i < offsets.length; i++) {
            Entry entry = entries.get(i);
            boolean unix = entry.permissions != 0;
            zip.putInt(0x02014b50).putShort((short) ((unix ? 3 << 8 : 0) | version(entry)));
            putCommon(zip, entry);
            zip.putShort((short) 0).putShort((short) 0).putShort((short) 0); // comment, disk, kind of text
            zip.putInt(unix ? (0100000 | entry.permissions) << 16 : 0).putInt(offsets[i]);
            zip.put(entry.name);
            putUtc(zip);
        }
        int length = zip.position() - directory;
        zip.putInt(0x06054b50).putInt(0);
        zip.putShort((short) offsets.length).putShort((short) offsets.length);
        zip.putInt(length).putInt(directory).putShort((short) 0);
        return zip.array();
    }

    /** What both headers of an entry say, from the version needed to the length of the extra fields. */
    private static void putCommon(ByteBuffer zip, Entry entry) {
        zip.putShort((short) version(entry)).putShort((short) UTF8).putShort((short) entry.method);
        zip.putShort((short) 0).putShort((short) FIRST_DAY);
        zip.putInt((int) entry.crc).putInt(entry.data.length).putInt(entry.size);
        zip.putShort((short) entry.name.length).putShort((short) UTC_FIELD);
    }

    /** The field "UT": its length, that a time of change follows, and that. */
    private static void putUtc(ByteBuffer zip) {
        zip.put((byte) 'U').put((byte) 'T').putShort((short) (UTC_FIELD - 4)).put((byte) 1);
        zip.putInt(UTC_SECONDS);
    }

    private static int version(Entry entry) {
        return entry.method == STORED ? 10 : 20;
    }
}
