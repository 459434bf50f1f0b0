package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PngTest {

    private static final Reason UNREADABLE = Reason.IMAGE_UNREADABLE;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private static final byte[] TEXT_BOMB =
            zlib("zTXt", "Comment\0\0".getBytes(StandardCharsets.US_ASCII), new byte[128 << 20]);

    private static byte[] chunk(String type, byte[] data) {
        byte[] bytes = new byte[12 + data.length];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        out.putInt(data.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
        CRC32 crc = new CRC32();
        crc.update(bytes, 4, 4 + data.length);
        out.putInt((int) crc.getValue());
        return bytes;
    }

    private static byte[] png(int columns, int rows, int depth, int colour, byte[]... chunks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        byte[] header = new byte[13];
        ByteBuffer.wrap(header).putInt(columns).putInt(rows).put((byte) depth).put((byte) colour);
        out.writeBytes(chunk("IHDR", header));
        for (byte[] chunk : chunks) {
            out.writeBytes(chunk);
        }
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    private static byte[] zlib(String type, byte[] prefix, byte... raw) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(raw);
            deflater.finish();
            byte[] out = new byte[Math.max(raw.length / 500, Math.min(raw.length, 1 << 16)) + 1000];
            int length = deflater.deflate(out);
            byte[] data = Arrays.copyOf(prefix, prefix.length + length);
            System.arraycopy(out, 0, data, prefix.length, length);
            return chunk(type, data);
        } finally {
            deflater.end();
        }
    }

    private static byte[] idat(int... raw) {
        byte[] bytes = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) {
            bytes[i] = (byte) raw[i];
        }
        return zlib("IDAT", new byte[0], bytes);
    }

    private static byte[] decode(byte[] file) throws IOException {
        return Png.decode(file, Source.file("a.png")).pixels();
    }

    private static byte[] encoded(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    static Stream<Bad> badFiles() {
        byte[] good = png(2, 1, 8, 0, idat(0, 10, 200));
        return Stream.of(
                new Bad("empty", new byte[0], Reason.IMAGE_UNREADABLE, "PNG signature"),
                new Bad("a GIF", "GIF89a..".getBytes(StandardCharsets.US_ASCII), Reason.IMAGE_UNREADABLE),
                new Bad(
                        "a longer GIF",
                        "GIF89a.............".getBytes(StandardCharsets.US_ASCII),
                        UNREADABLE,
                        "PNG signature"),
                new Bad("a signature alone", SIGNATURE, UNREADABLE, "offset 8", "a complete chunk"),
                new Bad("another chunk first", anotherFirst(), UNREADABLE, "offset 8", "an IHDR chunk"),
                new Bad("65535 x 65535", png(65535, 65535, 8, 0, idat(0)), Reason.IMAGE_TOO_LARGE, "65535 x 65535"),
                new Bad("2^31 - 1 columns", png(0x7fffffff, 0x7fffffff, 8, 6), Reason.IMAGE_TOO_LARGE),
                new Bad("negative size", png(-1, 1, 8, 0), Reason.IMAGE_TOO_LARGE, "4294967295 x 1"),
                new Bad("no rows", png(1, 0, 8, 0), Reason.IMAGE_TOO_LARGE),
                new Bad("no data", png(2, 1, 8, 0), Reason.IMAGE_UNREADABLE),
                new Bad("too little data", png(2, 5, 8, 0, idat(0, 1)), Reason.IMAGE_UNREADABLE),
                new Bad("data that is no zlib", png(2, 1, 8, 0, chunk("IDAT", new byte[9])), Reason.IMAGE_UNREADABLE),
                new Bad("depth 3", png(2, 1, 3, 0, idat(0, 1, 2)), Reason.IMAGE_UNREADABLE),
                new Bad("cut short", Arrays.copyOf(good, good.length - 1), Reason.IMAGE_UNREADABLE, "complete chunk"),
                new Bad("trailing byte", Arrays.copyOf(good, good.length + 1), Reason.IMAGE_UNREADABLE, "IEND"),
                new Bad("checksum", flipped(good, 45), Reason.CRC_MISMATCH, "offset 33"),
                new Bad("chunk of 2 GiB", flipped(good, 8), Reason.IMAGE_UNREADABLE),
                new Bad("chunk of -1 bytes", length(good, 8, -1), Reason.IMAGE_UNREADABLE, "complete chunk"),
                new Bad("chunk of -12 bytes", length(good, 33, -12), Reason.IMAGE_UNREADABLE, "offset 33"),
                new Bad("chunk one byte too long", length(good, 33, good.length - 44), Reason.IMAGE_UNREADABLE),
                new Bad("header of 12 bytes", shortHeader(), Reason.IMAGE_UNREADABLE, "IHDR"),
                new Bad("one pixel too many", png(MOST + 1, 1, 1, 0), Reason.IMAGE_TOO_LARGE, MOST + " pixels"),
                new Bad("one row too many", png(1, MOST + 1, 1, 0), Reason.IMAGE_TOO_LARGE, "1 x " + (MOST + 1)),
                new Bad("as many pixels as may be", png(MOST, 1, 1, 0), Reason.IMAGE_UNREADABLE),
                new Bad("no header", noHeader(), Reason.IMAGE_UNREADABLE, "IHDR"),
                new Bad("text bomb without data", png(2, 1, 8, 0, TEXT_BOMB), Reason.IMAGE_UNREADABLE));
    }

    /** The pixels for which 16 MiB and 64 times a file of a header alone are enough, 4 bytes each. */
    private static final int MOST = ((16 << 20) + 64 * (8 + 25 + 12)) / 4;

    private static byte[] length(byte[] file, int at, int length) {
        return ByteBuffer.wrap(file.clone()).putInt(at, length).array();
    }

    private static byte[] shortHeader() {
        return ByteBuffer.wrap(new byte[8 + 24 + 12])
                .put(SIGNATURE)
                .put(chunk("IHDR", new byte[12]))
                .put(chunk("IEND", new byte[0]))
                .array();
    }

    private static byte[] anotherFirst() {
        return ByteBuffer.wrap(new byte[8 + 25 + 12])
                .put(SIGNATURE)
                .put(chunk("tEXt", new byte[13]))
                .put(chunk("IEND", new byte[0]))
                .array();
    }

    private static byte[] noHeader() {
        return ByteBuffer.wrap(new byte[20])
                .put(SIGNATURE)
                .put(chunk("IEND", new byte[0]))
                .array();
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at] ^= (byte) 0x40;
        return copy;
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void refuses(Bad bad) {
        bad.refusedBy(() -> Png.decode(bad.bytes(), Source.file("bad.file")));
    }

    @Test
    void greySamplesAreKeptAsTheyAre() throws IOException {
        byte[] ramp = new byte[257];
        for (int i = 0; i < 256; i++) {
            ramp[i + 1] = (byte) i;
        }
        assertThat(decode(png(256, 1, 8, 0, zlib("IDAT", new byte[0], ramp))))
                .isEqualTo(Arrays.copyOfRange(ramp, 1, 257));
    }

    @Test
    void otherDepthsOfGreyAreScaledTo8Bits() throws IOException {
        assertThat(decode(png(8, 1, 1, 0, idat(0, 0b1010_0000)))).containsExactly(255, 0, 255, 0, 0, 0, 0, 0);
        assertThat(decode(png(4, 1, 2, 0, idat(0, 0b0001_1011)))).containsExactly(0, 85, 170, 255);
        assertThat(decode(png(2, 1, 4, 0, idat(0, 0x1f)))).containsExactly(17, 255);
        assertThat(decode(png(2, 1, 16, 0, idat(0, 0xff, 0xff, 0x80, 0x80)))).containsExactly(255, 128);
        assertThat(decode(png(1, 1, 8, 4, idat(0, 90, 3)))).containsExactly(90);
    }

    @Test
    void pixelsAreInTheOrderOfRows(@TempDir Path folder) throws IOException {
        byte[] file = png(3, 2, 8, 0, idat(0, 1, 2, 3, 0, 4, 5, 6));
        Png png = Png.read(Files.write(folder.resolve("a.png"), file));
        assertThat(png.rows()).isEqualTo(2);
        assertThat(png.columns()).isEqualTo(3);
        assertThat(png.pixels()).containsExactly(1, 2, 3, 4, 5, 6);
        byte[] alpha = png(2, 2, 8, 4, idat(0, 0, 255, 0, 255, 0, 0, 255, 9, 0));
        assertThat(decode(alpha)).containsExactly(0, 0, 0, 255);
    }

    /** A drawing that is half black and half white stands out from either: then the ground is black. */
    @Test
    void aDrawingOfMiddlingInkIsOnABlackGround() throws IOException {
        assertThat(decode(png(3, 1, 8, 4, idat(0, 0, 255, 255, 255, 77, 0)))).containsExactly(0, 255, 0);
        assertThat(decode(png(3, 1, 8, 4, idat(0, 0, 255, 254, 255, 77, 0)))).containsExactly(0, 254, 255);
        // The same with 16 bits.
        byte[] wide = png(3, 1, 16, 4, idat(0, 0, 0, 255, 255, 255, 255, 255, 255, 77, 77, 0, 0));
        assertThat(decode(wide)).containsExactly(0, 255, 0);
    }

    /** 16 bits become 8 by the nearest of v / 257: around every step, and a few others. */
    @Test
    void sixteenBitsAreRounded() throws IOException {
        int[] steps = IntStream.range(0, 255)
                .flatMap(k -> IntStream.of(257 * k, 257 * k + 128, 257 * k + 129))
                .toArray();
        ByteBuffer raw = ByteBuffer.allocate(1 + 2 * steps.length).put((byte) 0);
        byte[] expected = new byte[steps.length];
        for (int i = 0; i < steps.length; i++) {
            raw.putShort((short) steps[i]);
            expected[i] = (byte) Math.rint(steps[i] / 257.0);
        }
        assertThat(decode(png(steps.length, 1, 16, 0, zlib("IDAT", new byte[0], raw.array()))))
                .containsExactly(expected);
    }

    @Test
    void everyCutOfAGoodFileIsRefused() {
        byte[] good = png(2, 1, 8, 0, idat(0, 10, 200));
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            new Bad("cut to " + length, cut, Reason.IMAGE_UNREADABLE)
                    .refusedBy(() -> Png.decode(cut, Source.file("bad.file")));
        }
    }

    @Test
    void coloursBecomeLuma() throws IOException {
        BufferedImage image = new BufferedImage(5, 1, BufferedImage.TYPE_INT_RGB);
        int[] colours = {0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0x102030};
        image.setRGB(0, 0, 5, 1, colours, 0, 5);
        assertThat(decode(encoded(image))).containsExactly(76, 150, 29, 255, 29);
        BufferedImage indexed = new BufferedImage(5, 1, BufferedImage.TYPE_BYTE_INDEXED);
        indexed.setRGB(0, 0, 5, 1, new int[] {-1, 0xffff0000, 0xff000000, -1, -1}, 0, 5);
        assertThat(decode(encoded(indexed))).containsExactly(255, 76, 0, 255, 255);
    }

    /** As drawing programs save it, in every form that PNG has for it: the colour below what is transparent says nothing. */
    @Test
    void whatIsDrawnOnATransparentGroundStandsOutFromIt() throws IOException {
        int[] black = {0xff000000, 0x00000000, 0x80000000, 0x00ffffff};
        int[] white = {0xffffffff, 0x00000000, 0x80ffffff, 0x00ffffff};
        for (int type : new int[] {BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_4BYTE_ABGR}) {
            BufferedImage image = new BufferedImage(4, 1, type);
            image.setRGB(0, 0, 4, 1, black, 0, 4);
            assertThat(decode(encoded(image))).containsExactly(0, 255, 127, 255);
            image.setRGB(0, 0, 4, 1, white, 0, 4);
            assertThat(decode(encoded(image))).containsExactly(255, 0, 128, 0);
        }
        // Grey with alpha, then a palette whose first colour is transparent.
        assertThat(decode(png(3, 1, 8, 4, idat(0, 0, 255, 0, 0, 255, 0)))).containsExactly(0, 255, 255);
        byte[] palette = chunk("PLTE", new byte[] {0, 0, 0, 0, 0, 0, -1, -1, -1});
        byte[] transparency = chunk("tRNS", new byte[] {0, -1});
        assertThat(decode(png(3, 1, 8, 3, palette, transparency, idat(0, 0, 1, 1))))
                .containsExactly(255, 0, 0);
    }

    @Test
    void aTextBombIsNotUnpacked() throws IOException {
        assertThat(decode(png(2, 1, 8, 0, TEXT_BOMB, idat(0, 10, 20)))).containsExactly(10, 20);
    }
}
