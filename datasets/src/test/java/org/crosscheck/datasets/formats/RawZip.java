package org.crosscheck.datasets.formats;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Builds zip archives field by field, so that any field can be wrong. */
final class RawZip {

    private final List<Entry> entries = new ArrayList<>();
    private int countAdded;
    private int directoryMoved;
    private byte[] beforeDirectory = new byte[0];
    private byte[] after = new byte[0];

    /** An entry as both headers describe it; {@code local...} only where the local header shall differ. */
    static final class Entry {
        String name;
        String localName;
        int flags;
        int method;
        int localMethod;
        byte[] data;
        long crc;
        long size;
        long localSize;
        Long localCompressed;
        byte[] localExtra = new byte[0];
        int attributes;
        Integer offset;
        byte[] descriptor = new byte[0];

        private Entry(String name, byte[] content, boolean deflate) {
            this.name = name;
            localName = name;
            method = deflate ? 8 : 0;
            localMethod = method;
            data = deflate ? deflated(content) : content;
            CRC32 checksum = new CRC32();
            checksum.update(content);
            crc = checksum.getValue();
            size = content.length;
            localSize = size;
        }

        void name(String both) {
            name = both;
            localName = both;
        }

        void size(long both) {
            size = both;
            localSize = both;
        }
    }

    RawZip stored(String name, byte[] content, Consumer<Entry> change) {
        return add(new Entry(name, content, false), change);
    }

    RawZip deflated(String name, byte[] content, Consumer<Entry> change) {
        return add(new Entry(name, content, true), change);
    }

    RawZip directory(int moreEntries, int moved) {
        countAdded = moreEntries;
        directoryMoved = moved;
        return this;
    }

    RawZip beforeDirectory(byte[] bytes) {
        beforeDirectory = bytes;
        return this;
    }

    RawZip after(byte[] bytes) {
        after = bytes;
        return this;
    }

    byte[] build() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (Entry e : entries) {
            int offset = e.offset == null ? out.size() : e.offset;
            byte[] name = e.name.getBytes(StandardCharsets.UTF_8);
            byte[] localName = e.localName.getBytes(StandardCharsets.UTF_8);
            byte[] localBytes = new byte[30];
            ByteBuffer local = little(localBytes).putInt(0x04034b50).putShort((short) 20);
            local.putShort((short) e.flags).putShort((short) e.localMethod).putInt(0x00210000);
            local.putInt((int) e.crc)
                    .putInt(e.localCompressed == null ? e.data.length : e.localCompressed.intValue())
                    .putInt((int) e.localSize);
            local.putShort((short) localName.length).putShort((short) e.localExtra.length);
            out.writeBytes(localBytes);
            out.writeBytes(localName);
            out.writeBytes(e.localExtra);
            out.writeBytes(e.data);
            out.writeBytes(e.descriptor);
            byte[] centralBytes = new byte[46];
            ByteBuffer central = little(centralBytes)
                    .putInt(0x02014b50)
                    .putShort((short) 0x0314)
                    .putShort((short) 20);
            central.putShort((short) e.flags).putShort((short) e.method).putInt(0x00210000);
            central.putInt((int) e.crc)
                    .putInt(e.data.length)
                    .putInt((int) e.size)
                    .putShort((short) name.length);
            central.putInt(38, e.attributes).putInt(42, offset);
            directory.writeBytes(centralBytes);
            directory.writeBytes(name);
        }
        out.writeBytes(beforeDirectory);
        int start = out.size() + directoryMoved;
        out.writeBytes(directory.toByteArray());
        short count = (short) (entries.size() + countAdded);
        byte[] endBytes = new byte[22];
        ByteBuffer end =
                little(endBytes).putInt(0x06054b50).putInt(0).putShort(count).putShort(count);
        end.putInt(directory.size()).putInt(start);
        out.writeBytes(endBytes);
        out.writeBytes(after);
        return out.toByteArray();
    }

    static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(9, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private RawZip add(Entry entry, Consumer<Entry> change) {
        change.accept(entry);
        entries.add(entry);
        return this;
    }

    private static ByteBuffer little(byte[] record) {
        return ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    }
}
